package dev.slipway.http;

import io.vertx.core.http.HttpHeaders;

/** Header names and values in the form that is encoded fastest. */
final class HeaderNames {
    static final CharSequence CONNECTION = HttpHeaders.createOptimized("Connection");
    static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
    static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    static final CharSequence DATE = HttpHeaders.createOptimized("Date");
    static final CharSequence EXPECT = HttpHeaders.createOptimized("Expect");
    static final CharSequence HOST = HttpHeaders.createOptimized("Host");
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
    static final CharSequence TRANSFER_ENCODING = HttpHeaders.createOptimized("Transfer-Encoding");

    private HeaderNames() {}
}
