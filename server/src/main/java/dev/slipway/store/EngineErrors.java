package dev.slipway.store;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells apart what an engine's error means for a caller. */
final class EngineErrors {
    private EngineErrors() {}

    /** What to throw in place of an engine's error. */
    static RuntimeException translate(RuntimeException failure) {
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return failure;
        }
        if (isLostRace(cause)) {
            return Refusal.of(Problem.CONFLICT);
        }
        if (isConnectionLost(cause)) {
            return new DatabaseUnavailableException("The database cannot be reached", cause);
        }
        return failure;
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        Throwable cause = failure instanceof DataAccessException ? failure.getCause() : failure;
        return cause instanceof SQLException sql ? sql : null;
    }

    private static boolean isLostRace(SQLException cause) {
        if (cause instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                    || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
        }
        String state = String.valueOf(cause.getSQLState());
        // Unique violation, serialization failure, deadlock.
        return state.equals("23505") || state.equals("40001") || state.equals("40P01");
    }

    private static boolean isConnectionLost(SQLException cause) {
        if (cause instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return code == SQLiteErrorCode.SQLITE_CANTOPEN
                    || code == SQLiteErrorCode.SQLITE_IOERR
                    || code == SQLiteErrorCode.SQLITE_FULL
                    || code == SQLiteErrorCode.SQLITE_BUSY;
        }
        String state = String.valueOf(cause.getSQLState());
        // Connection exceptions, operator intervention, insufficient resources.
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
