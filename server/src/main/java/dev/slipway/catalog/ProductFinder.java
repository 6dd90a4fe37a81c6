package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.store.Store;

/** Finds the product whose part of the catalog a caller wants to see. */
public final class ProductFinder {
    private final Store store;

    /** Looks in this store. */
    public ProductFinder(Store store) {
        this.store = store;
    }

    /**
     * The id of the product with that id or code.
     *
     * @throws dev.slipway.problem.Refusal 401 for nobody in particular, 404 when the caller may not know of it
     */
    public String find(Caller caller, String idOrCode) {
        caller.requireAuthentication();
        return store.read(
                caller.account().id(),
                session -> Products.findVisible(session, caller, idOrCode).id());
    }
}
