package dev.slipway.keygen.downgrade;

import dev.slipway.catalog.ClassicFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** 1.0 shows how often a release was downloaded and upgraded to, to those who may see it. */
final class ReleaseCounters implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_0;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return Resources.is(resource, "releases");
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ClassicFiles.@Nullable Counters counters = background.counters().get(Resources.id(resource));
        if (counters != null) {
            Resources.attributes(resource)
                    .put("downloads", counters.downloads())
                    .put("upgrades", counters.upgrades());
        }
    }
}
