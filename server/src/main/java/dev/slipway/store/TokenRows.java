package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.keysOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.Columns.permissionsOrNull;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.TOKENS;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.BearerReference;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.TokenFilter;
import dev.slipway.model.TokenScope;
import dev.slipway.store.schema.tables.records.TokensRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The tokens of an account, found by a keyed hash of the whole secret. */
public final class TokenRows extends Rows<TokensRecord, Token> {
    private static final ListFields FIELDS = ListFields.of(TOKENS.CREATED)
            .id("id", TOKENS.ID)
            .text("name", TOKENS.NAME)
            .time("expiresAt", TOKENS.EXPIRY)
            .time("updatedAt", TOKENS.UPDATED)
            .flag("revoked", TOKENS.REVOKED.isNotNull())
            .sortedBy("name", "expiresAt", "updatedAt")
            .searched(TOKENS.NAME)
            .build();

    TokenRows(DSLContext sql, String accountId) {
        super(sql, accountId, TOKENS, TOKENS.ACCOUNT_ID, TOKENS.ID, TOKENS.CREATED);
    }

    /** The token whose secret hashes to that. */
    public Optional<Token> findByHash(String hash) {
        return findFirst(TOKENS.TOKEN_HASH.eq(hash));
    }

    /** The token with that id, if it is in the scope. */
    public Optional<Token> find(String id, TokenScope scope) {
        return findFirst(TOKENS.ID.eq(id).and(within(scope)));
    }

    /** The tokens in the scope that fit. */
    public Slice<Token> list(TokenScope scope, TokenFilter filter, PageRequest page) {
        return list(within(scope).and(fits(filter)), page);
    }

    /** The tokens that a bearer made for lasting use, revoked ones included, and that a query wants. */
    public Slice<Token> listPersonal(BearerReference bearer, ListQuery query) {
        return list(FIELDS, personal(bearer), query);
    }

    /** The token with that id, if it is one of {@link #listPersonal}. */
    public Optional<Token> findPersonal(BearerReference bearer, String id) {
        return findFirst(TOKENS.ID.eq(id).and(personal(bearer)));
    }

    private static Condition personal(BearerReference bearer) {
        return borneBy(bearer).and(TOKENS.TOKEN_USAGE.isNull().or(TOKENS.TOKEN_USAGE.eq(Token.Usage.PERSONAL.name())));
    }

    /** Makes a token worthless or, with null, good again. */
    public void setRevoked(String id, @Nullable Instant revoked, Instant now) {
        sql.update(TOKENS)
                .set(TOKENS.REVOKED, microsOrNull(revoked))
                .set(TOKENS.UPDATED, micros(now))
                .where(present().and(TOKENS.ID.eq(id)))
                .execute();
    }

    private Condition within(TokenScope scope) {
        return TOKENS.REVOKED.isNull().and(reach(scope));
    }

    private Condition reach(TokenScope scope) {
        return switch (scope) {
            case TokenScope.Everything all -> noCondition();
            case TokenScope.OfBearer own -> borneBy(own.bearer());
            case TokenScope.OfProduct product -> ofProduct(product.productId());
        };
    }

    private Condition ofProduct(String productId) {
        Condition inProduct = LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.PRODUCT_ID.eq(productId));
        Condition ofLicense = TOKENS.BEARER_KIND
                .eq(BearerReference.Kind.LICENSE.name())
                .and(TOKENS.BEARER_ID.in(select(LICENSES.ID).from(LICENSES).where(inProduct)));
        Condition ofCustomer = ofRoles(Set.of(Role.USER))
                .and(TOKENS.BEARER_ID.in(
                        select(LICENSES.OWNER_ID).from(LICENSES).where(inProduct.and(LICENSES.OWNER_ID.isNotNull()))));
        return borneBy(new BearerReference(BearerReference.Kind.PRODUCT, productId))
                .or(ofLicense)
                .or(ofCustomer);
    }

    private Condition fits(TokenFilter filter) {
        Condition condition = noCondition();
        if (filter.kinds() != null) {
            condition = condition.and(TOKENS.BEARER_KIND.in(
                    filter.kinds().stream().map(Enum::name).toList()));
        }
        if (filter.bearerId() != null) {
            condition = condition.and(TOKENS.BEARER_ID.eq(filter.bearerId()));
        }
        return filter.roles() == null ? condition : condition.and(ofRoles(filter.roles()));
    }

    private Condition ofRoles(Set<Role> roles) {
        List<String> ofUsers =
                roles.stream().filter(Role::isHeldByUsers).map(Enum::name).toList();
        Condition condition = TOKENS.BEARER_KIND
                .eq(BearerReference.Kind.USER.name())
                .and(TOKENS.BEARER_ID.in(select(USERS.ID)
                        .from(USERS)
                        .where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.ROLE.in(ofUsers)))));
        if (roles.contains(Role.PRODUCT)) {
            condition = condition.or(TOKENS.BEARER_KIND.eq(BearerReference.Kind.PRODUCT.name()));
        }
        return roles.contains(Role.LICENSE)
                ? condition.or(TOKENS.BEARER_KIND.eq(BearerReference.Kind.LICENSE.name()))
                : condition;
    }

    /**
     * Adds a token.
     *
     * @param hash the keyed hash of its secret in this account
     * @param locator the keyed hash of its secret that tells which account it belongs to
     */
    public void insert(Token token, String hash, String locator) {
        sql.insertInto(TOKENS)
                .set(TOKENS.ACCOUNT_ID, accountId)
                .set(TOKENS.ID, token.id())
                .set(TOKENS.BEARER_KIND, token.bearer().kind().name())
                .set(TOKENS.BEARER_ID, token.bearer().id())
                .set(TOKENS.KIND, token.kind())
                .set(TOKENS.NAME, token.name())
                .set(TOKENS.TOKEN_HASH, hash)
                .set(TOKENS.LOCATOR, locator)
                .set(
                        TOKENS.TOKEN_USAGE,
                        token.usage() == null ? null : token.usage().name())
                .set(TOKENS.SCOPES, jsonOrNull(token.scopes()))
                .set(TOKENS.REVOKED, microsOrNull(token.revoked()))
                .set(TOKENS.PERMISSIONS, keysOrNull(token.permissions()))
                .set(TOKENS.EXPIRY, microsOrNull(token.expiry()))
                .set(TOKENS.MAX_ACTIVATIONS, token.maxActivations())
                .set(TOKENS.MAX_DEACTIVATIONS, token.maxDeactivations())
                .set(TOKENS.CREATED, micros(token.created()))
                .set(TOKENS.UPDATED, micros(token.updated()))
                .execute();
    }

    /** Gives a token another, opaque secret, kind and expiry: from now on only that secret is good for it. */
    public void renew(Token token, String hash, String locator) {
        sql.update(TOKENS)
                .set(TOKENS.TOKEN_HASH, hash)
                .set(TOKENS.LOCATOR, locator)
                .setNull(TOKENS.TOKEN_USAGE)
                .set(TOKENS.KIND, token.kind())
                .set(TOKENS.EXPIRY, microsOrNull(token.expiry()))
                .set(TOKENS.UPDATED, micros(token.updated()))
                .where(present().and(TOKENS.ID.eq(token.id())))
                .execute();
    }

    /** The ids of all tokens of a bearer but, where given, one; oldest first. */
    public List<String> idsOf(BearerReference bearer, @Nullable String exceptId) {
        return sql.select(TOKENS.ID)
                .from(TOKENS)
                .where(others(bearer, exceptId))
                .orderBy(TOKENS.CREATED, TOKENS.ID)
                .fetch(TOKENS.ID);
    }

    /** Revokes all tokens of a bearer but, where given, one. */
    public void deleteOf(BearerReference bearer, @Nullable String exceptId) {
        sql.deleteFrom(TOKENS).where(others(bearer, exceptId)).execute();
    }

    private Condition others(BearerReference bearer, @Nullable String exceptId) {
        return present().and(borneBy(bearer)).and(exceptId == null ? noCondition() : TOKENS.ID.ne(exceptId));
    }

    private static Condition borneBy(BearerReference bearer) {
        return TOKENS.BEARER_KIND.eq(bearer.kind().name()).and(TOKENS.BEARER_ID.eq(bearer.id()));
    }

    @Override
    Token map(TokensRecord row) {
        return new Token(
                row.getId(),
                new BearerReference(BearerReference.Kind.valueOf(row.getBearerKind()), row.getBearerId()),
                row.getKind(),
                row.getTokenUsage() == null ? null : Token.Usage.valueOf(row.getTokenUsage()),
                row.getName(),
                stringsOrNull(row.getScopes()),
                permissionsOrNull(row.getPermissions()),
                instantOrNull(row.getRevoked()),
                instantOrNull(row.getExpiry()),
                row.getMaxActivations(),
                row.getMaxDeactivations(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
