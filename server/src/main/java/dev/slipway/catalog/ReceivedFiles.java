package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.blob.BlobStore;
import dev.slipway.blob.StagedBlob;
import dev.slipway.model.Artifact;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of files that are not announced before. They are durable before anything refers to them, and discarded when
 * nothing is to.
 */
public final class ReceivedFiles {
    private final Store store;
    private final BlobStore blobs;
    private final DiscardedBlobs discarded;
    private final long largestBytes;

    /**
     * Takes bytes into these blobs.
     *
     * @param largestBytes the size of the largest file
     */
    public ReceivedFiles(Store store, BlobStore blobs, DiscardedBlobs discarded, long largestBytes) {
        this.store = store;
        this.blobs = blobs;
        this.discarded = discarded;
        this.largestBytes = largestBytes;
    }

    /** A file, and the bytes it no longer refers to. */
    record Kept(Artifact file, @Nullable String replacedBlob) {}

    /** Makes a file refer to bytes, in a transaction; refuses before it writes. */
    @FunctionalInterface
    interface Keeping {
        Kept keep(Session session, Artifact.Content content);
    }

    private sealed interface Outcome {
        record Done(Kept kept) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    Artifact receive(Caller caller, ReleaseFiles.Announcement announcement, InputStream source, Keeping keeping) {
        try (StagedBlob staged = blobs.stage(source, largestBytes, announcement.length())) {
            if (announcement.md5() != null
                    && !announcement.md5().equals(staged.digests().md5())) {
                throw Refusal.of(Problem.BAD_REQUEST, "The body does not have the announced MD5 digest");
            }
            staged.commit();
            Artifact.Content content = Uploads.content(staged, announcement.type());
            Outcome outcome = store.write(caller.account().id(), session -> outcome(session, content, keeping));
            return switch (outcome) {
                case Outcome.Done done -> {
                    if (done.kept().replacedBlob() != null) {
                        discarded.delete(done.kept().replacedBlob());
                    }
                    yield done.kept().file();
                }
                case Outcome.Refused refused -> {
                    discarded.delete(content.blobKey());
                    throw refused.refusal();
                }
            };
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        }
    }

    /** A refusal ends the transaction in order: only then is it certain that nothing refers to the bytes. */
    private static Outcome outcome(Session session, Artifact.Content content, Keeping keeping) {
        try {
            return new Outcome.Done(keeping.keep(session, content));
        } catch (Refusal e) {
            return new Outcome.Refused(e);
        }
    }
}
