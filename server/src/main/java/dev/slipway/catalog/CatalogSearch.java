package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.model.SearchTerms;
import dev.slipway.model.Slice;
import dev.slipway.store.Store;

/** Finds products and releases by parts of what they are called, for the vendor's people. */
public final class CatalogSearch {
    private final Store store;

    /** Searches this store. */
    public CatalogSearch(Store store) {
        this.store = store;
    }

    /** Releases by {@code id}, {@code version}, {@code tag}, {@code product} and metadata. */
    public Slice<Release> releases(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.RELEASE_READ, Role.STAFF);
        return store.read(
                caller.account().id(), session -> session.search().releases(caller.releaseScope(), terms, page));
    }

    /** Products by {@code id}, {@code name} and metadata. */
    public Slice<Product> products(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.PRODUCT_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> session.search().products(terms, page));
    }
}
