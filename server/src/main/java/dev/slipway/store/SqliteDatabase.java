package dev.slipway.store;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * SQLite in one file: one writer and a few readers, each with a connection of its own on a platform thread, because the
 * engine is native code that would pin the carriers of virtual threads.
 */
final class SqliteDatabase implements Database {
    private static final int READERS = 4;
    private static final int WAITING = 2_048;
    private static final int WATCH_MILLIS = 100;
    private static final int BUSY_MILLIS = 10_000;

    private final Lane writer;
    private final List<Lane> readers = new ArrayList<>();
    private final BlockingQueue<Task<?>> reads = new ArrayBlockingQueue<>(WAITING);
    private final @Nullable Thread watching;
    private final AtomicLong revision = new AtomicLong();

    SqliteDatabase(Path file) {
        this(file, SynchronousMode.FULL, READERS, 16_384, true);
    }

    /** A file of less weight: a crash may cost what was written last, it has one reader, and no other process writes to it. */
    static SqliteDatabase unsynced(Path file) {
        return new SqliteDatabase(file, SynchronousMode.NORMAL, 1, 2_048, false);
    }

    private SqliteDatabase(Path file, SynchronousMode synced, int readerCount, int cacheKibibytes, boolean watched) {
        try {
            writer = new Lane(
                    "sqlite-writer",
                    connect(file, false, synced, cacheKibibytes),
                    new ArrayBlockingQueue<>(WAITING),
                    "BEGIN IMMEDIATE");
            for (int i = 1; i <= readerCount; i++) {
                readers.add(
                        new Lane("sqlite-reader-" + i, connect(file, true, synced, cacheKibibytes), reads, "BEGIN"));
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database file " + file + " cannot be opened: " + e.getMessage(), e);
        }
        watching =
                watched ? Thread.ofPlatform().daemon().name("sqlite-watcher").start(this::watchOtherProcesses) : null;
    }

    private static Connection connect(Path file, boolean readOnly, SynchronousMode synced, int cacheKibibytes)
            throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synced);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKibibytes);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        if (readOnly) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
        }
        return connection;
    }

    @Override
    public <T> T read(Function<DSLContext, T> work) {
        return submit(reads, work);
    }

    @Override
    public <T> T write(Function<DSLContext, T> work) {
        T result = submit(writer.queue, work);
        revision.incrementAndGet();
        return result;
    }

    private static <T> T submit(BlockingQueue<Task<?>> queue, Function<DSLContext, T> work) {
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        if (!queue.offer(task)) {
            throw Refusal.of(Problem.OVERLOADED);
        }
        try {
            return task.result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? EngineErrors.translate(failure) : e;
        }
    }

    @Override
    public <T> T observe(Function<DSLContext, T> work) {
        return submit(writer.queue, work);
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
        return false;
    }

    @Override
    public long revision() {
        return revision.get();
    }

    /**
     * A command of another process (token create, account create) may write to the same file: notice within a moment. The
     * writer's own connection is asked, because to it only the changes of others are news.
     */
    private void watchOtherProcesses() {
        long last = -1;
        try {
            while (true) {
                long version = submit(
                        writer.queue,
                        sql -> sql.resultQuery("PRAGMA data_version").fetchSingle(0, Long.class));
                if (version != last) {
                    last = version;
                    revision.incrementAndGet();
                }
                Thread.sleep(WATCH_MILLIS);
            }
        } catch (InterruptedException e) {
            // The database is being closed.
        }
    }

    @Override
    public void close() {
        if (watching != null) {
            watching.interrupt();
            join(watching);
        }
        readers.forEach(Lane::close);
        // The writer goes last: closing the last connection folds the write-ahead log into the file.
        writer.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The database file cannot be closed", e);
        }
    }

    private record Task<T>(Function<DSLContext, T> work, CompletableFuture<T> result) {
        void run(DSLContext sql, Connection connection, String begin) {
            T value;
            try {
                execute(connection, begin);
                try {
                    value = work.apply(sql);
                    execute(connection, "COMMIT");
                } catch (RuntimeException | SQLException | Error e) {
                    execute(connection, "ROLLBACK");
                    throw e;
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return;
            } catch (SQLException | Error e) {
                result.completeExceptionally(new DatabaseUnavailableException("The transaction failed", e));
                return;
            }
            result.complete(value);
        }

        private static void execute(Connection connection, String command) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(command);
            }
        }
    }

    /** A thread with a connection that works through a queue. */
    private static final class Lane implements Closeable {
        private final BlockingQueue<Task<?>> queue;
        private final Connection connection;
        private final Thread thread;
        private final String begin;
        private volatile boolean closing;

        Lane(String name, Connection connection, BlockingQueue<Task<?>> queue, String begin) {
            this.queue = queue;
            this.connection = connection;
            this.begin = begin;
            this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        }

        private void run() {
            DSLContext sql = Sql.using(connection, SQLDialect.SQLITE);
            while (true) {
                @Nullable Task<?> task = next();
                if (task == null) {
                    return;
                }
                task.run(sql, connection, begin);
            }
        }

        private @Nullable Task<?> next() {
            try {
                return closing ? queue.poll() : queue.take();
            } catch (InterruptedException e) {
                // Closing: what was already asked for is still done.
                return queue.poll();
            }
        }

        @Override
        public void close() {
            closing = true;
            thread.interrupt();
            join(thread);
            closeQuietly(connection);
        }
    }
}
