package dev.slipway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a request keeps to the protocol, our limits and the methods we know. */
final class RequestCheck {
    private RequestCheck() {}

    /** The reason to refuse a request, null when there is none. */
    static @Nullable HttpProblem problem(HttpServerRequest raw, IncomingRequest request, int maxTargetLength) {
        if (raw.decoderResult().isFailure()) {
            return switch (raw.decoderResult().cause()) {
                case TooLongHttpLineException _ -> new MalformedRequest(414, "The request target is too long");
                case TooLongHttpHeaderException _ -> new MalformedRequest(431, "The request headers are too large");
                default -> new MalformedRequest(400, "The request is not valid HTTP");
            };
        }
        if (raw.uri().length() > maxTargetLength) {
            return new MalformedRequest(414, "The request target is longer than " + maxTargetLength + " characters");
        }
        int hosts = raw.headers().getAll(HeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && raw.version() == HttpVersion.HTTP_1_1)) {
            return new MalformedRequest(400, "The request needs exactly one Host header");
        }
        List<String> encodings = raw.headers().getAll(HeaderNames.TRANSFER_ENCODING);
        if (encodings.size() > 1
                || (encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked"))) {
            return new MalformedRequest(501, "The only transfer encoding known here is chunked");
        }
        if (!request.isHead() && !Router.METHODS.contains(request.method())) {
            return new UnknownMethod();
        }
        if (request.path().isEmpty() && !request.target().equals("*")) {
            return new MalformedRequest(400, "The request target is not a path");
        }
        return null;
    }
}
