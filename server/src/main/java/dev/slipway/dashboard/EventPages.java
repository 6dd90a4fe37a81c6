package dev.slipway.dashboard;

import dev.slipway.event.EventLog;
import dev.slipway.event.EventNames;
import dev.slipway.http.QueryParameters;
import dev.slipway.licensing.Users;
import dev.slipway.model.Aliases;
import dev.slipway.model.Event;
import dev.slipway.model.EventFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages about what happened. */
public final class EventPages {
    private static final String LIST = "dashboard/events.jte";
    private static final String AFTER = "after";
    private static final String[] FIELDS = {"event", "resource", "bearer", "request", "from", "until"};
    private static final int SIZE = 25;

    private final EventLog log;
    private final Users users;

    /** Shows this log. */
    public EventPages(EventLog log, Users users) {
        this.log = log;
        this.users = users;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/events", this::list).on("GET", "/events/{id}", this::show);
    }

    private Answer list(Visit visit) {
        Form form = Form.of(visit.query(), FIELDS);
        String after = visit.query().first(AFTER);
        try {
            PageRequest page = new PageRequest.Cursor(after == null ? null : Aliases.canonical(after), SIZE, false);
            Slice<Event> found = log.list(visit.caller(), filter(form), page);
            return Answer.page(LIST, page(visit, form, found, after));
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(LIST, page(visit, form.refused(refusal), new Slice<>(List.of(), false, -1), null));
        }
    }

    private static EventFilter filter(Form form) {
        String event = form.given("event");
        return new EventFilter(
                Dates.startOf(form, "from"),
                Dates.endOf(form, "until"),
                event == null ? null : List.of(event),
                linkage(form.given("bearer")),
                linkage(form.given("resource")),
                form.given("request"));
    }

    private static EventFilter.@Nullable Linkage linkage(@Nullable String id) {
        return id == null ? null : new EventFilter.Linkage(null, Aliases.canonical(id));
    }

    private EventsPage page(Visit visit, Form form, Slice<Event> found, @Nullable String after) {
        EventWords words = new EventWords(users, visit.caller());
        boolean isFiltered = Arrays.stream(FIELDS).anyMatch(field -> form.given(field) != null);
        return new EventsPage(
                visit.frame("Events"),
                form,
                isFiltered,
                EventNames.told(),
                found.items().stream().map(words::row).toList(),
                after == null ? null : address(visit, null),
                found.hasMore() ? address(visit, found.items().getLast().id()) : null);
    }

    private static String address(Visit visit, @Nullable String after) {
        Stream<QueryParameters.Entry> filters =
                visit.query().entries().stream().filter(entry -> !entry.name().equals(AFTER));
        String query = Stream.concat(
                        filters.map(entry -> encoded(entry.name()) + "=" + encoded(entry.value())),
                        Stream.ofNullable(after).map(id -> AFTER + "=" + encoded(id)))
                .collect(Collectors.joining("&"));
        return "/events" + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer show(Visit visit) {
        Event event = log.show(visit.caller(), visit.parameter("id"));
        EventRow row = new EventWords(users, visit.caller()).row(event);
        return Answer.page(
                "dashboard/event.jte",
                new EventPage(
                        visit.frame(row.what()),
                        row,
                        event.requestId(),
                        event.metadata().values().isEmpty()
                                ? null
                                : JsonText.of(
                                        Objects.requireNonNull(event.metadata().values()))));
    }
}
