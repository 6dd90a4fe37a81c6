package dev.slipway;

import dev.slipway.catalog.Products;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.dashboard.Dashboard;
import dev.slipway.dashboard.ProductPages;
import dev.slipway.dashboard.SignInPages;
import dev.slipway.http.Router;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.portal.LicensePages;
import dev.slipway.portal.Portal;
import dev.slipway.portal.PortalSignInPages;
import dev.slipway.portal.ReleasePages;
import dev.slipway.status.StatusView;
import dev.slipway.web.PageParts;
import dev.slipway.web.PageView;

/** The part of the composition that people see in a browser. */
record PageRoutes(AccessParts access, PageParts parts, LicensingParts licensing, Products products) {

    /** Serves all pages but those that are added to what is given back, and as the view of everything else what belongs to no other view. */
    PageView register(Router router) {
        parts.assets().register(router);
        PageView dashboard = new PageView(
                router, Dashboard.area(), parts, StatusView::renderFailure, StatusView::answerUnknownRoute);
        new SignInPages(access.accounts(), access.firstRun()).register(dashboard);
        new ProductPages(products).register(dashboard);
        licensing.register(dashboard, products, access.tokens());
        return dashboard;
    }

    /** Serves the pages of customers. */
    void registerPortal(Router router, CatalogParts catalog) {
        PageView portal =
                new PageView(router, Portal.area(), parts, StatusView::renderFailure, StatusView::answerUnknownRoute);
        ReleaseDirectory directory = new ReleaseDirectory(licensing.store());
        new PortalSignInPages(access.accounts()).register(portal);
        new ReleasePages(directory, catalog.artifacts()).register(portal);
        new LicensePages(directory, new EntitlementHolding(licensing.store(), licensing.changes(), licensing.ids()))
                .register(portal);
    }
}
