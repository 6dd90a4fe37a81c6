package dev.slipway.keygen.downgrade;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** In 1.0 an artifact also leads to its product. */
final class ArtifactProduct implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_0;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "artifacts");
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        @Nullable String product = background.products().get(Resources.id(resource));
        // An artifact that was removed meanwhile leads nowhere.
        if (product != null) {
            Resources.relate(
                    resource, "product", "products", product, Resources.account(resource) + "/products/" + product);
        }
    }
}
