package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.EVENTS;
import static dev.slipway.store.schema.Tables.EVENT_CHAINS;

import dev.slipway.model.Event;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.EventChainsRecord;
import dev.slipway.store.schema.tables.records.EventsRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** The changes of an account: its audit trail. Each change's hash covers its content and the hash of the one before it. */
public final class EventRows extends Rows<EventsRecord, Event> {
    private static final int BATCH = 500;

    private final InstallationSecret secret;
    private final boolean lockRows;
    private final List<Event> pending;

    EventRows(DSLContext sql, String accountId, InstallationSecret secret, boolean lockRows, List<Event> pending) {
        super(sql, accountId, EVENTS, EVENTS.ACCOUNT_ID, EVENTS.ID, EVENTS.CREATED);
        this.secret = secret;
        this.lockRows = lockRows;
        this.pending = pending;
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

    /** Adds an event at the end of the transaction. */
    public void insert(Event event) {
        pending.add(event);
    }

    /** Writes what was added, in order. The last thing a transaction does, because all writers of an account wait for it. */
    void seal() {
        if (pending.isEmpty()) {
            return;
        }
        sql.insertInto(EVENT_CHAINS, EVENT_CHAINS.ACCOUNT_ID, EVENT_CHAINS.SEQUENCE, EVENT_CHAINS.HASH)
                .values(accountId, 0L, "")
                .onConflictDoNothing()
                .execute();
        var chain = sql.selectFrom(EVENT_CHAINS).where(EVENT_CHAINS.ACCOUNT_ID.eq(accountId));
        EventChainsRecord last = lockRows ? chain.forUpdate().fetchSingle() : chain.fetchSingle();
        for (Event event : pending) {
            EventsRecord row = values(event);
            row.setSequence(last.getSequence() + 1);
            row.setHash(hash(row, last.getHash()));
            sql.insertInto(EVENTS).set(row).execute();
            last.setSequence(row.getSequence());
            last.setHash(row.getHash());
        }
        pending.clear();
        sql.update(EVENT_CHAINS)
                .set(EVENT_CHAINS.SEQUENCE, last.getSequence())
                .set(EVENT_CHAINS.HASH, last.getHash())
                .where(EVENT_CHAINS.ACCOUNT_ID.eq(accountId))
                .execute();
    }

    /** The number of the first event that is not as it was written, or that is missing; empty when the trail is whole. */
    public OptionalLong firstBroken() {
        long sequence = 0;
        String hash = "";
        List<EventsRecord> batch;
        do {
            batch = sql.selectFrom(EVENTS)
                    .where(present().and(EVENTS.SEQUENCE.gt(sequence)))
                    .orderBy(EVENTS.SEQUENCE)
                    .limit(BATCH)
                    .fetch();
            for (EventsRecord row : batch) {
                sequence++;
                hash = hash(row, hash);
                if (row.getSequence() != sequence || !hash.equals(row.getHash())) {
                    return OptionalLong.of(sequence);
                }
            }
        } while (batch.size() == BATCH);
        EventChainsRecord last = sql.selectFrom(EVENT_CHAINS)
                .where(EVENT_CHAINS.ACCOUNT_ID.eq(accountId))
                .fetchOne();
        boolean whole = last == null
                ? sequence == 0
                : last.getSequence() == sequence && last.getHash().equals(hash);
        return whole ? OptionalLong.empty() : OptionalLong.of(sequence + 1);
    }

    private String hash(EventsRecord row, String previous) {
        StringBuilder content = new StringBuilder(512);
        Stream.of(
                        previous,
                        row.getSequence(),
                        row.getId(),
                        row.getEvent(),
                        row.getResourceType(),
                        row.getResourceId(),
                        row.getBearerType(),
                        row.getBearerId(),
                        row.getRequestId(),
                        row.getMetadata(),
                        row.getCreated())
                // With its length before it, no text can pass for two.
                .forEach(part -> {
                    String text = part == null ? "" : part.toString();
                    content.append(part == null ? -1 : text.length())
                            .append(':')
                            .append(text);
                });
        return secret.hash(accountId, content.toString());
    }

    private EventsRecord values(Event event) {
        EventsRecord row = new EventsRecord();
        row.setAccountId(accountId);
        row.setId(event.id());
        row.setEvent(event.name());
        row.setResourceType(event.resourceType());
        row.setResourceId(event.resourceId());
        row.setBearerType(event.bearerType());
        row.setBearerId(event.bearerId());
        row.setRequestId(event.requestId());
        row.setMetadata(json(event.metadata()));
        row.setCreated(micros(event.created()));
        return row;
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
