package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.CONSTRAINTS;
import static dev.slipway.store.schema.Tables.ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.Constraint;
import dev.slipway.model.PageRequest;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.ConstraintsRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Which releases need which entitlements. */
public final class ConstraintRows extends Rows<ConstraintsRecord, Constraint> {

    ConstraintRows(DSLContext sql, String accountId) {
        super(sql, accountId, CONSTRAINTS, CONSTRAINTS.ACCOUNT_ID, CONSTRAINTS.ID, CONSTRAINTS.CREATED);
    }

    /** The constraints of a release. */
    public Slice<Constraint> list(String releaseId, PageRequest page) {
        return list(CONSTRAINTS.RELEASE_ID.eq(releaseId), page);
    }

    /** The constraints of a release, oldest first. */
    public List<Constraint> ofRelease(String releaseId) {
        return fetch(CONSTRAINTS.RELEASE_ID.eq(releaseId));
    }

    /** Ids of the entitlements a release needs. */
    public Set<String> entitlementIds(String releaseId) {
        return sql.select(CONSTRAINTS.ENTITLEMENT_ID)
                .from(CONSTRAINTS)
                .where(present().and(CONSTRAINTS.RELEASE_ID.eq(releaseId)))
                .fetchSet(CONSTRAINTS.ENTITLEMENT_ID);
    }

    /** The codes of the entitlements that each of these releases needs, sorted. */
    public Map<String, List<String>> codes(Collection<String> releaseIds) {
        return sql.select(CONSTRAINTS.RELEASE_ID, ENTITLEMENTS.CODE)
                .from(CONSTRAINTS)
                .join(ENTITLEMENTS)
                .on(ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(ENTITLEMENTS.ID.eq(CONSTRAINTS.ENTITLEMENT_ID)))
                .where(present().and(CONSTRAINTS.RELEASE_ID.in(releaseIds)))
                .orderBy(ENTITLEMENTS.CODE)
                .fetchGroups(CONSTRAINTS.RELEASE_ID, ENTITLEMENTS.CODE);
    }

    /** Ids of the products with a release that needs an entitlement, in order. */
    public List<String> productsNeeding(String entitlementId) {
        return sql.selectDistinct(RELEASES.PRODUCT_ID)
                .from(RELEASES)
                .where(needing(entitlementId))
                .orderBy(RELEASES.PRODUCT_ID)
                .fetch(RELEASES.PRODUCT_ID);
    }

    /** Whether a release that needs an entitlement was published once in a product that freezes what is published. */
    public boolean isNeededByFrozen(String entitlementId) {
        return sql.fetchExists(
                RELEASES,
                needing(entitlementId)
                        .and(RELEASES.PUBLISHED.isNotNull())
                        .and(DSL.exists(selectOne()
                                .from(PRODUCTS)
                                .where(PRODUCTS.ACCOUNT_ID
                                        .eq(accountId)
                                        .and(PRODUCTS.ID.eq(RELEASES.PRODUCT_ID))
                                        .and(PRODUCTS.PUBLISH_POLICY.eq(PublishPolicy.FREEZE.name()))))));
    }

    private Condition needing(String entitlementId) {
        return ReleaseConditions.present(accountId)
                .and(RELEASES.ID.in(select(CONSTRAINTS.RELEASE_ID)
                        .from(CONSTRAINTS)
                        .where(present().and(CONSTRAINTS.ENTITLEMENT_ID.eq(entitlementId)))));
    }

    /** Adds a constraint. */
    public void insert(Constraint constraint) {
        sql.insertInto(CONSTRAINTS)
                .set(CONSTRAINTS.ACCOUNT_ID, accountId)
                .set(CONSTRAINTS.ID, constraint.id())
                .set(CONSTRAINTS.RELEASE_ID, constraint.releaseId())
                .set(CONSTRAINTS.ENTITLEMENT_ID, constraint.entitlementId())
                .set(CONSTRAINTS.CREATED, micros(constraint.created()))
                .set(CONSTRAINTS.UPDATED, micros(constraint.updated()))
                .execute();
    }

    @Override
    Constraint map(ConstraintsRecord row) {
        return new Constraint(
                row.getId(),
                row.getReleaseId(),
                row.getEntitlementId(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
