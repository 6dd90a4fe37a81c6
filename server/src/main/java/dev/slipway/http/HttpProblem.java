package dev.slipway.http;

/** A request this layer refuses; the view's {@link ErrorRenderer} says so in its dialect. */
public abstract sealed class HttpProblem extends RuntimeException
        permits BadRequest, BodyTooLarge, MalformedRequest, Overloaded, UnknownMethod {
    private final int status;

    HttpProblem(int status, String message) {
        // Refusals are cheap on purpose: no stack trace is filled in.
        super(message, null, false, false);
        this.status = status;
    }

    /** The status that fits; a view may choose another. */
    public int status() {
        return status;
    }
}
