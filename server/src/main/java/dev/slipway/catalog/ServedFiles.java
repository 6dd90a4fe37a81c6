package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of releases as those who may have them see and fetch them; what waits for its bytes is not there yet. */
public final class ServedFiles {
    private static final String KIND = "release file";

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
                .orElseThrow(() -> Refusal.notFound(KIND, id));
    }

    /**
     * The file of that name, in any case, of a release the caller may have: where its bytes are. The caller of this says with
     * {@link #count} when they are fetched.
     *
     * @throws Refusal 404 for the release or the file, 403 with the reason
     */
    public Served open(Caller caller, String releaseId, String name) {
        return store.read(caller.account().id(), session -> {
            Release release = Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
            caller.require(Permission.RELEASE_DOWNLOAD);
            new ReleaseAccess(session, caller).require(release);
            Artifact file = session.artifacts()
                    .findIgnoringCase(release.id(), name)
                    .filter(found -> found.status() == ArtifactStatus.UPLOADED)
                    .orElseThrow(() -> Refusal.notFound(KIND, name));
            Product product = session.products().find(release.productId()).orElseThrow();
            return served(product, release, file);
        });
    }

    private Served served(Product product, Release release, Artifact file) {
        if (file.externalUrl() == null) {
            return new Served.Bytes(release, file, downloads.content(file));
        }
        if (product.externalFiles() == ExternalFiles.LINKED) {
            throw Refusal.of(Problem.NOT_FOUND, "The file is kept elsewhere, at the address the release names");
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
