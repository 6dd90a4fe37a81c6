package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.Dialect;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What endpoints were told, or are still to be told. */
public final class WebhookEvents {
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private final Store store;
    private final Ids ids;
    private final Doorbell doorbell;

    /** Looks into this store, and rings when something is to be sent again. */
    public WebhookEvents(Store store, Ids ids, Doorbell doorbell) {
        this.store = store;
        this.ids = ids;
        this.doorbell = doorbell;
    }

    /** The events that the caller may know of, where given only those of these names. */
    public Slice<WebhookEvent> list(Caller caller, @Nullable List<String> names, PageRequest page) {
        caller.require(Permission.WEBHOOK_EVENT_READ, WebhookEndpoints.READERS);
        return store.read(
                caller.account().id(),
                session -> session.webhookEvents().list(Dialect.KEYGEN, caller.productId(), names, page));
    }

    /** The event with that id. */
    public WebhookEvent show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            WebhookEvent found = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_EVENT_READ, WebhookEndpoints.READERS);
            return found;
        });
    }

    /** Forgets an event; if it still waits, it is not sent. */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            WebhookEvent event = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_EVENT_DELETE, WRITERS);
            session.webhookEvents().delete(event.id());
            return event;
        });
    }

    /** Sends an event again, to where its endpoint now is: as a new event with the same idempotency token. */
    public WebhookEvent retry(Caller caller, String id) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            WebhookEvent event = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_EVENT_RETRY, WRITERS);
            WebhookEndpoint endpoint = session.webhookEndpoints()
                    .find(event.endpointId())
                    .orElseThrow(() -> Refusal.of(Problem.UNPROCESSABLE, "the webhook endpoint no longer exists"));
            return resend(session, event, endpoint, caller.now());
        });
    }

    /** Sends an event again to where its endpoint now is. */
    WebhookEvent resend(Session session, WebhookEvent event, WebhookEndpoint endpoint, Instant now) {
        WebhookEvent again = event.again(ids.next(), endpoint, now);
        session.webhookEvents().insert(again);
        session.afterCommit(doorbell::ring);
        return again;
    }

    private static WebhookEvent findVisible(Session session, Caller caller, String id) {
        return session.webhookEvents()
                .find(Dialect.KEYGEN, caller.productId(), Aliases.canonical(id))
                .filter(event -> caller.isVendor())
                .orElseThrow(() -> Refusal.notFound("webhook event", id));
    }

    /** Whether everything that was to be sent some minutes ago was sent. */
    public boolean isUpToDate(Instant now) {
        return !store.readAll(all -> all.deliveries().isAnyWaitingSince(now.minus(TOLERATED)));
    }

    /** Forgets what is older than thirty days. */
    public void removeOld(Instant now) {
        Retention.remove(store, (session, limit) -> session.webhookEvents().removeOlderThan(now.minus(KEPT), limit));
    }
}
