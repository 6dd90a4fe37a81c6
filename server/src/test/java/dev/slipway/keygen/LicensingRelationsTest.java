package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LicensingRelationsTest extends HttpSuite {
    private String product = "";
    private String policy = "";
    private String user = "";
    private String email = "";
    private String owned = "";
    private String unowned = "";

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "");
        Reply made = vendor.user("user");
        user = made.id();
        email = made.text("/data/attributes/email");
        owned = vendor.licenseOf(policy, user).id();
        unowned = vendor.license(policy, "\"suspended\":true").id();
        vendor.licenseOf(
                vendor.policy(vendor.product(), ""), vendor.user("user").id());
    }

    @Test
    void followsTheLinksOfAProduct() {
        assertThat(admin.get("/v1/products/" + product + "/policies")
                        .expect(200)
                        .ids())
                .containsExactly(policy);
        assertThat(admin.get("/v1/products/" + product + "/licenses")
                        .expect(200)
                        .ids())
                .containsExactly(unowned, owned);
        assertThat(admin.get("/v1/products/" + product + "/licenses?suspended=true")
                        .ids())
                .containsExactly(unowned);
        assertThat(admin.get("/v1/products/" + product + "/users").expect(200).ids())
                .containsExactly(user);
    }

    @Test
    void showsWhatAProductHasOneByOne() {
        String other = vendor.product();
        String elsewhere = vendor.policy(other, "");
        String key = admin.get("/v1/licenses/" + owned).text("/data/attributes/key");
        Client own = vendor.productClient(anonymous, product);
        for (Client client : List.of(admin, own)) {
            String path = "/v1/products/" + product;
            assertThat(client.get(path + "/policies/" + policy).expect(200).id())
                    .isEqualTo(policy);
            assertThat(client.get(path + "/licenses/" + owned).expect(200).id()).isEqualTo(owned);
            assertThat(client.get(path + "/licenses/" + key).expect(200).id()).isEqualTo(owned);
            assertThat(client.get(path + "/users/" + user).expect(200).id()).isEqualTo(user);
            assertThat(client.get(path + "/users/" + email).expect(200).id()).isEqualTo(user);
            client.get(path + "/policies/" + elsewhere).expectError(404, "NOT_FOUND", null);
            client.get(path + "/users/" + vendor.user("user").id()).expectError(404, "NOT_FOUND", null);
        }
        for (String part : List.of("policies/" + policy, "licenses/" + owned, "users/" + user)) {
            admin.get("/v1/products/" + other + "/" + part).expectError(404, "NOT_FOUND", null);
            own.get("/v1/products/" + other + "/" + part).expectError(404, "NOT_FOUND", null);
            anonymous.get("/v1/products/" + product + "/" + part).expectError(401, "TOKEN_MISSING", null);
        }
    }

    @Test
    void tellsNobodyWhoMayNotReadUsersWhetherALicenseHasAnOwner() {
        for (String license : List.of(owned, vendor.license(policy, "").id())) {
            vendor.licenseClient(anonymous, license)
                    .get("/v1/licenses/" + license + "/owner")
                    .expectError(403, null, null);
        }
    }

    @Test
    void followsTheLinksOfAPolicyALicenseAndAUser() {
        assertThat(admin.get("/v1/policies/" + policy + "/product").expect(200).id())
                .isEqualTo(product);
        assertThat(admin.get("/v1/policies/" + policy + "/licenses").expect(200).ids())
                .containsExactly(unowned, owned);
        assertThat(admin.get("/v1/licenses/" + owned + "/product").expect(200).id())
                .isEqualTo(product);
        assertThat(admin.get("/v1/licenses/" + owned + "/policy").expect(200).id())
                .isEqualTo(policy);
        assertThat(admin.get("/v1/licenses/" + owned + "/owner").expect(200).id())
                .isEqualTo(user);
        assertThat(admin.get("/v1/licenses/" + unowned + "/owner")
                        .expect(200)
                        .at("/data")
                        .isNull())
                .isTrue();
        assertThat(admin.get("/v1/users/" + user + "/licenses").expect(200).ids())
                .containsExactly(owned);
    }

    @Test
    void showsOneOfWhatTheLinksLeadTo() {
        String other = vendor.product();
        String foreignPolicy = vendor.policy(other, "");
        String foreign = vendor.license(foreignPolicy, "").id();
        String stranger = vendor.user("user").id();

        expectOnly("/v1/products/" + product + "/policies/", policy, foreignPolicy);
        expectOnly("/v1/products/" + product + "/licenses/", owned, foreign);
        expectOnly("/v1/products/" + product + "/users/", user, stranger);
        expectOnly("/v1/users/" + user + "/licenses/", owned, unowned);
        expectOnly("/v1/users/" + user + "/products/", product, other);
        assertThat(admin.get("/v1/products/" + product + "/users/" + email)
                        .expect(200)
                        .id())
                .isEqualTo(user);
        assertThat(admin.get("/v1/users/" + email + "/licenses/" + owned.replace("-", ""))
                        .expect(200)
                        .id())
                .isEqualTo(owned);
    }

    private void expectOnly(String path, String there, String elsewhere) {
        assertThat(admin.get(path + there).expect(200).id()).isEqualTo(there);
        admin.get(path + elsewhere).expectError(404, "NOT_FOUND", null);
        anonymous.get(path + there).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void listsTheProductsThatAUserHoldsLicensesFor() {
        String shared = vendor.product();
        String license = vendor.license(vendor.policy(shared, ""), "").id();
        admin.post("/v1/licenses/" + license + "/users", """
                        {"data":[{"type":"users","id":"%s"}]}""".formatted(user)).expect(200);
        vendor.licenseOf(policy, user);
        vendor.product("\"distributionStrategy\":\"OPEN\"");
        String path = "/v1/users/" + user + "/products";

        assertThat(admin.get(path).expect(200).ids()).containsExactly(shared, product);
        assertThat(admin.get(path + "?limit=1&order=asc").expect(200).ids()).containsExactly(product);
        assertThat(vendor.productClient(anonymous, product)
                        .get(path)
                        .expect(200)
                        .ids())
                .containsExactly(product);
        admin.patch("/v1/users/" + user, """
                        {"data":{"type":"users","attributes":{"permissions":["token.generate","license.read","user.read","product.read"]}}}""").expect(200);
        assertThat(userClient().get(path).expect(200).ids()).containsExactly(shared, product);
    }

    @Test
    void keepsOneCustomerFromLookingThroughAnother() {
        String guest = vendor.user("user").id();
        admin.post("/v1/licenses/" + owned + "/users", """
                        {"data":[{"type":"users","id":"%s"}]}""".formatted(guest)).expect(200);

        userClient().get("/v1/users/" + guest).expect(200);
        userClient().get("/v1/users/" + guest + "/licenses").expectError(403, null, null);
        userClient().get("/v1/users/" + guest + "/licenses/" + owned).expectError(403, null, null);
    }

    @Test
    void keepsClosedProductsFromThoseWhoHoldLicensesForThem() {
        admin.patch("/v1/users/" + user, """
                        {"data":{"type":"users","attributes":{"permissions":["token.generate","license.read","user.read","product.read"]}}}""").expect(200);
        String closed = vendor.product("\"distributionStrategy\":\"CLOSED\"");
        String license = vendor.licenseOf(vendor.policy(closed, ""), user).id();
        vendor.product("\"distributionStrategy\":\"CLOSED\"");
        Client customer = userClient();

        expectClosed(customer.get("/v1/products"));
        expectClosed(customer.get("/v1/products?limit=1"));
        expectClosed(customer.get("/v1/products/" + closed));
        expectClosed(customer.get("/v1/users/" + user + "/products"));
        expectClosed(customer.get("/v1/users/" + user + "/products/" + closed));
        expectClosed(customer.get("/v1/licenses/" + license + "/product"));
        assertThat(customer.get("/v1/products?page[number]=2&page[size]=1")
                        .expect(200)
                        .ids())
                .hasSize(1);
        assertThat(customer.get("/v1/products/" + product).expect(200).id()).isEqualTo(product);
        assertThat(admin.get("/v1/users/" + user + "/products").expect(200).ids())
                .containsExactly(closed, product);
    }

    private static void expectClosed(Reply reply) {
        reply.expectError(403, null, null)
                .expectDetail(
                        "You do not have permission to complete the request (product distribution strategy is closed)");
    }

    private Client userClient() {
        return anonymous.signIn(email, Vendor.PASSWORD);
    }

    @Test
    void findsNothingWhereTwoFiltersDisagree() {
        String other = vendor.product();

        assertThat(admin.get("/v1/products/" + product + "/licenses?product=" + other)
                        .expect(200)
                        .ids())
                .isEmpty();
    }

    @Test
    void showsCustomersTheirLicensesButNotTheVendorsSide() {
        Client customer = anonymous.signIn(email, Vendor.PASSWORD);

        assertThat(customer.get("/v1/users/" + user + "/licenses").expect(200).ids())
                .containsExactly(owned);
        assertThat(customer.get("/v1/licenses/" + owned + "/owner").expect(200).id())
                .isEqualTo(user);
        customer.get("/v1/licenses/" + owned + "/policy").expectError(403, null, null);
        customer.get("/v1/licenses/" + owned + "/product").expectError(403, null, null);
        customer.get("/v1/licenses/" + unowned + "/owner").expectError(404, "NOT_FOUND", null);
        customer.get("/v1/products/" + product + "/licenses").expectError(403, null, null);
        vendor.licenseClient(anonymous, owned)
                .get("/v1/licenses/" + owned + "/owner")
                .expectError(403, null, null);
    }

    @Test
    void hidesTheLinksOfOtherProductsFromAProductToken() {
        Client other = vendor.productClient(anonymous, vendor.product());

        other.get("/v1/products/" + product + "/licenses").expectError(404, "NOT_FOUND", null);
        other.get("/v1/policies/" + policy + "/licenses").expectError(404, "NOT_FOUND", null);
        other.get("/v1/licenses/" + owned + "/policy").expectError(404, "NOT_FOUND", null);
        other.get("/v1/users/" + user + "/licenses").expectError(404, "NOT_FOUND", null);
        anonymous.get("/v1/licenses/" + owned + "/owner").expectError(401, "TOKEN_MISSING", null);
    }
}
