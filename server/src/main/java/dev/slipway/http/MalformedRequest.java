package dev.slipway.http;

/** A request that breaks the protocol or its size limits; the connection is closed after the answer. */
public final class MalformedRequest extends HttpProblem {
    /** A problem with 400, 414, 431 or 501 and a message that may be shown to the client. */
    public MalformedRequest(int status, String reason) {
        super(status, reason);
    }
}
