package dev.slipway.portal;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Markdown;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What customers may download. */
public final class ReleasePages {
    private static final String RELEASE = "/releases/{id}";
    private static final ListQuery.Order NEWEST_FIRST = new ListQuery.Order("publishedAt", false);

    private final ReleaseDirectory directory;
    private final Artifacts artifacts;
    private final Markdown markdown = new Markdown();

    /** Shows these. */
    public ReleasePages(ReleaseDirectory directory, Artifacts artifacts) {
        this.directory = directory;
        this.artifacts = artifacts;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/releases", this::list)
                .on("GET", RELEASE, this::show)
                .on("GET", RELEASE + "/files/{file}", this::download);
    }

    private Answer list(Visit visit) {
        Caller caller = visit.caller();
        Form filters = Form.of(visit.query(), "text", "product");
        Slice<ReleaseDetails> found = directory.own(caller, wanted(visit, filters));
        Platform platform = platform(visit);
        List<Product> held = directory.ownProducts(caller);
        List<Choice> products = new ArrayList<>(List.of(new Choice("", "All")));
        held.forEach(product -> products.add(new Choice(product.id(), Names.of(product))));
        return Answer.page(
                "portal/releases.jte",
                new ReleasesPage(
                        visit.frame("Releases"),
                        filters,
                        filters.given("text") != null || filters.given("product") != null,
                        products,
                        found.items().stream().map(each -> card(each, platform)).toList(),
                        PageLinks.of(visit, found),
                        !held.isEmpty()));
    }

    private static ListQuery wanted(Visit visit, Form filters) {
        PageRequest.Offset part = PageLinks.wanted(visit);
        ListQuery query = new ListQuery(List.of(), filters.given("text"), NEWEST_FIRST, part.number(), part.size());
        String product = filters.given("product");
        return product == null ? query : query.and(equal("productId", product));
    }

    private static ListQuery.Criterion equal(String field, String value) {
        return new ListQuery.Criterion(field, ListQuery.Operator.EQ, List.of(value));
    }

    private static @Nullable Platform platform(Visit visit) {
        return Platform.ofBrowser(visit.request().header("User-Agent"));
    }

    private static ReleasesPage.Card card(ReleaseDetails details, @Nullable Platform platform) {
        Release release = details.release();
        return new ReleasesPage.Card(
                Portal.HOME + "/" + release.id(),
                Names.title(details),
                Names.beside(details),
                release.offer().channelName(),
                Objects.requireNonNullElse(release.published(), release.created()),
                FileGroup.of(details, platform).stream()
                        .filter(FileGroup::isVisitors)
                        .findFirst()
                        .orElse(null),
                details.files().size());
    }

    private Answer show(Visit visit) {
        ReleaseDetails details = find(visit);
        Release release = details.release();
        String notes = release.description();
        return Answer.page(
                "portal/release.jte",
                new ReleasePage(
                        visit.frame(Names.title(details)),
                        Names.title(details),
                        Names.beside(details),
                        release.offer().channelName(),
                        Objects.requireNonNullElse(release.published(), release.created()),
                        notes == null || notes.isBlank() ? null : notes,
                        markdown,
                        FileGroup.of(details, platform(visit)),
                        covering(visit.caller(), details)));
    }

    private List<ReleasePage.Covering> covering(Caller caller, ReleaseDetails details) {
        if (!caller.permissions().contains(Permission.LICENSE_READ)) {
            return List.of();
        }
        return directory.licenses(caller, details.release().id()).stream()
                .map(LicenseStanding::license)
                .map(license -> new ReleasePage.Covering(
                        Portal.LICENSES + "#" + license.id(), Names.of(license, details.product())))
                .toList();
    }

    /** The release that the address names, as far as customers browse it: a private one is none of these. */
    private ReleaseDetails find(Visit visit) {
        String id = visit.parameter("id");
        return directory.own(visit.caller(), ListQuery.all(1, 1).and(equal("id", id))).items().stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("release", id));
    }

    private Answer download(Visit visit) {
        String file = visit.parameter("file");
        Download found = artifacts.showOfRelease(
                visit.caller(), find(visit).release().id(), ArtifactQuery.ANY, file, new Artifacts.Wish(true, null));
        return switch (found) {
            case Download.Linked linked ->
                new Answer.Redirect(
                        "/-/blobs/" + linked.link().token() + "/"
                                + URLEncoder.encode(linked.link().filename(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"),
                        null);
            case Download.Elsewhere elsewhere -> new Answer.Redirect(elsewhere.url(), null);
            case Download.Described described -> throw Refusal.notFound("file", file);
        };
    }
}
