package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.ROLES;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.ListQuery;
import dev.slipway.model.NamedRole;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.RolesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The roles of an account by their names: built-in ones, which come first and are the same everywhere, and others. */
public final class NamedRoleRows extends LockableRows<RolesRecord, NamedRole> {
    private static final List<Role> BUILT_IN =
            List.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.READ_ONLY, Role.USER);
    private static final ListFields FIELDS = ListFields.of(ROLES.CREATED)
            .id("id", ROLES.ID)
            .text("name", ROLES.NAME)
            .text("description", ROLES.DESCRIPTION)
            .time("updatedAt", ROLES.UPDATED)
            .sortedBy("name", "updatedAt")
            .searched(ROLES.NAME)
            .build();

    NamedRoleRows(DSLContext sql, String accountId, boolean lockRows) {
        super(sql, accountId, ROLES, ROLES.ACCOUNT_ID, ROLES.ID, ROLES.CREATED, lockRows);
    }

    /** The roles that a query wants. */
    public Slice<NamedRole> list(ListQuery query) {
        return list(FIELDS, noCondition(), query);
    }

    /** The role of that name, in any case. */
    public Optional<NamedRole> findByName(String name) {
        return findFirst(ROLES.NAME_FOLDED.eq(folded(name)));
    }

    /** Adds the roles that every account has. */
    public void insertBuiltIn(Instant now) {
        for (int i = 0; i < BUILT_IN.size(); i++) {
            Role role = BUILT_IN.get(i);
            String id = "00000000-0000-7000-8000-%012d".formatted(i + 1);
            insert(new NamedRole(id, role.key(), "", List.of(), role, now, now));
        }
    }

    /** Adds a role. */
    public void insert(NamedRole role) {
        RolesRecord row = values(role);
        row.setAccountId(accountId);
        row.setId(role.id());
        row.setBuiltIn(role.builtIn() == null ? null : role.builtIn().name());
        row.setCreated(micros(role.created()));
        sql.insertInto(ROLES).set(row).execute();
    }

    /** Replaces what can change of a role. */
    public void update(NamedRole role) {
        sql.update(ROLES)
                .set(values(role))
                .where(present().and(ROLES.ID.eq(role.id())))
                .execute();
    }

    private static RolesRecord values(NamedRole role) {
        RolesRecord row = new RolesRecord();
        row.setName(role.name());
        row.setNameFolded(folded(role.name()));
        row.setDescription(role.description());
        row.setClaims(jsonOrNull(role.claims()));
        row.setUpdated(micros(role.updated()));
        return row;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The ids of the users who have a role that somebody made. */
    public List<String> holders(String roleId) {
        return sql.select(USERS.ID)
                .from(USERS)
                .where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.NAMED_ROLE_ID.eq(roleId)))
                .orderBy(USERS.ID)
                .fetch(USERS.ID);
    }

    /** Gives a user a role that somebody made or, with null, none of those. */
    public void assign(String userId, @Nullable String roleId) {
        sql.update(USERS)
                .set(USERS.NAMED_ROLE_ID, roleId)
                .where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.ID.eq(userId)))
                .execute();
    }

    /** The names of the roles that somebody made, by the ids of those of these users who have one. */
    public Map<String, String> namesByHolder(Collection<String> userIds) {
        return sql.select(USERS.ID, ROLES.NAME)
                .from(USERS)
                .join(ROLES)
                .on(ROLES.ACCOUNT_ID.eq(USERS.ACCOUNT_ID).and(ROLES.ID.eq(USERS.NAMED_ROLE_ID)))
                .where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.ID.in(userIds)))
                .fetchMap(USERS.ID, ROLES.NAME);
    }

    @Override
    NamedRole map(RolesRecord row) {
        List<String> claims = stringsOrNull(row.getClaims());
        return new NamedRole(
                row.getId(),
                row.getName(),
                row.getDescription(),
                claims == null ? List.of() : claims,
                row.getBuiltIn() == null ? null : Role.valueOf(row.getBuiltIn()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
