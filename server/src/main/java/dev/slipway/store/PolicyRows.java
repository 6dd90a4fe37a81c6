package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.POLICY_ENTITLEMENTS;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Policy;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.Slice;
import dev.slipway.model.TransferStrategy;
import dev.slipway.store.schema.tables.records.PoliciesRecord;
import java.time.Duration;
import java.util.Collection;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The policies of an account. */
public final class PolicyRows extends LockableRows<PoliciesRecord, Policy> {

    PolicyRows(DSLContext sql, String accountId, boolean lockRows) {
        super(sql, accountId, POLICIES, POLICIES.ACCOUNT_ID, POLICIES.ID, POLICIES.CREATED, lockRows);
    }

    /** All of the account or, where given, of one product. */
    public Slice<Policy> list(@Nullable String productId, PageRequest page) {
        return list(productId == null ? noCondition() : POLICIES.PRODUCT_ID.eq(productId), page);
    }

    /** Those of these ids and, where given, of one product. */
    public Slice<Policy> list(Collection<String> ids, @Nullable String productId, PageRequest page) {
        return list(
                POLICIES.ID.in(ids).and(productId == null ? noCondition() : POLICIES.PRODUCT_ID.eq(productId)), page);
    }

    /** Adds a policy. */
    public void insert(Policy policy) {
        PoliciesRecord row = values(policy);
        row.setAccountId(accountId);
        row.setId(policy.id());
        row.setProductId(policy.productId());
        row.setCreated(micros(policy.created()));
        sql.insertInto(POLICIES).set(row).execute();
    }

    /** Replaces what can change of a policy. */
    public void update(Policy policy) {
        sql.update(POLICIES)
                .set(values(policy))
                .where(present().and(POLICIES.ID.eq(policy.id())))
                .execute();
    }

    /** Removes a policy with its licenses and their tokens. */
    @Override
    public void delete(String id) {
        LicenseRows.delete(sql, accountId, LICENSES.POLICY_ID.eq(id));
        sql.deleteFrom(POLICY_ENTITLEMENTS)
                .where(POLICY_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(POLICY_ENTITLEMENTS.POLICY_ID.eq(id)))
                .execute();
        super.delete(id);
    }

    private static PoliciesRecord values(Policy policy) {
        PoliciesRecord row = new PoliciesRecord();
        Duration duration = policy.duration();
        row.setName(policy.name());
        row.setDuration(duration == null ? null : duration.toSeconds());
        row.setExpirationStrategy(policy.expirationStrategy().name());
        row.setExpirationBasis(policy.expirationBasis().name());
        row.setRenewalBasis(policy.renewalBasis().name());
        row.setTransferStrategy(policy.transferStrategy().name());
        row.setAuthenticationStrategy(policy.authenticationStrategy().name());
        row.setScheme(policy.scheme());
        row.setProtected(policy.isProtected());
        row.setMaxUses(policy.maxUses());
        row.setMaxUsers(policy.maxUsers());
        row.setOptions(json(policy.options()));
        row.setMetadata(json(policy.metadata()));
        row.setUpdated(micros(policy.updated()));
        return row;
    }

    @Override
    Policy map(PoliciesRecord row) {
        return new Policy(
                row.getId(),
                row.getProductId(),
                row.getName(),
                row.getDuration() == null ? null : Duration.ofSeconds(row.getDuration()),
                ExpirationStrategy.valueOf(row.getExpirationStrategy()),
                ExpirationBasis.valueOf(row.getExpirationBasis()),
                RenewalBasis.valueOf(row.getRenewalBasis()),
                TransferStrategy.valueOf(row.getTransferStrategy()),
                AuthenticationStrategy.valueOf(row.getAuthenticationStrategy()),
                row.getScheme(),
                row.getProtected(),
                row.getMaxUses(),
                row.getMaxUsers(),
                metadata(row.getOptions()),
                metadata(row.getMetadata()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
