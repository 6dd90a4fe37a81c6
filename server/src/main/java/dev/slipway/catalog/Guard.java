package dev.slipway.catalog;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.model.Artifact;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.Role;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every change of the catalog checks: who makes it, under which lock, and whether the release may still change. */
final class Guard {
    /** Who changes packages, releases and artifacts; sales and support people only look. */
    static final Set<Role> WRITERS = Collections.unmodifiableSet(EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT));

    private Guard() {}

    /** A release that nobody else changes until the transaction ends. */
    record Held(Product product, Release release) {

        /** Whether the release can no longer be changed. */
        boolean isFrozen() {
            return Guard.isFrozen(product, release);
        }

        /** Refuses when the release is frozen. */
        void refuseFrozen() {
            if (isFrozen()) {
                throw Refusal.of(Problem.RELEASE_FROZEN);
            }
        }

        /** Refuses when the release is withdrawn. */
        void refuseYanked() {
            if (release.status() == ReleaseStatus.YANKED) {
                throw yanked();
            }
        }
    }

    /** The product as it is once its lock is held, if it is still there. */
    static Optional<Product> lock(Session session, String productId) {
        session.products().lock(productId);
        return session.products().find(productId);
    }

    /** The release as it is once the lock of its product is held, if it is still there. */
    static Optional<Held> hold(Session session, String productId, String releaseId) {
        return lock(session, productId)
                .flatMap(product -> session.releases().find(releaseId).map(release -> new Held(product, release)));
    }

    /**
     * A release that the caller wants to change.
     *
     * @throws Refusal 401, 404 or 403
     */
    static Held hold(Session session, Caller caller, Permission permission, ReleaseQuery query, String id) {
        Release found = find(session, caller, query, id);
        caller.require(permission, WRITERS);
        return hold(session, found.productId(), found.id()).orElseThrow(() -> Refusal.notFound("release", id));
    }

    /** The release of an artifact that the caller wants to change. */
    static Held hold(Session session, Artifact artifact, String id) {
        return hold(session, artifact.productId(), artifact.releaseId())
                .orElseThrow(() -> Refusal.notFound("release artifact", id));
    }

    /**
     * The release of that id, version or tag, if the caller may know of it.
     *
     * @throws Refusal 404
     */
    static Release find(Session session, Caller caller, ReleaseQuery query, String id) {
        return session.releases()
                .find(caller.releaseScope(), query.resolve(session), id)
                .orElseThrow(() -> Refusal.notFound("release", id));
    }

    /** A refusal of what a withdrawn release does not allow: 422. */
    static Refusal yanked() {
        return Refusal.of(Problem.UNPROCESSABLE, "has been yanked");
    }

    /** Whether a release can no longer be changed. What was published once stays frozen when it is yanked. */
    static boolean isFrozen(Product product, Release release) {
        return product.publishPolicy() == PublishPolicy.FREEZE && release.published() != null;
    }

    /** Whether the caller is of the vendor, or holds a license for the product. */
    static boolean isAtHomeIn(Caller caller, String productId) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own -> own.product().id().equals(productId);
            case Bearer.OfLicense license -> isOf(List.of(license.standing()), productId);
            case Bearer.Customer customer -> isOf(customer.licenses(), productId);
        };
    }

    /** The products a customer holds licenses for; null for the vendor, who is not confined to any. */
    static @Nullable Set<String> customerOf(Caller caller) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> null;
            case Bearer.OfProduct product -> null;
            case Bearer.Anonymous nobody -> Set.of();
            case Bearer.OfLicense license -> productsOf(List.of(license.standing()));
            case Bearer.Customer customer -> productsOf(customer.licenses());
        };
    }

    private static Set<String> productsOf(Collection<LicenseStanding> licenses) {
        return licenses.stream().map(each -> each.license().productId()).collect(Collectors.toSet());
    }

    private static boolean isOf(Collection<LicenseStanding> licenses, String productId) {
        return licenses.stream().anyMatch(each -> each.license().productId().equals(productId));
    }
}
