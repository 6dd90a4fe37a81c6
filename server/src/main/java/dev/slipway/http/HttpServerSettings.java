package dev.slipway.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and within which limits a server listens.
 *
 * @param port the port, 0 for any free one
 * @param tls the certificate, null for plain HTTP
 */
public record HttpServerSettings(
        String host, int port, @Nullable Tls tls, Limits limits, TrustedProxies trustedProxies) {

    /** Refuses a port that is none. */
    public HttpServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }

    /** A certificate chain and its key, both PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * The bounds of one server.
     *
     * @param concurrentRequests handlers that run at once
     * @param queuedRequests requests that wait for their turn beyond those; more are refused with {@link Overloaded}
     * @param concurrentTransfers transfers at once; more are refused with {@link Overloaded}
     * @param headerBytes all headers of a request together
     * @param targetLength characters of a request target
     * @param idleTimeout how long a connection may stay without a byte either way
     */
    public record Limits(
            int concurrentRequests,
            int queuedRequests,
            int concurrentTransfers,
            int headerBytes,
            int targetLength,
            Duration idleTimeout) {
        /** What a small machine bears. */
        public static final Limits DEFAULT = new Limits(64, 1024, 1024, 32 * 1024, 8 * 1024, Duration.ofSeconds(60));

        /** Refuses limits that would let nothing pass. */
        public Limits {
            if (concurrentRequests < 1
                    || queuedRequests < 0
                    || concurrentTransfers < 1
                    || headerBytes < 256
                    || targetLength < 16
                    || idleTimeout.toMillis() < 1) {
                throw new IllegalArgumentException("A limit is too small");
            }
        }
    }

    /** Plain HTTP with the default limits. */
    public static HttpServerSettings plain(String host, int port) {
        return new HttpServerSettings(host, port, null, Limits.DEFAULT, TrustedProxies.LOOPBACK);
    }

    /** The same with other limits. */
    public HttpServerSettings withLimits(Limits other) {
        return new HttpServerSettings(host, port, tls, other, trustedProxies);
    }
}
