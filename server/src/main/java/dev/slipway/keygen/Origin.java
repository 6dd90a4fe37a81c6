package dev.slipway.keygen;

import dev.slipway.http.Request;
import org.jspecify.annotations.Nullable;

/** Scheme and authority that absolute addresses begin with: the operator's, else what the client itself used. */
record Origin(@Nullable String publicUrl) {

    /** For the answer to this request. */
    String of(Request request) {
        if (publicUrl != null) {
            return publicUrl;
        }
        return (request.secure() ? "https://" : "http://") + request.host();
    }
}
