package dev.slipway.cryptlex;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.model.License;
import java.util.Collection;
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
        object.put("revoked", false);
        object.put("suspended", license.suspended());
        object.put("expiresAt", Json.time(license.expiry()));
        object.put("userId", license.ownerId());
        object.set("additionalUserIds", Json.array(additionalUserIds));
        object.set("metadata", MetadataDocuments.list(license.metadata()));
        return object;
    }
}
