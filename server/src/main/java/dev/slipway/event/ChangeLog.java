package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changed, in the transaction of the change: either both are there after a crash, or neither. Whoever subscribed to
 * it is told. A resource is looked at while this is called: after it was made or changed, and before it is removed.
 */
public final class ChangeLog {
    /** What stands for a secret that changed. */
    public static final String MASK = "[masked]";

    private final Ids ids;
    private final Outbox outbox;

    /** Events get their ids here, and go out from there. */
    public ChangeLog(Ids ids, Outbox outbox) {
        this.ids = ids;
        this.outbox = outbox;
    }

    /** Notes a change of a resource by a caller, e.g. {@code release.published} of {@code releases}. */
    public void record(Session session, Caller caller, String event, String resourceType, String resourceId) {
        record(session, caller, event, resourceType, resourceId, Metadata.EMPTY);
    }

    /** Notes a change with details. */
    public void record(
            Session session, Caller caller, String event, String resourceType, String resourceId, Metadata details) {
        outbox.add(session, insert(session, caller, event, resourceType, resourceId, details));
    }

    /**
     * Notes an update, with what differs.
     *
     * @param before the resource as it was
     */
    public void recordUpdate(
            Session session, Caller caller, String event, String resourceType, String resourceId, Record before) {
        recordUpdate(session, caller, event, resourceType, resourceId, before, Set.of());
    }

    /**
     * Notes an update, with what differs.
     *
     * @param before the resource as it was
     * @param secrets names of what changed as well but is shown to nobody
     */
    public void recordUpdate(
            Session session,
            Caller caller,
            String event,
            String resourceType,
            String resourceId,
            Record before,
            Set<String> secrets) {
        Subjects subjects = outbox.subjects();
        Metadata details = subjects.find(session, resourceType, resourceId)
                .map(after -> difference(
                        subjects.attributes(session, before, caller.now()),
                        subjects.attributes(session, after, caller.now()),
                        secrets))
                .orElse(Metadata.EMPTY);
        record(session, caller, event, resourceType, resourceId, details);
    }

    /** What was attached to a resource or detached from it: the parts are what is shown. */
    public void recordParts(
            Session session,
            Caller caller,
            String event,
            String resourceType,
            String resourceId,
            List<? extends Record> parts,
            Metadata details) {
        outbox.add(
                session, insert(session, caller, event, resourceType, resourceId, details), List.<Record>copyOf(parts));
    }

    private Event insert(
            Session session, Caller caller, String name, String resourceType, String resourceId, Metadata details) {
        Event event = new Event(
                ids.next(),
                name,
                resourceType,
                resourceId,
                caller.bearer().type(),
                caller.bearer().id(),
                caller.requestId(),
                details,
                caller.now());
        session.events().insert(event);
        return event;
    }

    private static Metadata difference(Metadata before, Metadata after, Set<String> secrets) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        after.values().forEach((name, value) -> {
            Object old = before.get(name);
            if (!name.equals("updated") && !Objects.equals(old, value)) {
                changed.put(name, Arrays.asList(old, value));
            }
        });
        secrets.forEach(name -> changed.put(name, List.of(MASK, MASK)));
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("diff", changed);
        return new Metadata(details);
    }
}
