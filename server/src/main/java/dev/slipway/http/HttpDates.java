package dev.slipway.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as headers write them, such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
public final class HttpDates {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDates() {}

    /** Writes an instant, whose fraction of a second is dropped. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    /** Reads a date, null when it is none. */
    public static @Nullable Instant parse(String text) {
        try {
            return FORMAT.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
