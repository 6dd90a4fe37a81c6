package dev.slipway.blob;

import dev.slipway.blob.FileSystemOperations.WritableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Moves uploads from their source through four digests into a file and syncs it.
 *
 * <p>An upload that fits into one chunk is done on the calling thread. For a longer one the calling thread only reads:
 * each chunk goes to five lanes (one per digest and one that writes), which run beside each other on the transfer
 * threads, each in the order of the chunks. The chunks form a ring; one is filled again once all lanes are done with
 * it, so a lane may fall behind the others, and the source ahead of them, by the length of the ring.
 */
final class UploadPipeline {
    static final int CHUNK_BYTES = 256 * 1024;
    static final int CHUNKS = 16;

    /** How many bytes are written between two syncs, so that the disk is busy while the source still sends. */
    static final long SYNC_INTERVAL_BYTES = 32L * 1024 * 1024;

    /** What has been received and synced. */
    record Received(long length, Digests digests) {}

    private final TransferThreads threads;

    UploadPipeline(TransferThreads threads) {
        this.threads = threads;
    }

    /** As {@link BlobStore#stage(InputStream, long, long)}. The file is no longer in use when this returns or throws. */
    Received receive(InputStream source, WritableFile file, Limits limits) throws IOException {
        byte[] first = new byte[limits.room(0, CHUNK_BYTES)];
        int filled = source.readNBytes(first, 0, first.length);
        limits.checkSoFar(filled);
        return filled < first.length
                ? receiveDirectly(first, filled, file, limits)
                : receiveInLanes(first, source, file, limits);
    }

    private static Received receiveDirectly(byte[] chunk, int length, WritableFile file, Limits limits)
            throws IOException {
        limits.checkAtEnd(length);
        var digesting = new Digesting();
        digesting.algorithms().forEach(algorithm -> Digesting.feed(algorithm, chunk, length));
        file.write(ByteBuffer.wrap(chunk, 0, length));
        file.sync();
        return new Received(length, digesting.finish());
    }

    private Received receiveInLanes(byte[] first, InputStream source, WritableFile file, Limits limits)
            throws IOException {
        var digesting = new Digesting();
        var lanes = new Lanes(digesting, file, threads);
        try {
            var ring = new ArrayDeque<Chunk>(CHUNKS);
            ring.add(new Chunk(first, lanes.accept(first, first.length)));
            long length = first.length;
            boolean more = true;
            while (more) {
                byte[] bytes = ring.size() < CHUNKS
                        ? new byte[CHUNK_BYTES]
                        : ring.remove().awaitBytes();
                int wanted = limits.room(length, bytes.length);
                int filled = source.readNBytes(bytes, 0, wanted);
                length += filled;
                limits.checkSoFar(length);
                ring.add(new Chunk(bytes, lanes.accept(bytes, filled)));
                more = filled == wanted;
            }
            limits.checkAtEnd(length);
            await(lanes.syncAll());
            return new Received(length, digesting.finish());
        } finally {
            lanes.awaitIdle();
        }
    }

    /** Waits without heed to interrupts: what is awaited is a few chunks' work, and the file must not be left in use. */
    private static void await(CompletableFuture<?> work) throws BlobStorageException {
        try {
            work.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof BlobStorageException cause ? cause : new BlobStorageException(failure);
        }
    }

    /** A piece of the source, not to be touched before all lanes are done with it. */
    private static final class Chunk {
        private final byte[] bytes;
        private final CompletableFuture<?> processed;

        Chunk(byte[] bytes, CompletableFuture<?> processed) {
            this.bytes = bytes;
            this.processed = processed;
        }

        byte[] awaitBytes() throws BlobStorageException {
            await(processed);
            return bytes;
        }
    }

    /** Serial queues of work for one upload, beside each other. A lane that failed does no more. */
    private static final class Lanes {
        private final Digesting digesting;
        private final WritableFile file;
        private final TransferThreads threads;
        private final List<CompletableFuture<?>> digests = new ArrayList<>();
        private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);
        private CompletableFuture<?> syncing = CompletableFuture.completedFuture(null);
        private long bytesSinceSync;

        Lanes(Digesting digesting, WritableFile file, TransferThreads threads) {
            this.digesting = digesting;
            this.file = file;
            this.threads = threads;
            digesting.algorithms().forEach(algorithm -> digests.add(CompletableFuture.completedFuture(null)));
        }

        /** Queues the first bytes of a chunk in all lanes; the answer completes when the chunk is free again. */
        CompletableFuture<?> accept(byte[] bytes, int length) {
            writing = writing.thenRunAsync(() -> write(ByteBuffer.wrap(bytes, 0, length)), threads.writers());
            for (int lane = 0; lane < digests.size(); lane++) {
                var algorithm = digesting.algorithms().get(lane);
                digests.set(
                        lane,
                        digests.get(lane)
                                .thenRunAsync(() -> Digesting.feed(algorithm, bytes, length), threads.digesters()));
            }
            var processed = allOf(writing, digesting());
            bytesSinceSync += length;
            if (bytesSinceSync >= SYNC_INTERVAL_BYTES && syncing.isDone()) {
                bytesSinceSync = 0;
                // The kernel reports a failed write-back to one sync only, so this one's failure must not get lost.
                syncing = allOf(syncing, writing).thenRunAsync(this::sync, threads.writers());
            }
            return processed;
        }

        /** Queues the last sync; the answer completes when everything is digested and on stable storage. */
        CompletableFuture<?> syncAll() {
            syncing = allOf(syncing, writing).thenRunAsync(this::sync, threads.writers());
            return allOf(syncing, digesting());
        }

        void awaitIdle() {
            var all = allOf(allOf(syncing, writing), digesting());
            all.handle((done, failure) -> done).join();
        }

        private CompletableFuture<?> digesting() {
            return CompletableFuture.allOf(digests.toArray(CompletableFuture[]::new));
        }

        private static CompletableFuture<?> allOf(CompletableFuture<?> one, CompletableFuture<?> other) {
            return CompletableFuture.allOf(one, other);
        }

        private void write(ByteBuffer bytes) {
            try {
                file.write(bytes);
            } catch (IOException failure) {
                throw new CompletionException(failure);
            }
        }

        private void sync() {
            try {
                file.sync();
            } catch (IOException failure) {
                throw new CompletionException(failure);
            }
        }
    }
}
