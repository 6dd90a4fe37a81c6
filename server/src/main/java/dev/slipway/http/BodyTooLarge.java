package dev.slipway.http;

/** A body with more bytes than the handler takes. */
public final class BodyTooLarge extends HttpProblem {
    private final long limit;

    /** A body of more than {@code limit} bytes. */
    public BodyTooLarge(long limit) {
        super(413, "The request body is larger than " + limit + " bytes");
        this.limit = limit;
    }

    /** The most bytes that would have been taken. */
    public long limit() {
        return limit;
    }
}
