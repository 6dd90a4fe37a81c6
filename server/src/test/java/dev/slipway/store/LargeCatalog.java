package dev.slipway.store;

import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.Entitlement;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.TransferStrategy;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A licensed product with 100,000 releases, each with a file of the same name and one with 5,000 more, and a small open
 * product that is older than all of it. Written by the engine itself from numbers, so that it takes seconds.
 */
final class LargeCatalog {
    static final int RELEASES = 100_000;
    static final int ARTIFACTS = 5_000;
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final String account;
    final String product = UUID.randomUUID().toString();
    final String openProduct = UUID.randomUUID().toString();
    final String largePackage = UUID.randomUUID().toString();
    final String smallPackage = UUID.randomUUID().toString();
    final String license = UUID.randomUUID().toString();
    final String user = UUID.randomUUID().toString();

    /** For an account that is there. */
    LargeCatalog(String account) {
        this.account = account;
    }

    /** The id of release {@code i}. */
    static String release(int i) {
        return "00000000-0000-7000-8000-000000" + (100_000 + i);
    }

    /** The version of release {@code i}, which is stable unless {@code i} ends in 03 or 0007 or 5007. */
    static String version(int i) {
        return "1." + (100_000 + i) + ".0";
    }

    void write(DSLContext sql, Session session) {
        session.products().insert(product(product, DistributionStrategy.LICENSED));
        session.products().insert(product(openProduct, DistributionStrategy.OPEN));
        session.packages().insert(releasePackage(largePackage, "large", "npm"));
        session.packages().insert(releasePackage(smallPackage, "small", "tauri"));
        Policy policy = policy();
        session.policies().insert(policy);
        session.licenses().insert(license(license, policy.id(), null));
        session.licenses().insert(license(UUID.randomUUID().toString(), policy.id(), user));
        String entitlement = UUID.randomUUID().toString();
        session.entitlements().insert(new Entitlement(entitlement, "Needed", "NEEDED", Metadata.EMPTY, NOW, NOW));
        insertReleases(sql, product, 0, RELEASES, 1_000_000_000L);
        insertReleases(sql, openProduct, RELEASES, 100, 0);
        sql.execute("""
                INSERT INTO constraints (account_id, id, release_id, entitlement_id, created, updated)
                SELECT account_id, id, id, '%s', created, created FROM releases WHERE version_minor %% 5000 = 17""".formatted(entitlement));
        sql.execute("""
                INSERT INTO artifacts (account_id, id, product_id, release_id, filename, filetype, platform, arch, status,
                    metadata, created, updated, release_sort_key)
                SELECT account_id, id, product_id, id, 'latest.yml', 'yml',
                    CASE WHEN version_minor % 10000 = 9 THEN 'plan9' ELSE 'darwin' END,
                    CASE WHEN version_minor % 10000 = 9 THEN 'riscv' ELSE 'arm64' END,
                    CASE WHEN version_minor % 5000 = 23 THEN 'FAILED' ELSE 'UPLOADED' END, '{}', created, created, sort_key
                FROM releases""");
        sql.execute("""
                INSERT INTO artifacts (account_id, id, product_id, release_id, filename, filetype, platform, arch, status,
                    metadata, created, updated, release_sort_key)
                WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d)
                SELECT account_id, '00000000-0000-7000-9000-000000' || (100000 + i), product_id, id, 'file-' || i, 'bin',
                    'darwin', 'arm64', 'UPLOADED', '{}', created + i, created + i, sort_key
                FROM releases, numbers WHERE id = '%s'""".formatted(ARTIFACTS - 1, release(RELEASES - 2)));
        sql.execute("""
                INSERT INTO release_platforms (account_id, release_id, platform, product_id, channel_name, dotted_key)
                SELECT account_id, id, CASE WHEN version_minor % 10000 = 9 THEN 'solaris' ELSE 'windows' END, product_id,
                    channel_name, dotted_key
                FROM releases""");
        sql.execute("""
                INSERT INTO labels (account_id, id, kind, key, name, created, updated)
                SELECT '%1$s', '10000000-0000-7000-8000-00000000000' || i, kind, key, NULL, 0, 0 FROM (
                  SELECT 1 AS i, 'CHANNEL' AS kind, 'stable' AS key UNION ALL SELECT 2, 'CHANNEL', 'beta'
                  UNION ALL SELECT 3, 'CHANNEL', 'alpha' UNION ALL SELECT 4, 'PLATFORM', 'darwin'
                  UNION ALL SELECT 5, 'PLATFORM', 'plan9' UNION ALL SELECT 6, 'PLATFORM', 'unused'
                  UNION ALL SELECT 7, 'ARCH', 'arm64' UNION ALL SELECT 8, 'ENGINE', 'npm') AS known""".formatted(account));
    }

    private void insertReleases(DSLContext sql, String productId, int first, int count, long created) {
        boolean packaged = productId.equals(product);
        sql.execute("""
                INSERT INTO releases (account_id, id, product_id, package_id, channel, status, tag, version_scheme, version,
                    semver, version_identity, version_major, version_minor, version_patch, prerelease_word,
                    prerelease_number, sort_key, semver_key, metadata, api_version, downloads, upgrades, created, updated,
                    channel_name, platforms, dotted_version, dotted_key)
                WITH RECURSIVE numbers(i) AS (SELECT %1$d UNION ALL SELECT i + 1 FROM numbers WHERE i < %2$d),
                kinds AS (SELECT i, 100000 + i AS minor,
                    CASE WHEN i %% 5000 = 7 THEN 'DEV' WHEN i %% 100 = 3 THEN 'BETA' ELSE 'STABLE' END AS channel
                    FROM numbers)
                SELECT '%3$s', '00000000-0000-7000-8000-000000' || minor, '%4$s', %5$s, channel,
                    CASE WHEN i %% 2000 = 11 THEN 'DRAFT' WHEN i %% 5000 = 13 THEN 'YANKED' ELSE 'PUBLISHED' END,
                    CASE WHEN i = 500 THEN 'latest' END, 'SEMVER', %6$s, %6$s, %6$s, 1, minor, 0,
                    CASE channel WHEN 'DEV' THEN 'dev' WHEN 'BETA' THEN 'beta' END,
                    CASE channel WHEN 'STABLE' THEN NULL ELSE 1 END, %7$s, %7$s, '{}', '1.8', 0, 0,
                    %8$d + i, %8$d + i, lower(channel), CASE WHEN i %% 10000 = 9 THEN '["Solaris"]' ELSE '["Windows"]' END, %9$s, %10$s
                FROM kinds""".formatted(
                        first,
                        first + count - 1,
                        account,
                        productId,
                        packaged
                                ? "CASE WHEN i < 10 THEN '%s' WHEN i %% 2 = 0 THEN '%s' END"
                                        .formatted(smallPackage, largePackage)
                                : "NULL",
                        byChannel(""),
                        byChannel("key"),
                        created,
                        byChannel("dotted"),
                        byChannel("dotted key")));
    }

    /** The version, or its sort key, of each channel as SQL. */
    private static String byChannel(String what) {
        String cases = "CASE channel WHEN 'DEV' THEN '%s' WHEN 'BETA' THEN '%s' ELSE '%s' END"
                .formatted(text("1.123456.0-dev.1", what), text("1.123456.0-beta.1", what), text("1.123456.0", what));
        return cases.replace("123456", "' || minor || '");
    }

    private static String text(String version, String what) {
        SemVer semver = SemVer.parse(version);
        return switch (what) {
            case "key" -> semver.sortKey();
            case "dotted" -> semver.toDotted().orElseThrow().text();
            case "dotted key" -> semver.toDotted().orElseThrow().sortKey();
            default -> version;
        };
    }

    private static Product product(String id, DistributionStrategy strategy) {
        return new Product(
                id,
                "Large",
                null,
                strategy,
                VersionScheme.SEMVER,
                PublishPolicy.MUTABLE,
                null,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                ExternalFiles.LINKED,
                NOW,
                NOW);
    }

    private ReleasePackage releasePackage(String id, String key, String engine) {
        return new ReleasePackage(id, product, key, key, engine, Metadata.EMPTY, NOW, NOW);
    }

    private Policy policy() {
        return new Policy(
                UUID.randomUUID().toString(),
                product,
                "Usual",
                null,
                ExpirationStrategy.RESTRICT_ACCESS,
                ExpirationBasis.FROM_CREATION,
                RenewalBasis.FROM_EXPIRY,
                TransferStrategy.KEEP_EXPIRY,
                AuthenticationStrategy.LICENSE,
                null,
                false,
                null,
                null,
                Metadata.EMPTY,
                Metadata.EMPTY,
                NOW,
                NOW);
    }

    private License license(String id, String policyId, @Nullable String owner) {
        return new License(
                id,
                product,
                policyId,
                owner,
                null,
                id,
                null,
                false,
                null,
                0,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                null,
                null,
                null,
                Metadata.EMPTY,
                NOW,
                NOW);
    }
}
