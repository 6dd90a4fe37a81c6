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
import static dev.slipway.store.schema.Tables.LICENSE_USERS;
import static dev.slipway.store.schema.Tables.PASSWORD_RESETS;
import static dev.slipway.store.schema.Tables.TOKENS;
import static dev.slipway.store.schema.Tables.USERS;
import static dev.slipway.store.schema.Tables.WEB_SESSIONS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.BearerReference;
import dev.slipway.model.LicenseStatus;
import dev.slipway.model.ListQuery;
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
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The people of an account. */
public final class UserRows extends LockableRows<UsersRecord, User> {
    private static final ListFields FIELDS = ListFields.of(USERS.CREATED)
            .id("id", USERS.ID)
            .folded("email", USERS.EMAIL, email -> email.toLowerCase(Locale.ROOT))
            .text("firstName", USERS.FIRST_NAME)
            .text("lastName", USERS.LAST_NAME)
            .time("updatedAt", USERS.UPDATED)
            .flag("banned", USERS.BANNED.isNotNull())
            .sortedBy("email", "updatedAt")
            .searched(USERS.EMAIL, USERS.FIRST_NAME, USERS.LAST_NAME)
            .build();

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
        Condition condition = fits(filter);
        return switch (scope) {
            case UserScope.Everybody all -> list(condition, page);
            case UserScope.OfProduct product ->
                list(
                        condition.and(USERS.ID.in(LicenseConditions.holdersInProduct(accountId, product.productId()))),
                        page);
            case UserScope.OfLicense license ->
                listFrom(among(LicenseConditions.holdersOfOne(accountId, license.licenseId())), condition, page);
            case UserScope.Around user ->
                listFrom(among(LicenseConditions.around(accountId, user.userId())), condition, page);
        };
    }

    /** The users that a query wants, of those with one of these roles. */
    public Slice<User> list(Set<Role> roles, ListQuery query) {
        return list(FIELDS, USERS.ROLE.in(roles.stream().map(Enum::name).toList()), query);
    }

    private Condition fits(UserFilter filter) {
        Condition condition =
                USERS.ROLE.in(filter.wantedRoles().stream().map(Enum::name).toList());
        if (filter.productId() != null) {
            condition = condition.and(USERS.ID.in(LicenseConditions.holdersInProduct(accountId, filter.productId())));
        }
        if (filter.licenseId() != null) {
            condition = condition.and(USERS.ID.in(LicenseConditions.holdersOfOne(accountId, filter.licenseId())));
        }
        if (filter.assigned() != null) {
            Condition any = owns(noCondition()).or(shares());
            condition = condition.and(filter.assigned() ? any : any.not());
        }
        if (filter.status() != null) {
            condition =
                    condition.and(stands(filter.status(), micros(filter.now().minus(LicenseStatus.INACTIVITY))));
        }
        for (var member : filter.metadata().entrySet()) {
            condition = condition.and(SearchConditions.isOneOf(USERS.METADATA, member.getKey(), member.getValue()));
        }
        return condition;
    }

    private Condition owns(Condition license) {
        return DSL.exists(selectOne()
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.OWNER_ID.eq(USERS.ID))
                        .and(license)));
    }

    private Condition shares() {
        return DSL.exists(selectOne()
                .from(LICENSE_USERS)
                .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.USER_ID.eq(USERS.ID))));
    }

    private Condition stands(UserStatus status, long since) {
        Condition active = USERS.CREATED.ge(since).or(owns(LICENSES.LAST_ACTIVE.ge(since)));
        return switch (status) {
            case BANNED -> USERS.BANNED.isNotNull();
            case ACTIVE -> USERS.BANNED.isNull().and(active);
            case INACTIVE -> USERS.BANNED.isNull().and(active.not());
        };
    }

    /** Those who own or share a license. */
    public Slice<User> listOfLicense(String licenseId, PageRequest page) {
        return listFrom(among(LicenseConditions.holdersOfOne(accountId, licenseId)), noCondition(), page);
    }

    /** Whether two users hold a license together. */
    public boolean shareLicense(String userId, String otherId) {
        return exists(USERS.ID.eq(otherId).and(USERS.ID.in(LicenseConditions.around(accountId, userId))));
    }

    private Table<?> among(Select<Record1<String>> ids) {
        return LicenseConditions.joined(ids, USERS, USERS.ACCOUNT_ID.eq(accountId), USERS.ID);
    }

    /** Whether a user owns or shares a license of a product. */
    public boolean holdsLicenseOf(String userId, String productId) {
        return sql.fetchExists(LicenseConditions.heldBy(accountId, userId), LICENSES.PRODUCT_ID.eq(productId));
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

    /** Replaces what can change of a user. Another role or other permissions take away a role that somebody made. */
    public void update(User user) {
        UsersRecord row = values(user);
        Condition same = USERS.ROLE.eq(row.getRole()).and(USERS.PERMISSIONS.eq(row.getPermissions()));
        sql.update(USERS)
                .set(row)
                .set(USERS.NAMED_ROLE_ID, DSL.when(same, USERS.NAMED_ROLE_ID))
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
                        .and(LICENSES.LAST_ACTIVE.ge(micros(since))))
                .fetchSet(LICENSES.OWNER_ID);
    }

    /** Removes a user with their tokens, the licenses they own, and all that hangs on those. */
    @Override
    public void delete(String id) {
        LicenseRows.delete(sql, accountId, LICENSES.OWNER_ID.eq(id));
        sql.deleteFrom(LICENSE_USERS)
                .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.USER_ID.eq(id)))
                .execute();
        sql.deleteFrom(TOKENS)
                .where(TOKENS.ACCOUNT_ID
                        .eq(accountId)
                        .and(TOKENS.BEARER_KIND.eq(BearerReference.Kind.USER.name()))
                        .and(TOKENS.BEARER_ID.eq(id)))
                .execute();
        sql.deleteFrom(WEB_SESSIONS)
                .where(WebSessionRows.borneBy(accountId, new BearerReference(BearerReference.Kind.USER, id)))
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
