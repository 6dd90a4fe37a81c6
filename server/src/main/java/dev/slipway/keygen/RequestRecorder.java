package dev.slipway.keygen;

import dev.slipway.access.Accounts;
import dev.slipway.access.Caller;
import dev.slipway.event.RequestLog;
import dev.slipway.http.Body;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.EventFilter.Linkage;
import dev.slipway.problem.Refusal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Hands exchanges to the request log. Only what is needed of them is held on to; the work is left to the log. */
public final class RequestRecorder {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestRecorder.class);
    private static final Set<String> NOT_LOGGED =
            Set.of("", "webhook-endpoints", "webhook-events", "event-logs", "request-logs", "search", "health", "ping");
    /** The only ones kept: whatever else a client sends may be a credential. */
    private static final List<String> REQUEST_HEADERS = List.of(
            "Accept",
            "Content-Type",
            "Content-Length",
            "Host",
            "Keygen-Accept-Signature",
            "Keygen-Environment",
            "Keygen-Version",
            "Origin",
            "Prefer",
            "User-Agent",
            "X-Request-Id");

    private final RequestLog log;
    private final Supplier<String> ids;
    private final InstantSource clock;

    /** Records into this log, under these ids where clients name none. */
    public RequestRecorder(RequestLog log, Supplier<String> ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records an exchange unless it is of a kind that is not logged. It never fails: the request is done.
     *
     * @param body as far as it was read
     * @param accounts finds the account where it is not known, and nothing is recorded without one
     * @param document what was answered, as far as that is a document
     */
    void record(
            Request request,
            byte @Nullable [] body,
            Accounts accounts,
            @Nullable Account known,
            @Nullable Caller caller,
            @Nullable JsonNode document,
            Response response) {
        try {
            if (isLogged(request, response.status())) {
                Supplier<Optional<Account>> account =
                        known == null ? lookUp(request, accounts) : () -> Optional.of(known);
                LoggedExchange exchange = exchange(request, body, caller, document, response);
                log.log(() -> account.get().map(found -> exchange.entry(found.id())));
            }
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("A request cannot be handed to the request log");
        }
    }

    /** Finds the account that an address means, for a request that was refused before that mattered. */
    private static Supplier<Optional<Account>> lookUp(Request request, Accounts accounts) {
        String[] segments = request.path().split("/", -1);
        String host = request.host();
        boolean isNamed = segments.length > 3 && segments[2].equals("accounts");
        return () -> {
            try {
                return isNamed ? accounts.find(segments[3]) : Optional.of(accounts.resolveHost(host));
            } catch (Refusal e) {
                return Optional.empty();
            }
        };
    }

    private boolean isLogged(Request request, int status) {
        String route = request.route();
        // A validation is asked for by POST for the sake of the key, and answered as often as others ask by GET.
        boolean isRead = request.method().equals("GET") || route.contains("/actions/validate");
        return log.wants(isRead, status) && !NOT_LOGGED.contains(topic(route.isEmpty() ? request.path() : route));
    }

    private LoggedExchange exchange(
            Request request,
            byte @Nullable [] body,
            @Nullable Caller caller,
            @Nullable JsonNode document,
            Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : REQUEST_HEADERS) {
            String value = request.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new LoggedExchange(
                Aliases.isIdLike(request.id()) ? Aliases.canonical(request.id()) : ids.get(),
                clock.instant(),
                request.isHead() ? "HEAD" : request.method(),
                new LoggedAddress(request.route(), request.path(), request.rawQuery()),
                request.remoteAddress(),
                headers,
                request.header("Authorization"),
                LoggedExchange.Content.of(body),
                response.status(),
                response.headers(),
                LoggedExchange.Content.of(response.body() instanceof Body.Bytes bytes ? bytes.content() : null),
                requestor(caller),
                document == null ? null : resource(document.path("data")));
    }

    private static @Nullable Linkage requestor(@Nullable Caller caller) {
        String id = caller == null ? null : caller.bearer().id();
        return caller == null || id == null ? null : new Linkage(caller.bearer().type(), id);
    }

    private static @Nullable Linkage resource(JsonNode data) {
        return data.path("type").isString() && data.path("id").isString()
                ? new Linkage(data.path("type").stringValue(), data.path("id").stringValue())
                : null;
    }

    /** The part of the API that a route belongs to. */
    private static String topic(String route) {
        String[] segments = route.split("/", -1);
        int first = segments.length > 2 && segments[2].equals("accounts") ? 4 : 2;
        return segments.length > first ? segments[first] : "";
    }
}
