package dev.slipway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** PostgreSQL through a connection pool; its driver is plain Java sockets, so it runs on the caller's (virtual) thread. */
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS = 12;
    private static final int CONNECT_MILLIS = 5_000;

    private final HikariDataSource pool;

    PostgresDatabase(String url, Optional<String> user, Optional<String> password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setAutoCommit(false);
        config.setPoolName("postgresql");
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new DatabaseUnavailableException("The PostgreSQL database cannot be reached: " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public <T> T read(Function<DSLContext, T> work) {
        return run(work, true);
    }

    @Override
    public <T> T write(Function<DSLContext, T> work) {
        return run(work, false);
    }

    @Override
    public <T> T observe(Function<DSLContext, T> work) {
        return run(work, false);
    }

    private <T> T run(Function<DSLContext, T> work, boolean readOnly) {
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(readOnly);
            // A read sees one snapshot; a write sees what others committed before each statement, under row locks.
            connection.setTransactionIsolation(
                    readOnly ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
            try {
                T result = work.apply(Sql.using(connection, SQLDialect.POSTGRES));
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The PostgreSQL database cannot be reached", e);
        } catch (RuntimeException e) {
            throw EngineErrors.translate(e);
        }
    }

    @Override
    public boolean isReachable() {
        try {
            return read(sql -> sql.fetchValue("SELECT 1") != null);
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public boolean hasConcurrentWriters() {
        return true;
    }

    @Override
    public long revision() {
        // Other nodes write to the same database: nothing local knows.
        return -1;
    }

    @Override
    public void close() {
        pool.close();
    }
}
