package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.Markdown;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where releases are drafted and changed. */
final class ReleaseFormPages {
    private static final String TEMPLATE = "dashboard/release-form.jte";
    private static final List<String> USUAL_CHANNELS = List.of("stable", "rc", "beta", "alpha", "dev");
    private static final List<String> USUAL_PLATFORMS = List.of("windows", "macos", "linux", "android", "ios");
    private static final int MOST_SUGGESTIONS = 12;
    private static final String[] FIELDS = {
        "product",
        "name",
        "version",
        "channel",
        "platforms",
        "otherPlatforms",
        "description",
        "isPrivate",
        "entitlement"
    };

    private final ReleaseDashboard catalog;
    private final Markdown markdown = new Markdown();

    ReleaseFormPages(ReleaseDashboard catalog) {
        this.catalog = catalog;
    }

    void register(PageView pages) {
        pages.on("GET", "/releases/new", this::showNew)
                .on("POST", "/releases", this::create)
                .on("GET", "/releases/{id}/edit", this::edit)
                .on("POST", "/releases/{id}", this::update)
                .on("POST", "/releases/check", this::check)
                .on("POST", "/releases/preview", this::preview);
    }

    private Answer showNew(Visit visit) {
        visit.caller().require(Permission.RELEASE_CREATE);
        String product = Objects.requireNonNullElse(visit.query().first("product"), "");
        Form form =
                Form.blank(FIELDS).withValues(Map.of("product", product, "channel", DottedReleases.DEFAULT_CHANNEL));
        return Answer.page(TEMPLATE, page(visit, form, null));
    }

    private Answer create(Visit visit) {
        Form form = visit.form(FIELDS);
        if (visit.isSearching()) {
            return Answer.page(TEMPLATE, page(visit, form, null));
        }
        try {
            Release release = catalog.dotted().create(visit.caller(), draft(form), form.values("entitlement"));
            return new Answer.Redirect(
                    "/releases/" + release.id(), "The draft was saved. Nobody else sees it until it is published.");
        } catch (Refusal refusal) {
            return Answer.refused(TEMPLATE, page(visit, form.refused(refusal), null));
        }
    }

    private static DottedReleases.Draft draft(Form form) {
        return new DottedReleases.Draft(
                form.value("product"),
                form.value("name").strip(),
                form.value("version").strip(),
                form.given("channel"),
                platforms(form),
                isPrivate(form),
                notes(form),
                null,
                null,
                Metadata.EMPTY);
    }

    private static List<String> platforms(Form form) {
        return Stream.concat(
                        form.values("platforms").stream(),
                        Stream.of(form.value("otherPlatforms").split(",", -1)))
                .map(String::strip)
                .filter(platform -> !platform.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isPrivate(Form form) {
        return form.value("isPrivate").equals("true");
    }

    private static @Nullable String notes(Form form) {
        String notes = form.value("description").replace("\r\n", "\n");
        return notes.isBlank() ? null : notes;
    }

    private Answer edit(Visit visit) {
        Release release = catalog.release(visit);
        visit.caller().require(Permission.RELEASE_UPDATE);
        Form form = Form.blank(FIELDS)
                .withValues(Map.of(
                        "product", release.productId(),
                        "name", Objects.requireNonNullElse(release.name(), ""),
                        "version", release.version().text(),
                        "channel", release.offer().channelName(),
                        "otherPlatforms", String.join(", ", release.offer().platforms()),
                        "description", Objects.requireNonNullElse(release.description(), ""),
                        "isPrivate", Boolean.toString(release.offer().isPrivate())));
        return Answer.page(TEMPLATE, page(visit, form, release));
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        Release current = catalog.release(visit);
        try {
            catalog.dotted().update(visit.caller(), current.id(), () -> changes(form, current));
            return new Answer.Redirect("/releases/" + current.id(), "The release was changed.");
        } catch (Refusal refusal) {
            return Answer.refused(TEMPLATE, page(visit, form.refused(refusal), current));
        }
    }

    private static DottedReleases.Changes changes(Form form, Release current) {
        String version = form.value("version").strip();
        List<String> platforms = platforms(form);
        return new DottedReleases.Changes(
                Change.to(form.value("name").strip()),
                version.equals(current.version().text()) ? Change.none() : Change.to(version),
                Change.to(form.given("channel")),
                platforms.equals(current.offer().platforms()) ? Change.none() : Change.to(platforms),
                Change.to(isPrivate(form)),
                Change.to(notes(form)),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none());
    }

    private Answer check(Visit visit) {
        Form form = visit.form(FIELDS);
        return Answer.page("dashboard/version-verdict.jte", verdict(visit.caller(), form));
    }

    private VersionVerdict verdict(Caller caller, Form form) {
        if (form.given("version") == null) {
            return new VersionVerdict(false, "Type a version.");
        }
        try {
            Release release = catalog.dotted().check(caller, draft(form));
            return good(release.semver().text(), release.version().text());
        } catch (Refusal refusal) {
            Optional<Fault> fault = refusal.faults().stream()
                    .filter(each -> each.source().equals(Source.attribute("version"))
                            || each.source().equals(Source.relationship("product")))
                    .findFirst();
            return fault.map(each -> new VersionVerdict(false, Text.about("Version", each.detail())))
                    .orElseGet(() -> good(form.value("version"), form.value("version")));
        }
    }

    private static VersionVerdict good(String semver, String text) {
        return new VersionVerdict(
                true,
                semver.equals(text) ? "This version is free." : "This version is free; also known as " + semver + ".");
    }

    private Answer preview(Visit visit) {
        String notes = notes(visit.form(FIELDS));
        return Answer.page("dashboard/preview.jte", new PreviewPage(visit.frame("Preview"), notes, markdown));
    }

    private ReleaseFormPage page(Visit visit, Form form, @Nullable Release current) {
        Caller caller = visit.caller();
        ReleaseBrowser.Suggestions suggestions = catalog.browser().suggestions(caller);
        TreeSet<String> channels = new TreeSet<>(USUAL_CHANNELS);
        channels.addAll(suggestions.channels());
        List<String> platforms = Stream.concat(USUAL_PLATFORMS.stream(), suggestions.platforms().stream())
                .distinct()
                .limit(MOST_SUGGESTIONS)
                .toList();
        return new ReleaseFormPage(
                visit.frame(current == null ? "Add a release" : "Edit " + ReleaseWords.title(current)),
                form,
                current == null,
                current == null ? "/releases" : "/releases/" + current.id(),
                current == null ? "/releases" : "/releases/" + current.id(),
                catalog.pickers().products(caller, form, "product"),
                List.copyOf(channels),
                platforms,
                catalog.pickers().entitlements(caller, form, "entitlement", Set.of()),
                current == null ? new Commands(visit).create(form.given("product")) : null);
    }
}
