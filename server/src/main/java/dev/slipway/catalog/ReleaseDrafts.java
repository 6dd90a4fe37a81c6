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
        caller.require(Permission.RELEASE_CREATE, Guard.WRITERS);
        if (!draft.entitlementIds().isEmpty()) {
            caller.require(Permission.RELEASE_CONSTRAINTS_ATTACH);
        }
        String productId = Aliases.canonical(draft.productId());
        caller.requireOwnProduct(productId);
        if (draft.entitlementIds().size() > MOST_CONSTRAINTS) {
            throw Refusal.of(Problem.UNPROCESSABLE, "too many records");
        }
        List<String> entitlementIds =
                draft.entitlementIds().stream().map(Aliases::canonical).toList();
        return store.write(caller.account().id(), session -> {
            Product product = Guard.lock(session, productId)
                    .orElseThrow(() -> Refusal.invalid(Source.relationship("product"), Rule.NOT_FOUND, "must exist"));
            Release release = checked(session, caller, draft, product, entitlementIds);
            session.releases().insert(release);
            for (String entitlementId : entitlementIds) {
                session.constraints()
                        .insert(new Constraint(ids.next(), release.id(), entitlementId, caller.now(), caller.now()));
            }
            session.labels().note(LabelKind.CHANNEL, release.channel().key(), ids.next(), caller.now());
            changes.record(session, caller, "release.created", Releases.TYPE, release.id());
            return release;
        });
    }

    private Release checked(Session session, Caller caller, Draft draft, Product product, List<String> entitlementIds) {
        Violations violations = new Violations();
        @Nullable String packageId = packageId(session, draft, product, violations);
        checkConstraints(session, entitlementIds, violations);
        ReleaseRules.Numbered numbered = ReleaseRules.version(
                        draft.version(), product.versionScheme(), draft.channel(), violations)
                .orElseThrow(violations::refusal);
        Release release = new Release(
                ids.next(),
                product.id(),
                packageId,
                draft.name(),
                draft.description(),
                draft.channel(),
                draft.status(),
                ReleaseRules.tag(draft.tag()),
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
                null);
        ReleaseRules.check(release, caller.now(), violations);
        ReleaseRules.refuseTaken(session, release, null, violations);
        violations.throwIfAny();
        return release;
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

    private static void checkConstraints(Session session, List<String> entitlementIds, Violations violations) {
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
