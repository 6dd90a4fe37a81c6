package dev.slipway.blob;

import java.time.Instant;
import java.util.UUID;

/** What the holder of a signed link may do, and until when. */
public sealed interface LinkGrant {
    /** The account that owns the artifact. */
    UUID accountId();

    /** The artifact whose bytes are meant. */
    UUID artifactId();

    /** The first instant at which the link is no longer good, in whole seconds. */
    Instant expiry();

    /**
     * Leave to send the bytes of an artifact.
     *
     * @param accountId the account that owns the artifact
     * @param artifactId the artifact whose bytes are to be sent
     * @param uploadId the upload that the bytes are for
     * @param publishes whether the release of the artifact is published with the bytes
     * @param expiry the first instant at which the link is no longer good, in whole seconds
     */
    record Upload(UUID accountId, UUID artifactId, UUID uploadId, boolean publishes, Instant expiry)
            implements LinkGrant {}

    /**
     * Leave to read the bytes of an artifact.
     *
     * @param accountId the account that owns the artifact
     * @param artifactId the artifact whose bytes are to be read
     * @param blob where these bytes are
     * @param expiry the first instant at which the link is no longer good, in whole seconds
     */
    record Download(UUID accountId, UUID artifactId, BlobKey blob, Instant expiry) implements LinkGrant {}
}
