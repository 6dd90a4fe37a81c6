package dev.slipway.http;

/** Turns whatever went wrong into an answer in the dialect of one view. */
@FunctionalInterface
public interface ErrorRenderer {
    /**
     * Renders a failure: an {@link HttpProblem} of this layer, or anything a handler threw. This layer does not log
     * failures it hands over; the renderer logs those it does not know, with {@link Request#id()}.
     */
    Response render(Request request, Throwable failure);
}
