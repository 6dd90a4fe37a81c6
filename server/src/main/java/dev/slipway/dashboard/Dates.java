package dev.slipway.dashboard;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Days as people choose them in forms. */
final class Dates {
    private static final int LAST_YEAR = 9999;

    private Dates() {}

    /**
     * The end, in UTC, of the day that a field holds; null where it is empty.
     *
     * @throws Refusal 422 when it holds no day
     */
    static @Nullable Instant endOf(Form form, String field) {
        LocalDate day = day(form, field);
        return day == null ? null : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * The beginning, in UTC, of the day that a field holds; null where it is empty.
     *
     * @throws Refusal 422 when it holds no day
     */
    static @Nullable Instant startOf(Form form, String field) {
        LocalDate day = day(form, field);
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The last day, in UTC, of what ends then, as forms hold it; null for no end. */
    static @Nullable String lastDay(@Nullable Instant end) {
        return end == null
                ? null
                : end.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static @Nullable LocalDate day(Form form, String field) {
        String given = form.given(field);
        if (given == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(given);
            if (day.getYear() < 0 || day.getYear() >= LAST_YEAR) {
                throw noDay(field);
            }
            return day;
        } catch (DateTimeParseException e) {
            throw noDay(field);
        }
    }

    private static Refusal noDay(String field) {
        return Refusal.invalid(Source.attribute(field), Rule.INVALID, "must be a day such as 2030-12-31");
    }
}
