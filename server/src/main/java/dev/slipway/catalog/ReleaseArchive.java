package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;

/**
 * Puts releases away and brings them back, frozen ones too. A published release is withdrawn by it and told as yanked; brought
 * back it is published again.
 */
final class ReleaseArchive {
    private final ChangeLog changes;

    ReleaseArchive(ChangeLog changes) {
        this.changes = changes;
    }

    /** Puts a held release away. One that is away already, or was yanked, stays as it is. */
    Release archive(Session session, Caller caller, Held held) {
        caller.require(Permission.RELEASE_YANK, Guard.WRITERS);
        Release current = held.release();
        return current.isArchived()
                ? current
                : save(session, caller, current, current.archive(caller.now()), "release.yanked");
    }

    /**
     * Brings a held release back. One that is not away stays as it is.
     *
     * @throws Refusal 403 when it was yanked, 422 when another release has taken its place
     */
    Release unarchive(Session session, Caller caller, Held held) {
        caller.require(Permission.RELEASE_PUBLISH, Guard.WRITERS);
        Release current = held.release();
        if (current.isYanked()) {
            throw Refusal.accessDenied("a yanked release cannot be unarchived");
        }
        if (!current.isArchived()) {
            return current;
        }
        Release back = current.unarchive(caller.now());
        Releases.refuseTaken(session, back);
        return save(session, caller, current, back, "release.published");
    }

    private Release save(Session session, Caller caller, Release before, Release after, String event) {
        session.releases().update(after);
        if (before.status() == ReleaseStatus.DRAFT) {
            changes.recordUpdate(session, caller, "release.updated", Releases.TYPE, after.id(), before);
        } else {
            changes.record(session, caller, event, Releases.TYPE, after.id());
        }
        return after;
    }
}
