package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;

/** Writes what changed, in the transaction of the change: either both are there after a crash, or neither. */
public final class ChangeLog {
    private final Ids ids;

    /** Events get their ids here. */
    public ChangeLog(Ids ids) {
        this.ids = ids;
    }

    /** Notes a change of a resource by a caller, e.g. {@code release.published} of {@code releases}. */
    public void record(Session session, Caller caller, String event, String resourceType, String resourceId) {
        record(session, caller, event, resourceType, resourceId, Metadata.EMPTY);
    }

    /** Notes a change with details. */
    public void record(
            Session session, Caller caller, String event, String resourceType, String resourceId, Metadata details) {
        session.events()
                .insert(new Event(
                        ids.next(),
                        event,
                        resourceType,
                        resourceId,
                        caller.bearer().type(),
                        caller.bearer().id(),
                        caller.requestId(),
                        details,
                        caller.now()));
    }
}
