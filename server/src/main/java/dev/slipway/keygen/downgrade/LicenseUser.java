package dev.slipway.keygen.downgrade;

import tools.jackson.databind.node.ObjectNode;

/** Up to 1.5 a license has one user; since then it has an owner beside its users. */
final class LicenseUser implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_5;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "licenses");
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode relationships = Resources.relationships(resource);
        Resources.rename(relationships, "owner", "user");
        if (relationships.path("user").path("links") instanceof ObjectNode links) {
            links.put("related", Resources.self(resource) + "/user");
        }
    }

    @Override
    public void rewriteError(ObjectNode error, int status) {
        if ("OWNER_NOT_FOUND".equals(error.path("code").stringValue(null))) {
            error.put("code", "USER_NOT_FOUND");
            error.putObject("source").put("pointer", "/data/relationships/user");
        }
    }
}
