package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whole documents in every version. */
class VersionShapesTest extends CatalogSuite {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> VERSIONS = List.of("1.8", "1.7", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1", "1.0");
    private static final String METADATA =
            "\"metadata\":{\"gitSha\":\"aB\",\"buildInfo\":{\"builtBy\":\"CI\",\"runs\":{\"runId\":7}}}";
    private static final String NESTED = "{'built_by':'CI','runs':{'run_id':7}}";

    /** The same address, asked in every version, shows the newest document with the changes that this one makes. */
    private void assertInEveryVersion(Client client, String path, BiConsumer<ObjectNode, Integer> changes) {
        Reply newest = client.get(path).expect(200);
        for (String version : VERSIONS) {
            ObjectNode expected = (ObjectNode) newest.json();
            changes.accept(expected, Integer.parseInt(version.substring(2)));

            Reply reply = client.with("Keygen-Version", version).get(path).expect(200);

            assertThat(reply.json()).as(path + " in " + version).isEqualTo(JSON.readTree(expected.toString()));
            assertThat(reply.header("Keygen-Version")).hasValue(version);
        }
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static void nestSnake(ObjectNode document, int minor) {
        if (minor <= 4) {
            object(document, "/data/attributes/metadata").set("buildInfo", json(NESTED));
        }
    }

    private static ObjectNode object(JsonNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    private static void rename(ObjectNode object, String from, String to) {
        object.set(to, object.remove(from));
    }

    private void classicRelease(ObjectNode document, String status, String artifactId) {
        object(document, "/data/attributes").setAll((ObjectNode) json("""
                        {'platform':'darwin','filetype':'dmg','filename':'a.dmg','filesize':5,'signature':'s','checksum':'c',
                        'downloads':0,'upgrades':0,'status':'%s'}""".formatted(status)));
        object(document, "/data/relationships").remove("artifacts");
        object(document, "/data/relationships").set("artifact", json("""
                {'data':{'type':'artifacts','id':'%s'},'links':{'related':'%s/artifact'}}""".formatted(
                        artifactId, document.at("/data/links/self").stringValue())));
    }

    @Test
    void releasesAndArtifacts() {
        String product = vendor.product();
        String release = admin.post(
                        "/v1/releases",
                        releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\"," + METADATA))
                .expect(201)
                .id();
        String artifact = announce(release, """
                        "filename":"a.dmg","filetype":"dmg","filesize":5,"platform":"darwin","signature":"s",
                        "checksum":"c",""" + METADATA).id();

        assertInEveryVersion(admin, "/v1/releases/" + release, (document, minor) -> {
            nestSnake(document, minor);
            if (minor == 0) {
                classicRelease(document, "NOT_PUBLISHED", artifact);
            }
        });
        assertInEveryVersion(admin, "/v1/artifacts/" + artifact, (document, minor) -> {
            nestSnake(document, minor);
            if (minor == 0) {
                object(document, "/data/attributes").put("key", "a.dmg");
                object(document, "/data/relationships").set("product", json("""
                        {'data':{'type':'products','id':'%1$s'},'links':{'related':'/v1/accounts/%2$s/products/%1$s'}}""".formatted(
                                product, server.account().id())));
            }
        });
    }

    @Test
    void upgradesAskedForAgainAndAgain() {
        String product = vendor.product();
        String path = "/v1/releases/" + published(product, "1.0.0") + "/upgrade";
        String next = admin.post(
                        "/v1/releases",
                        releaseBody(
                                product,
                                "\"version\":\"2.0.0\",\"channel\":\"stable\",\"status\":\"PUBLISHED\"," + METADATA))
                .expect(201)
                .id();
        String artifact = announce(next, """
                        "filename":"a.dmg","filetype":"dmg","filesize":5,"platform":"darwin","signature":"s",
                        "checksum":"c\"""").id();
        Client license = vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(product, ""), "").id());

        for (int round = 0; round < 2; round++) {
            assertInEveryVersion(license, path, (document, minor) -> {
                nestSnake(document, minor);
                if (minor == 0) {
                    classicRelease(document, "PUBLISHED", artifact);
                    object(document, "/data/attributes").putNull("platform");
                    for (String name : List.of("filetype", "filename", "filesize", "signature", "checksum")) {
                        object(document, "/data/attributes").putNull(name);
                    }
                    object(document, "/data/attributes").remove(List.of("downloads", "upgrades"));
                    object(document, "/data/relationships/artifact").putNull("data");
                }
            });
        }
    }

    @Test
    void policies() {
        String policy = vendor.policy(vendor.product(), "\"overageStrategy\":\"ALLOW_2X_OVERAGE\"," + METADATA);

        assertInEveryVersion(admin, "/v1/policies/" + policy, (document, minor) -> {
            nestSnake(document, minor);
            ObjectNode attributes = object(document, "/data/attributes");
            if (minor <= 6) {
                rename(attributes, "processLeasingStrategy", "leasingStrategy");
            }
            if (minor <= 3) {
                rename(attributes, "machineUniquenessStrategy", "fingerprintUniquenessStrategy");
                rename(attributes, "machineMatchingStrategy", "fingerprintMatchingStrategy");
            }
            if (minor <= 1) {
                attributes.put("concurrent", true);
            }
        });
    }

    @Test
    void licenses() {
        String user = vendor.user("user").id();
        String license =
                vendor.licenseOf(vendor.policy(vendor.product(), ""), user).id();
        String unowned =
                vendor.license(vendor.policy(vendor.product(), ""), METADATA).id();

        for (String id : List.of(license, unowned)) {
            assertInEveryVersion(admin, "/v1/licenses/" + id, (document, minor) -> {
                if (id.equals(unowned)) {
                    nestSnake(document, minor);
                }
                if (minor <= 5) {
                    rename(object(document, "/data/relationships"), "owner", "user");
                    object(document, "/data/relationships/user/links")
                            .put("related", document.at("/data/links/self").stringValue() + "/user");
                }
            });
        }
        String related = admin.with("Keygen-Version", "1.5")
                .get("/v1/licenses/" + license)
                .text("/data/relationships/user/links/related");
        assertThat(admin.get(related).expect(200).id()).isEqualTo(user);
    }

    @Test
    void everythingElseOnlyWritesNestedMetadataDifferently() {
        String product = vendor.product(METADATA);
        String code = Vendor.unique("CODE");
        String entitlement = admin.post("/v1/entitlements", """
                        {"data":{"type":"entitlements","attributes":{"name":"E","code":"%s",%s}}}""".formatted(code, METADATA))
                .expect(201)
                .id();
        String user = admin.post("/v1/users", """
                        {"data":{"type":"users","attributes":{"email":"%s@example.com",%s}}}""".formatted(code, METADATA))
                .expect(201)
                .id();
        String releasePackage = admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"P","key":"%s",%s},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(Vendor.unique("package"), METADATA, product))
                .expect(201)
                .id();

        assertInEveryVersion(admin, "/v1/products/" + product, VersionShapesTest::nestSnake);
        assertInEveryVersion(admin, "/v1/entitlements/" + entitlement, VersionShapesTest::nestSnake);
        assertInEveryVersion(admin, "/v1/users/" + user, VersionShapesTest::nestSnake);
        assertInEveryVersion(admin, "/v1/packages/" + releasePackage, VersionShapesTest::nestSnake);
    }

    @Test
    void whatNeverChanged() {
        Client product = vendor.productClient(anonymous, vendor.product());

        assertInEveryVersion(product, "/v1/me", (document, minor) -> {});
        assertInEveryVersion(product, "/v1/profile", (document, minor) -> {});
        assertInEveryVersion(admin, "/v1/accounts/default", (document, minor) -> {});
        assertInEveryVersion(admin, "/v1/tokens", (document, minor) -> {});
        assertInEveryVersion(product, "/v1/releases", (document, minor) -> {});
    }

    @Test
    void listsAreRewrittenOneByOne() {
        String product = vendor.product();
        String policy = vendor.policy(product, "");
        vendor.licenseOf(policy, vendor.user("user").id());
        vendor.license(policy, METADATA);

        Reply reply = admin.with("Keygen-Version", "1.4")
                .get("/v1/licenses?product=" + product
                        + "&page[number]=1".replace("[", "%5B").replace("]", "%5D"))
                .expect(200);

        assertThat(reply.ids()).hasSize(2);
        assertThat(reply.at("/data/0/attributes/metadata/buildInfo")).isEqualTo(json(NESTED));
        for (JsonNode license : reply.at("/data")) {
            assertThat(license.at("/relationships").has("owner")).isFalse();
            assertThat(license.at("/relationships").has("user")).isTrue();
        }
        assertThat(reply.at("/links/meta/count").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1.8,PASSWORD_INVALID", "1.7,CREDENTIALS_INVALID", "1.1,CREDENTIALS_INVALID", "1.0,CREDENTIALS_INVALID"
    })
    void tellsOlderClientsLessAboutWrongPasswords(String version, String code) {
        String pair = Base64.getEncoder().encodeToString("admin@example.com:wrong".getBytes(StandardCharsets.UTF_8));
        Client client = anonymous.with("Keygen-Version", version);

        Reply reply = client.with("Authorization", "Basic " + pair).post("/v1/tokens", "");

        reply.expectError(401, code, null);
        assertThat(reply.header("WWW-Authenticate")).hasValue("Basic realm=\"keygen\"");
        client.withToken("admin-00v3").get("/v1/products").expectError(401, "TOKEN_INVALID", null);
    }

    @ParameterizedTest
    @CsvSource({
        "1.8,OWNER_NOT_FOUND,owner",
        "1.6,OWNER_NOT_FOUND,owner",
        "1.5,USER_NOT_FOUND,user",
        "1.0,USER_NOT_FOUND,user"
    })
    void namesAnUnknownOwnerAsTheVersionDoes(String version, String code, String name) {
        String policy = vendor.policy(vendor.product(), "");

        admin.with("Keygen-Version", version)
                .post("/v1/licenses", """
                        {"data":{"type":"licenses","relationships":{"policy":{"data":{"type":"policies","id":"%s"}},
                        "user":{"data":{"type":"users","id":"%s"}}}}}""".formatted(policy, policy))
                .expectError(422, code, "/data/relationships/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "1.8,,NO_OVERAGE",
        "1.2,,NO_OVERAGE",
        "1.1,,ALWAYS_ALLOW_OVERAGE",
        "1.0,,ALWAYS_ALLOW_OVERAGE",
        "1.1,NO_OVERAGE,NO_OVERAGE"
    })
    void allowsOverageInPoliciesMadeByOldClients(String version, String asked, String strategy) {
        Reply created = admin.with("Keygen-Version", version).post("/v1/policies", """
                {"data":{"type":"policies","attributes":{"name":"P"%s},"relationships":{"product":{"data":{
                "type":"products","id":"%s"}}}}}""".formatted(
                        asked == null ? "" : ",\"overageStrategy\":\"" + asked + "\"", vendor.product()));

        assertThat(created.expect(201).text("/data/attributes/overageStrategy")).isEqualTo(strategy);
        assertThat(admin.patch("/v1/policies/" + created.id(), """
                                {"data":{"type":"policies","attributes":{"name":"Q"}}}""")
                        .expect(200)
                        .text("/data/attributes/overageStrategy"))
                .isEqualTo(strategy);
    }
}
