package dev.slipway.catalog;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
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
import dev.slipway.version.VersionScheme;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The products of an account: what they are called, who may have their releases, how their versions are written. */
public final class Products {
    private static final String TYPE = "products";
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final Set<Role> UPDATERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps products in this store. */
    public Products(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * What a new product says of itself.
     *
     * @param choices what may also be named in its metadata, by those whose API has no other place for it
     */
    public record Draft(
            String name,
            @Nullable String code,
            @Nullable String distributionStrategy,
            @Nullable String url,
            @Nullable List<String> platforms,
            @Nullable List<String> permissions,
            Metadata metadata,
            @Nullable String displayName,
            @Nullable String description,
            ProductChoices choices) {}

    /** What an update says. */
    public record Changes(
            Change<String> name,
            Change<String> code,
            Change<String> distributionStrategy,
            Change<String> url,
            Change<List<String>> platforms,
            Change<List<String>> permissions,
            Change<Metadata> metadata,
            Change<String> displayName,
            Change<String> description,
            ProductChoices choices) {}

    /** What a product's tokens may do unless they are narrowed. */
    public static Set<Permission> permissions(Product product) {
        return new Bearer.OfProduct(product).permissions();
    }

    /** Whether a caller may say what a product's tokens may do; not they themselves. */
    public static boolean maySetPermissions(Caller caller) {
        return caller.role() == Role.ADMIN || caller.role() == Role.DEVELOPER;
    }

    /** All products for the vendor's people; for customers the open ones and those they hold licenses for. */
    public Slice<Product> list(Caller caller, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.PRODUCT_READ);
        if (caller.productId() != null) {
            throw caller.deny();
        }
        return store.read(caller.account().id(), session -> {
            Set<String> held = Guard.customerOf(caller);
            return caller.bearer() instanceof Bearer.Customer && held != null
                    ? UserProducts.permitted(caller, session.products().listOpenAnd(held, page))
                    : session.products().list(held, page);
        });
    }

    /** Refuses who may not read products, and customers who hold a license of one that is kept from them. */
    static void requireReader(Caller caller, Product product) {
        caller.require(Permission.PRODUCT_READ);
        if (caller.bearer() instanceof Bearer.Customer
                && product.distributionStrategy() == DistributionStrategy.CLOSED) {
            throw Refusal.accessDenied("product distribution strategy is closed");
        }
    }

    /** The product with that id or code, if the caller may know of it. */
    public Product show(Caller caller, String idOrCode) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Product product = findVisible(session, caller, idOrCode);
            requireReader(caller, product);
            return product;
        });
    }

    /** Adds a product. */
    public Product create(Caller caller, Draft draft) {
        caller.require(Permission.PRODUCT_CREATE, WRITERS);
        Violations violations = new Violations();
        ProductChoices choices = draft.choices().over(ProductChoices.in(draft.metadata(), violations));
        VersionScheme scheme = choices.schemeOr(VersionScheme.SEMVER);
        Product product = new Product(
                ids.next(),
                draft.name(),
                draft.code(),
                strategy(draft.distributionStrategy(), DistributionStrategy.LICENSED, violations),
                scheme,
                choices.policyOr(scheme == VersionScheme.DOTTED ? PublishPolicy.FREEZE : PublishPolicy.MUTABLE),
                draft.url(),
                draft.platforms(),
                permissions(caller, draft.permissions(), violations),
                draft.choices().into(draft.metadata()),
                draft.displayName(),
                draft.description(),
                choices.externalFilesOr(ExternalFiles.LINKED),
                caller.now(),
                caller.now());
        ProductRules.check(product, violations);
        return store.write(caller.account().id(), session -> {
            ProductRules.refuseTakenCode(session, product, violations);
            violations.throwIfAny();
            session.products().insert(product);
            changes.record(session, caller, "product.created", TYPE, product.id());
            return product;
        });
    }

    /**
     * Changes a product.
     *
     * @param changesOf read only once the caller is known to be allowed to change the product
     */
    public Product update(Caller caller, String idOrCode, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Product current = hold(session, caller, Permission.PRODUCT_UPDATE, UPDATERS, idOrCode);
            Changes update = changesOf.get();
            Violations violations = new Violations();
            Metadata metadata = update.choices().into(update.metadata().overRequired(current.metadata()));
            ProductChoices choices = update.choices().over(ProductChoices.in(metadata, violations));
            List<String> granted = update.permissions().value();
            Set<Permission> permissions =
                    granted == null ? current.permissions() : permissions(caller, granted, violations);
            Product product = new Product(
                    current.id(),
                    update.name().overRequired(current.name()),
                    update.code().over(current.code()),
                    strategy(update.distributionStrategy().value(), current.distributionStrategy(), violations),
                    choices.schemeOr(current.versionScheme()),
                    choices.policyOr(current.publishPolicy()),
                    update.url().over(current.url()),
                    update.platforms().over(current.platforms()),
                    permissions,
                    metadata,
                    update.displayName().over(current.displayName()),
                    update.description().over(current.description()),
                    choices.externalFilesOr(current.externalFiles()),
                    current.created(),
                    caller.now());
            if (product.publishPolicy() != current.publishPolicy()) {
                refuseFrozen(session, current);
            }
            ProductRules.check(product, violations);
            ProductRules.refuseTakenCode(session, product, violations);
            ProductRules.refuseLateSchemeChange(session, current, product, violations);
            violations.throwIfAny();
            session.products().update(product);
            changes.recordUpdate(session, caller, "product.updated", TYPE, product.id(), current);
            return product;
        });
    }

    /** Removes a product with all that belongs to it, unless it holds a frozen release. */
    public void delete(Caller caller, String idOrCode) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Product product = hold(session, caller, Permission.PRODUCT_DELETE, WRITERS, idOrCode);
            refuseFrozen(session, product);
            changes.record(session, caller, "product.deleted", TYPE, product.id());
            session.products().markDeleted(product.id(), caller.now());
            return product;
        });
    }

    /** The product as it is once nobody else changes it. */
    private static Product hold(
            Session session, Caller caller, Permission permission, Set<Role> roles, String idOrCode) {
        Product found = findVisible(session, caller, idOrCode);
        caller.require(permission, roles);
        return Guard.lock(session, found.id()).orElseThrow(() -> Refusal.notFound("product", idOrCode));
    }

    private static void refuseFrozen(Session session, Product product) {
        if (product.publishPolicy() == PublishPolicy.FREEZE
                && session.releases().existPublished(product.id(), null)) {
            throw Refusal.of(
                    Problem.RELEASE_FROZEN, "The product holds published releases and freezes published releases");
        }
    }

    /**
     * The product that the caller may know of.
     *
     * @throws Refusal 404
     */
    static Product findVisible(Session session, Caller caller, String idOrCode) {
        return session.products()
                .findByIdOrCode(Aliases.canonical(idOrCode))
                .filter(caller::mayKnowOf)
                .orElseThrow(() -> Refusal.notFound("product", idOrCode));
    }

    /** What tokens of the product may do: nothing that who says so may not do. */
    private static @Nullable Set<Permission> permissions(
            Caller caller, @Nullable List<String> names, Violations violations) {
        if (names == null) {
            return null;
        }
        Set<Permission> granted = PermissionRules.read(names, Role.PRODUCT, violations);
        caller.requireAll(granted == null ? Permission.defaultsFor(Role.PRODUCT) : granted, "product");
        return granted;
    }

    private static DistributionStrategy strategy(
            @Nullable String given, DistributionStrategy otherwise, Violations violations) {
        if (given == null) {
            return otherwise;
        }
        return ProductChoices.named(DistributionStrategy.class, given).orElseGet(() -> {
            violations.add(
                    Source.attribute("distributionStrategy"), Rule.NOT_ALLOWED, "unsupported distribution strategy");
            return otherwise;
        });
    }
}
