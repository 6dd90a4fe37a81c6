package dev.slipway.licensing;

import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A license with what it takes from its policy and its owner. */
public record LicenseDetails(
        License license, Policy policy, @Nullable User owner) {
    private static final Duration SOON = Duration.ofDays(3);
    static final Duration INACTIVITY = Duration.ofDays(90);

    /** How a license stands; the first that fits. */
    public enum Status {
        BANNED,
        SUSPENDED,
        EXPIRED,
        EXPIRING,
        INACTIVE,
        ACTIVE
    }

    /** How the license stands at that time. */
    public Status statusAt(Instant now) {
        if (owner != null && owner.banned() != null) {
            return Status.BANNED;
        }
        if (license.suspended()) {
            return Status.SUSPENDED;
        }
        if (license.isExpiredAt(now)) {
            return Status.EXPIRED;
        }
        if (license.isExpiredAt(now.plus(SOON))) {
            return Status.EXPIRING;
        }
        Instant since = now.minus(INACTIVITY);
        boolean active = Stream.of(
                        license.created(), license.lastValidated(), license.lastCheckIn(), license.lastCheckOut())
                .filter(Objects::nonNull)
                .anyMatch(time -> !time.isBefore(since));
        return active ? Status.ACTIVE : Status.INACTIVE;
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

    /** What it says about an option of its policy, a limit of its own first. */
    public @Nullable Object option(PolicyOption option) {
        Object own = license.limits().get(option.name());
        return own == null ? option.of(policy) : own;
    }

    /** What the license may do. */
    public Set<Permission> permissions() {
        Set<Permission> own = license.permissions();
        return own == null ? Permission.defaultsFor(Role.LICENSE) : own;
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
        return licenses.stream()
                .map(license -> new LicenseDetails(
                        license,
                        Objects.requireNonNull(policies.get(license.policyId()), "license without a policy"),
                        license.ownerId() == null ? null : owners.get(license.ownerId())))
                .toList();
    }
}
