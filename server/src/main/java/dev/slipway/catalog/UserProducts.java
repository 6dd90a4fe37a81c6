package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Set;
import java.util.stream.Collectors;

/** The products that a user holds licenses for, owned or shared. */
public final class UserProducts {
    private final Store store;

    /** Looks into this store. */
    public UserProducts(Store store) {
        this.store = store;
    }

    /** The products that a user holds licenses for; a product's token knows only of its own. */
    public Slice<Product> list(Caller caller, String userId, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.PRODUCT_READ);
        return store.read(
                caller.account().id(),
                session -> permitted(caller, session.products().listAmong(held(session, caller, userId), page)));
    }

    /** One of the products that a user holds licenses for. */
    public Product show(Caller caller, String userId, String idOrCode) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Product product = Products.findVisible(session, caller, idOrCode);
            if (!held(session, caller, userId).contains(product.id())) {
                throw Refusal.notFound("product", idOrCode);
            }
            Products.requireReader(caller, product);
            return product;
        });
    }

    private static Set<String> held(Session session, Caller caller, String userId) {
        String own = caller.productId();
        return session.licenses().ofUser(userId).stream()
                .map(License::productId)
                .filter(id -> own == null || own.equals(id))
                .collect(Collectors.toSet());
    }

    /** The part of a list, refused where the caller may not read all of it. */
    static Slice<Product> permitted(Caller caller, Slice<Product> found) {
        found.items().forEach(product -> Products.requireReader(caller, product));
        return found;
    }
}
