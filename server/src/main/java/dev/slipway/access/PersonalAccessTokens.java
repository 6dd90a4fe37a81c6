package dev.slipway.access;

import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signed tokens of people, with scopes. They lie beside the opaque ones and are good for the same, through every API. A person
 * sees and manages their own.
 */
public final class PersonalAccessTokens {
    private static final String TYPE = "tokens";
    private static final int LONGEST_NAME = 255;
    private static final Duration SESSION = Duration.ofHours(24);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final InstallationSecret secret;
    private final SignedTokens signed;

    /** Keeps tokens in this store, hashed with this secret. */
    public PersonalAccessTokens(
            Store store, ChangeLog changes, Ids ids, InstallationSecret secret, SigningKeys signingKeys) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.secret = secret;
        this.signed = new SignedTokens(signingKeys);
    }

    /**
     * What a new token says of itself.
     *
     * @param scopes the names of what it is good for
     * @param expiry null for never
     */
    public record Draft(
            String name, List<String> scopes, @Nullable Instant expiry, boolean revoked) {}

    /** The caller's tokens that a query wants, revoked ones included. */
    public Slice<TokenDetails> list(Caller caller, ListQuery query) {
        User user = person(caller);
        caller.require(Permission.TOKEN_READ);
        return store.read(caller.account().id(), session -> {
            Slice<Token> found = session.tokens().listPersonal(reference(user), query);
            return new Slice<>(TokenDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /**
     * A token of the caller.
     *
     * @throws Refusal 404
     */
    public TokenDetails show(Caller caller, String id) {
        User user = person(caller);
        return store.read(caller.account().id(), session -> {
            Token token = find(session, user, id);
            caller.require(Permission.TOKEN_READ);
            return TokenDetails.of(session, token);
        });
    }

    private static Token find(Session session, User user, String id) {
        return session.tokens()
                .findPersonal(reference(user), Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("personal access token", id));
    }

    /**
     * Issues a token for the caller, good for no more than what they present now is.
     *
     * @param issuer the address of this server
     */
    public Tokens.Issued issue(Caller caller, String issuer, Draft draft) {
        User user = person(caller);
        caller.require(Permission.TOKEN_GENERATE);
        Violations violations = new Violations();
        violations.addIf(draft.name().isBlank(), Source.attribute("name"), Rule.MISSING, "must not be blank");
        violations.addIfLonger(draft.name(), LONGEST_NAME, "name");
        violations.addIf(
                draft.expiry() != null && !draft.expiry().isAfter(caller.now()),
                Source.attribute("expiresAt"),
                Rule.INVALID,
                "must lie in the future");
        List<Scope> scopes = scopes(caller, draft.scopes(), violations);
        violations.throwIfAny();
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(Scope.granted(scopes));
        permissions.retainAll(caller.permissions());
        Token token = token(
                caller,
                Token.Usage.PERSONAL,
                draft.name(),
                scopes.stream().map(Scope::key).toList(),
                permissions,
                draft.revoked() ? caller.now() : null,
                draft.expiry());
        return keep(caller, user, issuer, token);
    }

    private static List<Scope> scopes(Caller caller, List<String> names, Violations violations) {
        Source source = Source.attribute("scopes");
        violations.addIf(names.isEmpty(), source, Rule.MISSING, "must name at least one scope");
        List<Scope> scopes = new ArrayList<>();
        for (String name : names) {
            Scope scope = Scope.find(name).orElse(null);
            if (scope == null) {
                violations.add(source, Rule.INVALID, "holds '%s', which is no scope".formatted(name));
            } else if (!scope.isHeldBy(caller)) {
                violations.add(
                        source, Rule.NOT_ALLOWED, "holds '%s', which you do not hold yourself".formatted(scope.key()));
            } else if (!scopes.contains(scope)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /**
     * Issues a token for a session of a person who signed in with a password: good for a day and for all that they may do.
     *
     * @return its secret
     */
    public String signIn(Caller caller, String issuer) {
        User user = person(caller);
        Token token = token(
                caller,
                Token.Usage.SIGN_IN,
                null,
                null,
                null,
                null,
                caller.now().plus(SESSION));
        return keep(caller, user, issuer, token).secretText();
    }

    private Token token(
            Caller caller,
            Token.Usage usage,
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Set<Permission> permissions,
            @Nullable Instant revoked,
            @Nullable Instant expiry) {
        User user = person(caller);
        return new Token(
                ids.next(),
                reference(user),
                user.role().tokenKind(),
                usage,
                name,
                scopes,
                permissions,
                revoked,
                expiry,
                null,
                null,
                caller.now(),
                caller.now());
    }

    private Tokens.Issued keep(Caller caller, User user, String issuer, Token token) {
        String accountId = caller.account().id();
        TokenDetails details = TokenDetails.of(token, caller.bearer().permissions());
        boolean personal = token.usage() == Token.Usage.PERSONAL;
        String text = signed.write(new SignedTokens.Claims(
                token.id(),
                accountId,
                user.id(),
                user.email(),
                Scope.of(details),
                personal ? "personal_access_token" : "access_token",
                issuer,
                token.created(),
                token.expiry()));
        return store.write(accountId, session -> {
            session.tokens().insert(token, secret.hash(accountId, text), secret.locator(text));
            changes.record(session, caller, "token.generated", TYPE, token.id());
            return new Tokens.Issued(details, text);
        });
    }

    /**
     * Makes a token of the caller worthless at once, or good again.
     *
     * @param revoked read only once the caller is known to be allowed to change it; null for no change
     */
    public TokenDetails setRevoked(Caller caller, String id, Supplier<@Nullable Boolean> revoked) {
        User user = person(caller);
        return store.write(caller.account().id(), session -> {
            Token token = find(session, user, id);
            caller.require(Permission.TOKEN_REVOKE);
            Boolean wanted = revoked.get();
            boolean changes = wanted != null && wanted != (token.revoked() != null);
            if (changes) {
                requireReach(caller, token);
                session.tokens().setRevoked(token.id(), wanted ? caller.now() : null, caller.now());
                this.changes.record(session, caller, wanted ? "token.revoked" : "token.regenerated", TYPE, token.id());
            }
            return TokenDetails.of(session, find(session, user, id));
        });
    }

    /** Nobody makes a token good again that is good for more than what they present. */
    private static void requireReach(Caller caller, Token token) {
        Set<Permission> reach =
                TokenDetails.of(token, caller.bearer().permissions()).permissions();
        if (token.revoked() != null && !caller.permissions().containsAll(reach)) {
            throw Refusal.accessDenied("the token is good for more than the one presented");
        }
    }

    /** Removes a token of the caller, which makes it worthless at once. */
    public void delete(Caller caller, String id) {
        User user = person(caller);
        store.write(caller.account().id(), session -> {
            Token token = find(session, user, id);
            caller.require(Permission.TOKEN_REVOKE);
            changes.record(session, caller, "token.revoked", TYPE, token.id());
            session.tokens().delete(token.id());
            return token;
        });
    }

    private static BearerReference reference(User user) {
        return new BearerReference(BearerReference.Kind.USER, user.id());
    }

    private static User person(Caller caller) {
        caller.requireAuthentication();
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> staff.user();
            case Bearer.Customer customer -> customer.user();
            case Bearer.OfProduct product -> throw Refusal.accessDenied("only people have personal access tokens");
            case Bearer.OfLicense license -> throw Refusal.accessDenied("only people have personal access tokens");
            case Bearer.Anonymous nobody -> throw caller.deny();
        };
    }
}
