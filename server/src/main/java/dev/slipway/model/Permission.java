package dev.slipway.model;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a bearer can be permitted to do, by the names Keygen's tokens carry. The letters say which kinds of bearer may
 * hold a permission: A vendor staff, R read-only staff, E environment, P product, U user, L license; a small letter means
 * that it may be granted but is not there by default.
 */
public enum Permission {
    ACCOUNT_ANALYTICS_READ("account.analytics.read", "AR"),
    ACCOUNT_BILLING_READ("account.billing.read", "AR"),
    ACCOUNT_BILLING_UPDATE("account.billing.update", "A"),
    ACCOUNT_PLAN_READ("account.plan.read", "AR"),
    ACCOUNT_PLAN_UPDATE("account.plan.update", "A"),
    ACCOUNT_READ("account.read", "AEPRul"),
    ACCOUNT_SUBSCRIPTION_READ("account.subscription.read", "AR"),
    ACCOUNT_SUBSCRIPTION_UPDATE("account.subscription.update", "A"),
    ACCOUNT_UPDATE("account.update", "A"),
    ADMIN_CREATE("admin.create", "A"),
    ADMIN_DELETE("admin.delete", "A"),
    ADMIN_INVITE("admin.invite", "A"),
    ADMIN_READ("admin.read", "AR"),
    ADMIN_UPDATE("admin.update", "A"),
    ARCH_READ("arch.read", "AEPRUL"),
    ARTIFACT_CREATE("artifact.create", "AEP"),
    ARTIFACT_DELETE("artifact.delete", "AEP"),
    ARTIFACT_READ("artifact.read", "AEPRUL"),
    ARTIFACT_UPDATE("artifact.update", "AEP"),
    CHANNEL_READ("channel.read", "AEPRUL"),
    COMPONENT_CREATE("component.create", "AEPUL"),
    COMPONENT_DELETE("component.delete", "AEPUL"),
    COMPONENT_READ("component.read", "AEPRUL"),
    COMPONENT_UPDATE("component.update", "AEPUL"),
    CONSTRAINT_READ("constraint.read", "AEPRUL"),
    ENGINE_READ("engine.read", "AEPRUL"),
    ENTITLEMENT_CREATE("entitlement.create", "AE"),
    ENTITLEMENT_DELETE("entitlement.delete", "AE"),
    ENTITLEMENT_READ("entitlement.read", "AEPRUL"),
    ENTITLEMENT_UPDATE("entitlement.update", "AE"),
    ENVIRONMENT_CREATE("environment.create", "A"),
    ENVIRONMENT_DELETE("environment.delete", "A"),
    ENVIRONMENT_READ("environment.read", "AER"),
    ENVIRONMENT_TOKENS_GENERATE("environment.tokens.generate", "A"),
    ENVIRONMENT_UPDATE("environment.update", "A"),
    EVENT_LOG_READ("event-log.read", "AER"),
    GROUP_CREATE("group.create", "AEP"),
    GROUP_DELETE("group.delete", "AEP"),
    GROUP_LICENSES_READ("group.licenses.read", "AEPRU"),
    GROUP_MACHINES_READ("group.machines.read", "AEPRU"),
    GROUP_OWNERS_ATTACH("group.owners.attach", "AEP"),
    GROUP_OWNERS_DETACH("group.owners.detach", "AEP"),
    GROUP_OWNERS_READ("group.owners.read", "AEPRUL"),
    GROUP_READ("group.read", "AEPRUL"),
    GROUP_UPDATE("group.update", "AEP"),
    GROUP_USERS_READ("group.users.read", "AEPRU"),
    KEY_CREATE("key.create", "AEP"),
    KEY_DELETE("key.delete", "AEP"),
    KEY_READ("key.read", "AEPR"),
    KEY_UPDATE("key.update", "AEP"),
    LICENSE_CHECK_IN("license.check-in", "AEPUL"),
    LICENSE_CHECK_OUT("license.check-out", "AEPUL"),
    LICENSE_CREATE("license.create", "AEPU"),
    LICENSE_DELETE("license.delete", "AEPU"),
    LICENSE_ENTITLEMENTS_ATTACH("license.entitlements.attach", "AEP"),
    LICENSE_ENTITLEMENTS_DETACH("license.entitlements.detach", "AEP"),
    LICENSE_GROUP_UPDATE("license.group.update", "AEP"),
    LICENSE_OWNER_UPDATE("license.owner.update", "AEP"),
    LICENSE_POLICY_UPDATE("license.policy.update", "AEPU"),
    LICENSE_READ("license.read", "AEPRUL"),
    LICENSE_REINSTATE("license.reinstate", "AEP"),
    LICENSE_RENEW("license.renew", "AEPU"),
    LICENSE_REVOKE("license.revoke", "AEPU"),
    LICENSE_SUSPEND("license.suspend", "AEP"),
    LICENSE_TOKENS_GENERATE("license.tokens.generate", "AEP"),
    LICENSE_UPDATE("license.update", "AEP"),
    LICENSE_USAGE_DECREMENT("license.usage.decrement", "AEP"),
    LICENSE_USAGE_INCREMENT("license.usage.increment", "AEPUL"),
    LICENSE_USAGE_RESET("license.usage.reset", "AEP"),
    LICENSE_USER_UPDATE("license.user.update", "AEP"),
    LICENSE_USERS_ATTACH("license.users.attach", "AEPu"),
    LICENSE_USERS_DETACH("license.users.detach", "AEPu"),
    LICENSE_VALIDATE("license.validate", "AEPRUL"),
    MACHINE_CHECK_OUT("machine.check-out", "AEPUL"),
    MACHINE_CREATE("machine.create", "AEPUL"),
    MACHINE_DELETE("machine.delete", "AEPUL"),
    MACHINE_GROUP_UPDATE("machine.group.update", "AEP"),
    MACHINE_HEARTBEAT_PING("machine.heartbeat.ping", "AEPUL"),
    MACHINE_HEARTBEAT_RESET("machine.heartbeat.reset", "AEP"),
    MACHINE_OWNER_UPDATE("machine.owner.update", "AEP"),
    MACHINE_PROOFS_GENERATE("machine.proofs.generate", "AEPUL"),
    MACHINE_READ("machine.read", "AEPRUL"),
    MACHINE_UPDATE("machine.update", "AEPUL"),
    PACKAGE_CREATE("package.create", "AEP"),
    PACKAGE_DELETE("package.delete", "AEP"),
    PACKAGE_READ("package.read", "AEPRUL"),
    PACKAGE_UPDATE("package.update", "AEP"),
    PLATFORM_READ("platform.read", "AEPRUL"),
    POLICY_CREATE("policy.create", "AEP"),
    POLICY_DELETE("policy.delete", "AEP"),
    POLICY_ENTITLEMENTS_ATTACH("policy.entitlements.attach", "AEP"),
    POLICY_ENTITLEMENTS_DETACH("policy.entitlements.detach", "AEP"),
    POLICY_POOL_POP("policy.pool.pop", "AEP"),
    POLICY_READ("policy.read", "AEPRul"),
    POLICY_UPDATE("policy.update", "AEP"),
    PROCESS_CREATE("process.create", "AEPUL"),
    PROCESS_DELETE("process.delete", "AEPUL"),
    PROCESS_HEARTBEAT_PING("process.heartbeat.ping", "AEPUL"),
    PROCESS_READ("process.read", "AEPRUL"),
    PROCESS_UPDATE("process.update", "AEPUL"),
    PRODUCT_CREATE("product.create", "AE"),
    PRODUCT_DELETE("product.delete", "AE"),
    PRODUCT_READ("product.read", "AEPRul"),
    PRODUCT_TOKENS_GENERATE("product.tokens.generate", "AE"),
    PRODUCT_UPDATE("product.update", "AEP"),
    RELEASE_CONSTRAINTS_ATTACH("release.constraints.attach", "AEP"),
    RELEASE_CONSTRAINTS_DETACH("release.constraints.detach", "AEP"),
    RELEASE_CREATE("release.create", "AEP"),
    RELEASE_DELETE("release.delete", "AEP"),
    RELEASE_DOWNLOAD("release.download", "AEPRUL"),
    RELEASE_PACKAGE_UPDATE("release.package.update", "AEP"),
    RELEASE_PUBLISH("release.publish", "AEP"),
    RELEASE_READ("release.read", "AEPRUL"),
    RELEASE_UPDATE("release.update", "AEP"),
    RELEASE_UPGRADE("release.upgrade", "AEPRUL"),
    RELEASE_UPLOAD("release.upload", "AEP"),
    RELEASE_YANK("release.yank", "AEP"),
    REQUEST_LOG_READ("request-log.read", "AER"),
    TOKEN_GENERATE("token.generate", "AEPRU"),
    TOKEN_READ("token.read", "AEPRUL"),
    TOKEN_REGENERATE("token.regenerate", "AEPUL"),
    TOKEN_REVOKE("token.revoke", "AEPUL"),
    USER_BAN("user.ban", "AEP"),
    USER_CREATE("user.create", "AEP"),
    USER_DELETE("user.delete", "AEP"),
    USER_GROUP_UPDATE("user.group.update", "AEP"),
    USER_INVITE("user.invite", "AE"),
    USER_PASSWORD_RESET("user.password.reset", "AERU"),
    USER_PASSWORD_UPDATE("user.password.update", "AERU"),
    USER_READ("user.read", "AEPRUl"),
    USER_SECOND_FACTORS_CREATE("user.second-factors.create", "AEU"),
    USER_SECOND_FACTORS_DELETE("user.second-factors.delete", "AEU"),
    USER_SECOND_FACTORS_READ("user.second-factors.read", "AERU"),
    USER_SECOND_FACTORS_UPDATE("user.second-factors.update", "AEU"),
    USER_TOKENS_GENERATE("user.tokens.generate", "AEP"),
    USER_UNBAN("user.unban", "AEP"),
    USER_UPDATE("user.update", "AEPU"),
    WEBHOOK_ENDPOINT_CREATE("webhook-endpoint.create", "AEP"),
    WEBHOOK_ENDPOINT_DELETE("webhook-endpoint.delete", "AEP"),
    WEBHOOK_ENDPOINT_READ("webhook-endpoint.read", "AEPR"),
    WEBHOOK_ENDPOINT_UPDATE("webhook-endpoint.update", "AEP"),
    WEBHOOK_EVENT_DELETE("webhook-event.delete", "AE"),
    WEBHOOK_EVENT_READ("webhook-event.read", "AEPR"),
    WEBHOOK_EVENT_RETRY("webhook-event.retry", "AE");

    private static final Map<String, Permission> BY_KEY = new LinkedHashMap<>();
    private static final Map<Role, Set<Permission>> ALLOWED = new EnumMap<>(Role.class);
    private static final Map<Role, Set<Permission>> DEFAULTS = new EnumMap<>(Role.class);

    static {
        for (Permission permission : values()) {
            BY_KEY.put(permission.key, permission);
        }
        for (Role role : Role.values()) {
            String letter = String.valueOf(role.letter());
            DEFAULTS.put(role, select(letter));
            ALLOWED.put(role, select(letter + Character.toLowerCase(role.letter())));
        }
    }

    private final String key;
    private final String holders;

    Permission(String key, String holders) {
        this.key = key;
        this.holders = holders;
    }

    /** The name on the wire, e.g. {@code release.read}. */
    public String key() {
        return key;
    }

    /** The permission of that name, if there is one. */
    public static Optional<Permission> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** What bearers of a role can be given; cannot be changed. */
    public static Set<Permission> allowedFor(Role role) {
        return Objects.requireNonNull(ALLOWED.get(role));
    }

    /** What bearers of a role have when nothing else was said; cannot be changed. */
    public static Set<Permission> defaultsFor(Role role) {
        return Objects.requireNonNull(DEFAULTS.get(role));
    }

    /** The names of a set, in the catalogue's order. */
    public static Collection<String> keysOf(Set<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::key).toList();
    }

    private static Set<Permission> select(String letters) {
        EnumSet<Permission> selected = EnumSet.noneOf(Permission.class);
        for (Permission permission : values()) {
            if (letters.chars().anyMatch(letter -> permission.holders.indexOf(letter) >= 0)) {
                selected.add(permission);
            }
        }
        return Collections.unmodifiableSet(selected);
    }
}
