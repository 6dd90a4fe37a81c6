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
import static dev.slipway.store.schema.Tables.TOKENS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.LicensesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
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

    /** The licenses that a user owns, newest first. */
    public List<License> ofUser(String userId) {
        return fetch(LICENSES.OWNER_ID.eq(userId)).reversed();
    }

    /** Those that fit. */
    public Slice<License> list(LicenseFilter filter, PageRequest page) {
        Condition condition = equalWhereGiven(LICENSES.PRODUCT_ID, filter.productId())
                .and(equalWhereGiven(LICENSES.POLICY_ID, filter.policyId()))
                .and(equalWhereGiven(LICENSES.OWNER_ID, filter.ownerId()))
                .and(equalWhereGiven(LICENSES.SUSPENDED, filter.suspended()));
        if (filter.assigned() != null) {
            condition = condition.and(filter.assigned() ? LICENSES.OWNER_ID.isNotNull() : LICENSES.OWNER_ID.isNull());
        }
        if (filter.expiresAfter() != null) {
            condition = condition.and(LICENSES.EXPIRY.isNull().or(LICENSES.EXPIRY.gt(micros(filter.expiresAfter()))));
        }
        if (filter.expiresBy() != null) {
            condition = condition.and(LICENSES.EXPIRY.le(micros(filter.expiresBy())));
        }
        return list(condition, page);
    }

    private static <V> Condition equalWhereGiven(TableField<?, V> field, @Nullable V value) {
        return value == null ? noCondition() : field.eq(value);
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
    }

    /** Replaces what can change of a license; its key cannot. */
    public void update(License license) {
        sql.update(LICENSES)
                .set(values(license))
                .where(present().and(LICENSES.ID.eq(license.id())))
                .execute();
    }

    /** Removes a license with its tokens and entitlements. */
    @Override
    public void delete(String id) {
        sql.deleteFrom(TOKENS)
                .where(TOKENS.ACCOUNT_ID
                        .eq(accountId)
                        .and(TOKENS.BEARER_KIND.eq(BearerReference.Kind.LICENSE.name()))
                        .and(TOKENS.BEARER_ID.eq(id)))
                .execute();
        sql.deleteFrom(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(id)))
                .execute();
        super.delete(id);
    }

    private static LicensesRecord values(License license) {
        LicensesRecord row = new LicensesRecord();
        row.setProductId(license.productId());
        row.setPolicyId(license.policyId());
        row.setOwnerId(license.ownerId());
        row.setName(license.name());
        row.setExpiry(microsOrNull(license.expiry()));
        row.setSuspended(license.suspended());
        row.setProtected(license.isProtected());
        row.setUses(license.uses());
        row.setMaxUses(license.maxUses());
        row.setMaxUsers(license.maxUsers());
        row.setLimits(json(license.limits()));
        row.setVersion(license.version());
        row.setLastValidated(microsOrNull(license.lastValidated()));
        row.setLastCheckIn(microsOrNull(license.lastCheckIn()));
        row.setLastCheckOut(microsOrNull(license.lastCheckOut()));
        row.setPermissions(keysOrNull(license.permissions()));
        row.setMetadata(json(license.metadata()));
        row.setUpdated(micros(license.updated()));
        return row;
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
                row.getSuspended(),
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
