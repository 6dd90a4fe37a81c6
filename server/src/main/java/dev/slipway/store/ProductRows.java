package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.keysOrNull;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.permissionsOrNull;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.PACKAGES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.POLICY_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.TOKENS;
import static dev.slipway.store.schema.Tables.WEBHOOK_ENDPOINTS;

import dev.slipway.model.BearerReference;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.ProductsRecord;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The products of an account. */
public final class ProductRows extends Rows<ProductsRecord, Product> {
    private final boolean lockRows;

    ProductRows(DSLContext sql, String accountId, boolean lockRows) {
        super(sql, accountId, PRODUCTS, PRODUCTS.ACCOUNT_ID, PRODUCTS.ID, PRODUCTS.CREATED);
        this.lockRows = lockRows;
    }

    @Override
    Condition present() {
        return super.present().and(PRODUCTS.DELETED.isNull());
    }

    /** The product whose id or, ignoring case, code that is; an id wins. */
    public Optional<Product> findByIdOrCode(String idOrCode) {
        return find(idOrCode).or(() -> findByCode(idOrCode));
    }

    /** The product with that code, ignoring case. */
    public Optional<Product> findByCode(String code) {
        return findFirst(PRODUCTS.CODE_FOLDED.eq(code.toLowerCase(Locale.ROOT)));
    }

    /**
     * The products somebody reaches.
     *
     * @param productId only this one, null for any
     * @param customerOf when given, only open products and these licensed ones
     */
    static Condition reached(String accountId, @Nullable String productId, @Nullable Set<String> customerOf) {
        Condition condition = PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.DELETED.isNull());
        if (productId != null) {
            condition = condition.and(PRODUCTS.ID.eq(productId));
        }
        if (customerOf == null) {
            return condition;
        }
        return condition.and(PRODUCTS.DISTRIBUTION_STRATEGY
                .eq(DistributionStrategy.OPEN.name())
                .or(PRODUCTS.DISTRIBUTION_STRATEGY
                        .eq(DistributionStrategy.LICENSED.name())
                        .and(PRODUCTS.ID.in(customerOf))));
    }

    /**
     * The products somebody reaches, newest first unless asked otherwise.
     *
     * @param customerOf when given, only open products and these licensed ones
     */
    public Slice<Product> list(@Nullable Set<String> customerOf, PageRequest page) {
        return list(reached(accountId, null, customerOf), page);
    }

    /** The open products and these, whoever may have their releases. */
    public Slice<Product> listOpenAnd(Set<String> ids, PageRequest page) {
        return list(
                present()
                        .and(PRODUCTS.DISTRIBUTION_STRATEGY
                                .eq(DistributionStrategy.OPEN.name())
                                .or(PRODUCTS.ID.in(ids))),
                page);
    }

    /** These products. */
    public Slice<Product> listAmong(Set<String> ids, PageRequest page) {
        return list(present().and(PRODUCTS.ID.in(ids)), page);
    }

    /** Makes other writers of this product wait until this transaction ends, so that what is checked now still holds then. */
    public void lock(String id) {
        if (lockRows) {
            sql.select(PRODUCTS.ID)
                    .from(PRODUCTS)
                    .where(present().and(PRODUCTS.ID.eq(id)))
                    .forUpdate()
                    .fetch();
        }
    }

    /** Adds a product. */
    public void insert(Product product) {
        sql.insertInto(PRODUCTS)
                .set(PRODUCTS.ACCOUNT_ID, accountId)
                .set(PRODUCTS.ID, product.id())
                .set(PRODUCTS.CREATED, micros(product.created()))
                .set(values(product))
                .execute();
    }

    /** Replaces what can change of a product. */
    public void update(Product product) {
        sql.update(PRODUCTS)
                .set(values(product))
                .where(present().and(PRODUCTS.ID.eq(product.id())))
                .execute();
    }

    private static ProductsRecord values(Product product) {
        ProductsRecord row = new ProductsRecord();
        row.setName(product.name());
        row.setCode(product.code());
        row.setCodeFolded(product.code() == null ? null : product.code().toLowerCase(Locale.ROOT));
        row.setDistributionStrategy(product.distributionStrategy().name());
        row.setVersionScheme(product.versionScheme().name());
        row.setPublishPolicy(product.publishPolicy().name());
        row.setUrl(product.url());
        row.setPlatforms(jsonOrNull(product.platforms()));
        row.setPermissions(keysOrNull(product.permissions()));
        row.setMetadata(json(product.metadata()));
        row.setDisplayName(product.displayName());
        row.setDescription(product.description());
        row.setExternalFiles(product.externalFiles().name());
        row.setUpdated(micros(product.updated()));
        return row;
    }

    /**
     * Makes a product and all that hangs on it vanish. Its releases are only marked, through the product; their rows are
     * removed later in batches.
     */
    public void markDeleted(String id, Instant now) {
        var policies = DSL.select(POLICIES.ID)
                .from(POLICIES)
                .where(POLICIES.ACCOUNT_ID.eq(accountId).and(POLICIES.PRODUCT_ID.eq(id)));
        LicenseRows.delete(sql, accountId, LICENSES.PRODUCT_ID.eq(id));
        sql.deleteFrom(TOKENS)
                .where(TOKENS.ACCOUNT_ID
                        .eq(accountId)
                        .and(TOKENS.BEARER_KIND.eq(BearerReference.Kind.PRODUCT.name()))
                        .and(TOKENS.BEARER_ID.eq(id)))
                .execute();
        sql.deleteFrom(POLICY_ENTITLEMENTS)
                .where(POLICY_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(POLICY_ENTITLEMENTS.POLICY_ID.in(policies)))
                .execute();
        sql.deleteFrom(POLICIES)
                .where(POLICIES.ACCOUNT_ID.eq(accountId).and(POLICIES.PRODUCT_ID.eq(id)))
                .execute();
        sql.deleteFrom(WEBHOOK_ENDPOINTS)
                .where(WEBHOOK_ENDPOINTS.ACCOUNT_ID.eq(accountId).and(WEBHOOK_ENDPOINTS.PRODUCT_ID.eq(id)))
                .execute();
        sql.deleteFrom(PACKAGES)
                .where(PACKAGES.ACCOUNT_ID.eq(accountId).and(PACKAGES.PRODUCT_ID.eq(id)))
                .execute();
        sql.update(PRODUCTS)
                .set(PRODUCTS.DELETED, micros(now))
                .where(present().and(PRODUCTS.ID.eq(id)))
                .execute();
    }

    @Override
    Product map(ProductsRecord row) {
        return new Product(
                row.getId(),
                row.getName(),
                row.getCode(),
                DistributionStrategy.valueOf(row.getDistributionStrategy()),
                VersionScheme.valueOf(row.getVersionScheme()),
                PublishPolicy.valueOf(row.getPublishPolicy()),
                row.getUrl(),
                stringsOrNull(row.getPlatforms()),
                permissionsOrNull(row.getPermissions()),
                metadata(row.getMetadata()),
                row.getDisplayName(),
                row.getDescription(),
                ExternalFiles.valueOf(row.getExternalFiles()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
