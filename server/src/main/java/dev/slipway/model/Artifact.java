package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a release.
 *
 * @param filename the publisher's name: data, never a path of ours
 * @param filesize bytes, as declared; never compared with what arrives
 * @param signature opaque, as declared
 * @param checksum opaque, as declared; compared with the received bytes where it is recognisable as a digest of them
 * @param failure why the status is FAILED
 * @param content what was received; null until then
 */
public record Artifact(
        String id,
        String productId,
        String releaseId,
        String filename,
        @Nullable String filetype,
        @Nullable Long filesize,
        @Nullable String platform,
        @Nullable String arch,
        @Nullable String signature,
        @Nullable String checksum,
        ArtifactStatus status,
        @Nullable String failure,
        Metadata metadata,
        @Nullable Content content,
        Instant created,
        Instant updated) {

    /**
     * Bytes in the blob store.
     *
     * @param blobKey where the blob store keeps them
     * @param length in bytes
     * @param type the media type the uploader named
     * @param md5 lower-case hex, like the other digests
     */
    public record Content(
            String blobKey, long length, String type, String md5, String sha1, String sha256, String sha512) {}
}
