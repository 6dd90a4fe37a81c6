package dev.slipway.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own data on a resource: names to strings, numbers (Long, Double, BigInteger, BigDecimal), booleans, nulls, lists and maps of the
 * same. Names are in snake case.
 */
public record Metadata(Map<String, @Nullable Object> values) {
    /** No data. */
    public static final Metadata EMPTY = new Metadata(Map.of());

    /** Takes a copy, in the order given. */
    public Metadata {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of that name, or null. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** The same with another value of that name. */
    public Metadata with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Metadata(changed);
    }

    /** The same without that name. */
    public Metadata without(String name) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        return new Metadata(changed);
    }
}
