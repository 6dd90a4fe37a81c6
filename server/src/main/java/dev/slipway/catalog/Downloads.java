package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.FirstUse;
import dev.slipway.blob.BlobContent;
import dev.slipway.blob.BlobKey;
import dev.slipway.blob.BlobStore;
import dev.slipway.blob.LinkGrant;
import dev.slipway.blob.LinkVerification;
import dev.slipway.blob.SignedLinks;
import dev.slipway.blob.StoredBlob;
import dev.slipway.event.Observations;
import dev.slipway.model.Artifact;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signed links to bytes: who gets one, for how long, and what it leads to. */
public final class Downloads {
    private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final Duration UPGRADE = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Set<Role> MAY_CHOOSE_LIFETIME =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.PRODUCT);

    private final Store store;
    private final BlobStore blobs;
    private final SignedLinks links;
    private final Observations observations;
    private final FirstUse firstUse;
    private final InstantSource clock;

    /** Links to these blobs, signed and verified by this clock. */
    public Downloads(
            Store store,
            BlobStore blobs,
            SignedLinks links,
            Observations observations,
            FirstUse firstUse,
            InstantSource clock) {
        this.store = store;
        this.blobs = blobs;
        this.links = links;
        this.observations = observations;
        this.firstUse = firstUse;
        this.clock = clock;
    }

    /**
     * Bytes that a link leads to.
     *
     * @param type their media type
     * @param sha256 their digest in lower-case hex
     */
    public record Content(Path file, long length, String type, String filename, String sha256) {}

    /**
     * What a token allows.
     *
     * @throws Refusal 403 when it was not made here, was changed, or its time is over
     */
    public LinkGrant verify(String token) {
        return switch (links.verify(token, clock.instant())) {
            case LinkVerification.Valid valid -> valid.grant();
            case LinkVerification.Expired expired -> throw Refusal.of(Problem.LINK_EXPIRED);
            case LinkVerification.Tampered tampered -> throw Refusal.of(Problem.LINK_INVALID);
        };
    }

    /**
     * The bytes a link was made for. They can be had as long as the artifact has them, also when its release was withdrawn
     * since.
     *
     * @throws Refusal 404 when they are gone
     */
    public Content open(LinkGrant.Download grant) {
        String artifactId = grant.artifactId().toString();
        Artifact artifact = store.read(
                        grant.accountId().toString(),
                        session -> session.artifacts()
                                .find(artifactId)
                                .filter(found -> session.releases()
                                        .find(found.releaseId())
                                        .isPresent()))
                .orElseThrow(Downloads::gone);
        Artifact.Content content = artifact.content();
        if (content == null || !content.blobKey().equals(grant.blob().toString())) {
            throw gone();
        }
        return content(artifact);
    }

    /**
     * The bytes of an artifact.
     *
     * @throws Refusal 404 when there are none
     */
    Content content(Artifact artifact) {
        Artifact.Content content = artifact.content();
        if (content == null) {
            throw gone();
        }
        StoredBlob stored = find(BlobKey.parse(content.blobKey()).orElseThrow());
        return switch (stored.content()) {
            case BlobContent.LocalFile local ->
                new Content(local.path(), stored.length(), content.type(), artifact.filename(), content.sha256());
        };
    }

    private StoredBlob find(BlobKey key) {
        try {
            return blobs.find(key).orElseThrow(Downloads::gone);
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        }
    }

    private static Refusal gone() {
        return Refusal.of(Problem.NOT_FOUND, "The file is no longer available");
    }

    /** Leave to send the bytes of an artifact. */
    TransferLink forUpload(Caller caller, Artifact artifact) {
        return forUpload(caller, artifact, false);
    }

    /** Leave to send the bytes of an artifact, with which its release is published. */
    TransferLink forPublishingUpload(Caller caller, Artifact artifact) {
        return forUpload(caller, artifact, true);
    }

    private TransferLink forUpload(Caller caller, Artifact artifact, boolean publishes) {
        LinkGrant grant = new LinkGrant.Upload(
                UUID.fromString(caller.account().id()),
                UUID.fromString(artifact.id()),
                UUID.fromString(artifact.id()),
                publishes,
                caller.now().plus(LONGEST_UPLOAD));
        return new TransferLink(links.sign(grant), artifact.filename());
    }

    /**
     * How long a link is to live.
     *
     * @param wanted what the caller wishes, null for nothing; heeded only for the vendor's own
     * @throws Refusal 400 when the wish is out of range
     */
    static Duration lifetime(Caller caller, @Nullable Duration wanted) {
        Role role = caller.role();
        if (wanted == null || role == null || !MAY_CHOOSE_LIFETIME.contains(role)) {
            return USUAL;
        }
        if (wanted.compareTo(SHORTEST) < 0) {
            throw badLifetime("must be greater than or equal to 60 (1 minute)");
        }
        if (wanted.compareTo(LONGEST) > 0) {
            throw badLifetime("must be less than or equal to 604800 (1 week)");
        }
        return wanted;
    }

    private static Refusal badLifetime(String detail) {
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.parameter("ttl"));
    }

    /** Leave to fetch bytes, which counts as a download. */
    TransferLink forDownload(
            Caller caller, Release release, Artifact artifact, Artifact.Content content, Duration lifetime) {
        note(caller, release, artifact);
        return link(caller, artifact, content, lifetime);
    }

    /** Notes that a file was fetched, and counts it. */
    void note(Caller caller, Release release, Artifact artifact) {
        firstUse.note(store, caller, artifact.releaseId());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("product", release.productId());
        details.put("package", release.packageId());
        details.put("version", release.semver().text());
        observe(caller, artifact, "artifact.downloaded", Observations.Counter.NONE, new Metadata(details));
        observe(caller, artifact, "release.downloaded", Observations.Counter.DOWNLOAD, new Metadata(details));
    }

    /**
     * Leave to fetch the bytes an upgrade consists of, for an hour; counted as an upgrade of the release elsewhere, here only
     * as a fetched file.
     */
    public Download forUpgrade(Caller caller, Artifact artifact) {
        observations.count(caller, artifact.releaseId(), artifact.id());
        if (artifact.externalUrl() != null) {
            return new Download.Elsewhere(artifact, artifact.externalUrl());
        }
        return artifact.content() == null
                ? new Download.Described(artifact)
                : new Download.Linked(artifact, link(caller, artifact, artifact.content(), UPGRADE));
    }

    private TransferLink link(Caller caller, Artifact artifact, Artifact.Content content, Duration lifetime) {
        LinkGrant grant = new LinkGrant.Download(
                UUID.fromString(caller.account().id()),
                UUID.fromString(artifact.id()),
                BlobKey.parse(content.blobKey()).orElseThrow(),
                caller.now().plus(lifetime));
        return new TransferLink(links.sign(grant), artifact.filename());
    }

    private void observe(
            Caller caller, Artifact artifact, String name, Observations.Counter counter, Metadata details) {
        observations.observe(caller, name, Artifacts.TYPE, artifact.id(), artifact.releaseId(), counter, details);
    }
}
