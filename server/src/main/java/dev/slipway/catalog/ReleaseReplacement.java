package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.catalog.ClassicReleases.Draft;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.AnnouncedFile;
import dev.slipway.model.Artifact;
import dev.slipway.model.Constraint;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one release takes the place of another: all that is said of it anew counts, and what is not said is gone. */
final class ReleaseReplacement {
    private final ReleaseDrafts drafts;
    private final FileAnnouncements files;
    private final ChangeLog changes;
    private final Ids ids;
    private final long largestBytes;

    ReleaseReplacement(ReleaseDrafts drafts, FileAnnouncements files, ChangeLog changes, Ids ids, long largestBytes) {
        this.drafts = drafts;
        this.files = files;
        this.changes = changes;
        this.ids = ids;
        this.largestBytes = largestBytes;
    }

    /** Replaces all attributes of a held release and of its file of that name. Package and constraints only when named. */
    Release replace(Session session, Caller caller, Draft draft, Held held) {
        caller.require(Permission.RELEASE_UPDATE);
        held.refuseFrozen();
        Violations violations = new Violations();
        Release release =
                over(held.release(), drafts.prepare(session, caller, draft.release(), held.product(), violations));
        ReleaseRules.refuseTaken(session, release, violations);
        AnnouncedFile announced = ClassicReleases.file(release, draft.file());
        Optional<Artifact> current = session.artifacts().ofRelease(release.id()).stream()
                .filter(artifact -> artifact.filename().equals(announced.filename()))
                .findFirst();
        Artifact file = current.orElseGet(() -> files.artifact(caller, release, announced))
                .withLabels(announced.filetype(), announced.platform(), caller.now());
        file = file.withDeclarations(
                announced.filesize(), announced.signature(), announced.checksum(), file.metadata(), caller.now());
        ArtifactRules.check(file, largestBytes, violations);
        ClassicRules.refuseTakenVersion(session, release, file, violations);
        violations.throwIfAny();
        session.releases().update(release);
        session.labels().note(LabelKind.CHANNEL, release.channel().key(), ids.next(), caller.now());
        replaceConstraints(session, caller, release.id(), ReleaseDrafts.entitlementIds(draft.release()));
        session.classicFiles().save(announced, true);
        if (current.isPresent()) {
            files.update(session, caller, file);
        }
        changes.recordUpdate(session, caller, "release.replaced", Releases.TYPE, release.id(), held.release());
        return release;
    }

    /** A release can be published in this way, but not be made a draft again. */
    private static Release over(Release current, Release fresh) {
        ReleaseStatus status = fresh.status() == ReleaseStatus.PUBLISHED ? ReleaseStatus.PUBLISHED : current.status();
        @Nullable
        Instant published = current.published() == null && status == ReleaseStatus.PUBLISHED
                ? fresh.created()
                : current.published();
        return new Release(
                current.id(),
                current.productId(),
                fresh.packageId() == null ? current.packageId() : fresh.packageId(),
                fresh.name(),
                fresh.description(),
                fresh.channel(),
                status,
                fresh.tag(),
                fresh.version(),
                fresh.semver(),
                fresh.metadata(),
                current.apiVersion(),
                current.downloads(),
                current.upgrades(),
                current.created(),
                fresh.updated(),
                fresh.backdated(),
                published,
                current.yanked(),
                offer(current.offer(), fresh.offer(), status));
    }

    /** Clients of this version know no platforms of releases; publishing brings back what was archived. */
    private static Release.Offer offer(Release.Offer current, Release.Offer fresh, ReleaseStatus status) {
        return new Release.Offer(
                fresh.channelName(),
                current.platforms(),
                fresh.isPrivate(),
                fresh.dotted(),
                status == ReleaseStatus.PUBLISHED ? null : current.archived());
    }

    private void replaceConstraints(Session session, Caller caller, String releaseId, List<String> entitlementIds) {
        if (entitlementIds.isEmpty()) {
            return;
        }
        List<Constraint> current = session.constraints().ofRelease(releaseId);
        Set<String> missing = new HashSet<>(entitlementIds);
        for (Constraint constraint : current) {
            if (!missing.remove(constraint.entitlementId())) {
                caller.require(Permission.RELEASE_CONSTRAINTS_DETACH);
                session.constraints().delete(constraint.id());
            }
        }
        missing.forEach(entitlementId -> drafts.constrain(session, caller, releaseId, entitlementId));
    }
}
