package dev.slipway.cryptlex;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseDirectory;
import dev.slipway.model.License;
import dev.slipway.version.DottedVersion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A license as answers and webhooks show it. */
final class LicenseDocuments {
    private LicenseDocuments() {}

    /** The object of a license, with the codes of what it holds. */
    static ObjectNode render(LicenseDirectory.Entry entry) {
        ObjectNode object = render(entry.details(), entry.sharerIds());
        object.set("entitlements", Json.array(entry.entitlementCodes()));
        return object;
    }

    /**
     * The object of a license.
     *
     * @param additionalUserIds who has it beside its owner
     */
    static ObjectNode render(LicenseDetails details, Collection<String> additionalUserIds) {
        License license = details.license();
        License.Maintenance maintenance = license.maintenance();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", license.id());
        object.put("createdAt", Times.text(license.created()));
        object.put("updatedAt", Times.text(license.updated()));
        object.put("key", license.key());
        object.put("name", license.name());
        object.put("productId", license.productId());
        object.put("revoked", license.revoked());
        object.put("suspended", license.suspended());
        object.put("expiresAt", Json.time(license.expiry()));
        object.put("userId", license.ownerId());
        object.set("additionalUserIds", Json.array(additionalUserIds));
        object.put("maintenancePolicyId", maintenance.policyId());
        object.put("maintenanceExpiresAt", Json.time(maintenance.expiry()));
        object.put("currentReleaseVersion", text(maintenance.currentVersion()));
        object.put("maxAllowedReleaseVersion", text(maintenance.maxVersion()));
        object.set("metadata", MetadataDocuments.list(license.metadata()));
        object.put("policyId", license.policyId());
        EchoedTerms.render(license.limits(), object);
        return object;
    }

    private static @Nullable String text(@Nullable DottedVersion version) {
        return version == null ? null : version.text();
    }
}
