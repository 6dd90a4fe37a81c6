package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagesTest extends CatalogSuite {

    private static String body(String productId, String attributes) {
        return """
                {"data":{"type":"packages","attributes":{%s},"relationships":{
                "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(attributes, productId);
    }

    @Test
    void createsChangesAndDeletes() {
        String product = vendor.product();
        String key = Vendor.unique("My.Package_");
        Reply created =
                admin.post("/v1/packages", body(product, """
                        "name":"Mine","key":"%s","engine":"pypi","metadata":{"a":1}""".formatted(key))).expect(201);
        String self = "/v1/accounts/" + server.account().id() + "/packages/" + created.id();
        assertThat(created.header("Location")).hasValue(server.url() + self);
        assertThat(created.text("/data/attributes/key"))
                .isEqualTo(key.replace("_-", "-").replace('.', '-'));
        assertThat(created.at("/data/links")).hasToString("{\"related\":\"%s\"}".formatted(self));
        assertThat(created.text("/data/relationships/product/data/id")).isEqualTo(product);

        Reply changed = admin.patch("/v1/packages/" + created.text("/data/attributes/key"), """
                        {"data":{"type":"packages","attributes":{"engine":null,"name":"Yours"}}}""")
                .expect(200);
        assertThat(changed.at("/data/attributes/engine").isNull()).isTrue();
        String release = release(product, "1.0.0", "PUBLISHED", packageRelation(created.id()));
        admin.delete("/v1/packages/" + created.id()).expect(204);
        admin.get("/v1/packages/" + created.id())
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release package '%s' was not found".formatted(created.id()));
        admin.get("/v1/releases/" + release).expectError(404, "NOT_FOUND", null);
        assertThat(eventsOf(created.id())).containsExactly("package.created", "package.updated", "package.deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":"x","key":"actions"                              | 422 | KEY_NOT_ALLOWED | key
                    "name":"x","key":"5b1e0000-0000-7000-8000-000000000000" | 422 | KEY_INVALID     | key
                    "name":"x","key":"k","engine":"cargo"                   | 400 |                 | engine
                    "name":"x","key":""                                     | 400 |                 | key
                    "key":"k"                                               | 400 |                 | name
                    """)
    void refusesAttributesThatBreakARule(String attributes, int status, String code, String attribute) {
        admin.post("/v1/packages", body(vendor.product(), attributes))
                .expectError(status, code, "/data/attributes/" + attribute);
    }

    @Test
    void keepsKeysUniqueInTheAccount() {
        String key = Vendor.unique("unique");
        String attributes = "\"name\":\"x\",\"key\":\"%s\"".formatted(key);
        admin.post("/v1/packages", body(vendor.product(), attributes)).expect(201);

        admin.post("/v1/packages", body(vendor.product(), attributes))
                .expectError(422, "KEY_TAKEN", "/data/attributes/key");
        admin.post("/v1/packages", body(UUID.randomUUID().toString(), "\"name\":\"x\",\"key\":\"free\""))
                .expectError(422, "PRODUCT_NOT_FOUND", "/data/relationships/product");
        String tooLong = "\"name\":\"%s\",\"key\":\"%s\"".formatted("x".repeat(256), "y".repeat(256));
        Reply reply = admin.post("/v1/packages", body(vendor.product(), tooLong))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name");
        assertThat(reply.text("/errors/1/code")).isEqualTo("KEY_TOO_LONG");
    }

    @Test
    void showsCustomersThePackagesOfTheirAndOfOpenProducts() {
        String licensed = vendor.product();
        String own = releasePackage(licensed);
        String open = releasePackage(vendor.product("\"distributionStrategy\":\"OPEN\""));
        String closedProduct = vendor.product("\"distributionStrategy\":\"CLOSED\"");
        String closed = releasePackage(closedProduct);
        Client license = vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(licensed, ""), "").id());
        Client product = vendor.productClient(anonymous, licensed);

        assertThat(license.get("/v1/packages?limit=100").expect(200).ids())
                .contains(own, open)
                .doesNotContain(closed);
        license.get("/v1/packages/" + own).expect(200);
        license.get("/v1/packages/" + closed).expectError(404, "NOT_FOUND", null);
        license.delete("/v1/packages/" + own).expectError(403, null, null);
        assertThat(anonymous.get("/v1/packages?limit=100").expect(200).ids())
                .contains(open)
                .doesNotContain(own, closed);
        anonymous.get("/v1/packages/" + own).expectError(404, "NOT_FOUND", null);
        assertThat(product.get("/v1/packages").expect(200).ids()).containsExactly(own);
        product.get("/v1/packages/" + open).expectError(404, "NOT_FOUND", null);
        product.post("/v1/packages", body(closedProduct, "\"name\":\"x\",\"key\":\"y\""))
                .expectError(403, null, null);
        assertThat(admin.get("/v1/products/" + licensed + "/packages")
                        .expect(200)
                        .ids())
                .containsExactly(own);
        admin.get("/v1/products/" + licensed + "/packages/" + open).expectError(404, "NOT_FOUND", null);
    }
}
