package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** Up to 1.1 a policy also says whether it allows any overage at all. */
final class ConcurrentPolicy implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_1;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "policies");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode attributes = Resources.attributes(resource);
        String strategy = attributes.path("overageStrategy").stringValue("NO_OVERAGE");
        attributes.put("concurrent", !strategy.equals("NO_OVERAGE"));
    }
}
