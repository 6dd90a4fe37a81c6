package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.model.BrowsedReleases;
import dev.slipway.model.BrowsedReleases.Standing;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.Slice;
import dev.slipway.web.Answer;
import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of releases, and each of them. */
final class ReleasePages {
    private static final String[] FILTERS = {"text", "product", "channel", "platform", "status"};

    private final ReleaseDashboard catalog;

    ReleasePages(ReleaseDashboard catalog) {
        this.catalog = catalog;
    }

    void register(PageView pages) {
        ReleaseOverview details = new ReleaseOverview(catalog);
        pages.on("GET", "/releases", this::list)
                .on("GET", "/releases/{id}", visit -> details.page(visit, Form.blank("entitlement"), 200));
    }

    private Answer list(Visit visit) {
        Caller caller = visit.caller();
        Form filters = Form.of(visit.query(), FILTERS);
        Slice<ReleaseDetails> found = catalog.browser().list(caller, wanted(filters), PageLinks.wanted(visit));
        ReleaseBrowser.Suggestions suggestions = catalog.browser().suggestions(caller);
        return Answer.page(
                "dashboard/releases.jte",
                new ReleasesPage(
                        visit.frame("Releases"),
                        filters,
                        Stream.of(FILTERS).anyMatch(each -> filters.given(each) != null),
                        found.items().stream()
                                .map(each -> row(
                                        caller,
                                        each.product(),
                                        each.release(),
                                        each.files().size()))
                                .toList(),
                        PageLinks.of(visit, found),
                        catalog.pickers().products(caller, filters, "product"),
                        standings(),
                        suggestions.channels(),
                        suggestions.platforms(),
                        caller.permissions().contains(Permission.RELEASE_CREATE)));
    }

    private static BrowsedReleases wanted(Form filters) {
        String text = filters.given("text");
        Optional<Standing> standing = Arrays.stream(Standing.values())
                .filter(each -> each.name().equals(filters.value("status")))
                .findFirst();
        return new BrowsedReleases(
                filters.given("product"),
                filters.given("channel"),
                filters.given("platform"),
                standing.orElse(null),
                text);
    }

    private static List<Choice> standings() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "All")));
        for (Standing standing : Standing.values()) {
            choices.add(new Choice(standing.name(), Text.words(standing.name())));
        }
        return choices;
    }

    private static ReleasesPage.Row row(Caller caller, Product product, Release release, int files) {
        return new ReleasesPage.Row(
                release.id(),
                release.version().text(),
                release.name(),
                product.name(),
                release.offer().channelName(),
                release.offer().platforms().isEmpty()
                        ? "–"
                        : String.join(", ", release.offer().platforms()),
                ReleaseWords.standing(release),
                release.offer().isPrivate(),
                files,
                release.published(),
                release.accessDate(),
                ReleaseOverview.may(caller, product, release));
    }
}
