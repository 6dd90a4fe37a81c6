package dev.slipway;

import dev.slipway.access.IssuedTokens;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.access.SigningKeys;
import dev.slipway.access.Tokens;
import dev.slipway.catalog.CatalogSearch;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.UserProducts;
import dev.slipway.dashboard.ChoicePages;
import dev.slipway.dashboard.EntitlementPages;
import dev.slipway.dashboard.LicenseDetailPages;
import dev.slipway.dashboard.LicenseEditPages;
import dev.slipway.dashboard.LicensePages;
import dev.slipway.dashboard.LicenseReleasePages;
import dev.slipway.dashboard.Pickers;
import dev.slipway.dashboard.PolicyPages;
import dev.slipway.dashboard.TokenPages;
import dev.slipway.dashboard.UserPages;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Observations;
import dev.slipway.keygen.EntitlementRoutes;
import dev.slipway.keygen.ExplanationRoutes;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.LicenseActionRoutes;
import dev.slipway.keygen.LicenseFileRoutes;
import dev.slipway.keygen.LicenseRoutes;
import dev.slipway.keygen.LicenseValidationRoutes;
import dev.slipway.keygen.LicensingRelationRoutes;
import dev.slipway.keygen.MeRoutes;
import dev.slipway.keygen.PolicyRoutes;
import dev.slipway.keygen.UserRoutes;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.licensing.Entitlements;
import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseClock;
import dev.slipway.licensing.LicenseFiles;
import dev.slipway.licensing.LicenseSharing;
import dev.slipway.licensing.LicenseTransfers;
import dev.slipway.licensing.LicenseValidations;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.LicensingSearch;
import dev.slipway.licensing.MaintenancePolicies;
import dev.slipway.licensing.Policies;
import dev.slipway.licensing.UserActions;
import dev.slipway.licensing.Users;
import dev.slipway.secret.Ids;
import dev.slipway.secret.Passwords;
import dev.slipway.store.Store;
import dev.slipway.upgrade.UpdateExplanations;
import dev.slipway.upgrade.UpgradeExplanations;
import dev.slipway.web.PageView;

/** The part of the composition that is about licenses, the terms they are issued on, and their users. */
record LicensingParts(Store store, ChangeLog changes, Ids ids, SigningKeys signingKeys, Passwords passwords) {

    Users users() {
        return new Users(store, changes, ids, passwords);
    }

    Licenses licenses() {
        return new Licenses(store, changes, ids, signingKeys);
    }

    /**
     * Serves all of it.
     *
     * @param judgesMachines whether what validations are told about machines counts
     */
    void register(
            KeygenView keygen,
            Products products,
            Observations observations,
            LicenseClock clock,
            boolean judgesMachines) {
        Users users = users();
        Licenses licenses = licenses();
        Policies policies = new Policies(store, changes, ids);
        new EntitlementRoutes(new Entitlements(store, changes, ids), new EntitlementHolding(store, changes, ids))
                .register(keygen);
        new PolicyRoutes(policies).register(keygen);
        new LicenseRoutes(licenses).register(keygen);
        LicenseSharing sharing = new LicenseSharing(store, changes, ids);
        new LicenseActionRoutes(new LicenseActions(store, changes), new LicenseTransfers(store, changes), sharing)
                .register(keygen);
        new LicenseValidationRoutes(new LicenseValidations(store, observations, clock, judgesMachines))
                .register(keygen);
        new ExplanationRoutes(
                        new ReleaseExplanations(store), new UpgradeExplanations(store), new UpdateExplanations(store))
                .register(keygen);
        new LicenseFileRoutes(new LicenseFiles(store, changes, signingKeys, ids)).register(keygen);
        new UserRoutes(users, new UserActions(store, changes)).register(keygen);
        new MeRoutes(users, products, licenses).register(keygen);
        new LicensingRelationRoutes(products, policies, licenses, users, sharing, new UserProducts(store))
                .register(keygen);
    }

    /** Adds the pages about all of it. */
    void register(PageView dashboard, Products products, Tokens tokens) {
        Users users = users();
        Licenses licenses = licenses();
        Policies policies = new Policies(store, changes, ids);
        LicensingSearch search = new LicensingSearch(store);
        Pickers pickers = new Pickers(new CatalogSearch(store), search);
        EntitlementHolding holding = new EntitlementHolding(store, changes, ids);
        new UserPages(users, new UserActions(store, changes)).register(dashboard);
        new TokenPages(tokens, new IssuedTokens(store)).register(dashboard);
        new EntitlementPages(new Entitlements(store, changes, ids)).register(dashboard);
        new PolicyPages(policies, holding, products, pickers).register(dashboard);
        new LicensePages(licenses, products, users, search, pickers).register(dashboard);
        new LicenseDetailPages(new LicenseDetailPages.Parts(
                        licenses,
                        new LicenseActions(store, changes),
                        new LicenseSharing(store, changes, ids),
                        holding,
                        new LicenseTransfers(store, changes),
                        tokens,
                        new IssuedTokens(store),
                        users,
                        products,
                        pickers))
                .register(dashboard);
        new LicenseEditPages(licenses, new MaintenancePolicies(store, changes, ids)).register(dashboard);
        new ChoicePages(pickers, products).register(dashboard);
        new LicenseReleasePages(
                        licenses,
                        products,
                        new ReleaseExplanations(store),
                        new UpgradeExplanations(store),
                        new UpdateExplanations(store))
                .register(dashboard);
    }
}
