package dev.slipway.http;

import java.time.Instant;
import java.time.InstantSource;

/** The Date header of now, formatted once per second. */
public final class DateHeader {
    private final InstantSource clock;
    private volatile Stamp latest = new Stamp(Long.MIN_VALUE, "");

    private record Stamp(long second, String text) {}

    /** Tells the time by this clock. */
    public DateHeader(InstantSource clock) {
        this.clock = clock;
    }

    /** The value of the header. */
    public String now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp stamp = latest;
        if (stamp.second() != second) {
            stamp = new Stamp(second, HttpDates.format(Instant.ofEpochSecond(second)));
            latest = stamp;
        }
        return stamp.text();
    }
}
