package dev.slipway.cryptlex;

import dev.slipway.access.Caller;
import dev.slipway.access.RateLimits;
import dev.slipway.access.Scope;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.ListQuery;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request whose account and caller are known.
 *
 * @param origin scheme and authority that absolute addresses in the answer begin with
 * @param throttle counts the request against limits
 */
record Context(Request request, Caller caller, QueryParameters query, String origin, Throttle throttle) {
    private static final long LARGEST_BODY = 1 << 20;

    /** The account. */
    Account account() {
        return caller.account();
    }

    /** A path parameter that is an id, in the form ids are stored in. */
    String id(String name) {
        return Aliases.canonical(request.parameter(name));
    }

    /** A query parameter; null when it is absent or empty. */
    @Nullable
    String parameter(String name) {
        String value = query.first(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * A query parameter that there must be.
     *
     * @throws Refusal 400
     */
    String requiredParameter(String name) {
        String value = parameter(name);
        if (value == null) {
            throw Refusal.of(Problem.BAD_REQUEST, "is required", Source.parameter(name));
        }
        return value;
    }

    /**
     * A query parameter that says whether something is so; not so when it is absent or empty.
     *
     * @throws Refusal 400 when it says anything else
     */
    boolean flag(String name) {
        String value = parameter(name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        throw Refusal.of(Problem.BAD_REQUEST, "must be true or false", Source.parameter(name));
    }

    /** Refuses with 403 who does not hold another scope than the endpoint's own, with 401 who is nobody. */
    void require(Scope scope) {
        scope.require(caller);
    }

    /** Which part of a list is wanted, by the query. */
    ListQuery list() {
        return ListParameters.read(query);
    }

    /**
     * The body; read it before a transaction, it may take its time. Nobody in particular is refused before any of it is read.
     *
     * @throws Refusal 400 when it is no JSON object
     */
    Members body() throws IOException {
        caller.requireAuthentication();
        return bodyOfAnybody();
    }

    /** As {@link #body}, also for those who present no credentials. */
    Members bodyOfAnybody() throws IOException {
        return new Members(Json.read(request.readBody(LARGEST_BODY)));
    }

    /**
     * Counts an attempt with a password.
     *
     * @param subject whose password it is, in lower case
     */
    void countAttempt(RateLimits.Limit limit, Account account, String subject) {
        throttle.countAttempt(limit, account, subject);
    }
}
