package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.Nobody;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Account;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.FirstRunRows.FirstRun;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one chance to choose the first administrator's e-mail address and password in a browser. It takes a code that only whoever
 * started the program was shown, works once and for a day, and is void as soon as the administrator has another password.
 */
public final class FirstRunSetup {
    /** How long the code is good for. */
    public static final Duration LIFE = Duration.ofHours(24);

    private static final int CODE_BYTES = 16;
    private static final Source CODE = Source.attribute("code");

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Passwords passwords;
    private final InstallationSecret secret;
    private final InstantSource clock;

    /** Sets up accounts in this store. */
    public FirstRunSetup(
            Store store,
            ChangeLog changes,
            Ids ids,
            Passwords passwords,
            InstallationSecret secret,
            InstantSource clock) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.passwords = passwords;
        this.secret = secret;
        this.clock = clock;
    }

    /** Gives the chance for a new account and its administrator; the code it takes, which is told nowhere else. */
    public String offer(Account account, User admin) {
        String code = ids.randomHex(CODE_BYTES);
        store.write(account.id(), session -> {
            session.firstRuns().insert(new FirstRun(admin.id(), hash(admin, code), clock.instant()));
            return admin;
        });
        return code;
    }

    /** Whether the chance is there. */
    public boolean isOpen(Account account) {
        Instant now = clock.instant();
        return store.read(account.id(), session -> findChance(session, now)).isPresent();
    }

    private static Optional<FirstRun> findChance(Session session, Instant now) {
        return session.firstRuns()
                .find()
                .filter(chance -> chance.created().plus(LIFE).isAfter(now));
    }

    /**
     * Uses the chance: gives the administrator that e-mail address and password.
     *
     * @throws Refusal 404 when there is no chance; 422 naming what is wrong with the code, the address or the password, by
     *     which the chance stays
     */
    public User finish(Account account, String code, String email, String password, String requestId) {
        Instant now = clock.instant();
        store.read(account.id(), session -> findAdmin(session, code, now, session.users()::find));
        Violations violations = new Violations();
        UserRules.checkPassword(password, UserRules.PASSWORD, violations);
        violations.throwIfAny();
        String hash = passwords.hash(password);
        return store.write(account.id(), session -> {
            User current = findAdmin(session, code, now, id -> UserRules.findForUpdate(session, id));
            User admin = new User(
                    current.id(),
                    email.strip().toLowerCase(Locale.ROOT),
                    current.firstName(),
                    current.lastName(),
                    hash,
                    current.role(),
                    current.permissions(),
                    current.banned(),
                    current.metadata(),
                    current.created(),
                    now);
            UserRules.check(session, admin, violations);
            violations.throwIfAny();
            session.firstRuns().delete();
            session.users().update(admin);
            Caller nobody = Nobody.in(account, requestId, now);
            changes.recordUpdate(session, nobody, "user.updated", Users.TYPE, admin.id(), current);
            return admin;
        });
    }

    /** The administrator, once the code is proven. */
    private User findAdmin(Session session, String code, Instant now, Function<String, Optional<User>> users) {
        FirstRun chance = findChance(session, now).orElseThrow(FirstRunSetup::over);
        User admin = users.apply(chance.userId()).orElseThrow(FirstRunSetup::over);
        boolean fits = MessageDigest.isEqual(
                chance.codeHash().getBytes(StandardCharsets.US_ASCII),
                hash(admin, code.strip()).getBytes(StandardCharsets.US_ASCII));
        if (!fits) {
            throw Refusal.invalid(CODE, Rule.INVALID, "is not the one that was shown at the first start");
        }
        return admin;
    }

    private static Refusal over() {
        return Refusal.of(Problem.NOT_FOUND, "This installation is set up already, or the code has expired");
    }

    /** Holds the present password in, so that no code survives it. */
    private String hash(User admin, String code) {
        return secret.hash(admin.id(), "first run\n" + code + "\n" + admin.passwordHash());
    }
}
