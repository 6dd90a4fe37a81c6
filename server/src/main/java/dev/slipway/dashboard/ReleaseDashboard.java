package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.catalog.ReleaseConstraints;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.catalog.Releases;
import dev.slipway.event.EventLog;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.Users;
import dev.slipway.model.License;
import dev.slipway.model.Release;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;

/** The use cases behind the pages about releases. */
public record ReleaseDashboard(
        Products products,
        Releases releases,
        DottedReleases dotted,
        ReleaseBrowser browser,
        Artifacts artifacts,
        ReleaseFiles files,
        ReleaseConstraints constraints,
        EventLog events,
        Users users,
        Licenses licenses,
        ReleaseExplanations explanations,
        Pickers pickers) {
    /** Adds the pages. */
    public void register(PageView pages) {
        new ReleasePages(this).register(pages);
        new ReleaseFormPages(this).register(pages);
        new ReleaseActionPages(this).register(pages);
        new ReleaseUploadPages(this).register(pages);
    }

    /** The release a visit is about. */
    Release release(Visit visit) {
        return releases.show(visit.caller(), ReleaseQuery.ANY, visit.parameter("id"));
    }

    /** Whether the license with that key or id has a release. */
    ReleasePage.Verdict explain(Caller caller, Release release, String licenseIdOrKey) {
        License license = licenses.show(caller, licenseIdOrKey).license();
        ReleaseExplanation explanation = explanations.show(caller, release.id(), license.id());
        return new ReleasePage.Verdict(
                license.id(),
                LicensePages.name(license),
                explanation.isAllowed(),
                explanation.openToAll(),
                LicenseReleasePages.reasons(explanation.reasons()));
    }
}
