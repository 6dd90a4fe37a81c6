package dev.slipway.store;

import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How values of the domain lie in columns. */
final class Columns {
    private static final JsonMapper JSON = JsonMapper.builder()
            // A number comes back as the number it was.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private Columns() {}

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static @Nullable Long microsOrNull(@Nullable Instant time) {
        return time == null ? null : micros(time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static @Nullable Instant instantOrNull(@Nullable Long micros) {
        return micros == null ? null : instant(micros);
    }

    static String json(Metadata metadata) {
        return metadata.values().isEmpty() ? "{}" : JSON.writeValueAsString(metadata.values());
    }

    /** A text, number or flag as it lies in metadata. */
    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static Metadata metadata(String json) {
        return json.equals("{}") ? Metadata.EMPTY : new Metadata(JSON.readValue(json, OBJECT));
    }

    static String json(List<String> strings) {
        return JSON.writeValueAsString(strings);
    }

    static List<String> strings(String json) {
        return json.equals("[]") ? List.of() : List.copyOf(JSON.readValue(json, STRINGS));
    }

    static @Nullable String jsonOrNull(@Nullable List<String> strings) {
        return strings == null ? null : JSON.writeValueAsString(strings);
    }

    static @Nullable List<String> stringsOrNull(@Nullable String json) {
        return json == null ? null : List.copyOf(JSON.readValue(json, STRINGS));
    }

    static @Nullable String keysOrNull(@Nullable Set<Permission> permissions) {
        return permissions == null ? null : String.join(" ", Permission.keysOf(permissions));
    }

    static @Nullable Set<Permission> permissionsOrNull(@Nullable String keys) {
        if (keys == null) {
            return null;
        }
        return Arrays.stream(keys.split(" ", -1))
                .flatMap(key -> Permission.find(key).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}
