package dev.slipway.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs behind another one until it was turned forward often enough. It never shows a time of the future. */
public final class TurnedClock extends Clock {
    private final Clock real;
    private final AtomicReference<Duration> behind;

    /** Runs behind that clock by so much. */
    public TurnedClock(Clock real, Duration behind) {
        this.real = real;
        this.behind = new AtomicReference<>(behind);
    }

    /** Turns it forward by so much, but not beyond the real time. */
    public void turn(Duration forward) {
        behind.accumulateAndGet(forward, (late, by) -> by.compareTo(late) < 0 ? late.minus(by) : Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return real.instant().minus(behind.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TurnedClock(real.withZone(zone), behind.get());
    }
}
