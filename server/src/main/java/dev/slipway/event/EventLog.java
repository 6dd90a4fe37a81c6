package dev.slipway.event;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.Event;
import dev.slipway.model.EventFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What happened in an account: changes, which are kept for ever, and observations, which are not. */
public final class EventLog {
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.READ_ONLY);

    private final Store store;
    private final Duration observationsKept;

    /**
     * Looks into this store.
     *
     * @param observationsKept how long observations are kept
     */
    public EventLog(Store store, Duration observationsKept) {
        this.store = store;
        this.observationsKept = observationsKept;
    }

    /** What happened, newest first unless asked otherwise. */
    public Slice<Event> list(Caller caller, EventFilter filter, PageRequest page) {
        caller.require(Permission.EVENT_LOG_READ, READERS);
        return store.read(caller.account().id(), session -> session.eventLog().list(filter, page));
    }

    /** The newest changes, without what was only seen. */
    public List<Event> latestChanges(Caller caller, int size) {
        caller.require(Permission.EVENT_LOG_READ, READERS);
        return store.read(caller.account().id(), session -> session.eventLog().changes(size));
    }

    /**
     * The newest changes of a release and of its files, those that are gone included.
     *
     * @param files the ids of the files it has
     * @param names of the changes that are wanted
     */
    public List<Event> changesOf(
            Caller caller, Release release, Collection<String> files, Collection<String> names, int size) {
        caller.require(Permission.EVENT_LOG_READ, READERS);
        return store.read(
                caller.account().id(),
                session -> session.eventLog().changesOfRelease(release.id(), release.created(), files, names, size));
    }

    /** Whether a caller may look into the log. */
    public static boolean mayRead(Caller caller) {
        return caller.may(Permission.EVENT_LOG_READ, READERS);
    }

    /** One entry. */
    public Event show(Caller caller, String id) {
        caller.require(Permission.EVENT_LOG_READ, READERS);
        return store.read(caller.account().id(), session -> session.eventLog().find(Aliases.canonical(id)))
                .orElseThrow(() -> Refusal.notFound("event log", id));
    }

    /** Forgets observations whose time is over. */
    public void removeOld(Instant now) {
        Instant oldest = now.minus(observationsKept);
        Retention.remove(store, (session, limit) -> session.eventLog().removeObservationsBefore(oldest, limit));
    }
}
