package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.secret.Ids;
import dev.slipway.store.Installation;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was seen rather than changed: upgrades offered, downloads begun, and the counters of releases. They never slow a
 * request: they wait in a bounded queue and are committed in groups within 200 ms. A crash can cost what still waits; when
 * the queue is full, observations are dropped and their number is logged.
 */
public final class Observations implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Observations.class);
    private static final int WAITING = 20_000;
    private static final int GROUP = 1_000;
    private static final long GATHER_MILLIS = 100;

    private final Store store;
    private final Ids ids;
    private final BlockingQueue<Observation> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    /** Starts writing to this store. */
    public Observations(Store store, Ids ids) {
        this.store = store;
        this.ids = ids;
        this.writer = Thread.ofPlatform().daemon().name("observations").start(this::writeUntilClosed);
    }

    /** What a release's counters count. */
    public enum Counter {
        NONE,
        DOWNLOAD,
        UPGRADE
    }

    private record Observation(String accountId, Event event, String releaseId, Counter counter) {}

    /** Notes something seen about a release, and counts it. */
    public void observe(
            Caller caller, String name, String type, String id, String releaseId, Counter counter, Metadata details) {
        Event event = new Event(
                ids.next(),
                name,
                type,
                id,
                caller.bearer().type(),
                caller.bearer().id(),
                caller.requestId(),
                details,
                caller.now());
        if (!queue.offer(new Observation(caller.account().id(), event, releaseId, counter))) {
            dropped.incrementAndGet();
        }
    }

    private void writeUntilClosed() {
        List<Observation> group = new ArrayList<>(GROUP);
        while (!closing || !queue.isEmpty()) {
            try {
                gather(group);
            } catch (InterruptedException e) {
                queue.drainTo(group, GROUP - group.size());
            }
            write(group);
            group.clear();
        }
    }

    private void gather(List<Observation> group) throws InterruptedException {
        Observation first = queue.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        group.add(first);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        while (group.size() < GROUP && !closing) {
            Observation next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            group.add(next);
        }
    }

    private void write(List<Observation> group) {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOGGER.atWarn()
                    .addKeyValue("observation.dropped", lost)
                    .log("Observations came faster than they can be written");
        }
        if (group.isEmpty()) {
            return;
        }
        try {
            store.observe(installation -> {
                group.forEach(each -> installation.insertActivity(each.accountId(), each.event()));
                count(installation, group);
                return group.size();
            });
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .addKeyValue("observation.lost", group.size())
                    .setCause(e)
                    .log("Observations could not be written");
        }
    }

    private record Counted(String accountId, String releaseId) {}

    private static void count(Installation installation, List<Observation> group) {
        Map<Counted, long[]> counts = new HashMap<>();
        for (Observation each : group) {
            if (each.counter() != Counter.NONE) {
                long[] sums =
                        counts.computeIfAbsent(new Counted(each.accountId(), each.releaseId()), key -> new long[2]);
                sums[each.counter() == Counter.DOWNLOAD ? 0 : 1]++;
            }
        }
        counts.forEach(
                (counted, sums) -> installation.count(counted.accountId(), counted.releaseId(), sums[0], sums[1]));
    }

    /** Writes what still waits, then stops. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
