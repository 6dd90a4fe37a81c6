package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.LABELS;
import static dev.slipway.store.schema.Tables.PACKAGES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.upper;

import dev.slipway.model.Label;
import dev.slipway.model.LabelFilter;
import dev.slipway.model.LabelKind;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.LabelsRecord;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The catalogues of channels, platforms, arches and engines, which fill themselves. */
public final class LabelRows extends Rows<LabelsRecord, Label> {

    LabelRows(DSLContext sql, String accountId) {
        super(sql, accountId, LABELS, LABELS.ACCOUNT_ID, LABELS.ID, LABELS.CREATED);
    }

    /** The key of the entry with that id. */
    public Optional<String> findKey(LabelKind kind, String id) {
        return sql.select(LABELS.KEY)
                .from(LABELS)
                .where(LABELS.ACCOUNT_ID.eq(accountId).and(LABELS.ID.eq(id)).and(LABELS.KIND.eq(kind.name())))
                .fetchOptional(LABELS.KEY);
    }

    /** The entry with that id among those wanted. */
    public Optional<Label> find(LabelFilter filter, String id) {
        return findFirst(wanted(filter).and(LABELS.ID.eq(id)));
    }

    /** The entry with that key among those wanted. */
    public Optional<Label> findByKey(LabelFilter filter, String key) {
        return findFirst(wanted(filter).and(LABELS.KEY.eq(key)));
    }

    /** Those wanted. */
    public Slice<Label> list(LabelFilter filter, PageRequest page) {
        return list(wanted(filter), page);
    }

    private Condition wanted(LabelFilter filter) {
        Condition kind = LABELS.KIND.eq(filter.kind().name());
        boolean ofAnyProduct = filter.productId() == null && filter.customerOf() == null;
        // Channels are few and the same for all: the vendor sees every one that was ever used.
        if (ofAnyProduct && filter.kind() == LabelKind.CHANNEL) {
            return kind;
        }
        if (ofAnyProduct) {
            return kind.and(used(filter.kind(), null));
        }
        return kind.and(DSL.exists(selectOne()
                .from(PRODUCTS)
                .where(ProductRows.reached(accountId, filter.productId(), filter.customerOf()))
                .and(used(filter.kind(), PRODUCTS.ID))));
    }

    /** Whether something uses the entry: one look into an index for each entry, which the order makes every engine take. */
    private Condition used(LabelKind kind, @Nullable TableField<?, String> productId) {
        var use = switch (kind) {
            case CHANNEL ->
                releases(productId).and(RELEASES.CHANNEL.eq(upper(LABELS.KEY))).orderBy(RELEASES.CREATED, RELEASES.ID);
            case PLATFORM ->
                artifacts(productId).and(ARTIFACTS.PLATFORM.eq(LABELS.KEY)).orderBy(ARTIFACTS.CREATED, ARTIFACTS.ID);
            case ARCH ->
                artifacts(productId).and(ARTIFACTS.ARCH.eq(LABELS.KEY)).orderBy(ARTIFACTS.CREATED, ARTIFACTS.ID);
            case ENGINE ->
                packages(productId).and(PACKAGES.ENGINE.eq(LABELS.KEY)).orderBy(PACKAGES.CREATED, PACKAGES.ID);
        };
        return field(use.limit(1)).isNotNull();
    }

    private SelectConditionStep<Record1<Integer>> releases(@Nullable TableField<?, String> productId) {
        return selectOne()
                .from(RELEASES)
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.DELETED.isNull()))
                .and(productId == null ? noCondition() : RELEASES.PRODUCT_ID.eq(productId));
    }

    private SelectConditionStep<Record1<Integer>> artifacts(@Nullable TableField<?, String> productId) {
        // Artifacts of deleted releases linger until they are removed in the background.
        return selectOne()
                .from(ARTIFACTS)
                .where(ARTIFACTS.ACCOUNT_ID.eq(accountId))
                .and(productId == null ? noCondition() : ARTIFACTS.PRODUCT_ID.eq(productId))
                .and(DSL.exists(selectOne()
                        .from(RELEASES)
                        .where(ReleaseConditions.present(accountId).and(RELEASES.ID.eq(ARTIFACTS.RELEASE_ID)))));
    }

    private SelectConditionStep<Record1<Integer>> packages(@Nullable TableField<?, String> productId) {
        return selectOne()
                .from(PACKAGES)
                .where(PACKAGES.ACCOUNT_ID.eq(accountId))
                .and(productId == null ? noCondition() : PACKAGES.PRODUCT_ID.eq(productId));
    }

    /** Adds an entry unless it is there. */
    public void note(LabelKind kind, String key, String freshId, Instant now) {
        sql.insertInto(LABELS)
                .set(LABELS.ACCOUNT_ID, accountId)
                .set(LABELS.ID, freshId)
                .set(LABELS.KIND, kind.name())
                .set(LABELS.KEY, key)
                .set(LABELS.CREATED, micros(now))
                .set(LABELS.UPDATED, micros(now))
                .onConflict(LABELS.ACCOUNT_ID, LABELS.KIND, LABELS.KEY)
                .doNothing()
                .execute();
    }

    @Override
    Label map(LabelsRecord row) {
        return new Label(
                row.getId(),
                LabelKind.valueOf(row.getKind()),
                row.getKey(),
                row.getName(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
