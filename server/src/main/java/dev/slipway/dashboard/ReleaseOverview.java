package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.event.EventLog;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Constraint;
import dev.slipway.model.Event;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.Markdown;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of one release. */
final class ReleaseOverview {
    private static final Picker NOTHING = new Picker("", List.of(), false);
    private static final int MOST_FILES = 100;
    private static final int MOST_ENTRIES = 50;

    private final ReleaseDashboard catalog;
    private final Markdown markdown = new Markdown();

    ReleaseOverview(ReleaseDashboard catalog) {
        this.catalog = catalog;
    }

    /**
     * Which licenses were asked about.
     *
     * @param form license: a key or an id
     * @param verdict the answer; null while nothing was asked
     */
    record Asked(Form form, ReleasePage.@Nullable Verdict verdict) {
        static final Asked NOTHING = new Asked(Form.blank("license"), null);
    }

    Answer page(Visit visit, Form form, int status) {
        return page(visit, form, Asked.NOTHING, status);
    }

    Answer page(Visit visit, Form form, Asked asked, int status) {
        Caller caller = visit.caller();
        Release release = catalog.release(visit);
        Product product = catalog.products().show(caller, release.productId());
        List<Artifact> files = files(catalog, caller, release);
        Map<String, String> codes = catalog
                .constraints()
                .entitlements(caller, release.id(), new PageRequest.Limit(MOST_FILES, true))
                .items()
                .stream()
                .collect(Collectors.toMap(each -> each.id(), each -> each.code()));
        List<ReleasePage.Required> required =
                catalog
                        .constraints()
                        .list(caller, release.id(), new PageRequest.Limit(MOST_FILES, true))
                        .items()
                        .stream()
                        .map(constraint -> required(constraint, codes))
                        .toList();
        ReleasePage.May may = may(caller, product, release);
        String notes = release.description();
        ReleasePage model = new ReleasePage(
                visit.frame(ReleaseWords.title(release)),
                release.id(),
                "/releases/" + release.id(),
                ReleaseWords.standing(release),
                product.id(),
                product.name(),
                facts(release),
                release.accessDate(),
                release.published(),
                release.withdrawn(),
                notes == null || notes.isBlank() ? null : notes,
                markdown,
                files.stream().map(file -> file(file, release)).toList(),
                audience(product, release, required),
                caller.permissions().contains(Permission.LICENSE_READ),
                asked.form(),
                asked.verdict(),
                required,
                form,
                may.constrain() ? catalog.pickers().entitlements(caller, form, "entitlement", codes.keySet()) : NOTHING,
                history(caller, release, files),
                new Commands(visit).of(release, may),
                may);
        return new Answer.Page(status, "dashboard/release.jte", model);
    }

    /** All files of a release, those too that wait for their bytes. */
    static List<Artifact> files(ReleaseDashboard catalog, Caller caller, Release release) {
        return catalog.artifacts()
                .listOfRelease(caller, release.id(), ArtifactQuery.ANY, new PageRequest.Limit(MOST_FILES, true))
                .items();
    }

    private static ReleasePage.Required required(Constraint constraint, Map<String, String> codes) {
        return new ReleasePage.Required(
                constraint.id(), Objects.requireNonNullElse(codes.get(constraint.entitlementId()), "?"));
    }

    /** What a visitor may do with a release. */
    static ReleasePage.May may(Caller caller, Product product, Release release) {
        Predicate<Permission> holds = permission -> ReleaseBrowser.may(caller, permission);
        boolean frozen = product.publishPolicy() == PublishPolicy.FREEZE && release.published() != null;
        boolean away = release.isArchived();
        return new ReleasePage.May(
                !frozen && holds.test(Permission.RELEASE_UPDATE),
                !frozen && holds.test(Permission.RELEASE_UPLOAD),
                !frozen && holds.test(Permission.RELEASE_CONSTRAINTS_ATTACH),
                !frozen && release.status() != ReleaseStatus.PUBLISHED && holds.test(Permission.RELEASE_PUBLISH),
                release.status() == ReleaseStatus.PUBLISHED && holds.test(Permission.RELEASE_YANK),
                !away && holds.test(Permission.RELEASE_YANK),
                away && !release.isYanked() && holds.test(Permission.RELEASE_PUBLISH),
                !frozen && holds.test(Permission.RELEASE_DELETE));
    }

    private static List<Fact> facts(Release release) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Version", release.version().text()));
        if (!release.semver().text().equals(release.version().text())) {
            facts.add(new Fact("As semantic version", release.semver().text()));
        }
        facts.add(new Fact("Channel", release.offer().channelName()));
        facts.add(new Fact(
                "Platforms",
                release.offer().platforms().isEmpty()
                        ? "Those of its files"
                        : String.join(", ", release.offer().platforms())));
        if (release.tag() != null) {
            facts.add(new Fact("Tag", release.tag()));
        }
        facts.add(new Fact("Private", release.offer().isPrivate() ? "Yes" : "No"));
        facts.add(new Fact("Downloads", Text.number(release.downloads())));
        facts.add(new Fact("Upgrades", Text.number(release.upgrades())));
        facts.add(new Fact("Id", release.id()));
        return facts;
    }

    private static ReleasePage.File file(Artifact file, Release release) {
        Artifact.Content content = file.content();
        List<Fact> digests = new ArrayList<>();
        if (content != null) {
            digests.add(new Fact("SHA-256", content.sha256()));
            digests.add(new Fact("SHA-512", content.sha512()));
            digests.add(new Fact("SHA-1", content.sha1()));
            digests.add(new Fact("MD5", content.md5()));
        }
        if (file.checksum() != null) {
            digests.add(new Fact("Declared", file.checksum()));
        }
        boolean uploaded = file.status() == ArtifactStatus.UPLOADED;
        Long size = content == null ? file.filesize() : Long.valueOf(content.length());
        String note = file.externalUrl() != null
                ? "Kept at " + file.externalUrl()
                : uploaded ? null : Objects.requireNonNullElse(file.failure(), "Waiting for its bytes");
        return new ReleasePage.File(
                file.id(),
                file.filename(),
                note,
                size == null ? "–" : Text.size(size),
                digests,
                Text.number(file.downloads()),
                uploaded && release.status() != ReleaseStatus.YANKED);
    }

    private static List<String> audience(Product product, Release release, List<ReleasePage.Required> required) {
        List<String> lines = new ArrayList<>();
        if (release.status() != ReleaseStatus.PUBLISHED) {
            lines.add("Now only your own people, because it is "
                    + (ReleaseWords.isDraft(release) ? "a draft." : "withdrawn."));
        }
        String codes = required.stream().map(ReleasePage.Required::code).collect(Collectors.joining(", "));
        String when = release.status() == ReleaseStatus.PUBLISHED ? "" : "When published: ";
        lines.add(when
                + switch (product.distributionStrategy()) {
                    case CLOSED -> "Only your own people, because the product is closed.";
                    case OPEN ->
                        required.isEmpty()
                                ? "Everybody, because the product is open."
                                : "Who holds a license with: " + codes + ".";
                    case LICENSED ->
                        required.isEmpty()
                                ? "Who holds a license of the product that reaches to the date of this release."
                                : "Who holds a license of the product that reaches to the date of this release, with: "
                                        + codes + ".";
                });
        if (release.offer().isPrivate()) {
            lines.add("It is private: customers do not find it when they browse.");
        }
        return lines;
    }

    private List<ReleasePage.Entry> history(Caller caller, Release release, List<Artifact> files) {
        if (!EventLog.mayRead(caller)) {
            return List.of();
        }
        List<String> ids = files.stream().map(Artifact::id).toList();
        List<Event> events = catalog.events().changesOf(caller, release, ids, ReleaseHistory.NAMES, MOST_ENTRIES);
        return new ReleaseHistory(new EventWords(catalog.users(), caller), files).entries(events);
    }
}
