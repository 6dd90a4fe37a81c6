package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.PACKAGES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.PackageFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.PackagesRecord;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The packages of an account. */
public final class PackageRows extends Rows<PackagesRecord, ReleasePackage> {

    PackageRows(DSLContext sql, String accountId) {
        super(sql, accountId, PACKAGES, PACKAGES.ACCOUNT_ID, PACKAGES.ID, PACKAGES.CREATED);
    }

    /** The package whose id or key that is; an id wins. */
    public Optional<ReleasePackage> findByIdOrKey(String idOrKey) {
        return find(idOrKey).or(() -> findFirst(PACKAGES.KEY.eq(idOrKey)));
    }

    /** Whether a package other than {@code exceptId} has that key. */
    public boolean isKeyTaken(String key, @Nullable String exceptId) {
        return exists(PACKAGES.KEY.eq(key).and(exceptId == null ? noCondition() : PACKAGES.ID.ne(exceptId)));
    }

    /** Those that fit. */
    public Slice<ReleasePackage> list(PackageFilter filter, PageRequest page) {
        Condition condition = filter.productId() == null ? noCondition() : PACKAGES.PRODUCT_ID.eq(filter.productId());
        if (filter.engine() != null) {
            condition = condition.and(PACKAGES.ENGINE.eq(filter.engine()));
        }
        if (filter.customerOf() != null) {
            condition = condition.and(PACKAGES.PRODUCT_ID.in(select(PRODUCTS.ID)
                    .from(PRODUCTS)
                    .where(ProductRows.reached(accountId, null, filter.customerOf()))));
        }
        return list(condition, page);
    }

    /** Adds a package. */
    public void insert(ReleasePackage releasePackage) {
        PackagesRecord row = values(releasePackage);
        row.setAccountId(accountId);
        row.setId(releasePackage.id());
        row.setProductId(releasePackage.productId());
        row.setCreated(micros(releasePackage.created()));
        sql.insertInto(PACKAGES).set(row).execute();
    }

    /** Replaces what can change of a package. */
    public void update(ReleasePackage releasePackage) {
        sql.update(PACKAGES)
                .set(values(releasePackage))
                .where(present().and(PACKAGES.ID.eq(releasePackage.id())))
                .execute();
    }

    private static PackagesRecord values(ReleasePackage releasePackage) {
        PackagesRecord row = new PackagesRecord();
        row.setName(releasePackage.name());
        row.setKey(releasePackage.key());
        row.setEngine(releasePackage.engine());
        row.setMetadata(json(releasePackage.metadata()));
        row.setUpdated(micros(releasePackage.updated()));
        return row;
    }

    @Override
    ReleasePackage map(PackagesRecord row) {
        return new ReleasePackage(
                row.getId(),
                row.getProductId(),
                row.getName(),
                row.getKey(),
                row.getEngine(),
                metadata(row.getMetadata()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
