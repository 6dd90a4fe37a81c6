package dev.slipway.dashboard;

import dev.slipway.model.BrowsedReleases.Standing;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.web.Text;

/** What releases are called on pages. */
final class ReleaseWords {
    private ReleaseWords() {}

    /** Where a release stands. */
    static Badge standing(Release release) {
        Standing standing = release.offer().archived() != null
                ? Standing.ARCHIVED
                : switch (release.status()) {
                    case DRAFT -> Standing.DRAFT;
                    case PUBLISHED -> Standing.PUBLISHED;
                    case YANKED -> Standing.YANKED;
                };
        String tone = switch (standing) {
            case PUBLISHED -> "good";
            case DRAFT -> "fair";
            case YANKED -> "bad";
            case ARCHIVED -> "none";
        };
        return new Badge(Text.words(standing.name()), tone);
    }

    /** A release in a title: its name, where it has one, and its version, unless the name says it. */
    static String title(Release release) {
        String name = release.name();
        String version = release.version().text();
        if (name == null || name.isBlank()) {
            return version;
        }
        return name.endsWith(version) ? name : name + " · " + version;
    }

    static boolean isDraft(Release release) {
        return release.status() == ReleaseStatus.DRAFT;
    }
}
