package dev.slipway.store;

import static dev.slipway.store.schema.Tables.ACCOUNTS;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.TOKENS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.Account;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Finds the account that something means which is not its name. */
public final class AccountHints {
    private final DSLContext sql;

    AccountHints(DSLContext sql) {
        this.sql = sql;
    }

    /** The account whose host name that is. */
    public Optional<Account> byDomain(String domain) {
        return find(ACCOUNTS.DOMAIN.eq(domain));
    }

    /** The account that a token belongs to. */
    public Optional<Account> byTokenLocator(String locator) {
        return find(ACCOUNTS.ID.in(select(TOKENS.ACCOUNT_ID).from(TOKENS).where(TOKENS.LOCATOR.eq(locator))));
    }

    /** The account that a product belongs to. */
    public Optional<Account> byProduct(String productId) {
        return find(ACCOUNTS.ID.in(select(PRODUCTS.ACCOUNT_ID)
                .from(PRODUCTS)
                .where(PRODUCTS.ID.eq(productId).and(PRODUCTS.DELETED.isNull()))));
    }

    /** The account that a release belongs to; each account is asked, because indexes of releases begin with it. */
    public Optional<Account> byRelease(String releaseId) {
        return find(exists(selectOne()
                .from(RELEASES)
                .where(RELEASES.ACCOUNT_ID
                        .eq(ACCOUNTS.ID)
                        .and(RELEASES.ID.eq(releaseId))
                        .and(RELEASES.DELETED.isNull()))));
    }

    private Optional<Account> find(Condition condition) {
        return sql.selectFrom(ACCOUNTS).where(condition).fetchOptional(Installation::account);
    }
}
