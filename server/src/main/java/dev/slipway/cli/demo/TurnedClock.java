package dev.slipway.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that runs behind another one until it was turned forward often enough. It never shows a time of the future. */
public final class TurnedClock extends Clock {
    private final Clock real;
    private final AtomicLong behindMillis;

    /** Runs behind that clock by so much. */
    public TurnedClock(Clock real, Duration behind) {
        this.real = real;
        this.behindMillis = new AtomicLong(behind.toMillis());
    }

    /** Turns it forward by so much, but not beyond the real time. */
    public void turn(Duration forward) {
        behindMillis.updateAndGet(late -> Math.max(0, late - forward.toMillis()));
    }

    @Override
    public Instant instant() {
        return real.instant().minusMillis(behindMillis.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TurnedClock(real.withZone(zone), Duration.ofMillis(behindMillis.get()));
    }
}
