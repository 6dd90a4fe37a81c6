package dev.slipway.event;

import dev.slipway.model.Dialect;
import dev.slipway.model.Metadata;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How what events are about looks to those who are told of it. Wire shapes belong to a view and resources to use cases above
 * this package, so the composition root brings them together here. Everything is read in the transaction of the event.
 */
public interface Subjects {
    /** The resource of that type and id as it is now; empty where there is none that could be shown. */
    Optional<Record> find(Session session, String type, String id);

    /** Whether the token of a product may read a resource. */
    boolean isReadableBy(Session session, Record resource, String productId);

    /** What an event is called in an API; empty when nobody is told of it there. */
    Optional<String> nameIn(Dialect dialect, String event);

    /** The document that a receiver is shown, as JSON text; empty where that API has nothing of the kind. */
    Optional<String> document(Session session, Shown shown, Dialect dialect, String apiVersion, Instant now);

    /** The attributes of a resource by their names in snake case, without secrets. */
    Metadata attributes(Session session, Record resource, Instant now);

    /** Whether there is an API version of that name. */
    boolean knowsVersion(String apiVersion);

    /**
     * What a document shows.
     *
     * @param resources one, or any number where {@code many}
     * @param event the event, which may say more beside them by its details
     */
    record Shown(List<Record> resources, boolean many, String event, Metadata details) {
        /** Keeps a copy of the list. */
        public Shown {
            resources = List.copyOf(resources);
        }
    }
}
