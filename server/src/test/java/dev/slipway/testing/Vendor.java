package dev.slipway.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** What a vendor does over the API before a test begins. Names are made unique where they must be. */
public final class Vendor {
    /** The password of users made here. */
    public static final String PASSWORD = "open sesame";

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

    /** The id of a new policy of a product with these attributes beside its name. */
    public String policy(String productId, String attributes) {
        String rest = attributes.isEmpty() ? "" : "," + attributes;
        return client.post("/v1/policies", """
                        {"data":{"type":"policies","attributes":{"name":"%s"%s},"relationships":{"product":{"data":{
                        "type":"products","id":"%s"}}}}}""".formatted(unique("Policy"), rest, productId))
                .expect(201)
                .id();
    }

    /** A new license of a policy with these attributes. */
    public Reply license(String policyId, String attributes) {
        return client.post("/v1/licenses", """
                        {"data":{"type":"licenses","attributes":{"name":"%s"%s},"relationships":{"policy":{"data":{
                        "type":"policies","id":"%s"}}}}}""".formatted(
                                unique("License"), attributes.isEmpty() ? "" : "," + attributes, policyId))
                .expect(201);
    }

    /** A new license of a policy that a user owns. */
    public Reply licenseOf(String policyId, String userId) {
        return client.post("/v1/licenses", """
                        {"data":{"type":"licenses","relationships":{"policy":{"data":{"type":"policies","id":"%s"}},
                        "owner":{"data":{"type":"users","id":"%s"}}}}}""".formatted(policyId, userId)).expect(201);
    }

    /** The id of a new entitlement with that code. */
    public String entitlement(String code) {
        return client.post("/v1/entitlements", """
                        {"data":{"type":"entitlements","attributes":{"name":"%s","code":"%s"}}}""".formatted(code, code))
                .expect(201)
                .id();
    }

    /** A new user with a role; the password is {@link #PASSWORD}. */
    public Reply user(String role) {
        return client.post("/v1/users", """
                        {"data":{"type":"users","attributes":{"email":"%s@example.com","password":"%s","role":"%s"}}}""".formatted(unique(role), PASSWORD, role))
                .expect(201);
    }

    /** A client with a new token of a user who was made here. */
    public Client userClient(Client anonymous, Reply user) {
        return anonymous.signIn(user.text("/data/attributes/email"), PASSWORD);
    }

    /** A client with a new token of a new user with a role. */
    public Client userClient(Client anonymous, String role) {
        return userClient(anonymous, user(role));
    }

    /** A client with a new token of a license. */
    public Client licenseClient(Client anonymous, String licenseId) {
        return anonymous.withToken(client.post("/v1/licenses/" + licenseId + "/tokens", "")
                .expect(200)
                .text("/data/attributes/token"));
    }
}
