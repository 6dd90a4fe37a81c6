package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.RequestFilter;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.RequestLogFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients asked and were answered. Requests only put themselves into a bounded queue; entries are made, rid of secrets and
 * written in groups on a thread of their own. What does not fit into the queue or into the file is dropped, counted and logged:
 * the log may fail, requests do not fail with it.
 */
public final class RequestLog implements AutoCloseable {
    /** How many requests may wait to be written. */
    public static final int WAITING = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestLog.class);
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.READ_ONLY);
    private static final int GROUP = 500;
    private static final long GATHER_MILLIS = 100;
    /** How long a file that cannot be used is left alone. */
    private static final long TROUBLED_MILLIS = 5_000;

    private static final Duration CLEANING = Duration.ofHours(1);

    private final Supplier<RequestLogFile> opening;
    private final Extent extent;
    private final Duration kept;
    private final InstantSource clock;
    private final BlockingQueue<Supplier<Optional<LoggedRequest>>> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private volatile @Nullable RequestLogFile file;
    private volatile boolean well = true;
    private Instant cleaned = Instant.EPOCH;

    /** Which requests are logged. */
    public enum Extent {
        NOTHING,
        WRITES_AND_ERRORS,
        EVERYTHING
    }

    /**
     * Starts writing to a file.
     *
     * @param opening opens the file; tried again later when it fails
     * @param kept how long entries are kept
     */
    public RequestLog(Supplier<RequestLogFile> opening, Extent extent, Duration kept, InstantSource clock) {
        this.opening = opening;
        this.extent = extent;
        this.kept = kept;
        this.clock = clock;
        open();
        this.writer = Thread.ofPlatform().daemon().name("request-log").start(this::writeUntilClosed);
    }

    /**
     * Whether a request is logged.
     *
     * @param isRead whether it was to change nothing
     */
    public boolean wants(boolean isRead, int status) {
        return switch (extent) {
            case NOTHING -> false;
            case WRITES_AND_ERRORS -> status >= 400 || !isRead;
            case EVERYTHING -> true;
        };
    }

    /**
     * Logs a request some time soon, without waiting.
     *
     * @param entry makes the entry later, on another thread; none when it turns out that there is nothing to log
     */
    public void log(Supplier<Optional<LoggedRequest>> entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** How many requests were not logged, found no place or failed, since that was last told. */
    public long dropped() {
        return dropped.get();
    }

    /** Whether what is to be logged was written when that was last tried; nothing to log is well. */
    public boolean isWell() {
        return extent == Extent.NOTHING || (file != null && well);
    }

    private void writeUntilClosed() {
        boolean isWell = true;
        try {
            while (!closing.await(isWell ? GATHER_MILLIS : TROUBLED_MILLIS, TimeUnit.MILLISECONDS)) {
                isWell = write();
                well = isWell;
            }
        } catch (InterruptedException e) {
            LOGGER.atWarn().setCause(e).log("The request log ends before the program does");
        }
        while (!queue.isEmpty() && isWell) {
            isWell = write();
        }
    }

    /** Writes what waits, and tells what could not be; whether all is well. */
    private boolean write() {
        boolean isWell = open();
        RequestLogFile target = file;
        if (target != null) {
            isWell = write(target) && clean(target);
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOGGER.atWarn()
                    .addKeyValue("request_log.dropped_count", lost)
                    .log("Requests were left out of the request log");
        }
        return isWell;
    }

    private boolean open() {
        if (file == null) {
            try {
                file = opening.get();
            } catch (RuntimeException e) {
                LOGGER.atError().setCause(e).log("The request log cannot be opened");
                return false;
            }
        }
        return true;
    }

    private boolean write(RequestLogFile target) {
        List<LoggedRequest> group = take();
        if (group.isEmpty()) {
            return true;
        }
        try {
            target.insert(group);
            return true;
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("A group of requests cannot be logged at once");
            return writeOneByOne(target, group);
        }
    }

    /** Gives up after the second that fails: then it is the file, most likely a full disk, and not the entry. */
    private boolean writeOneByOne(RequestLogFile target, List<LoggedRequest> group) {
        int written = 0;
        int failed = 0;
        for (LoggedRequest entry : group) {
            try {
                target.insert(List.of(entry));
                written++;
            } catch (RuntimeException e) {
                failed++;
                if (failed > 1) {
                    LOGGER.atError().setCause(e).log("The request log cannot be written");
                    break;
                }
            }
        }
        dropped.addAndGet(group.size() - written);
        return failed <= 1;
    }

    /** The entries that could be made of what waits; one that cannot is no reason to lose the others. */
    private List<LoggedRequest> take() {
        List<Supplier<Optional<LoggedRequest>>> waiting = new ArrayList<>();
        queue.drainTo(waiting, GROUP);
        List<LoggedRequest> group = new ArrayList<>();
        Throwable failure = null;
        for (Supplier<Optional<LoggedRequest>> entry : waiting) {
            try {
                entry.get().ifPresent(group::add);
            } catch (RuntimeException | StackOverflowError e) {
                dropped.incrementAndGet();
                failure = e;
            }
        }
        if (failure != null) {
            LOGGER.atError().setCause(failure).log("A request cannot be described for the request log");
        }
        return group;
    }

    /** Forgets entries whose time is over, now and then: each node has a file of its own to keep clean. */
    private boolean clean(RequestLogFile target) {
        Instant now = clock.instant();
        if (now.isBefore(cleaned.plus(CLEANING))) {
            return true;
        }
        cleaned = now;
        try {
            target.removeBefore(now.minus(kept));
            return true;
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("The request log cannot be cleaned");
            return false;
        }
    }

    /**
     * What was asked, in outline, newest first unless asked otherwise.
     *
     * @throws Refusal 503 when the file cannot be opened
     */
    public Slice<LoggedRequest> list(Caller caller, RequestFilter filter, PageRequest page) {
        caller.require(Permission.REQUEST_LOG_READ, READERS);
        return opened().list(caller.account().id(), filter, page);
    }

    /**
     * One entry in full.
     *
     * @throws Refusal 404, or 503 when the file cannot be opened
     */
    public LoggedRequest show(Caller caller, String id) {
        caller.require(Permission.REQUEST_LOG_READ, READERS);
        return opened().find(caller.account().id(), Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("request log", id));
    }

    private RequestLogFile opened() {
        RequestLogFile present = file;
        if (present == null) {
            throw Refusal.of(Problem.UNAVAILABLE);
        }
        return present;
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
        RequestLogFile present = file;
        if (present != null) {
            present.close();
        }
    }
}
