package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.access.FirstUse;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.event.Observations;
import dev.slipway.model.Aliases;
import dev.slipway.model.AnnouncedFile;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.upgrade.ClassicTerms.Bounds;
import dev.slipway.version.PessimisticConstraint;
import dev.slipway.version.SemVer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers clients of Keygen's API version 1.0 what an installation should run next: by plain semantic versioning, and as the
 * file for its platform rather than as a release.
 */
public final class ClassicUpgrades {
    private final Store store;
    private final UpgradeNotes notes;

    /** Chooses from this store. */
    public ClassicUpgrades(Store store, Observations observations, FirstUse firstUse) {
        this.store = store;
        this.notes = new UpgradeNotes(store, observations, firstUse);
    }

    /**
     * How far an upgrade may go. Null means nothing was said.
     *
     * @param channel the channel to follow, by key or id; otherwise stable
     * @param constraint see {@link PessimisticConstraint}
     */
    public record Limits(@Nullable String channel, @Nullable String constraint) {}

    /**
     * What an installation says of itself; all but the limits must be said.
     *
     * @param product a product's id
     * @param platform a platform's key or id
     * @param version the version it runs, which need not be a known one
     */
    public record Question(
            @Nullable String product,
            @Nullable String platform,
            @Nullable String filetype,
            @Nullable String version,
            Limits limits) {}

    /** The file of a newer release, for one who runs an older version. */
    public record Offer(SemVer current, Release next, Artifact artifact) {}

    /** What runs. */
    record Running(String productId, String platform, String filetype, SemVer version) {}

    /**
     * The newest file for what an installation says it is.
     *
     * @return empty when there is nothing newer that the caller may have
     * @throws Refusal 403 without the permission to upgrade, 400 when the question makes no sense, 422 when what is newer has
     *     several such files
     */
    public Optional<Offer> fromVersion(Caller caller, Question question) {
        caller.require(Permission.RELEASE_UPGRADE);
        return offer(caller, session -> {
            Running running = ClassicTerms.running(session, question);
            return choose(session, caller, running, ClassicTerms.bounds(session, question.limits()));
        });
    }

    /**
     * The newest file for one who runs a known release.
     *
     * @param idOrFilename the release's id, or the name of its file
     * @param product a product's id or code, to tell apart releases with files of one name
     * @return empty when there is nothing newer that the caller may have
     * @throws Refusal 404 when the release is not known to the caller, 403 without the permission to upgrade, 400 when the
     *     limits make no sense, 422 when the release does not tell its platform and file type, or what is newer has several
     *     such files
     */
    public Optional<Offer> fromRelease(Caller caller, String idOrFilename, @Nullable String product, Limits limits) {
        return offer(caller, session -> {
            Release base = session.classicReleases()
                    .findByIdOrFilename(caller.releaseScope(), ofProduct(session, product), idOrFilename)
                    .orElseThrow(() -> Refusal.notFound("release", idOrFilename));
            caller.require(Permission.RELEASE_UPGRADE);
            Bounds bounds = ClassicTerms.bounds(session, limits);
            if (new ReleaseAccess(session, caller).reasonAgainst(base).isPresent()) {
                return Optional.empty();
            }
            return choose(session, caller, running(session, base), bounds);
        });
    }

    private static ReleaseFilter ofProduct(Session session, @Nullable String idOrCode) {
        return idOrCode == null
                ? ReleaseFilter.ANY
                : new ReleaseFilter(
                        session.products()
                                .findByIdOrCode(Aliases.canonical(idOrCode))
                                .map(Product::id)
                                .orElse(idOrCode),
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    @FunctionalInterface
    private interface Choice {
        Optional<Offer> in(Session session);
    }

    private Optional<Offer> offer(Caller caller, Choice choice) {
        Optional<Offer> offer = store.read(caller.account().id(), choice::in);
        offer.ifPresent(found -> notes.offered(caller, found.current().text(), found.next()));
        return offer;
    }

    private static Optional<Offer> choose(Session session, Caller caller, Running running, Bounds bounds) {
        ReleaseAccess access = new ReleaseAccess(session, caller);
        boolean mayUpgrade = session.classicReleases()
                .findOffering(
                        caller.releaseScope(),
                        running.productId(),
                        running.version(),
                        running.platform(),
                        running.filetype())
                .flatMap(access::reasonAgainst)
                .isEmpty();
        if (!mayUpgrade || !caller.permissions().contains(Permission.RELEASE_DOWNLOAD)) {
            return Optional.empty();
        }
        return session.classicReleases()
                .findNext(
                        caller.releaseScope(),
                        running.productId(),
                        running.version(),
                        running.platform(),
                        running.filetype(),
                        bounds.channel(),
                        bounds.constraint())
                .filter(next -> access.reasonAgainst(next).isEmpty())
                .flatMap(next -> offer(session, caller, running, next));
    }

    /** The file of a release for what runs, if it was uploaded. */
    private static Optional<Offer> offer(Session session, Caller caller, Running running, Release next) {
        List<Artifact> fitting = session.artifacts().ofRelease(next.id()).stream()
                .filter(artifact -> running.platform().equals(artifact.platform()))
                .filter(artifact -> running.filetype().equals(artifact.filetype()))
                .filter(artifact -> caller.isVendor() || artifact.status() == ArtifactStatus.UPLOADED)
                .toList();
        return onlyOf(fitting)
                .filter(artifact -> artifact.status() == ArtifactStatus.UPLOADED)
                .filter(artifact -> artifact.content() != null || artifact.externalUrl() != null)
                .map(artifact -> new Offer(running.version(), next, artifact));
    }

    /** A release says by its one file what it runs on; without an artifact, by the file it was announced with. */
    private static Running running(Session session, Release base) {
        Optional<Artifact> artifact = onlyOf(session.artifacts().ofRelease(base.id()));
        Optional<AnnouncedFile> announced = session.classicFiles().find(base.id());
        String filetype = artifact.isPresent()
                ? artifact.get().filetype()
                : announced.map(AnnouncedFile::filetype).orElse(null);
        String platform = artifact.isPresent()
                ? artifact.get().platform()
                : announced.map(AnnouncedFile::platform).orElse(null);
        if (filetype == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "filetype must be present");
        }
        if (platform == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "platform must be present");
        }
        return new Running(base.productId(), platform, filetype, base.semver());
    }

    private static Optional<Artifact> onlyOf(List<Artifact> artifacts) {
        if (artifacts.size() > 1) {
            throw Refusal.of(Problem.MULTIPLE_ARTIFACTS);
        }
        return artifacts.stream().findFirst();
    }
}
