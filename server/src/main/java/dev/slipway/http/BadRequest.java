package dev.slipway.http;

/** A path or a query that cannot be decoded. */
public final class BadRequest extends HttpProblem {
    /** A problem whose message may be shown to the client. */
    public BadRequest(String message) {
        super(400, message);
    }
}
