package dev.slipway.access;

import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
     * @param obstacle the first thing in the way
     * @param isLimit whether nothing but the license's expiry, maintenance or greatest version is in the way, so that the
     *     release may be named to them as one to be had with more
     */
    public record Denial(Obstacle obstacle, boolean isLimit) {
        private Denial(Obstacle obstacle) {
            this(obstacle, obstacle.isLimit());
        }

        /** What the caller is told. */
        public String reason() {
            return obstacle.reason();
        }
    }

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
        if (isOpenToAll(release)) {
            return Optional.empty();
        }
        if (product(release.productId()).distributionStrategy() == DistributionStrategy.CLOSED) {
            return Optional.of(new Denial(Obstacle.PRODUCT_CLOSED));
        }
        return verdict == null ? Optional.of(new Denial(Obstacle.NOBODY)) : Optional.ofNullable(verdict.denial());
    }

    /** One license's answer about one release. */
    private record Verdict(@Nullable Denial denial) {}

    /**
     * The answer of the license that lets the user in; else that of the newest, as a limit where one of them merely does not
     * reach that far.
     */
    private Verdict bestVerdict(Bearer.Customer customer, Release release) {
        List<Denial> denials = new ArrayList<>();
        for (LicenseStanding standing : customer.licenses()) {
            if (!standing.license().productId().equals(release.productId())) {
                continue;
            }
            Denial denial = obstacle(standing, release);
            if (denial == null) {
                return new Verdict(null);
            }
            denials.add(denial);
        }
        if (denials.isEmpty()) {
            return new Verdict(new Denial(Obstacle.NO_LICENSE));
        }
        boolean isLimit = denials.stream().anyMatch(Denial::isLimit);
        return new Verdict(new Denial(denials.getFirst().obstacle(), isLimit));
    }

    private Verdict verdict(LicenseStanding standing, Release release) {
        return new Verdict(obstacle(standing, release));
    }

    private @Nullable Denial obstacle(LicenseStanding standing, Release release) {
        List<Obstacle> obstacles = obstacles(standing, release);
        return obstacles.isEmpty()
                ? null
                : new Denial(obstacles.getFirst(), obstacles.stream().allMatch(Obstacle::isLimit));
    }

    /**
     * Everything about a license that keeps it from a published release which is not open to all, the most important first.
     */
    private List<Obstacle> obstacles(LicenseStanding standing, Release release) {
        License license = standing.license();
        if (!license.productId().equals(release.productId())) {
            return List.of(Obstacle.OTHER_PRODUCT);
        }
        List<Obstacle> obstacles = new ArrayList<>();
        if (license.isStopped()) {
            obstacles.add(license.revoked() ? Obstacle.LICENSE_REVOKED : Obstacle.LICENSE_SUSPENDED);
        }
        if (standing.ownerBanned()) {
            obstacles.add(Obstacle.OWNER_BANNED);
        }
        addLimits(standing, release, obstacles);
        if (!standing.entitlementIds().containsAll(constraints(release))) {
            obstacles.add(Obstacle.ENTITLEMENTS_MISSING);
        }
        return obstacles;
    }

    private void addLimits(LicenseStanding standing, Release release, List<Obstacle> obstacles) {
        if (standing.isRevokedAt(caller.now())) {
            obstacles.add(Obstacle.LICENSE_EXPIRED);
        }
        if (isOutsideWindow(standing, release)) {
            obstacles.add(Obstacle.AFTER_EXPIRY);
        }
        Instant maintained = standing.license().maintenance().expiry();
        if (maintained != null && isPublishedAfter(release, maintained)) {
            obstacles.add(Obstacle.AFTER_MAINTENANCE);
        }
        if (standing.limitKey(installed)
                .filter(limit -> release.versionKey().compareTo(limit) > 0)
                .isPresent()) {
            obstacles.add(
                    standing.maintenancePolicy() == null
                            ? Obstacle.BEYOND_MAXIMUM_VERSION
                            : Obstacle.BEYOND_MAINTENANCE);
        }
    }

    /**
     * Everything that keeps a license from a release, its state included; the most important first, nothing when the license
     * has it.
     */
    List<Obstacle> allAgainst(LicenseStanding standing, Release release) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (release.status() != ReleaseStatus.PUBLISHED || release.offer().archived() != null) {
            obstacles.add(state(release));
        }
        DistributionStrategy strategy = product(release.productId()).distributionStrategy();
        if (strategy == DistributionStrategy.CLOSED) {
            obstacles.add(Obstacle.PRODUCT_CLOSED);
        }
        if (!isOpenToAll(release)) {
            obstacles.addAll(obstacles(standing, release));
        }
        Instant maintained = standing.license().maintenance().expiry();
        if (release.published() == null && maintained != null && maintained.isAfter(caller.now())) {
            // It may still be published in time.
            obstacles.remove(Obstacle.AFTER_MAINTENANCE);
        }
        return List.copyOf(obstacles);
    }

    private static Obstacle state(Release release) {
        if (release.offer().archived() != null) {
            return Obstacle.ARCHIVED;
        }
        return release.status() == ReleaseStatus.YANKED ? Obstacle.YANKED : Obstacle.NOT_PUBLISHED;
    }

    /** Whether everybody may have a release that is published. */
    boolean isOpenToAll(Release release) {
        return product(release.productId()).distributionStrategy() == DistributionStrategy.OPEN
                && constraints(release).isEmpty();
    }

    /** The entitlements that a release takes and a license does not hold. */
    Set<String> missing(LicenseStanding standing, Release release) {
        Set<String> missing = new HashSet<>(constraints(release));
        missing.removeAll(standing.entitlementIds());
        return missing;
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
