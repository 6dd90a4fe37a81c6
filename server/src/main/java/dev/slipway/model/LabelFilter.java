package dev.slipway.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a catalogue are wanted. Null means any.
 *
 * @param productId only what this product uses
 * @param customerOf when given, only what is used by open products and by these licensed ones
 */
public record LabelFilter(
        LabelKind kind,
        @Nullable String productId,
        @Nullable Set<String> customerOf) {}
