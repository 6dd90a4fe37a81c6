package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** Up to 1.6 only processes are leased, so that a policy's attribute need not say so. */
final class LeasingStrategyName implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_6;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "policies");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        Resources.rename(Resources.attributes(resource), "processLeasingStrategy", "leasingStrategy");
    }
}
