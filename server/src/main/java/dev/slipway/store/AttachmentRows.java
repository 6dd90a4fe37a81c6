package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSE_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.POLICY_ENTITLEMENTS;

import dev.slipway.model.Attachment;
import dev.slipway.model.License;
import java.util.HashSet;
import java.util.Set;
import org.jooq.DSLContext;

/** Which licenses and policies hold which entitlements. */
public final class AttachmentRows {
    private final DSLContext sql;
    private final String accountId;

    AttachmentRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** Ids of the entitlements attached to the license itself. */
    public Set<String> ofLicense(String licenseId) {
        return sql.select(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID)
                .from(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(licenseId)))
                .fetchSet(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID);
    }

    /** Ids of the entitlements attached to a policy. */
    public Set<String> ofPolicy(String policyId) {
        return sql.select(POLICY_ENTITLEMENTS.ENTITLEMENT_ID)
                .from(POLICY_ENTITLEMENTS)
                .where(POLICY_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(POLICY_ENTITLEMENTS.POLICY_ID.eq(policyId)))
                .fetchSet(POLICY_ENTITLEMENTS.ENTITLEMENT_ID);
    }

    /** Ids of everything a license holds, its policy's included. */
    public Set<String> heldBy(License license) {
        Set<String> held = new HashSet<>(ofLicense(license.id()));
        held.addAll(ofPolicy(license.policyId()));
        return held;
    }

    /** Attaches to a license. */
    public void attachToLicense(Attachment attachment) {
        sql.insertInto(LICENSE_ENTITLEMENTS)
                .set(LICENSE_ENTITLEMENTS.ACCOUNT_ID, accountId)
                .set(LICENSE_ENTITLEMENTS.ID, attachment.id())
                .set(LICENSE_ENTITLEMENTS.LICENSE_ID, attachment.holderId())
                .set(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID, attachment.entitlementId())
                .set(LICENSE_ENTITLEMENTS.CREATED, micros(attachment.created()))
                .set(LICENSE_ENTITLEMENTS.UPDATED, micros(attachment.updated()))
                .execute();
    }

    /** Attaches to a policy, and so to all its licenses. */
    public void attachToPolicy(Attachment attachment) {
        sql.insertInto(POLICY_ENTITLEMENTS)
                .set(POLICY_ENTITLEMENTS.ACCOUNT_ID, accountId)
                .set(POLICY_ENTITLEMENTS.ID, attachment.id())
                .set(POLICY_ENTITLEMENTS.POLICY_ID, attachment.holderId())
                .set(POLICY_ENTITLEMENTS.ENTITLEMENT_ID, attachment.entitlementId())
                .set(POLICY_ENTITLEMENTS.CREATED, micros(attachment.created()))
                .set(POLICY_ENTITLEMENTS.UPDATED, micros(attachment.updated()))
                .execute();
    }

    /** Detaches from a license. */
    public void detachFromLicense(String licenseId, String entitlementId) {
        sql.deleteFrom(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(licenseId))
                        .and(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID.eq(entitlementId)))
                .execute();
    }

    /** Detaches from a policy. */
    public void detachFromPolicy(String policyId, String entitlementId) {
        sql.deleteFrom(POLICY_ENTITLEMENTS)
                .where(POLICY_ENTITLEMENTS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(POLICY_ENTITLEMENTS.POLICY_ID.eq(policyId))
                        .and(POLICY_ENTITLEMENTS.ENTITLEMENT_ID.eq(entitlementId)))
                .execute();
    }
}
