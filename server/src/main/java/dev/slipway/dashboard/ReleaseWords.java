package dev.slipway.dashboard;

import dev.slipway.model.BrowsedReleases.Standing;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.web.Text;

/** What releases are called on pages. */
final class ReleaseWords {
    private ReleaseWords() {}

    /** Where a release stands. */
    static String standing(Release release) {
        Standing standing = release.offer().archived() != null
                ? Standing.ARCHIVED
                : switch (release.status()) {
                    case DRAFT -> Standing.DRAFT;
                    case PUBLISHED -> Standing.PUBLISHED;
                    case YANKED -> Standing.YANKED;
                };
        return Text.words(standing.name());
    }

    /** A release in a title: its name, where it has one, and its version. */
    static String title(Release release) {
        String name = release.name();
        return name == null || name.isBlank()
                ? release.version().text()
                : name + " · " + release.version().text();
    }

    static boolean isDraft(Release release) {
        return release.status() == ReleaseStatus.DRAFT;
    }
}
