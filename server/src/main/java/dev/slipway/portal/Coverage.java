package dev.slipway.portal;

import dev.slipway.access.LicenseStanding;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.portal.LicensesPage.Term;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a license covers, in words for whoever holds it. */
final class Coverage {
    private Coverage() {}

    static List<Term> of(LicenseStanding standing, @Nullable Product product, Instant now) {
        License license = standing.license();
        List<Term> terms = new ArrayList<>();
        if (product != null) {
            terms.add(new Term("Product", Names.of(product), null));
        }
        terms.add(validity(license, standing.policy(), now));
        if (license.expiry() != null) {
            terms.add(new Term("Releases", releases(standing.policy(), license.isExpiredAt(now)), null));
        }
        addMaintenance(standing, now, terms);
        addVersions(standing, terms);
        terms.add(new Term("Issued", "", license.created()));
        return terms;
    }

    private static Term validity(License license, Policy policy, Instant now) {
        if (license.expiry() != null) {
            return new Term("Validity", license.isExpiredAt(now) ? "Expired" : "Until", license.expiry());
        }
        boolean begins = LicenseStanding.startsBy(policy.expirationBasis(), license, policy)
                && policy.expirationBasis() != ExpirationBasis.FROM_CREATION;
        if (!begins) {
            return new Term("Validity", "Without end", null);
        }
        String start = policy.expirationBasis() == ExpirationBasis.FROM_FIRST_DOWNLOAD ? "first download" : "first use";
        return new Term("Validity", "Begins with the " + start, null);
    }

    private static String releases(Policy policy, boolean isOver) {
        return switch (policy.expirationStrategy()) {
            case RESTRICT_ACCESS, MAINTAIN_ACCESS ->
                isOver
                        ? "Those that were made before it expired stay yours"
                        : "All that are made until then; they stay yours afterwards";
            case REVOKE_ACCESS -> isOver ? "None any more" : "All until then, none afterwards";
            case ALLOW_ACCESS -> "All, also after it has expired";
        };
    }

    private static void addMaintenance(LicenseStanding standing, Instant now, List<Term> terms) {
        Instant expiry = standing.license().maintenance().expiry();
        if (expiry != null) {
            boolean isOver = !expiry.isAfter(now);
            terms.add(new Term("Maintenance", isOver ? "Ended: no releases since" : "New releases until", expiry));
        } else if (standing.startsMaintenance()) {
            terms.add(new Term("Maintenance", "Begins with the first use", null));
        } else if (standing.maintenancePolicy() != null) {
            terms.add(new Term("Maintenance", "New releases without end", null));
        }
    }

    private static void addVersions(LicenseStanding standing, List<Term> terms) {
        MaintenancePolicy policy = standing.maintenancePolicy();
        License.Maintenance maintenance = standing.license().maintenance();
        if (policy == null) {
            DottedVersion most = maintenance.maxVersion();
            if (most != null) {
                terms.add(new Term("Versions", "Up to " + most.text(), null));
            }
            return;
        }
        DottedVersion current = maintenance.currentVersion();
        String yours = current == null ? "the one you run" : "yours, " + current.text();
        if (!policy.allowsMajor()) {
            terms.add(new Term(
                    "Versions",
                    policy.allowsMinor()
                            ? "Those that begin with the same number as " + yours
                            : "None newer than " + yours,
                    null));
        }
    }
}
