package dev.slipway.access;

import dev.slipway.model.Aliases;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;

/** Tells the vendor what a license has, and why it has nothing else. */
public final class ReleaseExplanations {
    private static final ReleaseFilter ANY = new ReleaseFilter(null, null, null, null, null, null);

    private final Store store;

    /** Explains what is in this store. */
    public ReleaseExplanations(Store store) {
        this.store = store;
    }

    /** Every release of a license's product, each with what keeps the license from it. */
    public Slice<ReleaseExplanation> list(Caller caller, String licenseIdOrKey, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            LicenseStanding standing = LicenseStanding.of(session, licenseToExplain(session, caller, licenseIdOrKey));
            ReleaseFilter ofProduct = new ReleaseFilter(standing.license().productId(), null, null, null, null, null);
            Slice<Release> found = session.releases().list(caller.releaseScope(), ofProduct, page);
            return new Slice<>(
                    found.items().stream()
                            .map(release -> ReleaseExplanation.of(session, caller, standing, release))
                            .toList(),
                    found.hasMore(),
                    found.total());
        });
    }

    /**
     * One release, with what keeps a license of any product from it.
     *
     * @throws Refusal 404 naming the kind of what the caller may not know of, 403 when they are no vendor or lack a permission
     */
    public ReleaseExplanation show(Caller caller, String releaseId, String licenseIdOrKey) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = session.releases()
                    .find(caller.releaseScope(), ANY, Aliases.canonical(releaseId))
                    .orElseThrow(() -> Refusal.notFound("release", releaseId));
            LicenseStanding standing = LicenseStanding.of(session, licenseToExplain(session, caller, licenseIdOrKey));
            return ReleaseExplanation.of(session, caller, standing, release);
        });
    }

    /**
     * The license, if the caller is told all about it.
     *
     * @throws Refusal 404 when the caller may not know of it, 403 when they are no vendor or lack a permission
     */
    public static License licenseToExplain(Session session, Caller caller, String idOrKey) {
        License license = TokenBearers.license(session, caller, idOrKey);
        caller.require(Permission.LICENSE_READ);
        caller.require(Permission.RELEASE_READ);
        if (!caller.isVendor()) {
            throw caller.deny();
        }
        return license;
    }
}
