package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.CONSTRAINTS;
import static dev.slipway.store.schema.Tables.ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.POLICY_ENTITLEMENTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Entitlement;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.EntitlementsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** The entitlements of an account. */
public final class EntitlementRows extends LockableRows<EntitlementsRecord, Entitlement> {

    EntitlementRows(DSLContext sql, String accountId, boolean lockRows) {
        super(sql, accountId, ENTITLEMENTS, ENTITLEMENTS.ACCOUNT_ID, ENTITLEMENTS.ID, ENTITLEMENTS.CREATED, lockRows);
    }

    /** The entitlement whose id or, ignoring case, code that is; an id wins. */
    public Optional<Entitlement> findByIdOrCode(String idOrCode) {
        return find(idOrCode).or(() -> findFirst(ENTITLEMENTS.CODE_FOLDED.eq(idOrCode.toLowerCase(Locale.ROOT))));
    }

    /** Whether an entitlement other than {@code exceptId} has that code, ignoring case. */
    public boolean isCodeTaken(String code, @Nullable String exceptId) {
        return exists(ENTITLEMENTS
                .CODE_FOLDED
                .eq(code.toLowerCase(Locale.ROOT))
                .and(exceptId == null ? noCondition() : ENTITLEMENTS.ID.ne(exceptId)));
    }

    /** All of them. */
    public Slice<Entitlement> list(PageRequest page) {
        return list(noCondition(), page);
    }

    /** Those a license holds, its policy's included. */
    public Slice<Entitlement> listHeldByLicense(String licenseId, PageRequest page) {
        return list(heldByLicenses(LICENSES, LICENSES.ID.eq(licenseId)), page);
    }

    /** Sorted codes of what each of these licenses holds, its policy's included; those without any are missing. */
    public Map<String, List<String>> codesHeldByLicenses(Collection<String> licenseIds) {
        if (licenseIds.isEmpty()) {
            return Map.of();
        }
        Condition wanted = LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.ID.in(licenseIds));
        var held = select(LICENSES.ID, ENTITLEMENTS.CODE)
                .from(LICENSES)
                .join(LICENSE_ENTITLEMENTS)
                .on(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(LICENSES.ID)))
                .join(ENTITLEMENTS)
                .on(ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(ENTITLEMENTS.ID.eq(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID)))
                .where(wanted)
                .union(select(LICENSES.ID, ENTITLEMENTS.CODE)
                        .from(LICENSES)
                        .join(POLICY_ENTITLEMENTS)
                        .on(POLICY_ENTITLEMENTS
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(POLICY_ENTITLEMENTS.POLICY_ID.eq(LICENSES.POLICY_ID)))
                        .join(ENTITLEMENTS)
                        .on(ENTITLEMENTS
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(ENTITLEMENTS.ID.eq(POLICY_ENTITLEMENTS.ENTITLEMENT_ID)))
                        .where(wanted));
        Map<String, List<String>> codes = new HashMap<>();
        sql.fetch(held)
                .forEach(row -> codes.computeIfAbsent(row.value1(), id -> new ArrayList<>())
                        .add(row.value2()));
        codes.values().forEach(each -> each.sort(Comparator.naturalOrder()));
        return codes;
    }

    /** Those the licenses of a user hold, their policies' included. */
    public Slice<Entitlement> listHeldByUser(String userId, PageRequest page) {
        return list(heldByLicenses(LicenseConditions.heldBy(accountId, userId), noCondition()), page);
    }

    /** Those a policy gives to its licenses. */
    public Slice<Entitlement> listHeldByPolicy(String policyId, PageRequest page) {
        return list(
                ENTITLEMENTS.ID.in(select(POLICY_ENTITLEMENTS.ENTITLEMENT_ID)
                        .from(POLICY_ENTITLEMENTS)
                        .where(POLICY_ENTITLEMENTS
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(POLICY_ENTITLEMENTS.POLICY_ID.eq(policyId)))),
                page);
    }

    /** Those a release is constrained to. */
    public Slice<Entitlement> listNeededByRelease(String releaseId, PageRequest page) {
        return list(
                ENTITLEMENTS.ID.in(select(CONSTRAINTS.ENTITLEMENT_ID)
                        .from(CONSTRAINTS)
                        .where(CONSTRAINTS.ACCOUNT_ID.eq(accountId).and(CONSTRAINTS.RELEASE_ID.eq(releaseId)))),
                page);
    }

    /** What some licenses hold; read from the licenses, which are few, as the order of a cross join asks. */
    private Condition heldByLicenses(Table<?> source, Condition license) {
        Condition licenses = LICENSES.ACCOUNT_ID.eq(accountId).and(license);
        return ENTITLEMENTS
                .ID
                .in(select(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID)
                        .from(source.crossJoin(LICENSE_ENTITLEMENTS))
                        .where(licenses.and(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId))
                                .and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(LICENSES.ID))))
                .or(ENTITLEMENTS.ID.in(select(POLICY_ENTITLEMENTS.ENTITLEMENT_ID)
                        .from(source.crossJoin(POLICY_ENTITLEMENTS))
                        .where(licenses.and(POLICY_ENTITLEMENTS.ACCOUNT_ID.eq(accountId))
                                .and(POLICY_ENTITLEMENTS.POLICY_ID.eq(LICENSES.POLICY_ID)))));
    }

    /** Adds an entitlement. */
    public void insert(Entitlement entitlement) {
        EntitlementsRecord row = values(entitlement);
        row.setAccountId(accountId);
        row.setId(entitlement.id());
        row.setCreated(micros(entitlement.created()));
        sql.insertInto(ENTITLEMENTS).set(row).execute();
    }

    /** Replaces what can change of an entitlement. */
    public void update(Entitlement entitlement) {
        sql.update(ENTITLEMENTS)
                .set(values(entitlement))
                .where(present().and(ENTITLEMENTS.ID.eq(entitlement.id())))
                .execute();
    }

    /** Removes an entitlement from everything that holds or needs it, and itself. */
    @Override
    public void delete(String id) {
        sql.deleteFrom(CONSTRAINTS)
                .where(CONSTRAINTS.ACCOUNT_ID.eq(accountId).and(CONSTRAINTS.ENTITLEMENT_ID.eq(id)))
                .execute();
        sql.deleteFrom(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID.eq(id)))
                .execute();
        sql.deleteFrom(POLICY_ENTITLEMENTS)
                .where(POLICY_ENTITLEMENTS.ACCOUNT_ID.eq(accountId).and(POLICY_ENTITLEMENTS.ENTITLEMENT_ID.eq(id)))
                .execute();
        super.delete(id);
    }

    private static EntitlementsRecord values(Entitlement entitlement) {
        EntitlementsRecord row = new EntitlementsRecord();
        row.setName(entitlement.name());
        row.setCode(entitlement.code());
        row.setCodeFolded(entitlement.code().toLowerCase(Locale.ROOT));
        row.setMetadata(json(entitlement.metadata()));
        row.setUpdated(micros(entitlement.updated()));
        return row;
    }

    @Override
    Entitlement map(EntitlementsRecord row) {
        return new Entitlement(
                row.getId(),
                row.getName(),
                row.getCode(),
                metadata(row.getMetadata()),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
