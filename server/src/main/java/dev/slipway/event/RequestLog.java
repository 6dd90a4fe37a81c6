package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.RequestFilter;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.RequestLogFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients asked and were answered. Requests only put themselves into a bounded queue; entries are made, rid of secrets and
 * written in groups on a thread of their own. What does not fit into the queue or into the file is dropped, counted and logged.
 */
public final class RequestLog implements AutoCloseable {
    /** How many requests may wait to be written. */
    public static final int WAITING = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestLog.class);
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.READ_ONLY);
    private static final long GATHER_MILLIS = 100;
    private static final int BATCH = 500;

    private final RequestLogFile file;
    private final Extent extent;
    private final Duration kept;
    private final BlockingQueue<Supplier<LoggedRequest>> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;

    /** Which requests are logged. */
    public enum Extent {
        NOTHING,
        WRITES_AND_ERRORS,
        EVERYTHING
    }

    /**
     * Starts writing to this file.
     *
     * @param kept how long entries are kept
     */
    public RequestLog(RequestLogFile file, Extent extent, Duration kept) {
        this.file = file;
        this.extent = extent;
        this.kept = kept;
        this.writer = Thread.ofPlatform().daemon().name("request-log").start(this::writeUntilClosed);
    }

    /** Whether a request of that method with that answer is logged. */
    public boolean wants(String method, int status) {
        return switch (extent) {
            case NOTHING -> false;
            case WRITES_AND_ERRORS -> status >= 400 || !method.equals("GET");
            case EVERYTHING -> true;
        };
    }

    /**
     * Logs a request some time soon, without waiting.
     *
     * @param entry makes the entry later, on another thread
     */
    public void log(Supplier<LoggedRequest> entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** How many requests found no place since that was last logged. */
    public long dropped() {
        return dropped.get();
    }

    private void writeUntilClosed() {
        try {
            while (!closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS)) {
                writeWaiting();
            }
        } catch (InterruptedException e) {
            LOGGER.atWarn().setCause(e).log("The request log ends before the program does");
        }
        writeWaiting();
    }

    private void writeWaiting() {
        List<Supplier<LoggedRequest>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        if (!waiting.isEmpty()) {
            try {
                file.insert(waiting.stream().map(Supplier::get).toList());
            } catch (RuntimeException e) {
                // A full disk, most likely: the log does without these, the clients have their answers.
                LOGGER.atError()
                        .addKeyValue("request_log.lost", waiting.size())
                        .setCause(e)
                        .log("Requests could not be logged");
            }
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOGGER.atWarn().addKeyValue("request_log.dropped", lost).log("Requests came faster than they are logged");
        }
    }

    /** What was asked, in outline, newest first unless asked otherwise. */
    public Slice<LoggedRequest> list(Caller caller, RequestFilter filter, PageRequest page) {
        caller.require(Permission.REQUEST_LOG_READ, READERS);
        return file.list(caller.account().id(), filter, page);
    }

    /** One entry in full. */
    public LoggedRequest show(Caller caller, String id) {
        caller.require(Permission.REQUEST_LOG_READ, READERS);
        return file.find(caller.account().id(), Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("request log", id));
    }

    /** Forgets entries whose time is over. */
    public void removeOld(Instant now) {
        int removed;
        do {
            removed = file.removeBefore(now.minus(kept), BATCH);
        } while (removed == BATCH && !Thread.currentThread().isInterrupted());
    }

    /** Writes what still waits, then stops. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
