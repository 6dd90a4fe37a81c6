package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.AnnouncedFile;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a release made through Keygen's API version 1.0: as it is announced, and as the artifact it becomes. Its
 * changes are changes of the release, and recorded as these.
 */
final class FileAnnouncements {
    private final Ids ids;

    FileAnnouncements(Ids ids) {
        this.ids = ids;
    }

    /** A file that a release is announced with. */
    static AnnouncedFile announcedAs(Artifact artifact) {
        return new AnnouncedFile(
                artifact.releaseId(),
                artifact.productId(),
                artifact.filename(),
                artifact.filetype(),
                artifact.filesize(),
                artifact.platform(),
                artifact.signature(),
                artifact.checksum());
    }

    /** The artifact that waits for the bytes of a file. */
    Artifact artifact(Caller caller, Release release, AnnouncedFile file) {
        return new Artifact(
                ids.next(),
                release.productId(),
                release.id(),
                file.filename(),
                file.filetype(),
                file.filesize(),
                file.platform(),
                null,
                file.signature(),
                file.checksum(),
                ArtifactStatus.WAITING,
                null,
                Metadata.EMPTY,
                null,
                null,
                0,
                caller.now(),
                caller.now());
    }

    /** Adds an artifact. */
    void insert(Session session, Caller caller, Artifact artifact) {
        session.artifacts().insert(artifact);
        note(session, caller, artifact.platform());
    }

    /** Replaces what is declared about an artifact. */
    void update(Session session, Caller caller, Artifact artifact) {
        session.artifacts().update(artifact);
        note(session, caller, artifact.platform());
    }

    private void note(Session session, Caller caller, @Nullable String platform) {
        if (platform != null) {
            session.labels().note(LabelKind.PLATFORM, platform, ids.next(), caller.now());
        }
    }
}
