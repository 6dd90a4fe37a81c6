package dev.slipway.dashboard;

import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.PublishReview;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done with releases and their files. */
final class ReleaseActionPages {
    private static final String CONFIRM = "dashboard/confirm.jte";
    private static final String EXTERNAL = "dashboard/external-file.jte";
    private static final String[] EXTERNAL_FIELDS = {"name", "url", "size", "checksum"};

    private final ReleaseDashboard catalog;
    private final ReleaseOverview details;

    ReleaseActionPages(ReleaseDashboard catalog) {
        this.catalog = catalog;
        this.details = new ReleaseOverview(catalog);
    }

    void register(PageView pages) {
        String release = "/releases/{id}";
        pages.on("GET", release + "/publish", visit -> Answer.page(CONFIRM, publication(visit, Form.blank())))
                .on("POST", release + "/publish", this::publish)
                .on("GET", release + "/yank", visit -> Answer.page(CONFIRM, withdrawal(visit, Form.blank("reason"))))
                .on("POST", release + "/yank", this::yank)
                .on("POST", release + "/archive", this::archive)
                .on("POST", release + "/unarchive", this::unarchive)
                .on("GET", release + "/delete", visit -> Answer.page(CONFIRM, deletion(visit, Form.blank())))
                .on("POST", release + "/delete", this::delete)
                .on("GET", release + "/files/external", this::showExternal)
                .on("POST", release + "/files/external", this::addExternal)
                .on("GET", release + "/files/{file}", this::download)
                .on("POST", release + "/files/{file}/delete", this::removeFile)
                .on("POST", release + "/who", this::ask)
                .on("POST", release + "/constraints", this::constrain)
                .on("POST", release + "/constraints/{constraint}/delete", this::free);
    }

    private static String path(Visit visit) {
        return "/releases/" + URLEncoder.encode(visit.parameter("id"), StandardCharsets.UTF_8);
    }

    private ConfirmPage publication(Visit visit, Form form) {
        Release release = catalog.release(visit);
        Product product = catalog.products().show(visit.caller(), release.productId());
        String who = switch (product.distributionStrategy()) {
            case OPEN -> "everybody";
            case LICENSED -> "holders of a license that reaches to it";
            case CLOSED -> "nobody but your own people, because the product is closed";
        };
        return new ConfirmPage(
                visit.frame("Publish " + ReleaseWords.title(release)),
                form,
                List.of(
                        "It is offered in the channel %s of %s to %s."
                                .formatted(release.offer().channelName(), product.name(), who),
                        "Installations that ask for an upgrade are offered it from now on.",
                        product.publishPolicy() == PublishPolicy.FREEZE
                                ? "Its version, notes and files can never be changed again; it can only be withdrawn."
                                : "Its notes and files can still be changed afterwards."),
                PublishReview.warnings(release, ReleaseOverview.files(catalog, visit.caller(), release)),
                false,
                path(visit) + "/publish",
                "Publish now",
                false,
                path(visit));
    }

    private Answer publish(Visit visit) {
        try {
            catalog.releases().publish(visit.caller(), visit.parameter("id"));
            return new Answer.Redirect(path(visit), "The release is published.");
        } catch (Refusal refusal) {
            return Answer.refused(CONFIRM, publication(visit, visit.form().refused(refusal)));
        }
    }

    private ConfirmPage withdrawal(Visit visit, Form form) {
        Release release = catalog.release(visit);
        return new ConfirmPage(
                visit.frame("Yank " + ReleaseWords.title(release)),
                form,
                List.of(
                        "Nobody is offered it any more, and its files can no longer be downloaded.",
                        "Installations that have it keep it.",
                        "It cannot come back where the product freezes published releases."),
                List.of(),
                true,
                path(visit) + "/yank",
                "Yank the release",
                true,
                path(visit));
    }

    private Answer yank(Visit visit) {
        Form form = visit.form("reason");
        try {
            catalog.releases()
                    .yank(visit.caller(), visit.parameter("id"), () -> Optional.ofNullable(form.given("reason")));
            return new Answer.Redirect(path(visit), "The release is yanked.");
        } catch (Refusal refusal) {
            return Answer.refused(CONFIRM, withdrawal(visit, form.refused(refusal)));
        }
    }

    private Answer archive(Visit visit) {
        catalog.dotted().archive(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect(path(visit), "The release is archived.");
    }

    private Answer unarchive(Visit visit) {
        catalog.dotted().unarchive(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect(path(visit), "The release is back.");
    }

    private ConfirmPage deletion(Visit visit, Form form) {
        Release release = catalog.release(visit);
        return new ConfirmPage(
                visit.frame("Delete " + ReleaseWords.title(release)),
                form,
                List.of("The release goes with all its files.", "This cannot be undone."),
                List.of(),
                false,
                path(visit) + "/delete",
                "Delete the release",
                true,
                path(visit));
    }

    private Answer delete(Visit visit) {
        try {
            catalog.releases().delete(visit.caller(), ReleaseQuery.ANY, visit.parameter("id"));
            return new Answer.Redirect("/releases", "The release was deleted.");
        } catch (Refusal refusal) {
            return Answer.refused(CONFIRM, deletion(visit, visit.form().refused(refusal)));
        }
    }

    private Answer showExternal(Visit visit) {
        return Answer.page(EXTERNAL, external(visit, Form.blank(EXTERNAL_FIELDS)));
    }

    private ExternalFilePage external(Visit visit, Form form) {
        Release release = catalog.release(visit);
        return new ExternalFilePage(
                visit.frame("Add External File to " + ReleaseWords.title(release)), form, path(visit));
    }

    private Answer addExternal(Visit visit) {
        Form form = visit.form(EXTERNAL_FIELDS);
        try {
            catalog.files()
                    .addExternal(
                            visit.caller(),
                            new ReleaseFiles.External(
                                    catalog.release(visit).id(),
                                    form.value("name").strip(),
                                    form.value("url").strip(),
                                    size(form.given("size")),
                                    form.given("checksum")));
            return new Answer.Redirect(path(visit), "The file was added.");
        } catch (Refusal refusal) {
            return Answer.refused(EXTERNAL, external(visit, form.refused(refusal)));
        }
    }

    private static @Nullable Long size(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Refusal.invalid(Source.attribute("size"), Rule.INVALID, "must be a number of bytes");
        }
        return Long.valueOf(text);
    }

    private Answer download(Visit visit) {
        Download found = catalog.artifacts()
                .showOfRelease(
                        visit.caller(),
                        visit.parameter("id"),
                        ArtifactQuery.ANY,
                        visit.parameter("file"),
                        new Artifacts.Wish(true, null));
        return switch (found) {
            case Download.Linked linked ->
                new Answer.Redirect(
                        "/-/blobs/" + linked.link().token() + "/"
                                + URLEncoder.encode(linked.link().filename(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"),
                        null);
            case Download.Elsewhere elsewhere -> new Answer.Redirect(elsewhere.url(), null);
            case Download.Described described -> throw Refusal.notFound("file", visit.parameter("file"));
        };
    }

    private Answer removeFile(Visit visit) {
        catalog.artifacts().delete(visit.caller(), ArtifactQuery.ANY, visit.parameter("file"));
        return new Answer.Redirect(path(visit), "The file was removed.");
    }

    private Answer ask(Visit visit) {
        Form form = visit.form("license");
        Form blank = Form.blank("entitlement");
        Release release = catalog.release(visit);
        try {
            String license = form.value("license").strip();
            ReleasePage.Verdict verdict = catalog.explain(visit.caller(), release, license);
            return details.page(visit, blank, new ReleaseOverview.Asked(form, verdict), 200);
        } catch (Refusal refusal) {
            if (refusal.problem() != Problem.NOT_FOUND) {
                throw refusal;
            }
            Refusal unknown = Refusal.invalid(Source.attribute("license"), Rule.NOT_FOUND, "is none: look at the key");
            return details.page(visit, blank, new ReleaseOverview.Asked(form.refused(unknown), null), 422);
        }
    }

    private Answer constrain(Visit visit) {
        Form form = visit.form("entitlement");
        if (visit.isSearching()) {
            return details.page(visit, form, 200);
        }
        try {
            catalog.constraints().attach(visit.caller(), visit.parameter("id"), () -> form.values("entitlement"));
            return new Answer.Redirect(path(visit), "The entitlement is required from now on.");
        } catch (Refusal refusal) {
            return details.page(visit, form.refused(refusal), 422);
        }
    }

    private Answer free(Visit visit) {
        catalog.constraints()
                .detach(visit.caller(), visit.parameter("id"), () -> List.of(visit.parameter("constraint")));
        return new Answer.Redirect(path(visit), "The entitlement is no longer required.");
    }
}
