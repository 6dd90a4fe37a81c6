package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.access.RateLimits;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.Account;
import dev.slipway.model.PageRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request whose version, account and caller are known.
 *
 * @param origin scheme and authority that absolute addresses in the answer begin with
 * @param throttle counts the request against limits
 * @param bodies hears of the body that was read
 */
record Context(
        Request request,
        ApiVersion version,
        Caller caller,
        QueryParameters query,
        String origin,
        Throttle throttle,
        Consumer<byte[]> bodies) {
    private static final long LARGEST_BODY = 1 << 20;

    /** The account. */
    Account account() {
        return caller.account();
    }

    /** A path parameter. */
    String parameter(String name) {
        return request.parameter(name);
    }

    /**
     * The body as an object with snake-case names; read it before a transaction, it may take its time. Nobody in particular
     * is refused before any of it is read.
     */
    Map<String, @Nullable Object> json() throws IOException {
        caller.requireAuthentication();
        return jsonOfAnybody();
    }

    /** As {@link #json}, also for those who present no credentials. */
    Map<String, @Nullable Object> jsonOfAnybody() throws IOException {
        byte[] body = request.readBody(LARGEST_BODY);
        bodies.accept(body);
        return Json.read(body);
    }

    /**
     * Counts an attempt with a password.
     *
     * @param subject whose password it is, in lower case
     */
    void countAttempt(RateLimits.Limit limit, String subject) {
        throttle.countAttempt(limit, subject);
    }

    /** The part of a list that is asked for. */
    PageRequest page() {
        return Paging.read(query);
    }

    /** A query parameter, or null when absent or blank. */
    @Nullable
    String filter(String name) {
        String value = query.first(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether the client prefers that, by the header Prefer or, without one, by the query parameter. */
    boolean prefers(String preference) {
        String header = request.header("Prefer");
        String given = header != null ? header : query.first("prefer");
        return given != null
                && Arrays.stream(given.split(",", -1))
                        .anyMatch(each -> each.strip().equals(preference));
    }

    /** The path of a resource of the account, as links in bodies have it: without a host and with the account's id. */
    String path(String rest) {
        return Links.account(account().id()) + rest;
    }

    /** The absolute address of a resource of the account. */
    String url(String rest) {
        return origin + path(rest);
    }
}
