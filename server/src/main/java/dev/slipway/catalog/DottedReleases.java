package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.Change;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Releases of two to four numbers, in channels of any name and for named platforms, of which everything can change until they
 * are published. {@link Releases} lists, shows, publishes and deletes them.
 */
public final class DottedReleases {
    /** What is meant when no channel is named. */
    public static final String DEFAULT_CHANNEL = Channel.STABLE.key();

    private static final String API_VERSION = "v3";

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final ReleaseDrafts drafts;
    private final ReleaseArchive archive;

    /** Keeps releases in this store. */
    public DottedReleases(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.drafts = new ReleaseDrafts(store, changes, ids);
        this.archive = new ReleaseArchive(changes);
    }

    /**
     * What a new release says of itself.
     *
     * @param version in the product's scheme, or in the other one where that converts exactly
     * @param channelName null or blank for the default
     * @param created when it is to count as created; null for now
     * @param dottedVersion how a semantic version is to be seen as two to four numbers; null for its exact projection
     */
    public record Draft(
            String productId,
            String name,
            String version,
            @Nullable String channelName,
            List<String> platforms,
            boolean isPrivate,
            @Nullable String notes,
            @Nullable Instant created,
            @Nullable String dottedVersion,
            Metadata metadata) {}

    /** What an update says. Null is no change of what must be there, the default for the channel. */
    public record Changes(
            Change<String> name,
            Change<String> version,
            Change<String> channelName,
            Change<List<String>> platforms,
            Change<Boolean> isPrivate,
            Change<String> notes,
            Change<Instant> created,
            Change<String> dottedVersion,
            Change<Metadata> metadata,
            Change<Boolean> archived) {

        boolean onlyArchives() {
            return archived.given()
                    && List.of(
                                    name,
                                    version,
                                    channelName,
                                    platforms,
                                    isPrivate,
                                    notes,
                                    created,
                                    dottedVersion,
                                    metadata)
                            .stream()
                            .noneMatch(Change::given);
        }
    }

    /**
     * Adds a draft.
     *
     * @throws Refusal 403, or 422 naming what is wrong: relationship product; attributes name, version (rule TAKEN when the
     *     product has such a release), channel, platforms, description, backdated, dottedVersion, metadata
     */
    public Release create(Caller caller, Draft draft) {
        return create(caller, draft, List.of());
    }

    /**
     * As {@link #create(Caller, Draft)}, for those who hold all these entitlements.
     *
     * @throws Refusal as there, and 422 for the entitlement of an item of relationship constraints
     */
    public Release create(Caller caller, Draft draft, List<String> givenEntitlementIds) {
        caller.require(Permission.RELEASE_CREATE, Guard.WRITERS);
        ReleaseDrafts.requireConstrainer(caller, givenEntitlementIds);
        List<String> entitlementIds =
                givenEntitlementIds.stream().map(Aliases::canonical).toList();
        String productId = Aliases.canonical(draft.productId());
        caller.requireOwnProduct(productId);
        return store.write(caller.account().id(), session -> {
            Product product = Guard.lock(session, productId)
                    .orElseThrow(() -> Refusal.invalid(Source.relationship("product"), Rule.NOT_FOUND, "must exist"));
            Violations violations = new Violations();
            Release release = release(session, caller, product, draft, violations);
            DottedRules.check(release, caller.now(), violations);
            DottedRules.requireName(release, violations);
            DottedRules.requirePlatforms(release, violations);
            ReleaseDrafts.checkConstraints(session, entitlementIds, violations);
            ReleaseRules.refuseTaken(session, release, violations);
            violations.throwIfAny();
            drafts.insert(session, caller, release, entitlementIds);
            return release;
        });
    }

    /**
     * What a draft would be as it is so far, for somebody who still writes it.
     *
     * @throws Refusal as {@link #create(Caller, Draft)}
     */
    public Release check(Caller caller, Draft draft) {
        caller.require(Permission.RELEASE_CREATE, Guard.WRITERS);
        String productId = Aliases.canonical(draft.productId());
        caller.requireOwnProduct(productId);
        return store.read(caller.account().id(), session -> {
            Product product = session.products()
                    .find(productId)
                    .orElseThrow(() -> Refusal.invalid(Source.relationship("product"), Rule.NOT_FOUND, "must exist"));
            Violations violations = new Violations();
            Release release = release(session, caller, product, draft, violations);
            DottedRules.check(release, caller.now(), violations);
            ReleaseRules.refuseTaken(session, release, violations);
            violations.throwIfAny();
            return release;
        });
    }

    private Release release(Session session, Caller caller, Product product, Draft draft, Violations violations) {
        String channelName = DottedRules.channelName(draft.channelName());
        Channel channel = OfferNames.channel(session, channelName);
        ReleaseRules.Numbered numbered = ReleaseRules.dottedVersion(
                        draft.version(), product.versionScheme(), channel, channelName, violations)
                .orElseThrow(violations::refusal);
        DottedVersion dotted = draft.dottedVersion() == null
                ? Release.Offer.dotted(numbered.version())
                : DottedRules.explicit(draft.dottedVersion(), numbered, violations);
        return new Release(
                ids.next(),
                product.id(),
                null,
                draft.name(),
                draft.notes(),
                channel,
                ReleaseStatus.DRAFT,
                null,
                numbered.version(),
                numbered.semver(),
                DottedRules.agreeing(draft.metadata(), draft.isPrivate()),
                API_VERSION,
                0,
                0,
                caller.now(),
                caller.now(),
                draft.created(),
                null,
                null,
                new Release.Offer(
                        channelName, DottedRules.distinct(draft.platforms()), draft.isPrivate(), dotted, null));
    }

    /**
     * Changes a draft, or a release of a product that does not freeze. Archiving and unarchiving is all that a frozen one
     * allows; an update that says more is refused as a whole.
     *
     * @param changesOf read only once the caller is known to be allowed to change the release
     * @throws Refusal 404, 403 (RELEASE_FROZEN among others) or 422, see {@link #create}
     */
    public Release update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_UPDATE, ReleaseQuery.ANY, id);
            Changes update = changesOf.get();
            Held changed =
                    update.onlyArchives() ? held : new Held(held.product(), update(session, caller, held, update));
            Boolean archived = update.archived().value();
            if (archived == null) {
                return changed.release();
            }
            return archived ? archive.archive(session, caller, changed) : archive.unarchive(session, caller, changed);
        });
    }

    private Release update(Session session, Caller caller, Held held, Changes update) {
        held.refuseFrozen();
        Release current = held.release();
        Release.Offer offered = current.offer();
        Violations violations = new Violations();
        String channelName = update.channelName().given()
                ? DottedRules.channelName(update.channelName().value())
                : offered.channelName();
        Channel channel = channelName.equals(offered.channelName())
                ? current.channel()
                : OfferNames.channel(session, channelName);
        ReleaseRules.Numbered numbered = DottedRules.numbered(held, update, channel, channelName, violations);
        boolean isPrivate = update.isPrivate()
                .overRequired(
                        update.metadata().value() == null
                                ? offered.isPrivate()
                                : Release.Offer.isPrivate(update.metadata().value()));
        Release.Offer offer = new Release.Offer(
                channelName,
                DottedRules.distinct(update.platforms().overRequired(offered.platforms())),
                isPrivate,
                DottedRules.dotted(current, numbered, update.dottedVersion(), violations),
                offered.archived());
        Instant created = update.created().overRequired(current.accessDate());
        Release release = current.withDetails(
                        update.name().over(current.name()),
                        update.notes().over(current.description()),
                        current.tag(),
                        created.equals(current.created()) ? null : created,
                        DottedRules.agreeing(update.metadata().overRequired(current.metadata()), isPrivate),
                        caller.now())
                .withVersion(channel, numbered.version(), numbered.semver(), offer, caller.now());
        DottedRules.check(release, caller.now(), violations);
        if (update.name().given()) {
            DottedRules.requireName(release, violations);
        }
        if (update.platforms().given()) {
            DottedRules.requirePlatforms(release, violations);
        }
        ReleaseRules.refuseTaken(session, release, violations);
        violations.throwIfAny();
        moveFiles(session, caller, offered.platforms(), release);
        session.releases().update(release);
        session.labels().note(LabelKind.CHANNEL, release.channel().key(), ids.next(), caller.now());
        OfferNames.note(session, ids, caller, release);
        changes.recordUpdate(session, caller, "release.updated", Releases.TYPE, release.id(), current);
        return release;
    }

    /** Files that were for the one platform of their release are for its new one. */
    private static void moveFiles(Session session, Caller caller, List<String> before, Release release) {
        Optional<String> old = DottedRules.filePlatform(before);
        Optional<String> now = DottedRules.filePlatform(release.offer().platforms());
        if (old.isEmpty() || old.equals(now)) {
            return;
        }
        for (Artifact file : session.artifacts().ofRelease(release.id())) {
            if (old.get().equals(file.platform())) {
                session.artifacts().update(file.withLabels(file.filetype(), now.orElse(null), caller.now()));
            }
        }
    }

    /** Puts a release away, frozen or not; see {@link #unarchive}. */
    public Release archive(Caller caller, String id) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_YANK, ReleaseQuery.ANY, id);
            return archive.archive(session, caller, held);
        });
    }

    /**
     * Brings a release back that was put away.
     *
     * @throws Refusal 404, 403 when it was yanked, 422 when another release has taken its place
     */
    public Release unarchive(Caller caller, String id) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Held held = Guard.hold(session, caller, Permission.RELEASE_PUBLISH, ReleaseQuery.ANY, id);
            return archive.unarchive(session, caller, held);
        });
    }
}
