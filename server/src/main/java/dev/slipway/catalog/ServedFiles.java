package dev.slipway.catalog;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of releases as those who may have them see and fetch them; what waits for its bytes is not there yet. */
public final class ServedFiles {
    private final Store store;
    private final Downloads downloads;
    private final StorageQuota quota;

    /** Serves what is kept in this store. */
    public ServedFiles(Store store, Downloads downloads, StorageQuota quota) {
        this.store = store;
        this.downloads = downloads;
        this.quota = quota;
    }

    /**
     * How much an account keeps.
     *
     * @param allowedBytes 0 for as much as it likes
     */
    public record Storage(long allowedBytes, long usedBytes) {}

    /** A file of a release the caller may have. */
    public sealed interface Served {
        Release release();

        Artifact file();

        /** Its bytes are here. */
        record Bytes(Release release, Artifact file, Downloads.Content content) implements Served {}

        /** Its bytes are at that address. */
        record Elsewhere(Release release, Artifact file, String url) implements Served {}
    }

    /** The files of releases the caller was shown, by release; those that wait for their bytes are left out. */
    public Map<String, List<Artifact>> of(Caller caller, Collection<String> releaseIds) {
        return store.read(
                caller.account().id(),
                session -> session.artifacts().uploadedOf(releaseIds).stream()
                        .collect(Collectors.groupingBy(Artifact::releaseId)));
    }

    /**
     * The file of that id.
     *
     * @throws Refusal 404 or 403
     */
    public Artifact show(Caller caller, String id) {
        return store.read(caller.account().id(), session -> {
            Artifact file = find(session, caller, id);
            caller.require(Permission.ARTIFACT_READ);
            Release release = session.releases().find(file.releaseId()).orElseThrow();
            new ReleaseAccess(session, caller).require(release);
            return file;
        });
    }

    /** The uploaded file of that id, of a release that exists for the caller. */
    static Artifact find(Session session, Caller caller, String id) {
        return session.artifacts()
                .find(Aliases.canonical(id))
                .filter(file -> file.status() == ArtifactStatus.UPLOADED)
                .filter(file -> session.releases()
                        .find(caller.releaseScope(), ReleaseQuery.ANY.resolve(session), file.releaseId())
                        .isPresent())
                .orElseThrow(() -> notFound(id));
    }

    /**
     * The file of that name, in any case, of a release the caller may have: where its bytes are. The caller of this says with
     * {@link #count} when they are fetched.
     *
     * @throws Refusal 401 for nobody in particular, LICENSE_INVALID for the license of another product, 404 for the release or
     *     the file, 403 with the reason
     */
    public Served open(Caller caller, String releaseId, String name) {
        return store.read(caller.account().id(), session -> {
            // Files that were announced elsewhere may have any name; what can be no file here is not worth a question.
            if (!FileRules.isName(name)) {
                findNamed(session, Aliases.canonical(releaseId), name);
            }
            Release release = authorized(session, caller, releaseId);
            Artifact file = findNamed(session, release.id(), name);
            Product product = session.products().find(release.productId()).orElseThrow();
            return served(product, release, file);
        });
    }

    /**
     * The release whose files the caller may fetch.
     *
     * @param name the name, in any case, of a file it must have; null for none in particular
     * @throws Refusal as {@link #open}
     */
    public ReleaseDetails authorize(Caller caller, String releaseId, @Nullable String name) {
        return store.read(caller.account().id(), session -> {
            Release release = authorized(session, caller, releaseId);
            if (name != null) {
                findNamed(session, release.id(), name);
            }
            return ReleaseDetails.of(session, release);
        });
    }

    private static Refusal notFound(String idOrName) {
        return Refusal.of(
                Problem.RELEASE_FILE_NOT_FOUND, "The requested release file '%s' was not found".formatted(idOrName));
    }

    private static Artifact findNamed(Session session, String releaseId, String name) {
        return session.artifacts()
                .findIgnoringCase(releaseId, name)
                .filter(found -> found.status() == ArtifactStatus.UPLOADED)
                .orElseThrow(() -> notFound(name));
    }

    /** Customers who name a release by its id are told why they may not have it; strangers, only to say who they are. */
    private static Release authorized(Session session, Caller caller, String id) {
        ReleaseScope scope =
                caller.isAnonymous() || caller.isVendor() ? caller.releaseScope() : new ReleaseScope.Everything();
        Optional<Release> found = session.releases()
                .find(Aliases.canonical(id))
                .flatMap(release -> session.releases().find(scope, ReleaseQuery.ANY.resolve(session), release.id()));
        if (found.isEmpty()) {
            caller.requireAuthentication();
            throw Refusal.notFound("release", id);
        }
        Release release = found.get();
        boolean isOfOther = caller.bearer() instanceof Bearer.OfLicense license
                && !license.standing().license().productId().equals(release.productId());
        Product product = session.products().find(release.productId()).orElseThrow();
        if (isOfOther && product.distributionStrategy() != DistributionStrategy.OPEN) {
            throw Refusal.of(Problem.LICENSE_INVALID, "The license is not for the product");
        }
        caller.require(Permission.RELEASE_DOWNLOAD);
        if (!caller.isVendor() && release.status() != ReleaseStatus.PUBLISHED) {
            throw Refusal.accessDenied("release is not published");
        }
        new ReleaseAccess(session, caller).require(release);
        return release;
    }

    private Served served(Product product, Release release, Artifact file) {
        if (file.externalUrl() == null) {
            return new Served.Bytes(release, file, downloads.content(file));
        }
        if (product.externalFiles() == ExternalFiles.LINKED) {
            throw Refusal.of(
                    Problem.RELEASE_FILE_NOT_FOUND, "The file is kept elsewhere, at the address the release names");
        }
        return new Served.Elsewhere(release, file, file.externalUrl());
    }

    /** Notes that a file is fetched from its beginning, which counts as a download. */
    public void count(Caller caller, Served served) {
        downloads.note(caller, served.release(), served.file());
    }

    /** How much the caller's account keeps and may keep. */
    public Storage storage(Caller caller) {
        caller.requireAuthentication();
        caller.require(Permission.RELEASE_READ);
        if (!caller.isVendor()) {
            throw caller.deny();
        }
        return store.read(
                caller.account().id(),
                session -> new Storage(quota.bytes(), session.artifacts().storedBytes()));
    }
}
