package dev.slipway.keygen;

import dev.slipway.event.RequestLog;
import dev.slipway.model.EventFilter.Linkage;
import dev.slipway.model.LoggedRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /request-logs}. */
public final class RequestLogRoutes {
    private final RequestLog log;

    /** Translates for this. */
    public RequestLogRoutes(RequestLog log) {
        this.log = log;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on(
                "GET",
                "/request-logs",
                context -> Answer.ok(Documents.of(
                        context,
                        log.list(context.caller(), filter(context), context.page()),
                        RequestLogRoutes::render,
                        LoggedRequest::id)));
        view.on(
                "GET",
                "/request-logs/{id}",
                context -> Answer.ok(Documents.of(render(log.show(context.caller(), context.parameter("id"))))));
    }

    private static RequestFilter filter(Context context) {
        EventLogRoutes.Dates dates = EventLogRoutes.dates(context.query());
        String method = context.filter("method");
        return new RequestFilter(
                dates.from(),
                dates.until(),
                EventLogRoutes.linkage(context, "requestor"),
                EventLogRoutes.linkage(context, "resource"),
                context.filter("ip"),
                method == null ? null : method.toUpperCase(Locale.ROOT),
                context.filter("url"),
                status(context.filter("status")));
    }

    private static @Nullable Integer status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refusal.of(Problem.BAD_REQUEST, "must be a status of three digits", Source.parameter("status"));
        }
        return Integer.valueOf(text);
    }

    private static ObjectNode render(LoggedRequest entry) {
        String accountId = entry.accountId();
        LoggedRequest.Detail detail = entry.detail();
        Resource resource = new Resource(accountId, "request-logs", entry.id(), "/request-logs/" + entry.id())
                .attribute("url", entry.url())
                .attribute("method", entry.method())
                .attribute("status", Integer.toString(entry.status()))
                .attribute("userAgent", entry.userAgent())
                .attribute("ip", entry.ip())
                .attribute("requestHeaders", headers(detail == null ? null : detail.requestHeaders()))
                .attribute("requestBody", detail == null ? null : detail.requestBody())
                .attribute("responseHeaders", headers(detail == null ? null : detail.responseHeaders()))
                .attribute("responseBody", detail == null ? null : detail.responseBody())
                .attribute("responseSignature", detail == null ? null : detail.responseSignature())
                .times(entry.created(), entry.created());
        relate(resource, accountId, "requestor", entry.requestor());
        relate(resource, accountId, "resource", entry.resource());
        return resource.selfLink().build();
    }

    private static JsonNode headers(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return Json.NODES.nullNode();
        }
        ObjectNode node = Json.NODES.objectNode();
        headers.forEach(node::put);
        return node;
    }

    private static void relate(Resource resource, String accountId, String name, @Nullable Linkage linkage) {
        String type = linkage == null || linkage.type() == null ? "users" : linkage.type();
        EventLogRoutes.relate(resource, accountId, name, type, linkage == null ? null : linkage.id());
    }
}
