package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a catalogue that fills itself.
 *
 * @param key what packages, releases or artifacts name it by, in lower case
 * @param name what people call it, null when nobody said
 */
public record Label(
        String id, LabelKind kind, String key, @Nullable String name, Instant created, Instant updated) {}
