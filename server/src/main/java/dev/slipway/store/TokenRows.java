package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.keysOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.Columns.permissionsOrNull;
import static dev.slipway.store.schema.Tables.TOKENS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.BearerReference;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.store.schema.tables.records.TokensRecord;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The tokens of an account, found by a keyed hash of the whole secret. */
public final class TokenRows extends Rows<TokensRecord, Token> {

    TokenRows(DSLContext sql, String accountId) {
        super(sql, accountId, TOKENS, TOKENS.ACCOUNT_ID, TOKENS.ID, TOKENS.CREATED);
    }

    /** The token whose secret hashes to that. */
    public Optional<Token> findByHash(String hash) {
        return findFirst(TOKENS.TOKEN_HASH.eq(hash));
    }

    /** All tokens or, where given, those of one bearer. */
    public Slice<Token> list(@Nullable BearerReference bearer, PageRequest page) {
        return list(bearer == null ? noCondition() : borneBy(bearer), page);
    }

    /** Adds a token. */
    public void insert(Token token, String hash) {
        sql.insertInto(TOKENS)
                .set(TOKENS.ACCOUNT_ID, accountId)
                .set(TOKENS.ID, token.id())
                .set(TOKENS.BEARER_KIND, token.bearer().kind().name())
                .set(TOKENS.BEARER_ID, token.bearer().id())
                .set(TOKENS.KIND, token.kind())
                .set(TOKENS.NAME, token.name())
                .set(TOKENS.TOKEN_HASH, hash)
                .set(TOKENS.PERMISSIONS, keysOrNull(token.permissions()))
                .set(TOKENS.EXPIRY, microsOrNull(token.expiry()))
                .set(TOKENS.MAX_ACTIVATIONS, token.maxActivations())
                .set(TOKENS.MAX_DEACTIVATIONS, token.maxDeactivations())
                .set(TOKENS.CREATED, micros(token.created()))
                .set(TOKENS.UPDATED, micros(token.updated()))
                .execute();
    }

    /** Revokes all tokens of a bearer but, where given, one. */
    public void deleteOf(BearerReference bearer, @Nullable String exceptId) {
        sql.deleteFrom(TOKENS)
                .where(present().and(borneBy(bearer)).and(exceptId == null ? noCondition() : TOKENS.ID.ne(exceptId)))
                .execute();
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
                row.getName(),
                permissionsOrNull(row.getPermissions()),
                instantOrNull(row.getExpiry()),
                row.getMaxActivations(),
                row.getMaxDeactivations(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
