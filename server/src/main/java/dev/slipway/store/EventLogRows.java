package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.ACTIVITIES;
import static dev.slipway.store.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Event;
import dev.slipway.model.EventFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** What happened in an account: changes and observations as one list, each read in the order of an index of its own. */
public final class EventLogRows {
    private static final Log CHANGES = new Log(
            EVENTS,
            EVENTS.ACCOUNT_ID,
            EVENTS.ID,
            EVENTS.EVENT,
            EVENTS.RESOURCE_TYPE,
            EVENTS.RESOURCE_ID,
            EVENTS.BEARER_TYPE,
            EVENTS.BEARER_ID,
            EVENTS.REQUEST_ID,
            EVENTS.METADATA,
            EVENTS.CREATED);
    private static final Log OBSERVATIONS = new Log(
            ACTIVITIES,
            ACTIVITIES.ACCOUNT_ID,
            ACTIVITIES.ID,
            ACTIVITIES.ACTIVITY,
            ACTIVITIES.RESOURCE_TYPE,
            ACTIVITIES.RESOURCE_ID,
            ACTIVITIES.BEARER_TYPE,
            ACTIVITIES.BEARER_ID,
            ACTIVITIES.REQUEST_ID,
            ACTIVITIES.METADATA,
            ACTIVITIES.CREATED);

    /** How many removals of files are looked through for those of one release. */
    private static final int REMOVALS = 1_000;

    private final DSLContext sql;
    private final String accountId;

    EventLogRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** One of the two tables. */
    private record Log(
            Table<?> table,
            Field<String> account,
            Field<String> id,
            Field<String> event,
            Field<String> resourceType,
            Field<String> resourceId,
            Field<String> bearerType,
            Field<String> bearerId,
            Field<String> requestId,
            Field<String> metadata,
            Field<Long> created) {

        List<Field<?>> columns() {
            return List.of(
                    id.as("id"),
                    event.as("event"),
                    resourceType.as("resource_type"),
                    resourceId.as("resource_id"),
                    bearerType.as("bearer_type"),
                    bearerId.as("bearer_id"),
                    requestId.as("request_id"),
                    metadata.as("metadata"),
                    created.as("created"));
        }
    }

    /** The newest changes. */
    public List<Event> changes(int limit) {
        return sql.select(CHANGES.columns())
                .from(CHANGES.table())
                .where(CHANGES.account().eq(accountId))
                .orderBy(CHANGES.created().desc(), CHANGES.id().desc())
                .limit(limit)
                .fetch(EventLogRows::event);
    }

    /**
     * The newest changes of a release and of its files, those that are gone included.
     *
     * @param since when the release was made
     * @param files the ids of the files it has
     * @param names of the changes that are wanted
     */
    public List<Event> changesOfRelease(
            String releaseId, Instant since, Collection<String> files, Collection<String> names, int limit) {
        List<String> ids = new ArrayList<>(files);
        ids.add(releaseId);
        ids.addAll(removedFiles(releaseId, since));
        return sql.select(CHANGES.columns())
                .from(CHANGES.table())
                .where(CHANGES.account().eq(accountId).and(CHANGES.resourceId().in(ids)))
                .and(CHANGES.event().in(names))
                .orderBy(CHANGES.created().desc(), CHANGES.id().desc())
                .limit(limit)
                .fetch(EventLogRows::event);
    }

    /** The files that were removed from a release, among the newest removals. */
    private List<String> removedFiles(String releaseId, Instant since) {
        return sql
                .select(CHANGES.columns())
                .from(CHANGES.table())
                .where(CHANGES.account().eq(accountId).and(CHANGES.event().eq("artifact.deleted")))
                .and(CHANGES.created().ge(micros(since)))
                .orderBy(CHANGES.created().desc(), CHANGES.id().desc())
                .limit(REMOVALS)
                .fetch(EventLogRows::event)
                .stream()
                .filter(event -> releaseId.equals(event.metadata().get("release")))
                .map(Event::resourceId)
                .toList();
    }

    /** The entry with that id. */
    public Optional<Event> find(String id) {
        return find(CHANGES, id).or(() -> find(OBSERVATIONS, id));
    }

    private Optional<Event> find(Log log, String id) {
        return sql.select(log.columns())
                .from(log.table())
                .where(log.account().eq(accountId).and(log.id().eq(id)))
                .fetchOptional(EventLogRows::event);
    }

    /** A part of the list, which is never counted. */
    public Slice<Event> list(EventFilter filter, PageRequest page) {
        int offset = page instanceof PageRequest.Offset wanted ? (wanted.number() - 1) * wanted.size() : 0;
        String after = page instanceof PageRequest.Cursor cursor ? cursor.after() : null;
        Optional<Event> last = after == null ? Optional.empty() : find(after);
        if (after != null && last.isEmpty()) {
            return new Slice<>(List.of(), false, -1);
        }
        int wanted = page.size() + 1;
        Table<Record> merged = part(CHANGES, filter, last.orElse(null), page, offset + wanted)
                .unionAll(part(OBSERVATIONS, filter, last.orElse(null), page, offset + wanted))
                .asTable("merged");
        List<Event> found = new ArrayList<>(sql.select(merged.fields())
                .from(merged)
                .orderBy(order(field(name("created"), Long.class), field(name("id"), String.class), page))
                .limit(wanted)
                .offset(offset)
                .fetch(EventLogRows::event));
        boolean hasMore = found.size() > page.size();
        if (hasMore) {
            found.removeLast();
        }
        return new Slice<>(List.copyOf(found), hasMore, -1);
    }

    private Select<Record> part(Log log, EventFilter filter, @Nullable Event last, PageRequest page, int limit) {
        Condition window = noCondition();
        if (last != null) {
            var position = row(log.created(), log.id());
            window = page.ascending()
                    ? position.gt(micros(last.created()), last.id())
                    : position.lt(micros(last.created()), last.id());
        }
        Table<Record> part = select(log.columns())
                .from(log.table())
                .where(log.account().eq(accountId).and(condition(log, filter)).and(window))
                .orderBy(order(log.created(), log.id(), page))
                .limit(limit)
                .asTable("part");
        return select(part.fields()).from(part);
    }

    private static List<SortField<?>> order(Field<Long> created, Field<String> id, PageRequest page) {
        return page.ascending() ? List.of(created.asc(), id.asc()) : List.of(created.desc(), id.desc());
    }

    private static Condition condition(Log log, EventFilter filter) {
        Condition condition = noCondition();
        if (filter.from() != null) {
            condition = condition.and(log.created().ge(micros(filter.from())));
        }
        if (filter.until() != null) {
            condition = condition.and(log.created().lt(micros(filter.until())));
        }
        if (filter.events() != null) {
            condition = condition.and(log.event().in(filter.events()));
        }
        if (filter.requestId() != null) {
            condition = condition.and(log.requestId().eq(filter.requestId()));
        }
        return condition
                .and(linked(log.bearerType(), log.bearerId(), filter.bearer()))
                .and(linked(log.resourceType(), log.resourceId(), filter.resource()));
    }

    private static Condition linked(Field<String> type, Field<String> id, EventFilter.@Nullable Linkage wanted) {
        if (wanted == null) {
            return noCondition();
        }
        return wanted.type() == null ? id.eq(wanted.id()) : id.eq(wanted.id()).and(type.eq(wanted.type()));
    }

    private static Event event(Record found) {
        return new Event(
                found.get("id", String.class),
                found.get("event", String.class),
                found.get("resource_type", String.class),
                found.get("resource_id", String.class),
                found.get("bearer_type", String.class),
                found.get("bearer_id", String.class),
                found.get("request_id", String.class),
                metadata(found.get("metadata", String.class)),
                instant(found.get("created", Long.class)));
    }

    /** Removes up to {@code limit} observations from before that moment; how many there were. Changes are never removed. */
    public int removeObservationsBefore(Instant moment, int limit) {
        var old = select(ACTIVITIES.ID)
                .from(ACTIVITIES)
                .where(ACTIVITIES.ACCOUNT_ID.eq(accountId).and(ACTIVITIES.CREATED.lt(micros(moment))))
                .orderBy(ACTIVITIES.CREATED)
                .limit(limit);
        return sql.deleteFrom(ACTIVITIES)
                .where(ACTIVITIES.ACCOUNT_ID.eq(accountId).and(ACTIVITIES.ID.in(old)))
                .execute();
    }
}
