package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/**
 * The one file that a release made through Keygen's API version 1.0 is announced with, as declared. It outlives the artifact,
 * so that the file can be sent again after it was removed.
 *
 * @param filesize bytes
 */
public record AnnouncedFile(
        String releaseId,
        String productId,
        String filename,
        @Nullable String filetype,
        @Nullable Long filesize,
        @Nullable String platform,
        @Nullable String signature,
        @Nullable String checksum) {

    /** The same file with other declarations about it. */
    public AnnouncedFile withDeclarations(
            @Nullable Long filesize, @Nullable String signature, @Nullable String checksum) {
        return new AnnouncedFile(releaseId, productId, filename, filetype, filesize, platform, signature, checksum);
    }
}
