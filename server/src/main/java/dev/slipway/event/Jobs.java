package dev.slipway.event;

import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodic work, each kind of which one node at a time does. Whoever takes a job has it for a while: when that node dies,
 * another one takes it after that. A job must do no harm when it is done twice, and leave nothing half-done when it ends early.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Store store;
    private final InstantSource clock;
    private final String holder;
    private final List<Job> jobs;
    private final Object starting = new Object();
    private @Nullable Thread thread;

    /** Does these jobs, each when it is due, after {@link #start}. */
    public Jobs(Store store, Ids ids, InstantSource clock, List<Job> jobs) {
        this.store = store;
        this.clock = clock;
        this.holder = ids.next();
        this.jobs = List.copyOf(jobs);
    }

    /**
     * A job.
     *
     * @param every how long after it was done it is done again
     */
    public record Job(String name, Duration every, Work work) {}

    /** What a job does. */
    @FunctionalInterface
    public interface Work {
        /** Does all there is to do at that time. */
        void run(Instant now);
    }

    /** Begins to work in the background. */
    public void start() {
        synchronized (starting) {
            if (thread != null) {
                return;
            }
            if (store.isAlone()) {
                store.observe(all -> {
                    all.jobs().release();
                    return all;
                });
            }
            thread = Thread.ofPlatform().daemon().name("jobs").start(this::runUntilInterrupted);
        }
    }

    private void runUntilInterrupted() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                runDue();
            }
        } catch (InterruptedException e) {
            // The jobs are being closed.
        }
    }

    /** Does the jobs that are due and that no other node is at; which ones. */
    public synchronized List<String> runDue() {
        return jobs.stream().filter(this::runIfDue).map(Job::name).toList();
    }

    /** Does all jobs that no other node is at, due or not. */
    public synchronized void runAll() {
        store.observe(all -> {
            jobs.forEach(job -> all.jobs().hasten(job.name()));
            return all;
        });
        runDue();
    }

    private boolean runIfDue(Job job) {
        Instant now = clock.instant();
        try {
            if (!store.observe(all -> all.jobs().take(job.name(), holder, now, now.plus(LONGEST)))) {
                return false;
            }
            Instant next = now.plus(attempt(job, now) ? job.every() : PAUSE);
            store.observe(all -> {
                all.jobs().finish(job.name(), holder, next);
                return all;
            });
            return true;
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("job", job.name()).setCause(e).log("A job could not be taken or given back");
            return false;
        }
    }

    private static boolean attempt(Job job, Instant now) {
        try {
            job.work().run(now);
            return true;
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("job", job.name()).setCause(e).log("A job failed; it is tried again");
            return false;
        }
    }

    /** Stops working, after the step under way. */
    @Override
    public void close() {
        Thread running;
        synchronized (starting) {
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
