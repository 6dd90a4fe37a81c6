package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.WEBHOOK_ENDPOINTS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.Dialect;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.WebhookEndpointsRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The webhook endpoints of an account. */
public final class WebhookEndpointRows extends LockableRows<WebhookEndpointsRecord, WebhookEndpoint> {
    private static final ListFields FIELDS = ListFields.of(WEBHOOK_ENDPOINTS.CREATED)
            .id("id", WEBHOOK_ENDPOINTS.ID)
            .text("name", WEBHOOK_ENDPOINTS.NAME)
            .text("url", WEBHOOK_ENDPOINTS.URL)
            .time("updatedAt", WEBHOOK_ENDPOINTS.UPDATED)
            .flag("active", WEBHOOK_ENDPOINTS.ACTIVE.isTrue())
            .sortedBy("name", "url", "updatedAt")
            .searched(WEBHOOK_ENDPOINTS.NAME, WEBHOOK_ENDPOINTS.URL)
            .build();

    private final InstallationSecret secret;

    WebhookEndpointRows(DSLContext sql, String accountId, InstallationSecret secret, boolean lockRows) {
        super(
                sql,
                accountId,
                WEBHOOK_ENDPOINTS,
                WEBHOOK_ENDPOINTS.ACCOUNT_ID,
                WEBHOOK_ENDPOINTS.ID,
                WEBHOOK_ENDPOINTS.CREATED,
                lockRows);
        this.secret = secret;
    }

    /** All of them, of every dialect, oldest first. */
    public List<WebhookEndpoint> all() {
        return fetch(noCondition());
    }

    /** A part of the list of all dialects. */
    public Slice<WebhookEndpoint> list(PageRequest page) {
        return list(noCondition(), page);
    }

    /** All of a dialect or, where given, those confined to a product. */
    public Slice<WebhookEndpoint> list(Dialect dialect, @Nullable String productId, PageRequest page) {
        return list(within(dialect, productId), page);
    }

    /** The same, as a query wants them. */
    public Slice<WebhookEndpoint> list(Dialect dialect, @Nullable String productId, ListQuery query) {
        return list(FIELDS, within(dialect, productId), query);
    }

    /** The endpoint of a dialect with that id, where given only if it is confined to that product. */
    public Optional<WebhookEndpoint> find(Dialect dialect, @Nullable String productId, String id) {
        return findFirst(WEBHOOK_ENDPOINTS.ID.eq(id).and(within(dialect, productId)));
    }

    private static Condition within(Dialect dialect, @Nullable String productId) {
        Condition spoken = WEBHOOK_ENDPOINTS.DIALECT.eq(dialect.name());
        return productId == null ? spoken : spoken.and(WEBHOOK_ENDPOINTS.PRODUCT_ID.eq(productId));
    }

    /** Adds an endpoint. */
    public void insert(WebhookEndpoint endpoint) {
        WebhookEndpointsRecord row = values(endpoint);
        row.setAccountId(accountId);
        row.setId(endpoint.id());
        row.setDialect(endpoint.dialect().name());
        row.setProductId(endpoint.productId());
        row.setCreated(micros(endpoint.created()));
        sql.insertInto(WEBHOOK_ENDPOINTS).set(row).execute();
    }

    /** Replaces what can change of an endpoint. */
    public void update(WebhookEndpoint endpoint) {
        sql.update(WEBHOOK_ENDPOINTS)
                .set(values(endpoint))
                .where(WEBHOOK_ENDPOINTS.ACCOUNT_ID.eq(accountId).and(WEBHOOK_ENDPOINTS.ID.eq(endpoint.id())))
                .execute();
    }

    private WebhookEndpointsRecord values(WebhookEndpoint endpoint) {
        WebhookEndpointsRecord row = new WebhookEndpointsRecord();
        row.setName(endpoint.name());
        row.setUrl(endpoint.url());
        row.setSubscriptions(Objects.requireNonNull(jsonOrNull(endpoint.subscriptions())));
        row.setApiVersion(endpoint.apiVersion());
        row.setTokenCipher(endpoint.token() == null ? null : secret.seal(endpoint.token(), endpoint.id()));
        row.setActive(endpoint.active());
        row.setUpdated(micros(endpoint.updated()));
        return row;
    }

    @Override
    WebhookEndpoint map(WebhookEndpointsRecord row) {
        return new WebhookEndpoint(
                row.getId(),
                Dialect.valueOf(row.getDialect()),
                row.getProductId(),
                row.getName(),
                row.getUrl(),
                Objects.requireNonNull(stringsOrNull(row.getSubscriptions())),
                row.getApiVersion(),
                row.getTokenCipher() == null ? null : secret.open(row.getTokenCipher(), row.getId()),
                row.getActive(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
