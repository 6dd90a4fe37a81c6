package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Release;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.testing.Engine;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was stored before releases had named channels and dotted versions is known as if it had been stored after. */
class OffersMigrationTest {
    private static final String ACCOUNT = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void fillsInWhatOldReleasesOffer(Engine engine) throws Exception {
        String url = engine.freshDatabase();
        Path file = Files.createTempDirectory("slipway-migration").resolve("slipway.db");
        String jdbc = url.isEmpty() ? "jdbc:sqlite:" + file : url;
        Flyway.configure()
                .dataSource(jdbc, null, null)
                .locations("classpath:db/migration", url.isEmpty() ? "classpath:db/sqlite" : "classpath:db/postgresql")
                .target("6")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            insertOldRows(connection);
        }
        InstallationSecret secret = InstallationSecret.of("x".repeat(40), new SecureRandom());
        try (Store store = url.isEmpty()
                ? Store.sqlite(file, secret)
                : Store.postgresql(url, Optional.empty(), Optional.empty(), secret)) {
            assertThat(offer(store, "plain").channelName()).isEqualTo("stable");
            assertThat(offer(store, "plain").dotted()).isEqualTo(DottedVersion.parse("1.2.3"));
            assertThat(offer(store, "plain").isPrivate()).isFalse();
            assertThat(offer(store, "beta").channelName()).isEqualTo("beta");
            assertThat(offer(store, "beta").dotted()).isEqualTo(DottedVersion.parse("1.2.3.4"));
            assertThat(offer(store, "beta").isPrivate()).isTrue();
            assertThat(offer(store, "inexact").dotted()).isNull();
            assertThat(offer(store, "dotted").dotted()).isEqualTo(DottedVersion.parse("5.6"));
            assertThat(offer(store, "dotted").platforms()).isEmpty();
            Release another = Releases.dotted("new", "product", "5.6.0", Channel.STABLE, "stable", "linux");
            assertThat(isTaken(store, another)).isTrue();
            Release elsewhere = Releases.dotted("new", "product", "5.6.0", Channel.DEV, "nightly", "linux");
            assertThat(isTaken(store, elsewhere)).isFalse();
        }
    }

    private static Release.Offer offer(Store store, String id) {
        return store.read(
                ACCOUNT, session -> session.releases().find(id).orElseThrow().offer());
    }

    private static boolean isTaken(Store store, Release release) {
        return store.read(ACCOUNT, session -> session.releases().isOfferTaken(release));
    }

    private static void insertOldRows(Connection connection) throws Exception {
        String[] rows = {
            "products (account_id, id, name, distribution_strategy, version_scheme, publish_policy, metadata, created, updated)"
                    + " VALUES ('ACCOUNT', 'product', 'P', 'LICENSED', 'SEMVER', 'MUTABLE', '{}', 1, 1)",
            release("plain", "STABLE", "SEMVER", "1.2.3", "1.2.3", "{}"),
            release("beta", "BETA", "SEMVER", "1.2.3-beta.4", "1.2.3-beta.4", "{\"private\":true}"),
            release("inexact", "STABLE", "SEMVER", "1.2.3+word", "1.2.3+word", "{\"private\":\"true\"}"),
            release("dotted", "STABLE", "DOTTED", "5.6", "5.6.0", "{}"),
        };
        try (var statement = connection.createStatement()) {
            for (String row : rows) {
                statement.execute("INSERT INTO " + row.replace("ACCOUNT", ACCOUNT));
            }
        }
    }

    private static String release(
            String id, String channel, String scheme, String version, String semver, String metadata) {
        String key = scheme.equals("DOTTED") ? DottedVersion.parse(version).sortKey() : id;
        return ("releases (account_id, id, product_id, channel, status, version_scheme, version, semver, version_identity,"
                        + " version_major, version_minor, version_patch, sort_key, semver_key, metadata, api_version,"
                        + " downloads, upgrades, created, updated)"
                        + " VALUES ('ACCOUNT', '%s', 'product', '%s', 'PUBLISHED', '%s', '%s', '%s', '%s', 1, 0, 0, '%s', '%s',"
                        + " '%s', '1.8', 0, 0, 1, 1)")
                .formatted(id, channel, scheme, version, semver, key, key, key, metadata);
    }
}
