package dev.slipway.keygen;

import dev.slipway.model.LicenseFilter.Window;
import dev.slipway.problem.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as filters write them: {@code within=P30D}, {@code before=2027-01-01}. Durations are seconds or ISO 8601, with or
 * without its leading P; days are those of UTC.
 */
final class TimeWindows {
    private static final Pattern DURATION = Pattern.compile("P?((?:\\d{1,9}[YMWD])*)(T(?:\\d{1,9}[HMS])+)?");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Instant now;

    TimeWindows(Instant now) {
        this.now = now;
    }

    /** What a word and its value mean. */
    sealed interface Reading {
        /** The word has no meaning. */
        record Unknown() implements Reading {}

        /** No time is meant by the value. */
        record Senseless() implements Reading {}

        /** A span of time. */
        record Span(Window window) implements Reading {}
    }

    /** Reads a span of time to come. */
    Reading ahead(String word, String value) {
        return switch (word) {
            case "within" -> reading(shifted(value, 1).map(end -> new Window(now, end, false)));
            case "in" -> reading(shifted(value, 1).map(TimeWindows::day));
            default -> absolute(word, value);
        };
    }

    /** Reads a span of time gone by. */
    Reading ago(String word, String value) {
        return switch (word) {
            case "within" -> reading(shifted(value, -1).map(start -> new Window(start, now, false)));
            case "in" -> reading(shifted(value, -1).map(TimeWindows::day));
            default -> absolute(word, value);
        };
    }

    /** Reads whether something happened lately. */
    Reading lately(String word, String value) {
        return switch (word) {
            case "inside" -> reading(shifted(value, -1).map(start -> new Window(start, null, false)));
            case "outside" -> reading(shifted(value, -1).map(start -> new Window(null, start, false)));
            case "on" -> new Reading.Unknown();
            default -> absolute(word, value);
        };
    }

    private static Reading absolute(String word, String value) {
        return switch (word) {
            case "before" ->
                reading(time(value).map(time -> new Window(null, time.minus(1, ChronoUnit.MICROS), false)));
            case "after" -> reading(time(value).map(time -> new Window(time, null, false)));
            case "on" -> reading(time(value).map(TimeWindows::day));
            default -> new Reading.Unknown();
        };
    }

    private static Reading reading(Optional<Window> window) {
        return window.<Reading>map(Reading.Span::new).orElseGet(Reading.Senseless::new);
    }

    private static Window day(Instant time) {
        Instant start = time.truncatedTo(ChronoUnit.DAYS);
        return new Window(
                start.minus(1, ChronoUnit.MICROS),
                start.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS),
                false);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of((Instant) new Kind.Time().read(text, ""));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> shifted(String text, int direction) {
        Matcher written = DURATION.matcher(text.toUpperCase(Locale.ROOT));
        try {
            OffsetDateTime start = now.atOffset(ZoneOffset.UTC);
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(clamped(shift(start, Duration.ofSeconds(Long.parseLong(text)), direction)));
            }
            if (!written.matches() || (written.group(1).isEmpty() && written.group(2) == null)) {
                return Optional.empty();
            }
            OffsetDateTime end = start;
            if (!written.group(1).isEmpty()) {
                end = shift(end, Period.parse("P" + written.group(1)), direction);
            }
            @Nullable String clock = written.group(2);
            return Optional.of(clamped(clock == null ? end : shift(end, Duration.parse("P" + clock), direction)));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime shift(OffsetDateTime time, TemporalAmount amount, int direction) {
        return direction > 0 ? time.plus(amount) : time.minus(amount);
    }

    /** What the store can hold. */
    private static Instant clamped(OffsetDateTime time) {
        Instant instant = time.toInstant();
        if (instant.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }
}
