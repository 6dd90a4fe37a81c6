package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.Label;
import dev.slipway.model.LabelFilter;
import dev.slipway.model.LabelKind;
import dev.slipway.model.PageRequest;
import dev.slipway.model.ReleaseScope;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.testing.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was stored before there were engines and newest files is known as if it had been stored after. */
class ListsMigrationTest {
    private static final String ACCOUNT = UUID.randomUUID().toString();
    private static final String PRODUCT = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void fillsInEnginesAndTheOrderOfFiles(Engine engine) throws Exception {
        String url = engine.freshDatabase();
        Path file = Files.createTempDirectory("slipway-migration").resolve("slipway.db");
        String jdbc = url.isEmpty() ? "jdbc:sqlite:" + file : url;
        Flyway.configure()
                .dataSource(jdbc, null, null)
                .locations("classpath:db/migration")
                .target("2")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            insertOldRows(connection);
        }

        InstallationSecret secret = InstallationSecret.of("x".repeat(40), new SecureRandom());
        try (Store store = url.isEmpty()
                ? Store.sqlite(file, secret)
                : Store.postgresql(url, Optional.empty(), Optional.empty(), secret)) {
            LabelFilter engines = new LabelFilter(LabelKind.ENGINE, null, null);
            List<Label> found = store.read(
                    ACCOUNT,
                    session -> session.labels()
                            .list(engines, new PageRequest.Limit(10, true))
                            .items());
            assertThat(found).extracting(Label::key).containsExactly("npm", "oci");
            assertThat(found.getFirst().created()).isEqualTo(Columns.instant(1));
            String newest = store.read(
                    ACCOUNT,
                    session -> session.artifacts()
                            .find(new ReleaseScope.Everything(), ArtifactFilter.ANY, "latest.yml")
                            .orElseThrow()
                            .releaseId());
            assertThat(newest).isEqualTo("high");
        }
    }

    private static void insertOldRows(Connection connection) throws Exception {
        String[] rows = {
            "products (id, name, distribution_strategy, version_scheme, publish_policy, metadata, created, updated)"
                    + " VALUES ('ACCOUNT', 'PRODUCT', 'P', 'LICENSED', 'SEMVER', 'MUTABLE', '{}', 1, 1)",
            packageRow("p1", "npm", 1),
            packageRow("p2", "npm", 2),
            packageRow("p3", "oci", 3),
            packageRow("p4", null, 4),
            releaseRow("high", "2.0.0", "b"),
            releaseRow("low", "1.0.0", "a"),
            artifactRow("first", "high", 5),
            artifactRow("second", "low", 6),
        };
        try (var statement = connection.createStatement()) {
            for (String row : rows) {
                statement.execute("INSERT INTO "
                        + row.replaceFirst("\\(", "(account_id, ")
                                .replace("ACCOUNT", ACCOUNT)
                                .replace("PRODUCT", PRODUCT));
            }
        }
    }

    private static String packageRow(String id, @Nullable String engine, int created) {
        return "packages (id, product_id, name, key, engine, metadata, created, updated) VALUES ('ACCOUNT', '%s', 'PRODUCT', 'n', '%s', %s, '{}', %d, 1)"
                .formatted(id, id, engine == null ? "NULL" : "'" + engine + "'", created);
    }

    private static String releaseRow(String id, String version, String sortKey) {
        return ("releases (id, product_id, channel, status, version_scheme, version, semver, version_major, version_minor,"
                        + " version_patch, sort_key, semver_key, metadata, api_version, downloads, upgrades, created, updated)"
                        + " VALUES ('ACCOUNT', '%s', 'PRODUCT', 'STABLE', 'PUBLISHED', 'SEMVER', '%s', '%s', 1, 0, 0, '%s', '%s', '{}',"
                        + " '1.8', 0, 0, 1, 1)")
                .formatted(id, version, version, sortKey, sortKey);
    }

    private static String artifactRow(String id, String release, int created) {
        return "artifacts (id, product_id, release_id, filename, status, metadata, created, updated) VALUES ('ACCOUNT', '%s', 'PRODUCT', '%s', 'latest.yml', 'UPLOADED', '{}', %d, 1)"
                .formatted(id, release, created);
    }
}
