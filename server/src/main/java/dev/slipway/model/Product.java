package dev.slipway.model;

import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor sells.
 *
 * @param code an alias, unique in the account ignoring case
 * @param permissions what its tokens may do unless they are narrowed; null for what products may do by default
 * @param platforms an informational list, unrelated to the platforms of artifacts
 */
public record Product(
        String id,
        String name,
        @Nullable String code,
        DistributionStrategy distributionStrategy,
        VersionScheme versionScheme,
        PublishPolicy publishPolicy,
        @Nullable String url,
        @Nullable List<String> platforms,
        @Nullable Set<Permission> permissions,
        Metadata metadata,
        Instant created,
        Instant updated) {}
