package dev.slipway.http;

/** Answers one request with plain blocking code on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {
    /**
     * Returns the answer. Whatever it throws is turned into an answer by the {@link ErrorRenderer} of the view the path
     * belongs to.
     */
    Response handle(Request request) throws Exception;
}
