package dev.slipway.access;

import dev.slipway.access.RateLimits.Limit;
import dev.slipway.access.RateLimits.Standing;
import dev.slipway.model.Account;
import dev.slipway.model.BearerReference;
import dev.slipway.model.User;
import dev.slipway.model.WebSession;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who are signed in with a browser. Each request looks at the bearer anew: who is banned or removed, or has another
 * password or role by now, is signed out.
 */
public final class WebSessions {
    /** How long a session may be unused. */
    public static final Duration LONGEST_PAUSE = Duration.ofDays(2);

    /** How long a session lasts at most. */
    public static final Duration LIFE = Duration.ofDays(14);

    private static final Duration TOUCH_AFTER = Duration.ofMinutes(5);
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_USER_AGENT = 255;
    private static final Set<Problem> WRONG_PASSWORD = EnumSet.of(
            Problem.EMAIL_REQUIRED,
            Problem.EMAIL_INVALID,
            Problem.PASSWORD_REQUIRED,
            Problem.PASSWORD_NOT_SUPPORTED,
            Problem.PASSWORD_INVALID);

    /** Costs as much to compare with as a real hash, and no password fits. */
    private static final String NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$%s$%s"
            .formatted("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    private final Store store;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final Ids ids;
    private final InstallationSecret secret;
    private final Passwords passwords;
    private final InstantSource clock;

    /** Keeps sessions in this store, hashed with this secret. */
    public WebSessions(
            Store store,
            Accounts accounts,
            Authenticator authenticator,
            RateLimits limits,
            Ids ids,
            InstallationSecret secret,
            Passwords passwords,
            InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.limits = limits;
        this.ids = ids;
        this.secret = secret;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Where a sign-in comes from.
     *
     * @param userAgent how the browser calls itself; null when it does not
     */
    public record Visitor(String address, @Nullable String userAgent, String requestId) {}

    /**
     * A new session.
     *
     * @param cookie what the browser must present from now on
     */
    public record Opened(String cookie, Caller caller) {
        @Override
        public String toString() {
            return "Opened[" + caller.bearer().id() + "]";
        }
    }

    /**
     * Signs somebody in.
     *
     * @throws Refusal 401 or 403 with what is wrong with the credentials, the same whether the person is unknown or the
     *     password wrong; 429 after too many failures of a person or an address
     */
    public Opened open(Account account, Credentials credentials, Visitor visitor) {
        String person = person(credentials);
        count(RateLimits.FAILED_SIGN_IN, account, person);
        count(RateLimits.FAILED_SIGN_INS, account, visitor.address());
        Caller caller = prove(account, credentials, visitor);
        limits.forgive(RateLimits.FAILED_SIGN_IN, account.id(), person);
        limits.forgive(RateLimits.FAILED_SIGN_INS, account.id(), visitor.address());
        return open(caller, visitor.userAgent());
    }

    private static String person(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Password password -> "person " + password.email().toLowerCase(Locale.ROOT);
            case Credentials.LicenseKey key -> "license " + key.key();
            case Credentials.TokenSecret token -> throw new IllegalArgumentException("Browsers present no tokens");
            case Credentials.None none -> "nobody";
            case Credentials.Malformed malformed -> "nobody";
        };
    }

    private void count(Limit limit, Account account, String subject) {
        if (!limits.limitsPasswords()) {
            return;
        }
        Standing standing = limits.count(limit, account.id(), subject);
        if (standing.refused()) {
            long minutes = Math.max(
                    1,
                    Duration.between(clock.instant(), standing.reset())
                            .plusSeconds(59)
                            .toMinutes());
            throw Refusal.of(
                    Problem.TOO_MANY_REQUESTS,
                    "Too many attempts failed. Try again in %d %s"
                            .formatted(minutes, minutes == 1 ? "minute" : "minutes"));
        }
    }

    private Caller prove(Account account, Credentials credentials, Visitor visitor) {
        try {
            Caller caller = authenticator.authenticate(account, credentials, visitor.requestId());
            caller.requireAuthentication();
            return caller;
        } catch (Refusal refusal) {
            if (!WRONG_PASSWORD.contains(refusal.problem())) {
                throw refusal;
            }
            if (refusal.problem() != Problem.PASSWORD_INVALID && credentials instanceof Credentials.Password given) {
                // The time it takes must not tell whether there is such a person.
                passwords.matches(given.password(), NOBODYS_HASH);
            }
            throw Refusal.of(Problem.PASSWORD_INVALID, "The e-mail address or the password is wrong");
        }
    }

    private Opened open(Caller caller, @Nullable String userAgent) {
        Instant now = caller.now();
        String text = ids.randomHex(SECRET_BYTES);
        WebSession opened = new WebSession(
                ids.next(),
                TokenBearers.own(caller),
                proof(caller.bearer()),
                userAgent == null ? null : userAgent.substring(0, Math.min(LONGEST_USER_AGENT, userAgent.length())),
                now,
                now,
                now.plus(LIFE));
        String accountId = caller.account().id();
        store.write(accountId, session -> {
            session.webSessions().insert(opened, hash(accountId, text));
            return opened;
        });
        return new Opened(accountId + "." + text, caller);
    }

    /** What a session stands and falls with. */
    private String proof(Bearer bearer) {
        return switch (bearer) {
            case Bearer.Staff staff -> proof(staff.user());
            case Bearer.Customer customer -> proof(customer.user());
            case Bearer.OfLicense license ->
                secret.hash(license.standing().license().id(), "web session of a license");
            case Bearer.OfProduct product -> throw new IllegalStateException("Products have no browsers");
            case Bearer.Anonymous nobody -> throw new IllegalStateException("Nobody is not signed in");
        };
    }

    private String proof(User user) {
        return secret.hash(user.id(), "web session\n" + user.role() + "\n" + user.passwordHash());
    }

    private String hash(String accountId, String text) {
        return secret.hash(accountId, "web session\n" + text);
    }

    /** Whoever holds this cookie, as long as they are welcome. */
    public Optional<Caller> resume(String cookie, String requestId) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return accounts.find(cookie.substring(0, dot))
                .flatMap(account -> resume(account, hash(account.id(), cookie.substring(dot + 1)), requestId, now));
    }

    private Optional<Caller> resume(Account account, String hash, String requestId, Instant now) {
        record Found(WebSession session, Caller caller) {}
        Optional<Found> found = store.read(
                account.id(),
                session -> session.webSessions()
                        .findByHash(hash)
                        .filter(each -> isAlive(each, now))
                        .flatMap(each -> findBearer(session, each, now)
                                .map(bearer -> new Found(each, Caller.of(account, bearer, null, requestId, now)))));
        found.map(Found::session)
                .filter(session -> session.seen().plus(TOUCH_AFTER).isBefore(now))
                .ifPresent(session -> store.observe(all -> {
                    all.account(account.id()).webSessions().touch(session.id(), now);
                    return session;
                }));
        return found.map(Found::caller);
    }

    private static boolean isAlive(WebSession session, Instant now) {
        return session.expiry().isAfter(now)
                && session.seen().plus(LONGEST_PAUSE).isAfter(now);
    }

    private Optional<Bearer> findBearer(Session session, WebSession opened, Instant now) {
        return Authenticator.findBearer(session, opened.bearer())
                .filter(bearer -> isWelcome(bearer, now))
                .filter(bearer -> MessageDigest.isEqual(
                        proof(bearer).getBytes(StandardCharsets.US_ASCII),
                        opened.proof().getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean isWelcome(Bearer bearer, Instant now) {
        return switch (bearer) {
            case Bearer.Staff staff -> staff.user().banned() == null;
            case Bearer.Customer customer -> customer.user().banned() == null;
            case Bearer.OfLicense license -> isWelcome(license.standing(), now);
            case Bearer.OfProduct product -> false;
            case Bearer.Anonymous nobody -> false;
        };
    }

    private static boolean isWelcome(LicenseStanding standing, Instant now) {
        return !standing.ownerBanned()
                && !standing.license().suspended()
                && !standing.isRevokedAt(now)
                && standing.policy().authenticationStrategy().allowsKeys();
    }

    /** Signs out whoever holds this cookie; nothing happens when nobody does. */
    public void close(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return;
        }
        accounts.find(cookie.substring(0, dot))
                .ifPresent(account -> store.write(account.id(), session -> {
                    session.webSessions().deleteByHash(hash(account.id(), cookie.substring(dot + 1)));
                    return account;
                }));
    }

    /** Signs the caller out of every browser; of how many. Tokens stay good. */
    public int closeAll(Caller caller) {
        caller.requireAuthentication();
        BearerReference bearer = TokenBearers.own(caller);
        return store.write(
                caller.account().id(), session -> session.webSessions().deleteOf(bearer));
    }
}
