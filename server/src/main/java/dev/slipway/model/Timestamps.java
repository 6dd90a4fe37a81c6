package dev.slipway.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as callers write them: ISO 8601, with an offset or, for UTC, without one. */
public final class Timestamps {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)([Zz]|[+ -][0-9]{2}:[0-9]{2})?");

    private Timestamps() {}

    /**
     * The time of a text, from the year 1 to 9999, to the microsecond; empty when it is none. A date alone is its midnight. A
     * space may stand for the plus sign of an offset, which is what that turns into in an address.
     */
    public static Optional<Instant> parse(String text) {
        try {
            return parts(text)
                    .filter(time -> time.atOffset(ZoneOffset.UTC).getYear() >= 1
                            && time.atOffset(ZoneOffset.UTC).getYear() <= 9999)
                    .map(time -> time.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parts(String text) {
        if (DATE.matcher(text).matches()) {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        var matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String local = matcher.group(1) + "T" + matcher.group(2);
        String offset = matcher.group(3);
        return Optional.of(
                offset == null
                        ? LocalDateTime.parse(local).toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.parse(local + offset.replace(' ', '+')).toInstant());
    }
}
