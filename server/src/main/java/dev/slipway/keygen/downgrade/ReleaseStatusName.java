package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** 1.0 calls a draft a release that is not published. */
final class ReleaseStatusName implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_0;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "releases");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode attributes = Resources.attributes(resource);
        if ("DRAFT".equals(attributes.path("status").stringValue(null))) {
            attributes.put("status", "NOT_PUBLISHED");
        }
    }
}
