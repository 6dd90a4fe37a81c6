package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.DailyCount;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of each day: as it happens, and what had happened before anything was counted. */
class DailyCountsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void upgradesAndDownloadsAreCountedOnTheirDays(Engine engine) {
        try (TestServer server = TestServer.start(engine)) {
            Vendor vendor = server.vendor();
            Client publisher = server.admin().with("Content-Type", "application/json");
            String product = vendor.product();
            release(publisher, product, "1.0.0");
            String newest = release(publisher, product, "1.1.0");
            String key = vendor.license(vendor.policy(product, "\"authenticationStrategy\":\"LICENSE\""), "")
                    .text("/data/attributes/key");
            Client customer = server.anonymous().withLicense(key);
            LocalDate first = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);

            customer.get("/v1/releases/1.0.0/upgrade?product=" + product).expect(200);
            customer.get("/v1/releases/1.0.0/upgrade?product=" + product).expect(200);
            server.anonymous().get("/v3/" + newest + "/app.zip?key=" + key).expect(200);
            assertThat(counted(server, first, 3)).containsExactly(new DailyCount(first, 1, 2));

            server.clock().advance(Duration.ofDays(1));
            server.anonymous().get("/v3/" + newest + "/app.zip?key=" + key).expect(200);
            assertThat(counted(server, first, 4))
                    .containsExactly(new DailyCount(first, 1, 2), new DailyCount(first.plusDays(1), 1, 0));
            assertThat(counted(server, first.plusDays(1), 1)).containsExactly(new DailyCount(first.plusDays(1), 1, 0));
        }
    }

    private static String release(Client publisher, String product, String version) {
        String release = publisher
                .post("/v3/releases", """
                        {"name":"R","version":"%s","platforms":["windows"],"productId":"%s"}""".formatted(version, product))
                .expect(201)
                .text("/id");
        publisher
                .send("PUT", "/v3/" + release + "/app.zip", "bytes".getBytes(StandardCharsets.UTF_8))
                .expect(200);
        publisher.post("/v3/releases/" + release + "/publish", "").expect(200);
        return release;
    }

    /** What is counted from a day on, once that much was: it is written a moment after the answer. */
    private static List<DailyCount> counted(TestServer server, LocalDate first, long sum) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<DailyCount> days = List.of();
        while (sum(days) < sum && System.nanoTime() < deadline) {
            days = server.slipway()
                    .store()
                    .read(server.account().id(), session -> session.overview().daysSince(first));
        }
        return days;
    }

    private static long sum(List<DailyCount> days) {
        return days.stream().mapToLong(day -> day.downloads() + day.upgrades()).sum();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasSeenBeforeIsCountedWhenADatabaseIsBroughtUpToDate(Engine engine, @TempDir Path folder)
            throws SQLException {
        String url = engine == Engine.SQLITE ? "jdbc:sqlite:" + folder.resolve("old.db") : engine.freshDatabase();
        migrate(url, "0012");
        try (Connection connection = DriverManager.getConnection(url)) {
            see(connection, "one", "release.downloaded", NOON);
            see(connection, "one", "release.downloaded", NOON.plus(Duration.ofHours(11)));
            see(connection, "one", "release.upgraded", NOON.minus(Duration.ofHours(12)));
            see(connection, "one", "artifact.downloaded", NOON);
            see(connection, "one", "release.upgraded", NOON.plus(Duration.ofHours(12)));
            see(connection, "two", "release.upgraded", NOON);
        }
        migrate(url, "0013");

        long day = NOON.getEpochSecond() / 86_400;
        List<String> counts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT account_id, day, downloads, upgrades FROM daily_counts"
                                + " ORDER BY account_id, day")) {
            while (rows.next()) {
                counts.add(rows.getString(1) + " " + (rows.getLong(2) - day) + " " + rows.getLong(3) + " "
                        + rows.getLong(4));
            }
        }
        assertThat(counts).containsExactly("one 0 2 1", "one 1 0 1", "two 0 0 1");
    }

    private static void migrate(String url, String target) {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .javaMigrations(new OffersMigration())
                .target(target)
                .load()
                .migrate();
    }

    private static void see(Connection connection, String account, String activity, Instant time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO activities (id, account_id, activity, resource_type, resource_id, metadata, created)"
                        + " VALUES (?, ?, ?, 'artifacts', 'file', '{}', ?)")) {
            statement.setString(1, account + activity + time);
            statement.setString(2, account);
            statement.setString(3, activity);
            statement.setLong(4, time.toEpochMilli() * 1_000);
            statement.executeUpdate();
        }
    }
}
