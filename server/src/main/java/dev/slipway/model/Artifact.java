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
 * @param content what was received; null until then, and for a file that is kept elsewhere
 * @param externalUrl where a file that is kept elsewhere is fetched from; its size and checksum are declared
 * @param downloads how often it was fetched
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
        @Nullable String externalUrl,
        long downloads,
        Instant created,
        Instant updated) {

    /** The same artifact after an upload: with what was received, or with why it failed. */
    public Artifact withContent(
            ArtifactStatus changed, @Nullable String failure, @Nullable Content received, Instant updated) {
        return new Artifact(
                id, productId, releaseId, filename, filetype, filesize, platform, arch, signature, checksum, changed,
                failure, metadata, received, null, downloads, created, updated);
    }

    /** The same artifact with bytes of which nothing but their length is declared. */
    public Artifact withUpload(Content received, Instant updated) {
        return new Artifact(
                id,
                productId,
                releaseId,
                filename,
                filetype,
                received.length(),
                platform,
                arch,
                null,
                null,
                ArtifactStatus.UPLOADED,
                null,
                metadata,
                received,
                null,
                downloads,
                created,
                updated);
    }

    /** The same artifact with other declarations about it. */
    public Artifact withDeclarations(
            @Nullable Long filesize,
            @Nullable String signature,
            @Nullable String checksum,
            Metadata metadata,
            Instant updated) {
        return new Artifact(
                id,
                productId,
                releaseId,
                filename,
                filetype,
                filesize,
                platform,
                arch,
                signature,
                checksum,
                status,
                failure,
                metadata,
                content,
                externalUrl,
                downloads,
                created,
                updated);
    }

    /** The same artifact as a file that is kept elsewhere. */
    public Artifact withExternal(String url, @Nullable Long filesize, @Nullable String checksum, Instant updated) {
        return new Artifact(
                id,
                productId,
                releaseId,
                filename,
                filetype,
                filesize,
                platform,
                arch,
                signature,
                checksum,
                ArtifactStatus.UPLOADED,
                null,
                metadata,
                null,
                url,
                downloads,
                created,
                updated);
    }

    /** The same artifact as a file of another type for another platform. */
    public Artifact withLabels(@Nullable String filetype, @Nullable String platform, Instant updated) {
        return new Artifact(
                id,
                productId,
                releaseId,
                filename,
                filetype,
                filesize,
                platform,
                arch,
                signature,
                checksum,
                status,
                failure,
                metadata,
                content,
                externalUrl,
                downloads,
                created,
                updated);
    }

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
