package dev.slipway.dashboard;

import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.SentFiles;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files of a release from browsers without scripts: sent in one go, and refused one by one. */
final class ReleaseUploadPages {
    /** Failures of one file, which say nothing of the others. */
    private static final Set<Problem> ABOUT_FILE =
            EnumSet.of(Problem.INVALID, Problem.BODY_TOO_LARGE, Problem.STORAGE_LIMIT_REACHED, Problem.RELEASE_FROZEN);

    private final ReleaseDashboard catalog;
    private final ReleaseOverview details;

    ReleaseUploadPages(ReleaseDashboard catalog) {
        this.catalog = catalog;
        this.details = new ReleaseOverview(catalog);
    }

    void register(PageView pages) {
        pages.onFiles("/releases/{id}/files", this::receive);
    }

    private Answer receive(Visit visit, SentFiles files) throws IOException {
        List<String> kept = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        while (files.next()) {
            if (files.isEmpty()) {
                wrong.add(files.name() + " is empty: there is nothing to upload.");
                continue;
            }
            try {
                keep(visit, files);
                kept.add(files.name());
            } catch (Refusal refusal) {
                if (!ABOUT_FILE.contains(refusal.problem())) {
                    throw refusal;
                }
                wrong.add(files.name() + " was not uploaded. " + sentence(refusal));
            }
        }
        if (kept.isEmpty() && wrong.isEmpty()) {
            wrong.add("Choose a file first.");
        }
        if (!wrong.isEmpty()) {
            Refusal refusal = Refusal.invalid(Source.attribute("file"), Rule.INVALID, String.join(" ", wrong));
            return details.page(visit, Form.blank("entitlement", "file").refused(refusal), 422);
        }
        return new Answer.Redirect(
                "/releases/" + URLEncoder.encode(visit.parameter("id"), StandardCharsets.UTF_8),
                kept.size() == 1
                        ? kept.getFirst() + " was uploaded."
                        : "%d files were uploaded.".formatted(kept.size()));
    }

    private static String sentence(Refusal refusal) {
        String detail = Text.about("Its name", refusal.faults().getFirst().detail());
        return detail.endsWith(".") ? detail : detail + ".";
    }

    private void keep(Visit visit, SentFiles files) {
        catalog.files()
                .upload(
                        visit.caller(),
                        visit.parameter("id"),
                        files.name(),
                        -1,
                        () -> new ReleaseFiles.Arrival(
                                new ReleaseFiles.Announcement(-1, files.type(), null), files.content()));
    }
}
