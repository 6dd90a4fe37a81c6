package dev.slipway.access;

import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.Release;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a license has a release, and why.
 *
 * @param reasons what keeps the license from it, the most important first; empty when it has the release
 * @param openToAll whether it takes no license at all
 */
public record ReleaseExplanation(Release release, List<Reason> reasons, boolean openToAll) {
    /** Takes a copy. */
    public ReleaseExplanation {
        reasons = List.copyOf(reasons);
    }

    /**
     * One thing in the way.
     *
     * @param missing the entitlements that are missing, where that is it
     * @param since the end of the license or of its maintenance, where that is it
     * @param greatest the version that counts as the limit, or the one that is known to run; null where that is not it
     */
    public record Reason(
            Obstacle obstacle,
            List<Entitlement> missing,
            @Nullable Instant since,
            @Nullable String greatest) {
        /** Takes a copy. */
        public Reason {
            missing = List.copyOf(missing);
        }

        /** Something that needs no particulars. */
        public static Reason of(Obstacle obstacle) {
            return new Reason(obstacle, List.of(), null, null);
        }
    }

    /** Whether the license has the release. */
    public boolean isAllowed() {
        return reasons.isEmpty();
    }

    /** The same with more in the way. */
    public ReleaseExplanation with(List<Reason> others) {
        List<Reason> all = new ArrayList<>(reasons);
        all.addAll(others);
        return new ReleaseExplanation(release, all, openToAll);
    }

    /** Explains a release to the vendor, by the rule that judges the license when it asks itself. */
    public static ReleaseExplanation of(Session session, Caller caller, LicenseStanding standing, Release release) {
        return of(session, caller, standing, release, null);
    }

    /**
     * Explains a release to the vendor, by the rule that judges the license when it asks itself.
     *
     * @param installed the version that asks, which counts for maintenance where none greater is known; null for none
     */
    public static ReleaseExplanation of(
            Session session,
            Caller caller,
            LicenseStanding standing,
            Release release,
            @Nullable DottedVersion installed) {
        ReleaseAccess access = new ReleaseAccess(session, caller.as(standing), installed);
        List<Reason> reasons = access.allAgainst(standing, release).stream()
                .map(obstacle -> reason(session, access, standing, release, obstacle, installed))
                .toList();
        return new ReleaseExplanation(release, reasons, access.isOpenToAll(release));
    }

    private static Reason reason(
            Session session,
            ReleaseAccess access,
            LicenseStanding standing,
            Release release,
            Obstacle obstacle,
            @Nullable DottedVersion installed) {
        License license = standing.license();
        return switch (obstacle) {
            case ENTITLEMENTS_MISSING ->
                new Reason(obstacle, entitlements(session, access.missing(standing, release)), null, null);
            case LICENSE_EXPIRED, AFTER_EXPIRY -> new Reason(obstacle, List.of(), license.expiry(), null);
            case AFTER_MAINTENANCE ->
                new Reason(obstacle, List.of(), license.maintenance().expiry(), null);
            case BEYOND_MAXIMUM_VERSION, BEYOND_MAINTENANCE ->
                new Reason(obstacle, List.of(), null, greatest(license, standing.maintenancePolicy(), installed));
            default -> Reason.of(obstacle);
        };
    }

    private static @Nullable String greatest(
            License license, @Nullable MaintenancePolicy policy, @Nullable DottedVersion installed) {
        DottedVersion known = license.maintenance().currentVersion();
        DottedVersion limit = policy == null ? license.maintenance().maxVersion() : known == null ? installed : known;
        return limit == null ? null : limit.text();
    }

    private static List<Entitlement> entitlements(Session session, Set<String> ids) {
        return session.entitlements().findAll(ids).stream()
                .sorted(Comparator.comparing(Entitlement::code))
                .toList();
    }
}
