package dev.slipway.access;

import dev.slipway.model.Account;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.model.User;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns credentials into a caller, or refuses them. Credentials are only ever matched inside the account asked for. */
public final class Authenticator {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");
    private static final int LONGEST_CREDENTIAL = 16_384;

    private final Store store;
    private final InstallationSecret secret;
    private final Passwords passwords;
    private final InstantSource clock;
    private final RevisionCache<String, Optional<KnownToken>> tokens;
    private final RevisionCache<String, Optional<LicenseStanding>> keys;

    /** Reads from this store, by this clock. */
    public Authenticator(Store store, InstallationSecret secret, Passwords passwords, InstantSource clock) {
        this.store = store;
        this.secret = secret;
        this.passwords = passwords;
        this.clock = clock;
        this.tokens = new RevisionCache<>(store, 20_000);
        this.keys = new RevisionCache<>(store, 20_000);
    }

    private record KnownToken(Token token, Bearer bearer) {}

    /**
     * The caller who presents these credentials.
     *
     * @throws Refusal 401 or 403 with the code that says what is wrong with them
     */
    public Caller authenticate(Account account, Credentials credentials, String requestId) {
        Instant now = clock.instant();
        return switch (credentials) {
            case Credentials.None none -> Caller.of(account, new Bearer.Anonymous(), null, requestId, now);
            case Credentials.TokenSecret token -> byToken(account, token.secret(), requestId, now);
            case Credentials.LicenseKey key -> byKey(account, key.key(), requestId, now);
            case Credentials.Password password -> byPassword(account, password, requestId, now);
            case Credentials.Malformed malformed -> throw Refusal.of(Problem.TOKEN_INVALID);
        };
    }

    private Caller byToken(Account account, String presented, String requestId, Instant now) {
        if (UUID.matcher(presented).matches()) {
            throw Refusal.of(Problem.TOKEN_FORMAT_INVALID);
        }
        if (presented.isEmpty() || presented.length() > LONGEST_CREDENTIAL) {
            throw Refusal.of(Problem.TOKEN_INVALID);
        }
        String hash = secret.hash(account.id(), presented);
        KnownToken known = tokens.get(account.id() + hash, () -> store.read(account.id(), s -> findToken(s, hash)))
                .orElseThrow(() -> Refusal.of(Problem.TOKEN_INVALID));
        Token token = known.token();
        if (token.expiry() != null && !token.expiry().isAfter(now)) {
            throw Refusal.of(Problem.TOKEN_EXPIRED);
        }
        switch (known.bearer()) {
            case Bearer.Staff staff -> refuseBanned(staff.user());
            case Bearer.Customer customer -> refuseBanned(customer.user());
            case Bearer.OfLicense license -> {
                if (license.standing().ownerBanned()) {
                    throw Refusal.of(Problem.USER_BANNED);
                }
                if (!license.standing().policy().authenticationStrategy().allowsTokens()) {
                    throw Refusal.of(Problem.TOKEN_NOT_ALLOWED);
                }
            }
            case Bearer.OfProduct product -> {}
            case Bearer.Anonymous nobody -> throw new IllegalStateException("A token has a bearer");
        }
        return Caller.of(account, known.bearer(), token, requestId, now);
    }

    private static void refuseBanned(User user) {
        if (user.banned() != null) {
            throw Refusal.of(Problem.USER_BANNED);
        }
    }

    private static Optional<KnownToken> findToken(Session session, String hash) {
        return session.tokens()
                .findByHash(hash)
                .flatMap(token -> findBearer(session, token.bearer()).map(bearer -> new KnownToken(token, bearer)));
    }

    static Optional<Bearer> findBearer(Session session, BearerReference reference) {
        return switch (reference.kind()) {
            case USER -> session.users().find(reference.id()).map(user -> userBearer(session, user));
            case PRODUCT -> session.products().find(reference.id()).map(Bearer.OfProduct::new);
            case LICENSE ->
                session.licenses()
                        .find(reference.id())
                        .map(license -> new Bearer.OfLicense(LicenseStanding.of(session, license)));
        };
    }

    static Bearer userBearer(Session session, User user) {
        if (user.role() != Role.USER) {
            return new Bearer.Staff(user);
        }
        List<LicenseStanding> licenses = session.licenses().ofUser(user.id()).stream()
                .map(license -> LicenseStanding.of(session, license))
                .toList();
        return new Bearer.Customer(user, licenses);
    }

    private Caller byKey(Account account, String presented, String requestId, Instant now) {
        if (presented.isEmpty() || presented.length() > LONGEST_CREDENTIAL) {
            throw Refusal.of(Problem.LICENSE_INVALID);
        }
        String hash = secret.hash(account.id(), presented);
        LicenseStanding standing = keys.get(
                        account.id() + hash,
                        () -> store.read(
                                account.id(),
                                session -> session.licenses()
                                        .findByKey(presented)
                                        .map(license -> LicenseStanding.of(session, license))))
                .orElseThrow(() -> Refusal.of(Problem.LICENSE_INVALID));
        if (standing.ownerBanned()) {
            throw Refusal.of(Problem.LICENSE_BANNED);
        }
        if (standing.license().isStopped()) {
            throw Refusal.of(standing.license().revoked() ? Problem.LICENSE_REVOKED : Problem.LICENSE_SUSPENDED);
        }
        if (standing.isRevokedAt(now)) {
            throw Refusal.of(Problem.LICENSE_EXPIRED);
        }
        if (!standing.policy().authenticationStrategy().allowsKeys()) {
            throw Refusal.of(Problem.LICENSE_NOT_ALLOWED);
        }
        return Caller.of(account, new Bearer.OfLicense(standing), null, requestId, now);
    }

    private Caller byPassword(Account account, Credentials.Password given, String requestId, Instant now) {
        if (given.email().isBlank()) {
            throw signInRefusal(Problem.EMAIL_REQUIRED);
        }
        User user = store.read(account.id(), session -> session.users().findByEmail(given.email()))
                .orElse(null);
        if (user == null) {
            throw signInRefusal(Problem.EMAIL_INVALID);
        }
        if (given.password().isEmpty()) {
            throw signInRefusal(Problem.PASSWORD_REQUIRED);
        }
        if (user.passwordHash() == null) {
            throw signInRefusal(Problem.PASSWORD_NOT_SUPPORTED);
        }
        if (given.password().length() > LONGEST_CREDENTIAL
                || !passwords.matches(given.password(), user.passwordHash())) {
            throw signInRefusal(Problem.PASSWORD_INVALID);
        }
        refuseBanned(user);
        Bearer bearer = store.read(account.id(), session -> userBearer(session, user));
        return Caller.of(account, bearer, null, requestId, now);
    }

    private static Refusal signInRefusal(Problem problem) {
        return Refusal.of(problem, problem.detail(), Source.header("Authorization"));
    }
}
