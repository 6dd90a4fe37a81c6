package dev.slipway.store;

/** The database cannot be reached or opened; the message says which and what to do, without credentials. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
