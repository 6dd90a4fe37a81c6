package dev.slipway.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, sizes, times and names as people read them. */
public final class Text {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Text() {}

    /** A number with its digits in groups: {@code 1,234,567}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A size in bytes in the largest unit that gives at least one: {@code 1.5 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return number(bytes) + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value)
                        .replaceFirst("\\.0$", "") + " " + UNITS[unit];
    }

    /** A time to the minute, in UTC. */
    public static String time(Instant time) {
        return MINUTES.format(time) + " UTC";
    }

    /** A time for the {@code datetime} attribute. */
    public static String machineTime(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What is wrong, as a sentence about a field: details that go on from a name are put behind the label. */
    public static String about(String label, String detail) {
        return Character.isLowerCase(detail.charAt(0)) ? label + " " + detail + "." : detail;
    }

    /** A name in camel case, or a constant, as the beginning of a sentence: {@code Distribution strategy}. */
    public static String words(String name) {
        String spaced = name.equals(name.toUpperCase(Locale.ROOT))
                ? name.replace('_', ' ')
                : name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('-', ' ');
        String lower = spaced.toLowerCase(Locale.ROOT);
        return lower.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
