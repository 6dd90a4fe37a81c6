package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.PackageFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The packages of products: lines of releases with versions and tags of their own. */
public final class Packages {
    private static final String TYPE = "packages";
    private static final int LONGEST_TEXT = 255;
    private static final Set<String> ENGINES = Set.of("pypi", "tauri", "raw", "rubygems", "npm", "oci");
    private static final Pattern PYPI_SEPARATORS = Pattern.compile("[-_.]+");

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps packages in this store. */
    public Packages(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** What a new package says of itself. */
    public record Draft(
            String productId,
            String name,
            String key,
            @Nullable String engine,
            Metadata metadata) {}

    /** What an update says. */
    public record Changes(Change<String> name, Change<String> key, Change<String> engine, Change<Metadata> metadata) {}

    /**
     * Those the caller may know of.
     *
     * @param productId only of this product, null for any
     * @param engine only of the engine with this key or id, null for any
     */
    public Slice<ReleasePackage> list(
            Caller caller, @Nullable String productId, @Nullable String engine, PageRequest page) {
        return store.read(caller.account().id(), session -> {
            caller.require(Permission.PACKAGE_READ);
            String wanted = productId == null ? null : Aliases.canonical(productId);
            String own = caller.productId();
            if (own != null && wanted != null && !own.equals(wanted)) {
                return new Slice<>(List.of(), false, 0);
            }
            PackageFilter filter = new PackageFilter(
                    own != null ? own : wanted,
                    Labels.keyOf(session, LabelKind.ENGINE, engine),
                    Guard.customerOf(caller));
            return session.packages().list(filter, page);
        });
    }

    /** The package with that id or key. */
    public ReleasePackage show(Caller caller, String idOrKey) {
        return store.read(caller.account().id(), session -> {
            ReleasePackage found = findVisible(session, caller, idOrKey);
            caller.require(Permission.PACKAGE_READ);
            return found;
        });
    }

    /** The package with that id in one product; below a product, a key is no address. */
    public ReleasePackage showOf(Caller caller, String productId, String id) {
        ReleasePackage found = show(caller, id);
        if (!found.productId().equals(productId) || !found.id().equals(Aliases.canonical(id))) {
            throw Refusal.notFound("release package", id);
        }
        return found;
    }

    /** Adds a package. */
    public ReleasePackage create(Caller caller, Draft draft) {
        caller.require(Permission.PACKAGE_CREATE, Guard.WRITERS);
        String productId = Aliases.canonical(draft.productId());
        caller.requireOwnProduct(productId);
        return store.write(caller.account().id(), session -> {
            Violations violations = new Violations();
            violations.addIf(
                    Guard.lock(session, productId).isEmpty(),
                    Source.relationship("product"),
                    Rule.NOT_FOUND,
                    "must exist");
            ReleasePackage created = new ReleasePackage(
                    ids.next(),
                    productId,
                    draft.name(),
                    key(draft.key(), draft.engine()),
                    draft.engine(),
                    draft.metadata(),
                    caller.now(),
                    caller.now());
            check(session, created, violations);
            violations.throwIfAny();
            session.packages().insert(created);
            noteEngine(session, caller, created);
            changes.record(session, caller, "package.created", TYPE, created.id());
            return created;
        });
    }

    /**
     * Changes a package.
     *
     * @param changesOf read only once the caller is known to be allowed to change the package
     */
    public ReleasePackage update(Caller caller, String idOrKey, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            ReleasePackage current = hold(session, caller, Permission.PACKAGE_UPDATE, idOrKey);
            Changes update = changesOf.get();
            String engine = update.engine().over(current.engine());
            ReleasePackage changed = new ReleasePackage(
                    current.id(),
                    current.productId(),
                    update.name().overRequired(current.name()),
                    key(update.key().overRequired(current.key()), engine),
                    engine,
                    update.metadata().overRequired(current.metadata()),
                    current.created(),
                    caller.now());
            Violations violations = new Violations();
            check(session, changed, violations);
            violations.throwIfAny();
            session.packages().update(changed);
            noteEngine(session, caller, changed);
            changes.recordUpdate(session, caller, "package.updated", TYPE, changed.id(), current);
            return changed;
        });
    }

    /** Removes a package with its releases, unless it holds a frozen one. */
    public void delete(Caller caller, String idOrKey) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            ReleasePackage current = hold(session, caller, Permission.PACKAGE_DELETE, idOrKey);
            boolean freezes = session.products()
                    .find(current.productId())
                    .filter(product -> product.publishPolicy() == PublishPolicy.FREEZE)
                    .isPresent();
            if (freezes && session.releases().existPublished(current.productId(), current.id())) {
                throw Refusal.of(
                        Problem.RELEASE_FROZEN,
                        "The package holds published releases and its product freezes published releases");
            }
            session.releases().markDeletedInPackage(current.id(), caller.now());
            changes.record(session, caller, "package.deleted", TYPE, current.id());
            session.packages().delete(current.id());
            return current;
        });
    }

    private static ReleasePackage hold(Session session, Caller caller, Permission permission, String idOrKey) {
        ReleasePackage found = findVisible(session, caller, idOrKey);
        caller.require(permission, Guard.WRITERS);
        return Guard.lock(session, found.productId())
                .flatMap(product -> session.packages().find(found.id()))
                .orElseThrow(() -> Refusal.notFound("release package", idOrKey));
    }

    private static ReleasePackage findVisible(Session session, Caller caller, String idOrKey) {
        return session.packages()
                .findByIdOrKey(Aliases.canonical(idOrKey))
                .filter(found -> isVisible(session, caller, found))
                .orElseThrow(() -> Refusal.notFound("release package", idOrKey));
    }

    private static boolean isVisible(Session session, Caller caller, ReleasePackage found) {
        if (caller.isVendor()) {
            String own = caller.productId();
            return own == null || own.equals(found.productId());
        }
        DistributionStrategy strategy =
                session.products().find(found.productId()).orElseThrow().distributionStrategy();
        return strategy == DistributionStrategy.OPEN
                || (strategy == DistributionStrategy.LICENSED && Guard.isAtHomeIn(caller, found.productId()));
    }

    private void noteEngine(Session session, Caller caller, ReleasePackage noted) {
        if (noted.engine() != null) {
            session.labels().note(LabelKind.ENGINE, noted.engine(), ids.next(), caller.now());
        }
    }

    private static String key(String given, @Nullable String engine) {
        return "pypi".equals(engine) ? PYPI_SEPARATORS.matcher(given).replaceAll("-") : given;
    }

    private static void check(Session session, ReleasePackage checked, Violations violations) {
        violations.addIf(checked.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(checked.name(), LONGEST_TEXT, "name");
        violations.addIf(checked.key().isBlank(), Source.attribute("key"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(checked.key(), LONGEST_TEXT, "key");
        Aliases.check(checked.key(), "key", violations);
        violations.addIf(
                checked.engine() != null && !ENGINES.contains(checked.engine()),
                Source.attribute("engine"),
                Rule.NOT_ALLOWED,
                "unsupported engine");
        violations.addIf(
                session.packages().isKeyTaken(checked.key(), checked.id()),
                Source.attribute("key"),
                Rule.TAKEN,
                "already exists");
        MetadataRules.check(checked.metadata(), violations);
    }
}
