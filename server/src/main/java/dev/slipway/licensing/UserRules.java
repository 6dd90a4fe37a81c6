package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may see and change whom, and what a user must look like. */
final class UserRules {
    static final Source PASSWORD = Source.attribute("password");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final int LONGEST_TEXT = 255;
    private static final int SHORTEST_PASSWORD = 6;
    // What clients have been promised; longer ones would be cut by other servers.
    private static final int LONGEST_PASSWORD = 72;
    private static final Set<Role> MANAGERS_OF_CUSTOMERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    private static final Set<Role> MANAGERS_OF_STAFF = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private UserRules() {}

    /** Whether a caller may know of a user. */
    static boolean isVisible(Session session, Caller caller, User user) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own ->
                user.role() == Role.USER
                        && session.users()
                                .holdsLicenseOf(user.id(), own.product().id());
            case Bearer.OfLicense license ->
                session.licenseUsers().isHeldBy(license.standing().license().id(), user.id());
            case Bearer.Customer customer ->
                customer.user().id().equals(user.id())
                        || session.users().shareLicense(customer.user().id(), user.id());
        };
    }

    /**
     * The user that the caller may know of.
     *
     * @throws Refusal 404
     */
    static User findVisible(Session session, Caller caller, String idOrEmail) {
        return session.users()
                .findByIdOrEmail(Aliases.canonical(idOrEmail))
                .filter(user -> isVisible(session, caller, user))
                .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
    }

    /** Refuses who may not read users, or not those with such a role. */
    static void requireReader(Caller caller, Role role) {
        caller.require(Permission.USER_READ);
        if (role != Role.USER) {
            caller.require(Permission.ADMIN_READ);
            if (!(caller.bearer() instanceof Bearer.Staff)) {
                throw caller.deny();
            }
        }
    }

    /**
     * Refuses who may not change a user.
     *
     * @param ofStaff what it takes beyond {@code permission} when the user is one of the vendor's people
     */
    static void requireManager(Caller caller, User user, Permission permission, Permission ofStaff) {
        caller.require(permission);
        if (user.role() == Role.USER) {
            caller.requireRole(MANAGERS_OF_CUSTOMERS);
            return;
        }
        caller.require(ofStaff, MANAGERS_OF_STAFF);
        requireRank(caller, user.role());
    }

    /** Whether a demand is met. */
    static boolean isPermitted(Runnable demand) {
        try {
            demand.run();
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    /** Refuses who is of a lower rank than a role. */
    static void requireRank(Caller caller, Role role) {
        Role own = caller.role();
        if (own == null || own.rank() < role.rank()) {
            throw Grants.lacksPrivileges(caller, "user");
        }
    }

    /** Whether a caller acts on themselves. */
    static boolean isSelf(Caller caller, User user) {
        boolean person = caller.bearer() instanceof Bearer.Staff || caller.bearer() instanceof Bearer.Customer;
        return person && Objects.equals(caller.bearer().id(), user.id());
    }

    /**
     * The user as they are now, kept from changing until the transaction ends. All administrators are kept together and in one
     * order, so that two who remove each other wait instead of blocking each other.
     */
    static Optional<User> findForUpdate(Session session, String id) {
        if (session.users().find(id).filter(user -> user.role() == Role.ADMIN).isPresent()) {
            session.users().lockAdmins();
        }
        return session.users().findForUpdate(id);
    }

    /** Refuses to leave the account without an administrator who may do everything. */
    static void requireOtherAdmin(Session session, User user, Violations violations) {
        session.users().lockAdmins();
        violations.addIf(
                !session.users().hasOtherAdmin(user.id()),
                Source.relationship("account"),
                Rule.ADMINS_REQUIRED,
                "account must have at least 1 admin user with full permissions");
    }

    /** Whether a user is an administrator who may do everything. */
    static boolean isFullAdmin(User user) {
        return user.role() == Role.ADMIN && user.permissions() == null;
    }

    /** The role of that name that a user can hold; {@code otherwise} when none is given or, noted, when there is none. */
    static Role role(@Nullable String given, Role otherwise, Violations violations) {
        if (given == null) {
            return otherwise;
        }
        return Role.find(given).filter(Role::isHeldByUsers).orElseGet(() -> {
            violations.add(Source.attribute("role"), Rule.NOT_ALLOWED, "unsupported role");
            return otherwise;
        });
    }

    /** Notes what is wrong with a password in clear; null is fine. */
    static void checkPassword(@Nullable String password, Source source, Violations violations) {
        if (password == null) {
            return;
        }
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        violations.addIf(
                bytes < SHORTEST_PASSWORD,
                source,
                Rule.TOO_SHORT,
                "is too short (minimum is %d bytes)".formatted(SHORTEST_PASSWORD));
        violations.addIf(
                bytes > LONGEST_PASSWORD,
                source,
                Rule.TOO_LONG,
                "is too long (maximum is %d bytes)".formatted(LONGEST_PASSWORD));
    }

    /** Notes that the vendor's people need a password. */
    static void requirePassword(Role role, @Nullable String password, Violations violations) {
        violations.addIf(role != Role.USER && password == null, PASSWORD, Rule.MISSING, "can't be blank");
    }

    /** Notes what is wrong with a user. */
    static void check(Session session, User user, Violations violations) {
        violations.addIf(user.email().isBlank(), Source.attribute("email"), Rule.MISSING, "can't be blank");
        violations.addIf(
                !user.email().isBlank() && !EMAIL.matcher(user.email()).matches(),
                Source.attribute("email"),
                Rule.INVALID,
                "must be a valid email");
        violations.addIfLonger(user.email(), LONGEST_TEXT, "email");
        violations.addIf(
                session.users().isEmailTaken(user.email(), user.id()),
                Source.attribute("email"),
                Rule.TAKEN,
                "already exists");
        violations.addIfLonger(user.firstName(), LONGEST_TEXT, "firstName");
        violations.addIfLonger(user.lastName(), LONGEST_TEXT, "lastName");
        MetadataRules.check(user.metadata(), violations);
    }
}
