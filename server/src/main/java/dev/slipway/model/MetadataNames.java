package dev.slipway.model;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of members are read in any casing and punctuation, kept in snake case and written in lower camel case. */
public final class MetadataNames {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD_START =
            Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");

    private MetadataNames() {}

    /** {@code firstName}, {@code first-name} and {@code First Name} become {@code first_name}. Names of no letter or digit stay. */
    public static String snake(String name) {
        if (isPlain(name)) {
            return name;
        }
        String bare =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        String split = WORD_START.matcher(bare).replaceAll("_");
        String joined = PUNCTUATION.matcher(split).replaceAll("_").toLowerCase(Locale.ROOT);
        int start = joined.startsWith("_") ? 1 : 0;
        int end = joined.endsWith("_") ? joined.length() - 1 : joined.length();
        return start >= end ? name : joined.substring(start, end);
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /** {@code first_name} becomes {@code firstName}. */
    public static String camel(String snake) {
        if (snake.indexOf('_') < 0) {
            return snake;
        }
        StringBuilder camel = new StringBuilder(snake.length());
        boolean upper = false;
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_') {
                upper = !camel.isEmpty();
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.isEmpty() ? snake : camel.toString();
    }
}
