package dev.slipway.store;

import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_METADATA;
import static dev.slipway.store.schema.Tables.MAINTENANCE_POLICIES;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jooq.Condition;

/** By which fields licenses and maintenance policies can be filtered, searched and sorted. */
final class LicensingFields {
    /** Of maintenance policies. */
    static final ListFields OF_MAINTENANCE_POLICIES = ListFields.of(MAINTENANCE_POLICIES.CREATED)
            .id("id", MAINTENANCE_POLICIES.ID)
            .text("name", MAINTENANCE_POLICIES.NAME)
            .number("validity", MAINTENANCE_POLICIES.VALIDITY)
            .folded(
                    "expirationStrategy",
                    MAINTENANCE_POLICIES.EXPIRATION_STRATEGY,
                    text -> text.toUpperCase(Locale.ROOT))
            .flag("allowMajorVersionUpdates", MAINTENANCE_POLICIES.ALLOW_MAJOR.isTrue())
            .flag("allowMinorVersionUpdates", MAINTENANCE_POLICIES.ALLOW_MINOR.isTrue())
            .time("updatedAt", MAINTENANCE_POLICIES.UPDATED)
            .sortedBy("name", "validity", "updatedAt")
            .searched(MAINTENANCE_POLICIES.NAME)
            .build();

    private LicensingFields() {}

    /**
     * Of licenses. There may be very many: they are only sorted by when they were made.
     *
     * @param keyHash what a key is found by
     */
    static ListFields ofLicenses(UnaryOperator<String> keyHash) {
        return ListFields.of(LICENSES.CREATED)
                .id("id", LICENSES.ID)
                .hashed("key", LICENSES.KEY_HASH, keyHash)
                .id("productId", LICENSES.PRODUCT_ID)
                .id("policyId", LICENSES.POLICY_ID)
                .id("userId", LICENSES.OWNER_ID)
                .id("maintenancePolicyId", LICENSES.MAINTENANCE_POLICY_ID)
                .text("name", LICENSES.NAME)
                .text("currentReleaseVersion", LICENSES.CURRENT_VERSION)
                .text("maxAllowedReleaseVersion", LICENSES.MAX_VERSION)
                .flag("revoked", LICENSES.REVOKED.isTrue())
                .flag(
                        "suspended",
                        LICENSES.SUSPENDED
                                .isTrue()
                                .and(LICENSES.REVOKED.isFalse().or(LICENSES.ALSO_SUSPENDED.isTrue())))
                .time("expiresAt", LICENSES.EXPIRY)
                .time("maintenanceExpiresAt", LICENSES.MAINTENANCE_EXPIRY)
                .time("updatedAt", LICENSES.UPDATED)
                .anyFolded("user.email", USERS.EMAIL, text -> text.toLowerCase(Locale.ROOT), LicensingFields::ofOwner)
                .anyText("metadata.key", LICENSE_METADATA.NAME, LicensingFields::ofMetadata)
                .anyText("metadata.value", LICENSE_METADATA.CONTENT, LicensingFields::ofMetadata)
                .searched(LICENSES.NAME)
                .build();
    }

    private static Condition ofOwner(Condition condition) {
        return exists(selectOne()
                .from(USERS)
                .where(USERS.ACCOUNT_ID
                        .eq(LICENSES.ACCOUNT_ID)
                        .and(USERS.ID.eq(LICENSES.OWNER_ID))
                        .and(condition)));
    }

    private static Condition ofMetadata(Condition condition) {
        return exists(selectOne()
                .from(LICENSE_METADATA)
                .where(LICENSE_METADATA
                        .ACCOUNT_ID
                        .eq(LICENSES.ACCOUNT_ID)
                        .and(LICENSE_METADATA.LICENSE_ID.eq(LICENSES.ID))
                        .and(condition)));
    }
}
