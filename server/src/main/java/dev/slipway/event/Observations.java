package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Event;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.secret.Ids;
import dev.slipway.store.Installation;
import dev.slipway.store.Store;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was seen rather than changed: upgrades offered, downloads begun, licenses validated, and the counters of releases. They never slow a
 * request: they wait in memory and are committed together, ten times a second, so a crash can cost what was seen since.
 *
 * <p>Counters, and when licenses were last validated, are summed up while they wait and are never dropped. The activity itself waits in a bounded queue, of which at
 * most {@value #GROUP} entries are written at a time: above ten times that many in a second, so that watching does not cost
 * more than serving, what does not fit into the queue is dropped and the number is logged.
 */
public final class Observations implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Observations.class);
    private static final int WAITING = 2_000;
    private static final int GROUP = 1_000;
    private static final long GATHER_MILLIS = 100;
    private static final long DAY_SECONDS = 86_400;

    private final Store store;
    private final Ids ids;
    private final Outbox outbox;
    private final BlockingQueue<Installation.Activity> queue = new ArrayBlockingQueue<>(WAITING);
    private final Map<Counted, Counts> counts = new ConcurrentHashMap<>();
    private final Map<Day, Counts> days = new ConcurrentHashMap<>();
    private final Map<Touched, Touch> touches = new ConcurrentHashMap<>();
    private final Map<Touched, DottedVersion> reports = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;

    /** Starts writing to this store, and to whoever subscribed to what is seen. */
    public Observations(Store store, Ids ids, Outbox outbox) {
        this.store = store;
        this.ids = ids;
        this.outbox = outbox;
        this.writer = Thread.ofPlatform().daemon().name("observations").start(this::writeUntilClosed);
    }

    /** What a release's counters count. */
    public enum Counter {
        NONE,
        DOWNLOAD,
        UPGRADE
    }

    /** Whose counters count: those of a release and, where it has an id, of an artifact. */
    private record Counted(String accountId, String releaseId, String artifactId) {}

    /** A day of an account, as the number of days since 1970, in UTC. */
    private record Day(String accountId, long number) {}

    private record Touched(String accountId, String licenseId) {}

    private record Touch(Instant time, @Nullable String version) {
        Touch then(Touch next) {
            Touch later = next.time.isBefore(time) ? this : next;
            return new Touch(later.time, next.version == null ? version : next.version);
        }
    }

    private record Counts(long downloads, long upgrades, long fetches) {
        private static final Counts ONE_DOWNLOAD = new Counts(1, 0, 1);
        private static final Counts ONE_UPGRADE = new Counts(0, 1, 0);
        private static final Counts ONE_FETCH = new Counts(0, 0, 1);

        Counts plus(Counts more) {
            return new Counts(downloads + more.downloads, upgrades + more.upgrades, fetches + more.fetches);
        }
    }

    /** Counts that an artifact of a release was fetched, and nothing else. */
    public void count(Caller caller, String releaseId, String artifactId) {
        counts.merge(new Counted(caller.account().id(), releaseId, artifactId), Counts.ONE_FETCH, Counts::plus);
    }

    /** Notes something seen about a release, and counts it. What is downloaded is the artifact of that id. */
    public void observe(
            Caller caller, String name, String type, String id, String releaseId, Counter counter, Metadata details) {
        String accountId = caller.account().id();
        if (counter != Counter.NONE) {
            Counts one = counter == Counter.DOWNLOAD ? Counts.ONE_DOWNLOAD : Counts.ONE_UPGRADE;
            String artifactId = counter == Counter.DOWNLOAD ? id : "";
            counts.merge(new Counted(accountId, releaseId, artifactId), one, Counts::plus);
            days.merge(
                    new Day(accountId, Math.floorDiv(caller.now().getEpochSecond(), DAY_SECONDS)), one, Counts::plus);
        }
        observe(caller, name, type, id, details);
    }

    /**
     * Notes that a license was validated.
     *
     * @param version the version of the program it was validated for, where one was named that there is
     */
    public void touchLicense(Caller caller, String licenseId, @Nullable String version) {
        touches.merge(new Touched(caller.account().id(), licenseId), new Touch(caller.now(), version), Touch::then);
    }

    /** Notes that a version of the program runs on a license, unless that was to be expected. */
    public void reportVersion(Caller caller, License license, DottedVersion installed) {
        DottedVersion known = license.maintenance().currentVersion();
        if (known == null || known.compareTo(installed) < 0) {
            reports.merge(new Touched(caller.account().id(), license.id()), installed, Observations::greater);
        }
    }

    private static DottedVersion greater(DottedVersion one, DottedVersion other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Notes something seen. */
    public void observe(Caller caller, String name, String type, String id, Metadata details) {
        // Looked at first, because under a load that fills the queue most of what would be made here has no place in
        // it.
        if (queue.remainingCapacity() == 0 || !queue.offer(activity(caller, name, type, id, details))) {
            dropped.incrementAndGet();
        }
    }

    private Installation.Activity activity(Caller caller, String name, String type, String id, Metadata details) {
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
        return new Installation.Activity(caller.account().id(), event);
    }

    private void writeUntilClosed() {
        try {
            while (!closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS)) {
                writeWaiting();
            }
        } catch (InterruptedException e) {
            LOGGER.atWarn().setCause(e).log("Observations end before the program does");
        }
        do {
            writeWaiting();
        } while (!queue.isEmpty());
    }

    private void writeWaiting() {
        writeSeen();
        writeReports();
    }

    /** Answers depend on these, so that they are written as a change. They are few: one where an installation is updated. */
    private void writeReports() {
        Map<Touched, DottedVersion> reported = take(reports);
        if (reported.isEmpty()) {
            return;
        }
        try {
            store.writeAll(installation -> {
                inOrder(reported)
                        .forEach((license, installed) -> installation
                                .licenseUse()
                                .raiseVersion(license.accountId(), license.licenseId(), installed));
                return reported.size();
            });
        } catch (RuntimeException e) {
            reported.forEach((license, installed) -> reports.merge(license, installed, Observations::greater));
            LOGGER.atError().setCause(e).log("Versions in use could not be written");
        }
    }

    /** In one order on every node, so that two of them wait for each other instead of blocking each other. */
    private static <V> Map<Touched, V> inOrder(Map<Touched, V> licenses) {
        Map<Touched, V> sorted =
                new TreeMap<>(Comparator.comparing(Touched::licenseId).thenComparing(Touched::accountId));
        sorted.putAll(licenses);
        return sorted;
    }

    private void writeSeen() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOGGER.atWarn()
                    .addKeyValue("observation.dropped", lost)
                    .log("Observations came faster than they are written");
        }
        List<Installation.Activity> group = new ArrayList<>();
        queue.drainTo(group, GROUP);
        Map<Counted, Counts> sums = take(counts);
        Map<Day, Counts> daily = take(days);
        Map<Touched, Touch> touched = take(touches);
        if (group.isEmpty() && sums.isEmpty() && daily.isEmpty() && touched.isEmpty()) {
            return;
        }
        try {
            store.observe(installation -> {
                installation.insertActivities(group);
                outbox.addAll(installation, group);
                // In one order on every node, so that two of them wait for each other instead of blocking each other.
                sums.keySet().stream()
                        .sorted(Comparator.comparing(Counted::releaseId).thenComparing(Counted::artifactId))
                        .forEach(counted -> count(installation, counted, sums.get(counted)));
                daily.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(
                                Comparator.comparing(Day::accountId).thenComparingLong(Day::number)))
                        .forEach(each -> count(installation, each.getKey(), each.getValue()));
                inOrder(touched)
                        .forEach((license, touch) -> installation
                                .licenseUse()
                                .touch(license.accountId(), license.licenseId(), touch.time(), touch.version()));
                return group.size();
            });
        } catch (RuntimeException e) {
            sums.forEach((counted, sum) -> counts.merge(counted, sum, Counts::plus));
            daily.forEach((day, sum) -> days.merge(day, sum, Counts::plus));
            touched.forEach((license, touch) -> touches.merge(license, touch, (next, first) -> first.then(next)));
            LOGGER.atError()
                    .addKeyValue("observation.lost", group.size())
                    .setCause(e)
                    .log("Observations could not be written");
        }
    }

    private static void count(Installation installation, Counted counted, @Nullable Counts sum) {
        if (sum == null) {
            return;
        }
        if (sum.downloads() + sum.upgrades() > 0) {
            installation.counters().count(counted.accountId(), counted.releaseId(), sum.downloads(), sum.upgrades());
        }
        if (sum.fetches() > 0) {
            installation.counters().countFetches(counted.accountId(), counted.artifactId(), sum.fetches());
        }
    }

    private static void count(Installation installation, Day day, Counts sum) {
        installation.counters().countDay(day.accountId(), day.number(), sum.downloads(), sum.upgrades());
    }

    private static <K, V> Map<K, V> take(Map<K, V> waiting) {
        Map<K, V> taken = new HashMap<>();
        for (K key : List.copyOf(waiting.keySet())) {
            V value = waiting.remove(key);
            if (value != null) {
                taken.put(key, value);
            }
        }
        return taken;
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
    }
}
