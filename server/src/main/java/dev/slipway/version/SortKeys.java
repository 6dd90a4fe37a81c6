package dev.slipway.version;

/** The building blocks that sort keys share. */
final class SortKeys {

    /** Ends a word or a list. Below every character a version may contain, so that a prefix sorts first. */
    static final char END = '!';

    /** Stands for an absent part that sorts below every present one, which starts with a digit or a letter. */
    static final char LOWEST = '-';

    /** Stands for an absent part that sorts above every present one. */
    static final char HIGHEST = '~';

    private static final int WIDTH = 19;

    private SortKeys() {}

    /** A number from 0 to {@link Long#MAX_VALUE}, zero-padded to the 19 digits the greatest of them has. */
    static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(WIDTH - digits.length()) + digits;
    }
}
