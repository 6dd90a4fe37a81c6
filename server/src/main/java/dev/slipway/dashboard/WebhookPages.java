package dev.slipway.dashboard;

import dev.slipway.event.Receivers;
import dev.slipway.event.WebhookEndpoints;
import dev.slipway.event.Webhooks;
import dev.slipway.model.Change;
import dev.slipway.model.Dialect;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages about who is told of events, in the words of either API. */
public final class WebhookPages {
    private static final String ONE = "dashboard/webhook.jte";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String EVENTS = "events";
    private static final String[] FIELDS = {
        "api", "name", "url", "token", "active", "apiVersion", "everything", SUBSCRIPTIONS, EVENTS
    };

    private final WebhookEndpoints keygen;
    private final Webhooks cryptlex;
    private final Receivers receivers;
    private final WebhookWords words;

    /** Shows these, and changes each in its own words. */
    public WebhookPages(WebhookEndpoints keygen, Webhooks cryptlex, Receivers receivers, WebhookWords words) {
        this.keygen = keygen;
        this.cryptlex = cryptlex;
        this.receivers = receivers;
        this.words = words;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/webhooks", this::list)
                .on("POST", "/webhooks", this::create)
                .on("GET", "/webhooks/new", this::draft)
                .on("GET", "/webhooks/{id}", this::show)
                .on("POST", "/webhooks/{id}", this::update)
                .on("POST", "/webhooks/{id}/delete", this::delete);
        new DeliveryPages(receivers).register(pages);
    }

    private Answer list(Visit visit) {
        Slice<Webhooks.Entry> found = receivers.list(visit.caller(), PageLinks.wanted(visit));
        List<WebhooksPage.Row> rows =
                found.items().stream().map(WebhookWords::row).toList();
        return Answer.page(
                "dashboard/webhooks.jte",
                new WebhooksPage(
                        visit.frame("Webhooks"), rows, PageLinks.of(visit, found), Receivers.mayWrite(visit.caller())));
    }

    private static Dialect dialect(@Nullable String api) {
        return "cryptlex".equals(api) ? Dialect.CRYPTLEX : Dialect.KEYGEN;
    }

    private Answer draft(Visit visit) {
        Form form = Form.of(visit.query(), FIELDS).withValues(Map.of("active", "on"));
        return Answer.page(ONE, fresh(visit, dialect(visit.query().first("api")), form));
    }

    private WebhookPage fresh(Visit visit, Dialect dialect, Form form) {
        return new WebhookPage(
                visit.frame("New webhook"),
                form,
                null,
                "New webhook",
                "",
                WebhookWords.api(dialect),
                dialect == Dialect.CRYPTLEX,
                boxes(dialect),
                !form.value("everything").isEmpty(),
                EventGroup.of(words.events(dialect), form.values(boxes(dialect))),
                versions(dialect),
                null,
                null,
                List.of(),
                null,
                Receivers.mayWrite(visit.caller()));
    }

    private static String boxes(Dialect dialect) {
        return dialect == Dialect.KEYGEN ? SUBSCRIPTIONS : EVENTS;
    }

    private List<Choice> versions(Dialect dialect) {
        return dialect == Dialect.KEYGEN
                ? words.apiVersions().reversed().stream()
                        .map(each -> new Choice(each, each))
                        .toList()
                : List.of();
    }

    private static List<String> chosen(Form form) {
        return form.value("everything").isEmpty() ? form.values(SUBSCRIPTIONS) : List.of(WebhookWords.EVERYTHING);
    }

    private Answer create(Visit visit) {
        Form form = visit.form(FIELDS);
        Dialect dialect = dialect(form.given("api"));
        try {
            String id = switch (dialect) {
                case KEYGEN ->
                    keygen.create(
                                    visit.caller(),
                                    new WebhookEndpoints.Draft(
                                            form.value("url").strip(),
                                            chosen(form),
                                            null,
                                            form.value("apiVersion"),
                                            null))
                            .id();
                case CRYPTLEX ->
                    cryptlex.create(
                                    visit.caller(),
                                    new Webhooks.Draft(
                                            form.value("name").strip(),
                                            form.value("url").strip(),
                                            form.given("token"),
                                            !form.value("active").isEmpty(),
                                            form.values(EVENTS)))
                            .endpoint()
                            .id();
            };
            return new Answer.Redirect("/webhooks/" + id, "The webhook was added.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(ONE, fresh(visit, dialect, form.refused(refusal)));
        }
    }

    private Answer show(Visit visit) {
        Webhooks.Entry entry = receivers.show(visit.caller(), visit.parameter("id"));
        WebhookEndpoint endpoint = entry.endpoint();
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("name", endpoint.name());
        values.put("url", endpoint.url());
        values.put("apiVersion", endpoint.apiVersion());
        values.put("active", endpoint.active() ? "on" : null);
        values.put("token", null);
        return Answer.page(ONE, page(visit, entry, Form.filled(values), endpoint.subscriptions()));
    }

    private WebhookPage page(Visit visit, Webhooks.Entry entry, Form form, List<String> ticked) {
        WebhookEndpoint endpoint = entry.endpoint();
        Slice<WebhookEvent> deliveries = receivers.deliveries(visit.caller(), endpoint.id(), PageLinks.wanted(visit));
        boolean mayWrite = Receivers.mayWrite(visit.caller());
        return new WebhookPage(
                visit.frame(WebhookWords.title(endpoint)),
                form,
                endpoint.id(),
                WebhookWords.title(endpoint),
                endpoint.url(),
                WebhookWords.api(endpoint.dialect()),
                endpoint.dialect() == Dialect.CRYPTLEX,
                boxes(endpoint.dialect()),
                ticked.contains(WebhookWords.EVERYTHING),
                EventGroup.of(words.events(endpoint.dialect()), ticked),
                versions(endpoint.dialect()),
                mayWrite ? endpoint.token() : null,
                WebhookWords.standing(entry),
                deliveries.items().stream()
                        .map(each -> new WebhookPage.Delivery(
                                each.id(),
                                each.event(),
                                WebhookWords.standing(each),
                                each.attempts(),
                                each.lastResponseCode(),
                                each.created()))
                        .toList(),
                PageLinks.of(visit, deliveries),
                mayWrite);
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        String id = visit.parameter("id");
        Webhooks.Entry entry = receivers.show(visit.caller(), id);
        Dialect dialect = entry.endpoint().dialect();
        try {
            switch (dialect) {
                case KEYGEN ->
                    keygen.update(
                            visit.caller(),
                            id,
                            () -> new WebhookEndpoints.Changes(
                                    Change.to(form.value("url").strip()),
                                    Change.to(chosen(form)),
                                    Change.none(),
                                    Change.to(form.value("apiVersion"))));
                case CRYPTLEX ->
                    cryptlex.update(
                            visit.caller(),
                            id,
                            () -> new Webhooks.Changes(
                                    Change.to(form.value("name").strip()),
                                    Change.to(form.value("url").strip()),
                                    form.given("token") == null ? Change.none() : Change.to(form.given("token")),
                                    Change.to(!form.value("active").isEmpty()),
                                    Change.to(form.values(EVENTS))));
            }
            return new Answer.Redirect("/webhooks/" + id, "The webhook was changed.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            List<String> ticked = dialect == Dialect.KEYGEN ? chosen(form) : form.values(EVENTS);
            return Answer.refused(ONE, page(visit, entry, form.refused(refusal), ticked));
        }
    }

    private Answer delete(Visit visit) {
        String id = visit.parameter("id");
        switch (receivers.show(visit.caller(), id).endpoint().dialect()) {
            case KEYGEN -> keygen.delete(visit.caller(), id);
            case CRYPTLEX -> cryptlex.delete(visit.caller(), id);
        }
        return new Answer.Redirect("/webhooks", "The webhook was deleted.");
    }
}
