package dev.slipway;

import dev.slipway.access.AccountLocator;
import dev.slipway.access.Accounts;
import dev.slipway.access.Authenticator;
import dev.slipway.access.IssuedTokens;
import dev.slipway.access.Operator;
import dev.slipway.access.PersonalAccessTokens;
import dev.slipway.access.RateLimits;
import dev.slipway.access.SigningKeys;
import dev.slipway.access.Tokens;
import dev.slipway.access.WebSessions;
import dev.slipway.catalog.ResumableUploads;
import dev.slipway.config.Settings;
import dev.slipway.event.ChangeLog;
import dev.slipway.http.Router;
import dev.slipway.keygen.AccountRoutes;
import dev.slipway.keygen.AccountSettingRoutes;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.PasswordRoutes;
import dev.slipway.keygen.TokenRoutes;
import dev.slipway.keygen.downgrade.Downgrades;
import dev.slipway.licensing.AccountSettings;
import dev.slipway.licensing.FirstRunSetup;
import dev.slipway.licensing.UserPasswords;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.Store;
import dev.slipway.transfer.ResumableRoutes;
import dev.slipway.web.Assets;
import dev.slipway.web.FormTokens;
import dev.slipway.web.PageParts;
import dev.slipway.web.PageView;
import dev.slipway.web.Renderer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;

/** The part of the composition that knows who asks: accounts, credentials, tokens, passwords and limits. */
final class AccessParts {
    private final Settings settings;
    private final InstantSource clock;
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final InstallationSecret secret;
    private final Passwords passwords;
    private final SigningKeys signingKeys;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Authenticator authenticator;
    private final RateLimits limits;

    AccessParts(
            Settings settings,
            Environment environment,
            Store store,
            InstallationSecret secret,
            ChangeLog changes,
            Ids ids) {
        this.settings = settings;
        this.clock = environment.clock();
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.secret = secret;
        this.passwords = new Passwords(environment.random(), environment.passwordCost());
        this.signingKeys = new SigningKeys(store);
        Accounts.Home home = new Accounts.Home(
                settings.accountSlug(),
                settings.publicUrl()
                        .map(url -> url.getHost().toLowerCase(Locale.ROOT))
                        .orElse(null));
        this.accounts = new Accounts(store, changes, ids, passwords, clock, home);
        this.tokens = new Tokens(store, changes, ids, secret);
        this.authenticator = new Authenticator(store, secret, passwords, clock);
        this.limits = new RateLimits(
                clock,
                secret,
                settings.maxRequestsPerSecond(),
                settings.maxRequestsPerMinute(),
                settings.limitPasswords());
    }

    Accounts accounts() {
        return accounts;
    }

    Tokens tokens() {
        return tokens;
    }

    Passwords passwords() {
        return passwords;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    RateLimits limits() {
        return limits;
    }

    AccountLocator accountLocator() {
        return new AccountLocator(store, accounts, secret);
    }

    PersonalAccessTokens personalAccessTokens() {
        return new PersonalAccessTokens(store, changes, ids, secret, signingKeys);
    }

    SigningKeys signingKeys() {
        return signingKeys;
    }

    UserPasswords userPasswords() {
        return new UserPasswords(store, changes, ids, passwords, secret);
    }

    FirstRunSetup firstRun() {
        return new FirstRunSetup(store, changes, ids, passwords, secret, clock);
    }

    /** What all pages are made with. */
    PageParts pageParts() {
        return new PageParts(
                new WebSessions(store, accounts, authenticator, limits, ids, secret, passwords, clock),
                new Renderer(),
                new Assets(),
                new FormTokens(secret.derive("form tokens")),
                ids,
                settings.publicUrl().orElse(null));
    }

    /** The addresses of uploads in pieces, for bearers and for whoever is signed in to these pages. */
    ResumableRoutes resumableRoutes(ResumableUploads uploads, PageView pages) {
        return new ResumableRoutes(uploads, accounts, authenticator, pages::scriptCaller);
    }

    /** The pipeline of Keygen's API on a router. */
    KeygenView keygenView(Router router, Downgrades downgrades) {
        return new KeygenView(
                router,
                accounts,
                authenticator,
                limits,
                signingKeys,
                downgrades,
                clock,
                settings.publicUrl().map(URI::toString).orElse(null));
    }

    /** Adds the endpoints to Keygen's API. */
    void register(KeygenView keygen) {
        new AccountRoutes(accounts, new Operator(settings.operatorToken())).register(keygen);
        new AccountSettingRoutes(new AccountSettings(store, changes, ids)).register(keygen);
        new TokenRoutes(tokens, new IssuedTokens(store)).register(keygen);
        new PasswordRoutes(userPasswords()).register(keygen);
    }
}
