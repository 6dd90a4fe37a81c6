package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.schema.Tables.WEBHOOK_EVENTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Dialect;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.WebhookEventsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The events of an account on their way to its webhook endpoints. */
public final class WebhookEventRows extends Rows<WebhookEventsRecord, WebhookEvent> {
    private static final ListFields FIELDS = ListFields.of(WEBHOOK_EVENTS.CREATED)
            .id("id", WEBHOOK_EVENTS.ID)
            .id("webhookId", WEBHOOK_EVENTS.ENDPOINT_ID)
            .text("event", WEBHOOK_EVENTS.EVENT)
            .text("url", WEBHOOK_EVENTS.URL)
            .folded("status", WEBHOOK_EVENTS.STATUS, value -> value.toUpperCase(Locale.ROOT))
            .number("statusCode", WEBHOOK_EVENTS.LAST_RESPONSE_CODE)
            .number("attempts", WEBHOOK_EVENTS.ATTEMPTS)
            .time("updatedAt", WEBHOOK_EVENTS.UPDATED)
            .searched(WEBHOOK_EVENTS.EVENT, WEBHOOK_EVENTS.URL)
            .build();

    private final InstallationSecret secret;

    WebhookEventRows(DSLContext sql, String accountId, InstallationSecret secret) {
        super(sql, accountId, WEBHOOK_EVENTS, WEBHOOK_EVENTS.ACCOUNT_ID, WEBHOOK_EVENTS.ID, WEBHOOK_EVENTS.CREATED);
        this.secret = secret;
    }

    /**
     * A part of the list, which is never counted.
     *
     * @param productId only to endpoints confined to that product, null for all
     * @param events only events of these names, null for all
     */
    public Slice<WebhookEvent> list(
            Dialect dialect, @Nullable String productId, @Nullable List<String> events, PageRequest page) {
        Condition named = events == null ? noCondition() : WEBHOOK_EVENTS.EVENT.in(events);
        return listUncounted(within(dialect, productId).and(named), page);
    }

    /** A part of the list of what one endpoint was told or is to be told, which is never counted. */
    public Slice<WebhookEvent> ofEndpoint(String endpointId, PageRequest page) {
        return listUncounted(WEBHOOK_EVENTS.ENDPOINT_ID.eq(endpointId), page);
    }

    /** The events in a dialect, where given only those to endpoints confined to a product, as a query wants them. */
    public Slice<WebhookEvent> list(Dialect dialect, @Nullable String productId, ListQuery query) {
        return list(FIELDS, within(dialect, productId), query);
    }

    /** The event in a dialect with that id, where given only if its endpoint is confined to that product. */
    public Optional<WebhookEvent> find(Dialect dialect, @Nullable String productId, String id) {
        return findFirst(WEBHOOK_EVENTS.ID.eq(id).and(within(dialect, productId)));
    }

    private static Condition within(Dialect dialect, @Nullable String productId) {
        Condition spoken = WEBHOOK_EVENTS.DIALECT.eq(dialect.name());
        return productId == null ? spoken : spoken.and(WEBHOOK_EVENTS.PRODUCT_ID.eq(productId));
    }

    /** The event that an endpoint was last sent, if it was ever sent any. */
    public Optional<WebhookEvent> lastAttempted(String endpointId) {
        return sql.selectFrom(WEBHOOK_EVENTS)
                .where(present()
                        .and(WEBHOOK_EVENTS.ENDPOINT_ID.eq(endpointId))
                        // In the words of the index, which a value bound later could not be known to meet.
                        .and(WEBHOOK_EVENTS.ATTEMPTS.gt(inline(0L))))
                .orderBy(WEBHOOK_EVENTS.UPDATED.desc(), WEBHOOK_EVENTS.ID.desc())
                .limit(1)
                .fetchOptional(this::map);
    }

    /** Adds an event. */
    public void insert(WebhookEvent event) {
        WebhookEventsRecord row = new WebhookEventsRecord();
        row.setAccountId(accountId);
        row.setId(event.id());
        row.setEndpointId(event.endpointId());
        row.setDialect(event.dialect().name());
        row.setProductId(event.productId());
        row.setUrl(event.url());
        row.setApiVersion(event.apiVersion());
        row.setTokenCipher(sealed(event.token(), event.endpointId()));
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

    /** Sends what still waits for an endpoint to where it now is, signed with the token it now has. */
    public void redirect(WebhookEndpoint endpoint) {
        sql.update(WEBHOOK_EVENTS)
                .set(WEBHOOK_EVENTS.URL, endpoint.url())
                .set(WEBHOOK_EVENTS.TOKEN_CIPHER, sealed(endpoint.token(), endpoint.id()))
                .where(waitingFor(endpoint.id()))
                .execute();
    }

    private @Nullable String sealed(@Nullable String token, String endpointId) {
        return token == null ? null : secret.seal(token, endpointId);
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
        return event(row, secret);
    }

    static WebhookEvent event(WebhookEventsRecord row, InstallationSecret secret) {
        return new WebhookEvent(
                row.getId(),
                row.getEndpointId(),
                Dialect.valueOf(row.getDialect()),
                row.getProductId(),
                row.getUrl(),
                row.getApiVersion(),
                row.getTokenCipher() == null ? null : secret.open(row.getTokenCipher(), row.getEndpointId()),
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
