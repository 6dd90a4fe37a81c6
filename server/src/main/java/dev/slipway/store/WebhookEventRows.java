package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.schema.Tables.WEBHOOK_EVENTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEvent;
import dev.slipway.store.schema.tables.records.WebhookEventsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The events of an account on their way to its webhook endpoints. */
public final class WebhookEventRows extends Rows<WebhookEventsRecord, WebhookEvent> {

    WebhookEventRows(DSLContext sql, String accountId) {
        super(sql, accountId, WEBHOOK_EVENTS, WEBHOOK_EVENTS.ACCOUNT_ID, WEBHOOK_EVENTS.ID, WEBHOOK_EVENTS.CREATED);
    }

    /**
     * A part of the list, which is never counted.
     *
     * @param productId only to endpoints confined to that product, null for all
     * @param events only events of these names, null for all
     */
    public Slice<WebhookEvent> list(@Nullable String productId, @Nullable List<String> events, PageRequest page) {
        Condition named = events == null ? noCondition() : WEBHOOK_EVENTS.EVENT.in(events);
        return listUncounted(within(productId).and(named), page);
    }

    /** The event with that id, where given only if its endpoint is confined to that product. */
    public Optional<WebhookEvent> find(@Nullable String productId, String id) {
        return findFirst(WEBHOOK_EVENTS.ID.eq(id).and(within(productId)));
    }

    private static Condition within(@Nullable String productId) {
        return productId == null ? noCondition() : WEBHOOK_EVENTS.PRODUCT_ID.eq(productId);
    }

    /** Adds an event. */
    public void insert(WebhookEvent event) {
        WebhookEventsRecord row = new WebhookEventsRecord();
        row.setAccountId(accountId);
        row.setId(event.id());
        row.setEndpointId(event.endpointId());
        row.setProductId(event.productId());
        row.setUrl(event.url());
        row.setApiVersion(event.apiVersion());
        row.setEvent(event.event());
        row.setResourceId(event.resourceId());
        row.setPayload(event.payload());
        row.setIdempotencyToken(event.idempotencyToken());
        row.setStatus(event.status().name());
        row.setAttempts(event.attempts());
        row.setDue(microsOrNull(event.due()));
        row.setLastResponseCode(event.lastResponseCode());
        row.setLastResponseBody(event.lastResponseBody());
        row.setCreated(micros(event.created()));
        row.setUpdated(micros(event.updated()));
        sql.insertInto(WEBHOOK_EVENTS).set(row).execute();
    }

    /** Sends what still waits for an endpoint to another address. */
    public void redirect(String endpointId, String url) {
        sql.update(WEBHOOK_EVENTS)
                .set(WEBHOOK_EVENTS.URL, url)
                .where(waitingFor(endpointId))
                .execute();
    }

    /** Gives up what still waits for an endpoint. */
    public void giveUp(String endpointId, Instant now) {
        sql.update(WEBHOOK_EVENTS)
                .set(WEBHOOK_EVENTS.STATUS, WebhookEvent.Status.FAILED.name())
                .setNull(WEBHOOK_EVENTS.DUE)
                .setNull(WEBHOOK_EVENTS.HOLDER)
                .set(WEBHOOK_EVENTS.UPDATED, micros(now))
                .where(waitingFor(endpointId))
                .execute();
    }

    private Condition waitingFor(String endpointId) {
        return WEBHOOK_EVENTS
                .ACCOUNT_ID
                .eq(accountId)
                .and(WEBHOOK_EVENTS.ENDPOINT_ID.eq(endpointId))
                .and(WEBHOOK_EVENTS.DUE.isNotNull());
    }

    /** Removes up to {@code limit} events from before that moment; how many there were. */
    public int removeOlderThan(Instant moment, int limit) {
        var old = select(WEBHOOK_EVENTS.ID)
                .from(WEBHOOK_EVENTS)
                .where(present().and(WEBHOOK_EVENTS.CREATED.lt(micros(moment))))
                .orderBy(WEBHOOK_EVENTS.CREATED)
                .limit(limit);
        return sql.deleteFrom(WEBHOOK_EVENTS)
                .where(present().and(WEBHOOK_EVENTS.ID.in(old)))
                .execute();
    }

    @Override
    WebhookEvent map(WebhookEventsRecord row) {
        return event(row);
    }

    static WebhookEvent event(WebhookEventsRecord row) {
        return new WebhookEvent(
                row.getId(),
                row.getEndpointId(),
                row.getProductId(),
                row.getUrl(),
                row.getApiVersion(),
                row.getEvent(),
                row.getResourceId(),
                row.getPayload(),
                row.getIdempotencyToken(),
                WebhookEvent.Status.valueOf(row.getStatus()),
                row.getAttempts(),
                instantOrNull(row.getDue()),
                row.getLastResponseCode(),
                row.getLastResponseBody(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
