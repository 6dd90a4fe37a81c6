package dev.slipway.access;

import dev.slipway.event.ChangeLog;
import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issues, shows and revokes tokens. The secret of a token is told once, when it is issued. */
public final class Tokens {
    private static final String TYPE = "tokens";
    private static final int LONGEST_NAME = 255;
    private static final Duration USER_TOKEN_LIFE = Duration.ofDays(14);
    private static final int SECRET_BYTES = 32;
    private static final int LICENSE_SECRET_BYTES = 16;
    private static final Set<Role> PRODUCT_ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final Set<Role> LICENSE_ISSUERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    private static final Set<Role> USER_ISSUERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT, Role.USER);
    private static final Set<Role> REVOKERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

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
    public record Issued(Token token, String secretText) {
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]";
        }
    }

    /** Issues a token for the caller: what a user does with an e-mail address and a password. */
    public Issued issueForSelf(Caller caller, Draft draft) {
        caller.requireAuthentication();
        caller.require(Permission.TOKEN_GENERATE);
        if (caller.bearer() instanceof Bearer.OfLicense || caller.bearer() instanceof Bearer.OfProduct) {
            throw caller.deny();
        }
        return store.write(caller.account().id(), session -> issue(session, caller, caller.bearer(), draft));
    }

    /** Issues a token for a product: what continuous integration signs in with. */
    public Issued issueForProduct(Caller caller, String idOrCode, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Product product = session.products()
                    .findByIdOrCode(Aliases.canonical(idOrCode))
                    .filter(found -> caller.productId() == null || found.id().equals(caller.productId()))
                    .filter(found -> caller.isVendor())
                    .orElseThrow(() -> Refusal.notFound("product", idOrCode));
            caller.require(Permission.PRODUCT_TOKENS_GENERATE, PRODUCT_ISSUERS);
            return issue(session, caller, new Bearer.OfProduct(product), draft);
        });
    }

    /** Issues a token for a license: what an installed app can sign in with instead of the key. */
    public Issued issueForLicense(Caller caller, String idOrKey, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License license = session.licenses()
                    .findByIdOrKey(Aliases.canonical(idOrKey))
                    .filter(found -> isVisible(caller, found))
                    .orElseThrow(() -> Refusal.notFound("license", idOrKey));
            caller.require(Permission.LICENSE_TOKENS_GENERATE, LICENSE_ISSUERS);
            return issue(session, caller, new Bearer.OfLicense(LicenseStanding.of(session, license)), draft);
        });
    }

    private static boolean isVisible(Caller caller, License license) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct product -> product.product().id().equals(license.productId());
            case Bearer.OfLicense own -> own.standing().license().id().equals(license.id());
            case Bearer.Customer customer -> customer.user().id().equals(license.ownerId());
            case Bearer.Anonymous nobody -> false;
        };
    }

    /** Issues a token for a user: oneself, or a customer. */
    public Issued issueForUser(Caller caller, String idOrEmail, Draft draft) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            User user = session.users()
                    .findByIdOrEmail(Aliases.canonical(idOrEmail))
                    .filter(found -> isVisible(session, caller, found))
                    .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
            boolean self = user.id().equals(caller.bearer().id());
            caller.require(
                    self ? Permission.TOKEN_GENERATE : Permission.USER_TOKENS_GENERATE,
                    self ? EnumSet.allOf(Role.class) : USER_ISSUERS);
            if (!self && user.role() != Role.USER) {
                throw caller.deny();
            }
            return issue(session, caller, Authenticator.userBearer(session, user), draft);
        });
    }

    private static boolean isVisible(Session session, Caller caller, User user) {
        return switch (caller.bearer()) {
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct product ->
                session.licenses().ofUser(user.id()).stream()
                        .anyMatch(each ->
                                each.productId().equals(product.product().id()));
            case Bearer.Customer customer -> customer.user().id().equals(user.id());
            case Bearer.OfLicense license -> false;
            case Bearer.Anonymous nobody -> false;
        };
    }

    /** Issues a token of the oldest user of a role, at the wish of whoever operates the installation. */
    public Issued issueForOperator(Account account, Role role, Instant now) {
        Caller operator = Caller.of(account, new Bearer.Anonymous(), null, "operator", now);
        return store.write(account.id(), session -> {
            User user = session.users().list(EnumSet.of(role), null, new PageRequest.Limit(1, true)).items().stream()
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("user with role", role.key()));
            Draft draft = new Draft("operator", Change.none(), null, null, null);
            return issue(session, operator, new Bearer.Staff(user), draft);
        });
    }

    private Issued issue(Session session, Caller caller, Bearer bearer, Draft draft) {
        Role role = bearer.role();
        String bearerId = bearer.id();
        if (role == null || bearerId == null) {
            throw new IllegalStateException("Nobody cannot bear a token");
        }
        Violations violations = new Violations();
        violations.addIfLonger(draft.name(), LONGEST_NAME, "name");
        Set<Permission> permissions = TokenPermissions.narrowed(caller, bearer, draft.permissions(), violations);
        violations.throwIfAny();
        Instant usualExpiry = role == Role.USER ? caller.now().plus(USER_TOKEN_LIFE) : null;
        String secretText = "%s-%sv3"
                .formatted(
                        role.tokenPrefix(), ids.randomHex(role == Role.LICENSE ? LICENSE_SECRET_BYTES : SECRET_BYTES));
        Token token = new Token(
                ids.next(),
                new BearerReference(kind(bearer), bearerId),
                role.tokenKind(),
                draft.name(),
                permissions,
                draft.expiry().over(usualExpiry),
                draft.maxActivations(),
                draft.maxDeactivations(),
                caller.now(),
                caller.now());
        session.tokens().insert(token, secret.hash(caller.account().id(), secretText));
        changes.record(session, caller, "token.generated", TYPE, token.id());
        return new Issued(token, secretText);
    }

    private static BearerReference.Kind kind(Bearer bearer) {
        return switch (bearer) {
            case Bearer.Staff staff -> BearerReference.Kind.USER;
            case Bearer.Customer customer -> BearerReference.Kind.USER;
            case Bearer.OfProduct product -> BearerReference.Kind.PRODUCT;
            case Bearer.OfLicense license -> BearerReference.Kind.LICENSE;
            case Bearer.Anonymous nobody -> throw new IllegalStateException("Nobody cannot bear a token");
        };
    }

    /** The tokens that a caller may see: all for the vendor's people, else their own. */
    public Slice<Token> list(Caller caller, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.TOKEN_READ);
        return store.read(
                caller.account().id(),
                session -> session.tokens().list(caller.bearer() instanceof Bearer.Staff ? null : own(caller), page));
    }

    private static BearerReference own(Caller caller) {
        String id = caller.bearer().id();
        if (id == null) {
            throw caller.deny();
        }
        return new BearerReference(kind(caller.bearer()), id);
    }

    /** A token, if the caller may see it. */
    public Token show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Token token = findVisible(session, caller, id);
            caller.require(Permission.TOKEN_READ);
            return token;
        });
    }

    /** Makes a token worthless. */
    public void revoke(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Token token = findVisible(session, caller, id);
            caller.require(Permission.TOKEN_REVOKE);
            boolean own = token.bearer().equals(own(caller));
            Role role = caller.role();
            boolean sells = caller.bearer() instanceof Bearer.OfProduct;
            if (!own && !sells && (role == null || !REVOKERS.contains(role))) {
                throw caller.deny();
            }
            changes.record(session, caller, "token.revoked", TYPE, token.id());
            session.tokens().delete(token.id());
            return token;
        });
    }

    private static Token findVisible(Session session, Caller caller, String id) {
        return session.tokens()
                .find(Aliases.canonical(id))
                .filter(token -> isVisible(session, caller, token))
                .orElseThrow(() -> Refusal.notFound("token", id));
    }

    private static boolean isVisible(Session session, Caller caller, Token token) {
        if (caller.bearer() instanceof Bearer.Staff || token.bearer().equals(own(caller))) {
            return true;
        }
        String productId = caller.productId();
        if (productId == null) {
            return false;
        }
        return switch (token.bearer().kind()) {
            case PRODUCT -> false;
            case LICENSE ->
                session.licenses()
                        .find(token.bearer().id())
                        .filter(license -> license.productId().equals(productId))
                        .isPresent();
            case USER ->
                session.licenses().ofUser(token.bearer().id()).stream()
                        .anyMatch(license -> license.productId().equals(productId));
        };
    }
}
