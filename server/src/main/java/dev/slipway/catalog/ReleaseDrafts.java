package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Releases.Draft;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Constraint;
import dev.slipway.model.Entitlement;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a release comes into being. */
final class ReleaseDrafts {
    private static final int MOST_CONSTRAINTS = 20;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    ReleaseDrafts(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    Release create(Caller caller, Draft draft) {
        require(caller, draft);
        return store.write(caller.account().id(), session -> {
            Product product = lockProduct(session, draft);
            Violations violations = new Violations();
            Release release = prepare(session, caller, draft, product, violations);
            ReleaseRules.refuseTaken(session, release, violations);
            violations.throwIfAny();
            insert(session, caller, release, draft);
            return release;
        });
    }

    /** Refuses a caller who may not add such a release. */
    static void require(Caller caller, Draft draft) {
        caller.require(Permission.RELEASE_CREATE, Guard.WRITERS);
        requireConstrainer(caller, draft.entitlementIds());
        caller.requireOwnProduct(Aliases.canonical(draft.productId()));
    }

    /** Refuses a caller who may not constrain a new release to these entitlements, and too many of them. */
    static void requireConstrainer(Caller caller, List<String> entitlementIds) {
        if (!entitlementIds.isEmpty()) {
            caller.require(Permission.RELEASE_CONSTRAINTS_ATTACH);
        }
        if (entitlementIds.size() > MOST_CONSTRAINTS) {
            throw Refusal.of(Problem.UNPROCESSABLE, "too many records");
        }
    }

    /** The product of a new release, in which nobody else adds one until the transaction ends. */
    static Product lockProduct(Session session, Draft draft) {
        return Guard.lock(session, Aliases.canonical(draft.productId()))
                .orElseThrow(() -> Refusal.invalid(Source.relationship("product"), Rule.NOT_FOUND, "must exist"));
    }

    /** The entitlements that a new release is constrained to. */
    static List<String> entitlementIds(Draft draft) {
        return draft.entitlementIds().stream().map(Aliases::canonical).toList();
    }

    /**
     * The release a draft describes, as far as nothing is wrong with it by itself; the rest is noted.
     *
     * @throws Refusal 422 when there cannot be such a release
     */
    Release prepare(Session session, Caller caller, Draft draft, Product product, Violations violations) {
        @Nullable String packageId = packageId(session, draft, product, violations);
        checkConstraints(session, entitlementIds(draft), violations);
        Optional<ReleaseRules.Numbered> version =
                ReleaseRules.version(draft.version(), product.versionScheme(), draft.channel(), violations);
        ReleaseRules.Words words = new ReleaseRules.Words(
                draft.name(), draft.description(), ReleaseRules.tag(draft.tag()), draft.backdated(), draft.metadata());
        ReleaseRules.check(words, caller.now(), violations);
        ReleaseRules.Numbered numbered = version.orElseThrow(violations::refusal);
        return new Release(
                ids.next(),
                product.id(),
                packageId,
                words.name(),
                words.description(),
                draft.channel(),
                draft.status(),
                words.tag(),
                numbered.version(),
                numbered.semver(),
                draft.metadata(),
                draft.apiVersion(),
                0,
                0,
                caller.now(),
                caller.now(),
                draft.backdated(),
                draft.status() == ReleaseStatus.PUBLISHED ? caller.now() : null,
                null,
                Release.Offer.of(draft.channel(), numbered.version(), draft.metadata()));
    }

    /** Adds a release with its constraints. */
    void insert(Session session, Caller caller, Release release, Draft draft) {
        insert(session, caller, release, entitlementIds(draft));
    }

    void insert(Session session, Caller caller, Release release, List<String> entitlementIds) {
        session.releases().insert(release);
        for (String entitlementId : entitlementIds) {
            constrain(session, caller, release.id(), entitlementId);
        }
        session.labels().note(LabelKind.CHANNEL, release.channel().key(), ids.next(), caller.now());
        OfferNames.note(session, ids, caller, release);
        changes.record(session, caller, "release.created", Releases.TYPE, release.id());
    }

    /** Constrains a release to an entitlement. */
    void constrain(Session session, Caller caller, String releaseId, String entitlementId) {
        session.constraints().insert(new Constraint(ids.next(), releaseId, entitlementId, caller.now(), caller.now()));
    }

    private static @Nullable String packageId(Session session, Draft draft, Product product, Violations violations) {
        if (draft.packageId() == null) {
            return null;
        }
        Source source = Source.relationship("package");
        Optional<ReleasePackage> found = session.packages().find(Aliases.canonical(draft.packageId()));
        violations.addIf(found.isEmpty(), source, Rule.NOT_FOUND, "must exist");
        violations.addIf(
                found.isPresent() && !found.get().productId().equals(product.id()),
                source,
                Rule.NOT_ALLOWED,
                "package product must match release product");
        return found.map(ReleasePackage::id).orElse(null);
    }

    static void checkConstraints(Session session, List<String> entitlementIds, Violations violations) {
        Set<String> known = session.entitlements().findAll(entitlementIds).stream()
                .map(Entitlement::id)
                .collect(Collectors.toSet());
        for (int index = 0; index < entitlementIds.size(); index++) {
            String id = entitlementIds.get(index);
            Source source = Source.relationshipItem("constraints", index, "entitlement");
            violations.addIf(!known.contains(id), source, Rule.NOT_FOUND, "must exist");
            violations.addIf(Collections.frequency(entitlementIds, id) > 1, source, Rule.CONFLICT, "is duplicated");
        }
    }
}
