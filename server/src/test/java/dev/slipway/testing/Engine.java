package dev.slipway.testing;

import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The database engines that every promise must hold on. */
public enum Engine {
    SQLITE {
        @Override
        public String freshDatabase() {
            return "";
        }

        @Override
        public String migratedDatabase(Path data) throws IOException {
            Files.write(data.resolve("slipway.db"), MigratedFile.BYTES);
            return "";
        }
    },
    POSTGRESQL {
        @Override
        public String freshDatabase() {
            return Postgres.database(EMPTY);
        }

        @Override
        public String migratedDatabase(Path data) {
            return Postgres.database("TEMPLATE " + Postgres.MIGRATED);
        }
    };

    /** A language's own order, as clusters usually have it: the code must not rely on C. */
    private static final String EMPTY =
            "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'";

    /** The setting {@code database-url} of a new and empty database. */
    public abstract String freshDatabase();

    /**
     * The setting {@code database-url} of a new database that has all tables already: for a server with that data folder, most of
     * whose start is spared so.
     */
    public abstract String migratedDatabase(Path data) throws IOException;

    /** No data is in what is only migrated, so any server's secret fits. */
    private static InstallationSecret anySecret() {
        return InstallationSecret.of("x".repeat(40), new SecureRandom());
    }

    /** SQLite's file as it is after all migrations. */
    private static final class MigratedFile {
        private static final byte[] BYTES = migrate();

        private static byte[] migrate() {
            try {
                Path folder = Files.createTempDirectory("slipway-migrated");
                Path file = folder.resolve("slipway.db");
                Store.sqlite(file, anySecret()).close();
                byte[] bytes = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(folder);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One PostgreSQL for the whole test run. */
    private static final class Postgres {
        private static final EmbeddedPostgres SERVER = start();
        private static final AtomicInteger DATABASES = new AtomicInteger();
        private static final String MIGRATED = migrate();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        // The tests are about what is written, not about how long a disk takes to say so.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        // It would go through hundreds of databases that nobody uses any more.
                        .setServerConfig("autovacuum", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The name of a database that others can be copies of. */
        private static String migrate() {
            String name = create("migrated", EMPTY);
            Store.postgresql(SERVER.getJdbcUrl("postgres", name), Optional.empty(), Optional.empty(), anySecret())
                    .close();
            return name;
        }

        static String database(String definition) {
            return SERVER.getJdbcUrl("postgres", create("test_" + DATABASES.incrementAndGet(), definition));
        }

        private static String create(String name, String definition) {
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name + " " + definition);
                return name;
            } catch (SQLException e) {
                throw new IllegalStateException("No test database", e);
            }
        }
    }
}
