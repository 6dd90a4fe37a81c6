package dev.slipway.access;

import dev.slipway.model.Account;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's standing: in which account, who asks, with what, when.
 *
 * @param token the token that was presented, or null when none was
 * @param permissions what this caller may do: the bearer's permissions, narrowed by the token's
 * @param now the one time this request is judged by
 */
public record Caller(
        Account account,
        Bearer bearer,
        @Nullable Token token,
        Set<Permission> permissions,
        String requestId,
        Instant now) {
    /** What nobody in particular may try; visibility decides what they find. */
    static final Set<Permission> ANONYMOUS_PERMISSIONS = Collections.unmodifiableSet(EnumSet.of(
            Permission.RELEASE_READ,
            Permission.RELEASE_DOWNLOAD,
            Permission.RELEASE_UPGRADE,
            Permission.ARTIFACT_READ,
            Permission.PACKAGE_READ,
            Permission.CHANNEL_READ,
            Permission.PLATFORM_READ,
            Permission.ARCH_READ,
            Permission.ENGINE_READ,
            Permission.LICENSE_VALIDATE));

    private static final String NO_PARTICULAR_REASON = "ensure the token or license is allowed to access all resources";

    /** The standing of a bearer who presented this token, or none. */
    static Caller of(Account account, Bearer bearer, @Nullable Token token, String requestId, Instant now) {
        Set<Permission> permissions = bearer.permissions();
        if (token != null && token.permissions() != null) {
            EnumSet<Permission> narrowed = EnumSet.noneOf(Permission.class);
            narrowed.addAll(permissions);
            narrowed.retainAll(token.permissions());
            permissions = narrowed;
        }
        return new Caller(account, bearer, token, permissions, requestId, now);
    }

    /** The same request as if a license had sent it: to find out what it would be answered. */
    public Caller as(LicenseStanding standing) {
        return of(account, new Bearer.OfLicense(standing), null, requestId, now);
    }

    /** Whether nobody in particular asks. */
    public boolean isAnonymous() {
        return bearer instanceof Bearer.Anonymous;
    }

    /** Whether one of the vendor's people or products asks. */
    public boolean isVendor() {
        return bearer instanceof Bearer.Staff || bearer instanceof Bearer.OfProduct;
    }

    /** The role, or null for nobody. */
    public @Nullable Role role() {
        return bearer.role();
    }

    /** The id of the product whose token this is, or null when it is none. */
    public @Nullable String productId() {
        return bearer instanceof Bearer.OfProduct product ? product.product().id() : null;
    }

    /** Which releases exist for this caller at all. */
    public ReleaseScope releaseScope() {
        return switch (bearer) {
            case Bearer.Anonymous nobody -> new ReleaseScope.Open();
            case Bearer.Staff staff -> new ReleaseScope.Everything();
            case Bearer.OfProduct product ->
                new ReleaseScope.OfProduct(product.product().id());
            case Bearer.OfLicense license ->
                new ReleaseScope.OfLicense(license.standing().license().id(), now);
            case Bearer.Customer customer ->
                new ReleaseScope.OfUser(customer.user().id(), now);
        };
    }

    /** Whether a product exists for this caller at all. */
    public boolean mayKnowOf(Product product) {
        boolean open = product.distributionStrategy() == DistributionStrategy.OPEN;
        return switch (bearer) {
            case Bearer.Anonymous nobody -> open;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own -> own.product().id().equals(product.id());
            case Bearer.OfLicense license ->
                open
                        || (product.distributionStrategy() == DistributionStrategy.LICENSED
                                && license.standing().license().productId().equals(product.id()));
            case Bearer.Customer customer ->
                open
                        || customer.licenses().stream()
                                .anyMatch(each -> each.license().productId().equals(product.id()));
        };
    }

    /** Refuses with 401 when nobody in particular asks. */
    public void requireAuthentication() {
        if (isAnonymous()) {
            throw Refusal.of(Problem.TOKEN_MISSING);
        }
    }

    /**
     * Refuses unless the caller holds a permission.
     *
     * @throws Refusal 401 for nobody in particular, 403 with the reason for everybody else
     */
    public void require(Permission permission) {
        if (permissions.contains(permission)) {
            return;
        }
        requireAuthentication();
        boolean bearerMay = bearer.permissions().contains(permission);
        String who = bearerMay ? "token" : roleWords();
        throw Refusal.accessDenied(who + " lacks permission to perform action");
    }

    /** Whether {@link #require(Permission, Set)} lets the caller pass. */
    public boolean may(Permission permission, Set<Role> roles) {
        Role role = role();
        return role != null && roles.contains(role) && permissions.contains(permission);
    }

    /** Refuses unless the caller holds a permission and one of the roles. */
    public void require(Permission permission, Set<Role> roles) {
        require(permission);
        requireRole(roles);
    }

    /** Refuses unless the caller has one of the roles. */
    public void requireRole(Set<Role> roles) {
        requireAuthentication();
        Role role = role();
        if (role == null || !roles.contains(role)) {
            throw deny();
        }
    }

    /**
     * Refuses a caller who hands out what they do not hold themselves.
     *
     * @param kind what it is given to, in words
     */
    public void requireAll(Set<Permission> granted, String kind) {
        if (!permissions.containsAll(granted)) {
            throw Refusal.accessDenied("%s lacks privileges to perform action on %s".formatted(roleWords(), kind));
        }
    }

    /** Refuses a product's token that acts on another product. */
    public void requireOwnProduct(String productId) {
        String own = productId();
        if (own != null && !own.equals(productId)) {
            throw deny();
        }
    }

    /** A refusal without a more particular reason: 403. */
    public Refusal deny() {
        return Refusal.accessDenied(
                isAnonymous() ? "ensure a token or license is present and valid" : NO_PARTICULAR_REASON);
    }

    private String roleWords() {
        Role role = role();
        return role == null ? "anonymous" : role.words();
    }
}
