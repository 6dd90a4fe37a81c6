package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.CONSTRAINTS;

import dev.slipway.model.Constraint;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.ConstraintsRecord;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

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
