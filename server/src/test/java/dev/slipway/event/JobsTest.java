package dev.slipway.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.event.Jobs.Job;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.TurnableClock;
import dev.slipway.testing.Vendor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobsTest extends HttpSuite {
    private final TurnableClock clock = new TurnableClock();

    private Jobs node(Job... jobs) {
        Store store = server.slipway().store();
        return new Jobs(store, new Ids(clock, new SecureRandom()), clock, List.of(jobs));
    }

    @Test
    void doesAJobOnOneNodeWhenItIsDue() {
        AtomicInteger done = new AtomicInteger();
        Job job = new Job(Vendor.unique("job"), Duration.ofMinutes(10), now -> done.incrementAndGet());
        Jobs one = node(job);
        Jobs other = node(job);

        one.runDue();
        other.runDue();
        assertThat(done).hasValue(1);
        clock.advance(Duration.ofMinutes(11));
        other.runDue();
        one.runDue();
        assertThat(done).hasValue(2);
        one.runAll();
        assertThat(done).hasValue(3);
    }

    @Test
    void leavesAJobToWhoeverHasItUntilThatOneMustBeDead() {
        String name = Vendor.unique("job");
        AtomicInteger done = new AtomicInteger();
        Jobs other = node(new Job(name, Duration.ofMinutes(1), now -> done.incrementAndGet()));
        Jobs busy = node(new Job(name, Duration.ofMinutes(1), now -> {
            other.runDue();
            assertThat(done).hasValue(0);
            clock.advance(Duration.ofMinutes(16));
            other.runDue();
        }));

        busy.runDue();

        assertThat(done).hasValue(1);
    }

    @Test
    void triesAFailedJobAgainSoon() {
        AtomicInteger tried = new AtomicInteger();
        Jobs node = node(new Job(Vendor.unique("job"), Duration.ofDays(1), now -> {
            tried.incrementAndGet();
            throw new IllegalStateException("Not today");
        }));

        node.runDue();
        node.runDue();
        assertThat(tried).hasValue(1);
        clock.advance(Duration.ofMinutes(2));
        node.runDue();
        assertThat(tried).hasValue(2);
    }

    @Test
    void canBeStartedTwiceAndClosedTwice() {
        Jobs jobs = node();
        jobs.start();
        jobs.start();
        jobs.close();
        jobs.close();

        assertThat(jobs.runDue()).isEmpty();
    }
}
