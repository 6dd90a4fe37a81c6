package dev.slipway.http;

import java.time.Clock;
import java.time.Instant;

/** The Date header of now, formatted once per second. */
final class DateHeader {
    private final Clock clock;
    private volatile Stamp latest = new Stamp(Long.MIN_VALUE, "");

    private record Stamp(long second, String text) {}

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp stamp = latest;
        if (stamp.second() != second) {
            stamp = new Stamp(second, HttpDates.format(Instant.ofEpochSecond(second)));
            latest = stamp;
        }
        return stamp.text();
    }
}
