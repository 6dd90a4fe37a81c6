package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.Tokens;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.User;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.PasswordResetRows.PasswordReset;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How people change their passwords: with the old one, or with what they are sent when they have forgotten it. */
public final class UserPasswords {
    /** How long what was sent for a forgotten password is good for. */
    public static final Duration RESET_LIFE = Duration.ofHours(24);

    private static final String RESET_EVENT = "user.password-reset";
    private static final String SEALED_TOKEN = "sealed_password_reset_token";
    private static final int RESET_BYTES = 32;
    private static final Source NEW_PASSWORD = Source.pointer("/meta/newPassword");
    private static final Source OLD_PASSWORD = Source.pointer("/meta/oldPassword");
    private static final Source RESET_TOKEN = Source.pointer("/meta/passwordResetToken");

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Passwords passwords;
    private final InstallationSecret secret;

    /** Changes the passwords of users in this store. */
    public UserPasswords(Store store, ChangeLog changes, Ids ids, Passwords passwords, InstallationSecret secret) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.passwords = passwords;
        this.secret = secret;
    }

    /** Sets the caller's own password and signs them out everywhere else. */
    public UserDetails change(Caller caller, String idOrEmail, String oldPassword, String newPassword) {
        caller.requireAuthentication();
        User user = store.read(caller.account().id(), session -> UserRules.findVisible(session, caller, idOrEmail));
        caller.require(Permission.USER_PASSWORD_UPDATE);
        if (!UserRules.isSelf(caller, user)) {
            throw caller.deny();
        }
        String known = user.passwordHash();
        if (known == null) {
            throw Refusal.of(Problem.PASSWORD_NOT_SUPPORTED, Problem.PASSWORD_NOT_SUPPORTED.detail(), OLD_PASSWORD);
        }
        if (!passwords.matches(oldPassword, known)) {
            throw wrongPassword();
        }
        String hash = hash(newPassword);
        return store.write(caller.account().id(), session -> {
            User current = UserRules.findForUpdate(session, user.id()).orElseThrow(() -> Refusal.notFound("user"));
            if (!known.equals(current.passwordHash())) {
                throw wrongPassword();
            }
            return set(session, caller, current, hash);
        });
    }

    private static Refusal wrongPassword() {
        return Refusal.of(Problem.PASSWORD_INVALID, Problem.PASSWORD_INVALID.detail(), OLD_PASSWORD);
    }

    private String hash(String newPassword) {
        Violations violations = new Violations();
        UserRules.checkPassword(newPassword, NEW_PASSWORD, violations);
        violations.throwIfAny();
        return passwords.hash(newPassword);
    }

    /**
     * Gives the user with that e-mail address a chance to set a new password, told by an event. Nothing happens, and nothing
     * tells so, where there is no such user, or none who may.
     */
    public void forget(Caller caller, String email) {
        store.write(caller.account().id(), session -> {
            Optional<User> found = session.users().findByEmail(email).filter(UserPasswords::mayReset);
            found.ifPresent(user -> {
                String token = ids.randomHex(RESET_BYTES);
                session.passwordResets().replace(user.id(), new PasswordReset(hashOf(user, token), caller.now()));
                // Sealed, for the change log is kept forever and may be read by many.
                Metadata details = new Metadata(Map.of(SEALED_TOKEN, secret.seal(token, user.id())));
                changes.record(session, caller, RESET_EVENT, Users.TYPE, user.id(), details);
            });
            return found;
        });
    }

    /** What a user was given a chance with, for whoever tells them; empty when an event is about something else. */
    public Optional<String> resetToken(Event event) {
        return event.name().equals(RESET_EVENT) && event.metadata().values().get(SEALED_TOKEN) instanceof String sealed
                ? Optional.of(secret.open(sealed, event.resourceId()))
                : Optional.empty();
    }

    /** Uses the chance: sets a new password and signs the user out everywhere. */
    public UserDetails reset(Caller caller, String idOrEmail, String token, String newPassword) {
        String id = store.read(
                caller.account().id(),
                session -> findByChance(session, caller, idOrEmail, token).id());
        String hash = hash(newPassword);
        return store.write(caller.account().id(), session -> {
            User current = UserRules.findForUpdate(session, id)
                    .filter(user ->
                            findByChance(session, caller, idOrEmail, token).id().equals(user.id()))
                    .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
            session.passwordResets().delete(current.id());
            return set(session, caller, current, hash);
        });
    }

    /** The user, once it is proven that the chance is theirs. A wrong proof is answered as if there were no such user. */
    private User findByChance(Session session, Caller caller, String idOrEmail, String token) {
        User user = session.users()
                .findByIdOrEmail(Aliases.canonical(idOrEmail))
                .filter(UserPasswords::mayReset)
                .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
        PasswordReset reset = session.passwordResets()
                .find(user.id())
                .filter(given -> isEqual(given.tokenHash(), hashOf(user, token)))
                .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
        if (!reset.created().plus(RESET_LIFE).isAfter(caller.now())) {
            throw Refusal.of(Problem.TOKEN_EXPIRED, Problem.TOKEN_EXPIRED.detail(), RESET_TOKEN);
        }
        return user;
    }

    private static boolean mayReset(User user) {
        return user.banned() == null && Grants.held(user).contains(Permission.USER_PASSWORD_RESET);
    }

    private String hashOf(User user, String token) {
        return secret.hash(user.id(), token);
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private UserDetails set(Session session, Caller caller, User current, String hash) {
        User user = new User(
                current.id(),
                current.email(),
                current.firstName(),
                current.lastName(),
                hash,
                current.role(),
                current.permissions(),
                current.banned(),
                current.metadata(),
                current.created(),
                caller.now());
        session.users().update(user);
        Tokens.revokeOthers(session, changes, caller, user.id());
        changes.recordUpdate(session, caller, "user.updated", Users.TYPE, user.id(), current, Set.of(Users.PASSWORD));
        return UserDetails.of(session, user, caller.now());
    }
}
