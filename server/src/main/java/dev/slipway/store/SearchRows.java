package dev.slipway.store;

import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.BrowsedReleases;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.Role;
import dev.slipway.model.SearchTerms;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.secret.InstallationSecret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Searches by parts of texts. No index knows parts, so rows are looked at one after the other: the newest 100,000 of a kind, and
 * older ones never. What that costs is bounded, about a tenth of a second.
 */
public final class SearchRows {
    private static final int SEARCHED = 100_000;
    private static final int SUGGESTED_FROM = 500;

    private final DSLContext sql;
    private final String accountId;
    private final InstallationSecret secret;
    private final SearchConditions conditions;

    SearchRows(DSLContext sql, String accountId, InstallationSecret secret) {
        this.sql = sql;
        this.accountId = accountId;
        this.secret = secret;
        this.conditions = new SearchConditions(accountId);
    }

    /** Those that fit, by {@code id}, {@code version}, {@code tag}, {@code product}. */
    public Slice<Release> releases(ReleaseScope scope, SearchTerms terms, PageRequest page) {
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(RELEASES.ID, text),
                        "version", text -> SearchConditions.holds(RELEASES.VERSION, text),
                        "tag", text -> SearchConditions.holds(RELEASES.TAG, text),
                        "product", text -> conditions.ofProduct(unindexed(RELEASES.PRODUCT_ID), text)),
                RELEASES.METADATA);
        Condition present = RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.DELETED.isNull());
        return new ReleaseRows(sql, accountId)
                .list(
                        recent(RELEASES.CREATED, present)
                                .and(ReleaseConditions.visible(accountId, scope))
                                .and(fits),
                        page);
    }

    /** Releases as people look for them. Only a text is looked for among the newest. */
    public Slice<Release> browse(ReleaseScope scope, BrowsedReleases wanted, PageRequest page) {
        Condition fits = ReleaseConditions.visible(accountId, scope).and(BrowsedConditions.of(accountId, wanted));
        if (wanted.text() != null) {
            Condition present = RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.DELETED.isNull());
            fits = fits.and(recent(RELEASES.CREATED, present))
                    .and(SearchConditions.ofId(RELEASES.ID, wanted.text())
                            .or(SearchConditions.holds(RELEASES.VERSION, wanted.text()))
                            .or(SearchConditions.holds(RELEASES.NAME, wanted.text()))
                            .or(SearchConditions.holds(RELEASES.TAG, wanted.text())));
        }
        return new ReleaseRows(sql, accountId).list(fits, page);
    }

    /** The channels of the newest releases, each as it was named, sorted. */
    public List<String> recentChannelNames() {
        var newest = recentReleases(RELEASES.CHANNEL_NAME);
        return sql.selectDistinct(newest.field(RELEASES.CHANNEL_NAME))
                .from(newest)
                .orderBy(1)
                .fetch(row -> row.get(RELEASES.CHANNEL_NAME));
    }

    /** What the newest releases are for, sorted. */
    public List<String> recentPlatforms() {
        var newest = recentReleases(RELEASES.ID);
        return sql.selectDistinct(RELEASE_PLATFORMS.PLATFORM)
                .from(RELEASE_PLATFORMS)
                .where(RELEASE_PLATFORMS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(RELEASE_PLATFORMS.RELEASE_ID.in(
                                DSL.select(newest.field(RELEASES.ID)).from(newest))))
                .orderBy(RELEASE_PLATFORMS.PLATFORM)
                .fetch(RELEASE_PLATFORMS.PLATFORM);
    }

    private Table<Record1<String>> recentReleases(TableField<?, String> field) {
        return DSL.select(field)
                .from(RELEASES)
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.DELETED.isNull()))
                .orderBy(RELEASES.CREATED.desc())
                .limit(SUGGESTED_FROM)
                .asTable("newest");
    }

    /** Those that fit, by {@code id}, {@code name}. */
    public Slice<Product> products(SearchTerms terms, PageRequest page) {
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(PRODUCTS.ID, text),
                        "name", text -> SearchConditions.holds(PRODUCTS.NAME, text)),
                PRODUCTS.METADATA);
        Condition present = PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.DELETED.isNull());
        return new ProductRows(sql, accountId, false)
                .list(recent(PRODUCTS.CREATED, present).and(fits), page);
    }

    /** Those that fit, by {@code id}, {@code code}, {@code name}. */
    public Slice<Entitlement> entitlements(SearchTerms terms, PageRequest page) {
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(ENTITLEMENTS.ID, text),
                        "code", text -> SearchConditions.holds(ENTITLEMENTS.CODE, text),
                        "name", text -> SearchConditions.holds(ENTITLEMENTS.NAME, text)),
                ENTITLEMENTS.METADATA);
        return new EntitlementRows(sql, accountId, false)
                .list(
                        recent(ENTITLEMENTS.CREATED, ENTITLEMENTS.ACCOUNT_ID.eq(accountId))
                                .and(fits),
                        page);
    }

    /** Those that fit, by {@code id}, {@code name}, {@code product}. */
    public Slice<Policy> policies(SearchTerms terms, PageRequest page) {
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(POLICIES.ID, text),
                        "name", text -> SearchConditions.holds(POLICIES.NAME, text),
                        "product", text -> conditions.ofProduct(POLICIES.PRODUCT_ID, text)),
                POLICIES.METADATA);
        return new PolicyRows(sql, accountId, false)
                .list(
                        recent(POLICIES.CREATED, POLICIES.ACCOUNT_ID.eq(accountId))
                                .and(fits),
                        page);
    }

    /** Those that fit, by {@code id}, exact {@code key}, {@code name}, {@code owner}, {@code user}, {@code product}, {@code policy}. */
    public Slice<License> licenses(SearchTerms terms, PageRequest page) {
        Function<String, Condition> owner = text -> conditions.ofUser(LICENSES.OWNER_ID, text);
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(LICENSES.ID, text),
                        "key", text -> LICENSES.KEY_HASH.eq(secret.hash(accountId, text)),
                        "name", text -> SearchConditions.holds(LICENSES.NAME, text),
                        "owner", owner,
                        "user", owner,
                        "product", text -> conditions.ofProduct(LICENSES.PRODUCT_ID, text),
                        "policy", text -> conditions.ofPolicy(LICENSES.POLICY_ID, text)),
                LICENSES.METADATA);
        return new LicenseRows(sql, accountId, secret, false)
                .list(
                        recent(LICENSES.CREATED, LICENSES.ACCOUNT_ID.eq(accountId))
                                .and(fits),
                        page);
    }

    /**
     * Licenses as people look for them: by a part of their name or id, or of what their owner, product or policy is called.
     * Keys are kept so that they are found whole only.
     */
    public Slice<License> browse(LicenseFilter wanted, String text, PageRequest page) {
        Condition fits = SearchConditions.ofId(LICENSES.ID, text)
                .or(SearchConditions.holds(LICENSES.NAME, text))
                .or(LICENSES.KEY_HASH.eq(secret.hash(accountId, text)))
                .or(conditions.ofUser(LICENSES.OWNER_ID, text))
                .or(conditions.ofProduct(LICENSES.PRODUCT_ID, text))
                .or(conditions.ofPolicy(LICENSES.POLICY_ID, text));
        return new LicenseRows(sql, accountId, secret, false)
                .list(
                        wanted,
                        recent(LICENSES.CREATED, LICENSES.ACCOUNT_ID.eq(accountId))
                                .and(fits),
                        page);
    }

    /** Those of these roles that fit: by {@code id}, {@code email}, their names, or the name of their role. */
    public Slice<User> users(Collection<Role> roles, SearchTerms terms, PageRequest page) {
        Function<String, Condition> name = text -> SearchConditions.holds(SearchConditions.fullName(), text);
        Condition fits = fits(
                terms,
                Map.of(
                        "id", text -> SearchConditions.ofId(USERS.ID, text),
                        "email", text -> SearchConditions.holds(USERS.EMAIL, text),
                        "first_name", text -> SearchConditions.holds(USERS.FIRST_NAME, text),
                        "last_name", text -> SearchConditions.holds(USERS.LAST_NAME, text),
                        "full_name", name,
                        "name", name,
                        "role",
                                text -> Role.find(SearchConditions.folded(text))
                                        .<Condition>map(role -> USERS.ROLE.eq(role.name()))
                                        .orElse(falseCondition())),
                USERS.METADATA);
        return new UserRows(sql, accountId, false)
                .list(
                        recent(USERS.CREATED, USERS.ACCOUNT_ID.eq(accountId))
                                .and(USERS.ROLE.in(
                                        roles.stream().map(Enum::name).toList()))
                                .and(fits),
                        page);
    }

    private static Condition fits(
            SearchTerms terms, Map<String, Function<String, Condition>> conditions, TableField<?, String> metadata) {
        Condition fits = noCondition();
        for (Map.Entry<String, String> term : terms.texts().entrySet()) {
            Function<String, Condition> condition = conditions.get(term.getKey());
            fits = joined(terms, fits, condition == null ? falseCondition() : condition.apply(term.getValue()));
        }
        for (var term : terms.metadata().entrySet()) {
            fits = joined(terms, fits, SearchConditions.member(metadata, term.getKey(), term.getValue()));
        }
        return fits;
    }

    private static Condition joined(SearchTerms terms, Condition before, Condition next) {
        return terms.any() ? before.or(next) : before.and(next);
    }

    /** Those that are looked at. */
    private Condition recent(TableField<?, Long> created, Condition present) {
        Long oldest = sql.select(created)
                .from(Objects.requireNonNull(created.getTable()))
                .where(present)
                .orderBy(created.desc())
                .limit(1)
                .offset(SEARCHED - 1)
                .fetchOne(created);
        return oldest == null ? noCondition() : created.ge(oldest);
    }
}
