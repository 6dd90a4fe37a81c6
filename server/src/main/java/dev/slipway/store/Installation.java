package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.ACCOUNTS;
import static dev.slipway.store.schema.Tables.ACTIVITIES;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.CLASSIC_FILES;
import static dev.slipway.store.schema.Tables.CONSTRAINTS;
import static dev.slipway.store.schema.Tables.DISCARDED_BLOBS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Account;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Event;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.schema.tables.records.AccountsRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One transaction across accounts: which there are, and the housekeeping of all of them. */
public final class Installation {
    private final DSLContext sql;
    private final InstallationSecret secret;
    private final boolean lockRows;
    private final List<Runnable> afterCommit;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Installation(DSLContext sql, InstallationSecret secret, boolean lockRows, List<Runnable> afterCommit) {
        this.sql = sql;
        this.secret = secret;
        this.lockRows = lockRows;
        this.afterCommit = afterCommit;
    }

    /** The same transaction, confined to one account. */
    public Session account(String accountId) {
        return sessions.computeIfAbsent(accountId, id -> new Session(sql, id, secret, lockRows, afterCommit));
    }

    /** Does what a transaction does last: in one order, so that two of them wait for each other instead of blocking. */
    void seal() {
        sessions.keySet().stream().sorted().map(sessions::get).forEach(Session::seal);
    }

    public DeliveryRows deliveries() {
        return new DeliveryRows(sql);
    }

    public JobRows jobs() {
        return new JobRows(sql);
    }

    /** The account whose id or slug that is; an id wins. */
    public Optional<Account> findAccount(String idOrSlug) {
        return sql.selectFrom(ACCOUNTS)
                .where(ACCOUNTS.ID.eq(idOrSlug))
                .fetchOptional(Installation::account)
                .or(() -> sql.selectFrom(ACCOUNTS)
                        .where(ACCOUNTS.SLUG.eq(idOrSlug))
                        .fetchOptional(Installation::account));
    }

    /** The account with that id, which nobody else can change until the transaction ends. */
    public Optional<Account> findAccountForUpdate(String id) {
        var query = sql.selectFrom(ACCOUNTS).where(ACCOUNTS.ID.eq(id));
        return (lockRows ? query.forUpdate() : query).fetchOptional(Installation::account);
    }

    /** The account that a host name means. */
    public Optional<Account> findAccountByDomain(String domain) {
        return sql.selectFrom(ACCOUNTS).where(ACCOUNTS.DOMAIN.eq(domain)).fetchOptional(Installation::account);
    }

    /** All accounts, by slug. */
    public List<Account> accounts() {
        return sql.selectFrom(ACCOUNTS).orderBy(ACCOUNTS.SLUG).fetch(Installation::account);
    }

    /**
     * Adds an account.
     *
     * @param signingKey the PKCS#8 form of its Ed25519 private key, in base64
     */
    public void insertAccount(Account account, String signingKey) {
        sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.ID, account.id())
                .set(ACCOUNTS.SIGNING_KEY, secret.seal(signingKey, account.id()))
                .set(ACCOUNTS.VERIFY_KEY, account.verifyKey())
                .set(ACCOUNTS.CREATED, micros(account.created()))
                .set(values(account))
                .execute();
    }

    /** Replaces what can change of an account. */
    public void updateAccount(Account account) {
        sql.update(ACCOUNTS)
                .set(values(account))
                .where(ACCOUNTS.ID.eq(account.id()))
                .execute();
    }

    private static AccountsRecord values(Account account) {
        AccountsRecord row = new AccountsRecord();
        row.setSlug(account.slug());
        row.setName(account.name());
        row.setDomain(account.domain());
        row.setApiVersion(account.apiVersion());
        row.setProtected(account.isProtected());
        row.setUpdated(micros(account.updated()));
        return row;
    }

    /** The private key an account signs with, as it was given to {@link #insertAccount}. */
    public String signingKey(String accountId) {
        String sealed = sql.select(ACCOUNTS.SIGNING_KEY)
                .from(ACCOUNTS)
                .where(ACCOUNTS.ID.eq(accountId))
                .fetchSingle(ACCOUNTS.SIGNING_KEY);
        return secret.open(sealed, accountId);
    }

    private static Account account(AccountsRecord row) {
        return new Account(
                row.getId(),
                row.getSlug(),
                row.getName(),
                row.getDomain(),
                row.getApiVersion(),
                row.getProtected(),
                row.getVerifyKey(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }

    /** Something seen, and the account it was seen in. */
    public record Activity(String accountId, Event event) {}

    /** Adds what was seen. */
    public void insertActivities(Collection<Activity> seen) {
        if (seen.isEmpty()) {
            return;
        }
        // One statement, rendered and prepared once for all rows: these are by far the most rows there are.
        sql.batch(sql.insertInto(ACTIVITIES)
                        .columns(
                                ACTIVITIES.ACCOUNT_ID,
                                ACTIVITIES.ID,
                                ACTIVITIES.ACTIVITY,
                                ACTIVITIES.RESOURCE_TYPE,
                                ACTIVITIES.RESOURCE_ID,
                                ACTIVITIES.BEARER_TYPE,
                                ACTIVITIES.BEARER_ID,
                                ACTIVITIES.REQUEST_ID,
                                ACTIVITIES.METADATA,
                                ACTIVITIES.CREATED)
                        .values("", "", "", "", "", "", "", "", "", 0L))
                .bind(seen.stream().map(Installation::values).toArray(Object[][]::new))
                .execute();
    }

    private static @Nullable Object[] values(Activity seen) {
        Event event = seen.event();
        return new @Nullable Object[] {
            seen.accountId(),
            event.id(),
            event.name(),
            event.resourceType(),
            event.resourceId(),
            event.bearerType(),
            event.bearerId(),
            event.requestId(),
            json(event.metadata()),
            micros(event.created())
        };
    }

    /** What is counted. */
    public CounterRows counters() {
        return new CounterRows(sql);
    }

    /**
     * Notes when a license was last validated and, where given, for which version of the program. What was noted later stays.
     */
    public void touchLicense(String accountId, String licenseId, Instant validated, @Nullable String version) {
        long time = micros(validated);
        var touch = sql.update(LICENSES)
                .set(LICENSES.LAST_VALIDATED, time)
                .set(LICENSES.LAST_ACTIVE, DSL.greatest(LICENSES.LAST_ACTIVE, DSL.val(time)));
        (version == null ? touch : touch.set(LICENSES.VERSION, version))
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.ID.eq(licenseId))
                        .and(LICENSES.LAST_VALIDATED.isNull().or(LICENSES.LAST_VALIDATED.le(time))))
                .execute();
    }

    /** An artifact and the account it belongs to. */
    public record ArtifactReference(String accountId, String artifactId) {}

    /** Up to {@code limit} artifacts announced before {@code before} whose bytes have not come. */
    public List<ArtifactReference> artifactsWaitingSince(Instant before, int limit) {
        return sql
                .select(ARTIFACTS.ACCOUNT_ID, ARTIFACTS.ID)
                .from(ARTIFACTS)
                .where(ARTIFACTS.STATUS.eq(ArtifactStatus.WAITING.name()).and(ARTIFACTS.CREATED.lt(micros(before))))
                .orderBy(ARTIFACTS.CREATED)
                .limit(limit)
                .fetch()
                .stream()
                .map(row -> new ArtifactReference(row.value1(), row.value2()))
                .toList();
    }

    /** Marks up to {@code limit} releases of deleted products as deleted; how many there were. */
    public int markReleasesOfDeletedProducts(int limit, Instant now) {
        var orphans = select(RELEASES.ID)
                .from(RELEASES)
                .join(PRODUCTS)
                .on(PRODUCTS.ACCOUNT_ID.eq(RELEASES.ACCOUNT_ID).and(PRODUCTS.ID.eq(RELEASES.PRODUCT_ID)))
                .where(PRODUCTS.DELETED.isNotNull().and(RELEASES.DELETED.isNull()))
                .limit(limit);
        return sql.update(RELEASES)
                .set(RELEASES.DELETED, micros(now))
                .where(RELEASES.ID.in(orphans))
                .execute();
    }

    /** Removes up to {@code limit} deleted releases with all they hold, and notes their bytes as discarded; how many. */
    public int removeDeletedReleases(int limit, Instant now) {
        List<String> releases = sql.select(RELEASES.ID)
                .from(RELEASES)
                .where(RELEASES.DELETED.isNotNull())
                .limit(limit)
                .fetch(RELEASES.ID);
        List<String> blobs = sql.select(ARTIFACTS.BLOB_KEY)
                .from(ARTIFACTS)
                .where(ARTIFACTS.RELEASE_ID.in(releases).and(ARTIFACTS.BLOB_KEY.isNotNull()))
                .fetch(ARTIFACTS.BLOB_KEY);
        for (String blob : blobs) {
            sql.insertInto(DISCARDED_BLOBS)
                    .set(DISCARDED_BLOBS.BLOB_KEY, blob)
                    .set(DISCARDED_BLOBS.CREATED, micros(now))
                    .execute();
        }
        sql.deleteFrom(ARTIFACTS).where(ARTIFACTS.RELEASE_ID.in(releases)).execute();
        sql.deleteFrom(CLASSIC_FILES)
                .where(CLASSIC_FILES.RELEASE_ID.in(releases))
                .execute();
        sql.deleteFrom(CONSTRAINTS).where(CONSTRAINTS.RELEASE_ID.in(releases)).execute();
        sql.deleteFrom(RELEASE_PLATFORMS)
                .where(RELEASE_PLATFORMS.RELEASE_ID.in(releases))
                .execute();
        sql.deleteFrom(RELEASES).where(RELEASES.ID.in(releases)).execute();
        return releases.size();
    }

    /** What gave access once and no longer does. */
    public ExpiredAccess expiredAccess() {
        return new ExpiredAccess(sql);
    }

    /** Up to {@code limit} blobs that nothing refers to any more. */
    public List<String> discardedBlobs(int limit) {
        return sql.select(DISCARDED_BLOBS.BLOB_KEY)
                .from(DISCARDED_BLOBS)
                .orderBy(DISCARDED_BLOBS.CREATED)
                .limit(limit)
                .fetch(DISCARDED_BLOBS.BLOB_KEY);
    }

    /** Forgets discarded blobs whose bytes are gone. */
    public void forgetDiscarded(Collection<String> blobKeys) {
        sql.deleteFrom(DISCARDED_BLOBS)
                .where(DISCARDED_BLOBS.BLOB_KEY.in(blobKeys))
                .execute();
    }

    /** Those of these blobs that an artifact refers to. */
    public Set<String> referredBlobs(Collection<String> blobKeys) {
        return sql.select(ARTIFACTS.BLOB_KEY)
                .from(ARTIFACTS)
                .where(ARTIFACTS.BLOB_KEY.in(blobKeys))
                .fetchSet(ARTIFACTS.BLOB_KEY);
    }
}
