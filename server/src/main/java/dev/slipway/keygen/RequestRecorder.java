package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.event.RequestLog;
import dev.slipway.http.Body;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.EventFilter.Linkage;
import dev.slipway.model.LoggedRequest;
import dev.slipway.secret.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands exchanges to the request log. */
public final class RequestRecorder {
    private static final int LARGEST_BODY = 16 * 1024;
    private static final Set<String> NOT_LOGGED =
            Set.of("", "webhook-endpoints", "webhook-events", "event-logs", "request-logs", "search", "health", "ping");
    /** Whose names in addresses may be secrets. */
    private static final Set<String> NAMED_BY_SECRETS = Set.of("licenses", "tokens");
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RequestLog log;
    private final Ids ids;
    private final InstantSource clock;

    /** Records into this log. */
    public RequestRecorder(RequestLog log, Ids ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** Records an exchange unless it is of a kind that is not logged. */
    void record(
            Request request,
            byte @Nullable [] body,
            Account account,
            @Nullable Caller caller,
            @Nullable JsonNode document,
            Response response) {
        String method = request.isHead() ? "HEAD" : request.method();
        if (!log.wants(request.method(), response.status()) || NOT_LOGGED.contains(topic(request.route()))) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : REQUEST_HEADERS) {
            String value = request.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Masking masking = new Masking();
        String authorization = request.header("Authorization");
        if (authorization != null) {
            masking.hide(authorization.substring(authorization.indexOf(' ') + 1).strip());
        }
        Address address = address(request, masking);
        String id = Aliases.isIdLike(request.id()) ? Aliases.canonical(request.id()) : ids.next();
        String ip = request.remoteAddress();
        var created = clock.instant();
        Linkage resource = document == null ? address.resource() : resource(document.path("data"), address);
        byte[] answer = response.body() instanceof Body.Bytes bytes ? bytes.content() : new byte[0];
        Supplier<LoggedRequest> entry = () -> {
            String requestBody = body == null ? null : body(body, masking);
            String responseBody = answer.length == 0 ? null : body(answer, masking);
            Map<String, String> answered = new LinkedHashMap<>();
            response.headers().forEach((name, value) -> answered.put(name, masking.text(value)));
            answered.remove("Set-Cookie");
            headers.replaceAll((name, value) -> masking.text(value));
            return new LoggedRequest(
                    id,
                    account.id(),
                    created,
                    method,
                    masking.text(address.url()),
                    response.status(),
                    ip,
                    headers.get("User-Agent"),
                    requestor(caller),
                    resource,
                    new LoggedRequest.Detail(
                            headers,
                            requestBody,
                            answered,
                            responseBody,
                            response.headers().first("Keygen-Signature")));
        };
        log.log(entry);
    }

    private static @Nullable Linkage requestor(@Nullable Caller caller) {
        String id = caller == null ? null : caller.bearer().id();
        return caller == null || id == null ? null : new Linkage(caller.bearer().type(), id);
    }

    private static @Nullable Linkage resource(JsonNode data, Address address) {
        return data.path("type").isString() && data.path("id").isString()
                ? new Linkage(data.path("type").stringValue(), data.path("id").stringValue())
                : address.resource();
    }

    /** What a body is kept as; only what can be searched for secrets is kept at all. */
    private static String body(byte[] body, Masking masking) {
        String size = "[%d bytes]".formatted(body.length);
        if (body.length > LARGEST_BODY) {
            return size;
        }
        try {
            JsonNode node = JSON.readTree(body);
            if (!node.isObject()) {
                return size;
            }
            masking.mask(node);
            return JSON.writeValueAsString(node);
        } catch (JacksonException e) {
            return size;
        }
    }

    /** The part of the API that a route belongs to. */
    private static String topic(String route) {
        String[] segments = route.split("/", -1);
        int first = segments.length > 2 && segments[2].equals("accounts") ? 4 : 2;
        return segments.length > first ? segments[first] : "";
    }

    private record Address(String url, @Nullable Linkage resource) {}

    private static Address address(Request request, Masking masking) {
        String[] template = request.route().split("/", -1);
        String[] path = request.path().split("/", -1);
        Linkage resource = null;
        for (int i = 1; i < Math.min(template.length, path.length); i++) {
            if (!template[i].startsWith("{") || template[i - 1].equals("accounts")) {
                continue;
            }
            if (Aliases.isIdLike(path[i])) {
                resource = resource == null ? new Linkage(template[i - 1], Aliases.canonical(path[i])) : resource;
            } else if (NAMED_BY_SECRETS.contains(template[i - 1])) {
                masking.hide(path[i]);
                masking.hide(request.parameter(template[i].substring(1, template[i].length() - 1)));
                path[i] = Masking.MASK;
            }
        }
        String url = String.join("/", path);
        return new Address(request.rawQuery() == null ? url : url + "?" + query(request, masking), resource);
    }

    private static String query(Request request, Masking masking) {
        StringBuilder text = new StringBuilder();
        for (QueryParameters.Entry entry :
                QueryParameters.parse(request.rawQuery()).entries()) {
            boolean secret = Masking.isSecret(entry.name())
                    || (entry.name().startsWith("license") && !Aliases.isIdLike(entry.value()));
            if (secret) {
                masking.hide(entry.value());
                masking.hide(encode(entry.value()));
            }
            text.append(text.isEmpty() ? "" : "&")
                    .append(entry.name())
                    .append('=')
                    .append(secret ? Masking.MASK : encode(entry.value()));
        }
        return text.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
