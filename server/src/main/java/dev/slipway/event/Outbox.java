package dev.slipway.event;

import dev.slipway.event.Subjects.Shown;
import dev.slipway.model.Dialect;
import dev.slipway.model.Event;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.secret.Ids;
import dev.slipway.store.Installation;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be told to webhook endpoints, written in the transaction of what it tells of: either both are there after a
 * crash, or neither. Where an account has no endpoints, as most have, looking them up is all it costs.
 */
public final class Outbox {
    private static final int TOKEN_BYTES = 32;
    private static final int REMEMBERED = 10_000;

    private final Ids ids;
    private final Subjects subjects;
    private final Doorbell doorbell;
    private final RevisionCache<String, List<WebhookEndpoint>> endpoints;

    /** Writes here what is to be told, and rings when there is something. */
    public Outbox(Store store, Ids ids, Subjects subjects, Doorbell doorbell) {
        this.ids = ids;
        this.subjects = subjects;
        this.doorbell = doorbell;
        this.endpoints = new RevisionCache<>(store, REMEMBERED);
    }

    /** How what events are about looks. */
    Subjects subjects() {
        return subjects;
    }

    /** Notes an event about a resource, which must still be there. */
    void add(Session session, Event event) {
        add(session, event, () -> whole(session, event));
    }

    private Optional<Shown> whole(Session session, Event event) {
        return subjects.find(session, event.resourceType(), event.resourceId())
                .map(resource -> new Shown(List.of(resource), false, event.name(), event.metadata()));
    }

    /** Notes an event about parts of a resource. */
    void add(Session session, Event event, List<Record> parts) {
        add(session, event, () -> Optional.of(new Shown(parts, true, event.name(), event.metadata())));
    }

    private void add(Session session, Event event, Supplier<Optional<Shown>> shown) {
        List<WebhookEndpoint> all = endpoints.get(
                session.accountId(), () -> session.webhookEndpoints().all());
        if (all.isEmpty()) {
            return;
        }
        for (Dialect dialect : Dialect.values()) {
            subjects.nameIn(dialect, event.name())
                    .ifPresent(
                            name -> add(session, event, dialect, name, all, shownIn(dialect, session, event, shown)));
        }
    }

    /** Parts of a resource are shown where there are documents of several; elsewhere the resource itself is. */
    private Supplier<Optional<Shown>> shownIn(
            Dialect dialect, Session session, Event event, Supplier<Optional<Shown>> shown) {
        return dialect == Dialect.KEYGEN ? shown : () -> whole(session, event);
    }

    private void add(
            Session session,
            Event event,
            Dialect dialect,
            String name,
            List<WebhookEndpoint> all,
            Supplier<Optional<Shown>> shown) {
        List<WebhookEndpoint> subscribed = all.stream()
                .filter(endpoint -> endpoint.dialect() == dialect && endpoint.subscribesTo(name))
                .filter(endpoint -> endpoint.productId() == null || isReadable(session, event, endpoint.productId()))
                .toList();
        if (subscribed.isEmpty()) {
            return;
        }
        shown.get()
                .ifPresent(found -> subscribed.forEach(
                        endpoint -> subjects.document(session, found, dialect, endpoint.apiVersion(), event.created())
                                .ifPresent(document -> insert(session, event, endpoint, name, document))));
        session.afterCommit(doorbell::ring);
    }

    private boolean isReadable(Session session, Event event, String productId) {
        return subjects.find(session, event.resourceType(), event.resourceId())
                .filter(resource -> subjects.isReadableBy(session, resource, productId))
                .isPresent();
    }

    private void insert(Session session, Event event, WebhookEndpoint endpoint, String name, String document) {
        session.webhookEvents()
                .insert(new WebhookEvent(
                        ids.next(),
                        endpoint.id(),
                        endpoint.dialect(),
                        endpoint.productId(),
                        endpoint.url(),
                        endpoint.apiVersion(),
                        endpoint.token(),
                        name,
                        event.resourceId(),
                        document,
                        ids.randomHex(TOKEN_BYTES),
                        WebhookEvent.Status.DELIVERING,
                        0,
                        event.created(),
                        null,
                        null,
                        event.created(),
                        event.created()));
    }

    /** Notes what was seen, together with it. */
    void addAll(Installation installation, List<Installation.Activity> seen) {
        for (Installation.Activity activity : seen) {
            add(installation.account(activity.accountId()), activity.event());
        }
    }
}
