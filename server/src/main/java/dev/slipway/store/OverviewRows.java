package dev.slipway.store;

import static dev.slipway.store.schema.Tables.DAILY_COUNTS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.DailyCount;
import dev.slipway.model.VersionUse;
import java.time.LocalDate;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;

/** How an account is doing, at the same cost however large it is. */
public final class OverviewRows {
    private final DSLContext sql;
    private final String accountId;

    OverviewRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** What was counted from that day on, oldest first; days without anything are left out. */
    public List<DailyCount> daysSince(LocalDate first) {
        return sql.selectFrom(DAILY_COUNTS)
                .where(DAILY_COUNTS.ACCOUNT_ID.eq(accountId).and(DAILY_COUNTS.DAY.ge(first.toEpochDay())))
                .orderBy(DAILY_COUNTS.DAY)
                .fetch(row ->
                        new DailyCount(LocalDate.ofEpochDay(row.getDay()), row.getDownloads(), row.getUpgrades()));
    }

    /**
     * Which versions run on the licenses that were last active, the most frequent first.
     *
     * @param sample how many licenses are looked at
     * @param limit how many versions are wanted
     */
    public List<VersionUse> versionsInUse(int sample, int limit) {
        Field<String> version = coalesce(LICENSES.CURRENT_VERSION, LICENSES.VERSION);
        var active = select(LICENSES.PRODUCT_ID.as("product_id"), version.as("running"))
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId))
                .orderBy(LICENSES.LAST_ACTIVE.desc())
                .limit(sample)
                .asTable("active");
        Field<String> productId = field(name("active", "product_id"), String.class);
        Field<String> running = field(name("active", "running"), String.class);
        Field<Integer> licenses = count();
        return sql.select(productId, PRODUCTS.NAME, running, licenses)
                .from(active)
                .join(PRODUCTS)
                .on(PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.ID.eq(productId)))
                .where(running.isNotNull())
                .groupBy(productId, PRODUCTS.NAME, running)
                .orderBy(licenses.desc(), PRODUCTS.NAME, running)
                .limit(limit)
                .fetch(row -> new VersionUse(row.value1(), row.value2(), row.value3(), row.value4()));
    }
}
