package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProductsTest extends HttpSuite {

    private static String document(String attributes) {
        return """
                {"data":{"type":"products","attributes":{%s}}}""".formatted(attributes);
    }

    @Test
    void createsAProductAndSaysWhereItIs() {
        Reply reply = admin.post("/v1/products", document("""
                                "name":"Orbit","code":"orbit-create","url":"https://orbit.example.com",
                                "platforms":["macOS","Linux"],"metadata":{"order-Id":7,"sha-512":"x"}""")).expect(201);

        assertThat(reply.header("Location"))
                .hasValue(server.url() + "/v1/accounts/" + server.account().id() + "/products/" + reply.id());
        assertThat(reply.header("Content-Type")).hasValue("application/vnd.api+json; charset=utf-8");
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly(
                        "name",
                        "code",
                        "distributionStrategy",
                        "url",
                        "platforms",
                        "permissions",
                        "metadata",
                        "created",
                        "updated");
        assertThat(reply.text("/data/attributes/distributionStrategy")).isEqualTo("LICENSED");
        assertThat(reply.at("/data/attributes/metadata")).hasToString("{\"orderId\":7,\"sha512\":\"x\"}");
        assertThat(reply.text("/data/attributes/created"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(reply.text("/data/relationships/account/data/id"))
                .isEqualTo(server.account().id());
        assertThat(reply.text("/data/links/self"))
                .isEqualTo("/v1/accounts/" + server.account().id() + "/products/" + reply.id());
        assertThat(eventsOf(reply.id())).containsExactly("product.created");
    }

    @Test
    void showsAProductByIdInAnyFormAndByCodeInBothFamilies() {
        String id = vendor.product("\"code\":\"Orbit.Show\"");

        assertThat(admin.get("/v1/products/" + id).expect(200).id()).isEqualTo(id);
        assertThat(admin.get("/v1/products/" + id.replace("-", "").toUpperCase(Locale.ROOT))
                        .expect(200)
                        .id())
                .isEqualTo(id);
        assertThat(admin.get("/v1/accounts/default/products/orbit.show")
                        .expect(200)
                        .id())
                .isEqualTo(id);
        assertThat(admin.get("/v1/accounts/" + server.account().id() + "/products/ORBIT.SHOW")
                        .expect(200)
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                            | is missing                                          | /data
                    {"data":null}                                                 | cannot be null                                      | /data
                    []                                                            | type mismatch (received array expected object)      | /data
                    {"data":{"attributes":{"name":"x"}}}                          | is missing                                          | /data/type
                    {"data":{"type":"users","attributes":{"name":"x"}}}           | is invalid                                          | /data/type
                    {"data":{"type":"product"}}                                   | is missing                                          | /data/attributes
                    {"data":{"type":"product","attributes":{}}}                   | cannot be blank                                     | /data/attributes
                    {"data":{"type":"product","attributes":{"code":"x"}}}         | is missing                                          | /data/attributes/name
                    {"data":{"type":"product","attributes":{"name":null}}}        | cannot be null                                      | /data/attributes/name
                    {"data":{"type":"product","attributes":{"name":""}}}          | cannot be blank                                     | /data/attributes/name
                    {"data":{"type":"product","attributes":{"name":5}}}           | type mismatch (received integer expected string)    | /data/attributes/name
                    {"data":{"type":"product","attributes":{"name":"x","secret_plan":1}}} | unpermitted parameter                       | /data/attributes/secretPlan
                    {"data":{"type":"product","attributes":{"name":"x","metadata":[]}}} | type mismatch (received array expected object) | /data/attributes/metadata
                    {"data":{"type":"product","attributes":{"name":"x","metadata":{"a":{"b":{"c":{}}}}}}} | maximum depth of 2 exceeded  | /data/attributes/metadata/a/b/c
                    {"data":{"type":"product","attributes":{"name":"x"}},"extra":1} | unpermitted parameter                             | /extra
                    """)
    void refusesABodyThatDoesNotFitTheSchema(String body, String detail, String pointer) {
        long before = count();

        admin.post("/v1/products", body).expectError(400, null, pointer).expectDetail(detail);

        assertThat(count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":" "                                             | NAME_MISSING                       | name
                    "name":"x","distributionStrategy":"SECRET"             | DISTRIBUTION_STRATEGY_NOT_ALLOWED  | distributionStrategy
                    "name":"x","code":"5b1e0000-0000-7000-8000-000000000000" | CODE_INVALID                     | code
                    "name":"x","code":"actions"                            | CODE_NOT_ALLOWED                   | code
                    "name":"x","url":"ftp://example.com"                   | URL_PROTOCOL_INVALID               | url
                    "name":"x","url":"https://localhost"                   | URL_HOST_INVALID                   | url
                    "name":"x","url":"not a url"                           | URL_INVALID                        | url
                    "name":"x","metadata":{"versionScheme":"ROMAN"}        | METADATA_INVALID                   | metadata
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute) {
        admin.post("/v1/products", document(attributes)).expectError(422, code, "/data/attributes/" + attribute);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String longText = "é".repeat(256);

        admin.post("/v1/products", document("\"name\":\"%s\"".formatted(longText)))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name")
                .expectDetail("is too long (maximum is 255 characters)");
        admin.post("/v1/products", document("\"name\":\"%s\"".formatted("é".repeat(255))))
                .expect(201);
    }

    @Test
    void keepsCodesUniqueIgnoringCase() {
        String id = vendor.product("\"code\":\"Unique.Code\"");

        admin.post("/v1/products", document("\"name\":\"x\",\"code\":\"UNIQUE.code\""))
                .expectError(422, "CODE_TAKEN", "/data/attributes/code");
        admin.patch("/v1/products/" + id, document("\"code\":\"unique.CODE\"")).expect(200);
    }

    @Test
    void changesOnlyWhatAnUpdateNames() {
        String id = vendor.product("\"code\":\"patched\",\"metadata\":{\"a\":1}");

        Reply reply = admin.patch(
                        "/v1/products/" + id,
                        document("\"name\":\"Renamed\",\"code\":null,\"distributionStrategy\":null"))
                .expect(200);

        assertThat(reply.text("/data/attributes/name")).isEqualTo("Renamed");
        assertThat(reply.at("/data/attributes/code").isNull()).isTrue();
        assertThat(reply.text("/data/attributes/distributionStrategy")).isEqualTo("LICENSED");
        assertThat(reply.at("/data/attributes/metadata/a").intValue()).isEqualTo(1);
        assertThat(eventsOf(id)).containsExactly("product.created", "product.updated");
    }

    @Test
    void deletesAProductForEverybody() {
        String id = vendor.product();
        Client product = vendor.productClient(anonymous, id);

        admin.delete("/v1/products/" + id).expect(204);

        admin.get("/v1/products/" + id).expectError(404, "NOT_FOUND", null);
        product.get("/v1/products/" + id).expectError(401, "TOKEN_INVALID", null);
        admin.delete("/v1/products/" + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void pagesThroughTheListNewestFirst() {
        List<String> made = Stream.generate(() -> vendor.product()).limit(3).toList();

        Reply first = admin.get("/v1/products?page[size]=2&page[cursor]="
                        .replace("[", "%5B")
                        .replace("]", "%5D"))
                .expect(200);
        assertThat(first.ids()).containsExactly(made.get(2), made.get(1));
        assertThat(first.text("/links/self")).isEqualTo("/v1/products?page%5Bcursor%5D=&page%5Bsize%5D=2");
        Reply second = admin.get(first.text("/links/next")).expect(200);
        assertThat(second.ids().getFirst()).isEqualTo(made.getFirst());

        Reply numbered = admin.get("/v1/products?page%5Bnumber%5D=1&page%5Bsize%5D=1&order=asc")
                .expect(200);
        assertThat(numbered.ids()).hasSize(1);
        assertThat(numbered.at("/links/prev").isNull()).isTrue();
        assertThat(numbered.at("/links/meta/count").longValue()).isEqualTo(count());
        assertThat(admin.get("/v1/products?limit=1").expect(200).json().has("links"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "limit=x, limit",
        "page%5Bnumber%5D=0, page[number]",
        "page%5Bnumber%5D=1&page%5Bsize%5D=101, page[size]",
        "page%5Bcursor%5D=nonsense, page[cursor]",
        "page%5Bsize%5D=5, page",
        "page=1, page",
        "order=sideways, order"
    })
    void refusesListParametersOutOfBounds(String query, String parameter) {
        admin.get("/v1/products?" + query).expectParameterError(400, null, parameter);
    }

    @Test
    void letsAProductTokenReadAndChangeItsOwnProductOnly() {
        String own = vendor.product();
        String other = vendor.product();
        Client product = vendor.productClient(anonymous, own);

        product.get("/v1/products/" + own).expect(200);
        product.patch("/v1/products/" + own, document("\"name\":\"Mine\"")).expect(200);
        product.get("/v1/products/" + other).expectError(404, "NOT_FOUND", null);
        product.get("/v1/products").expectError(403, null, null);
        product.delete("/v1/products/" + own).expectError(403, null, null);
        product.post("/v1/products", document("\"name\":\"x\"")).expectError(403, null, null);
    }

    @Test
    void confinesTheTokensOfAProductToWhatItMayDo() {
        String product = vendor.product("\"permissions\":[\"product.read\",\"release.read\",\"product.update\"]");
        String address = "/v1/products/" + product;
        Client token = vendor.productClient(anonymous, product);

        assertThat(permissionsOf(token.get(address).expect(200)))
                .containsExactly("product.read", "product.update", "release.read");
        token.get("/v1/releases").expect(200);
        token.get("/v1/artifacts").expectError(403, null, null);
        token.patch(address, product("\"permissions\":[\"*\"]"))
                .expectError(400, null, "/data/attributes/permissions")
                .expectDetail("unpermitted parameter");
        admin.post(address + "/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["artifact.read"]}}}""")
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");

        admin.patch(address, product("\"name\":\"Renamed\"")).expect(200);
        token.get("/v1/artifacts").expectError(403, null, null);
        admin.patch(address, product("\"permissions\":[\"*\"]")).expect(200);
        token.get("/v1/artifacts").expect(200);
        assertThat(permissionsOf(admin.get(address))).hasSize(109);
    }

    private static String product(String attributes) {
        return """
                {"data":{"type":"products","attributes":{%s}}}""".formatted(attributes);
    }

    private static List<String> permissionsOf(Reply reply) {
        return reply.at("/data/attributes/permissions")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"product.create", "nothing.read"})
    void refusesPermissionsThatNoProductCanHold(String permission) {
        String body = product("\"name\":\"P\",\"permissions\":[\"%s\"]".formatted(permission));

        admin.post("/v1/products", body).expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
        admin.patch("/v1/products/" + vendor.product(), body)
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
    }

    @Test
    void letsNobodyGiveAProductWhatTheyDoNotHold() {
        Client narrowed =
                anonymous.withToken(admin.post("/v1/tokens", """
                                {"data":{"type":"tokens","attributes":{"permissions":["product.create","product.update","release.read"]}}}""").expect(201).text("/data/attributes/token"));
        String some = product("\"name\":\"P\",\"permissions\":[\"release.read\"]");
        String all = product("\"name\":\"P\",\"permissions\":[\"*\"]");

        String id = narrowed.post("/v1/products", some).expect(201).id();
        narrowed.post("/v1/products", all).expectError(403, null, null);
        narrowed.patch("/v1/products/" + id, all).expectError(403, null, null);
        assertThat(permissionsOf(admin.get("/v1/products/" + id))).containsExactly("release.read");
    }

    @Test
    void asksNobodyInParticularToSignIn() {
        String id = vendor.product("\"distributionStrategy\":\"OPEN\"");

        Reply reply = anonymous.get("/v1/products/" + id).expectError(401, "TOKEN_MISSING", null);
        assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer realm=\"keygen\"");
        anonymous.get("/v1/products").expectError(401, "TOKEN_MISSING", null);
        anonymous.post("/v1/products", document("\"name\":\"x\"")).expectError(401, "TOKEN_MISSING", null);
        anonymous.delete("/v1/products/" + id).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void narrowsWhatATokenMayDo() {
        String id = vendor.product();
        Reply token = admin.post("/v1/products/" + id + "/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["product.read"]}}}""").expect(200);
        Client narrowed = anonymous.withToken(token.text("/data/attributes/token"));

        narrowed.get("/v1/products/" + id).expect(200);
        narrowed.patch("/v1/products/" + id, document("\"name\":\"x\""))
                .expectError(403, null, null)
                .expectDetail(
                        "You do not have permission to complete the request (token lacks permission to perform action)");
    }

    private long count() {
        return admin.get("/v1/products?page%5Bnumber%5D=1&page%5Bsize%5D=1")
                .at("/links/meta/count")
                .longValue();
    }

    @Test
    void showsCustomersNoClosedProduct() {
        String closed = vendor.product("\"distributionStrategy\":\"CLOSED\"");
        String licensed = vendor.product();
        Reply user = admin.post("/v1/users", """
                        {"data":{"type":"users","attributes":{"email":"%s@example.com","password":"%s","permissions":[
                        "product.read","license.read","token.generate"]}}}""".formatted(Vendor.unique("user"), Vendor.PASSWORD))
                .expect(201);
        String license = vendor.licenseOf(vendor.policy(closed, ""), user.id()).id();
        vendor.licenseOf(vendor.policy(licensed, ""), user.id());
        Client customer = vendor.userClient(anonymous, user);

        customer.get("/v1/products/" + closed).expectError(403, null, null);
        customer.get("/v1/licenses/" + license + "/product").expectError(403, null, null);
        customer.get("/v1/products/" + licensed).expect(200);
    }
}
