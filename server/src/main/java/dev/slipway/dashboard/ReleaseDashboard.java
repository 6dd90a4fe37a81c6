package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.catalog.ReleaseConstraints;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.catalog.Releases;
import dev.slipway.event.EventLog;
import dev.slipway.licensing.Entitlements;
import dev.slipway.model.Entitlement;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.web.Choice;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.ArrayList;
import java.util.List;

/** The use cases behind the pages about releases. */
public record ReleaseDashboard(
        Products products,
        Releases releases,
        DottedReleases dotted,
        ReleaseBrowser browser,
        Artifacts artifacts,
        ReleaseFiles files,
        ReleaseConstraints constraints,
        Entitlements entitlements,
        EventLog events) {
    private static final int OFFERED = 100;

    /** Adds the pages. */
    public void register(PageView pages) {
        new ReleasePages(this).register(pages);
        new ReleaseFormPages(this).register(pages);
        new ReleaseActionPages(this).register(pages);
        new ReleaseUploadPages(this).register(pages);
    }

    /** The release a visit is about. */
    Release release(Visit visit) {
        return releases.show(visit.caller(), ReleaseQuery.ANY, visit.parameter("id"));
    }

    /** The newest products, to choose from. */
    List<Product> newestProducts(Caller caller) {
        return products.list(caller, new PageRequest.Limit(OFFERED, false)).items();
    }

    /** The newest entitlements, to choose from; none for those who may not see them. */
    List<Choice> entitlementChoices(Caller caller) {
        return caller.permissions().contains(Permission.ENTITLEMENT_READ)
                ? entitlements.list(caller, new PageRequest.Limit(OFFERED, false)).items().stream()
                        .map(ReleaseDashboard::choice)
                        .toList()
                : List.of();
    }

    private static Choice choice(Entitlement entitlement) {
        return new Choice(entitlement.id(), entitlement.name() + " (" + entitlement.code() + ")");
    }

    /** Choices of products. */
    static List<Choice> choices(List<Product> products) {
        List<Choice> choices = new ArrayList<>();
        products.forEach(product -> choices.add(new Choice(product.id(), product.name())));
        return choices;
    }
}
