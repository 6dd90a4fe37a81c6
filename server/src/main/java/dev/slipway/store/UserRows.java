package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.keysOrNull;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.Columns.permissionsOrNull;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.PASSWORD_RESETS;
import static dev.slipway.store.schema.Tables.TOKENS;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.BearerReference;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.model.UserFilter;
import dev.slipway.model.UserScope;
import dev.slipway.model.UserStatus;
import dev.slipway.store.schema.tables.records.UsersRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The people of an account. */
public final class UserRows extends LockableRows<UsersRecord, User> {

    UserRows(DSLContext sql, String accountId, boolean lockRows) {
        super(sql, accountId, USERS, USERS.ACCOUNT_ID, USERS.ID, USERS.CREATED, lockRows);
    }

    /** The user whose id or, ignoring case, e-mail address that is; an id wins. */
    public Optional<User> findByIdOrEmail(String idOrEmail) {
        return find(idOrEmail).or(() -> findByEmail(idOrEmail));
    }

    /** The user with that e-mail address, ignoring case. */
    public Optional<User> findByEmail(String email) {
        return findFirst(USERS.EMAIL.eq(email.toLowerCase(Locale.ROOT)));
    }

    /** The users in the scope that fit. */
    public Slice<User> list(UserScope scope, UserFilter filter, PageRequest page) {
        return list(within(scope).and(fits(filter)), page);
    }

    private Condition within(UserScope scope) {
        return switch (scope) {
            case UserScope.Everybody all -> noCondition();
            case UserScope.OfProduct product -> holds(LICENSES.PRODUCT_ID.eq(product.productId()));
            case UserScope.One one -> one.userId() == null ? falseCondition() : USERS.ID.eq(one.userId());
        };
    }

    private Condition fits(UserFilter filter) {
        Condition condition =
                USERS.ROLE.in(filter.wantedRoles().stream().map(Enum::name).toList());
        if (filter.productId() != null) {
            condition = condition.and(holds(LICENSES.PRODUCT_ID.eq(filter.productId())));
        }
        if (filter.licenseId() != null) {
            condition = condition.and(holds(LICENSES.ID.eq(filter.licenseId())));
        }
        if (filter.assigned() != null) {
            Condition any = holds(noCondition());
            condition = condition.and(filter.assigned() ? any : any.not());
        }
        if (filter.status() != null) {
            condition =
                    condition.and(stands(filter.status(), micros(filter.now().minus(UserStatus.INACTIVITY))));
        }
        for (var member : filter.metadata().entrySet()) {
            condition = condition.and(SearchConditions.isOneOf(USERS.METADATA, member.getKey(), member.getValue()));
        }
        return condition;
    }

    /** Whether the user holds such a license. */
    private Condition holds(Condition license) {
        return USERS.ID.in(select(LICENSES.OWNER_ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.OWNER_ID.isNotNull())
                        .and(license)));
    }

    private Condition stands(UserStatus status, long since) {
        Condition active = USERS.CREATED.ge(since).or(holds(activeSince(since)));
        return switch (status) {
            case BANNED -> USERS.BANNED.isNotNull();
            case ACTIVE -> USERS.BANNED.isNull().and(active);
            case INACTIVE -> USERS.BANNED.isNull().and(active.not());
        };
    }

    private static Condition activeSince(long time) {
        return LICENSES.CREATED
                .ge(time)
                .or(coalesce(LICENSES.LAST_VALIDATED, 0L).ge(time))
                .or(coalesce(LICENSES.LAST_CHECK_IN, 0L).ge(time))
                .or(coalesce(LICENSES.LAST_CHECK_OUT, 0L).ge(time));
    }

    /** Whether a user owns a license of a product. */
    public boolean holdsLicenseOf(String userId, String productId) {
        return sql.fetchExists(
                LICENSES,
                LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.OWNER_ID.eq(userId))
                        .and(LICENSES.PRODUCT_ID.eq(productId)));
    }

    /** Whether a user other than {@code exceptId} has that e-mail address, ignoring case. */
    public boolean isEmailTaken(String email, @Nullable String exceptId) {
        return exists(USERS.EMAIL
                .eq(email.toLowerCase(Locale.ROOT))
                .and(exceptId == null ? noCondition() : USERS.ID.ne(exceptId)));
    }

    /** Whether an administrator other than {@code exceptId} with the role's full permissions is left. */
    public boolean hasOtherAdmin(String exceptId) {
        return exists(
                USERS.ROLE.eq(Role.ADMIN.name()).and(USERS.PERMISSIONS.isNull()).and(USERS.ID.ne(exceptId)));
    }

    /** Adds a user. */
    public void insert(User user) {
        UsersRecord row = values(user);
        row.setAccountId(accountId);
        row.setId(user.id());
        row.setCreated(micros(user.created()));
        sql.insertInto(USERS).set(row).execute();
    }

    /** Replaces what can change of a user. */
    public void update(User user) {
        sql.update(USERS)
                .set(values(user))
                .where(present().and(USERS.ID.eq(user.id())))
                .execute();
    }

    /** Makes other writers of administrators wait until this transaction ends, so that a last one stays the last one. */
    public void lockAdmins() {
        if (locksRows()) {
            sql.select(USERS.ID)
                    .from(USERS)
                    .where(present().and(USERS.ROLE.eq(Role.ADMIN.name())))
                    .orderBy(USERS.ID)
                    .forUpdate()
                    .fetch();
        }
    }

    /** Those of these users who own a license that was made, validated, checked in or checked out since then. */
    public Set<String> activeSince(Collection<String> userIds, Instant since) {
        return sql.selectDistinct(LICENSES.OWNER_ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.OWNER_ID.in(userIds))
                        .and(activeSince(micros(since))))
                .fetchSet(LICENSES.OWNER_ID);
    }

    /** Removes a user with their tokens, the licenses they own, and all that hangs on those. */
    @Override
    public void delete(String id) {
        var licenses = select(LICENSES.ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.OWNER_ID.eq(id)));
        sql.deleteFrom(TOKENS)
                .where(TOKENS.ACCOUNT_ID
                        .eq(accountId)
                        .and(TOKENS.BEARER_KIND
                                .eq(BearerReference.Kind.USER.name())
                                .and(TOKENS.BEARER_ID.eq(id))
                                .or(TOKENS.BEARER_KIND
                                        .eq(BearerReference.Kind.LICENSE.name())
                                        .and(TOKENS.BEARER_ID.in(licenses)))))
                .execute();
        sql.deleteFrom(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.LICENSE_ID.in(licenses)))
                .execute();
        sql.deleteFrom(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.OWNER_ID.eq(id)))
                .execute();
        sql.deleteFrom(PASSWORD_RESETS)
                .where(PASSWORD_RESETS.ACCOUNT_ID.eq(accountId).and(PASSWORD_RESETS.USER_ID.eq(id)))
                .execute();
        super.delete(id);
    }

    private static UsersRecord values(User user) {
        UsersRecord row = new UsersRecord();
        row.setEmail(user.email());
        row.setFirstName(user.firstName());
        row.setLastName(user.lastName());
        row.setPasswordHash(user.passwordHash());
        row.setRole(user.role().name());
        row.setPermissions(keysOrNull(user.permissions()));
        row.setBanned(microsOrNull(user.banned()));
        row.setMetadata(json(user.metadata()));
        row.setUpdated(micros(user.updated()));
        return row;
    }

    @Override
    User map(UsersRecord row) {
        return new User(
                row.getId(),
                row.getEmail(),
                row.getFirstName(),
                row.getLastName(),
                row.getPasswordHash(),
                Role.valueOf(row.getRole()),
                permissionsOrNull(row.getPermissions()),
                instantOrNull(row.getBanned()),
                metadata(row.getMetadata()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
