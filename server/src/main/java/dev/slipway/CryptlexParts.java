package dev.slipway;

import dev.slipway.access.FirstUse;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.OfferNames;
import dev.slipway.catalog.ProductDirectory;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.Releases;
import dev.slipway.catalog.ServedFiles;
import dev.slipway.config.AddressRange;
import dev.slipway.config.Settings;
import dev.slipway.cryptlex.CryptlexView;
import dev.slipway.cryptlex.LicenseRoutes;
import dev.slipway.cryptlex.LoginRoutes;
import dev.slipway.cryptlex.MaintenancePolicyRoutes;
import dev.slipway.cryptlex.MeRoutes;
import dev.slipway.cryptlex.OfferNameRoutes;
import dev.slipway.cryptlex.PersonalAccessTokenRoutes;
import dev.slipway.cryptlex.ProductRoutes;
import dev.slipway.cryptlex.ReleaseFileRoutes;
import dev.slipway.cryptlex.ReleaseRoutes;
import dev.slipway.cryptlex.ReleaseServerRoutes;
import dev.slipway.cryptlex.RoleRoutes;
import dev.slipway.cryptlex.UpdateRoutes;
import dev.slipway.cryptlex.UserRoutes;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Observations;
import dev.slipway.http.Router;
import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseDirectory;
import dev.slipway.licensing.LicenseMaintenance;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.MaintenancePolicies;
import dev.slipway.licensing.NamedRoles;
import dev.slipway.licensing.ProductLicenses;
import dev.slipway.licensing.UserActions;
import dev.slipway.licensing.UserDirectory;
import dev.slipway.licensing.Users;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.upgrade.DottedUpgrades;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The part of the composition that answers as Cryptlex's API. */
record CryptlexParts(
        Settings settings, Environment environment, Store store, ChangeLog changes, Ids ids, AccessParts access) {
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    /** Serves all of it on a router; the view, for those who add to it. */
    CryptlexView register(
            Router router, Products products, CatalogParts catalog, Observations observations, FirstUse firstUse) {
        CryptlexView view = view(router);
        registerCatalog(view, products, catalog);
        new UpdateRoutes(new DottedUpgrades(store, observations, firstUse), new ReleaseDirectory(store)).register(view);
        registerLicensing(view);
        return view;
    }

    /** The pipeline, with the endpoints about who asks. */
    private CryptlexView view(Router router) {
        List<AddressRange> unlimited = settings.cryptlexUnlimitedAddresses();
        CryptlexView view = new CryptlexView(
                router,
                access.accountLocator(),
                access.authenticator(),
                access.limits(),
                new CryptlexView.Rate(
                        settings.cryptlexMaxRequests(),
                        longest(settings.cryptlexRequestPeriod(), SHORTEST_PERIOD),
                        address -> isIn(unlimited, address)),
                environment.clock(),
                settings.publicUrl().map(URI::toString).orElse(null));
        new LoginRoutes(access.accounts(), access.authenticator(), access.personalAccessTokens()).register(view);
        new PersonalAccessTokenRoutes(access.personalAccessTokens()).register(view);
        NamedRoles roles = new NamedRoles(store, changes, ids);
        new RoleRoutes(roles).register(view);
        Users users = new Users(store, changes, ids, access.passwords());
        new UserRoutes(users, new UserActions(store, changes), new UserDirectory(store, users), roles).register(view);
        return view;
    }

    private void registerCatalog(CryptlexView view, Products products, CatalogParts catalog) {
        Releases releases = catalog.releases();
        ReleaseFiles files = catalog.releaseFiles();
        ServedFiles served = catalog.servedFiles();
        ReleaseDirectory directory = new ReleaseDirectory(store);
        new ProductRoutes(products, new ProductDirectory(store)).register(view);
        new ReleaseRoutes(releases, new DottedReleases(store, changes, ids), directory, served).register(view);
        new ReleaseFileRoutes(files, served, directory).register(view);
        new OfferNameRoutes(new OfferNames(store, changes, ids)).register(view);
        new MeRoutes(directory).register(view);
        new ReleaseServerRoutes(files, served, directory).register(view);
    }

    private void registerLicensing(CryptlexView view) {
        new LicenseRoutes(
                        new ProductLicenses(store, changes, ids, access.signingKeys()),
                        new Licenses(store, changes, ids, access.signingKeys()),
                        new LicenseDirectory(store),
                        new LicenseActions(store, changes),
                        new LicenseMaintenance(store, changes))
                .register(view);
        new MaintenancePolicyRoutes(new MaintenancePolicies(store, changes, ids)).register(view);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static boolean isIn(List<AddressRange> ranges, String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        InetAddress literal;
        try {
            literal = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return ranges.stream().anyMatch(range -> range.contains(literal));
    }
}
