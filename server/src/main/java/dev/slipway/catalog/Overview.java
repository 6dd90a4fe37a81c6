package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.DailyCount;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.model.VersionUse;
import dev.slipway.store.Store;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How an account is doing, for the vendor's people; as quick for large accounts as for small ones. */
public final class Overview {
    /** How many days are counted. */
    public static final int DAYS = 30;

    /** How many licenses are looked at: those that were last active. */
    public static final int SAMPLE = 10_000;

    private static final int MOST_VERSIONS = 12;

    private final Store store;
    private final StorageQuota quota;

    /** Looks into this store. */
    public Overview(Store store, StorageQuota quota) {
        this.store = store;
        this.quota = quota;
    }

    /**
     * How much is stored.
     *
     * @param used in bytes
     * @param limit in bytes; 0 for none
     */
    public record Storage(long used, long limit) {}

    /** What was counted on each of the last thirty days in UTC, the last of which is today. */
    public List<DailyCount> days(Caller caller) {
        caller.require(Permission.RELEASE_READ, Role.STAFF);
        LocalDate today = LocalDate.ofInstant(caller.now(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1L);
        Map<LocalDate, DailyCount> counted =
                store.read(caller.account().id(), session -> session.overview().daysSince(first)).stream()
                        .collect(Collectors.toMap(DailyCount::day, Function.identity()));
        return first.datesUntil(today.plusDays(1))
                .map(day -> Objects.requireNonNullElse(counted.get(day), new DailyCount(day, 0, 0)))
                .toList();
    }

    /** The versions that most of the licenses run that were last active, the most frequent first. */
    public List<VersionUse> versionsInUse(Caller caller) {
        caller.require(Permission.LICENSE_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> session.overview().versionsInUse(SAMPLE, MOST_VERSIONS));
    }

    /** The newest releases that nobody has published yet. */
    public List<Release> awaitingPublication(Caller caller, int size) {
        caller.require(Permission.RELEASE_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> session.releases().drafts(size));
    }

    /** How much the files of the account take up. */
    public Storage storage(Caller caller) {
        caller.require(Permission.ARTIFACT_READ, Role.STAFF);
        long used =
                store.read(caller.account().id(), session -> session.artifacts().storedBytes());
        return new Storage(used, quota.bytes());
    }
}
