package dev.slipway.keygen.downgrade;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to 1.1 a validation has a constant for a code, and is only ever valid by one of two. */
final class ValidationConstant implements Downgrade {
    private static final Set<String> EVER_VALID = Set.of("VALID", "EXPIRED");

    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_1;
    }

    @Override
    public boolean concernsWhole(JsonNode document) {
        JsonNode meta = document.path("meta");
        return meta.path("code").isString() && meta.path("valid").isBoolean();
    }

    @Override
    public void rewriteWhole(ObjectNode document) {
        ObjectNode meta = (ObjectNode) document.path("meta");
        Resources.rename(meta, "code", "constant");
        if (!EVER_VALID.contains(meta.path("constant").stringValue(""))) {
            meta.put("valid", false);
        }
    }
}
