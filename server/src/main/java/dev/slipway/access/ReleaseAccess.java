package dev.slipway.access;

import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second half of the one rule about who may have a release. The first half, {@link Caller#releaseScope}, decides what
 * exists for a caller; this decides what of it they may have and, if not, why.
 */
public final class ReleaseAccess {
    private final Session session;
    private final Caller caller;
    private final @Nullable DottedVersion installed;
    private final Map<String, Product> products = new HashMap<>();

    /** Judges for a caller, reading in this transaction. */
    public ReleaseAccess(Session session, Caller caller) {
        this(session, caller, null);
    }

    /**
     * Judges for a caller, reading in this transaction.
     *
     * @param installed the version the caller runs, which counts for maintenance where none greater is known; null when that
     *     was not said
     */
    public ReleaseAccess(Session session, Caller caller, @Nullable DottedVersion installed) {
        this.session = session;
        this.caller = caller;
        this.installed = installed;
    }

    /** Refuses with 403 and the reason when the caller sees the release but may not have it. */
    public void require(Release release) {
        reasonAgainst(release).ifPresent(reason -> {
            throw Refusal.accessDenied(reason);
        });
    }

    /** Why the caller may not have a release that is visible to them; empty when they may. */
    public Optional<String> reasonAgainst(Release release) {
        return judge(release).map(Denial::reason);
    }

    /**
     * Why a caller may not have a release that they see.
     *
     * @param isLimit whether nothing but the license's expiry, maintenance or greatest version is in the way, so that the
     *     release may be named to them as one to be had with more
     */
    public record Denial(String reason, boolean isLimit) {}

    /** Why the caller may not have a release that is visible to them; empty when they may. */
    public Optional<Denial> judge(Release release) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> Optional.empty();
            case Bearer.OfProduct product -> Optional.empty();
            case Bearer.Anonymous nobody -> forCustomer(release, null);
            case Bearer.OfLicense license -> forCustomer(release, verdict(license.standing(), release));
            case Bearer.Customer customer -> forCustomer(release, bestVerdict(customer, release));
        };
    }

    /** Why a license, if it asked itself, may not have a release that is visible to it; empty when it may. */
    public Optional<String> reasonAgainst(LicenseStanding standing, Release release) {
        return forCustomer(release, verdict(standing, release)).map(Denial::reason);
    }

    /**
     * The license whose time begins when the caller gets a release for the first time: of those that let the caller in, or
     * would where the release is open to all, the newest. None where another one of them lets the caller in anyway.
     */
    Optional<LicenseStanding> startedBy(Release release) {
        List<LicenseStanding> admitting = licenses(caller).stream()
                .filter(standing -> obstacle(standing, release) == null)
                .toList();
        return admitting.stream().allMatch(LicenseStanding::startsByDownload)
                ? admitting.stream().findFirst()
                : Optional.empty();
    }

    /** The licenses a caller stands on, newest first. */
    static List<LicenseStanding> licenses(Caller caller) {
        return switch (caller.bearer()) {
            case Bearer.OfLicense license -> List.of(license.standing());
            case Bearer.Customer customer -> customer.licenses();
            case Bearer.Staff staff -> List.of();
            case Bearer.OfProduct product -> List.of();
            case Bearer.Anonymous nobody -> List.of();
        };
    }

    private Optional<Denial> forCustomer(Release release, @Nullable Verdict verdict) {
        DistributionStrategy strategy = product(release.productId()).distributionStrategy();
        boolean openToAll =
                strategy == DistributionStrategy.OPEN && constraints(release).isEmpty();
        if (openToAll) {
            return Optional.empty();
        }
        if (strategy == DistributionStrategy.CLOSED) {
            return Optional.of(new Denial("release distribution strategy is closed", false));
        }
        return verdict == null
                ? Optional.of(new Denial("authentication is required", false))
                : Optional.ofNullable(verdict.denial());
    }

    /** One license's answer about one release. */
    private record Verdict(@Nullable Denial denial) {
        boolean isBetterThan(@Nullable Verdict other) {
            return other == null || (isLimit() && !other.isLimit());
        }

        private boolean isLimit() {
            return denial != null && denial.isLimit();
        }
    }

    /** The answer of the license that lets the user in, else of one that merely does not reach that far, else of the newest. */
    private Verdict bestVerdict(Bearer.Customer customer, Release release) {
        @Nullable Verdict best = null;
        for (LicenseStanding standing : customer.licenses()) {
            if (!standing.license().productId().equals(release.productId())) {
                continue;
            }
            Verdict verdict = verdict(standing, release);
            if (verdict.denial() == null) {
                return verdict;
            }
            best = verdict.isBetterThan(best) ? verdict : best;
        }
        return best == null ? new Verdict(new Denial("user lacks a license for the product", false)) : best;
    }

    private Verdict verdict(LicenseStanding standing, Release release) {
        return new Verdict(obstacle(standing, release));
    }

    private @Nullable Denial obstacle(LicenseStanding standing, Release release) {
        if (!standing.license().productId().equals(release.productId())) {
            return new Denial("ensure the token or license is allowed to access all resources", false);
        }
        if (standing.license().isStopped()) {
            return new Denial(standing.license().revoked() ? "license is revoked" : "license is suspended", false);
        }
        if (standing.ownerBanned()) {
            return new Denial("license is banned", false);
        }
        String limit = limit(standing, release);
        boolean isEntitled = standing.entitlementIds().containsAll(constraints(release));
        if (limit != null) {
            return new Denial(limit, isEntitled);
        }
        return isEntitled ? null : new Denial("license is missing entitlements", false);
    }

    private @Nullable String limit(LicenseStanding standing, Release release) {
        if (standing.isRevokedAt(caller.now())) {
            return "license is expired";
        }
        if (isOutsideWindow(standing, release)) {
            return "license expiry falls outside of access window";
        }
        Instant maintained = standing.license().maintenance().expiry();
        if (maintained != null && isPublishedAfter(release, maintained)) {
            return "license maintenance ended before the release was published";
        }
        if (standing.limitKey(installed)
                .filter(limit -> release.versionKey().compareTo(limit) > 0)
                .isPresent()) {
            return standing.maintenancePolicy() == null
                    ? "license does not allow versions as great as the release's"
                    : "license maintenance does not include the release's version";
        }
        return null;
    }

    private static boolean isOutsideWindow(LicenseStanding standing, Release release) {
        ExpirationStrategy strategy = standing.policy().expirationStrategy();
        boolean windowed =
                strategy == ExpirationStrategy.RESTRICT_ACCESS || strategy == ExpirationStrategy.MAINTAIN_ACCESS;
        Instant expiry = standing.license().expiry();
        return windowed && expiry != null && release.accessDate().isAfter(expiry);
    }

    private static boolean isPublishedAfter(Release release, Instant time) {
        Instant published = release.published();
        return published == null || published.isAfter(time);
    }

    private Product product(String id) {
        return products.computeIfAbsent(
                id, missing -> session.products().find(missing).orElseThrow());
    }

    private Set<String> constraints(Release release) {
        return session.constraints().entitlementIds(release.id());
    }
}
