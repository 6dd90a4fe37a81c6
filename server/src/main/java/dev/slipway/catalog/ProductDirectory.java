package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Slice;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Map;

/** Products as they are looked through: by any of their fields, with what hangs on them counted. */
public final class ProductDirectory {
    private final Store store;

    /** Looks into this store. */
    public ProductDirectory(Store store) {
        this.store = store;
    }

    /** A product and how much hangs on it. */
    public record Entry(Product product, int releases, int licenses) {}

    /** The products that the caller may know of and that a query wants. */
    public Slice<Entry> list(Caller caller, ListQuery query) {
        caller.requireAuthentication();
        caller.require(Permission.PRODUCT_READ);
        if (caller.productId() != null) {
            throw caller.deny();
        }
        return store.read(caller.account().id(), session -> {
            Slice<Product> found = session.products().list(Guard.customerOf(caller), query);
            return new Slice<>(entries(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** What is shown of a product that the caller was just given. */
    public Entry describe(Caller caller, Product product) {
        return store.read(
                caller.account().id(),
                session -> entries(session, List.of(product)).getFirst());
    }

    private static List<Entry> entries(Session session, List<Product> products) {
        List<String> ids = products.stream().map(Product::id).toList();
        Map<String, Integer> releases = session.products().countReleases(ids);
        Map<String, Integer> licenses = session.products().countLicenses(ids);
        return products.stream()
                .map(product -> new Entry(
                        product, releases.getOrDefault(product.id(), 0), licenses.getOrDefault(product.id(), 0)))
                .toList();
    }
}
