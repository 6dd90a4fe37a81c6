package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of releases inside a product, with versions and tags of its own. */
public record ReleasePackage(
        String id,
        String productId,
        String name,
        String key,
        @Nullable String engine,
        Metadata metadata,
        Instant created,
        Instant updated) {}
