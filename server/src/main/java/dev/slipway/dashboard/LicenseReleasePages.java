package dev.slipway.dashboard;

import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.licensing.Licenses;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.Release;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.upgrade.UpgradeExplanations;
import dev.slipway.upgrade.Upgrades;
import dev.slipway.version.Channel;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that tells what a license can see. */
public final class LicenseReleasePages {
    private static final String TEMPLATE = "dashboard/license-releases.jte";

    private final Licenses licenses;
    private final ReleaseExplanations releases;
    private final UpgradeExplanations upgrades;

    /** Explains these. */
    public LicenseReleasePages(Licenses licenses, ReleaseExplanations releases, UpgradeExplanations upgrades) {
        this.licenses = licenses;
        this.releases = releases;
        this.upgrades = upgrades;
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses/{id}/releases", this::show);
    }

    private Answer show(Visit visit) {
        Form question = Form.of(visit.query(), "version", "channel", "constraint");
        if (question.given("version") == null) {
            return Answer.page(TEMPLATE, page(visit, question, null));
        }
        try {
            return Answer.page(TEMPLATE, page(visit, question, upgrade(visit, question)));
        } catch (Refusal refusal) {
            return Answer.refused(TEMPLATE, page(visit, question.refused(placed(refusal)), null));
        }
    }

    /** What is not found beside the license is the version. */
    private static Refusal placed(Refusal refusal) {
        return refusal.problem() == Problem.NOT_FOUND
                ? Refusal.invalid(Source.attribute("version"), Rule.NOT_FOUND, "is no release of the license's product")
                : refusal;
    }

    private LicenseReleasesPage page(Visit visit, Form question, LicenseReleasesPage.@Nullable Upgrade upgrade) {
        License license = licenses.show(visit.caller(), visit.parameter("id")).license();
        Slice<ReleaseExplanation> found = releases.list(visit.caller(), license.id(), PageLinks.wanted(visit));
        return new LicenseReleasesPage(
                visit.frame("What this license can see"),
                license.id(),
                LicensePages.name(license),
                rows(found.items()),
                PageLinks.of(visit, found),
                question,
                Arrays.stream(Channel.values())
                        .map(channel -> new Choice(channel.key(), Text.words(channel.key())))
                        .toList(),
                upgrade);
    }

    private LicenseReleasesPage.Upgrade upgrade(Visit visit, Form question) {
        UpgradeExplanations.Explanation explained = upgrades.explain(
                visit.caller(),
                visit.parameter("id"),
                new Upgrades.Question(
                        question.value("version").strip(),
                        null,
                        null,
                        question.given("channel"),
                        question.given("constraint")));
        Release next = explained.next();
        return new LicenseReleasesPage.Upgrade(
                explained.current().release().version().text(),
                next == null ? null : next.version().text(),
                reasons(explained.current()),
                rows(explained.passedOver()),
                explained.isCut());
    }

    private static List<LicenseReleasesPage.Row> rows(List<ReleaseExplanation> explanations) {
        return explanations.stream().map(LicenseReleasePages::row).toList();
    }

    private static LicenseReleasesPage.Row row(ReleaseExplanation explanation) {
        Release release = explanation.release();
        return new LicenseReleasesPage.Row(
                release.version().text(),
                release.name(),
                release.offer().channelName(),
                Text.words(
                        release.isArchived() && !release.isYanked()
                                ? "ARCHIVED"
                                : release.status().name()),
                release.offer().isPrivate(),
                explanation.isAllowed(),
                explanation.openToAll(),
                reasons(explanation));
    }

    private static List<LicenseReleasesPage.Reason> reasons(ReleaseExplanation explanation) {
        return explanation.reasons().stream()
                .map(reason -> new LicenseReleasesPage.Reason(
                        reason.obstacle().explanation(),
                        reason.missing().isEmpty()
                                ? reason.greatest()
                                : reason.missing().stream()
                                        .map(Entitlement::code)
                                        .collect(Collectors.joining(", ")),
                        reason.since()))
                .toList();
    }
}
