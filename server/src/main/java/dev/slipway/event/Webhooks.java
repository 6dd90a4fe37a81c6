package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.event.delivery.AddressGuard;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.Dialect;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an account wants to be told of events in Cryptlex's words: endpoints with a name, a token of their own that signs what is
 * sent, and a switch. {@link WebhookEndpoints} are those in Keygen's words; neither knows of the other. The token of a product
 * knows and makes only endpoints confined to it.
 */
public final class Webhooks {
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_TEXT = 255;
    private static final int MOST_EVENTS = 1_000;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final AddressGuard guard;
    private final Predicate<String> subscribable;

    /**
     * Keeps endpoints in this store.
     *
     * @param guard which addresses may be told anything
     * @param subscribable which names events may have
     */
    public Webhooks(Store store, ChangeLog changes, Ids ids, AddressGuard guard, Predicate<String> subscribable) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.guard = guard;
        this.subscribable = subscribable;
    }

    /**
     * What a new endpoint says of itself.
     *
     * @param token null or blank to have one made
     */
    public record Draft(String name, String url, @Nullable String token, boolean active, List<String> events) {}

    /** What an update says; null and absent are alike, except that a token of null has a new one made. */
    public record Changes(
            Change<String> name,
            Change<String> url,
            Change<String> token,
            Change<Boolean> active,
            Change<List<String>> events) {}

    /** An endpoint and how its receiver is doing. */
    public record Entry(WebhookEndpoint endpoint, DeliveryState state) {}

    /** The endpoints that a query wants, of those the caller may know of. */
    public Slice<Entry> list(Caller caller, ListQuery query) {
        caller.require(Permission.WEBHOOK_ENDPOINT_READ, WebhookEndpoints.READERS);
        return store.read(
                caller.account().id(),
                session -> session.webhookEndpoints()
                        .list(Dialect.CRYPTLEX, caller.productId(), query)
                        .map(endpoint -> entry(session, endpoint)));
    }

    /** The endpoint with that id. */
    public Entry show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            WebhookEndpoint found = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_READ, WebhookEndpoints.READERS);
            return entry(session, found);
        });
    }

    /**
     * Adds an endpoint.
     *
     * @throws Refusal 403, or 422 naming what is wrong: name, url, token, events
     */
    public Entry create(Caller caller, Draft draft) {
        caller.require(Permission.WEBHOOK_ENDPOINT_CREATE, WebhookEndpoints.WRITERS);
        WebhookEndpoint endpoint = new WebhookEndpoint(
                ids.next(),
                Dialect.CRYPTLEX,
                caller.productId(),
                draft.name(),
                draft.url(),
                distinct(draft.events()),
                "",
                token(draft.token()),
                draft.active(),
                caller.now(),
                caller.now());
        check(endpoint);
        return store.write(caller.account().id(), session -> {
            session.webhookEndpoints().insert(endpoint);
            changes.record(session, caller, "webhook-endpoint.created", WebhookEndpoints.TYPE, endpoint.id());
            return entry(session, endpoint);
        });
    }

    /**
     * Changes an endpoint. What waits to be told to it goes to its new address, signed with its new token; when it is turned off,
     * that is given up.
     *
     * @param changesOf read only once the caller is known to be allowed to change the endpoint
     * @throws Refusal 404, 403, or 422 as for {@link #create}
     */
    public Entry update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            WebhookEndpoint found = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_UPDATE, WebhookEndpoints.WRITERS);
            Changes update = changesOf.get();
            WebhookEndpoint current = session.webhookEndpoints()
                    .findForUpdate(found.id())
                    .orElseThrow(() -> Refusal.notFound("webhook", id));
            WebhookEndpoint endpoint = new WebhookEndpoint(
                    current.id(),
                    current.dialect(),
                    current.productId(),
                    update.name().overRequired(current.name()),
                    update.url().overRequired(current.url()),
                    distinct(update.events().overRequired(current.subscriptions())),
                    current.apiVersion(),
                    update.token().given() ? token(update.token().value()) : current.token(),
                    update.active().overRequired(current.active()),
                    current.created(),
                    caller.now());
            check(endpoint);
            session.webhookEndpoints().update(endpoint);
            if (!endpoint.active()) {
                session.webhookEvents().giveUp(endpoint.id(), caller.now());
            } else if (!endpoint.url().equals(current.url()) || !Objects.equals(endpoint.token(), current.token())) {
                session.webhookEvents().redirect(endpoint);
            }
            changes.record(session, caller, "webhook-endpoint.updated", WebhookEndpoints.TYPE, endpoint.id());
            return entry(session, endpoint);
        });
    }

    /** Removes an endpoint; what still waits for it is given up. */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            WebhookEndpoint endpoint = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_DELETE, WebhookEndpoints.WRITERS);
            session.webhookEndpoints().delete(endpoint.id());
            session.webhookEvents().giveUp(endpoint.id(), caller.now());
            changes.record(session, caller, "webhook-endpoint.deleted", WebhookEndpoints.TYPE, endpoint.id());
            return endpoint;
        });
    }

    /** What endpoints were told or are to be told, as far as a query wants it and the caller may know of them. */
    public Slice<WebhookEvent> log(Caller caller, ListQuery query) {
        caller.require(Permission.WEBHOOK_EVENT_READ, WebhookEndpoints.READERS);
        return store.read(
                caller.account().id(),
                session -> session.webhookEvents().list(Dialect.CRYPTLEX, caller.productId(), query));
    }

    /** What an endpoint was told or is to be told, by id. */
    public WebhookEvent logged(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            WebhookEvent found = session.webhookEvents()
                    .find(Dialect.CRYPTLEX, caller.productId(), Aliases.canonical(id))
                    .filter(event -> caller.isVendor())
                    .orElseThrow(() -> Refusal.notFound("webhook event log", id));
            caller.require(Permission.WEBHOOK_EVENT_READ, WebhookEndpoints.READERS);
            return found;
        });
    }

    private static WebhookEndpoint findVisible(Session session, Caller caller, String id) {
        return session.webhookEndpoints()
                .find(Dialect.CRYPTLEX, caller.productId(), Aliases.canonical(id))
                .filter(endpoint -> caller.isVendor())
                .orElseThrow(() -> Refusal.notFound("webhook", id));
    }

    static Entry entry(Session session, WebhookEndpoint endpoint) {
        DeliveryState last = session.webhookEvents()
                .lastAttempted(endpoint.id())
                .map(DeliveryState::of)
                .orElse(DeliveryState.HEALTHY);
        boolean resumed = last == DeliveryState.SUSPENDED && endpoint.active();
        return new Entry(endpoint, resumed ? DeliveryState.UNHEALTHY : last);
    }

    private String token(@Nullable String given) {
        return given == null || given.isBlank() ? ids.randomHex(TOKEN_BYTES) : given;
    }

    private static List<String> distinct(List<String> names) {
        return names.stream().distinct().toList();
    }

    private void check(WebhookEndpoint endpoint) {
        Violations violations = new Violations();
        violations.addIf(endpoint.url().isBlank(), Source.attribute("url"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(endpoint.url(), WebhookEndpoints.LONGEST_URL, "url");
        if (violations.isEmpty()) {
            WebhookAddress.check(endpoint.url(), guard, violations);
        }
        violations.addIf(endpoint.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(endpoint.name(), LONGEST_TEXT, "name");
        violations.addIfLonger(endpoint.token(), LONGEST_TEXT, "token");
        Source events = Source.attribute("events");
        List<String> names = endpoint.subscriptions();
        violations.addIf(names.isEmpty(), events, Rule.TOO_SHORT, "must name at least one event");
        violations.addIf(
                names.size() > MOST_EVENTS,
                events,
                Rule.TOO_LONG,
                "must name at most %d events".formatted(MOST_EVENTS));
        names.stream()
                .filter(subscribable.negate())
                .findFirst()
                .ifPresent(name -> violations.add(events, Rule.NOT_ALLOWED, "must be names of events that there are"));
        violations.throwIfAny();
    }
}
