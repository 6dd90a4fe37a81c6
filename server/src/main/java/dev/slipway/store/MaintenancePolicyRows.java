package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.MAINTENANCE_POLICIES;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.MaintenancePoliciesRecord;
import java.time.Duration;
import org.jooq.DSLContext;

/** The maintenance policies of an account. */
public final class MaintenancePolicyRows extends LockableRows<MaintenancePoliciesRecord, MaintenancePolicy> {

    MaintenancePolicyRows(DSLContext sql, String accountId, boolean lockRows) {
        super(
                sql,
                accountId,
                MAINTENANCE_POLICIES,
                MAINTENANCE_POLICIES.ACCOUNT_ID,
                MAINTENANCE_POLICIES.ID,
                MAINTENANCE_POLICIES.CREATED,
                lockRows);
    }

    /** All of the account. */
    public Slice<MaintenancePolicy> list(PageRequest page) {
        return list(noCondition(), page);
    }

    /** Adds a maintenance policy. */
    public void insert(MaintenancePolicy policy) {
        MaintenancePoliciesRecord row = values(policy);
        row.setAccountId(accountId);
        row.setId(policy.id());
        row.setCreated(micros(policy.created()));
        sql.insertInto(MAINTENANCE_POLICIES).set(row).execute();
    }

    /** Replaces what can change of a maintenance policy. */
    public void update(MaintenancePolicy policy) {
        sql.update(MAINTENANCE_POLICIES)
                .set(values(policy))
                .where(present().and(MAINTENANCE_POLICIES.ID.eq(policy.id())))
                .execute();
    }

    private static MaintenancePoliciesRecord values(MaintenancePolicy policy) {
        MaintenancePoliciesRecord row = new MaintenancePoliciesRecord();
        row.setName(policy.name());
        row.setValidity(policy.validity().toSeconds());
        row.setExpirationStrategy(policy.start().name());
        row.setAllowMajor(policy.allowsMajor());
        row.setAllowMinor(policy.allowsMinor());
        row.setUpdated(micros(policy.updated()));
        return row;
    }

    @Override
    MaintenancePolicy map(MaintenancePoliciesRecord row) {
        return new MaintenancePolicy(
                row.getId(),
                row.getName(),
                Duration.ofSeconds(row.getValidity()),
                MaintenanceStart.valueOf(row.getExpirationStrategy()),
                row.getAllowMajor(),
                row.getAllowMinor(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
