package dev.slipway.catalog;

import dev.slipway.model.AnnouncedFile;
import dev.slipway.model.Artifact;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a release, for clients who know of no more than one.
 *
 * @param artifactId the artifact, or null when there is none
 * @param filesize bytes, as declared
 */
public record ClassicFile(
        @Nullable String artifactId,
        @Nullable String platform,
        @Nullable String filetype,
        @Nullable String filename,
        @Nullable Long filesize,
        @Nullable String signature,
        @Nullable String checksum) {
    /** Of a release without a file. */
    public static final ClassicFile NONE = new ClassicFile(null, null, null, null, null, null, null);

    static ClassicFile of(AnnouncedFile file) {
        return new ClassicFile(
                null,
                file.platform(),
                file.filetype(),
                file.filename(),
                file.filesize(),
                file.signature(),
                file.checksum());
    }

    static ClassicFile of(Artifact artifact) {
        return new ClassicFile(
                artifact.id(),
                artifact.platform(),
                artifact.filetype(),
                artifact.filename(),
                artifact.filesize(),
                artifact.signature(),
                artifact.checksum());
    }
}
