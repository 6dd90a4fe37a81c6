package dev.slipway.licensing;

import dev.slipway.access.LicenseStanding;
import dev.slipway.model.License;
import dev.slipway.model.LicenseStatus;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A license with what it takes from its policy and its users.
 *
 * @param userCount how many users have it, its owner included
 */
public record LicenseDetails(
        License license, Policy policy, @Nullable User owner, int userCount) {
    /** The same with the license as it now is. */
    LicenseDetails with(License changed) {
        return new LicenseDetails(changed, policy, owner, userCount);
    }

    /** How the license stands at that time. */
    public LicenseStatus statusAt(Instant now) {
        return LicenseStatus.of(license, isBanned(), now);
    }

    /** Whether the license belongs to a banned user. */
    boolean isBanned() {
        return owner != null && owner.banned() != null;
    }

    /** Until when it must check in again; null when it need not. */
    public @Nullable Instant nextCheckIn() {
        Object interval = policy.options().get("check_in_interval");
        Object count = policy.options().get("check_in_interval_count");
        if (license.lastCheckIn() == null
                || !checksIn(policy)
                || interval == null
                || !(count instanceof Number times)) {
            return null;
        }
        Period period = Period.parse(
                switch (interval.toString()) {
                    case "day" -> "P1D";
                    case "week" -> "P1W";
                    case "month" -> "P1M";
                    default -> "P1Y";
                });
        return license.lastCheckIn()
                .atOffset(ZoneOffset.UTC)
                .plus(period.multipliedBy(times.intValue()))
                .toInstant();
    }

    static boolean checksIn(Policy policy) {
        return Boolean.TRUE.equals(policy.options().get("require_check_in"));
    }

    /** Whether its licensee is kept from managing it. */
    public boolean isProtected() {
        Boolean own = license.isProtected();
        return own == null ? policy.isProtected() : own;
    }

    /** How often it may be used; null for no limit. */
    public @Nullable Long maxUses() {
        return license.maxUses() == null ? policy.maxUses() : license.maxUses();
    }

    /** How many users it may have; null for no limit. */
    public @Nullable Long maxUsers() {
        return license.maxUsers() == null ? policy.maxUsers() : license.maxUsers();
    }

    /** Whether it may have that many users: up to its limit, or beyond it as far as the policy lets it. */
    boolean allowsUsers(int count) {
        Long most = maxUsers();
        Object overage = policy.options().get("overage_strategy");
        return most == null
                || switch (overage == null ? "NO_OVERAGE" : overage.toString()) {
                    case "ALWAYS_ALLOW_OVERAGE" -> true;
                    case "ALLOW_1_25X_OVERAGE" -> count <= most * 1.25;
                    case "ALLOW_1_5X_OVERAGE" -> count <= most * 1.5;
                    case "ALLOW_2X_OVERAGE" -> count <= most * 2;
                    default -> count <= most;
                };
    }

    /** What it says about an option of its policy, a limit of its own first. */
    public @Nullable Object option(PolicyOption option) {
        Object own = license.limits().get(option.name());
        return own == null ? option.of(policy) : own;
    }

    /** What the license may do, as far as its owner may, too. */
    public Set<Permission> permissions() {
        return LicenseStanding.permissions(license, owner);
    }

    /** The details of a license. */
    public static LicenseDetails of(Session session, License license) {
        return of(session, List.of(license)).getFirst();
    }

    static List<LicenseDetails> of(Session session, List<License> licenses) {
        Map<String, Policy> policies =
                session
                        .policies()
                        .findAll(licenses.stream()
                                .map(License::policyId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Policy::id, Function.identity()));
        Map<String, User> owners = session
                .users()
                .findAll(licenses.stream()
                        .map(License::ownerId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
        Map<String, Integer> sharing =
                session.licenseUsers().counts(licenses.stream().map(License::id).toList());
        return licenses.stream()
                .map(license -> new LicenseDetails(
                        license,
                        Objects.requireNonNull(policies.get(license.policyId()), "license without a policy"),
                        license.ownerId() == null ? null : owners.get(license.ownerId()),
                        sharing.getOrDefault(license.id(), 0) + (license.ownerId() == null ? 0 : 1)))
                .toList();
    }
}
