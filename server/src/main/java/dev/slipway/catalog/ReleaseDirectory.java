package dev.slipway.catalog;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.model.Artifact;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Releases and their files as they are looked through: by any of their fields, with all that is shown of them. */
public final class ReleaseDirectory {
    private static final int REMEMBERED = 10_000;

    private final Store store;
    private final RevisionCache<ReleaseKey, ReleaseDetails> offered;

    /** Looks into this store. */
    public ReleaseDirectory(Store store) {
        this.store = store;
        this.offered = new RevisionCache<>(store, REMEMBERED);
    }

    private record ReleaseKey(String accountId, String releaseId) {}

    /** The releases that exist for the caller and that a query wants; refused when the caller may not have one of them. */
    public Slice<ReleaseDetails> list(Caller caller, ListQuery query) {
        caller.require(Permission.RELEASE_READ);
        return store.read(caller.account().id(), session -> {
            Slice<Release> found = session.releases().list(caller.releaseScope(), query);
            ReleaseAccess access = new ReleaseAccess(session, caller);
            found.items().forEach(access::require);
            return detailed(session, found);
        });
    }

    /**
     * A release.
     *
     * @throws Refusal 404 or 403
     */
    public ReleaseDetails show(Caller caller, String id) {
        return store.read(caller.account().id(), session -> {
            Release release = visible(session, caller, id).orElseThrow(() -> Refusal.notFound("release", id));
            caller.require(Permission.RELEASE_READ);
            new ReleaseAccess(session, caller).require(release);
            return ReleaseDetails.of(session, release);
        });
    }

    private static Optional<Release> visible(Session session, Caller caller, String id) {
        return session.releases()
                .find(caller.releaseScope(), ReleaseQuery.ANY.resolve(session), id)
                .filter(release -> release.id().equals(id));
    }

    /** What is shown of a release that the caller was just given. */
    public ReleaseDetails describe(Caller caller, Release release) {
        return store.read(caller.account().id(), session -> ReleaseDetails.of(session, release));
    }

    /** As {@link #describe}, for those who ask again and again what is newest: the counters of files may be older. */
    public ReleaseDetails describeOffered(Caller caller, Release release) {
        return offered.get(new ReleaseKey(caller.account().id(), release.id()), () -> describe(caller, release));
    }

    /**
     * The releases of products that a customer holds licenses for, as far as these reach: published ones that are not private.
     * Nobody else has any.
     */
    public Slice<ReleaseDetails> own(Caller caller, ListQuery query) {
        caller.requireAuthentication();
        caller.require(Permission.RELEASE_READ);
        return store.read(caller.account().id(), session -> {
            Slice<Release> found = session.releases().listOwn(caller.releaseScope(), query);
            ReleaseAccess access = new ReleaseAccess(session, caller);
            List<Release> permitted = found.items().stream()
                    .filter(release -> access.reasonAgainst(release).isEmpty())
                    .toList();
            return detailed(session, new Slice<>(permitted, found.hasMore(), found.total()));
        });
    }

    /**
     * The licenses that the caller stands on, newest first.
     *
     * @param releaseId only those that let the caller have this release; null for all
     */
    public List<LicenseStanding> licenses(Caller caller, @Nullable String releaseId) {
        caller.requireAuthentication();
        caller.require(Permission.LICENSE_READ);
        List<LicenseStanding> held = held(caller);
        if (releaseId == null) {
            return held;
        }
        return store.read(caller.account().id(), session -> {
            Optional<Release> release = visible(session, caller, releaseId);
            ReleaseAccess access = new ReleaseAccess(session, caller);
            return held.stream()
                    .filter(standing -> release.filter(wanted ->
                                    wanted.productId().equals(standing.license().productId()))
                            .filter(wanted ->
                                    access.reasonAgainst(standing, wanted).isEmpty())
                            .isPresent())
                    .toList();
        });
    }

    private static List<LicenseStanding> held(Caller caller) {
        return switch (caller.bearer()) {
            case Bearer.OfLicense license -> List.of(license.standing());
            case Bearer.Customer customer -> customer.licenses();
            case Bearer.Staff staff -> List.of();
            case Bearer.OfProduct product -> List.of();
            case Bearer.Anonymous nobody -> List.of();
        };
    }

    /** The products that the licenses of the caller are for, whatever these still reach, by name. */
    public List<Product> ownProducts(Caller caller) {
        caller.requireAuthentication();
        caller.require(Permission.RELEASE_READ);
        Set<String> ids =
                held(caller).stream().map(each -> each.license().productId()).collect(Collectors.toSet());
        return store.read(
                caller.account().id(),
                session -> session.products().findAll(ids).stream()
                        .sorted(Comparator.comparing(Product::name))
                        .toList());
    }

    private static Slice<ReleaseDetails> detailed(Session session, Slice<Release> found) {
        return new Slice<>(ReleaseDetails.of(session, found.items()), found.hasMore(), found.total());
    }

    /** The files of releases that exist for the caller that a query wants; refused as releases are. */
    public Slice<FileDetails> listFiles(Caller caller, ListQuery query) {
        caller.require(Permission.ARTIFACT_READ);
        return store.read(caller.account().id(), session -> {
            Slice<Artifact> found = session.artifacts().list(caller.releaseScope(), query);
            ReleaseAccess access = new ReleaseAccess(session, caller);
            session.releases()
                    .findAll(found.items().stream()
                            .map(Artifact::releaseId)
                            .distinct()
                            .toList())
                    .forEach(access::require);
            return new Slice<>(FileDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** What is shown of a file that the caller was just given. */
    public FileDetails describe(Caller caller, Artifact file) {
        return store.read(
                caller.account().id(),
                session -> FileDetails.of(session, List.of(file)).getFirst());
    }
}
