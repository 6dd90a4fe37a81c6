package dev.slipway.access;

import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.Metadata;
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
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The accounts of an installation: which one a request means, and how new ones begin. */
public final class Accounts {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,254}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final int SHORTEST_PASSWORD = 6;
    private static final int LONGEST_PASSWORD = 72;

    private final Store store;
    private final Ids ids;
    private final Passwords passwords;
    private final InstantSource clock;
    private final String defaultSlug;
    private final RevisionCache<String, Optional<Account>> named;
    private final RevisionCache<String, Optional<Account>> hosted;

    /**
     * Keeps accounts in this store.
     *
     * @param defaultSlug the account of addresses that name none and of hosts that belong to none
     */
    public Accounts(Store store, Ids ids, Passwords passwords, InstantSource clock, String defaultSlug) {
        this.store = store;
        this.ids = ids;
        this.passwords = passwords;
        this.clock = clock;
        this.defaultSlug = defaultSlug;
        this.named = new RevisionCache<>(store, 10_000);
        this.hosted = new RevisionCache<>(store, 10_000);
    }

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
        String domain = withoutPort(host).toLowerCase(Locale.ROOT);
        return hosted.get(
                        domain,
                        () -> store.readAll(installation -> installation
                                .findAccountByDomain(domain)
                                .or(() -> installation.findAccount(defaultSlug))))
                .orElseThrow(() -> Refusal.notFound("account"));
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

    /** A new account and its first administrator. */
    public record Created(Account account, User admin) {}

    /**
     * Makes an account with its own signing key and one administrator.
     *
     * @throws Refusal 422 naming what is wrong with the slug, the e-mail address or the password
     */
    public Created create(String slug, String email, String password) {
        Violations violations = new Violations();
        violations.addIf(
                !SLUG.matcher(slug).matches() || Aliases.isIdLike(slug),
                Source.attribute("slug"),
                Rule.INVALID,
                "must be 2 to 255 lower-case letters, digits and dashes");
        violations.addIf(
                !EMAIL.matcher(email).matches(), Source.attribute("email"), Rule.INVALID, "must be a valid email");
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        violations.addIf(
                length < SHORTEST_PASSWORD,
                Source.attribute("password"),
                Rule.TOO_SHORT,
                "is too short (minimum is %d characters)".formatted(SHORTEST_PASSWORD));
        violations.addIf(
                length > LONGEST_PASSWORD,
                Source.attribute("password"),
                Rule.TOO_LONG,
                "is too long (maximum is %d bytes)".formatted(LONGEST_PASSWORD));
        violations.throwIfAny();
        SigningKeys.Pair keys = SigningKeys.generate();
        String passwordHash = passwords.hash(password);
        Instant now = clock.instant();
        Account account = new Account(ids.next(), slug, slug, null, null, true, keys.verifyKey(), now, now);
        User admin = new User(
                ids.next(),
                email.toLowerCase(Locale.ROOT),
                null,
                null,
                passwordHash,
                Role.ADMIN,
                null,
                null,
                Metadata.EMPTY,
                now,
                now);
        // The account is of no use without its administrator, so both come in one transaction.
        store.writeAll(installation -> {
            if (installation.findAccount(slug).isPresent()) {
                throw Refusal.invalid(Source.attribute("slug"), Rule.TAKEN, "already exists");
            }
            installation.insertAccount(account, keys.signingKey());
            installation.account(account.id()).users().insert(admin);
            return account;
        });
        return new Created(account, admin);
    }

    /** Makes the default account unless it is there. */
    public Optional<Created> bootstrap(String email, String password) {
        if (find(defaultSlug).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(create(defaultSlug, email, password));
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
