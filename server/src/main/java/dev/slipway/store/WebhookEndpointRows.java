package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.WEBHOOK_ENDPOINTS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.store.schema.tables.records.WebhookEndpointsRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The webhook endpoints of an account. */
public final class WebhookEndpointRows extends LockableRows<WebhookEndpointsRecord, WebhookEndpoint> {

    WebhookEndpointRows(DSLContext sql, String accountId, boolean lockRows) {
        super(
                sql,
                accountId,
                WEBHOOK_ENDPOINTS,
                WEBHOOK_ENDPOINTS.ACCOUNT_ID,
                WEBHOOK_ENDPOINTS.ID,
                WEBHOOK_ENDPOINTS.CREATED,
                lockRows);
    }

    /** All of them, oldest first. */
    public List<WebhookEndpoint> all() {
        return fetch(noCondition());
    }

    /** All of them or, where given, those confined to a product. */
    public Slice<WebhookEndpoint> list(@Nullable String productId, PageRequest page) {
        return list(within(productId), page);
    }

    /** The endpoint with that id, where given only if it is confined to that product. */
    public Optional<WebhookEndpoint> find(@Nullable String productId, String id) {
        return findFirst(WEBHOOK_ENDPOINTS.ID.eq(id).and(within(productId)));
    }

    private static Condition within(@Nullable String productId) {
        return productId == null ? noCondition() : WEBHOOK_ENDPOINTS.PRODUCT_ID.eq(productId);
    }

    /** Adds an endpoint. */
    public void insert(WebhookEndpoint endpoint) {
        WebhookEndpointsRecord row = values(endpoint);
        row.setAccountId(accountId);
        row.setId(endpoint.id());
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

    private static WebhookEndpointsRecord values(WebhookEndpoint endpoint) {
        WebhookEndpointsRecord row = new WebhookEndpointsRecord();
        row.setUrl(endpoint.url());
        row.setSubscriptions(Objects.requireNonNull(jsonOrNull(endpoint.subscriptions())));
        row.setApiVersion(endpoint.apiVersion());
        row.setUpdated(micros(endpoint.updated()));
        return row;
    }

    @Override
    WebhookEndpoint map(WebhookEndpointsRecord row) {
        return new WebhookEndpoint(
                row.getId(),
                row.getProductId(),
                row.getUrl(),
                Objects.requireNonNull(stringsOrNull(row.getSubscriptions())),
                row.getApiVersion(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
