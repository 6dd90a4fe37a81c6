package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /search}. */
class SearchTest extends CatalogSuite {

    private static String body(String type, String query) {
        return "{\"meta\":{\"type\":\"%s\",\"query\":{%s}}}".formatted(type, query);
    }

    private static Reply search(Client client, String type, String query) {
        return client.post("/v1/search?limit=100", body(type, query));
    }

    private List<String> found(String type, String query) {
        return search(admin, type, query).expect(200).ids();
    }

    private String tagged(String product, String version, String tag, String metadata) {
        String id = published(product, version);
        admin.patch("/v1/releases/" + id, """
                        {"data":{"type":"releases","attributes":{"tag":"%s","metadata":%s}}}""".formatted(tag, metadata)).expect(200);
        return id;
    }

    @Test
    void findsReleasesByAnyOfTheirFields() {
        String name = Vendor.unique("Searched");
        String product =
                admin.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"%s"}}}""".formatted(name)).expect(201).id();
        String first = tagged(
                product, "41.5.1", "Café_100%\\\\x", "{\"git_sha\":\"F00Dcafe\",\"build\":4711,\"signed\":true}");
        String second = release(product, "41.5.2-beta.1", "DRAFT");

        assertThat(found("release", "\"version\":\"41.5\"")).containsExactly(second, first);
        assertThat(found("release", "\"version\":\"BETA\",\"product\":\"" + product + "\""))
                .containsExactly(second);
        assertThat(found("release", "\"product\":\"" + product.replace("-", "") + "\""))
                .containsExactly(second, first);
        assertThat(found("release", "\"product\":\"" + name.toUpperCase(Locale.ROOT) + "\""))
                .containsExactly(second, first);
        assertThat(found("release", "\"id\":\"" + first + "\"")).containsExactly(first);
        assertThat(found("release", "\"id\":\"" + first.substring(24).toUpperCase(Locale.ROOT) + "\""))
                .contains(first);
        assertThat(found("release", "\"tag\":\"cAFé\"")).containsExactly(first);
        // Only the letters of ASCII are folded, on both engines.
        assertThat(found("release", "\"tag\":\"cafÉ\"")).isEmpty();
        // Nothing in a term is a pattern.
        assertThat(found("release", "\"tag\":\"_100%\\\\\"")).containsExactly(first);
        assertThat(found("release", "\"tag\":\"caf__\"")).isEmpty();
        assertThat(found("release", "\"tag\":\"%%%\"")).isEmpty();
        assertThat(found("release", "\"metadata\":{\"gitSha\":\"f00d\"}")).containsExactly(first);
        assertThat(found("release", "\"metadata\":{\"build\":4711,\"signed\":true}"))
                .containsExactly(first);
        assertThat(found("release", "\"metadata\":{\"build\":\"4711\"}")).containsExactly(first);
        assertThat(found("release", "\"metadata\":{\"build\":471}")).isEmpty();
        assertThat(found("release", "\"metadata\":{\"git'sha\\\"\":\"f00d\"}")).containsExactly(first);
    }

    @Test
    void joinsTermsByAndUnlessToldOtherwise() {
        String product = vendor.product();
        String first = published(product, "51.1.1");
        String second = published(product, "52.2.2");
        String query = "\"version\":\"51.1\",\"id\":\"" + second + "\"";
        String either = "{\"meta\":{\"type\":\"release\",\"op\":\"%s\",\"query\":{" + query + "}}}";

        assertThat(found("release", query)).isEmpty();
        assertThat(admin.post("/v1/search", either.formatted("AND")).expect(200).ids())
                .isEmpty();
        assertThat(admin.post("/v1/search", either.formatted("OR")).expect(200).ids())
                .containsExactly(second, first);
        assertThat(admin.post("/v1/search", either.formatted("or")).expect(200).ids())
                .containsExactly(second, first);
        admin.post("/v1/search", either.formatted("XOR")).expectError(400, null, "/meta/op");
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "releases", "Release", "RELEASES"})
    void takesTheTypeInAnyCaseSingularOrPlural(String type) {
        String release = published(vendor.product(), "61.0.0");
        assertThat(found(type, "\"id\":\"" + release + "\"")).containsExactly(release);
    }

    @Test
    void pagesLikeAList() {
        String product = vendor.product();
        String first = published(product, "1.0.0");
        String second = published(product, "2.0.0");
        String third = published(product, "3.0.0");
        String body = body("release", "\"product\":\"" + product + "\"");
        String address = "/v1/search?page%5Bnumber%5D=2&page%5Bsize%5D=2";

        Reply page = admin.post(address, body).expect(200);
        assertThat(page.ids()).containsExactly(first);
        assertThat(page.at("/links/meta/count").asLong()).isEqualTo(3);
        Reply keyed = admin.post("/v1/search?page%5Bcursor%5D=&page%5Bsize%5D=2", body)
                .expect(200);
        assertThat(keyed.ids()).containsExactly(third, second);
        assertThat(admin.post(keyed.text("/links/next"), body).expect(200).ids())
                .containsExactly(first);
        assertThat(admin.post("/v1/search?order=asc&limit=1", body).expect(200).ids())
                .containsExactly(first);
        admin.post("/v1/search?limit=0", body).expectParameterError(400, null, "limit");
    }

    @Test
    void findsTheOtherResources() {
        String unique = Vendor.unique("needle");
        String product = admin.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"A %s","metadata":{"a":"b%s"}}}}""".formatted(unique, unique))
                .expect(201)
                .id();
        String policy = vendor.policy(product, "\"metadata\":{\"tier\":\"gold\"}");
        Reply user = vendor.user("user");
        Reply license = vendor.licenseOf(policy, user.id());
        String entitlement = vendor.entitlement(unique.toUpperCase(Locale.ROOT));
        String email = user.text("/data/attributes/email");
        String key = license.text("/data/attributes/key");
        admin.patch("/v1/users/" + user.id(), """
                {"data":{"type":"users","attributes":{"firstName":"Ada","lastName":"Of %s"}}}""".formatted(unique)).expect(200);

        assertThat(found("product", "\"name\":\"" + unique + "\"")).containsExactly(product);
        assertThat(found("products", "\"metadata\":{\"a\":\"" + unique + "\"}")).containsExactly(product);
        assertThat(found("policies", "\"product\":\"" + unique + "\",\"name\":\"policy\""))
                .containsExactly(policy);
        assertThat(found("policy", "\"product\":\"" + unique + "\",\"metadata\":{\"tier\":\"OLD\"}"))
                .containsExactly(policy);
        assertThat(found("entitlements", "\"code\":\"" + unique + "\"")).containsExactly(entitlement);
        assertThat(found("user", "\"email\":\"" + email + "\",\"role\":\"USER\""))
                .containsExactly(user.id());
        assertThat(found("users", "\"fullName\":\"ada of " + unique + "\"")).containsExactly(user.id());
        assertThat(found("users", "\"lastName\":\"" + unique + "\",\"firstName\":\"ADA\""))
                .containsExactly(user.id());
        assertThat(found("license", "\"key\":\"" + key + "\"")).containsExactly(license.id());
        assertThat(found("license", "\"key\":\"" + key.substring(1) + "\"")).isEmpty();
        assertThat(found("licenses", "\"user\":\"" + email + "\"")).containsExactly(license.id());
        assertThat(found(
                        "licenses",
                        "\"owner\":\"" + user.id() + "\",\"product\":\"" + unique + "\",\"policy\":\"" + policy + "\""))
                .containsExactly(license.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                   | /meta
                    {"meta":{"query":{"id":"abc"}}}                                      | /meta/type
                    {"meta":{"type":"machines","query":{"id":"abc"}}}                    | /meta/type
                    {"meta":{"type":"","query":{"id":"abc"}}}                            | /meta/type
                    {"meta":{"type":5,"query":{"id":"abc"}}}                             | /meta/type
                    {"meta":{"type":"release"}}                                          | /meta/query
                    {"meta":{"type":"release","query":{}}}                               | /meta/query
                    {"meta":{"type":"release","query":"1.0"}}                            | /meta/query
                    {"meta":{"type":"release","query":{"name":"abc"}}}                   | /meta/query/name
                    {"meta":{"type":"release","query":{"fullName":"abc"}}}               | /meta/query/fullName
                    {"meta":{"type":"release","query":{"version":"1."}}}                 | /meta/query/version
                    {"meta":{"type":"release","query":{"version":""}}}                   | /meta/query/version
                    {"meta":{"type":"release","query":{"version":100}}}                  | /meta/query/version
                    {"meta":{"type":"release","query":{"version":null}}}                 | /meta/query/version
                    {"meta":{"type":"release","query":{"metadata":"abc"}}}               | /meta/query/metadata
                    {"meta":{"type":"release","query":{"metadata":{}}}}                  | /meta/query/metadata
                    {"meta":{"type":"release","query":{"metadata":{"gitSha":"ab"}}}}     | /meta/query/metadata/gitSha
                    {"meta":{"type":"release","query":{"metadata":{"a":{"b":"abc"}}}}}   | /meta/query/metadata/a
                    {"meta":{"type":"release","query":{"id":"abc"}},"data":{}}           | /data
                    """)
    void refusesWhatIsNoSearch(String body, String pointer) {
        admin.post("/v1/search", body).expectError(400, null, pointer);
    }

    @Test
    void refusesATermThatIsTooLong() {
        admin.post("/v1/search", body("release", "\"tag\":\"" + "x".repeat(1_025) + "\""))
                .expectError(400, null, "/meta/query/tag");
        assertThat(found("release", "\"tag\":\"" + "%_\u00e9".repeat(300) + "\""))
                .isEmpty();
    }

    @Test
    void isForTheVendorsPeople() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String release = published(product, "71.0.0");
        String query = "\"id\":\"" + release + "\"";
        Client license = vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(product, ""), "").id());

        for (String role : List.of("developer", "sales-agent", "support-agent", "read-only")) {
            assertThat(search(vendor.userClient(anonymous, role), "release", query)
                            .expect(200)
                            .ids())
                    .containsExactly(release);
        }
        search(anonymous, "release", query).expectError(401, "TOKEN_MISSING", null);
        search(license, "release", query).expectError(403, null, null);
        search(vendor.userClient(anonymous, "user"), "release", query).expectError(403, null, null);
        search(vendor.productClient(anonymous, product), "release", query).expectError(403, null, null);
        String narrowed = admin.post("/v1/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["release.read"]}}}""").expect(201).text("/data/attributes/token");
        search(anonymous.withToken(narrowed), "release", query).expect(200);
        search(anonymous.withToken(narrowed), "product", query).expectError(403, null, null);
    }
}
