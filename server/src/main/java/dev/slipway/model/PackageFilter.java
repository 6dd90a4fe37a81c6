package dev.slipway.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which packages of a list are wanted. Null means any.
 *
 * @param customerOf when given, only packages of open products and of these licensed ones
 */
public record PackageFilter(
        @Nullable String productId,
        @Nullable String engine,
        @Nullable Set<String> customerOf) {}
