package dev.slipway.blob;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The platform threads that work for uploads of more than one chunk. Digests are CPU work, so there are as many threads
 * for them as processors; writes and syncs mostly wait for the disk and have their own, lest they hold up the digests.
 * No thread is ever held while a sender is slow.
 */
final class TransferThreads implements AutoCloseable {
    private static final int WRITERS = 4;

    private final ExecutorService digesters;
    private final ExecutorService writers;

    TransferThreads() {
        digesters = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), named("blob-digest-"));
        writers = Executors.newFixedThreadPool(WRITERS, named("blob-write-"));
    }

    ExecutorService digesters() {
        return digesters;
    }

    ExecutorService writers() {
        return writers;
    }

    /** Lets the work under way finish and takes no more. */
    @Override
    public void close() {
        digesters.close();
        writers.close();
    }

    private static ThreadFactory named(String prefix) {
        return Thread.ofPlatform().name(prefix, 0).daemon().factory();
    }
}
