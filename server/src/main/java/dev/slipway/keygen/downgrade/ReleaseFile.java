package dev.slipway.keygen.downgrade;

import dev.slipway.catalog.ClassicFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** In 1.0 a release is one file: it shows what is known about it and leads to it, instead of to many. */
final class ReleaseFile implements Downgrade {
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
        @Nullable ClassicFile known = background.files().get(Resources.id(resource));
        ClassicFile file = known == null ? ClassicFile.NONE : known;
        Resources.attributes(resource)
                .put("platform", file.platform())
                .put("filetype", file.filetype())
                .put("filename", file.filename())
                .put("filesize", file.filesize())
                .put("signature", file.signature())
                .put("checksum", file.checksum());
        Resources.relationships(resource).remove("artifacts");
        Resources.relate(resource, "artifact", "artifacts", file.artifactId(), Resources.self(resource) + "/artifact");
    }
}
