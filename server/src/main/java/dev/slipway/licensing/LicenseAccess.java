package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.Role;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may see and change which license. */
final class LicenseAccess {
    static final Set<Role> ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    static final Set<Role> UPDATERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.PRODUCT);

    private LicenseAccess() {}

    /** The same list with its owner by id, where it names one by e-mail address; empty when there is none. */
    static Optional<LicenseFilter> withOwnerId(Session session, LicenseFilter filter) {
        String owner = filter.ownerId();
        if (owner == null || !owner.contains("@")) {
            return Optional.of(filter);
        }
        return session.users().findByEmail(owner).map(user -> filter.withOwner(user.id()));
    }

    /** What of a wanted list a caller may see; empty for nothing. */
    static Optional<LicenseFilter> confine(Caller caller, LicenseFilter filter) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> Optional.of(filter);
            case Bearer.OfProduct own -> filter.inProduct(own.product().id());
            case Bearer.Customer customer -> filter.ownedBy(customer.user().id());
            case Bearer.OfLicense license -> Optional.empty();
            case Bearer.Anonymous nobody -> Optional.empty();
        };
    }

    /** Refuses who may neither issue licenses nor manage this one as their own. */
    static void requireManager(Session session, Caller caller, License license) {
        boolean isOwner = caller.role() == Role.USER
                && !LicenseDetails.of(session, license).isProtected();
        if (!isOwner) {
            caller.requireRole(ISSUERS);
        }
    }

    /**
     * The license that the caller may know of.
     *
     * @throws Refusal 404
     */
    static License findVisible(Session session, Caller caller, String idOrKey) {
        return session.licenses()
                .findByIdOrKey(idOrKey)
                .filter(license -> isVisible(caller, license))
                .orElseThrow(() -> Refusal.notFound("license"));
    }

    private static boolean isVisible(Caller caller, License license) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own -> own.product().id().equals(license.productId());
            case Bearer.OfLicense own -> own.standing().license().id().equals(license.id());
            case Bearer.Customer customer -> customer.user().id().equals(license.ownerId());
        };
    }
}
