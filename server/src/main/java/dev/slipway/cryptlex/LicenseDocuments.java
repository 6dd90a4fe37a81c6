package dev.slipway.cryptlex;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.model.License;
import dev.slipway.version.DottedVersion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A license as answers and webhooks show it. */
final class LicenseDocuments {
    private LicenseDocuments() {}

    /**
     * The object of a license.
     *
     * @param additionalUserIds who has it beside its owner
     */
    static ObjectNode render(LicenseDetails details, Collection<String> additionalUserIds) {
        License license = details.license();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", license.id());
        object.put("createdAt", Times.text(license.created()));
        object.put("updatedAt", Times.text(license.updated()));
        object.put("key", license.key());
        object.put("productId", license.productId());
        object.put("revoked", license.revoked());
        object.put("suspended", license.suspended());
        object.put("expiresAt", Json.time(license.expiry()));
        object.put("userId", license.ownerId());
        object.set("additionalUserIds", Json.array(additionalUserIds));
        License.Maintenance maintenance = license.maintenance();
        object.put("maintenancePolicyId", maintenance.policyId());
        object.put("maintenanceExpiresAt", Json.time(maintenance.expiry()));
        object.put("currentReleaseVersion", text(maintenance.currentVersion()));
        object.put("maxAllowedReleaseVersion", text(maintenance.maxVersion()));
        object.set("metadata", MetadataDocuments.list(license.metadata()));
        return object;
    }

    private static @Nullable String text(@Nullable DottedVersion version) {
        return version == null ? null : version.text();
    }
}
