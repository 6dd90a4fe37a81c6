package dev.slipway.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** What a vendor does over the API before a test begins. Names are made unique where they must be. */
public final class Vendor {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Client client;

    Vendor(Client client) {
        this.client = client;
    }

    /** A name nobody has used yet. */
    public static String unique(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }

    /** The id of a new product with these attributes beside its name, e.g. {@code "distributionStrategy":"OPEN"}. */
    public String product(String attributes) {
        String rest = attributes.isEmpty() ? "" : "," + attributes;
        return client.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"%s"%s}}}""".formatted(unique("Product"), rest))
                .expect(201)
                .id();
    }

    /** The id of a new licensed product. */
    public String product() {
        return product("");
    }

    /** A client with a new token of a product. */
    public Client productClient(Client anonymous, String productId) {
        return anonymous.withToken(client.post("/v1/products/" + productId + "/tokens", "")
                .expect(200)
                .text("/data/attributes/token"));
    }
}
