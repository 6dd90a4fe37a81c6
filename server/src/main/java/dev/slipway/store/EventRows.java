package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.EVENTS;

import dev.slipway.model.Event;
import dev.slipway.store.schema.tables.records.EventsRecord;
import java.util.List;
import org.jooq.DSLContext;

/** The changes of an account, each written in the transaction of the change itself. */
public final class EventRows extends Rows<EventsRecord, Event> {

    EventRows(DSLContext sql, String accountId) {
        super(sql, accountId, EVENTS, EVENTS.ACCOUNT_ID, EVENTS.ID, EVENTS.CREATED);
    }

    /** The events of one resource, in the order in which the changes took effect. */
    public List<Event> ofResource(String resourceId) {
        // An event's time is that of its request, which may have waited for others; its id was drawn when it was its
        // turn.
        return sql.selectFrom(EVENTS)
                .where(present().and(EVENTS.RESOURCE_ID.eq(resourceId)))
                .orderBy(EVENTS.ID)
                .fetch(this::map);
    }

    /** Adds an event. */
    public void insert(Event event) {
        sql.insertInto(EVENTS)
                .set(EVENTS.ACCOUNT_ID, accountId)
                .set(EVENTS.ID, event.id())
                .set(EVENTS.EVENT, event.name())
                .set(EVENTS.RESOURCE_TYPE, event.resourceType())
                .set(EVENTS.RESOURCE_ID, event.resourceId())
                .set(EVENTS.BEARER_TYPE, event.bearerType())
                .set(EVENTS.BEARER_ID, event.bearerId())
                .set(EVENTS.REQUEST_ID, event.requestId())
                .set(EVENTS.METADATA, json(event.metadata()))
                .set(EVENTS.CREATED, micros(event.created()))
                .execute();
    }

    @Override
    Event map(EventsRecord row) {
        return new Event(
                row.getId(),
                row.getEvent(),
                row.getResourceType(),
                row.getResourceId(),
                row.getBearerType(),
                row.getBearerId(),
                row.getRequestId(),
                metadata(row.getMetadata()),
                instant(row.getCreated()));
    }
}
