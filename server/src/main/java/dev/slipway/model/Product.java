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
 * @param displayName what customers read in place of the name
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
        @Nullable String displayName,
        @Nullable String description,
        ExternalFiles externalFiles,
        Instant created,
        Instant updated) {}
