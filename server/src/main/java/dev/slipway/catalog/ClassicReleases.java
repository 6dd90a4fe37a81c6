package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.AnnouncedFile;
import dev.slipway.model.Artifact;
import dev.slipway.model.Change;
import dev.slipway.model.FileLabels;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Releases as Keygen's API version 1.0 knows them: each is one file. Where the classic rules hold, a file name belongs to one
 * release of a product, and a version to one release of a product, platform, channel and file type.
 */
public final class ClassicReleases {
    private final Store store;
    private final ReleaseDrafts drafts;
    private final ReleaseReplacement replacement;
    private final Releases releases;
    private final FileAnnouncements files;
    private final boolean strict;
    private final long largestBytes;

    /**
     * Keeps releases in this store.
     *
     * @param releases changes the words about them
     * @param strict whether the classic rules hold; otherwise names and versions may be shared, and nothing is replaced
     * @param largestBytes the greatest size a file may declare
     */
    public ClassicReleases(
            Store store, ChangeLog changes, Ids ids, Releases releases, boolean strict, long largestBytes) {
        this.store = store;
        this.releases = releases;
        this.strict = strict;
        this.largestBytes = largestBytes;
        this.drafts = new ReleaseDrafts(store, changes, ids);
        this.files = new FileAnnouncements(ids);
        this.replacement = new ReleaseReplacement(drafts, files, changes, ids, largestBytes);
    }

    /** What a new release says of its file. */
    public record FileDraft(
            @Nullable String filename,
            @Nullable String filetype,
            @Nullable Long filesize,
            @Nullable String platform,
            @Nullable String signature,
            @Nullable String checksum) {

        boolean saysNothing() {
            return filename == null
                    && FileLabels.filetype(filetype) == null
                    && filesize == null
                    && FileLabels.label(platform) == null
                    && signature == null
                    && checksum == null;
        }
    }

    /** What a new release says of itself and its file. */
    public record Draft(Releases.Draft release, FileDraft file) {}

    /** What an update says of a release and its file. */
    public record Changes(
            Releases.Changes release, Change<Long> filesize, Change<String> signature, Change<String> checksum) {

        boolean namesFile() {
            return filesize.given() || signature.given() || checksum.given();
        }

        boolean saysOfFile() {
            return filesize.value() != null || signature.value() != null || checksum.value() != null;
        }
    }

    /** A release that was added, or took the place of what was there. */
    public record Put(Release release, boolean isNew) {}

    /** The release of that id, version, tag or, at last, file name. */
    public Release show(Caller caller, ReleaseQuery query, String id) {
        return store.read(caller.account().id(), session -> {
            Release release = find(session, caller, query, id);
            caller.require(Permission.RELEASE_READ);
            new ReleaseAccess(session, caller).require(release);
            return release;
        });
    }

    private static Release find(Session session, Caller caller, ReleaseQuery query, String id) {
        return session.releases()
                .find(caller.releaseScope(), query.resolve(session), id)
                .or(() -> session.classicReleases().findByFilename(caller.releaseScope(), query.resolve(session), id))
                .orElseThrow(() -> Refusal.notFound("release", id));
    }

    /** Adds a release and, where it names one, the file that waits for its bytes. */
    public Release create(Caller caller, Draft draft) {
        ReleaseDrafts.require(caller, draft.release());
        return store.write(caller.account().id(), session -> {
            Product product = ReleaseDrafts.lockProduct(session, draft.release());
            return add(session, caller, draft, product);
        });
    }

    /** Adds a release or, where the classic rules hold and its product has a file of that name, replaces the one it is of. */
    public Put put(Caller caller, Draft draft) {
        ReleaseDrafts.require(caller, draft.release());
        return store.write(caller.account().id(), session -> {
            Product product = ReleaseDrafts.lockProduct(session, draft.release());
            String filename = draft.file().filename();
            Optional<Release> owner = strict && filename != null
                    ? session.classicReleases().findOwner(product.id(), filename)
                    : Optional.empty();
            return owner.isEmpty()
                    ? new Put(add(session, caller, draft, product), true)
                    : new Put(replacement.replace(session, caller, draft, new Held(product, owner.get())), false);
        });
    }

    private Release add(Session session, Caller caller, Draft draft, Product product) {
        Violations violations = new Violations();
        Release release = drafts.prepare(session, caller, draft.release(), product, violations);
        ReleaseRules.refuseTaken(session, release, violations);
        if (draft.file().saysNothing()) {
            violations.throwIfAny();
            drafts.insert(session, caller, release, draft.release());
            return release;
        }
        Artifact file = files.artifact(caller, release, file(release, draft.file()));
        ArtifactRules.check(file, largestBytes, violations);
        if (strict) {
            ClassicRules.refuseTakenFilename(session, file, violations);
            ClassicRules.refuseTakenVersion(session, release, file, violations);
        }
        violations.throwIfAny();
        drafts.insert(session, caller, release, draft.release());
        session.classicFiles().save(FileAnnouncements.announcedAs(file), strict);
        files.insert(session, caller, file);
        return release;
    }

    /**
     * The file that a draft describes.
     *
     * @throws Refusal 422 when it has no name
     */
    static AnnouncedFile file(Release release, FileDraft draft) {
        String filename = draft.filename();
        if (filename == null) {
            throw ClassicRules.nameless();
        }
        return new AnnouncedFile(
                release.id(),
                release.productId(),
                filename,
                FileLabels.filetype(draft.filetype()),
                draft.filesize(),
                FileLabels.label(draft.platform()),
                draft.signature(),
                draft.checksum());
    }

    /**
     * Changes the words about a release and what is declared about its file.
     *
     * @param changesOf read only once the caller is known to be allowed to change the release
     */
    public Release update(Caller caller, ReleaseQuery query, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Release found = find(session, caller, query, id);
            caller.require(Permission.RELEASE_UPDATE, Guard.WRITERS);
            Held held = Guard.hold(session, found.productId(), found.id())
                    .orElseThrow(() -> Refusal.notFound("release", id));
            Changes update = changesOf.get();
            if (update.namesFile()) {
                describeFile(session, caller, held, update);
            }
            return releases.update(session, caller, held, update.release());
        });
    }

    /** Of several files, the newest is the one that clients of this version see. */
    private void describeFile(Session session, Caller caller, Held held, Changes update) {
        List<Artifact> artifacts = session.artifacts().ofRelease(held.release().id());
        Optional<AnnouncedFile> announced =
                session.classicFiles().find(held.release().id());
        if (artifacts.isEmpty() && announced.isEmpty()) {
            if (update.saysOfFile()) {
                throw ClassicRules.nameless();
            }
            return;
        }
        held.refuseFrozen();
        Artifact current = artifacts.isEmpty()
                ? files.artifact(caller, held.release(), announced.orElseThrow())
                : artifacts.getLast();
        Artifact changed = current.withDeclarations(
                update.filesize().over(current.filesize()),
                update.signature().over(current.signature()),
                update.checksum().over(current.checksum()),
                current.metadata(),
                caller.now());
        Violations violations = new Violations();
        ArtifactRules.checkDeclarations(changed, largestBytes, violations);
        violations.throwIfAny();
        if (!artifacts.isEmpty()) {
            files.update(session, caller, changed);
        }
        announced.ifPresent(file -> session.classicFiles()
                .update(file.withDeclarations(changed.filesize(), changed.signature(), changed.checksum())));
    }
}
