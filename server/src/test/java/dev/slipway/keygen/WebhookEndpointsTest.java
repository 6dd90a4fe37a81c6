package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With usual settings: only the public internet, by HTTPS. */
class WebhookEndpointsTest extends HttpSuite {
    private static final String PATH = "/v1/webhook-endpoints";
    private static final String URL = "\"url\":\"https://hooks.example.com/in?x=1\"";

    private static String document(String attributes) {
        return WebhookSuite.endpointDocument(attributes);
    }

    @Test
    void makesShowsChangesAndRemovesAnEndpoint() {
        Reply made = admin.post(PATH, document(URL)).expect(201);
        String id = made.id();

        assertThat(made.header("Location").orElseThrow()).endsWith("/webhook-endpoints/" + id);
        assertThat(made.at("/data/attributes").propertyNames())
                .containsExactly("url", "subscriptions", "signatureAlgorithm", "apiVersion", "created", "updated");
        assertThat(made.at("/data/attributes/subscriptions")).hasToString("[\"*\"]");
        assertThat(made.text("/data/attributes/apiVersion")).isEqualTo("1.8");
        assertThat(made.at("/data/relationships/product")).hasToString("{\"links\":{\"related\":null},\"data\":null}");
        Reply changed = admin.patch(
                        PATH + "/" + id,
                        document("\"subscriptions\":[\"license.created\",\"machine.created\",\"license.created\"],"
                                + "\"apiVersion\":\"1.3\""))
                .expect(200);
        assertThat(changed.at("/data/attributes/subscriptions"))
                .hasToString("[\"license.created\",\"machine.created\"]");
        assertThat(admin.get(PATH + "/" + id).expect(200).text("/data/attributes/apiVersion"))
                .isEqualTo("1.3");
        assertThat(admin.get(PATH).expect(200).ids()).contains(id);
        admin.delete(PATH + "/" + id).expect(204);
        admin.get(PATH + "/" + id).expectError(404, "NOT_FOUND", null);
        assertThat(eventsOf(id))
                .containsExactly("webhook-endpoint.created", "webhook-endpoint.updated", "webhook-endpoint.deleted");
    }

    @Test
    void takesTheVersionOfTheRequestThatMadeIt() {
        Reply made =
                admin.with("Keygen-Version", "1.5").post(PATH, document(URL)).expect(201);

        assertThat(made.text("/data/attributes/apiVersion")).isEqualTo("1.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "url":" "                                   | URL_MISSING                     | url
                    "url":"http://hooks.example.com"            | URL_PROTOCOL_INVALID            | url
                    "url":"ftp://hooks.example.com"             | URL_PROTOCOL_INVALID            | url
                    "url":"https://localhost/x"                 | URL_HOST_INVALID                | url
                    "url":"https://intranet/x"                  | URL_HOST_INVALID                | url
                    "url":"https://127.0.0.1/x"                 | URL_HOST_INVALID                | url
                    "url":"https://8.8.8.8/x"                   | URL_HOST_INVALID                | url
                    "url":"https://2130706433/x"                | URL_HOST_INVALID                | url
                    "url":"https://[::1]/x"                     | URL_HOST_INVALID                | url
                    "url":"https://a.example.com:99999/x"       | URL_HOST_INVALID                | url
                    "url":"https://me:pass@hooks.example.com/x" | URL_INVALID                     | url
                    "url":"https://hooks.example.com/x#y"       | URL_INVALID                     | url
                    "url":"not a url"                           | URL_INVALID                     | url
                    "subscriptions":[]                          | SUBSCRIPTIONS_TOO_SHORT         | subscriptions
                    "subscriptions":["release.invented"]        | SUBSCRIPTIONS_NOT_ALLOWED       | subscriptions
                    "subscriptions":["release.*"]               | SUBSCRIPTIONS_NOT_ALLOWED       | subscriptions
                    "signatureAlgorithm":"rsa-sha256"           | SIGNATURE_ALGORITHM_NOT_ALLOWED | signatureAlgorithm
                    "apiVersion":"2.0"                          | API_VERSION_NOT_ALLOWED         | apiVersion
                    """)
    void refusesAttributesThatBreakARule(String attribute, String code, String name) {
        String attributes = attribute.startsWith("\"url\"") ? attribute : URL + "," + attribute;
        String id = admin.post(PATH, document(URL)).expect(201).id();

        admin.post(PATH, document(attributes)).expectError(422, code, "/data/attributes/" + name);
        admin.patch(PATH + "/" + id, document(attribute)).expectError(422, code, "/data/attributes/" + name);
        assertThat(admin.get(PATH + "/" + id).text("/data/attributes/url"))
                .isEqualTo("https://hooks.example.com/in?x=1");
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        admin.post(PATH, document("\"url\":\"https://hooks.example.com/%s\"".formatted("x".repeat(4_096))))
                .expectError(422, "URL_TOO_LONG", "/data/attributes/url");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                                         | /data
                    {"data":{"type":"webhook-endpoints","attributes":{"subscriptions":["*"]}}}                 | /data/attributes/url
                    {"data":{"type":"webhook-endpoints","attributes":{"url":7}}}                               | /data/attributes/url
                    {"data":{"type":"webhook-endpoints","attributes":{"url":"https://a.b.com","secret":"x"}}}  | /data/attributes/secret
                    {"data":{"type":"webhook-endpoints","attributes":{"url":"https://a.b.com","subscriptions":"*"}}} | /data/attributes/subscriptions
                    {"data":{"type":"products","attributes":{"url":"https://a.b.com"}}}                        | /data/type
                    """)
    void refusesABodyThatDoesNotFitTheSchema(String body, String pointer) {
        admin.post(PATH, body).expectError(400, null, pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-endpoints", "webhook-endpoint", "webhookEndpoints", "webhook_endpoint"})
    void acceptsItsTypeInSeveralSpellings(String type) {
        admin.post(PATH, document(URL).replace("webhook-endpoints", type)).expect(201);
    }

    @Test
    void bindsAnEndpointToAProduct() {
        String product = vendor.product();
        String bound = """
                {"data":{"type":"webhook-endpoints","attributes":{%s},"relationships":{"product":{"data":{
                "type":"products","id":"%s"}}}}}""";
        assertThat(admin.post(PATH, bound.formatted(URL, product))
                        .expect(201)
                        .text("/data/relationships/product/data/id"))
                .isEqualTo(product);
        admin.post(PATH, bound.formatted(URL, "00000000-0000-7000-8000-000000000000"))
                .expectError(422, "PRODUCT_NOT_FOUND", "/data/relationships/product");

        Client own = vendor.productClient(anonymous, product);
        own.post(PATH, bound.formatted(URL, vendor.product())).expectError(403, null, null);
        Reply made = own.post(PATH, document(URL)).expect(201);
        assertThat(made.text("/data/relationships/product/data/id")).isEqualTo(product);
        assertThat(own.get(PATH)
                        .expect(200)
                        .json()
                        .at("/data")
                        .valueStream()
                        .map(each -> each.at("/relationships/product/data/id").stringValue()))
                .containsOnly(product);
        admin.delete("/v1/products/" + product).expect(204);
        admin.get(PATH + "/" + made.id()).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void isReadByFewAndWrittenByFewer() {
        String id = admin.post(PATH, document(URL)).expect(201).id();
        Client reader = vendor.userClient(anonymous, "read-only");
        Client seller = vendor.userClient(anonymous, "sales-agent");
        Client customer = vendor.userClient(anonymous, "user");

        reader.get(PATH + "/" + id).expect(200);
        reader.get(PATH).expect(200);
        reader.get("/v1/webhook-events").expect(200);
        reader.post(PATH, document(URL)).expectError(403, null, null);
        reader.patch(PATH + "/" + id, document(URL)).expectError(403, null, null);
        reader.delete(PATH + "/" + id).expectError(403, null, null);
        for (Client other : List.of(seller, customer)) {
            other.get(PATH).expectError(403, null, null);
            other.post(PATH, document(URL)).expectError(403, null, null);
            other.get("/v1/webhook-events").expectError(403, null, null);
        }
        seller.get(PATH + "/" + id).expectError(403, null, null);
        customer.get(PATH + "/" + id).expectError(404, "NOT_FOUND", null);
        anonymous.get(PATH).expectError(401, "TOKEN_MISSING", null);
        anonymous.get(PATH + "/" + id).expectError(401, "TOKEN_MISSING", null);
        anonymous.get("/v1/webhook-events").expectError(401, "TOKEN_MISSING", null);
        vendor.userClient(anonymous, "developer").delete(PATH + "/" + id).expect(204);
    }

    @Test
    void doesNotCountEvents() {
        Reply page = admin.get("/v1/webhook-events?page[number]=1&page[size]=5").expect(200);

        assertThat(page.at("/links").propertyNames()).containsExactly("self", "prev", "next");
        admin.get("/v1/webhook-events/unknown").expectError(404, "NOT_FOUND", null);
        admin.delete("/v1/webhook-events/unknown").expectError(404, "NOT_FOUND", null);
        admin.post("/v1/webhook-events/unknown/actions/retry", "").expectError(404, "NOT_FOUND", null);
    }
}
