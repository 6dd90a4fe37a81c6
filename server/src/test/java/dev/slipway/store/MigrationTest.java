package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.secret.InstallationSecret;
import dev.slipway.testing.Engine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void makesTheMetadataOfOlderLicensesFindable(Engine engine) throws SQLException {
        InstallationSecret secret =
                InstallationSecret.of("a secret of at least thirty-two characters", new SecureRandom());
        Path file = folder.resolve("old.db");
        String database = engine.freshDatabase();
        String url = database.isEmpty() ? "jdbc:sqlite:" + file : database;
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .target("3?")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO licenses (account_id, id, product_id, policy_id, key_hash, key_cipher, suspended, uses, limits,
                      metadata, last_validated, created, updated)
                    VALUES ('a', 'l', 'p', 'q', 'h', 'c', FALSE, 0, '{}',
                      '{"order_id":8841,"on":true,"none":null,"rate":1.5,"text":"x y","deep":{"a":1},"long":"%s"}', 7, 5, 5)""".formatted("x".repeat(300)));
        }

        Store store = database.isEmpty()
                ? Store.sqlite(file, secret)
                : Store.postgresql(url, Optional.empty(), Optional.empty(), secret);
        store.close();

        TreeMap<String, String> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            ResultSet rows =
                    statement.executeQuery("SELECT name, content FROM license_metadata WHERE license_id = 'l'");
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
            ResultSet active = statement.executeQuery("SELECT last_active FROM licenses");
            assertThat(active.next()).isTrue();
            assertThat(active.getLong(1)).isEqualTo(7);
        }
        assertThat(found).hasToString("{none=null, on=true, order_id=8841, rate=1.5, text=x y}");
    }
}
