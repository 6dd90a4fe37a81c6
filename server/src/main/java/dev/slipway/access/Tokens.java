package dev.slipway.access;

import dev.slipway.event.ChangeLog;
import dev.slipway.model.Account;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.model.User;
import dev.slipway.model.UserFilter;
import dev.slipway.model.UserScope;
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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issues, renews and revokes tokens. The secret of a token is told once, when it is issued. */
public final class Tokens {
    private static final String TYPE = "tokens";
    private static final int LONGEST_NAME = 255;
    private static final Duration RENEWED_LIFE = Duration.ofDays(14);
    private static final int SECRET_BYTES = 32;
    private static final int LICENSE_SECRET_BYTES = 16;
    private static final Set<Role> PRODUCT_ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final Set<Role> LICENSE_ISSUERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    private static final Set<Role> USER_ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final InstallationSecret secret;

    /** Keeps tokens in this store, hashed with this secret. */
    public Tokens(Store store, ChangeLog changes, Ids ids, InstallationSecret secret) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.secret = secret;
    }

    /**
     * What a new token says of itself.
     *
     * @param expiry a given null means never; not given, the role decides
     * @param permissions a narrowing by permission names, where {@code *} is everything; null for none
     */
    public record Draft(
            @Nullable String name,
            Change<Instant> expiry,
            @Nullable List<String> permissions,
            @Nullable Long maxActivations,
            @Nullable Long maxDeactivations) {}

    /** A token and, this once, its secret. */
    public record Issued(TokenDetails details, String secretText) {
        @Override
        public String toString() {
            return "Issued[" + details.token().id() + "]";
        }
    }

    /**
     * Issues a token for the caller, which is what a user does with an e-mail address and a password, or for another bearer.
     *
     * @param wanted null for the caller
     */
    public Issued issue(Caller caller, @Nullable BearerReference wanted, Draft draft) {
        caller.requireAuthentication();
        if (wanted == null || wanted.equals(TokenBearers.own(caller))) {
            caller.require(Permission.TOKEN_GENERATE);
            boolean person = caller.bearer() instanceof Bearer.Staff || caller.bearer() instanceof Bearer.Customer;
            if (!person) {
                throw caller.deny();
            }
            return store.write(caller.account().id(), session -> issue(session, caller, caller.bearer(), draft));
        }
        switch (wanted.kind()) {
            case USER -> caller.require(Permission.USER_TOKENS_GENERATE, USER_ISSUERS);
            case LICENSE -> caller.require(Permission.LICENSE_TOKENS_GENERATE, Set.of(Role.PRODUCT));
            // A product's tokens are made where the product is: that address says what it is about.
            case PRODUCT -> throw caller.deny();
        }
        return store.write(caller.account().id(), session -> {
            Bearer bearer = TokenBearers.find(session, caller, wanted)
                    .orElseThrow(() -> Refusal.invalid(Source.relationship("bearer"), Rule.NOT_FOUND, "must exist"));
            if (bearer instanceof Bearer.Staff) {
                throw caller.deny();
            }
            return issue(session, caller, bearer, draft);
        });
    }

    /** Issues a token for a product: what continuous integration signs in with. */
    public Issued issueForProduct(Caller caller, String idOrCode, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Product product = TokenBearers.product(session, caller, idOrCode);
            caller.require(Permission.PRODUCT_TOKENS_GENERATE, PRODUCT_ISSUERS);
            return issue(session, caller, new Bearer.OfProduct(product), draft);
        });
    }

    /** Issues a token for a license: what an installed app can sign in with instead of the key. */
    public Issued issueForLicense(Caller caller, String idOrKey, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License license = TokenBearers.license(session, caller, idOrKey);
            caller.require(Permission.LICENSE_TOKENS_GENERATE, LICENSE_ISSUERS);
            return issue(session, caller, new Bearer.OfLicense(LicenseStanding.of(session, license)), draft);
        });
    }

    /** Issues a token for a user: a customer or, where the caller manages those, oneself. */
    public Issued issueForUser(Caller caller, String idOrEmail, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            User user = TokenBearers.user(session, caller, idOrEmail);
            caller.require(Permission.USER_TOKENS_GENERATE, USER_ISSUERS);
            boolean self = user.id().equals(caller.bearer().id());
            if (!self && user.role() != Role.USER) {
                throw caller.deny();
            }
            return issue(session, caller, Authenticator.userBearer(session, user), draft);
        });
    }

    /** Issues a token of the oldest user of a role, at the wish of whoever operates the installation. */
    public Issued issueForOperator(Account account, Role role, Instant now) {
        Caller operator = Caller.of(account, new Bearer.Anonymous(), null, "operator", now);
        return store.write(account.id(), session -> {
            User user = session
                    .users()
                    .list(new UserScope.Everybody(), UserFilter.of(Set.of(role), now), new PageRequest.Limit(1, true))
                    .items()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("user with role", role.key()));
            Draft draft = new Draft("operator", Change.none(), null, null, null);
            return issue(session, operator, new Bearer.Staff(user), draft);
        });
    }

    private Issued issue(Session session, Caller caller, Bearer bearer, Draft draft) {
        Role role = roleOf(bearer);
        Violations violations = new Violations();
        violations.addIfLonger(draft.name(), LONGEST_NAME, "name");
        checkNumber(draft.maxActivations(), "maxActivations", violations);
        checkNumber(draft.maxDeactivations(), "maxDeactivations", violations);
        Set<Permission> permissions = TokenPermissions.narrowed(caller, bearer, draft.permissions(), violations);
        violations.throwIfAny();
        Instant usualExpiry = role == Role.USER ? caller.now().plus(RENEWED_LIFE) : null;
        Token token = new Token(
                ids.next(),
                TokenBearers.reference(bearer),
                role.tokenKind(),
                null,
                draft.name(),
                null,
                permissions,
                null,
                draft.expiry().over(usualExpiry),
                draft.maxActivations(),
                draft.maxDeactivations(),
                caller.now(),
                caller.now());
        String secretText = freshSecret(role);
        session.tokens().insert(token, secret.hash(caller.account().id(), secretText), secret.locator(secretText));
        changes.record(session, caller, "token.generated", TYPE, token.id());
        return new Issued(TokenDetails.of(token, bearer.permissions()), secretText);
    }

    private static Role roleOf(Bearer bearer) {
        Role role = bearer.role();
        if (role == null) {
            throw new IllegalStateException("Nobody cannot bear a token");
        }
        return role;
    }

    private static void checkNumber(@Nullable Long number, String attribute, Violations violations) {
        violations.addIf(
                number != null && number < 0,
                Source.attribute(attribute),
                Rule.INVALID,
                "must be greater than or equal to 0");
    }

    private String freshSecret(Role role) {
        int bytes = role == Role.LICENSE ? LICENSE_SECRET_BYTES : SECRET_BYTES;
        return "%s-%sv3".formatted(role.tokenPrefix(), ids.randomHex(bytes));
    }

    /** Gives the token that was presented another secret. */
    public Issued regenerateOwn(Caller caller) {
        caller.requireAuthentication();
        Token presented = caller.token();
        if (presented == null) {
            throw caller.deny();
        }
        return regenerate(caller, presented.id());
    }

    /** Gives a token another secret: the old one is worthless at once. A token that expires lives two weeks from now. */
    public Issued regenerate(Caller caller, String id) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Token token = TokenBearers.token(session, caller, id);
            caller.require(Permission.TOKEN_REGENERATE);
            Bearer bearer = Authenticator.findBearer(session, token.bearer()).orElseThrow(caller::deny);
            requireRenewer(caller, token, bearer);
            Role role = roleOf(bearer);
            Token renewed = new Token(
                    token.id(),
                    token.bearer(),
                    role.tokenKind(),
                    null,
                    token.name(),
                    token.scopes(),
                    token.permissions(),
                    token.revoked(),
                    token.expiry() == null ? null : caller.now().plus(RENEWED_LIFE),
                    token.maxActivations(),
                    token.maxDeactivations(),
                    token.created(),
                    caller.now());
            String secretText = freshSecret(role);
            session.tokens().renew(renewed, secret.hash(caller.account().id(), secretText), secret.locator(secretText));
            changes.record(session, caller, "token.regenerated", TYPE, token.id());
            return new Issued(TokenDetails.of(renewed, bearer.permissions()), secretText);
        });
    }

    /** Nobody gets hold of the tokens of other people of the vendor, nor of a token that is good for more than their own. */
    private static void requireRenewer(Caller caller, Token token, Bearer bearer) {
        boolean presented = caller.token() != null && caller.token().id().equals(token.id());
        if (presented) {
            return;
        }
        boolean own = token.bearer().equals(TokenBearers.own(caller));
        if (!own && (!managesOthers(caller) || bearer instanceof Bearer.Staff)) {
            throw caller.deny();
        }
        Set<Permission> reach = TokenDetails.of(token, bearer.permissions()).permissions();
        if (!Collections.disjoint(reach, TokenPermissions.withheld(caller))) {
            throw Refusal.accessDenied("token lacks privileges to perform action on token");
        }
    }

    private static boolean managesOthers(Caller caller) {
        Role role = caller.role();
        return role == Role.ADMIN || role == Role.DEVELOPER || role == Role.PRODUCT;
    }

    /** Makes a token worthless. */
    public void revoke(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Token token = TokenBearers.token(session, caller, id);
            caller.require(Permission.TOKEN_REVOKE);
            boolean own = token.bearer().equals(TokenBearers.own(caller));
            if (!own && !managesOthers(caller)) {
                throw caller.deny();
            }
            changes.record(session, caller, "token.revoked", TYPE, token.id());
            session.tokens().delete(token.id());
            return token;
        });
    }

    /** Makes all tokens of a user worthless but the one that was presented: whoever else holds one is signed out. */
    public static void revokeOthers(Session session, ChangeLog changes, Caller caller, String userId) {
        String presented = caller.token() == null ? null : caller.token().id();
        BearerReference user = new BearerReference(BearerReference.Kind.USER, userId);
        session.tokens()
                .idsOf(user, presented)
                .forEach(id -> changes.record(session, caller, "token.revoked", TYPE, id));
        session.tokens().deleteOf(user, presented);
    }
}
