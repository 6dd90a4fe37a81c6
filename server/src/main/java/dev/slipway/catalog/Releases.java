package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.version.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The releases of an account: drafting, publishing, withdrawing. */
public final class Releases {
    static final String TYPE = "releases";

    private static final int LONGEST_REASON = 1_000;

    private final Store store;
    private final ChangeLog changes;
    private final ReleaseDrafts drafts;

    /** Keeps releases in this store. */
    public Releases(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.drafts = new ReleaseDrafts(store, changes, ids);
    }

    /**
     * What a new release says of itself.
     *
     * @param status DRAFT or PUBLISHED
     * @param entitlementIds what one must hold to have the release
     * @param apiVersion the Keygen API version it is created through
     */
    public record Draft(
            String productId,
            @Nullable String packageId,
            @Nullable String name,
            @Nullable String description,
            Channel channel,
            ReleaseStatus status,
            @Nullable String tag,
            String version,
            @Nullable Instant backdated,
            Metadata metadata,
            List<String> entitlementIds,
            String apiVersion) {}

    /** What an update says. */
    public record Changes(
            Change<String> name,
            Change<String> description,
            Change<String> tag,
            Change<Instant> backdated,
            Change<Metadata> metadata) {}

    /** Those that exist for the caller and fit; refused as a whole when the caller may not have one of them. */
    public Slice<Release> list(Caller caller, ReleaseQuery query, PageRequest page) {
        return store.read(caller.account().id(), session -> {
            caller.require(Permission.RELEASE_READ);
            Slice<Release> found = session.releases().list(caller.releaseScope(), query.resolve(session), page);
            ReleaseAccess access = new ReleaseAccess(session, caller);
            found.items().forEach(access::require);
            return found;
        });
    }

    /** The release of that id, version or tag; the oldest where several fit. */
    public Release show(Caller caller, ReleaseQuery query, String id) {
        return store.read(caller.account().id(), session -> readable(session, caller, query, id));
    }

    /**
     * A release the caller may read.
     *
     * @throws Refusal 404 or 403
     */
    static Release readable(Session session, Caller caller, ReleaseQuery query, String id) {
        Release release = Guard.find(session, caller, query, id);
        caller.require(Permission.RELEASE_READ);
        new ReleaseAccess(session, caller).require(release);
        return release;
    }

    /** Adds a release. */
    public Release create(Caller caller, Draft draft) {
        return drafts.create(caller, draft);
    }

    /**
     * Changes the words about a release; of a frozen one, only the tag.
     *
     * @param changesOf read only once the caller is known to be allowed to change the release
     */
    public Release update(Caller caller, ReleaseQuery query, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_UPDATE, query, id);
            return update(session, caller, held, changesOf.get());
        });
    }

    /** Changes the words about a release that the caller may change. */
    Release update(Session session, Caller caller, Held held, Changes update) {
        Release current = held.release();
        Release release = current.withDetails(
                update.name().over(current.name()),
                update.description().over(current.description()),
                ReleaseRules.tag(update.tag().over(current.tag())),
                update.backdated().over(current.backdated()),
                update.metadata().overRequired(current.metadata()),
                caller.now());
        boolean onlyTagMoves = release.equals(current.withDetails(
                current.name(),
                current.description(),
                release.tag(),
                current.backdated(),
                current.metadata(),
                caller.now()));
        if (!onlyTagMoves) {
            held.refuseFrozen();
        }
        Violations violations = new Violations();
        ReleaseRules.check(ReleaseRules.Words.of(release), caller.now(), violations);
        ReleaseRules.refuseTakenTag(session, release, violations);
        violations.throwIfAny();
        session.releases().update(release);
        changes.recordUpdate(session, caller, "release.updated", TYPE, release.id(), current);
        return release;
    }

    /** Offers a release to those who may have it. A withdrawn one comes back only where releases are not frozen. */
    public Release publish(Caller caller, String id) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_PUBLISH, ReleaseQuery.ANY, id);
            Release current = held.release();
            if (current.status() == ReleaseStatus.PUBLISHED && held.isFrozen()) {
                return current;
            }
            held.refuseFrozen();
            Instant published = current.published() == null ? caller.now() : current.published();
            Release release = current.withStatus(ReleaseStatus.PUBLISHED, published, current.yanked(), caller.now());
            if (current.isArchived()) {
                refuseTaken(session, release);
            }
            session.releases().update(release);
            changes.record(session, caller, "release.published", TYPE, release.id());
            return release;
        });
    }

    /** Refuses when another release has taken the place of one that was away. */
    static void refuseTaken(Session session, Release release) {
        Violations violations = new Violations();
        ReleaseRules.refuseTaken(session, release, violations);
        violations.throwIfAny();
    }

    /** Withdraws a release. */
    public Release yank(Caller caller, String id) {
        return yank(caller, id, Optional::empty);
    }

    /**
     * Withdraws a release.
     *
     * @param reasonOf what the history says of it; read only once the caller is known to be allowed to
     * @throws Refusal 404, 403, or 422 when the reason is too long
     */
    public Release yank(Caller caller, String id, Supplier<Optional<String>> reasonOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Release current = Guard.hold(session, caller, Permission.RELEASE_YANK, ReleaseQuery.ANY, id)
                    .release();
            Optional<String> reason = reasonOf.get();
            Violations violations = new Violations();
            violations.addIfLonger(reason.orElse(null), LONGEST_REASON, "reason");
            violations.throwIfAny();
            Metadata details =
                    reason.map(given -> Metadata.EMPTY.with("reason", given)).orElse(Metadata.EMPTY);
            Release release = current.withStatus(ReleaseStatus.YANKED, current.published(), caller.now(), caller.now());
            session.releases().update(release);
            changes.record(session, caller, "release.yanked", TYPE, release.id(), details);
            return release;
        });
    }

    /** Removes a release with its artifacts, unless it is frozen. */
    public void delete(Caller caller, ReleaseQuery query, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_DELETE, query, id);
            held.refuseFrozen();
            changes.record(
                    session, caller, "release.deleted", TYPE, held.release().id());
            session.releases().markDeleted(held.release().id(), caller.now());
            return held;
        });
    }

    /** The product of a release, for those at home in it. */
    public Product product(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = Guard.find(session, caller, ReleaseQuery.ANY, id);
            caller.require(Permission.PRODUCT_READ);
            if (!Guard.isAtHomeIn(caller, release.productId())) {
                throw caller.deny();
            }
            return session.products().find(release.productId()).orElseThrow();
        });
    }

    /** The package of a release, if it has one. */
    public Optional<ReleasePackage> releasePackage(Caller caller, String id) {
        return store.read(caller.account().id(), session -> {
            Release release = Guard.find(session, caller, ReleaseQuery.ANY, id);
            caller.require(Permission.PACKAGE_READ);
            return Optional.ofNullable(release.packageId())
                    .flatMap(packageId -> session.packages().find(packageId));
        });
    }

    /**
     * Moves a release to a package of its product.
     *
     * @param packageIdOf the package's id, empty for none; read only once the release is known to exist for the caller
     */
    public Optional<ReleasePackage> setPackage(Caller caller, String id, Supplier<Optional<String>> packageIdOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Guard.find(session, caller, ReleaseQuery.ANY, id);
            Optional<String> packageId = packageIdOf.get().map(Aliases::canonical);
            Held held = Guard.hold(session, caller, Permission.RELEASE_PACKAGE_UPDATE, ReleaseQuery.ANY, id);
            if (packageId.isEmpty() && caller.productId() != null) {
                throw caller.deny();
            }
            Optional<ReleasePackage> target =
                    packageId.map(wanted -> packageOf(session, caller, held.product(), wanted));
            Release release =
                    held.release().withPackage(target.map(ReleasePackage::id).orElse(null), caller.now());
            held.refuseFrozen();
            refuseTaken(session, release);
            session.releases().update(release);
            changes.recordUpdate(session, caller, "release.package.updated", TYPE, release.id(), held.release());
            return target;
        });
    }

    private static ReleasePackage packageOf(Session session, Caller caller, Product product, String packageId) {
        Source source = Source.relationship("package");
        ReleasePackage found = session.packages()
                .find(packageId)
                .orElseThrow(() -> Refusal.invalid(source, Rule.NOT_FOUND, "must exist"));
        if (!found.productId().equals(product.id())) {
            caller.requireOwnProduct(found.productId());
            throw Refusal.invalid(source, Rule.NOT_ALLOWED, "package product must match release product");
        }
        return found;
    }
}
