package dev.slipway.upgrade;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.model.License;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a caller, as it was when they signed in, which may be before the revision an answer is kept under.
 * Time only matters through the licenses that have run out by now.
 */
record AskerState(@Nullable String type, @Nullable String id, List<LicenseState> licenses) {

    record LicenseState(
            String id,
            Instant updated,
            Instant policyUpdated,
            License.Maintenance maintenance,
            @Nullable Instant maintenancePolicyUpdated,
            Set<String> entitlementIds,
            boolean stopped,
            boolean banned,
            boolean expired) {

        static LicenseState of(LicenseStanding standing, Instant now) {
            return new LicenseState(
                    standing.license().id(),
                    standing.license().updated(),
                    standing.policy().updated(),
                    standing.license().maintenance(),
                    standing.maintenancePolicy() == null
                            ? null
                            : standing.maintenancePolicy().updated(),
                    standing.entitlementIds(),
                    standing.license().isStopped(),
                    standing.ownerBanned(),
                    standing.isRevokedAt(now));
        }
    }

    static AskerState of(Caller caller) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> new AskerState(null, null, List.of());
            // All of the vendor's people see the same.
            case Bearer.Staff staff -> new AskerState("staff", null, List.of());
            case Bearer.OfProduct product -> new AskerState("product", product.id(), List.of());
            case Bearer.OfLicense license ->
                new AskerState("license", license.id(), List.of(LicenseState.of(license.standing(), caller.now())));
            case Bearer.Customer customer ->
                new AskerState(
                        "user",
                        customer.id(),
                        customer.licenses().stream()
                                .map(each -> LicenseState.of(each, caller.now()))
                                .toList());
        };
    }
}
