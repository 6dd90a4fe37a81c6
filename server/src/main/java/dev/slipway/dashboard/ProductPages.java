package dev.slipway.dashboard;

import dev.slipway.catalog.Products;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Slice;
import dev.slipway.version.VersionScheme;
import dev.slipway.web.Answer;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;

/** The pages about products. */
public final class ProductPages {
    private final Products products;

    /** Shows these products. */
    public ProductPages(Products products) {
        this.products = products;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/products", this::list);
    }

    private Answer list(Visit visit) {
        Slice<Product> found = products.list(visit.caller(), PageLinks.wanted(visit));
        return Answer.page(
                "dashboard/products.jte",
                new ProductsPage(
                        visit.frame("Products"),
                        found.items().stream().map(ProductPages::row).toList(),
                        PageLinks.of(visit, found),
                        visit.caller().permissions().contains(Permission.PRODUCT_CREATE),
                        visit.origin()));
    }

    private static ProductsPage.Row row(Product product) {
        return new ProductsPage.Row(
                product.id(),
                product.name(),
                product.code(),
                Text.words(product.distributionStrategy().name()),
                product.versionScheme() == VersionScheme.SEMVER ? "Semantic" : "Dotted",
                product.publishPolicy() == PublishPolicy.FREEZE ? "Freezes releases" : "Releases stay changeable",
                product.created());
    }
}
