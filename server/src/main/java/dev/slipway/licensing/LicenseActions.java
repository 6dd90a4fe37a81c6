package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** What can be done with a license: suspend, reinstate, renew, check in and count its uses. */
public final class LicenseActions {
    /** The last moment that every client can read. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Store store;
    private final ChangeLog changes;

    /** Acts on the licenses in this store. */
    public LicenseActions(Store store, ChangeLog changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Stops a license from being used. */
    public LicenseDetails suspend(Caller caller, String idOrKey) {
        return setSuspended(caller, idOrKey, true, Permission.LICENSE_SUSPEND, "license.suspended");
    }

    /** Ends a suspension, and a revocation, which looks like one. */
    public LicenseDetails reinstate(Caller caller, String idOrKey) {
        return setSuspended(caller, idOrKey, false, Permission.LICENSE_REINSTATE, "license.reinstated");
    }

    /**
     * Takes a license back for good, but keeps it, so that it can be reinstated; {@link Licenses#revoke} removes it.
     *
     * @throws Refusal 422 when that was done before
     */
    public LicenseDetails withdraw(Caller caller, String idOrKey) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_UPDATE, LicenseAccess.UPDATERS);
            License current = LicenseAccess.lock(session, found);
            if (current.revoked()) {
                throw Refusal.of(Problem.UNPROCESSABLE, "is already revoked", Source.attribute("revoked"));
            }
            License license = new LicenseEdit(current).withdrawn().at(caller.now());
            session.licenses().update(license);
            changes.recordUpdate(session, caller, "license.updated", Licenses.TYPE, license.id(), current);
            return LicenseDetails.of(session, license);
        });
    }

    private LicenseDetails setSuspended(
            Caller caller, String idOrKey, boolean suspended, Permission permission, String event) {
        return act(caller, idOrKey, permission, Who.UPDATERS, event, (license, policy) -> {
            if (license.isStopped() == suspended) {
                throw Refusal.of(
                        Problem.UNPROCESSABLE,
                        suspended ? "is already suspended" : "is not suspended",
                        Source.attribute("suspended"));
            }
            return new LicenseEdit(license).stopped(suspended);
        });
    }

    /** Lengthens a license by its policy's duration. */
    public LicenseDetails renew(Caller caller, String idOrKey) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_RENEW,
                Who.MANAGERS,
                "license.renewed",
                (license, policy) -> new LicenseEdit(license).expiry(renewed(policy, license, caller.now())));
    }

    private static Instant renewed(Policy policy, License license, Instant now) {
        Duration duration = LicenseDuration.of(license.limits(), policy);
        Instant expiry = license.expiry();
        if (duration == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed because the policy has no duration");
        }
        if (expiry == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed because it does not expire");
        }
        Instant from = switch (policy.renewalBasis()) {
            case FROM_EXPIRY -> expiry;
            case FROM_NOW -> now;
            case FROM_NOW_IF_EXPIRED -> license.isExpiredAt(now) ? now : expiry;
        };
        Instant renewed = from.plus(duration);
        if (renewed.isAfter(LATEST)) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed beyond the year 9999");
        }
        return renewed;
    }

    /**
     * Lengthens a license by a time of its own.
     *
     * @param seconds how long, at least 1; read only once the caller is known to be allowed to
     */
    public LicenseDetails extend(Caller caller, String idOrKey, LongSupplier seconds) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_RENEW,
                Who.MANAGERS,
                "license.renewed",
                (license, policy) -> new LicenseEdit(license).expiry(extended(license, seconds.getAsLong())));
    }

    private static Instant extended(License license, long seconds) {
        Duration length = extension(seconds);
        if (license.expiry() == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be extended because it does not expire");
        }
        Instant extended = license.expiry().plus(length);
        if (extended.isAfter(LATEST)) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be extended beyond the year 9999");
        }
        return extended;
    }

    /**
     * By how much something is lengthened.
     *
     * @throws Refusal 422 when it is no time
     */
    static Duration extension(long seconds) {
        if (seconds < 1 || seconds > Choices.LARGEST) {
            throw Refusal.invalid(
                    Source.attribute("extensionLength"),
                    Rule.INVALID,
                    "must be between 1 and " + Choices.LARGEST + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    /** Notes that a license was heard of, where its policy asks for that. */
    public LicenseDetails checkIn(Caller caller, String idOrKey) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_CHECK_IN,
                Who.USERS_OF_IT,
                "license.checked-in",
                (license, policy) -> {
                    if (!LicenseDetails.checksIn(policy)) {
                        throw Refusal.of(
                                Problem.UNPROCESSABLE, "cannot be checked in because the policy does not require it");
                    }
                    return new LicenseEdit(license).checkedIn(caller.now());
                });
    }

    /**
     * Counts uses of a license.
     *
     * @param by how many, at least 1; read only once the caller is known to be allowed to
     */
    public LicenseDetails incrementUsage(Caller caller, String idOrKey, LongSupplier by) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_USAGE_INCREMENT,
                Who.USERS_OF_IT,
                "license.usage.incremented",
                (license, policy) -> {
                    Long most = license.maxUses() == null ? policy.maxUses() : license.maxUses();
                    long uses = sum(license.uses(), by.getAsLong());
                    if (uses > (most == null ? Choices.LARGEST : most)) {
                        throw Refusal.invalid(
                                Source.attribute("uses"),
                                Rule.LIMIT_EXCEEDED,
                                "usage exceeds the maximum allowed (%d)"
                                        .formatted(most == null ? Choices.LARGEST : most));
                    }
                    return new LicenseEdit(license)
                            .uses(uses)
                            .expiry(LicenseClock.expiryAfter(
                                    ExpirationBasis.FROM_FIRST_USE, license, policy, caller.now()));
                });
    }

    private static long sum(long uses, long more) {
        return more > Choices.LARGEST ? Long.MAX_VALUE : uses + more;
    }

    /** Takes counted uses back. See {@link #incrementUsage}. */
    public LicenseDetails decrementUsage(Caller caller, String idOrKey, LongSupplier by) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_USAGE_DECREMENT,
                Who.UPDATERS,
                "license.usage.decremented",
                (license, policy) -> {
                    long less = by.getAsLong();
                    if (less > license.uses()) {
                        throw Refusal.invalid(
                                Source.attribute("uses"), Rule.INVALID, "must be greater than or equal to 0");
                    }
                    return new LicenseEdit(license).uses(license.uses() - less);
                });
    }

    /** Starts to count uses anew. */
    public LicenseDetails resetUsage(Caller caller, String idOrKey) {
        return act(
                caller,
                idOrKey,
                Permission.LICENSE_USAGE_RESET,
                Who.UPDATERS,
                "license.usage.reset",
                (license, policy) -> new LicenseEdit(license).uses(0));
    }

    /** Who may do something with a license they can see. */
    private enum Who {
        /** The vendor. */
        UPDATERS,
        /** Who issues licenses, and the owner of one that is not protected. */
        MANAGERS,
        /** The vendor, the license itself, and the owner of one that is not protected. */
        USERS_OF_IT
    }

    private LicenseDetails act(
            Caller caller,
            String idOrKey,
            Permission permission,
            Who who,
            String event,
            BiFunction<License, Policy, LicenseEdit> edit) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(permission);
            switch (who) {
                case UPDATERS -> caller.requireRole(LicenseAccess.UPDATERS);
                case MANAGERS -> LicenseAccess.requireManager(session, caller, found, LicenseAccess.ISSUERS);
                case USERS_OF_IT -> LicenseAccess.requireManager(session, caller, found, LicenseAccess.USERS_OF_IT);
            }
            License current = LicenseAccess.lock(session, found);
            Policy policy = session.policies().find(current.policyId()).orElseThrow();
            License license = edit.apply(current, policy).at(caller.now());
            session.licenses().update(license);
            changes.record(session, caller, event, Licenses.TYPE, license.id());
            return LicenseDetails.of(session, license);
        });
    }
}
