package dev.slipway.access;

import dev.slipway.event.ChangeLog;
import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.Passwords;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The accounts of an installation: which one a request means, and how new ones begin. */
public final class Accounts {
    private static final String TYPE = "accounts";
    private static final Set<Role> MANAGERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Passwords passwords;
    private final InstantSource clock;
    private final Home home;
    private final RevisionCache<String, Optional<Account>> named;
    private final RevisionCache<String, Optional<Account>> hosted;
    private final RevisionCache<String, Boolean> several;

    /** Keeps accounts in this store. */
    public Accounts(Store store, ChangeLog changes, Ids ids, Passwords passwords, InstantSource clock, Home home) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.passwords = passwords;
        this.clock = clock;
        this.home = home;
        this.named = new RevisionCache<>(store, 10_000);
        this.hosted = new RevisionCache<>(store, 10_000);
        this.several = new RevisionCache<>(store, 1);
    }

    /**
     * What answers addresses that name no account.
     *
     * @param slug the account of hosts that belong to none
     * @param host the public host of the installation, which no account can claim; null when it is not known
     */
    public record Home(String slug, @Nullable String host) {}

    /**
     * The account with that id or slug.
     *
     * @throws Refusal 404
     */
    public Account resolve(String idOrSlug) {
        return find(idOrSlug).orElseThrow(() -> Refusal.notFound("account", idOrSlug));
    }

    /** The account with that id or slug, if there is one. */
    public Optional<Account> find(String idOrSlug) {
        String key = Aliases.canonical(idOrSlug);
        return named.get(key, () -> store.readAll(installation -> installation.findAccount(key)));
    }

    /**
     * The account that a request to this host means when its address names none: the one whose domain it is, else the
     * default one.
     *
     * @param host the Host header
     * @throws Refusal 404
     */
    public Account resolveHost(String host) {
        String domain = domainOf(host);
        return hosted.get(
                        domain,
                        () -> store.readAll(installation ->
                                installation.hints().byDomain(domain).or(() -> installation.findAccount(home.slug()))))
                .orElseThrow(() -> Refusal.notFound("account"));
    }

    /** The domain that a Host header names. */
    static String domainOf(String host) {
        return withoutPort(host).toLowerCase(Locale.ROOT);
    }

    private static String withoutPort(String host) {
        int end = host.length();
        while (end > 0 && host.charAt(end - 1) >= '0' && host.charAt(end - 1) <= '9') {
            end--;
        }
        return end > 0 && host.charAt(end - 1) == ':' ? host.substring(0, end - 1) : host;
    }

    /** All accounts, by slug. */
    public List<Account> list() {
        return store.readAll(installation -> installation.accounts());
    }

    /** Whether there is more than one account, so that people have to say which they mean. */
    public boolean areSeveral() {
        return several.get("", () -> list().size() > 1);
    }

    /** One of the first administrators of an account. */
    public record Admin(
            String email,
            String password,
            @Nullable String firstName,
            @Nullable String lastName) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Admin[" + email + "]";
        }
    }

    /**
     * What a new account says of itself.
     *
     * @param slug null to make one of the first administrator's e-mail address
     * @param name null for the slug
     * @param apiVersion null for the newest
     * @param admins at least one
     */
    public record Draft(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String domain,
            @Nullable String apiVersion,
            boolean isProtected,
            List<Admin> admins) {}

    /** What an update says. */
    public record Changes(
            Change<String> name,
            Change<String> slug,
            Change<String> domain,
            Change<String> apiVersion,
            Change<Boolean> isProtected) {}

    /** A new account and its administrators. */
    public record Created(Account account, List<User> admins) {}

    /**
     * Makes an account with one administrator.
     *
     * @throws Refusal 422 naming what is wrong with the slug, the e-mail address or the password
     */
    public Created create(String slug, String email, String password) {
        Admin admin = new Admin(email, password, null, null);
        return create(new Draft(slug, null, null, null, true, List.of(admin)), "operator");
    }

    /**
     * Makes an account with its own signing key and its administrators.
     *
     * @throws Refusal 422 naming what is wrong with the account or its administrators
     */
    public Created create(Draft draft, String requestId) {
        Violations violations = new Violations();
        Set<String> emails = new HashSet<>();
        for (int i = 0; i < draft.admins().size(); i++) {
            Admin admin = draft.admins().get(i);
            Source email = Source.relatedItemAttribute("admins", i, "email");
            Source password = Source.relatedItemAttribute("admins", i, "password");
            AccountRules.checkAdmin(admin, email, password, violations);
            violations.addIf(!emails.add(admin.email().toLowerCase(Locale.ROOT)), email, Rule.TAKEN, "already exists");
        }
        violations.throwIfAny();
        SigningKeys.Pair keys = SigningKeys.generate();
        Instant now = clock.instant();
        String slug = draft.slug() == null
                ? AccountRules.slugFor(draft.admins().getFirst().email())
                : draft.slug();
        Account account = new Account(
                ids.next(),
                slug,
                draft.name() == null ? slug : draft.name(),
                AccountRules.domain(draft.domain()),
                draft.apiVersion(),
                draft.isProtected(),
                keys.verifyKey(),
                now,
                now);
        List<User> admins =
                draft.admins().stream().map(admin -> user(admin, now)).toList();
        Caller operator = Caller.of(account, new Bearer.Anonymous(), null, requestId, now);
        // The account is of no use without its administrators, so all come in one transaction.
        store.writeAll(installation -> {
            AccountRules.check(installation, account, home.host(), violations);
            violations.throwIfAny();
            installation.insertAccount(account, keys.signingKey());
            Session session = installation.account(account.id());
            session.namedRoles().insertBuiltIn(now);
            session.offerNames().insertUsual(now);
            admins.forEach(session.users()::insert);
            changes.record(session, operator, "account.created", TYPE, account.id());
            return account;
        });
        return new Created(account, admins);
    }

    private User user(Admin admin, Instant now) {
        return new User(
                ids.next(),
                admin.email().toLowerCase(Locale.ROOT),
                admin.firstName(),
                admin.lastName(),
                passwords.hash(admin.password()),
                Role.ADMIN,
                null,
                null,
                Metadata.EMPTY,
                now,
                now);
    }

    /**
     * Changes the account of the caller.
     *
     * @param changesOf read only once the caller is known to be allowed to change it
     */
    public Account update(Caller caller, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        caller.require(Permission.ACCOUNT_UPDATE, MANAGERS);
        Changes update = changesOf.get();
        return store.writeAll(installation -> {
            Account current = installation
                    .findAccountForUpdate(caller.account().id())
                    .orElseThrow(() -> Refusal.notFound("account"));
            Account account = new Account(
                    current.id(),
                    update.slug().overRequired(current.slug()),
                    update.name().overRequired(current.name()),
                    AccountRules.domain(update.domain().over(current.domain())),
                    update.apiVersion().over(current.apiVersion()),
                    update.isProtected().overRequired(current.isProtected()),
                    current.verifyKey(),
                    current.created(),
                    caller.now());
            Violations violations = new Violations();
            AccountRules.check(installation, account, home.host(), violations);
            // It is found by the slug that the operator set; under another one, the next start would make a second one.
            violations.addIf(
                    current.slug().equals(home.slug()) && !account.slug().equals(home.slug()),
                    Source.attribute("slug"),
                    Rule.NOT_ALLOWED,
                    "is set by the operator");
            violations.throwIfAny();
            installation.updateAccount(account);
            changes.recordUpdate(
                    installation.account(account.id()), caller, "account.updated", TYPE, account.id(), current);
            return account;
        });
    }

    /** Whether a caller may change their account. */
    public static boolean mayUpdate(Caller caller) {
        return caller.may(Permission.ACCOUNT_UPDATE, MANAGERS);
    }

    /** Refuses to delete an account: that is not for the API to do. */
    public void refuseDeletion(Caller caller) {
        caller.requireAuthentication();
        throw caller.deny();
    }

    /** Makes the default account unless it is there. */
    public Optional<Created> bootstrap(String email, String password) {
        if (find(home.slug()).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(create(home.slug(), email, password));
        } catch (Refusal refusal) {
            boolean madeMeanwhile = refusal.problem() == Problem.CONFLICT
                    || refusal.faults().getFirst().rule() == Rule.TAKEN;
            if (madeMeanwhile) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
