package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one file of a release, as Keygen's API version 1.0 has it sent, fetched and withdrawn. */
public final class ClassicArtifacts {
    private final Store store;
    private final ChangeLog changes;
    private final Downloads downloads;
    private final DiscardedBlobs discarded;
    private final FileAnnouncements files;

    /** Keeps files in this store. */
    public ClassicArtifacts(Store store, ChangeLog changes, Ids ids, Downloads downloads, DiscardedBlobs discarded) {
        this.store = store;
        this.changes = changes;
        this.downloads = downloads;
        this.discarded = discarded;
        this.files = new FileAnnouncements(ids);
    }

    /** Leave to send the file of a release, with which the release is published; what was sent before is replaced. */
    public Artifacts.Announced upload(Caller caller, ReleaseQuery query, String idOrFilename) {
        caller.requireAuthentication();
        Artifact artifact = store.write(caller.account().id(), session -> {
            Held held = hold(session, caller, Permission.RELEASE_UPLOAD, query, idOrFilename);
            held.refuseFrozen();
            Release release = held.release();
            return ClassicRules.onlyOf(session.artifacts().ofRelease(release.id()))
                    .orElseGet(() -> announceAgain(session, caller, release));
        });
        return new Artifacts.Announced(artifact, downloads.forPublishingUpload(caller, artifact));
    }

    private Artifact announceAgain(Session session, Caller caller, Release release) {
        Artifact artifact = session.classicFiles()
                .find(release.id())
                .map(file -> files.artifact(caller, release, file))
                .orElseThrow(ClassicRules::absent);
        files.insert(session, caller, artifact);
        return artifact;
    }

    /**
     * Leave to fetch the file of a release, which counts as a download.
     *
     * @param lifetime how long the link is to live, null for the usual time
     */
    public Download download(Caller caller, ReleaseQuery query, String idOrFilename, @Nullable Duration lifetime) {
        Found found = store.read(caller.account().id(), session -> {
            Release release = find(session, caller, query, idOrFilename);
            caller.require(Permission.RELEASE_DOWNLOAD);
            new ReleaseAccess(session, caller).require(release);
            Downloads.lifetime(caller, lifetime);
            if (release.status() == ReleaseStatus.YANKED) {
                throw Guard.yanked();
            }
            return ClassicRules.onlyOf(visible(caller, session.artifacts().ofRelease(release.id())))
                    .map(artifact -> new Found(release, artifact))
                    .orElseThrow(() ->
                            Refusal.of(Problem.NOT_FOUND, "artifact does not exist (ensure it has been uploaded)"));
        });
        Artifact artifact = found.artifact();
        Artifact.Content content = artifact.content();
        if (artifact.externalUrl() != null) {
            downloads.note(caller, found.release(), artifact);
            return new Download.Elsewhere(artifact, artifact.externalUrl());
        }
        if (artifact.status() != ArtifactStatus.UPLOADED || content == null) {
            throw Refusal.of(Problem.NOT_FOUND, "artifact is unavailable (ensure it has been fully uploaded)");
        }
        return new Download.Linked(
                artifact,
                downloads.forDownload(
                        caller, found.release(), artifact, content, Downloads.lifetime(caller, lifetime)));
    }

    private record Found(Release release, Artifact artifact) {}

    /** For customers, a file that was not uploaded does not exist. */
    private static List<Artifact> visible(Caller caller, List<Artifact> artifacts) {
        return caller.isVendor()
                ? artifacts
                : artifacts.stream()
                        .filter(artifact -> artifact.status() == ArtifactStatus.UPLOADED)
                        .toList();
    }

    /** Withdraws a release and removes its file, which stays where releases are frozen. */
    public void withdraw(Caller caller, ReleaseQuery query, String idOrFilename) {
        caller.requireAuthentication();
        Optional<Artifact> removed = store.write(caller.account().id(), session -> {
            Held held = hold(session, caller, Permission.RELEASE_YANK, query, idOrFilename);
            Release release = held.release();
            Artifact artifact = ClassicRules.onlyOf(session.artifacts().ofRelease(release.id()))
                    .orElseThrow(ClassicRules::absent);
            if (!held.isFrozen()) {
                remove(session, caller, artifact);
            }
            session.releases()
                    .update(release.withStatus(ReleaseStatus.YANKED, release.published(), caller.now(), caller.now()));
            changes.record(session, caller, "release.yanked", Releases.TYPE, release.id());
            return held.isFrozen() ? Optional.empty() : Optional.of(artifact);
        });
        removed.map(Artifact::content).ifPresent(content -> discarded.delete(content.blobKey()));
    }

    private void remove(Session session, Caller caller, Artifact artifact) {
        session.artifacts().delete(artifact);
        if (artifact.content() != null) {
            session.artifacts().discardBlob(artifact.content().blobKey(), caller.now());
        }
    }

    /** A release whose file the caller wants to change, and may. */
    private static Held hold(
            Session session, Caller caller, Permission permission, ReleaseQuery query, String idOrFilename) {
        Release found = find(session, caller, query, idOrFilename);
        caller.require(permission, Guard.WRITERS);
        Held held = Guard.hold(session, found.productId(), found.id())
                .orElseThrow(() -> Refusal.notFound("release", idOrFilename));
        held.refuseYanked();
        return held;
    }

    private static Release find(Session session, Caller caller, ReleaseQuery query, String idOrFilename) {
        return session.classicReleases()
                .findByIdOrFilename(caller.releaseScope(), query.resolve(session), idOrFilename)
                .orElseThrow(() -> Refusal.notFound("release", idOrFilename));
    }
}
