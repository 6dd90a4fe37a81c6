package dev.slipway.cryptlex;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.model.License;
import java.util.Collection;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
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
        ArrayNode metadata = object.putArray("metadata");
        new TreeMap<>(license.metadata().values())
                .forEach((name, value) -> metadata.addObject().put("key", name).put("value", Json.text(value)));
        return object;
    }
}
