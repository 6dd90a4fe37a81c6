package dev.slipway.store;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values of metadata as the texts they are found by. */
final class SearchableValue {
    /** Longer texts would not fit into an index of every engine. */
    private static final int LONGEST = 200;

    private SearchableValue() {}

    /** Whether records can be found by a member. */
    static boolean isSearchable(String name, @Nullable Object value) {
        boolean plain = !(value instanceof Map<?, ?>) && !(value instanceof Collection<?>);
        return plain && isShort(name) && isShort(text(value));
    }

    private static boolean isShort(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST;
    }

    /** The text of a plain value; texts stand for themselves. */
    static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
