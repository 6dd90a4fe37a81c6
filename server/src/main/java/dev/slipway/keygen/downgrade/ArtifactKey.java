package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** 1.0 also calls the file name of an artifact its key. */
final class ArtifactKey implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_0;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "artifacts");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode attributes = Resources.attributes(resource);
        attributes.set("key", attributes.path("filename"));
    }
}
