package dev.slipway.http;

import org.jspecify.annotations.Nullable;

/** What a Range header asks of a representation of known size (RFC 9110 §14): pure rules. */
public sealed interface Ranges {
    /** All of it: no range, one that makes no sense, one in another unit, or several at once, which a server may ignore. */
    record Whole() implements Ranges {}

    /** One part. */
    record Part(long offset, long length) implements Ranges {
        /** The value of Content-Range for this part of {@code size} bytes. */
        public String contentRange(long size) {
            return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
        }
    }

    /** A part that does not exist. */
    record Unsatisfiable() implements Ranges {
        /** The value of Content-Range for a representation of {@code size} bytes. */
        public static String contentRange(long size) {
            return "bytes */" + size;
        }
    }

    /** Reads the value of a Range header, null for none, against a representation of {@code size} bytes. */
    static Ranges of(@Nullable String header, long size) {
        String unit = "bytes=";
        if (header == null || !header.regionMatches(true, 0, unit, 0, unit.length())) {
            return new Whole();
        }
        String range = header.substring(unit.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return new Whole();
        }
        String first = range.substring(0, dash);
        String last = range.substring(dash + 1);
        if (!isNumber(first) || !isNumber(last) || (first.isEmpty() && last.isEmpty())) {
            return new Whole();
        }
        if (first.isEmpty()) {
            long length = Math.min(number(last), size);
            return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number, or the greatest there is where it does not fit: no file reaches that far. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
