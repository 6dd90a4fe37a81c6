package dev.slipway.store;

import dev.slipway.model.Account;
import dev.slipway.model.Event;
import dev.slipway.secret.InstallationSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** One transaction inside one account: the tables, confined to it. Not to be kept beyond the work it was given to. */
public final class Session {
    private final DSLContext sql;
    private final String accountId;
    private final InstallationSecret secret;
    private final boolean lockRows;
    private final List<Runnable> afterCommit;
    private final List<Event> pending = new ArrayList<>();

    Session(DSLContext sql, String accountId, InstallationSecret secret, boolean lockRows, List<Runnable> afterCommit) {
        this.sql = sql;
        this.accountId = accountId;
        this.secret = secret;
        this.lockRows = lockRows;
        this.afterCommit = afterCommit;
    }

    /** What to do once the transaction is durable; nothing when it fails. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Does what a transaction does last. */
    void seal() {
        events().seal();
    }

    /** The account all of this is confined to. */
    public String accountId() {
        return accountId;
    }

    /** The account itself. */
    public Optional<Account> account() {
        return new Installation(sql, secret, lockRows, afterCommit).findAccount(accountId);
    }

    public ProductRows products() {
        return new ProductRows(sql, accountId, lockRows);
    }

    public PackageRows packages() {
        return new PackageRows(sql, accountId);
    }

    public ReleaseRows releases() {
        return new ReleaseRows(sql, accountId);
    }

    public ConstraintRows constraints() {
        return new ConstraintRows(sql, accountId);
    }

    public ArtifactRows artifacts() {
        return new ArtifactRows(sql, accountId);
    }

    public ClassicReleaseRows classicReleases() {
        return new ClassicReleaseRows(sql, accountId, releases());
    }

    public DottedReleaseRows dottedReleases() {
        return new DottedReleaseRows(sql, accountId, releases());
    }

    public ClassicFileRows classicFiles() {
        return new ClassicFileRows(sql, accountId);
    }

    public LabelRows labels() {
        return new LabelRows(sql, accountId);
    }

    public OfferNameRows offerNames() {
        return new OfferNameRows(sql, accountId);
    }

    public EntitlementRows entitlements() {
        return new EntitlementRows(sql, accountId, lockRows);
    }

    public PolicyRows policies() {
        return new PolicyRows(sql, accountId, lockRows);
    }

    public MaintenancePolicyRows maintenancePolicies() {
        return new MaintenancePolicyRows(sql, accountId, lockRows);
    }

    public LicenseRows licenses() {
        return new LicenseRows(sql, accountId, secret, lockRows);
    }

    public AttachmentRows attachments() {
        return new AttachmentRows(sql, accountId);
    }

    public LicenseUserRows licenseUsers() {
        return new LicenseUserRows(sql, accountId);
    }

    public LicenseNoticeRows licenseNotices() {
        return new LicenseNoticeRows(sql, accountId);
    }

    public UserRows users() {
        return new UserRows(sql, accountId, lockRows);
    }

    public NamedRoleRows namedRoles() {
        return new NamedRoleRows(sql, accountId, lockRows);
    }

    public TokenRows tokens() {
        return new TokenRows(sql, accountId);
    }

    public AccountSettingRows settings() {
        return new AccountSettingRows(sql, accountId);
    }

    public PasswordResetRows passwordResets() {
        return new PasswordResetRows(sql, accountId);
    }

    public WebSessionRows webSessions() {
        return new WebSessionRows(sql, accountId);
    }

    public FirstRunRows firstRuns() {
        return new FirstRunRows(sql, accountId);
    }

    public SearchRows search() {
        return new SearchRows(sql, accountId, secret);
    }

    public EventRows events() {
        return new EventRows(sql, accountId, secret, lockRows, pending);
    }

    public EventLogRows eventLog() {
        return new EventLogRows(sql, accountId);
    }

    public OverviewRows overview() {
        return new OverviewRows(sql, accountId);
    }

    public WebhookEndpointRows webhookEndpoints() {
        return new WebhookEndpointRows(sql, accountId, secret, lockRows);
    }

    public WebhookEventRows webhookEvents() {
        return new WebhookEventRows(sql, accountId, secret);
    }
}
