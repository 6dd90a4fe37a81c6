package dev.slipway.http;

/** A method outside of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS. */
public final class UnknownMethod extends HttpProblem {
    /** A refusal of any such method. */
    public UnknownMethod() {
        super(501, "The request method is not known here");
    }
}
