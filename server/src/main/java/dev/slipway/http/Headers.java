package dev.slipway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Response headers: ordered, immutable, names compared without case. */
public final class Headers {
    /** No headers. */
    public static final Headers EMPTY = new Headers(new String[0]);

    /** Which characters a name may have. */
    private static final boolean[] TOKEN = new boolean[0x7f];

    static {
        for (char c = '!'; c < TOKEN.length; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private final String[] pairs;

    private Headers(String[] pairs) {
        this.pairs = pairs;
    }

    /**
     * Headers from names and values in turn.
     *
     * @throws IllegalArgumentException if a name is no token or a value holds control characters
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A header has no value");
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            check(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Headers(namesAndValues.clone());
    }

    /** These headers with this one, instead of any of that name. */
    public Headers with(String name, String value) {
        return first(name) == null ? and(name, value) : without(name).and(name, value);
    }

    /** These headers and one more. */
    public Headers and(String name, String value) {
        check(name, value);
        String[] more = Arrays.copyOf(pairs, pairs.length + 2);
        more[pairs.length] = name;
        more[pairs.length + 1] = value;
        return new Headers(more);
    }

    /** These headers but none of that name. */
    public Headers without(String name) {
        List<String> kept = new ArrayList<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equalsIgnoreCase(name)) {
                kept.add(pairs[i]);
                kept.add(pairs[i + 1]);
            }
        }
        return new Headers(kept.toArray(String[]::new));
    }

    /** The first value of that name, null when there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** Shows every name and value in order. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < pairs.length; i += 2) {
            visitor.accept(pairs[i], pairs[i + 1]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && Arrays.equals(pairs, headers.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    /** The names only: values may hold secrets. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        forEach((name, value) -> names.add(name));
        return names.toString();
    }

    private static void check(String name, String value) {
        boolean valid = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= c < 0x7f && TOKEN[c];
        }
        if (!valid) {
            throw new IllegalArgumentException("Not a header name");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalArgumentException("A control character in the value of header " + name);
            }
        }
    }
}
