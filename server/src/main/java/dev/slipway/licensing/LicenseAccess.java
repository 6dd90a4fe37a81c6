package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may see and change which license. */
final class LicenseAccess {
    static final Set<Role> ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    static final Set<Role> UPDATERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.PRODUCT);

    /** Who may do what the vendor's support and an installed app do with a license. */
    static final Set<Role> USERS_OF_IT =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.PRODUCT, Role.LICENSE);

    private LicenseAccess() {}

    /** The same list with its owner and holders by id, where it names them by e-mail address; empty when there is one unknown. */
    static Optional<LicenseFilter> withUserIds(Session session, LicenseFilter filter) {
        LicenseFilter known = filter;
        String owner = filter.ownerId();
        if (owner != null && isEmail(owner)) {
            Optional<User> found = session.users().findByEmail(owner);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            known = known.withOwner(found.get().id());
        }
        List<String> holders = new ArrayList<>();
        for (String holder : filter.holderIds()) {
            Optional<User> found = isEmail(holder) ? session.users().findByEmail(holder) : Optional.empty();
            if (isEmail(holder) && found.isEmpty()) {
                return Optional.empty();
            }
            holders.add(found.map(User::id).orElse(holder));
        }
        return Optional.of(known.withHolders(holders));
    }

    private static boolean isEmail(String text) {
        return text.contains("@");
    }

    /** What of a wanted list a caller may see; empty for nothing. */
    static Optional<LicenseFilter> confine(Caller caller, LicenseFilter filter) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> Optional.of(filter);
            case Bearer.OfProduct own -> filter.inProduct(own.product().id());
            case Bearer.Customer customer ->
                Optional.of(filter.heldBy(customer.user().id()));
            case Bearer.OfLicense license -> Optional.empty();
            case Bearer.Anonymous nobody -> Optional.empty();
        };
    }

    /** Refuses who neither has one of the roles nor owns this license where it is not protected. Sharing it is not enough. */
    static void requireManager(Session session, Caller caller, License license, Set<Role> roles) {
        boolean isOwner = caller.bearer() instanceof Bearer.Customer customer
                && customer.user().id().equals(license.ownerId());
        if (!isOwner || LicenseDetails.of(session, license).isProtected()) {
            caller.requireRole(roles);
        }
    }

    /** The license as it now is; other writers of it wait until this transaction ends. */
    static License lock(Session session, License found) {
        return session.licenses().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("license"));
    }

    /**
     * The license that the caller may know of.
     *
     * @throws Refusal 404
     */
    static License findVisible(Session session, Caller caller, String idOrKey) {
        return session.licenses()
                .findByIdOrKey(idOrKey)
                .filter(license -> isVisible(session, caller, license))
                .orElseThrow(() -> Refusal.notFound("license"));
    }

    static boolean isVisible(Session session, Caller caller, License license) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own -> own.product().id().equals(license.productId());
            case Bearer.OfLicense own -> own.standing().license().id().equals(license.id());
            case Bearer.Customer customer ->
                session.licenseUsers().isHeldBy(license.id(), customer.user().id());
        };
    }
}
