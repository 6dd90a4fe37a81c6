package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.schema.Tables.WEBHOOK_EVENTS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.WebhookEvent;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.WebhookEvents;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** The events of all accounts that are to be sent, and who is at it. */
public final class DeliveryRows {
    private final DSLContext sql;
    private final InstallationSecret secret;

    DeliveryRows(DSLContext sql, InstallationSecret secret) {
        this.sql = sql;
        this.secret = secret;
    }

    /** An event to be sent, and the account it belongs to. */
    public record Due(String accountId, WebhookEvent event) {}

    /**
     * Up to {@code limit} events that are due. Of what an endpoint is told about one resource, only the first that was not tried
     * yet: those after it wait for it.
     *
     * @param busyEndpoints endpoints that are told enough for now
     */
    public List<Due> due(Instant now, Collection<String> busyEndpoints, int limit) {
        WebhookEvents earlier = WEBHOOK_EVENTS.as("earlier");
        return sql
                .selectFrom(WEBHOOK_EVENTS)
                .where(WEBHOOK_EVENTS
                        .DUE
                        .le(micros(now))
                        .and(WEBHOOK_EVENTS.ENDPOINT_ID.notIn(busyEndpoints))
                        .and(notExists(selectOne()
                                .from(earlier)
                                .where(earlier.ACCOUNT_ID
                                        .eq(WEBHOOK_EVENTS.ACCOUNT_ID)
                                        .and(earlier.ENDPOINT_ID.eq(WEBHOOK_EVENTS.ENDPOINT_ID))
                                        .and(earlier.RESOURCE_ID.eq(WEBHOOK_EVENTS.RESOURCE_ID))
                                        .and(earlier.DUE.isNotNull())
                                        .and(earlier.STATUS.eq(WebhookEvent.Status.DELIVERING.name()))
                                        .and(earlier.ID.lt(WEBHOOK_EVENTS.ID))))))
                .orderBy(WEBHOOK_EVENTS.DUE, WEBHOOK_EVENTS.ID)
                .limit(limit)
                .fetch()
                .stream()
                .map(row -> new Due(row.getAccountId(), WebhookEventRows.event(row, secret)))
                .toList();
    }

    /** Whether an event that was due by then waits, and nobody is at it. */
    public boolean isAnyWaitingSince(Instant moment) {
        return sql.fetchExists(
                WEBHOOK_EVENTS, WEBHOOK_EVENTS.DUE.lt(micros(moment)).and(WEBHOOK_EVENTS.HOLDER.isNull()));
    }

    /** Takes an event, as it was found, until a moment; false when somebody else was first. */
    public boolean take(Due found, String holder, Instant until) {
        return sql.update(WEBHOOK_EVENTS)
                        .set(WEBHOOK_EVENTS.DUE, micros(until))
                        .set(WEBHOOK_EVENTS.HOLDER, holder)
                        .where(WEBHOOK_EVENTS
                                .ACCOUNT_ID
                                .eq(found.accountId())
                                .and(WEBHOOK_EVENTS.ID.eq(found.event().id()))
                                .and(WEBHOOK_EVENTS.DUE.eq(
                                        microsOrNull(found.event().due()))))
                        .execute()
                == 1;
    }

    /** Notes what became of an event that was taken; false when it is no longer the holder's. */
    public boolean finish(String accountId, WebhookEvent attempted, String holder, Instant takenUntil) {
        return sql.update(WEBHOOK_EVENTS)
                        .set(WEBHOOK_EVENTS.STATUS, attempted.status().name())
                        .set(WEBHOOK_EVENTS.ATTEMPTS, attempted.attempts())
                        .set(WEBHOOK_EVENTS.DUE, microsOrNull(attempted.due()))
                        .setNull(WEBHOOK_EVENTS.HOLDER)
                        .set(WEBHOOK_EVENTS.LAST_RESPONSE_CODE, attempted.lastResponseCode())
                        .set(WEBHOOK_EVENTS.LAST_RESPONSE_BODY, attempted.lastResponseBody())
                        .set(WEBHOOK_EVENTS.UPDATED, micros(attempted.updated()))
                        .where(WEBHOOK_EVENTS
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(WEBHOOK_EVENTS.ID.eq(attempted.id()))
                                .and(WEBHOOK_EVENTS.HOLDER.eq(holder))
                                .and(WEBHOOK_EVENTS.DUE.eq(micros(takenUntil))))
                        .execute()
                == 1;
    }

    /** Makes due again what some holder has: for when it is known that none is left. */
    public int release(Instant now) {
        return sql.update(WEBHOOK_EVENTS)
                .set(WEBHOOK_EVENTS.DUE, micros(now))
                .setNull(WEBHOOK_EVENTS.HOLDER)
                .where(WEBHOOK_EVENTS.DUE.isNotNull().and(WEBHOOK_EVENTS.HOLDER.isNotNull()))
                .execute();
    }
}
