package dev.slipway.store;

import dev.slipway.secret.InstallationSecret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.DSLContext;

/**
 * Everything Slipway remembers except the bytes of artifacts. Work happens in one transaction and inside one account:
 * what belongs to another account does not exist for it.
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final InstallationSecret secret;

    private Store(Database database, InstallationSecret secret) {
        this.database = database;
        this.secret = secret;
    }

    /**
     * Opens and migrates the SQLite database in a file, which is made when missing.
     *
     * @throws DatabaseUnavailableException when that is not possible
     */
    public static Store sqlite(Path file, InstallationSecret secret) {
        migrate(Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:db/migration", "classpath:db/sqlite"));
        return new Store(new SqliteDatabase(file), secret);
    }

    /**
     * Opens and migrates a PostgreSQL database.
     *
     * @param url {@code jdbc:postgresql://host:port/name}, possibly with {@code ?user=…&password=…}
     * @param user the user, where the URL does not name one
     * @param password the password, where the URL does not hold one
     * @throws DatabaseUnavailableException when it cannot be reached
     */
    public static Store postgresql(
            String url, Optional<String> user, Optional<String> password, InstallationSecret secret) {
        PostgresDatabase database = new PostgresDatabase(url, user, password);
        try {
            migrate(Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("classpath:db/migration", "classpath:db/postgresql"));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return new Store(database, secret);
    }

    private static void migrate(FluentConfiguration flyway) {
        try {
            flyway.javaMigrations(new OffersMigration()).load().migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException("The database cannot be migrated: " + e.getMessage(), e);
        }
    }

    /** Reads in one account, on one snapshot. */
    public <T> T read(String accountId, Function<Session, T> work) {
        return readAll(all -> work.apply(all.account(accountId)));
    }

    /**
     * Changes an account; when this returns, the changes are durable, and when the work throws, nothing has changed.
     *
     * @throws dev.slipway.problem.Refusal with CONFLICT when a race on a unique value is lost
     */
    public <T> T write(String accountId, Function<Session, T> work) {
        return writeAll(all -> work.apply(all.account(accountId)));
    }

    /** Reads across accounts: which accounts there are, and the housekeeping of all of them. */
    public <T> T readAll(Function<Installation, T> work) {
        return database.read(sql -> work.apply(installation(sql, List.of())));
    }

    /** Changes across accounts. */
    public <T> T writeAll(Function<Installation, T> work) {
        return writing(database::write, work);
    }

    /** Writes across accounts what no remembered answer depends on, such as counters: {@link #revision} stays. */
    public <T> T observe(Function<Installation, T> work) {
        return writing(database::observe, work);
    }

    private <T> T writing(Function<Function<DSLContext, T>, T> engine, Function<Installation, T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result = engine.apply(sql -> {
            Installation all = installation(sql, afterCommit);
            T done = work.apply(all);
            all.seal();
            return done;
        });
        afterCommit.forEach(Runnable::run);
        return result;
    }

    /** Whether this program is the only one that serves this database. */
    public boolean isAlone() {
        return !database.hasConcurrentWriters();
    }

    private Installation installation(DSLContext sql, List<Runnable> afterCommit) {
        return new Installation(sql, secret, database.hasConcurrentWriters(), afterCommit);
    }

    /** Whether the database answers. */
    public boolean isReachable() {
        return database.isReachable();
    }

    /**
     * A number that has changed whenever anything stored may have changed, so that what was computed under one number can be
     * reused while it stays; -1 when there is no such number, because other nodes write as well.
     */
    public long revision() {
        return database.revision();
    }

    @Override
    public void close() {
        database.close();
    }
}
