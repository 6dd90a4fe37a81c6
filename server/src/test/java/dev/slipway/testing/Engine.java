package dev.slipway.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The database engines that every promise must hold on. */
public enum Engine {
    SQLITE {
        @Override
        public String freshDatabase() {
            return "";
        }
    },
    POSTGRESQL {
        @Override
        public String freshDatabase() {
            return Postgres.freshDatabase();
        }
    };

    /** The setting {@code database-url} of a new and empty database. */
    public abstract String freshDatabase();

    /** One PostgreSQL for the whole test run. */
    private static final class Postgres {
        private static final EmbeddedPostgres SERVER = start();
        private static final AtomicInteger DATABASES = new AtomicInteger();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        // The tests are about what is written, not about how long a disk takes to say so.
                        .setServerConfig("fsync", "off")
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

        static String freshDatabase() {
            String name = "test_" + DATABASES.incrementAndGet();
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                // A language's own order, as clusters usually have it: the code must not rely on C.
                statement.execute("CREATE DATABASE " + name
                        + " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'");
            } catch (SQLException e) {
                throw new IllegalStateException("No test database", e);
            }
            return SERVER.getJdbcUrl("postgres", name);
        }
    }
}
