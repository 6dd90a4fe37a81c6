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
import static dev.slipway.store.schema.Tables.LICENSE_METADATA;
import static dev.slipway.store.schema.Tables.LICENSE_USERS;
import static dev.slipway.store.schema.Tables.TOKENS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.LicensesRecord;
import dev.slipway.version.DottedVersion;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The licenses of an account. Keys lie encrypted and are found by a keyed hash. */
public final class LicenseRows extends LockableRows<LicensesRecord, License> {
    private final InstallationSecret secret;

    LicenseRows(DSLContext sql, String accountId, InstallationSecret secret, boolean lockRows) {
        super(sql, accountId, LICENSES, LICENSES.ACCOUNT_ID, LICENSES.ID, LICENSES.CREATED, lockRows);
        this.secret = secret;
    }

    /** The license with exactly that key. */
    public Optional<License> findByKey(String key) {
        return findFirst(LICENSES.KEY_HASH.eq(secret.hash(accountId, key)));
    }

    /** The license whose id or key that is; an id wins. A key may look like an id but is only found as it was given. */
    public Optional<License> findByIdOrKey(String idOrKey) {
        return find(Aliases.canonical(idOrKey)).or(() -> findByKey(idOrKey));
    }

    /** Whether a user owns a license of any product but one. */
    public boolean ownsInOtherProduct(String userId, String productId) {
        return exists(LICENSES.OWNER_ID.eq(userId).and(LICENSES.PRODUCT_ID.ne(productId)));
    }

    /** Whether any license has that maintenance policy. */
    public boolean haveMaintenancePolicy(String maintenancePolicyId) {
        return exists(LICENSES.MAINTENANCE_POLICY_ID.eq(maintenancePolicyId));
    }

    /** The licenses that a user owns or shares, newest first. */
    public List<License> ofUser(String userId) {
        return sql.select(LICENSES.fields())
                .from(LicenseConditions.heldBy(accountId, userId))
                .orderBy(LICENSES.CREATED.desc(), LICENSES.ID.desc())
                .fetchInto(LICENSES)
                .map(this::map);
    }

    /** Those that fit. */
    public Slice<License> list(LicenseFilter filter, PageRequest page) {
        return list(filter, noCondition(), page);
    }

    /** Those that fit and of which something else holds. */
    Slice<License> list(LicenseFilter filter, Condition holds, PageRequest page) {
        String key = filter.key();
        Condition named = key == null ? noCondition() : LICENSES.KEY_HASH.eq(secret.hash(accountId, key));
        return listFrom(
                LicenseConditions.source(accountId, filter),
                LicenseConditions.matching(accountId, filter).and(named).and(holds),
                page);
    }

    /**
     * Those that a query wants.
     *
     * @param productId only those for this product; null for any
     * @param holderId only those that this user owns or shares; null for all
     */
    public Slice<License> list(@Nullable String productId, @Nullable String holderId, ListQuery query) {
        Condition within = (productId == null ? noCondition() : LICENSES.PRODUCT_ID.eq(productId))
                .and(holderId == null ? noCondition() : LicenseConditions.isHeldBy(accountId, holderId));
        return list(LicensingFields.ofLicenses(key -> secret.hash(accountId, key)), within, query);
    }

    /** Adds a license. */
    public void insert(License license) {
        LicensesRecord row = values(license);
        row.setAccountId(accountId);
        row.setId(license.id());
        row.setKeyHash(secret.hash(accountId, license.key()));
        row.setKeyCipher(secret.seal(license.key(), license.id()));
        row.setCreated(micros(license.created()));
        sql.insertInto(LICENSES).set(row).execute();
        writeMetadata(license);
    }

    /** Replaces what can change of a license; its key cannot. */
    public void update(License license) {
        String known = sql.select(LICENSES.METADATA)
                .from(LICENSES)
                .where(present().and(LICENSES.ID.eq(license.id())))
                .fetchOne(LICENSES.METADATA);
        sql.update(LICENSES)
                .set(values(license))
                .where(present().and(LICENSES.ID.eq(license.id())))
                .execute();
        if (!json(license.metadata()).equals(known)) {
            writeMetadata(license);
        }
    }

    private void writeMetadata(License license) {
        sql.deleteFrom(LICENSE_METADATA)
                .where(LICENSE_METADATA.ACCOUNT_ID.eq(accountId).and(LICENSE_METADATA.LICENSE_ID.eq(license.id())))
                .execute();
        license.metadata().values().forEach((name, value) -> {
            if (SearchableValue.isSearchable(name, value)) {
                sql.insertInto(LICENSE_METADATA)
                        .set(LICENSE_METADATA.ACCOUNT_ID, accountId)
                        .set(LICENSE_METADATA.LICENSE_ID, license.id())
                        .set(LICENSE_METADATA.NAME, name)
                        .set(LICENSE_METADATA.CONTENT, SearchableValue.text(value))
                        .execute();
            }
        });
    }

    @Override
    public void delete(String id) {
        delete(sql, accountId, LICENSES.ID.eq(id));
    }

    /** Removes the licenses that fit with all that hangs on them: tokens, entitlements, users. */
    static void delete(DSLContext sql, String accountId, Condition unwanted) {
        Condition licenses = LICENSES.ACCOUNT_ID.eq(accountId).and(unwanted);
        var ids = select(LICENSES.ID).from(LICENSES).where(licenses);
        sql.deleteFrom(TOKENS)
                .where(TOKENS.ACCOUNT_ID
                        .eq(accountId)
                        .and(TOKENS.BEARER_KIND.eq(BearerReference.Kind.LICENSE.name()))
                        .and(TOKENS.BEARER_ID.in(ids)))
                .execute();
        sql.deleteFrom(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.LICENSE_ID.in(ids)))
                .execute();
        sql.deleteFrom(LICENSE_USERS)
                .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.LICENSE_ID.in(ids)))
                .execute();
        sql.deleteFrom(LICENSE_METADATA)
                .where(LICENSE_METADATA.ACCOUNT_ID.eq(accountId).and(LICENSE_METADATA.LICENSE_ID.in(ids)))
                .execute();
        sql.deleteFrom(LICENSES).where(licenses).execute();
    }

    private static LicensesRecord values(License license) {
        LicensesRecord row = new LicensesRecord();
        row.setProductId(license.productId());
        row.setPolicyId(license.policyId());
        row.setOwnerId(license.ownerId());
        row.setName(license.name());
        row.setExpiry(microsOrNull(license.expiry()));
        row.setSuspended(license.isStopped());
        row.setRevoked(license.revoked());
        row.setAlsoSuspended(license.revoked() && license.suspended());
        License.Maintenance maintenance = license.maintenance();
        DottedVersion current = maintenance.currentVersion();
        DottedVersion most = maintenance.maxVersion();
        row.setMaintenancePolicyId(maintenance.policyId());
        row.setMaintenanceExpiry(microsOrNull(maintenance.expiry()));
        row.setCurrentVersion(current == null ? null : current.text());
        row.setCurrentKey(current == null ? null : current.sortKey());
        row.setMaxVersion(most == null ? null : most.text());
        row.setMaxKey(most == null ? null : most.limitKey());
        row.setProtected(license.isProtected());
        row.setUses(license.uses());
        row.setMaxUses(license.maxUses());
        row.setMaxUsers(license.maxUsers());
        row.setLimits(json(license.limits()));
        row.setVersion(license.version());
        row.setLastValidated(microsOrNull(license.lastValidated()));
        row.setLastCheckIn(microsOrNull(license.lastCheckIn()));
        row.setLastCheckOut(microsOrNull(license.lastCheckOut()));
        row.setLastActive(micros(license.lastActive()));
        row.setPermissions(keysOrNull(license.permissions()));
        row.setMetadata(json(license.metadata()));
        row.setUpdated(micros(license.updated()));
        return row;
    }

    private static License.Maintenance maintenance(LicensesRecord row) {
        return new License.Maintenance(
                row.getMaintenancePolicyId(),
                instantOrNull(row.getMaintenanceExpiry()),
                row.getCurrentVersion() == null ? null : DottedVersion.parse(row.getCurrentVersion()),
                row.getMaxVersion() == null ? null : DottedVersion.parse(row.getMaxVersion()));
    }

    @Override
    License map(LicensesRecord row) {
        return new License(
                row.getId(),
                row.getProductId(),
                row.getPolicyId(),
                row.getOwnerId(),
                row.getName(),
                secret.open(row.getKeyCipher(), row.getId()),
                instantOrNull(row.getExpiry()),
                row.getSuspended() && (!row.getRevoked() || row.getAlsoSuspended()),
                row.getRevoked(),
                maintenance(row),
                row.getProtected(),
                row.getUses(),
                row.getMaxUses(),
                row.getMaxUsers(),
                metadata(row.getLimits()),
                row.getVersion(),
                instantOrNull(row.getLastValidated()),
                instantOrNull(row.getLastCheckIn()),
                instantOrNull(row.getLastCheckOut()),
                permissionsOrNull(row.getPermissions()),
                metadata(row.getMetadata()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
