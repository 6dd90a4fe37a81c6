package dev.slipway.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or a form in their order; brackets in names have no meaning here. */
public final class QueryParameters {
    private final List<Entry> entries;

    private QueryParameters(List<Entry> entries) {
        this.entries = entries;
    }

    /** One parameter, decoded. */
    public record Entry(String name, String value) {}

    /**
     * Parses {@code a=1&b=2}; a parameter without an equals sign has the empty value.
     *
     * @param raw the query as received, null for none
     * @throws BadRequest on a broken escape, on bytes that are not UTF-8, and on NUL
     */
    public static QueryParameters parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return new QueryParameters(List.of());
        }
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        while (start <= raw.length()) {
            int next = raw.indexOf('&', start);
            int end = next < 0 ? raw.length() : next;
            if (end > start) {
                int equals = raw.indexOf('=', start);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                entries.add(new Entry(
                        PercentDecoding.decode(raw, start, nameEnd, true),
                        PercentDecoding.decode(raw, Math.min(nameEnd + 1, end), end, true)));
            }
            start = end + 1;
        }
        return new QueryParameters(List.copyOf(entries));
    }

    /** The first value of that name, null when there is none. */
    public @Nullable String first(String name) {
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return entry.value();
            }
        }
        return null;
    }

    /** Every value of that name in order. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .toList();
    }

    /** The distinct names in the order of their first appearance. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        return names;
    }

    /** Every parameter in order. */
    public List<Entry> entries() {
        return entries;
    }
}
