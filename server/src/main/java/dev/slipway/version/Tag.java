package dev.slipway.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sort components of a prerelease or build part: {@code beta.11} has the word {@code beta} and the number 11.
 *
 * @param word every token before the closing number, joined by dots, or null when there is none
 * @param number the closing number, from 0 to {@link Long#MAX_VALUE}, or null when the text does not close with one
 */
public record Tag(@Nullable String word, @Nullable Long number) {

    /** The components of an absent part. */
    public static final Tag NONE = new Tag(null, null);

    private static final Pattern SEPARATOR = Pattern.compile("[.-]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * Cuts a prerelease or build text at every dot and hyphen. An empty token ends the scan; only a token at the very
     * end of the text can be the number, so {@code 5.} and {@code beta.1..2} have none.
     *
     * @throws VersionException with reason TOO_LARGE when the closing number exceeds 64 bits
     */
    static Tag cut(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] tokens = SEPARATOR.split(text, -1);
        List<String> words = new ArrayList<>();
        for (int index = 0; index < tokens.length; index++) {
            String token = tokens[index];
            if (token.isEmpty()) {
                break;
            }
            if (index == tokens.length - 1 && isNumeric(token)) {
                return new Tag(joined(words), parseNumber(token));
            }
            words.add(token);
        }
        return new Tag(joined(words), null);
    }

    /** Whether neither a word nor a number is present. */
    public boolean isEmpty() {
        return word == null && number == null;
    }

    /** Whether the text is made of ASCII digits only. */
    static boolean isNumeric(String text) {
        return DIGITS.matcher(text).matches();
    }

    /** Reads a run of digits, whatever its leading zeros. */
    static long parseNumber(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new VersionException(
                    VersionException.Reason.TOO_LARGE, "a number in a version must not exceed " + Long.MAX_VALUE);
        }
    }

    private static @Nullable String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(".", words);
    }
}
