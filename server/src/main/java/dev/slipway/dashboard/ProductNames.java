package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Products;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What products are called, for one page: the newest at once, others as they are met. */
final class ProductNames {
    private static final int MOST = 100;

    private final Products products;
    private final Caller caller;
    private final Map<String, String> names = new HashMap<>();

    ProductNames(Products products, Caller caller) {
        this.products = products;
        this.caller = caller;
        List<Product> newest = caller.permissions().contains(Permission.PRODUCT_READ)
                ? products.list(caller, new PageRequest.Limit(MOST, false)).items()
                : List.of();
        newest.forEach(product -> names.put(product.id(), product.name()));
    }

    /** The name of a product; its id where the caller may not know it. */
    String of(String id) {
        return names.computeIfAbsent(id, this::find);
    }

    private String find(String id) {
        try {
            return products.show(caller, id).name();
        } catch (Refusal unknown) {
            return id;
        }
    }
}
