package dev.slipway.upgrade;

import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionException;
import dev.slipway.version.VersionScheme;
import org.jspecify.annotations.Nullable;

/**
 * The version that an installation says it runs: a dotted one or, in products with semantic versions, one of those.
 *
 * @param dotted what counts for maintenance: where a semantic version has no dotted form, its first three numbers; null where
 *     these are too large for one
 * @param semver the semantic version, where that was sent; null for a dotted one
 */
record InstalledVersion(
        @Nullable DottedVersion dotted, @Nullable SemVer semver) {

    /**
     * Reads a version.
     *
     * @throws Refusal 400 when it is none that can be installed of the product
     */
    static InstalledVersion parse(String text, Product product) {
        try {
            if (product.versionScheme() == VersionScheme.DOTTED || DottedVersion.isDotted(text)) {
                return new InstalledVersion(DottedVersion.parse(text), null);
            }
            SemVer semver = SemVer.parse(text);
            return new InstalledVersion(dotted(semver), semver);
        } catch (VersionException e) {
            throw Refusal.of(Problem.BAD_REQUEST, "version: " + e.getMessage(), Source.parameter("version"));
        }
    }

    private static @Nullable DottedVersion dotted(SemVer semver) {
        DottedVersion exact = Release.Offer.dotted(semver);
        return exact == null
                ? Release.Offer.dotted(new SemVer(semver.major(), semver.minor(), semver.patch(), null, null))
                : exact;
    }

    /** What any update has a greater dotted version than; null where only the semantic version can tell. */
    @Nullable
    DottedVersion lowerBound() {
        return semver == null ? dotted : null;
    }

    /** Whether a release with a version above the bound is newer. */
    boolean isOlderThan(Release release) {
        return semver == null || SemVer.SEMVER_ORDER.compare(release.semver(), semver) > 0;
    }
}
