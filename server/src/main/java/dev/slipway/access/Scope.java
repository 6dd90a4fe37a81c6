package dev.slipway.access;

import static dev.slipway.model.Permission.*;

import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.problem.Refusal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a signed token can be asked to be good for, and a claim of a role: a name for several permissions. Who holds all the
 * permissions of a scope holds the scope. A scope without any is about something there is none of here; staff who manage the
 * account hold it.
 */
public enum Scope {
    ACCOUNT_READ("account:read", Permission.ACCOUNT_READ),
    ACCOUNT_WRITE("account:write", ACCOUNT_UPDATE),
    ACTIVATION_READ("activation:read", MACHINE_READ),
    ANALYTICS_READ("analytics:read", ACCOUNT_ANALYTICS_READ),
    EVENT_LOG_READ("eventLog:read", Permission.EVENT_LOG_READ),
    INVOICE_READ("invoice:read", ACCOUNT_BILLING_READ),
    LICENSE_READ("license:read", Permission.LICENSE_READ),
    LICENSE_WRITE(
            "license:write",
            LICENSE_CREATE,
            LICENSE_UPDATE,
            LICENSE_DELETE,
            LICENSE_SUSPEND,
            LICENSE_REINSTATE,
            LICENSE_REVOKE,
            LICENSE_RENEW),
    LICENSE_POLICY_READ("licensePolicy:read", POLICY_READ),
    LICENSE_POLICY_WRITE("licensePolicy:write", POLICY_CREATE, POLICY_UPDATE, POLICY_DELETE),
    LICENSE_TEMPLATE_READ("licenseTemplate:read", POLICY_READ),
    LICENSE_TEMPLATE_WRITE("licenseTemplate:write", POLICY_CREATE, POLICY_UPDATE, POLICY_DELETE),
    PAYMENT_METHOD_READ("paymentMethod:read", ACCOUNT_BILLING_READ),
    PAYMENT_METHOD_WRITE("paymentMethod:write", ACCOUNT_BILLING_UPDATE),
    PERSONAL_ACCESS_TOKEN_WRITE("personalAccessToken:write", TOKEN_GENERATE, TOKEN_READ),
    PRODUCT_READ("product:read", Permission.PRODUCT_READ),
    PRODUCT_WRITE("product:write", PRODUCT_CREATE, PRODUCT_UPDATE, PRODUCT_DELETE),
    RELEASE_READ(
            "release:read",
            Permission.RELEASE_READ,
            RELEASE_DOWNLOAD,
            RELEASE_UPGRADE,
            ARTIFACT_READ,
            CONSTRAINT_READ,
            PACKAGE_READ),
    RELEASE_WRITE(
            "release:write",
            RELEASE_CREATE,
            RELEASE_UPDATE,
            RELEASE_DELETE,
            RELEASE_PUBLISH,
            RELEASE_UPLOAD,
            RELEASE_YANK,
            RELEASE_CONSTRAINTS_ATTACH,
            RELEASE_CONSTRAINTS_DETACH,
            ARTIFACT_CREATE,
            ARTIFACT_UPDATE,
            ARTIFACT_DELETE),
    ROLE_READ("role:read", ADMIN_READ),
    ROLE_WRITE("role:write", ADMIN_UPDATE),
    TAG_READ("tag:read"),
    TAG_WRITE("tag:write"),
    TRIAL_ACTIVATION_READ("trialActivation:read"),
    TRIAL_ACTIVATION_WRITE("trialActivation:write"),
    TRIAL_POLICY_READ("trialPolicy:read"),
    TRIAL_POLICY_WRITE("trialPolicy:write"),
    USER_READ("user:read", Permission.USER_READ),
    USER_WRITE("user:write", USER_CREATE, USER_UPDATE, USER_DELETE),
    WEBHOOK_READ("webhook:read", WEBHOOK_ENDPOINT_READ),
    WEBHOOK_WRITE("webhook:write", WEBHOOK_ENDPOINT_CREATE, WEBHOOK_ENDPOINT_UPDATE, WEBHOOK_ENDPOINT_DELETE);

    private final String key;
    // It cannot be changed, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Permission> permissions;

    Scope(String key, Permission... permissions) {
        this.key = key;
        EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
        set.addAll(Arrays.asList(permissions));
        this.permissions = Collections.unmodifiableSet(set);
    }

    /** The name on the wire, e.g. {@code release:read}. */
    public String key() {
        return key;
    }

    /** What whoever holds the scope may do at least. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** The scope of that name, in any case, if there is one. */
    public static Optional<Scope> find(String key) {
        String wanted = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(scope -> scope.key.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /**
     * What a token or role with this scope may do: its permissions, and small ones that go with them, which it takes nobody to
     * hold the scope.
     */
    public Set<Permission> granted() {
        EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
        granted.addAll(permissions);
        granted.addAll(
                switch (this) {
                    case RELEASE_READ -> Set.of(CHANNEL_READ, PLATFORM_READ, ARCH_READ, ENGINE_READ);
                    case LICENSE_READ -> Set.of(LICENSE_VALIDATE, LICENSE_CHECK_OUT, ENTITLEMENT_READ);
                    case LICENSE_WRITE ->
                        Set.of(
                                LICENSE_CHECK_IN,
                                LICENSE_USERS_ATTACH,
                                LICENSE_USERS_DETACH,
                                LICENSE_OWNER_UPDATE,
                                LICENSE_POLICY_UPDATE,
                                LICENSE_ENTITLEMENTS_ATTACH,
                                LICENSE_ENTITLEMENTS_DETACH);
                    case PERSONAL_ACCESS_TOKEN_WRITE -> Set.of(TOKEN_REGENERATE, TOKEN_REVOKE);
                    case USER_READ -> Set.of(ADMIN_READ);
                    case USER_WRITE ->
                        Set.of(
                                USER_BAN,
                                USER_UNBAN,
                                USER_INVITE,
                                USER_PASSWORD_UPDATE,
                                USER_PASSWORD_RESET,
                                ADMIN_CREATE,
                                ADMIN_UPDATE,
                                ADMIN_DELETE);
                    case WEBHOOK_READ -> Set.of(WEBHOOK_EVENT_READ);
                    case WEBHOOK_WRITE -> Set.of(WEBHOOK_EVENT_RETRY, WEBHOOK_EVENT_DELETE);
                    default -> Set.<Permission>of();
                });
        return granted;
    }

    /** What these scopes grant together. */
    public static Set<Permission> granted(Iterable<Scope> scopes) {
        EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
        scopes.forEach(scope -> granted.addAll(scope.granted()));
        return granted;
    }

    /** The name of the same scope before or since it was renamed; its own where it never was. */
    private String otherName() {
        return switch (this) {
            case LICENSE_POLICY_READ -> LICENSE_TEMPLATE_READ.key;
            case LICENSE_POLICY_WRITE -> LICENSE_TEMPLATE_WRITE.key;
            case LICENSE_TEMPLATE_READ -> LICENSE_POLICY_READ.key;
            case LICENSE_TEMPLATE_WRITE -> LICENSE_POLICY_WRITE.key;
            default -> key;
        };
    }

    /** Whether a caller holds the scope. */
    public boolean isHeldBy(Caller caller) {
        Token token = caller.token();
        List<String> scopes = token == null ? null : token.scopes();
        if (scopes != null && !scopes.contains(key) && !scopes.contains(otherName())) {
            return false;
        }
        if (!permissions.isEmpty()) {
            return caller.permissions().containsAll(permissions);
        }
        boolean whole = scopes != null || token == null || token.permissions() == null;
        return whole && (caller.role() == Role.ADMIN || caller.role() == Role.DEVELOPER);
    }

    /**
     * Refuses who does not hold the scope.
     *
     * @throws Refusal 401 for nobody in particular, 403 for everybody else
     */
    public void require(Caller caller) {
        caller.requireAuthentication();
        if (!isHeldBy(caller)) {
            throw Refusal.accessDenied("the scope " + key + " is missing");
        }
    }

    /** The names of the scopes that a token is good for. */
    public static List<String> of(TokenDetails details) {
        List<String> scopes = details.token().scopes();
        return scopes != null ? scopes : withAll(details.permissions());
    }

    /** The names of the scopes whose permissions are all among these. */
    public static List<String> withAll(Set<Permission> permissions) {
        return Arrays.stream(values())
                .filter(scope -> !scope.permissions.isEmpty() && permissions.containsAll(scope.permissions))
                .map(Scope::key)
                .toList();
    }
}
