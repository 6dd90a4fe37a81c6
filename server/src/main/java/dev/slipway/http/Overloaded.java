package dev.slipway.http;

/** More requests at once than the server runs and keeps waiting. */
public final class Overloaded extends HttpProblem {
    /** A refusal that asks the client to come again. */
    public Overloaded() {
        super(503, "The server is busy");
    }

    /** The value for Retry-After, in seconds. */
    public int retryAfterSeconds() {
        return 1;
    }
}
