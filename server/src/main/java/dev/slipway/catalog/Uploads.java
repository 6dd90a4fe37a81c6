package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.Nobody;
import dev.slipway.blob.BlobStore;
import dev.slipway.blob.DeclaredChecksum;
import dev.slipway.blob.DeclaredChecksum.Verdict;
import dev.slipway.blob.Digests;
import dev.slipway.blob.LinkGrant;
import dev.slipway.blob.StagedBlob;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Account;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of artifacts. Before an upload is acknowledged, its bytes are durable, then the artifact that refers to
 * them is; a crash in between leaves the artifact as it was and bytes that nothing refers to, which are swept away later.
 */
public final class Uploads {
    private static final String PLAIN_BYTES = "application/octet-stream";
    private static final int LONGEST_TYPE = 255;

    private final Store store;
    private final BlobStore blobs;
    private final ChangeLog changes;
    private final DiscardedBlobs discarded;
    private final InstantSource clock;
    private final long largestBytes;
    private final StorageQuota quota;

    /**
     * Takes bytes into these blobs.
     *
     * @param largestBytes the size of the largest artifact
     */
    public Uploads(
            Store store,
            BlobStore blobs,
            ChangeLog changes,
            DiscardedBlobs discarded,
            InstantSource clock,
            long largestBytes,
            StorageQuota quota) {
        this.store = store;
        this.blobs = blobs;
        this.changes = changes;
        this.discarded = discarded;
        this.clock = clock;
        this.largestBytes = largestBytes;
        this.quota = quota;
    }

    /**
     * What a sender says of the bytes it sends.
     *
     * @param length in bytes, -1 when not announced
     * @param type the media type, null when not named
     */
    public record Announcement(long length, @Nullable String type) {}

    /** What became of received bytes once the state of their artifact was read again. */
    private record Outcome(
            @Nullable Refusal refusal,
            boolean keepsNewBytes,
            @Nullable String replacedBlob) {}

    /**
     * Receives the bytes of an artifact; when this returns, artifact and bytes are safe.
     *
     * @throws Refusal 404 when the artifact is gone, 403 when its release is frozen, 409 when
     *     the account keeps too much, 413 when the bytes are too many, 422
     *     when they are to publish a withdrawn release or contradict the declared checksum, which makes the artifact FAILED
     */
    public void receive(LinkGrant.Upload grant, Announcement announcement, InputStream source, String requestId) {
        Account account = store.readAll(installation ->
                        installation.findAccount(grant.accountId().toString()))
                .orElseThrow(Uploads::gone);
        String artifactId = grant.artifactId().toString();
        Artifact expected = store.read(account.id(), session -> {
            Artifact writable = writable(session, artifactId, grant.publishes());
            quota.require(session, announcement.length());
            return writable;
        });
        try (StagedBlob staged = blobs.stage(source, largestBytes, announcement.length())) {
            boolean contradicted = contradicts(expected, staged.digests());
            if (!contradicted) {
                staged.commit();
            }
            Caller caller = Nobody.in(account, requestId, clock.instant());
            Artifact.Content content = content(staged, announcement.type());
            Outcome outcome =
                    store.write(account.id(), session -> settle(session, caller, grant, content, staged, contradicted));
            if (!contradicted && !outcome.keepsNewBytes()) {
                discarded.delete(content.blobKey());
            }
            if (outcome.replacedBlob() != null) {
                discarded.delete(outcome.replacedBlob());
            }
            if (outcome.refusal() != null) {
                throw outcome.refusal();
            }
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        }
    }

    /** Refuses early, before anything is received, what would be refused at the end. */
    private static Artifact writable(Session session, String artifactId, boolean publishes) {
        Artifact artifact = session.artifacts().find(artifactId).orElseThrow(Uploads::gone);
        Held held = held(session, artifact).orElseThrow(Uploads::gone);
        held.refuseFrozen();
        if (publishes) {
            held.refuseYanked();
        }
        return artifact;
    }

    private static Optional<Held> held(Session session, Artifact artifact) {
        return session.products()
                .find(artifact.productId())
                .flatMap(product ->
                        session.releases().find(artifact.releaseId()).map(release -> new Held(product, release)));
    }

    private Outcome settle(
            Session session,
            Caller caller,
            LinkGrant.Upload grant,
            Artifact.Content content,
            StagedBlob staged,
            boolean contradictedAtArrival) {
        String artifactId = grant.artifactId().toString();
        Optional<Artifact> found = session.artifacts().find(artifactId);
        Optional<Held> held =
                found.flatMap(artifact -> Guard.hold(session, artifact.productId(), artifact.releaseId()));
        // Read again under the lock: until then it may have been changed or removed.
        Optional<Artifact> locked = session.artifacts().find(artifactId);
        if (held.isEmpty() || locked.isEmpty()) {
            return new Outcome(gone(), false, null);
        }
        if (Guard.isFrozen(held.get().product(), held.get().release())) {
            return new Outcome(Refusal.of(Problem.RELEASE_FROZEN), false, null);
        }
        Release release = held.get().release();
        if (grant.publishes() && release.status() == ReleaseStatus.YANKED) {
            return new Outcome(Guard.yanked(), false, null);
        }
        Optional<Refusal> full = quota.refusal(session, content.length());
        if (full.isPresent()) {
            return new Outcome(full.get(), false, null);
        }
        Artifact current = locked.get();
        String replaced = current.content() == null ? null : current.content().blobKey();
        if (replaced != null) {
            session.artifacts().discardBlob(replaced, caller.now());
        }
        if (contradictedAtArrival || contradicts(current, staged.digests())) {
            String failure = "The uploaded file does not have the declared checksum";
            session.artifacts().update(current.withContent(ArtifactStatus.FAILED, failure, null, caller.now()));
            changes.record(session, caller, "artifact.upload.failed", Artifacts.TYPE, current.id());
            return new Outcome(
                    Refusal.invalid(Source.attribute("checksum"), Rule.INVALID, "does not match the uploaded file"),
                    false,
                    replaced);
        }
        session.artifacts().update(current.withContent(ArtifactStatus.UPLOADED, null, content, caller.now()));
        changes.record(session, caller, "artifact.upload.succeeded", Artifacts.TYPE, current.id());
        changes.record(session, caller, "artifact.uploaded", Artifacts.TYPE, current.id());
        if (grant.publishes()) {
            publish(session, caller, release);
        }
        return new Outcome(null, true, replaced);
    }

    private void publish(Session session, Caller caller, Release release) {
        Instant published = release.published() == null ? caller.now() : release.published();
        session.releases()
                .update(release.withStatus(ReleaseStatus.PUBLISHED, published, release.yanked(), caller.now()));
        changes.record(session, caller, "release.uploaded", Releases.TYPE, release.id());
    }

    private static boolean contradicts(Artifact artifact, Digests digests) {
        return artifact.checksum() != null
                && DeclaredChecksum.matches(artifact.checksum(), digests) == Verdict.MISMATCH;
    }

    /** What was received, of the media type that the sender named. */
    static Artifact.Content content(StagedBlob staged, @Nullable String type) {
        Digests digests = staged.digests();
        return new Artifact.Content(
                staged.key().toString(),
                staged.length(),
                type(type),
                digests.md5(),
                digests.sha1(),
                digests.sha256(),
                digests.sha512());
    }

    private static String type(@Nullable String given) {
        if (given == null || given.isBlank() || given.length() > LONGEST_TYPE) {
            return PLAIN_BYTES;
        }
        return given.chars().allMatch(c -> c >= ' ' && c < 0x7f) ? given.strip() : PLAIN_BYTES;
    }

    private static Refusal gone() {
        return Refusal.of(Problem.NOT_FOUND, "The artifact this link was made for no longer exists");
    }
}
