package dev.slipway.http;

/** Hears of every request once its answer was handed to the network, for access logs and metrics. */
@FunctionalInterface
public interface RequestObserver {
    /** The status reported when the client was gone before the answer. */
    int CLIENT_GONE = 499;

    /**
     * A request is over. Log {@link Request#path()} or {@link Request#route()}, never the query: it may hold secrets.
     *
     * @param nanos time since the head of the request was read
     * @param bytesOut bytes of body written
     */
    void finished(Request request, int status, long nanos, long bytesOut);
}
