package dev.slipway.access;

import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.License;
import dev.slipway.model.Product;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.model.TokenScope;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.Optional;

/** Whose tokens a caller may know of. */
final class TokenBearers {
    private TokenBearers() {}

    /** Which tokens exist for a caller. */
    static TokenScope scope(Caller caller) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> new TokenScope.Everything();
            case Bearer.OfProduct product ->
                new TokenScope.OfProduct(product.product().id());
            case Bearer.OfLicense license -> new TokenScope.OfBearer(own(caller));
            case Bearer.Customer customer -> new TokenScope.OfBearer(own(caller));
            case Bearer.Anonymous nobody -> throw caller.deny();
        };
    }

    /** The caller as the bearer of tokens. */
    static BearerReference own(Caller caller) {
        return reference(caller.bearer());
    }

    /** Somebody as the bearer of tokens. */
    static BearerReference reference(Bearer bearer) {
        BearerReference.Kind kind = switch (bearer) {
            case Bearer.Staff staff -> BearerReference.Kind.USER;
            case Bearer.Customer customer -> BearerReference.Kind.USER;
            case Bearer.OfProduct product -> BearerReference.Kind.PRODUCT;
            case Bearer.OfLicense license -> BearerReference.Kind.LICENSE;
            case Bearer.Anonymous nobody -> throw new IllegalStateException("Nobody cannot bear a token");
        };
        String id = bearer.id();
        if (id == null) {
            throw new IllegalStateException("A bearer has an id");
        }
        return new BearerReference(kind, id);
    }

    /**
     * The product that the caller may know of.
     *
     * @throws Refusal 404
     */
    static Product product(Session session, Caller caller, String idOrCode) {
        return session.products()
                .findByIdOrCode(Aliases.canonical(idOrCode))
                .filter(caller::mayKnowOf)
                .orElseThrow(() -> Refusal.notFound("product", idOrCode));
    }

    /**
     * The license that the caller may know of.
     *
     * @throws Refusal 404
     */
    static License license(Session session, Caller caller, String idOrKey) {
        return session.licenses()
                .findByIdOrKey(Aliases.canonical(idOrKey))
                .filter(found -> isVisible(session, caller, found))
                .orElseThrow(() -> Refusal.notFound("license", idOrKey));
    }

    /**
     * The user that the caller may know of.
     *
     * @throws Refusal 404
     */
    static User user(Session session, Caller caller, String idOrEmail) {
        return session.users()
                .findByIdOrEmail(Aliases.canonical(idOrEmail))
                .filter(found -> isVisible(session, caller, found))
                .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
    }

    /**
     * The token that exists for the caller.
     *
     * @throws Refusal 404
     */
    static Token token(Session session, Caller caller, String id) {
        return session.tokens()
                .find(Aliases.canonical(id), scope(caller))
                .orElseThrow(() -> Refusal.notFound("token", id));
    }

    /** The customer or license of that id, if the caller may know of it. */
    static Optional<Bearer> find(Session session, Caller caller, BearerReference wanted) {
        return switch (wanted.kind()) {
            case USER ->
                session.users()
                        .find(wanted.id())
                        .filter(user -> isVisible(session, caller, user))
                        .map(user -> Authenticator.userBearer(session, user));
            case LICENSE ->
                session.licenses()
                        .find(wanted.id())
                        .filter(license -> isVisible(session, caller, license))
                        .map(license -> new Bearer.OfLicense(LicenseStanding.of(session, license)));
            case PRODUCT -> Optional.empty();
        };
    }

    private static boolean isVisible(Session session, Caller caller, License license) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct product -> product.product().id().equals(license.productId());
            case Bearer.OfLicense own -> own.standing().license().id().equals(license.id());
            case Bearer.Customer customer ->
                session.licenseUsers().isHeldBy(license.id(), customer.user().id());
            case Bearer.Anonymous nobody -> false;
        };
    }

    private static boolean isVisible(Session session, Caller caller, User user) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct product ->
                user.role() == Role.USER
                        && session.users()
                                .holdsLicenseOf(user.id(), product.product().id());
            case Bearer.Customer customer -> customer.user().id().equals(user.id());
            case Bearer.OfLicense license -> false;
            case Bearer.Anonymous nobody -> false;
        };
    }
}
