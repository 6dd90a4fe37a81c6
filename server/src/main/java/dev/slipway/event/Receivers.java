package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is told of events, whichever API they were named with, as the vendor's people see it: how they are doing, what they were
 * told, and telling it again.
 */
public final class Receivers {
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.READ_ONLY);
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final int LOOKED_AT = 100;

    private final Store store;
    private final WebhookEvents events;

    /** Looks into this store, and sends again by these. */
    public Receivers(Store store, WebhookEvents events) {
        this.store = store;
        this.events = events;
    }

    /** Whether a caller may know who is told. */
    public static boolean mayRead(Caller caller) {
        return caller.may(Permission.WEBHOOK_ENDPOINT_READ, READERS);
    }

    /** Whether a caller may say who is told. */
    public static boolean mayWrite(Caller caller) {
        return caller.may(Permission.WEBHOOK_ENDPOINT_UPDATE, WRITERS);
    }

    /** Whether a caller may send something again. */
    public static boolean mayReplay(Caller caller) {
        return caller.may(Permission.WEBHOOK_EVENT_RETRY, WRITERS);
    }

    /** A part of the list of endpoints. */
    public Slice<Webhooks.Entry> list(Caller caller, PageRequest page) {
        caller.require(Permission.WEBHOOK_ENDPOINT_READ, READERS);
        return store.read(
                caller.account().id(),
                session -> session.webhookEndpoints().list(page).map(each -> Webhooks.entry(session, each)));
    }

    /** Those of the newest hundred endpoints that do not take what they are told. */
    public List<Webhooks.Entry> failing(Caller caller) {
        return list(caller, new PageRequest.Limit(LOOKED_AT, false)).items().stream()
                .filter(each -> each.state() != DeliveryState.HEALTHY)
                .toList();
    }

    /**
     * The endpoint with that id.
     *
     * @throws Refusal 404
     */
    public Webhooks.Entry show(Caller caller, String id) {
        caller.require(Permission.WEBHOOK_ENDPOINT_READ, READERS);
        return store.read(caller.account().id(), session -> Webhooks.entry(session, endpoint(session, id)));
    }

    /** A part of what an endpoint was told or is to be told. */
    public Slice<WebhookEvent> deliveries(Caller caller, String endpointId, PageRequest page) {
        caller.require(Permission.WEBHOOK_EVENT_READ, READERS);
        return store.read(
                caller.account().id(),
                session -> session.webhookEvents().ofEndpoint(Aliases.canonical(endpointId), page));
    }

    /**
     * One of them.
     *
     * @throws Refusal 404, also when it is another endpoint's
     */
    public WebhookEvent delivery(Caller caller, String endpointId, String id) {
        caller.require(Permission.WEBHOOK_EVENT_READ, READERS);
        return store.read(caller.account().id(), session -> delivery(session, endpointId, id));
    }

    /**
     * Sends something again, to where its endpoint now is: as a new delivery with the same idempotency token.
     *
     * @throws Refusal 404, 403, or 422 when the endpoint is turned off
     */
    public WebhookEvent replay(Caller caller, String endpointId, String id) {
        caller.require(Permission.WEBHOOK_EVENT_RETRY, WRITERS);
        return store.write(caller.account().id(), session -> {
            WebhookEvent event = delivery(session, endpointId, id);
            WebhookEndpoint endpoint = endpoint(session, endpointId);
            if (!endpoint.active()) {
                throw Refusal.of(Problem.UNPROCESSABLE, "the webhook endpoint is turned off");
            }
            return events.resend(session, event, endpoint, caller.now());
        });
    }

    private static WebhookEndpoint endpoint(Session session, String id) {
        return session.webhookEndpoints()
                .find(Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("webhook endpoint", id));
    }

    private static WebhookEvent delivery(Session session, String endpointId, String id) {
        return session.webhookEvents()
                .find(Aliases.canonical(id))
                .filter(event -> event.endpointId().equals(Aliases.canonical(endpointId)))
                .orElseThrow(() -> Refusal.notFound("webhook event", id));
    }
}
