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
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/**
 * The request log: a SQLite file of its own whatever else is stored where, so that it never stands in the way of what matters
 * more, and can be deleted while the program is stopped.
 */
public final class RequestLogFile implements AutoCloseable {
    private static final Table<Record> REQUESTS = table(name("requests"));
    private static final Field<String> ACCOUNT = field(name("account_id"), String.class);
    private static final Field<String> ID = field(name("id"), String.class);
    private static final Field<Long> CREATED = field(name("created"), Long.class);
    private static final Field<String> METHOD = field(name("method"), String.class);
    private static final Field<String> URL = field(name("url"), String.class);
    private static final Field<Integer> STATUS = field(name("status"), Integer.class);
    private static final Field<String> IP = field(name("ip"), String.class);
    private static final Field<String> USER_AGENT = field(name("user_agent"), String.class);
    private static final Field<String> REQUESTOR_TYPE = field(name("requestor_type"), String.class);
    private static final Field<String> REQUESTOR_ID = field(name("requestor_id"), String.class);
    private static final Field<String> RESOURCE_TYPE = field(name("resource_type"), String.class);
    private static final Field<String> RESOURCE_ID = field(name("resource_id"), String.class);
    private static final Field<String> REQUEST_HEADERS = field(name("request_headers"), String.class);
    private static final Field<String> REQUEST_BODY = field(name("request_body"), String.class);
    private static final Field<String> RESPONSE_HEADERS = field(name("response_headers"), String.class);
    private static final Field<String> RESPONSE_BODY = field(name("response_body"), String.class);
    private static final Field<String> RESPONSE_SIGNATURE = field(name("response_signature"), String.class);
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

    private final SqliteDatabase database;

    /**
     * Opens the file, which is made when missing.
     *
     * @throws DatabaseUnavailableException when that is not possible
     */
    public RequestLogFile(Path file) {
        database = new SqliteDatabase(file);
        try {
            database.write(RequestLogFile::prepare);
        } catch (RuntimeException e) {
            database.close();
            throw new DatabaseUnavailableException("The request log " + file + " cannot be opened", e);
        }
    }

    private static int prepare(DSLContext sql) {
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

    /** Adds entries in one transaction. Of two with one id, which clients may choose, the first stays. */
    public void insert(List<LoggedRequest> entries) {
        database.write(sql -> {
            entries.forEach(entry -> insert(sql, entry));
            return entries.size();
        });
    }

    private static void insert(DSLContext sql, LoggedRequest entry) {
        List<Field<?>> columns = new ArrayList<>(OUTLINE);
        columns.addAll(DETAIL);
        LoggedRequest.Detail detail = entry.detail();
        Linkage requestor = entry.requestor();
        Linkage resource = entry.resource();
        sql.insertInto(REQUESTS, columns)
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
                .execute();
    }

    private static String headers(Map<String, String> headers) {
        return Columns.json(new Metadata(new LinkedHashMap<>(headers)));
    }

    /** One entry in full. */
    public Optional<LoggedRequest> find(String accountId, String id) {
        List<Field<?>> columns = new ArrayList<>(OUTLINE);
        columns.addAll(DETAIL);
        return database.read(sql -> sql.select(columns)
                .from(REQUESTS)
                .where(ACCOUNT.eq(accountId).and(ID.eq(id)))
                .fetchOptional(found -> entry(found, detail(found))));
    }

    /** A part of the list in outline, which is never counted. */
    public Slice<LoggedRequest> list(String accountId, RequestFilter filter, PageRequest page) {
        int offset = page instanceof PageRequest.Offset wanted ? (wanted.number() - 1) * wanted.size() : 0;
        String after = page instanceof PageRequest.Cursor cursor ? cursor.after() : null;
        Condition window = noCondition();
        if (after != null) {
            Optional<LoggedRequest> last = find(accountId, after);
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
        List<LoggedRequest> found = new ArrayList<>(database.read(sql -> sql.select(OUTLINE)
                .from(REQUESTS)
                .where(condition)
                .orderBy(order)
                .limit(page.size() + 1)
                .offset(offset)
                .fetch(each -> entry(each, null))));
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

    /** Removes up to {@code limit} entries from before that moment; how many there were. */
    public int removeBefore(Instant moment, int limit) {
        var old = select(field("rowid"))
                .from(REQUESTS)
                .where(CREATED.lt(micros(moment)))
                .orderBy(CREATED)
                .limit(limit);
        return database.write(
                sql -> sql.deleteFrom(REQUESTS).where(field("rowid").in(old)).execute());
    }

    @Override
    public void close() {
        database.close();
    }
}
