package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.Change;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.TransferStrategy;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The policies of an account: the terms on which licenses of a product are issued. */
public final class Policies {
    static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);
    static final String TYPE = "policies";
    private static final Set<Role> REMOVERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT);
    private static final int LONGEST_TEXT = 255;
    private static final long SHORTEST_DURATION = Duration.ofDays(1).toSeconds();

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps policies in this store. */
    public Policies(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * What a new policy says of itself.
     *
     * @param scheme the form of its licenses' keys: null for the plain one, or ED25519_SIGN
     */
    public record Draft(
            String productId, String name, @Nullable String scheme, Terms terms) {}

    /** What an update says. */
    public record Changes(Change<String> name, Terms terms) {}

    /**
     * The terms as they are written, all of them optional.
     *
     * @param duration in seconds
     * @param options those of {@link PolicyOptions} that are named, by their snake-case names
     */
    public record Terms(
            Change<Long> duration,
            Change<String> expirationStrategy,
            Change<String> expirationBasis,
            Change<String> renewalBasis,
            Change<String> transferStrategy,
            Change<String> authenticationStrategy,
            Change<Boolean> isProtected,
            Change<Long> maxUses,
            Change<Long> maxUsers,
            Metadata options,
            Change<Metadata> metadata) {}

    /** Whether a caller may add and change policies. */
    public static boolean mayWrite(Caller caller) {
        return may(caller, Permission.POLICY_UPDATE, WRITERS);
    }

    /** Whether a caller may remove policies. */
    public static boolean mayDelete(Caller caller) {
        return may(caller, Permission.POLICY_DELETE, REMOVERS);
    }

    private static boolean may(Caller caller, Permission permission, Set<Role> roles) {
        Role role = caller.role();
        return role != null && roles.contains(role) && caller.permissions().contains(permission);
    }

    /** The policies the caller may know of, where given only those of one product. */
    public Slice<Policy> list(Caller caller, @Nullable String productId, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.POLICY_READ);
        return store.read(caller.account().id(), session -> switch (caller.bearer()) {
            case Bearer.Staff staff -> session.policies().list(productId, page);
            case Bearer.OfProduct own ->
                productId == null || productId.equals(own.product().id())
                        ? session.policies().list(own.product().id(), page)
                        : new Slice<>(List.of(), false, 0);
            case Bearer.OfLicense license ->
                session.policies().list(Set.of(license.standing().policy().id()), productId, page);
            case Bearer.Customer customer -> session.policies().list(policiesOf(customer), productId, page);
            case Bearer.Anonymous nobody -> throw caller.deny();
        });
    }

    /** The policy with that id, if the caller may know of it. */
    public Policy show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Policy policy = findVisible(session, caller, id);
            caller.require(Permission.POLICY_READ);
            return policy;
        });
    }

    /** Adds a policy to a product. */
    public Policy create(Caller caller, Draft draft) {
        caller.require(Permission.POLICY_CREATE, WRITERS);
        caller.requireOwnProduct(draft.productId());
        Policy blank = new Policy(
                ids.next(),
                draft.productId(),
                draft.name(),
                null,
                ExpirationStrategy.RESTRICT_ACCESS,
                ExpirationBasis.FROM_CREATION,
                RenewalBasis.FROM_EXPIRY,
                TransferStrategy.KEEP_EXPIRY,
                AuthenticationStrategy.TOKEN,
                draft.scheme(),
                caller.account().isProtected(),
                null,
                null,
                Metadata.EMPTY,
                Metadata.EMPTY,
                caller.now(),
                caller.now());
        Violations violations = new Violations();
        Policy policy = apply(blank, draft.name(), draft.terms(), caller, violations);
        check(policy, violations);
        return store.write(caller.account().id(), session -> {
            // The product must not vanish while a policy is added to it.
            session.products().lock(policy.productId());
            violations.addIf(
                    session.products().find(policy.productId()).isEmpty(),
                    Source.relationship("product"),
                    Rule.NOT_FOUND,
                    "must exist");
            violations.throwIfAny();
            session.policies().insert(policy);
            changes.record(session, caller, "policy.created", TYPE, policy.id());
            return policy;
        });
    }

    /**
     * Changes a policy.
     *
     * @param changesOf read only once the caller is known to be allowed to change the policy
     */
    public Policy update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Policy found = findVisible(session, caller, id);
            caller.require(Permission.POLICY_UPDATE, WRITERS);
            Changes update = changesOf.get();
            Policy current =
                    session.policies().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("policy", id));
            Violations violations = new Violations();
            Policy policy =
                    apply(current, update.name().overRequired(current.name()), update.terms(), caller, violations);
            check(policy, violations);
            violations.throwIfAny();
            session.policies().update(policy);
            changes.recordUpdate(session, caller, "policy.updated", TYPE, policy.id(), current);
            return policy;
        });
    }

    /** Removes a policy with its licenses. */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Policy found = findVisible(session, caller, id);
            caller.require(Permission.POLICY_DELETE, REMOVERS);
            // No license may be issued meanwhile: it would be left without its policy.
            Policy policy =
                    session.policies().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("policy", id));
            changes.record(session, caller, "policy.deleted", TYPE, policy.id());
            session.policies().delete(policy.id());
            return policy;
        });
    }

    /**
     * The policy that the caller may know of.
     *
     * @throws Refusal 404
     */
    static Policy findVisible(Session session, Caller caller, String id) {
        return session.policies()
                .find(Aliases.canonical(id))
                .filter(policy -> isVisible(caller, policy))
                .orElseThrow(() -> Refusal.notFound("policy", id));
    }

    private static boolean isVisible(Caller caller, Policy policy) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct own -> own.product().id().equals(policy.productId());
            case Bearer.OfLicense license -> license.standing().policy().id().equals(policy.id());
            case Bearer.Customer customer -> policiesOf(customer).contains(policy.id());
        };
    }

    private static Set<String> policiesOf(Bearer.Customer customer) {
        return customer.licenses().stream()
                .map(standing -> standing.policy().id())
                .collect(Collectors.toSet());
    }

    private static Policy apply(Policy current, String name, Terms terms, Caller caller, Violations violations) {
        Long duration = terms.duration()
                .over(current.duration() == null ? null : current.duration().toSeconds());
        return new Policy(
                current.id(),
                current.productId(),
                name,
                duration == null ? null : Duration.ofSeconds(duration),
                Choices.named(
                        ExpirationStrategy.class,
                        terms.expirationStrategy().value(),
                        current.expirationStrategy(),
                        "expirationStrategy",
                        violations),
                Choices.named(
                        ExpirationBasis.class,
                        terms.expirationBasis().value(),
                        current.expirationBasis(),
                        "expirationBasis",
                        violations),
                Choices.named(
                        RenewalBasis.class,
                        terms.renewalBasis().value(),
                        current.renewalBasis(),
                        "renewalBasis",
                        violations),
                Choices.named(
                        TransferStrategy.class,
                        terms.transferStrategy().value(),
                        current.transferStrategy(),
                        "transferStrategy",
                        violations),
                Choices.named(
                        AuthenticationStrategy.class,
                        terms.authenticationStrategy().value(),
                        current.authenticationStrategy(),
                        "authenticationStrategy",
                        violations),
                current.scheme(),
                terms.isProtected().overRequired(current.isProtected()),
                terms.maxUses().over(current.maxUses()),
                terms.maxUsers().over(current.maxUsers()),
                PolicyOption.merge(current.options(), terms.options()),
                terms.metadata().overRequired(current.metadata()),
                current.created(),
                caller.now());
    }

    private static void check(Policy policy, Violations violations) {
        violations.addIf(policy.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(policy.name(), LONGEST_TEXT, "name");
        violations.addIf(
                policy.scheme() != null && !policy.scheme().equals(SignedKeys.SCHEME),
                Source.attribute("scheme"),
                Rule.NOT_SUPPORTED,
                "is not supported (only null and %s are)".formatted(SignedKeys.SCHEME));
        if (policy.duration() != null) {
            Choices.checkNumber(policy.duration().toSeconds(), SHORTEST_DURATION, "duration", violations);
        }
        Choices.checkNumber(policy.maxUses(), 1, "maxUses", violations);
        Choices.checkNumber(policy.maxUsers(), 1, "maxUsers", violations);
        PolicyOption.check(policy.options(), violations);
        MetadataRules.check(policy.metadata(), violations);
    }
}
