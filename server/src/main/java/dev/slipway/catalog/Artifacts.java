package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Change;
import dev.slipway.model.FileLabels;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files of releases: announcing them, finding them, having them downloaded. */
public final class Artifacts {
    static final String TYPE = "artifacts";

    private static final String KIND = "release artifact";

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Downloads downloads;
    private final DiscardedBlobs discarded;
    private final long largestBytes;

    /**
     * Keeps artifacts in this store.
     *
     * @param largestBytes the greatest size an artifact may declare
     */
    public Artifacts(
            Store store, ChangeLog changes, Ids ids, Downloads downloads, DiscardedBlobs discarded, long largestBytes) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.downloads = downloads;
        this.discarded = discarded;
        this.largestBytes = largestBytes;
    }

    /** What a new artifact says of itself. */
    public record Draft(
            String releaseId,
            String filename,
            @Nullable String filetype,
            @Nullable Long filesize,
            @Nullable String platform,
            @Nullable String arch,
            @Nullable String signature,
            @Nullable String checksum,
            Metadata metadata) {}

    /** What an update says. */
    public record Changes(
            Change<Long> filesize, Change<String> signature, Change<String> checksum, Change<Metadata> metadata) {}

    /** An artifact that waits for its bytes, and leave to send them. */
    public record Announced(Artifact artifact, TransferLink link) {}

    /**
     * How an artifact is asked for.
     *
     * @param wantsLink whether its bytes are wanted, and not only what is known about it
     * @param lifetime for how long, null for the usual time
     */
    public record Wish(boolean wantsLink, @Nullable Duration lifetime) {}

    /** Those that exist for the caller and fit; refused as a whole when the caller may not have the release of one. */
    public Slice<Artifact> list(Caller caller, ArtifactQuery query, PageRequest page) {
        return store.read(caller.account().id(), session -> {
            caller.require(Permission.ARTIFACT_READ);
            return list(session, caller, query, null, page);
        });
    }

    /** The artifacts of a release. */
    public Slice<Artifact> listOfRelease(Caller caller, String releaseId, ArtifactQuery query, PageRequest page) {
        return store.read(caller.account().id(), session -> {
            Release release = Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
            caller.require(Permission.ARTIFACT_READ);
            new ReleaseAccess(session, caller).require(release);
            return list(session, caller, query, release.id(), page);
        });
    }

    private static Slice<Artifact> list(
            Session session, Caller caller, ArtifactQuery query, @Nullable String releaseId, PageRequest page) {
        Slice<Artifact> found =
                session.artifacts().list(caller.releaseScope(), query.resolve(session, releaseId), page);
        if (!caller.isVendor()) {
            ReleaseAccess access = new ReleaseAccess(session, caller);
            found.items().stream()
                    .map(Artifact::releaseId)
                    .distinct()
                    .forEach(id -> access.require(session.releases().find(id).orElseThrow()));
        }
        return found;
    }

    /** The artifact of that id or file name, of the highest release version where several fit, with leave to fetch it. */
    public Download show(Caller caller, ArtifactQuery query, String idOrFilename, Wish wish) {
        Found found =
                store.read(caller.account().id(), session -> readable(session, caller, query, null, idOrFilename));
        return download(caller, found, wish);
    }

    /** As {@link #show}, inside one release. */
    public Download showOfRelease(
            Caller caller, String releaseId, ArtifactQuery query, String idOrFilename, Wish wish) {
        Found found = store.read(caller.account().id(), session -> {
            Release release = Guard.find(session, caller, query.releases(), releaseId);
            return readable(session, caller, query, release.id(), idOrFilename);
        });
        return download(caller, found, wish);
    }

    private record Found(Artifact artifact, Release release) {}

    private static Found readable(
            Session session, Caller caller, ArtifactQuery query, @Nullable String releaseId, String idOrFilename) {
        Artifact artifact = find(session, caller, query, releaseId, idOrFilename);
        caller.require(Permission.ARTIFACT_READ);
        Release release = session.releases().find(artifact.releaseId()).orElseThrow();
        new ReleaseAccess(session, caller).require(release);
        return new Found(artifact, release);
    }

    private static Artifact find(
            Session session, Caller caller, ArtifactQuery query, @Nullable String releaseId, String idOrFilename) {
        return session.artifacts()
                .find(caller.releaseScope(), query.resolve(session, releaseId), idOrFilename)
                .orElseThrow(() -> Refusal.notFound(KIND, idOrFilename));
    }

    private Download download(Caller caller, Found found, Wish wish) {
        Duration lifetime = Downloads.lifetime(caller, wish.lifetime());
        Artifact artifact = found.artifact();
        Artifact.Content content = artifact.content();
        boolean available =
                artifact.status() == ArtifactStatus.UPLOADED && found.release().status() != ReleaseStatus.YANKED;
        if (!wish.wantsLink() || !available) {
            return new Download.Described(artifact);
        }
        if (artifact.externalUrl() != null) {
            downloads.note(caller, found.release(), artifact);
            return new Download.Elsewhere(artifact, artifact.externalUrl());
        }
        if (content == null) {
            return new Download.Described(artifact);
        }
        return new Download.Linked(
                artifact, downloads.forDownload(caller, found.release(), artifact, content, lifetime));
    }

    /** Announces a file of a release. */
    public Announced create(Caller caller, Draft draft) {
        caller.require(Permission.ARTIFACT_CREATE, Guard.WRITERS);
        Artifact created = store.write(caller.account().id(), session -> {
            Held held = holdReleaseOf(session, caller, draft.releaseId());
            Artifact artifact = artifact(caller, held.release(), draft);
            held.refuseFrozen();
            Violations violations = new Violations();
            ArtifactRules.check(artifact, largestBytes, violations);
            violations.addIf(
                    session.artifacts().isFilenameTaken(artifact.releaseId(), artifact.filename()),
                    Source.attribute("filename"),
                    Rule.TAKEN,
                    "already exists");
            violations.throwIfAny();
            session.artifacts().insert(artifact);
            note(session, caller, LabelKind.PLATFORM, artifact.platform());
            note(session, caller, LabelKind.ARCH, artifact.arch());
            changes.record(session, caller, "artifact.created", TYPE, artifact.id());
            return artifact;
        });
        return new Announced(created, downloads.forUpload(caller, created));
    }

    /** The release of a new artifact. */
    static Held holdReleaseOf(Session session, Caller caller, String givenId) {
        String releaseId = Aliases.canonical(givenId);
        Optional<Held> held = session.releases()
                .find(releaseId)
                .flatMap(release -> Guard.hold(session, release.productId(), release.id()));
        held.ifPresent(found -> caller.requireOwnProduct(found.product().id()));
        if (held.isEmpty() && caller.productId() != null) {
            throw caller.deny();
        }
        return held.orElseThrow(() -> Refusal.invalid(Source.relationship("release"), Rule.NOT_FOUND, "must exist"));
    }

    private Artifact artifact(Caller caller, Release release, Draft draft) {
        return new Artifact(
                ids.next(),
                release.productId(),
                release.id(),
                draft.filename(),
                FileLabels.filetype(draft.filetype()),
                draft.filesize(),
                FileLabels.label(draft.platform()),
                FileLabels.label(draft.arch()),
                draft.signature(),
                draft.checksum(),
                ArtifactStatus.WAITING,
                null,
                draft.metadata(),
                null,
                null,
                0,
                caller.now(),
                caller.now());
    }

    private void note(Session session, Caller caller, LabelKind kind, @Nullable String key) {
        if (key != null) {
            session.labels().note(kind, key, ids.next(), caller.now());
        }
    }

    /**
     * Changes what is declared about an artifact.
     *
     * @param changesOf read only once the caller is known to be allowed to change the artifact
     */
    public Artifact update(Caller caller, ArtifactQuery query, String idOrFilename, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Artifact current = hold(session, caller, Permission.ARTIFACT_UPDATE, query, idOrFilename);
            Changes update = changesOf.get();
            Artifact changed = current.withDeclarations(
                    update.filesize().over(current.filesize()),
                    update.signature().over(current.signature()),
                    update.checksum().over(current.checksum()),
                    update.metadata().overRequired(current.metadata()),
                    caller.now());
            Violations violations = new Violations();
            ArtifactRules.checkDeclarations(changed, largestBytes, violations);
            violations.throwIfAny();
            session.artifacts().update(changed);
            changes.recordUpdate(session, caller, "artifact.updated", TYPE, changed.id(), current);
            return changed;
        });
    }

    /** Removes an artifact and its bytes. */
    public void delete(Caller caller, ArtifactQuery query, String idOrFilename) {
        caller.requireAuthentication();
        Artifact removed = store.write(caller.account().id(), session -> {
            Artifact current = hold(session, caller, Permission.ARTIFACT_DELETE, query, idOrFilename);
            changes.record(session, caller, "artifact.deleted", TYPE, current.id(), removed(current));
            session.artifacts().delete(current);
            if (current.content() != null) {
                session.artifacts().discardBlob(current.content().blobKey(), caller.now());
            }
            return current;
        });
        if (removed.content() != null) {
            discarded.delete(removed.content().blobKey());
        }
    }

    /** What the log keeps of a file that is gone: where it was, and what it was called. */
    static Metadata removed(Artifact file) {
        return new Metadata(Map.of("release", file.releaseId(), "filename", file.filename()));
    }

    private static Artifact hold(
            Session session, Caller caller, Permission permission, ArtifactQuery query, String idOrFilename) {
        Artifact found = find(session, caller, query, null, idOrFilename);
        caller.require(permission, Guard.WRITERS);
        Guard.hold(session, found, idOrFilename).refuseFrozen();
        return session.artifacts().find(found.id()).orElseThrow(() -> Refusal.notFound(KIND, idOrFilename));
    }
}
