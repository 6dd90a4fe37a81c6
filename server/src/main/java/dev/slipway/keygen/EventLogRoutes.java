package dev.slipway.keygen;

import dev.slipway.event.EventLog;
import dev.slipway.http.QueryParameters;
import dev.slipway.model.Aliases;
import dev.slipway.model.Event;
import dev.slipway.model.EventFilter;
import dev.slipway.model.Metadata;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /event-logs}. */
public final class EventLogRoutes {
    private static final String START = "date[start]";
    private static final String END = "date[end]";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int DATE_ALONE = 10;

    private final EventLog log;

    /** Translates for this. */
    public EventLogRoutes(EventLog log) {
        this.log = log;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/event-logs", this::list);
        view.on(
                "GET",
                "/event-logs/{id}",
                context -> Answer.ok(Documents.of(
                        render(context.account().id(), log.show(context.caller(), context.parameter("id"))))));
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                log.list(context.caller(), filter(context), context.page()),
                event -> render(context.account().id(), event),
                Event::id));
    }

    private static EventFilter filter(Context context) {
        QueryParameters query = context.query();
        List<String> events = Stream.concat(query.all("events[]").stream(), query.all("event").stream())
                .filter(name -> !name.isBlank())
                .toList();
        String request = context.filter("request");
        Dates dates = dates(query);
        return new EventFilter(
                dates.from(),
                dates.until(),
                events.isEmpty() ? null : events,
                linkage(context, "whodunnit"),
                linkage(context, "resource"),
                request == null ? null : Aliases.canonical(request));
    }

    record Dates(@Nullable Instant from, @Nullable Instant until) {}

    static Dates dates(QueryParameters query) {
        String start = query.first(START);
        String end = query.first(END);
        if (start == null && end == null) {
            return new Dates(null, null);
        }
        Instant from = time(start, START);
        Instant until = time(end, END);
        // A date alone is all of that day.
        if (String.valueOf(end).length() == DATE_ALONE && String.valueOf(end).contains("-")) {
            until = until.plus(DAY);
        }
        Duration length = Duration.between(from, until);
        if (length.compareTo(DAY) < 0 || length.compareTo(LONGEST) > 0) {
            throw refuse(END, "must be between 1 and 31 days after the start");
        }
        return new Dates(from, until);
    }

    private static Instant time(@Nullable String text, String parameter) {
        if (text == null || text.isBlank()) {
            throw refuse(parameter, "is missing");
        }
        try {
            return (Instant) new Kind.Time().read(text, "");
        } catch (Refusal e) {
            throw refuse(parameter, "must be a valid time");
        }
    }

    private static Refusal refuse(String parameter, String detail) {
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.parameter(parameter));
    }

    static EventFilter.@Nullable Linkage linkage(Context context, String name) {
        String id = context.filter(name + "[id]");
        String type = context.filter(name + "[type]");
        if (id == null) {
            id = context.filter(name);
            type = null;
        }
        if (id == null) {
            return null;
        }
        return new EventFilter.Linkage(type == null ? null : plural(type), Aliases.canonical(id));
    }

    /** The name of a type as it is kept; clients also write it in the singular. */
    private static String plural(String type) {
        if (type.endsWith("y")) {
            return type.substring(0, type.length() - 1) + "ies";
        }
        return type.endsWith("s") ? type : type + "s";
    }

    private static ObjectNode render(String accountId, Event event) {
        String request = event.requestId();
        String logged = request != null && Aliases.isIdLike(request) ? Aliases.canonical(request) : null;
        String bearerType = event.bearerType() == null ? "users" : event.bearerType();
        Resource resource = new Resource(accountId, "event-logs", event.id(), "/event-logs/" + event.id())
                .attribute("event", event.name())
                .attribute("metadata", readable(event.metadata()))
                .times(event.created(), event.created());
        relate(resource, accountId, "request", "request-logs", logged);
        relate(resource, accountId, "whodunnit", bearerType, event.bearerId());
        relate(resource, accountId, "resource", event.resourceType(), event.resourceId());
        return resource.selfLink().build();
    }

    /** Without what is sealed in it for somebody else. */
    private static Metadata readable(Metadata details) {
        if (details.get(EventDocuments.SEALED_TOKEN) == null) {
            return details;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(details.values());
        values.remove(EventDocuments.SEALED_TOKEN);
        return new Metadata(values);
    }

    static void relate(Resource resource, String accountId, String name, String type, @Nullable String id) {
        if (id == null) {
            resource.toNone(name);
        } else {
            resource.toOne(name, type, id, Links.account(accountId) + "/" + type + "/" + id);
        }
    }
}
