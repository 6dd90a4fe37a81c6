package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.Nobody;
import dev.slipway.blob.BlobKey;
import dev.slipway.blob.BlobStore;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Jobs.Job;
import dev.slipway.model.Account;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.secret.Ids;
import dev.slipway.store.Installation.ArtifactReference;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes, in small steps and in the background, what was deleted, and gives up on uploads that never came. */
public final class Housekeeping {
    private static final Logger LOGGER = LoggerFactory.getLogger(Housekeeping.class);
    private static final int BATCH = 200;
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofHours(1);
    /** How long an expired token can still be looked at. */
    private static final Duration MEMORY_OF_TOKENS = Duration.ofDays(90);
    /** Twice as long as one is good for, so that whoever comes late is told so. */
    private static final Duration MEMORY_OF_RESETS = Duration.ofDays(2);

    private final Store store;
    private final BlobStore blobs;
    private final DiscardedBlobs discarded;
    private final ChangeLog changes;
    private final Ids ids;
    private final InstantSource clock;

    /** Cleans these up. */
    public Housekeeping(
            Store store, BlobStore blobs, DiscardedBlobs discarded, ChangeLog changes, Ids ids, InstantSource clock) {
        this.store = store;
        this.blobs = blobs;
        this.discarded = discarded;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Removes what the last stop left behind. To be called before the first upload is taken, and only where no other program
     * uses the same blobs: bytes on their way elsewhere would be lost.
     */
    public void removeLeftovers() throws IOException {
        Instant started = clock.instant();
        int staged = blobs.removeLeftovers();
        int orphans = removeOrphans(started);
        if (staged + orphans > 0) {
            LOGGER.atInfo()
                    .addKeyValue("uploads", staged)
                    .addKeyValue("blobs", orphans)
                    .log("Removed what the last stop left behind");
        }
    }

    /** Removes bytes that became durable, while the artifact that was to refer to them did not. */
    private int removeOrphans(Instant storedBefore) throws IOException {
        int removed = 0;
        try (Stream<BlobKey> keys = blobs.keysOlderThan(storedBefore)) {
            Iterator<BlobKey> remaining = keys.iterator();
            List<String> batch = new ArrayList<>(BATCH);
            while (remaining.hasNext()) {
                batch.add(remaining.next().toString());
                if (batch.size() == BATCH || !remaining.hasNext()) {
                    removed += removeUnreferred(batch);
                    batch.clear();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return removed;
    }

    private int removeUnreferred(List<String> batch) {
        Set<String> orphans = new HashSet<>(batch);
        orphans.removeAll(store.readAll(installation -> installation.referredBlobs(batch)));
        orphans.forEach(discarded::delete);
        return orphans.size();
    }

    /** What is to be done again and again. */
    public List<Job> jobs() {
        return List.of(
                new Job("deleted-releases", EVERY, this::removeDeleted),
                new Job("discarded-blobs", EVERY, now -> repeat(this::removeDiscarded)),
                new Job("expired-access", EVERY, this::removeExpiredAccess),
                new Job("waiting-artifacts", EVERY, now -> repeat(() -> failWaiting(now))));
    }

    private void removeDeleted(Instant now) {
        repeat(() -> store.writeAll(all -> all.markReleasesOfDeletedProducts(BATCH, now)));
        repeat(() -> store.writeAll(all -> all.removeDeletedReleases(BATCH, now)));
    }

    private void removeExpiredAccess(Instant now) {
        repeat(() -> store.writeAll(all -> all.expiredAccess().removeTokens(now.minus(MEMORY_OF_TOKENS), BATCH)));
        repeat(() ->
                store.writeAll(all -> all.expiredAccess().removePasswordResets(now.minus(MEMORY_OF_RESETS), BATCH)));
        repeat(() -> store.writeAll(all -> all.expiredAccess().removeWebSessions(now, BATCH)));
    }

    /** A step that did a whole batch is done again: there may be more. */
    private static void repeat(Step step) {
        int done;
        do {
            done = step.run();
        } while (done == BATCH && !Thread.currentThread().isInterrupted());
    }

    @FunctionalInterface
    private interface Step {
        /** How many were done. */
        int run();
    }

    private int removeDiscarded() {
        List<String> keys = store.readAll(all -> all.discardedBlobs(BATCH));
        List<String> gone = keys.stream().filter(discarded::delete).toList();
        if (!gone.isEmpty()) {
            store.writeAll(all -> {
                all.forgetDiscarded(gone);
                return gone;
            });
        }
        return gone.size();
    }

    private int failWaiting(Instant now) {
        List<ArtifactReference> overdue = store.readAll(all -> all.artifactsWaitingSince(now.minus(PATIENCE), BATCH));
        return (int) overdue.stream().filter(artifact -> fail(artifact, now)).count();
    }

    private boolean fail(ArtifactReference reference, Instant now) {
        Account account =
                store.readAll(all -> all.findAccount(reference.accountId())).orElseThrow();
        Caller caller = Nobody.in(account, ids.next(), now);
        return store.write(
                account.id(),
                session -> session.artifacts()
                        .find(reference.artifactId())
                        .flatMap(found -> Guard.lock(session, found.productId())
                                .flatMap(product -> session.artifacts().find(found.id())))
                        .filter(artifact -> artifact.status() == ArtifactStatus.WAITING)
                        .map(artifact -> {
                            Artifact failed = artifact.withContent(
                                    ArtifactStatus.FAILED, "No file was uploaded in time", null, now);
                            session.artifacts().update(failed);
                            changes.record(session, caller, "artifact.upload.failed", Artifacts.TYPE, failed.id());
                            return failed;
                        })
                        .isPresent());
    }
}
