package dev.slipway.model;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much a caller may keep in metadata. */
public final class MetadataRules {
    private static final int LARGEST_BYTES = 16_384;
    private static final int DEEPEST = 4;
    private static final int MOST_KEYS = 64;

    private MetadataRules() {}

    /** Notes what is too much. */
    public static void check(Metadata metadata, Violations violations) {
        Source source = Source.attribute("metadata");
        violations.addIf(
                bytes(metadata.values()) > LARGEST_BYTES,
                source,
                Rule.TOO_LONG,
                "too large (exceeded limit of %d bytes)".formatted(LARGEST_BYTES));
        violations.addIf(
                depth(metadata.values()) > DEEPEST,
                source,
                Rule.TOO_LONG,
                "too many items (exceeded limit of %d items)".formatted(DEEPEST));
        violations.addIf(
                keys(metadata.values()) > MOST_KEYS,
                source,
                Rule.TOO_LONG,
                "too many keys (exceeded limit of %d keys)".formatted(MOST_KEYS));
    }

    /** The length as compact JSON, but for escapes. */
    private static long bytes(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                                .mapToLong(entry -> bytes(entry.getKey()) + 1 + bytes(entry.getValue()) + 1)
                                .sum()
                        + 1;
            case List<?> list ->
                list.stream().mapToLong(item -> bytes(item) + 1).sum() + 1;
            case String text -> text.getBytes(StandardCharsets.UTF_8).length + 2L;
            case null -> 4;
            default -> value.toString().length();
        };
    }

    private static int depth(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                1 + map.values().stream().mapToInt(MetadataRules::depth).max().orElse(0);
            case List<?> list ->
                1 + list.stream().mapToInt(MetadataRules::depth).max().orElse(0);
            case null, default -> 0;
        };
    }

    private static int keys(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.size() + map.values().stream().mapToInt(MetadataRules::keys).sum();
            case List<?> list -> list.stream().mapToInt(MetadataRules::keys).sum();
            case null, default -> 0;
        };
    }
}
