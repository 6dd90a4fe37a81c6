package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives releases files under names that differ in more than case: sent in one step, or kept elsewhere. A file is there once its
 * bytes are safe, not before; sending it again replaces it in place.
 */
public final class ReleaseFiles {
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final DiscardedBlobs discarded;
    private final ReceivedFiles received;
    private final StorageQuota quota;

    /** Keeps files in this store and, as far as they are received, where that puts their bytes. */
    public ReleaseFiles(
            Store store,
            ChangeLog changes,
            Ids ids,
            DiscardedBlobs discarded,
            ReceivedFiles received,
            StorageQuota quota) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.discarded = discarded;
        this.received = received;
        this.quota = quota;
    }

    /**
     * What a sender says of the bytes it sends.
     *
     * @param length in bytes, -1 when not announced
     * @param type the media type, null when not named
     * @param md5 the digest they must have, in lower-case hex; null when not named
     */
    public record Announcement(
            long length, @Nullable String type, @Nullable String md5) {}

    /** Bytes that begin to arrive, and what their sender says of them. */
    public record Arrival(Announcement announcement, InputStream bytes) {}

    /** What there is to receive. Nothing is asked of the sender before this is called. */
    @FunctionalInterface
    public interface Delivery {
        /** Begins to receive. */
        Arrival begin() throws IOException;
    }

    /**
     * A file that is kept elsewhere.
     *
     * @param size in bytes, as declared; null when not named
     * @param checksum as declared; null when not named
     */
    public record External(
            String releaseId,
            String name,
            String url,
            @Nullable Long size,
            @Nullable String checksum) {}

    /** Whether a file may have that name; no release has a file of another one. */
    public static boolean isName(String name) {
        return FileRules.isName(name);
    }

    /**
     * Receives a file; when this returns, it is safe. However it ends otherwise, the release has the files it had.
     *
     * @param total in bytes, what the sender is going to send at most; -1 when that is not announced
     * @throws Refusal 401, 404, 403 (RELEASE_FROZEN among others), 409 STORAGE_LIMIT_REACHED, 413 when the bytes are too many,
     *     400 when they are not as announced, 422 for the name
     */
    public Artifact upload(Caller caller, String releaseId, String name, long total, Delivery delivery) {
        long room = requireUploadable(caller, releaseId, name, total);
        return received.receive(
                caller, room, delivery, (session, content) -> keep(session, caller, releaseId, name, content));
    }

    /**
     * Refuses early, before anything is received, what would be refused at the end.
     *
     * @param total in bytes, -1 when not announced
     * @return in bytes, how much the account has room for
     */
    long requireUploadable(Caller caller, String releaseId, String name, long total) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            caller.require(Permission.RELEASE_READ);
            quota.require(session, total);
            Release release = Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
            Product product = session.products().find(release.productId()).orElseThrow();
            new Held(product, release).refuseFrozen();
            caller.require(Permission.RELEASE_UPLOAD, Guard.WRITERS);
            caller.require(Permission.ARTIFACT_CREATE);
            Violations violations = new Violations();
            FileRules.checkName(name, violations);
            violations.throwIfAny();
            return quota.room(session);
        });
    }

    private ReceivedFiles.Kept keep(
            Session session, Caller caller, String releaseId, String name, Artifact.Content content) {
        Held held = Guard.hold(session, caller, Permission.RELEASE_UPLOAD, ReleaseQuery.ANY, releaseId);
        held.refuseFrozen();
        quota.require(session, content.length());
        Optional<Artifact> current =
                session.artifacts().findIgnoringCase(held.release().id(), name);
        Artifact file =
                current.orElseGet(() -> fresh(caller, held.release(), name)).withUpload(content, caller.now());
        @Nullable String replaced = discard(session, caller, current);
        save(session, caller, current, file);
        changes.record(session, caller, "artifact.upload.succeeded", Artifacts.TYPE, file.id());
        changes.record(session, caller, "artifact.uploaded", Artifacts.TYPE, file.id());
        return new ReceivedFiles.Kept(file, replaced);
    }

    /**
     * Adds a file that is kept elsewhere, in place of one of that name.
     *
     * @throws Refusal 403 (RELEASE_FROZEN among others), or 422 naming what is wrong: relationship release; attributes name,
     *     url, size, checksum
     */
    public Artifact addExternal(Caller caller, External external) {
        caller.require(Permission.ARTIFACT_CREATE, Guard.WRITERS);
        ReceivedFiles.Kept kept = store.write(caller.account().id(), session -> {
            Held held = Artifacts.holdReleaseOf(session, caller, external.releaseId());
            held.refuseFrozen();
            Violations violations = new Violations();
            FileRules.check(external, violations);
            violations.throwIfAny();
            Optional<Artifact> current =
                    session.artifacts().findIgnoringCase(held.release().id(), external.name());
            Artifact file = current.orElseGet(() -> fresh(caller, held.release(), external.name()))
                    .withExternal(external.url(), external.size(), external.checksum(), caller.now());
            @Nullable String replaced = discard(session, caller, current);
            save(session, caller, current, file);
            changes.record(session, caller, "artifact.uploaded", Artifacts.TYPE, file.id());
            return new ReceivedFiles.Kept(file, replaced);
        });
        if (kept.replacedBlob() != null) {
            discarded.delete(kept.replacedBlob());
        }
        return kept.file();
    }

    private Artifact fresh(Caller caller, Release release, String name) {
        return new Artifact(
                ids.next(),
                release.productId(),
                release.id(),
                name,
                FileRules.filetype(name),
                null,
                DottedRules.filePlatform(release.offer().platforms()).orElse(null),
                null,
                null,
                null,
                ArtifactStatus.WAITING,
                null,
                Metadata.EMPTY,
                null,
                null,
                0,
                caller.now(),
                caller.now());
    }

    private void save(Session session, Caller caller, Optional<Artifact> current, Artifact file) {
        if (current.isPresent()) {
            session.artifacts().update(file);
            return;
        }
        session.artifacts().insert(file);
        if (file.platform() != null) {
            session.labels().note(LabelKind.PLATFORM, file.platform(), ids.next(), caller.now());
        }
        changes.record(session, caller, "artifact.created", Artifacts.TYPE, file.id());
    }

    private static @Nullable String discard(Session session, Caller caller, Optional<Artifact> current) {
        Artifact.Content content = current.map(Artifact::content).orElse(null);
        if (content == null) {
            return null;
        }
        session.artifacts().discardBlob(content.blobKey(), caller.now());
        return content.blobKey();
    }

    /**
     * Removes the file of that id with its bytes.
     *
     * @throws Refusal 404 or 403 (RELEASE_FROZEN among others)
     */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        remove(caller, session -> {
            Artifact found = ServedFiles.find(session, caller, id);
            caller.require(Permission.ARTIFACT_DELETE, Guard.WRITERS);
            Guard.hold(session, found, id).refuseFrozen();
            return session.artifacts().find(found.id());
        });
    }

    /**
     * Removes the file of that name, in any case, from a release; a file that is not there is no error.
     *
     * @throws Refusal 404 for the release, or 403 (RELEASE_FROZEN among others)
     */
    public void deleteNamed(Caller caller, String releaseId, String name) {
        caller.requireAuthentication();
        remove(caller, session -> {
            Held held = Guard.hold(session, caller, Permission.ARTIFACT_DELETE, ReleaseQuery.ANY, releaseId);
            held.refuseFrozen();
            return session.artifacts().findIgnoringCase(held.release().id(), name);
        });
    }

    private interface Finding {
        Optional<Artifact> in(Session session);
    }

    private void remove(Caller caller, Finding finding) {
        Optional<String> blob = store.write(caller.account().id(), session -> {
            Optional<Artifact> found = finding.in(session);
            found.ifPresent(file -> {
                changes.record(session, caller, "artifact.deleted", Artifacts.TYPE, file.id(), Artifacts.removed(file));
                session.artifacts().delete(file);
            });
            return Optional.ofNullable(discard(session, caller, found));
        });
        blob.ifPresent(discarded::delete);
    }
}
