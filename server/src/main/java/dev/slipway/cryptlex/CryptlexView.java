package dev.slipway.cryptlex;

import dev.slipway.access.AccountLocator;
import dev.slipway.access.Authenticator;
import dev.slipway.access.Caller;
import dev.slipway.access.Credentials;
import dev.slipway.access.RateLimits;
import dev.slipway.access.Scope;
import dev.slipway.http.BadRequest;
import dev.slipway.http.Body;
import dev.slipway.http.BodyTruncated;
import dev.slipway.http.Handler;
import dev.slipway.http.Headers;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.model.Account;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The pipeline of /v3: rate limit, account, credentials, scope, then the endpoint, and its answer as plain JSON that pages of
 * any origin may read.
 */
public final class CryptlexView {
    private static final String PREFIX = "/v3";

    private final Router router;
    private final AccountLocator accounts;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final Throttle.Rule rule;
    private final InstantSource clock;
    private final @Nullable String publicUrl;

    /**
     * How often one address may ask.
     *
     * @param count how many times in every period; 0 for no limit
     * @param exempt which addresses have no limit
     */
    public record Rate(int count, Duration period, Predicate<String> exempt) {}

    /**
     * Answers on this router.
     *
     * @param publicUrl what absolute addresses begin with; null to take it from each request
     */
    public CryptlexView(
            Router router,
            AccountLocator accounts,
            Authenticator authenticator,
            RateLimits limits,
            Rate rate,
            InstantSource clock,
            @Nullable String publicUrl) {
        this.router = router;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.limits = limits;
        this.rule = new Throttle.Rule(
                new RateLimits.Limit("address under /v3", rate.count(), rate.period()), rate.exempt());
        this.clock = clock;
        this.publicUrl = publicUrl;
        router.view(PREFIX, (request, failure) -> render(request, failure), this::answerUnknownRoute);
        router.register(
                "GET",
                PREFIX + "/status",
                request -> new Exchange(request, Set.of())
                        .answer(() -> Answer.ok(Json.NODES.objectNode().put("status", "ok"))));
    }

    /** What is particular about an endpoint. */
    enum Trait {
        /** Serves the holders of license keys: what is wrong with a key is told with 400 and a code. */
        LICENSE_KEYS,
        /** Asks for the key of a license in the query, and looks at no other credentials. */
        KEY_ALONE,
        /** Moves the bytes of files: what is wrong with a key is told with 403 and a code. */
        FILES
    }

    /** What is wrong with a request whoever it comes from. */
    @FunctionalInterface
    interface Precheck {
        /** Refuses a request before its account and its caller are known. */
        void check(Request request, QueryParameters query);
    }

    /**
     * Registers an endpoint, e.g. {@code GET /releases/{id}}. A path parameter {@code {account}} names the account.
     *
     * @param scope what the caller must hold; null when the endpoint itself decides whom it serves, also without credentials
     */
    CryptlexView on(String method, String path, @Nullable Scope scope, Action action, Trait... traits) {
        router.register(method, PREFIX + path, handler(scope, (request, query) -> {}, action, Set.of(traits)));
        return this;
    }

    /** Registers an endpoint that moves the bytes of files, and decides itself whom it serves. */
    CryptlexView onFiles(String method, String path, Precheck precheck, Action action) {
        router.registerTransfer(method, PREFIX + path, handler(null, precheck, action, Set.of(Trait.FILES)));
        return this;
    }

    private Handler handler(@Nullable Scope scope, Precheck precheck, Action action, Set<Trait> traits) {
        return request -> {
            Exchange exchange = new Exchange(request, traits);
            return exchange.answer(() -> {
                QueryParameters query = query(request);
                precheck.check(request, query);
                Credentials credentials = traits.contains(Trait.KEY_ALONE)
                        ? CredentialsReader.key(query)
                        : CredentialsReader.read(request, query);
                Account account = accounts.locate(new AccountLocator.Hints(
                        credentials,
                        accountId(request, query),
                        given(query, "productId"),
                        releaseId(request),
                        request.host()));
                Caller caller = authenticator.authenticate(account, credentials, request.id());
                if (scope != null) {
                    scope.require(caller);
                }
                return action.run(new Context(request, caller, query, origin(request), exchange.throttle));
            });
        };
    }

    private static QueryParameters query(Request request) {
        try {
            return QueryParameters.parse(request.rawQuery());
        } catch (BadRequest e) {
            throw Refusal.of(Problem.PARAMETERS_INVALID);
        }
    }

    private static @Nullable String accountId(Request request, QueryParameters query) {
        return request.route().contains("{account}") || request.route().contains("{account:uuid}")
                ? request.parameter("account")
                : given(query, "accountId");
    }

    private static @Nullable String releaseId(Request request) {
        return request.route().contains("{release:uuid}") ? request.parameter("release") : null;
    }

    private static @Nullable String given(QueryParameters query, String name) {
        String value = query.first(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private String origin(Request request) {
        return publicUrl != null ? publicUrl : (request.secure() ? "https://" : "http://") + request.host();
    }

    private Response answerUnknownRoute(Request request, SortedSet<String> methods) throws IOException {
        Exchange exchange = new Exchange(request, Set.of());
        if (request.method().equals("OPTIONS")) {
            return exchange.toResponse(Answer.noContent(Cors.preflight(request)));
        }
        return exchange.answer(() -> {
            if (methods.isEmpty()) {
                throw Refusal.of(Problem.NOT_FOUND, "There is nothing at this address");
            }
            Refusal refusal = Refusal.of(Problem.METHOD_NOT_ALLOWED);
            return ErrorDocuments.render(refusal, request.id(), Set.of())
                    .withHeader("Allow", String.join(", ", methods));
        });
    }

    private Response render(Request request, Throwable failure) {
        return new Exchange(request, Set.of()).toResponse(ErrorDocuments.render(failure, request.id(), Set.of()));
    }

    /** What an endpoint comes to. */
    @FunctionalInterface
    private interface Work {
        Answer run() throws Exception;
    }

    /** One request on its way to its answer. */
    private final class Exchange {
        private final Request request;
        private final Set<Trait> traits;
        private final Throttle throttle;

        Exchange(Request request, Set<Trait> traits) {
            this.request = request;
            this.traits = traits;
            this.throttle = Throttle.of(limits, request.remoteAddress());
        }

        Response answer(Work work) throws BodyTruncated {
            try {
                throttle.count(rule);
                return toResponse(work.run());
            } catch (BodyTruncated gone) {
                // Nobody is left to answer, and the failure is not ours.
                throw gone;
            } catch (Exception failure) {
                if (failure.getCause() instanceof BodyTruncated gone) {
                    throw gone;
                }
                return toResponse(ErrorDocuments.render(failure, request.id(), traits));
            }
        }

        Response toResponse(Answer answer) {
            Headers headers = throttle.addTo(Cors.expose(answer.headers()), clock.instant());
            if (FileAddresses.covers(request)) {
                headers = Cors.ofFiles(headers).with("Cache-Control", "max-age=0");
            } else if (headers.first("Cache-Control") == null) {
                headers = headers.with("Cache-Control", "no-store");
            }
            if (answer.status() == 401) {
                headers = headers.with("WWW-Authenticate", "Bearer");
            }
            JsonNode document = answer.document();
            return document == null
                    ? new Response(answer.status(), headers, answer.bytes())
                    : new Response(
                            answer.status(),
                            headers.with("Content-Type", "application/json; charset=utf-8"),
                            new Body.Bytes(Json.write(document)));
        }
    }
}
