package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.http.Body;
import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gathers the headers of one answer. */
final class ResponseHeaders {
    private final List<String> pairs = new ArrayList<>(32);

    /** Begins with these. */
    ResponseHeaders(Headers own) {
        own.forEach(this::add);
    }

    /** One more header. */
    void add(String name, String value) {
        pairs.add(name);
        pairs.add(value);
    }

    /** Whose answer it is, to whom. Up to version 1.3 these headers end in -Id. */
    void addIdentity(ApiVersion version, Account account, @Nullable Caller caller) {
        String suffix = version.isAtMost(ApiVersion.V1_3) ? "-Id" : "";
        add("Keygen-Account" + suffix, account.id());
        if (caller == null) {
            return;
        }
        String bearerId = caller.bearer().id();
        if (bearerId != null) {
            add("Keygen-Bearer" + suffix, bearerId);
        }
        if (caller.token() != null) {
            add("Keygen-Token" + suffix, caller.token().id());
        }
    }

    /** What a client that failed to authenticate is asked for, in the scheme it used. */
    static String challenge(Request request) {
        String given = request.header("Authorization");
        String scheme = given == null ? "" : given.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String asked = switch (scheme) {
            case "basic" -> "Basic";
            case "license" -> "License";
            case "token" -> "Token";
            default -> "Bearer";
        };
        return asked + " realm=\"keygen\"";
    }

    /** The response. */
    Response toResponse(int status, byte[] body) {
        Headers headers = Headers.of(pairs.toArray(String[]::new));
        return new Response(status, headers, body.length == 0 ? Body.EMPTY : new Body.Bytes(body));
    }
}
