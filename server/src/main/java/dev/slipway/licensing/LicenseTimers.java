package dev.slipway.licensing;

import dev.slipway.access.Nobody;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Jobs.Job;
import dev.slipway.model.Account;
import dev.slipway.model.License;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells of what time alone does to licenses: that they expire soon, daily from three days before; that they have expired, once
 * and within twelve hours, because nobody wants to hear of it after a long standstill; and the same of check-ins.
 */
public final class LicenseTimers {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofDays(3);
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofHours(12);
    private static final int BATCH = 200;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Watches the licenses in this store. */
    public LicenseTimers(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * What is told of a moment of a license.
     *
     * @param from how long before or, if negative, after now the moment must at least be
     * @param until how long it may at most be
     * @param again after what time it is told again; null for never
     */
    private record Notice(
            String event,
            Duration from,
            Duration until,
            @Nullable Duration again) {

        boolean fits(Instant moment, Instant now) {
            return moment.isAfter(now.plus(from)) && !moment.isAfter(now.plus(until));
        }

        /** What was told before that is forgotten. */
        Instant told(Instant now) {
            return again == null ? Instant.EPOCH : now.minus(again);
        }
    }

    private static final Notice EXPIRING = new Notice("license.expiring-soon", Duration.ZERO, SOON, DAILY);
    private static final Notice EXPIRED = new Notice("license.expired", LATE.negated(), Duration.ZERO, null);
    private static final Notice REQUIRED = new Notice("license.check-in-required-soon", Duration.ZERO, SOON, DAILY);
    private static final Notice OVERDUE = new Notice("license.check-in-overdue", LATE.negated(), Duration.ZERO, null);

    /** What is to be done again and again. */
    public Job job() {
        return new Job("license-timers", EVERY, this::run);
    }

    private void run(Instant now) {
        List<Account> accounts = store.readAll(all -> all.accounts());
        for (Account account : accounts) {
            tellOfExpiry(account, EXPIRING, now);
            tellOfExpiry(account, EXPIRED, now);
            tellOfCheckIns(account, now);
            store.observe(all -> {
                all.account(account.id()).licenseNotices().removeOrphans();
                return account;
            });
        }
    }

    private void tellOfExpiry(Account account, Notice notice, Instant now) {
        List<String> due;
        do {
            due = store.read(
                    account.id(),
                    session -> session.licenseNotices()
                            .expiring(
                                    notice.event(),
                                    now.plus(notice.from()),
                                    now.plus(notice.until()),
                                    notice.told(now),
                                    BATCH));
            due.forEach(id ->
                    tell(account, id, notice, now, details -> details.license().expiry()));
        } while (due.size() == BATCH && !Thread.currentThread().isInterrupted());
    }

    private void tellOfCheckIns(Account account, Instant now) {
        List<String> found = List.of("");
        do {
            String last = found.getLast();
            found = store.read(account.id(), session -> session.licenseNotices().checkedIn(last, BATCH));
            for (String id : found) {
                tell(account, id, REQUIRED, now, LicenseDetails::nextCheckIn);
                tell(account, id, OVERDUE, now, LicenseDetails::nextCheckIn);
            }
        } while (found.size() == BATCH && !Thread.currentThread().isInterrupted());
    }

    private void tell(
            Account account,
            String id,
            Notice notice,
            Instant now,
            Function<LicenseDetails, @Nullable Instant> momentOf) {
        if (store.read(
                account.id(),
                session -> isDue(session, session.licenses().find(id).orElse(null), notice, now, momentOf))) {
            store.write(account.id(), session -> {
                License license = session.licenses().findForUpdate(id).orElse(null);
                if (license == null || !isDue(session, license, notice, now, momentOf)) {
                    return id;
                }
                Instant moment = momentOf.apply(LicenseDetails.of(session, license));
                session.licenseNotices().send(id, notice.event(), moment == null ? now : moment, now);
                changes.record(session, Nobody.in(account, ids.next(), now), notice.event(), Licenses.TYPE, id);
                return id;
            });
        }
    }

    private static boolean isDue(
            Session session,
            @Nullable License license,
            Notice notice,
            Instant now,
            Function<LicenseDetails, @Nullable Instant> momentOf) {
        Instant moment = license == null ? null : momentOf.apply(LicenseDetails.of(session, license));
        return license != null
                && moment != null
                && notice.fits(moment, now)
                && !session.licenseNotices().isSent(license.id(), notice.event(), moment, notice.told(now));
    }
}
