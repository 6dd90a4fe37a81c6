package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.jsonOrNull;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.stringsOrNull;
import static dev.slipway.store.schema.Tables.ACCOUNT_SETTINGS;

import dev.slipway.model.AccountSetting;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.AccountSettingsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What an account decides once for all that come later. */
public final class AccountSettingRows extends Rows<AccountSettingsRecord, AccountSetting> {

    AccountSettingRows(DSLContext sql, String accountId) {
        super(
                sql,
                accountId,
                ACCOUNT_SETTINGS,
                ACCOUNT_SETTINGS.ACCOUNT_ID,
                ACCOUNT_SETTINGS.ID,
                ACCOUNT_SETTINGS.CREATED);
    }

    /** The setting of that key, if the account has one. */
    public Optional<AccountSetting> find(AccountSetting.Key key) {
        return findFirst(ACCOUNT_SETTINGS.KEY.eq(key.text()));
    }

    /** The setting whose id or key that is; an id wins. */
    public Optional<AccountSetting> findByIdOrKey(String idOrKey) {
        return find(idOrKey).or(() -> findFirst(ACCOUNT_SETTINGS.KEY.eq(idOrKey)));
    }

    /** All settings of the account. */
    public Slice<AccountSetting> list(PageRequest page) {
        return list(DSL.noCondition(), page);
    }

    /** Adds a setting. */
    public void insert(AccountSetting setting) {
        sql.insertInto(ACCOUNT_SETTINGS)
                .set(ACCOUNT_SETTINGS.ACCOUNT_ID, accountId)
                .set(ACCOUNT_SETTINGS.ID, setting.id())
                .set(ACCOUNT_SETTINGS.KEY, setting.key().text())
                .set(ACCOUNT_SETTINGS.VALUE, jsonOrNull(setting.permissions()))
                .set(ACCOUNT_SETTINGS.CREATED, micros(setting.created()))
                .set(ACCOUNT_SETTINGS.UPDATED, micros(setting.updated()))
                .execute();
    }

    /** Replaces what a setting says. */
    public void update(String id, List<String> permissions, Instant now) {
        sql.update(ACCOUNT_SETTINGS)
                .set(ACCOUNT_SETTINGS.VALUE, jsonOrNull(permissions))
                .set(ACCOUNT_SETTINGS.UPDATED, micros(now))
                .where(present().and(ACCOUNT_SETTINGS.ID.eq(id)))
                .execute();
    }

    @Override
    AccountSetting map(AccountSettingsRecord row) {
        return new AccountSetting(
                row.getId(),
                AccountSetting.Key.find(row.getKey()).orElseThrow(),
                Objects.requireNonNull(stringsOrNull(row.getValue())),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
