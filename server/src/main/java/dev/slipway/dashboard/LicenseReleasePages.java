package dev.slipway.dashboard;

import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.catalog.Products;
import dev.slipway.licensing.Licenses;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.upgrade.DottedUpgrades;
import dev.slipway.upgrade.UpdateExplanations;
import dev.slipway.upgrade.UpgradeExplanations;
import dev.slipway.upgrade.Upgrades;
import dev.slipway.version.Channel;
import dev.slipway.version.VersionScheme;
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
    private final Products products;
    private final ReleaseExplanations releases;
    private final UpgradeExplanations upgrades;
    private final UpdateExplanations updates;

    /** Explains these. */
    public LicenseReleasePages(
            Licenses licenses,
            Products products,
            ReleaseExplanations releases,
            UpgradeExplanations upgrades,
            UpdateExplanations updates) {
        this.licenses = licenses;
        this.products = products;
        this.releases = releases;
        this.upgrades = upgrades;
        this.updates = updates;
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses/{id}/releases", this::show);
    }

    private Answer show(Visit visit) {
        Form question = Form.of(visit.query(), "version", "channel", "constraint", "platform");
        if (question.given("version") == null) {
            return Answer.page(TEMPLATE, page(visit, question, null));
        }
        try {
            return Answer.page(TEMPLATE, page(visit, question, explain(visit, question)));
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
                isDotted(visit, license),
                question,
                Arrays.stream(Channel.values())
                        .map(channel -> new Choice(channel.key(), Text.words(channel.key())))
                        .toList(),
                upgrade);
    }

    private boolean isDotted(Visit visit, License license) {
        return visit.caller().permissions().contains(Permission.PRODUCT_READ)
                && products.show(visit.caller(), license.productId()).versionScheme() == VersionScheme.DOTTED;
    }

    private LicenseReleasesPage.Upgrade explain(Visit visit, Form question) {
        License license = licenses.show(visit.caller(), visit.parameter("id")).license();
        return isDotted(visit, license) ? update(visit, question) : upgrade(visit, question);
    }

    private LicenseReleasesPage.Upgrade update(Visit visit, Form question) {
        String version = question.value("version").strip();
        if (question.given("platform") == null) {
            throw Refusal.invalid(Source.attribute("platform"), Rule.MISSING, "cannot be blank");
        }
        UpdateExplanations.Explanation explained = updates.explain(
                visit.caller(),
                visit.parameter("id"),
                new DottedUpgrades.Question("", question.value("platform").strip(), question.given("channel"), false),
                version);
        ReleaseExplanation next = explained.next();
        return new LicenseReleasesPage.Upgrade(
                version,
                next == null ? null : next.release().version().text(),
                next == null ? List.of() : reasons(next.reasons()),
                reasons(explained.refused()),
                rows(explained.passedOver()),
                explained.isCut());
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
                List.of(),
                reasons(explained.current().reasons()),
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
                reasons(explanation.reasons()));
    }

    /** What is in the way, in words. */
    static List<LicenseReleasesPage.Reason> reasons(List<ReleaseExplanation.Reason> explained) {
        return explained.stream()
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
