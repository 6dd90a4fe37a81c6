package dev.slipway.status;

import dev.slipway.http.Request;
import dev.slipway.http.RequestObserver;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line per request at debug level, or at warn level when we failed it. Never a query, which may hold secrets. */
public final class AccessLog implements RequestObserver {
    private static final Logger LOGGER = LoggerFactory.getLogger(AccessLog.class);

    @Override
    public void finished(Request request, int status, long nanos, long bytesOut) {
        Level level = status >= 500 ? Level.WARN : Level.DEBUG;
        if (!LOGGER.isEnabledForLevel(level)) {
            return;
        }
        LOGGER.atLevel(level)
                .addKeyValue("request.id", request.id())
                .addKeyValue("http.method", request.isHead() ? "HEAD" : request.method())
                // The template rather than the path: paths hold signed links and license keys.
                .addKeyValue("http.route", request.route().isEmpty() ? "none" : request.route())
                .addKeyValue("http.status", status)
                .addKeyValue("http.duration_us", TimeUnit.NANOSECONDS.toMicros(nanos))
                .addKeyValue("http.body_bytes_out", bytesOut)
                .addKeyValue("client.address", request.remoteAddress())
                .log("Request answered");
    }
}
