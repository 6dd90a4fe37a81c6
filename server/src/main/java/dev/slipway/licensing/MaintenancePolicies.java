package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The maintenance policies of an account: for how long, and how far, licenses get new releases. */
public final class MaintenancePolicies {
    static final String TYPE = "maintenance-policies";
    private static final Set<Role> READERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.READ_ONLY, Role.PRODUCT);
    // They are for all products: a product's own token cannot change them.
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT);
    private static final Set<Role> REMOVERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final int LONGEST_TEXT = 255;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps maintenance policies in this store. */
    public MaintenancePolicies(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * What a new maintenance policy says of itself.
     *
     * @param validity in seconds, 0 for ever
     * @param expirationStrategy {@code immediate}, which null stands for, or {@code delayed}, see {@link MaintenanceStart}
     */
    public record Draft(
            String name,
            long validity,
            @Nullable String expirationStrategy,
            boolean allowsMajor,
            boolean allowsMinor) {}

    /** What an update says. */
    public record Changes(
            Change<String> name,
            Change<Long> validity,
            Change<String> expirationStrategy,
            Change<Boolean> allowsMajor,
            Change<Boolean> allowsMinor) {}

    /** All of the account, for the vendor. */
    public Slice<MaintenancePolicy> list(Caller caller, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.POLICY_READ, READERS);
        return store.read(
                caller.account().id(), session -> session.maintenancePolicies().list(page));
    }

    /** The maintenance policy with that id, for the vendor. */
    public MaintenancePolicy show(Caller caller, String id) {
        caller.requireAuthentication();
        caller.require(Permission.POLICY_READ, READERS);
        return store.read(caller.account().id(), session -> find(session, id));
    }

    /** Adds a maintenance policy. */
    public MaintenancePolicy create(Caller caller, Draft draft) {
        caller.require(Permission.POLICY_CREATE, WRITERS);
        Violations violations = new Violations();
        MaintenancePolicy policy = new MaintenancePolicy(
                ids.next(),
                draft.name(),
                validity(draft.validity(), violations),
                start(draft.expirationStrategy(), MaintenanceStart.IMMEDIATE, violations),
                draft.allowsMajor(),
                draft.allowsMinor(),
                caller.now(),
                caller.now());
        check(policy, violations);
        return store.write(caller.account().id(), session -> {
            session.maintenancePolicies().insert(policy);
            changes.record(session, caller, "maintenance-policy.created", TYPE, policy.id());
            return policy;
        });
    }

    /**
     * Changes a maintenance policy. How far its licenses get counts at once; until when they do was decided when they got it,
     * and stays.
     *
     * @param changesOf read only once the caller is known to be allowed to change it
     */
    public MaintenancePolicy update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            MaintenancePolicy found = find(session, id);
            caller.require(Permission.POLICY_UPDATE, WRITERS);
            Changes update = changesOf.get();
            MaintenancePolicy current = lock(session, found.id());
            Violations violations = new Violations();
            MaintenancePolicy policy = new MaintenancePolicy(
                    current.id(),
                    update.name().overRequired(current.name()),
                    validity(update.validity().overRequired(current.validity().toSeconds()), violations),
                    start(update.expirationStrategy().value(), current.start(), violations),
                    update.allowsMajor().overRequired(current.allowsMajor()),
                    update.allowsMinor().overRequired(current.allowsMinor()),
                    current.created(),
                    caller.now());
            check(policy, violations);
            session.maintenancePolicies().update(policy);
            changes.recordUpdate(session, caller, "maintenance-policy.updated", TYPE, policy.id(), current);
            return policy;
        });
    }

    /**
     * Removes a maintenance policy.
     *
     * @throws Refusal 409 while a license has it: without it, the license would get more than was sold
     */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            MaintenancePolicy found = find(session, id);
            caller.require(Permission.POLICY_DELETE, REMOVERS);
            // No license may be given it meanwhile.
            MaintenancePolicy policy = lock(session, found.id());
            if (session.licenses().haveMaintenancePolicy(policy.id())) {
                throw Refusal.of(Problem.CONFLICT, "The maintenance policy belongs to a license");
            }
            changes.record(session, caller, "maintenance-policy.deleted", TYPE, policy.id());
            session.maintenancePolicies().delete(policy.id());
            return policy;
        });
    }

    private static MaintenancePolicy find(Session session, String id) {
        return session.maintenancePolicies()
                .find(Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("maintenance policy", id));
    }

    private static MaintenancePolicy lock(Session session, String id) {
        return session.maintenancePolicies()
                .findForUpdate(id)
                .orElseThrow(() -> Refusal.notFound("maintenance policy", id));
    }

    private static Duration validity(long seconds, Violations violations) {
        Choices.checkNumber(seconds, 0, "validity", violations);
        return violations.isEmpty() ? Duration.ofSeconds(seconds) : Duration.ZERO;
    }

    private static MaintenanceStart start(@Nullable String given, MaintenanceStart otherwise, Violations violations) {
        if (given == null) {
            return otherwise;
        }
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "immediate" -> MaintenanceStart.IMMEDIATE;
            case "delayed" -> MaintenanceStart.DELAYED;
            default -> {
                violations.add(
                        Source.attribute("expirationStrategy"), Rule.NOT_ALLOWED, "must be one of: immediate, delayed");
                yield otherwise;
            }
        };
    }

    private static void check(MaintenancePolicy policy, Violations violations) {
        violations.addIf(policy.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(policy.name(), LONGEST_TEXT, "name");
        violations.throwIfAny();
    }
}
