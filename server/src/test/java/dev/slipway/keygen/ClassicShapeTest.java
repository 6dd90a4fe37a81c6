package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Releases and artifacts as version 1.0 shows them. */
class ClassicShapeTest extends CatalogSuite {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = """
            "filename":"Orbit-2.0.0.dmg","filetype":"dmg","filesize":209715200,"platform":"darwin","signature":"qqcV","checksum":"lQ8T"
            """;

    private static Client classic(Client client) {
        return client.with("Keygen-Version", "1.0");
    }

    private String releaseOf(String product) {
        return admin.post("/v1/releases", releaseBody(product, """
                                "name":"Orbit v2","version":"2.0.0","channel":"stable","status":"PUBLISHED",
                                "metadata":{"sha512":"36022a","nested":{"innerName":1}}""")).expect(201).id();
    }

    @Test
    void showsAReleaseAsOneFile() {
        String product = vendor.product();
        String id = releaseOf(product);
        String artifact = announce(id, FILE).id();
        Reply newest = admin.get("/v1/releases/" + id).expect(200);

        JsonNode release = classic(admin).get("/v1/releases/" + id).expect(200).json();

        String path = "/v1/accounts/" + server.account().id() + "/releases/" + id;
        assertThat(release).isEqualTo(JSON.readTree("""
                {"data":{"id":"%1$s","type":"releases","attributes":{"name":"Orbit v2","description":null,"signature":"qqcV",
                "checksum":"lQ8T","filename":"Orbit-2.0.0.dmg","filetype":"dmg","filesize":209715200,"platform":"darwin",
                "channel":"stable","status":"PUBLISHED","downloads":0,"upgrades":0,"version":"2.0.0",
                "semver":{"major":2,"minor":0,"patch":0,"prerelease":null,"build":null},
                "metadata":{"sha512":"36022a","nested":{"inner_name":1}},"created":"%5$s","updated":"%6$s","yanked":null,
                "tag":null,"backdated":null},"relationships":{
                "account":{"data":{"type":"accounts","id":"%3$s"},"links":{"related":"/v1/accounts/%3$s"}},
                "product":{"data":{"type":"products","id":"%4$s"},"links":{"related":"%2$s/product"}},
                "package":{"data":null,"links":{"related":"%2$s/package"}},
                "entitlements":{"links":{"related":"%2$s/entitlements"}},
                "constraints":{"links":{"related":"%2$s/constraints"}},
                "upgrade":{"links":{"related":"%2$s/upgrade"}},
                "artifact":{"data":{"type":"artifacts","id":"%7$s"},"links":{"related":"%2$s/artifact"}}},
                "links":{"self":"%2$s"}}}""".formatted(
                        id,
                        path,
                        server.account().id(),
                        product,
                        newest.text("/data/attributes/created"),
                        newest.text("/data/attributes/updated"),
                        artifact)));
    }

    @Test
    void showsAnArtifactWithItsKeyAndProduct() {
        String product = vendor.product();
        String id = announce(releaseOf(product), FILE).id();
        String account = server.account().id();
        ObjectNode expected =
                (ObjectNode) admin.get("/v1/artifacts/" + id).expect(200).json();
        ((ObjectNode) expected.at("/data/attributes")).put("key", "Orbit-2.0.0.dmg");
        ((ObjectNode) expected.at("/data/relationships"))
                .set("product", JSON.readTree("""
                {"data":{"type":"products","id":"%1$s"},"links":{"related":"/v1/accounts/%2$s/products/%1$s"}}""".formatted(product, account)));

        assertThat(classic(admin).get("/v1/artifacts/" + id).expect(200).json()).isEqualTo(expected);
        assertThat(classic(admin)
                        .get("/v1/artifacts?product=" + product)
                        .expect(200)
                        .at("/data/0"))
                .isEqualTo(expected.at("/data"));
    }

    @Test
    void showsTheFileMadeLastOnEveryWayToARelease() {
        String product = vendor.product();
        String id = release(product, "1.0.0", "DRAFT");
        String other = release(product, "1.1.0", "DRAFT");
        announce(id, "\"filename\":\"old.zip\"");
        server.clock().advance(Duration.ofSeconds(1));
        String latest =
                announce(id, "\"filename\":\"new.zip\",\"platform\":\"linux\"").id();
        Client client = classic(admin);

        Reply list = client.get("/v1/releases?product=" + product).expect(200);
        assertThat(list.ids()).containsExactlyInAnyOrder(other, id);
        for (JsonNode release : list.at("/data")) {
            boolean hasFile = release.at("/id").stringValue().equals(id);
            assertThat(release.at("/attributes/filename").stringValue(null)).isEqualTo(hasFile ? "new.zip" : null);
            assertThat(release.at("/relationships/artifact/data/id").stringValue(null))
                    .isEqualTo(hasFile ? latest : null);
            assertThat(release.at("/attributes/status").stringValue()).isEqualTo("NOT_PUBLISHED");
        }
        assertFile(client.get("/v1/releases/1.0.0?product=" + product), 200, "NOT_PUBLISHED");
        assertFile(client.get("/v1/products/" + product + "/releases/" + id), 200, "NOT_PUBLISHED");
        assertFile(
                client.patch(
                        "/v1/releases/" + id, "{\"data\":{\"type\":\"releases\",\"attributes\":{\"name\":\"N\"}}}"),
                200,
                "NOT_PUBLISHED");
        assertFile(client.post("/v1/releases/" + id + "/actions/publish", ""), 200, "PUBLISHED");
        assertFile(client.post("/v1/releases/" + id + "/actions/yank", ""), 200, "YANKED");
        assertThat(client.get("/v1/products/" + product + "/releases")
                        .expect(200)
                        .at("/data")
                        .valueStream()
                        .filter(release -> release.at("/attributes/filename").isString()))
                .hasSize(1);
    }

    private static void assertFile(Reply reply, int status, String state) {
        reply.expect(status);
        assertThat(reply.text("/data/attributes/filename")).isEqualTo("new.zip");
        assertThat(reply.text("/data/attributes/platform")).isEqualTo("linux");
        assertThat(reply.text("/data/attributes/status")).isEqualTo(state);
    }

    @Test
    void showsANewReleaseWithoutAFile() {
        Reply created = classic(admin)
                .post("/v1/releases", releaseBody(vendor.product(), "\"version\":\"1.0.0\",\"channel\":\"stable\""))
                .expect(201);

        assertThat(created.text("/data/attributes/status")).isEqualTo("NOT_PUBLISHED");
        assertThat(created.at("/data/attributes/filename").isNull()).isTrue();
        assertThat(created.at("/data/relationships/artifact/data").isNull()).isTrue();
        assertThat(created.at("/data/relationships/artifacts").isMissingNode()).isTrue();
    }

    @Test
    void showsCountersToAdministratorsDevelopersAndProductsAlone() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String base = published(product, "1.0.0");
        String path = "/v1/releases/" + published(product, "2.0.0");
        admin.get("/v1/releases/" + base + "/upgrade").expect(200);
        String license = vendor.license(vendor.policy(product, ""), "").id();

        for (Client client :
                new Client[] {admin, vendor.userClient(anonymous, "developer"), vendor.productClient(anonymous, product)
                }) {
            Reply shown = classic(client).get(path).expect(200);
            assertThat(shown.at("/data/attributes/downloads").isIntegralNumber())
                    .isTrue();
            assertThat(shown.at("/data/attributes/upgrades").isIntegralNumber()).isTrue();
        }
        for (Client client : new Client[] {
            vendor.userClient(anonymous, "sales-agent"),
            vendor.userClient(anonymous, "support-agent"),
            vendor.userClient(anonymous, "read-only"),
            vendor.userClient(anonymous, "user"),
            vendor.licenseClient(anonymous, license),
            anonymous
        }) {
            Reply hidden = classic(client).get(path).expect(200);
            assertThat(hidden.at("/data/attributes").has("downloads")).isFalse();
            assertThat(hidden.at("/data/attributes").has("upgrades")).isFalse();
            assertThat(hidden.at("/data/attributes").has("filename")).isTrue();
        }
        assertThat(admin.get(path).expect(200).at("/data/attributes").has("downloads"))
                .isFalse();
    }

    @Test
    void showsCustomersOnlyFilesThatArrived() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String id = published(product, "1.0.0");
        String arrived = uploaded(id, "arrived.zip", "bytes");
        server.clock().advance(Duration.ofSeconds(1));
        announce(id, "\"filename\":\"awaited.zip\"");

        assertThat(classic(admin).get("/v1/releases/" + id).text("/data/attributes/filename"))
                .isEqualTo("awaited.zip");
        Reply customers = classic(anonymous).get("/v1/releases/" + id).expect(200);
        assertThat(customers.text("/data/attributes/filename")).isEqualTo("arrived.zip");
        assertThat(customers.text("/data/relationships/artifact/data/id")).isEqualTo(arrived);
    }

    @Test
    void keepsUpgradesCurrentInEveryVersion() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String path = "/v1/releases/" + published(product, "1.0.0") + "/upgrade";
        String next = published(product, "2.0.0");
        String artifact = uploaded(next, "first.zip", "bytes");
        Client client = classic(anonymous);

        Reply first = client.get(path).expect(200);
        assertThat(first.text("/data/attributes/filename")).isEqualTo("first.zip");
        assertThat(first.text("/meta/next")).isEqualTo("2.0.0");
        assertThat(client.get(path).expect(200).body()).isEqualTo(first.body());
        admin.patch(
                        "/v1/artifacts/" + artifact,
                        "{\"data\":{\"type\":\"artifacts\",\"attributes\":{\"signature\":\"new\"}}}")
                .expect(200);

        assertThat(client.get(path).expect(200).text("/data/attributes/signature"))
                .isEqualTo("new");
        assertThat(anonymous.get(path).expect(200).at("/data/attributes").has("filename"))
                .isFalse();
        assertThat(classic(admin).get(path).expect(200).at("/data/attributes").has("downloads"))
                .isTrue();
        assertThat(client.get(path).expect(200).at("/data/attributes").has("downloads"))
                .isFalse();
    }
}
