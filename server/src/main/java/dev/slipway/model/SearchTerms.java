package dev.slipway.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for.
 *
 * @param any whether one term is enough; otherwise all must fit
 * @param texts the texts wanted, by the snake-case name of the attribute or relationship
 * @param metadata the values wanted, by the snake-case name of the member
 */
public record SearchTerms(boolean any, Map<String, String> texts, Map<String, @Nullable Object> metadata) {}
