package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** Up to 1.3 a policy names after the fingerprint what is named after the machine since. */
final class FingerprintStrategyNames implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_3;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "policies");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode attributes = Resources.attributes(resource);
        Resources.rename(attributes, "machineUniquenessStrategy", "fingerprintUniquenessStrategy");
        Resources.rename(attributes, "machineMatchingStrategy", "fingerprintMatchingStrategy");
    }
}
