package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.slipway.model.EventFilter.Linkage;
import dev.slipway.model.LoggedRequest;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The one table of the request log's file, which is made when missing; no migration knows it. */
final class RequestLogRows {
    private static final Table<Record> REQUESTS = table(name("requests"));
    private static final Field<String> ACCOUNT = field(name("account_id"), SQLDataType.CLOB);
    private static final Field<String> ID = field(name("id"), SQLDataType.CLOB);
    private static final Field<Long> CREATED = field(name("created"), SQLDataType.BIGINT);
    private static final Field<Long> ROW = field(name("rowid"), SQLDataType.BIGINT);
    private static final Field<String> METHOD = field(name("method"), SQLDataType.CLOB);
    private static final Field<String> URL = field(name("url"), SQLDataType.CLOB);
    private static final Field<Integer> STATUS = field(name("status"), SQLDataType.INTEGER);
    private static final Field<String> IP = field(name("ip"), SQLDataType.CLOB);
    private static final Field<String> USER_AGENT = field(name("user_agent"), SQLDataType.CLOB);
    private static final Field<String> REQUESTOR_TYPE = field(name("requestor_type"), SQLDataType.CLOB);
    private static final Field<String> REQUESTOR_ID = field(name("requestor_id"), SQLDataType.CLOB);
    private static final Field<String> RESOURCE_TYPE = field(name("resource_type"), SQLDataType.CLOB);
    private static final Field<String> RESOURCE_ID = field(name("resource_id"), SQLDataType.CLOB);
    private static final Field<String> REQUEST_HEADERS = field(name("request_headers"), SQLDataType.CLOB);
    private static final Field<String> REQUEST_BODY = field(name("request_body"), SQLDataType.CLOB);
    private static final Field<String> RESPONSE_HEADERS = field(name("response_headers"), SQLDataType.CLOB);
    private static final Field<String> RESPONSE_BODY = field(name("response_body"), SQLDataType.CLOB);
    private static final Field<String> RESPONSE_SIGNATURE = field(name("response_signature"), SQLDataType.CLOB);
    private static final List<Field<?>> OUTLINE = List.of(
            ACCOUNT,
            ID,
            CREATED,
            METHOD,
            URL,
            STATUS,
            IP,
            USER_AGENT,
            REQUESTOR_TYPE,
            REQUESTOR_ID,
            RESOURCE_TYPE,
            RESOURCE_ID);
    private static final List<Field<?>> DETAIL =
            List.of(REQUEST_HEADERS, REQUEST_BODY, RESPONSE_HEADERS, RESPONSE_BODY, RESPONSE_SIGNATURE);

    private RequestLogRows() {}

    static int create(DSLContext sql) {
        sql.execute("""
                CREATE TABLE IF NOT EXISTS requests (
                  account_id TEXT NOT NULL, id TEXT NOT NULL, created INTEGER NOT NULL,
                  method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, ip TEXT NOT NULL, user_agent TEXT,
                  requestor_type TEXT, requestor_id TEXT, resource_type TEXT, resource_id TEXT,
                  request_headers TEXT NOT NULL, request_body TEXT,
                  response_headers TEXT NOT NULL, response_body TEXT, response_signature TEXT,
                  PRIMARY KEY (account_id, id))""");
        sql.execute("CREATE INDEX IF NOT EXISTS requests_created ON requests (account_id, created, id)");
        sql.execute("CREATE INDEX IF NOT EXISTS requests_age ON requests (created)");
        return 0;
    }

    /** Adds an entry unless there is one with its id; whether it did. */
    static boolean insert(DSLContext sql, LoggedRequest entry) {
        List<Field<?>> columns = new ArrayList<>(OUTLINE);
        columns.addAll(DETAIL);
        LoggedRequest.Detail detail = entry.detail();
        Linkage requestor = entry.requestor();
        Linkage resource = entry.resource();
        return sql.insertInto(REQUESTS, columns)
                        .values(
                                entry.accountId(),
                                entry.id(),
                                micros(entry.created()),
                                entry.method(),
                                entry.url(),
                                entry.status(),
                                entry.ip(),
                                entry.userAgent(),
                                requestor == null ? null : requestor.type(),
                                requestor == null ? null : requestor.id(),
                                resource == null ? null : resource.type(),
                                resource == null ? null : resource.id(),
                                headers(detail == null ? Map.of() : detail.requestHeaders()),
                                detail == null ? null : detail.requestBody(),
                                headers(detail == null ? Map.of() : detail.responseHeaders()),
                                detail == null ? null : detail.responseBody(),
                                detail == null ? null : detail.responseSignature())
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    private static String headers(Map<String, String> headers) {
        return Columns.json(new Metadata(new LinkedHashMap<>(headers)));
    }

    static Optional<LoggedRequest> find(DSLContext sql, String accountId, String id) {
        List<Field<?>> columns = new ArrayList<>(OUTLINE);
        columns.addAll(DETAIL);
        return sql.select(columns)
                .from(REQUESTS)
                .where(ACCOUNT.eq(accountId).and(ID.eq(id)))
                .fetchOptional(found -> entry(found, detail(found)));
    }

    /** A part of the list in outline, which is never counted. */
    static Slice<LoggedRequest> list(DSLContext sql, String accountId, RequestFilter filter, PageRequest page) {
        int offset = page instanceof PageRequest.Offset wanted ? (wanted.number() - 1) * wanted.size() : 0;
        String after = page instanceof PageRequest.Cursor cursor ? cursor.after() : null;
        Condition window = noCondition();
        if (after != null) {
            Optional<LoggedRequest> last = find(sql, accountId, after);
            if (last.isEmpty()) {
                return new Slice<>(List.of(), false, -1);
            }
            long created = micros(last.get().created());
            window = page.ascending()
                    ? row(CREATED, ID).gt(created, after)
                    : row(CREATED, ID).lt(created, after);
        }
        Condition condition = ACCOUNT.eq(accountId).and(condition(filter)).and(window);
        List<SortField<?>> order =
                page.ascending() ? List.of(CREATED.asc(), ID.asc()) : List.of(CREATED.desc(), ID.desc());
        List<LoggedRequest> found = new ArrayList<>(sql.select(OUTLINE)
                .from(REQUESTS)
                .where(condition)
                .orderBy(order)
                .limit(page.size() + 1)
                .offset(offset)
                .fetch(each -> entry(each, null)));
        boolean hasMore = found.size() > page.size();
        if (hasMore) {
            found.removeLast();
        }
        return new Slice<>(List.copyOf(found), hasMore, -1);
    }

    private static Condition condition(RequestFilter filter) {
        Condition condition = noCondition();
        if (filter.from() != null) {
            condition = condition.and(CREATED.ge(micros(filter.from())));
        }
        if (filter.until() != null) {
            condition = condition.and(CREATED.lt(micros(filter.until())));
        }
        if (filter.ip() != null) {
            condition = condition.and(IP.eq(filter.ip()));
        }
        if (filter.method() != null) {
            condition = condition.and(METHOD.eq(filter.method()));
        }
        if (filter.url() != null) {
            condition = condition.and(position(URL, filter.url()).gt(0));
        }
        if (filter.status() != null) {
            condition = condition.and(STATUS.eq(filter.status()));
        }
        return condition
                .and(linked(REQUESTOR_TYPE, REQUESTOR_ID, filter.requestor()))
                .and(linked(RESOURCE_TYPE, RESOURCE_ID, filter.resource()));
    }

    private static Condition linked(Field<String> type, Field<String> id, @Nullable Linkage wanted) {
        if (wanted == null) {
            return noCondition();
        }
        return wanted.type() == null ? id.eq(wanted.id()) : id.eq(wanted.id()).and(type.eq(wanted.type()));
    }

    private static LoggedRequest entry(Record found, LoggedRequest.@Nullable Detail detail) {
        return new LoggedRequest(
                found.get(ID),
                found.get(ACCOUNT),
                instant(found.get(CREATED)),
                found.get(METHOD),
                found.get(URL),
                found.get(STATUS),
                found.get(IP),
                found.get(USER_AGENT),
                linkage(found.get(REQUESTOR_TYPE), found.get(REQUESTOR_ID)),
                linkage(found.get(RESOURCE_TYPE), found.get(RESOURCE_ID)),
                detail);
    }

    private static @Nullable Linkage linkage(@Nullable String type, @Nullable String id) {
        return id == null ? null : new Linkage(type, id);
    }

    private static LoggedRequest.Detail detail(Record found) {
        return new LoggedRequest.Detail(
                headers(found.get(REQUEST_HEADERS)),
                found.get(REQUEST_BODY),
                headers(found.get(RESPONSE_HEADERS)),
                found.get(RESPONSE_BODY),
                found.get(RESPONSE_SIGNATURE));
    }

    private static Map<String, String> headers(String stored) {
        Map<String, String> headers = new LinkedHashMap<>();
        Columns.metadata(stored).values().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return headers;
    }

    /** Removes up to {@code limit} of the oldest entries, only from before that moment unless null; how many there were. */
    static int removeOldest(DSLContext sql, @Nullable Instant before, int limit) {
        var old = select(ROW)
                .from(REQUESTS)
                .where(before == null ? noCondition() : CREATED.lt(micros(before)))
                .orderBy(CREATED)
                .limit(limit);
        return sql.deleteFrom(REQUESTS).where(ROW.in(old)).execute();
    }

    /** How many bytes of the file are in use. */
    static long size(DSLContext sql) {
        return pragma(sql, "page_size") * (pragma(sql, "page_count") - pragma(sql, "freelist_count"));
    }

    private static long pragma(DSLContext sql, String name) {
        return sql.resultQuery("PRAGMA " + name).fetchSingle(0, Long.class);
    }
}
