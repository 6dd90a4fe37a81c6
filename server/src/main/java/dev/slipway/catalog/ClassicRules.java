package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.util.List;
import java.util.Optional;

/** What holds where a release is one file, as in Keygen's API version 1.0. */
final class ClassicRules {
    private ClassicRules() {}

    /** Notes that the product has a file of the same name. */
    static void refuseTakenFilename(Session session, Artifact file, Violations violations) {
        violations.addIf(
                session.classicReleases()
                        .findOwner(file.productId(), file.filename())
                        .isPresent(),
                Source.attribute("filename"),
                Rule.TAKEN,
                "already exists");
    }

    /** Notes that the product has the same version in the same channel, for the same platform and of the same file type. */
    static void refuseTakenVersion(Session session, Release release, Artifact file, Violations violations) {
        String platform = file.platform();
        String filetype = file.filetype();
        if (platform == null || filetype == null) {
            return;
        }
        violations.addIf(
                session.classicReleases().isVersionTaken(release, platform, filetype),
                Source.attribute("version"),
                Rule.TAKEN,
                "version already exists for '%s' platform with '%s' filetype on '%s' channel"
                        .formatted(platform, filetype, release.channel().key()));
    }

    /** The one file of a release, if it has any. */
    static Optional<Artifact> onlyOf(List<Artifact> files) {
        if (files.size() > 1) {
            throw Refusal.of(Problem.MULTIPLE_ARTIFACTS);
        }
        return files.stream().findFirst();
    }

    /** A refusal because a release has no file: 422. */
    static Refusal absent() {
        return Refusal.of(Problem.UNPROCESSABLE, "artifact must be present");
    }

    /** A refusal because what is declared of a file has no file to belong to: 422. */
    static Refusal nameless() {
        return Refusal.invalid(Source.relatedAttribute("artifact", "filename"), Rule.MISSING, "can't be blank");
    }
}
