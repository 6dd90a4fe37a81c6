package dev.slipway.store;

import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.model.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The request log: a SQLite file of its own whatever else is stored where, so that it never stands in the way of what matters
 * more, and can be deleted while the program is stopped. It is not synced: a power cut may cost its last entries.
 */
public final class RequestLogFile implements AutoCloseable {
    /** What is added to the name of a file that turned out to be none. */
    public static final String BROKEN = ".broken";

    private static final List<String> PARTS = List.of("", "-wal", "-shm");
    private static final int REMOVED_AT_ONCE = 500;

    private final SqliteDatabase database;
    private final Supplier<String> ids;
    private final long largest;

    private RequestLogFile(SqliteDatabase database, Supplier<String> ids, long largest) {
        this.database = database;
        this.ids = ids;
        this.largest = largest;
    }

    /**
     * Opens the file, which is made when missing. One that is no database any more is set aside.
     *
     * @param ids for entries whose id is taken
     * @param largest how many bytes of it may be in use before the oldest entries make room for new ones
     * @throws DatabaseUnavailableException when that is not possible
     */
    public static RequestLogFile open(Path file, Supplier<String> ids, long largest) {
        try {
            return new RequestLogFile(prepared(file), ids, largest);
        } catch (RuntimeException e) {
            if (!isNoDatabase(e)) {
                throw unavailable(e);
            }
        }
        try {
            setAside(file);
            return new RequestLogFile(prepared(file), ids, largest);
        } catch (RuntimeException | IOException e) {
            throw unavailable(e);
        }
    }

    private static SqliteDatabase prepared(Path file) {
        SqliteDatabase database = SqliteDatabase.unsynced(file);
        try {
            database.write(RequestLogRows::create);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static boolean isNoDatabase(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                SQLiteErrorCode code = sqlite.getResultCode();
                return code == SQLiteErrorCode.SQLITE_NOTADB || code == SQLiteErrorCode.SQLITE_CORRUPT;
            }
        }
        return false;
    }

    private static void setAside(Path file) throws IOException {
        for (String part : PARTS) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(
                        from,
                        file.resolveSibling(file.getFileName() + BROKEN + part),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static DatabaseUnavailableException unavailable(Exception cause) {
        return new DatabaseUnavailableException("The file of the request log cannot be used", cause);
    }

    /**
     * Adds entries in one transaction. Clients may choose ids: of two entries with one id the first keeps it, and the other gets
     * a new one.
     *
     * @throws DatabaseUnavailableException when the file cannot be written to
     */
    public void insert(List<LoggedRequest> entries) {
        write(sql -> {
            for (LoggedRequest entry : entries) {
                if (!RequestLogRows.insert(sql, entry)) {
                    RequestLogRows.insert(sql, entry.withId(ids.get()));
                }
            }
            // More than came, so that a file above its bound shrinks.
            return RequestLogRows.size(sql) > largest ? RequestLogRows.removeOldest(sql, null, 2 * entries.size()) : 0;
        });
    }

    /**
     * One entry in full.
     *
     * @throws DatabaseUnavailableException when the file cannot be read
     */
    public Optional<LoggedRequest> find(String accountId, String id) {
        return read(sql -> RequestLogRows.find(sql, accountId, id));
    }

    /**
     * A part of the list in outline, which is never counted.
     *
     * @throws DatabaseUnavailableException when the file cannot be read
     */
    public Slice<LoggedRequest> list(String accountId, RequestFilter filter, PageRequest page) {
        return read(sql -> RequestLogRows.list(sql, accountId, filter, page));
    }

    /**
     * Removes the entries from before that moment, a few at a time.
     *
     * @throws DatabaseUnavailableException when the file cannot be written to
     */
    public void removeBefore(Instant moment) {
        int removed;
        do {
            removed = write(sql -> RequestLogRows.removeOldest(sql, moment, REMOVED_AT_ONCE));
        } while (removed == REMOVED_AT_ONCE && !Thread.currentThread().isInterrupted());
    }

    private <T> T read(Function<DSLContext, T> work) {
        try {
            return database.read(work);
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    private <T> T write(Function<DSLContext, T> work) {
        try {
            return database.write(work);
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
