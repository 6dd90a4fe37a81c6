package dev.slipway.dashboard;

import dev.slipway.access.Accounts;
import dev.slipway.access.Caller;
import dev.slipway.licensing.AccountSettings;
import dev.slipway.model.Account;
import dev.slipway.model.AccountSetting;
import dev.slipway.model.Change;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page about the account itself. */
public final class SettingsPages {
    private static final String TEMPLATE = "dashboard/settings.jte";
    private static final String[] FIELDS = {"name", "slug", "domain", "apiVersion", "isProtected"};
    private static final int ALL = 100;
    /** What precedes the 32 bytes of an Ed25519 key where the kind of key is told, too. */
    private static final String KEY_KIND = "302a300506032b6570032100";

    private final Accounts accounts;
    private final AccountSettings settings;
    private final List<String> apiVersions;

    /**
     * Shows and changes these.
     *
     * @param apiVersions the versions of Keygen's API, the oldest first
     */
    public SettingsPages(Accounts accounts, AccountSettings settings, List<String> apiVersions) {
        this.accounts = accounts;
        this.settings = settings;
        this.apiVersions = List.copyOf(apiVersions);
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/settings", this::show)
                .on("POST", "/settings", this::update)
                .on("POST", "/settings/{key}", this::decide)
                .on("POST", "/settings/{key}/reset", this::reset);
    }

    private Answer show(Visit visit) {
        visit.caller().require(Permission.ACCOUNT_READ);
        return Answer.page(TEMPLATE, page(visit, filled(visit.caller().account()), null, null));
    }

    private static Form filled(Account account) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("name", account.name());
        values.put("slug", account.slug());
        values.put("domain", account.domain());
        values.put("apiVersion", account.apiVersion());
        values.put("isProtected", account.isProtected() ? "on" : null);
        return Form.filled(values);
    }

    private SettingsPage page(Visit visit, Form form, @Nullable String refusedKey, @Nullable String error) {
        Account account = visit.caller().account();
        return new SettingsPage(
                visit.frame("Settings"),
                form,
                account.id(),
                apiVersions.reversed().stream()
                        .map(version -> new Choice(version, version))
                        .toList(),
                keys(account),
                defaults(visit, refusedKey, error),
                Accounts.mayUpdate(visit.caller()));
    }

    private static List<Fact> keys(Account account) {
        byte[] kindAndKey = HexFormat.of().parseHex(KEY_KIND + account.verifyKey());
        String lines = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(kindAndKey)
                + "\n-----END PUBLIC KEY-----";
        return List.of(
                new Fact("Ed25519 public key, in hexadecimal digits", account.verifyKey()),
                new Fact("Ed25519 public key, as PEM", lines),
                new Fact(
                        "Ed25519 public key, as the API gives it",
                        Base64.getEncoder().encodeToString(account.verifyKey().getBytes(StandardCharsets.US_ASCII))));
    }

    private List<SettingsPage.Defaults> defaults(Visit visit, @Nullable String refusedKey, @Nullable String error) {
        Caller caller = visit.caller();
        if (!AccountSettings.mayRead(caller)) {
            return List.of();
        }
        Map<AccountSetting.Key, AccountSetting> decided =
                settings.list(caller, new PageRequest.Limit(ALL, true)).items().stream()
                        .collect(Collectors.toMap(AccountSetting::key, Function.identity()));
        return Arrays.stream(AccountSetting.Key.values())
                .map(key -> defaults(
                        key,
                        Optional.ofNullable(decided.get(key)),
                        key.text().equals(refusedKey) ? visit.sent().all("permissions") : null,
                        key.text().equals(refusedKey) ? error : null))
                .toList();
    }

    private static SettingsPage.Defaults defaults(
            AccountSetting.Key key,
            Optional<AccountSetting> setting,
            @Nullable List<String> wanted,
            @Nullable String error) {
        Collection<String> inForce = setting.map(SettingsPages::names)
                .orElseGet(() -> Permission.keysOf(Permission.defaultsFor(key.role())));
        return new SettingsPage.Defaults(
                key.text(),
                switch (key) {
                    case DEFAULT_LICENSE_PERMISSIONS -> "What new licenses may do";
                    case DEFAULT_USER_PERMISSIONS -> "What new customers may do";
                },
                setting.isPresent(),
                PermissionGroup.of(Permission.allowedFor(key.role()), wanted == null ? inForce : wanted),
                error);
    }

    private static Collection<String> names(AccountSetting setting) {
        return setting.permissions().contains("*")
                ? Permission.keysOf(Permission.allowedFor(setting.key().role()))
                : setting.permissions();
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        try {
            accounts.update(
                    visit.caller(),
                    () -> new Accounts.Changes(
                            Change.to(form.value("name").strip()),
                            Change.to(form.value("slug").strip()),
                            Change.to(form.given("domain")),
                            Change.to(version(form)),
                            Change.to(!form.value("isProtected").isEmpty())));
            return new Answer.Redirect("/settings", "The account was changed.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, page(visit, form.refused(refusal), null, null));
        }
    }

    /** The version that was chosen; null for the newest, and for one that there is not. */
    private @Nullable String version(Form form) {
        String given = form.given("apiVersion");
        return given != null && apiVersions.contains(given) ? given : null;
    }

    private Answer decide(Visit visit) {
        String key = visit.parameter("key");
        List<String> permissions = visit.sent().all("permissions");
        try {
            boolean decided = settings.list(visit.caller(), new PageRequest.Limit(ALL, true)).items().stream()
                    .anyMatch(setting -> setting.key().text().equals(key));
            if (decided) {
                settings.update(visit.caller(), key, () -> permissions);
            } else {
                settings.create(visit.caller(), key, permissions);
            }
            return new Answer.Redirect("/settings", "It holds for whoever is added from now on.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            Form form = filled(visit.caller().account());
            return Answer.refused(TEMPLATE, page(visit, form, key, refusal.getMessage()));
        }
    }

    private Answer reset(Visit visit) {
        settings.delete(visit.caller(), visit.parameter("key"));
        return new Answer.Redirect("/settings", "The usual permissions hold again for whoever is added from now on.");
    }
}
