package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.access.Nobody;
import dev.slipway.event.delivery.AddressGuard;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an account wants to be told of events. The token of a product knows and makes only endpoints confined to it. */
public final class WebhookEndpoints {
    private static final String TYPE = "webhook-endpoints";
    private static final String SIGNATURE_ALGORITHM = "ed25519";
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT);
    static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.READ_ONLY, Role.PRODUCT);
    private static final int LONGEST_URL = 4_096;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Subjects subjects;
    private final AddressGuard guard;

    /**
     * Keeps endpoints in this store.
     *
     * @param guard which addresses may be told anything
     */
    public WebhookEndpoints(Store store, ChangeLog changes, Ids ids, Subjects subjects, AddressGuard guard) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.subjects = subjects;
        this.guard = guard;
    }

    /** What a new endpoint says of itself; the version is what it was made with where it says none. */
    public record Draft(
            String url,
            @Nullable List<String> subscriptions,
            @Nullable String signatureAlgorithm,
            String apiVersion,
            @Nullable String productId) {}

    /** What an update says. */
    public record Changes(
            Change<String> url,
            Change<List<String>> subscriptions,
            Change<String> signatureAlgorithm,
            Change<String> apiVersion) {}

    /** The endpoints that the caller may know of. */
    public Slice<WebhookEndpoint> list(Caller caller, PageRequest page) {
        caller.require(Permission.WEBHOOK_ENDPOINT_READ, READERS);
        return store.read(
                caller.account().id(), session -> session.webhookEndpoints().list(caller.productId(), page));
    }

    /** The endpoint with that id. */
    public WebhookEndpoint show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            WebhookEndpoint found = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_READ, READERS);
            return found;
        });
    }

    /** Adds an endpoint. */
    public WebhookEndpoint create(Caller caller, Draft draft) {
        caller.require(Permission.WEBHOOK_ENDPOINT_CREATE, WRITERS);
        if (draft.productId() != null) {
            caller.requireOwnProduct(Aliases.canonical(draft.productId()));
        }
        String productId = draft.productId() == null ? caller.productId() : Aliases.canonical(draft.productId());
        WebhookEndpoint endpoint = new WebhookEndpoint(
                ids.next(),
                productId,
                draft.url(),
                draft.subscriptions() == null ? List.of("*") : distinct(draft.subscriptions()),
                draft.apiVersion(),
                caller.now(),
                caller.now());
        Violations violations = new Violations();
        check(endpoint, draft.signatureAlgorithm(), violations);
        refuseNone(endpoint, violations);
        return store.write(caller.account().id(), session -> {
            if (productId != null) {
                // Locked, so that it does not vanish meanwhile.
                session.products().lock(productId);
                violations.addIf(
                        session.products().find(productId).isEmpty(),
                        Source.relationship("product"),
                        Rule.NOT_FOUND,
                        "must exist");
            }
            violations.throwIfAny();
            session.webhookEndpoints().insert(endpoint);
            changes.record(session, caller, "webhook-endpoint.created", TYPE, endpoint.id());
            return endpoint;
        });
    }

    /**
     * Changes an endpoint. What waits to be told to it goes to its new address.
     *
     * @param changesOf read only once the caller is known to be allowed to change the endpoint
     */
    public WebhookEndpoint update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            WebhookEndpoint found = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_UPDATE, WRITERS);
            Changes update = changesOf.get();
            WebhookEndpoint current = session.webhookEndpoints()
                    .findForUpdate(found.id())
                    .orElseThrow(() -> Refusal.notFound("webhook endpoint", id));
            WebhookEndpoint endpoint = new WebhookEndpoint(
                    current.id(),
                    current.productId(),
                    update.url().overRequired(current.url()),
                    distinct(update.subscriptions().overRequired(current.subscriptions())),
                    update.apiVersion().overRequired(current.apiVersion()),
                    current.created(),
                    caller.now());
            Violations violations = new Violations();
            check(endpoint, update.signatureAlgorithm().value(), violations);
            // One that a receiver turned off stays off through changes of something else.
            if (update.subscriptions().value() != null) {
                refuseNone(endpoint, violations);
            }
            violations.throwIfAny();
            session.webhookEndpoints().update(endpoint);
            if (!endpoint.url().equals(current.url())) {
                session.webhookEvents().redirect(endpoint.id(), endpoint.url());
            }
            changes.record(session, caller, "webhook-endpoint.updated", TYPE, endpoint.id());
            return endpoint;
        });
    }

    /** Removes an endpoint; what still waits for it is given up. */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            WebhookEndpoint endpoint = findVisible(session, caller, id);
            caller.require(Permission.WEBHOOK_ENDPOINT_DELETE, WRITERS);
            session.webhookEndpoints().delete(endpoint.id());
            session.webhookEvents().giveUp(endpoint.id(), caller.now());
            changes.record(session, caller, "webhook-endpoint.deleted", TYPE, endpoint.id());
            return endpoint;
        });
    }

    /**
     * Tells an endpoint nothing more, as its receiver wishes; unless it has moved to another receiver meanwhile.
     *
     * @param said the event that the receiver said so to, as it was sent
     */
    public void turnOff(String accountId, WebhookEvent said, Instant now) {
        store.write(accountId, session -> {
            Optional<WebhookEndpoint> off = session.webhookEndpoints()
                    .findForUpdate(said.endpointId())
                    .filter(endpoint -> endpoint.url().equals(said.url()))
                    .map(endpoint -> endpoint.turnedOff(now));
            off.ifPresent(endpoint -> {
                session.webhookEndpoints().update(endpoint);
                session.webhookEvents().giveUp(endpoint.id(), now);
                Caller nobody = Nobody.in(session.account().orElseThrow(), ids.next(), now);
                changes.record(session, nobody, "webhook-endpoint.updated", TYPE, endpoint.id());
            });
            return off;
        });
    }

    private static void refuseNone(WebhookEndpoint endpoint, Violations violations) {
        violations.addIf(
                endpoint.subscriptions().isEmpty(),
                Source.attribute("subscriptions"),
                Rule.TOO_SHORT,
                "must have at least one webhook event subscription");
    }

    private static List<String> distinct(List<String> names) {
        return names.stream().distinct().toList();
    }

    private static WebhookEndpoint findVisible(Session session, Caller caller, String id) {
        return session.webhookEndpoints()
                .find(caller.productId(), Aliases.canonical(id))
                .filter(endpoint -> caller.isVendor())
                .orElseThrow(() -> Refusal.notFound("webhook endpoint", id));
    }

    private void check(WebhookEndpoint endpoint, @Nullable String signatureAlgorithm, Violations violations) {
        violations.addIf(endpoint.url().isBlank(), Source.attribute("url"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(endpoint.url(), LONGEST_URL, "url");
        if (violations.isEmpty()) {
            WebhookAddress.check(endpoint.url(), guard, violations);
        }
        Source subscriptions = Source.attribute("subscriptions");
        violations.addIf(
                !endpoint.subscriptions().stream().allMatch(EventNames::isAccepted),
                subscriptions,
                Rule.NOT_ALLOWED,
                "unsupported webhook event type for subscription");
        violations.addIf(
                !subjects.knowsVersion(endpoint.apiVersion()),
                Source.attribute("apiVersion"),
                Rule.NOT_ALLOWED,
                "unsupported API version");
        violations.addIf(
                signatureAlgorithm != null && !signatureAlgorithm.equals(SIGNATURE_ALGORITHM),
                Source.attribute("signatureAlgorithm"),
                Rule.NOT_ALLOWED,
                "unsupported signature algorithm (only " + SIGNATURE_ALGORITHM + " is supported)");
    }
}
