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

    /** The events of one resource, oldest first. */
    public List<Event> ofResource(String resourceId) {
        return fetch(EVENTS.RESOURCE_ID.eq(resourceId));
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
