package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of others: who issues, finds, renews and revokes them. */
class TokenManagementTest extends HttpSuite {
    private static final String NOBODY = "0198b2f0-0000-7000-8000-000000000000";
    private static final String LACKS_PRIVILEGES = "You do not have permission to complete the request"
            + " (token lacks privileges to perform action on token)";

    private static String document(String attributes) {
        return """
                {"data":{"type":"tokens","attributes":{%s}}}""".formatted(attributes);
    }

    private static String forBearer(String type, String id) {
        return """
                {"data":{"type":"tokens","relationships":{"bearer":{"data":{"type":"%s","id":"%s"}}}}}""".formatted(type, id);
    }

    private static String narrowing(String... permissions) {
        return document("\"permissions\":[\"%s\"]".formatted(String.join("\",\"", permissions)));
    }

    private Client with(Reply issued) {
        return anonymous.withToken(issued.text("/data/attributes/token"));
    }

    private Client narrowedAdmin(String... permissions) {
        return with(admin.post("/v1/tokens", narrowing(permissions)).expect(201));
    }

    /** A customer with a license of a product. */
    private record Sale(String product, Reply user, String license) {}

    private Sale sale() {
        String product = vendor.product();
        Reply user = vendor.user("user");
        return new Sale(
                product,
                user,
                vendor.licenseOf(vendor.policy(product, ""), user.id()).id());
    }

    @Test
    void renewsATokenUnderTheSameId() {
        Reply issued = admin.post("/v1/tokens", document("\"name\":\"laptop\"")).expect(201);
        Client before = with(issued);

        Reply renewed = admin.put("/v1/tokens/" + issued.id(), "").expect(200);

        assertThat(renewed.id()).isEqualTo(issued.id());
        assertThat(renewed.header("Location")).isEmpty();
        assertThat(renewed.text("/data/attributes/token"))
                .matches("admin-[0-9a-f]{64}v3")
                .isNotEqualTo(issued.text("/data/attributes/token"));
        assertThat(renewed.text("/data/attributes/name")).isEqualTo("laptop");
        assertThat(renewed.at("/data/attributes/expiry").isNull()).isTrue();
        before.get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        with(renewed).get("/v1/products").expect(200);
        assertThat(eventsOf(issued.id())).containsExactly("token.generated", "token.regenerated");
    }

    @Test
    void renewsTheTokenThatIsPresented() {
        Reply user = vendor.user("user");
        Client client = vendor.userClient(anonymous, user);
        String id = client.get("/v1/profile").expect(200).text("/meta/tokenId");
        server.clock().advance(Duration.ofDays(1));

        Reply renewed = client.put("/v1/tokens", "").expect(200);

        assertThat(renewed.id()).isEqualTo(id);
        assertThat(Instant.parse(renewed.text("/data/attributes/expiry")))
                .isBetween(
                        server.clock().instant().plus(Duration.ofDays(14)).minusSeconds(60),
                        server.clock().instant().plus(Duration.ofDays(14)).plusSeconds(1));
        client.get("/v1/me").expectError(401, "TOKEN_INVALID", null);
        with(renewed).get("/v1/me").expect(200);
        anonymous.put("/v1/tokens", "").expectError(401, "TOKEN_MISSING", null);
        Reply license = vendor.license(vendor.policy(vendor.product(), "\"authenticationStrategy\":\"MIXED\""), "");
        anonymous
                .withLicense(license.text("/data/attributes/key"))
                .put("/v1/tokens", "")
                .expectError(403, null, null);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    admin         | 200 | 200 | 200 | 403
                    developer     | 200 | 200 | 200 | 403
                    sales-agent   | 403 | 403 | 403 | 403
                    support-agent | 403 | 403 | 403 | 403
                    read-only     | 403 | 403 | 403 | 403
                    product       | 200 | 200 | 200 | 404
                    user          | 404 | 404 | 200 | 404
                    license       | 404 | 200 | 404 | 404
                    """, delimiter = '|')
    void renewsTheTokensOfOthers(String who, int product, int license, int user, int staff) {
        Sale sale = sale();
        Client client = switch (who) {
            case "product" -> vendor.productClient(anonymous, sale.product());
            case "license" -> vendor.licenseClient(anonymous, sale.license());
            case "user" -> vendor.userClient(anonymous, sale.user());
            default -> vendor.userClient(anonymous, who);
        };
        String ofProduct = admin.post("/v1/products/" + sale.product() + "/tokens", "")
                .expect(200)
                .id();
        String ofLicense = admin.post("/v1/licenses/" + sale.license() + "/tokens", "")
                .expect(200)
                .id();
        String ofUser = admin.post("/v1/users/" + sale.user().id() + "/tokens", "")
                .expect(200)
                .id();
        String ofStaff = admin.post("/v1/tokens", "").expect(201).id();

        assertThat(client.put("/v1/tokens/" + ofProduct, "").status()).isEqualTo(product);
        assertThat(client.put("/v1/tokens/" + ofLicense, "").status()).isEqualTo(license);
        assertThat(client.put("/v1/tokens/" + ofUser, "").status()).isEqualTo(user);
        assertThat(client.put("/v1/tokens/" + ofStaff, "").status()).isEqualTo(staff);
        assertThat(client.delete("/v1/tokens/" + ofUser).status()).isEqualTo(user == 200 ? 204 : user);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    admin         | 201 | 403 | 403
                    developer     | 201 | 403 | 403
                    sales-agent   | 403 | 403 | 403
                    support-agent | 403 | 403 | 403
                    read-only     | 403 | 403 | 403
                    product       | 201 | 201 | 403
                    other product | 422 | 422 | 403
                    user          | 403 | 403 | 403
                    license       | 403 | 403 | 403
                    """, delimiter = '|')
    void issuesTokensForOtherBearers(String who, int user, int license, int product) {
        Sale sale = sale();
        Client client = switch (who) {
            case "product" -> vendor.productClient(anonymous, sale.product());
            case "other product" -> vendor.productClient(anonymous, vendor.product());
            case "license" -> vendor.licenseClient(anonymous, sale.license());
            case "user" -> vendor.userClient(anonymous, "user");
            default -> vendor.userClient(anonymous, who);
        };

        assertThat(client.post("/v1/tokens", forBearer("users", sale.user().id()))
                        .status())
                .isEqualTo(user);
        assertThat(client.post("/v1/tokens", forBearer("license", sale.license()))
                        .status())
                .isEqualTo(license);
        assertThat(client.post("/v1/tokens", forBearer("products", sale.product()))
                        .status())
                .isEqualTo(product);
    }

    @Test
    void issuesATokenForACustomerWithALink() {
        Reply user = vendor.user("user");

        Reply issued = admin.post("/v1/tokens", forBearer("user", user.id())).expect(201);

        assertThat(issued.text("/data/relationships/bearer/data/id")).isEqualTo(user.id());
        assertThat(issued.text("/data/attributes/kind")).isEqualTo("user-token");
        assertThat(issued.header("Location")).hasValue(server.url() + issued.text("/data/links/self"));
        assertThat(with(issued).get("/v1/me").expect(200).id()).isEqualTo(user.id());
    }

    @Test
    void refusesBearersThatAreNotThereOrOfTheStaff() {
        admin.post("/v1/tokens", forBearer("users", NOBODY))
                .expectError(422, "BEARER_NOT_FOUND", "/data/relationships/bearer");
        admin.post("/v1/tokens", forBearer("users", vendor.user("developer").id()))
                .expectError(403, null, null);
        admin.post("/v1/tokens", forBearer("environments", NOBODY))
                .expectError(400, null, "/data/relationships/bearer/data/type")
                .expectDetail("is invalid");
        admin.post("/v1/tokens", forBearer("users", TestServer.ADMIN_EMAIL))
                .expectError(400, null, "/data/relationships/bearer/data/id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "maxActivations":-1     | 422 | MAX_ACTIVATIONS_INVALID   | maxActivations
                    "maxDeactivations":-1   | 422 | MAX_DEACTIVATIONS_INVALID | maxDeactivations
                    "maxActivations":"many" | 400 |                           | maxActivations
                    "expiry":"soon"         | 400 |                           | expiry
                    "permissions":["fly"]   | 422 | PERMISSIONS_NOT_ALLOWED   | permissions
                    "kind":"admin-token"    | 400 |                           | kind
                    """)
    void refusesAttributesThatBreakARule(String attributes, int status, String code, String attribute) {
        String license = vendor.license(vendor.policy(vendor.product(), ""), "").id();

        admin.post("/v1/licenses/" + license + "/tokens", document(attributes))
                .expectError(status, code, "/data/attributes/" + attribute);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        admin.post("/v1/tokens", document("\"name\":\"%s\"".formatted("n".repeat(256))))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name");
    }

    @Test
    void takesActivationsOfLicensesOnly() {
        Sale sale = sale();
        Reply issued = admin.post("/v1/licenses/" + sale.license() + "/tokens", document("\"maxActivations\":3"))
                .expect(200);

        assertThat(issued.at("/data/attributes/maxActivations").asInt()).isEqualTo(3);
        admin.post("/v1/products/" + sale.product() + "/tokens", document("\"maxActivations\":3"))
                .expectError(400, null, "/data/attributes/maxActivations");
    }

    @Test
    void findsTokensByTheirBearers() {
        Sale sale = sale();
        String ofProduct = admin.post("/v1/products/" + sale.product() + "/tokens", "")
                .expect(200)
                .id();
        String ofLicense = admin.post("/v1/licenses/" + sale.license() + "/tokens", "")
                .expect(200)
                .id();
        Reply developer = vendor.user("developer");
        Client ofDeveloper = vendor.userClient(anonymous, developer);
        String own = ofDeveloper.get("/v1/profile").text("/meta/tokenId");
        String list = "/v1/tokens?limit=100&bearer";

        assertThat(admin.get(list + "%5Btype%5D=product").expect(200).ids())
                .contains(ofProduct)
                .doesNotContain(ofLicense);
        assertThat(admin.get(list + "%5Btype%5D=licenses").ids())
                .contains(ofLicense)
                .doesNotContain(ofProduct);
        assertThat(admin.get(list + "%5Btype%5D=environment").ids()).isEmpty();
        assertThat(admin.get(list + "%5Bid%5D=" + sale.license()).ids()).containsExactly(ofLicense);
        assertThat(admin.get(list + "%5Brole%5D=developer").ids()).contains(own).doesNotContain(ofProduct);
        assertThat(admin.get(list + "%5Brole%5D%5B%5D=developer&bearer%5Brole%5D%5B%5D=product")
                        .ids())
                .contains(own, ofProduct)
                .doesNotContain(ofLicense);
        assertThat(admin.get(list + "%5Brole%5D=emperor").ids()).isEmpty();
        assertThat(admin.get(list + "%5Btype%5D=").ids()).contains(ofProduct, ofLicense, own);
    }

    @Test
    void showsTokensBelowTheirBearers() {
        Sale sale = sale();
        String ofLicense = admin.post("/v1/licenses/" + sale.license() + "/tokens", "")
                .expect(200)
                .id();
        String ofUser = admin.post("/v1/users/" + sale.user().id() + "/tokens", "")
                .expect(200)
                .id();
        Client product = vendor.productClient(anonymous, sale.product());
        String ofProduct = product.get("/v1/profile").text("/meta/tokenId");
        Client customer = vendor.userClient(anonymous, sale.user());

        for (Client client : List.of(admin, product)) {
            assertThat(client.get("/v1/products/" + sale.product() + "/tokens")
                            .expect(200)
                            .ids())
                    .containsExactly(ofProduct);
            assertThat(client.get("/v1/licenses/" + sale.license() + "/tokens")
                            .expect(200)
                            .ids())
                    .containsExactly(ofLicense);
            client.get("/v1/users/" + sale.user().id() + "/tokens/" + ofUser).expect(200);
            client.get("/v1/licenses/" + sale.license() + "/tokens/" + ofUser).expectError(404, "NOT_FOUND", null);
        }
        assertThat(product.get("/v1/tokens?limit=100").expect(200).ids()).contains(ofProduct, ofLicense, ofUser);
        assertThat(customer.get("/v1/users/" + sale.user().id() + "/tokens")
                        .expect(200)
                        .ids())
                .contains(ofUser);
        assertThat(customer.get("/v1/licenses/" + sale.license() + "/tokens")
                        .expect(200)
                        .ids())
                .isEmpty();
        customer.get("/v1/products/" + sale.product() + "/tokens").expectError(403, null, null);
        vendor.productClient(anonymous, vendor.product())
                .get("/v1/licenses/" + sale.license() + "/tokens")
                .expectError(404, "NOT_FOUND", null);
        anonymous.get("/v1/licenses/" + sale.license() + "/tokens").expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void keepsStaffWithALicenseOutOfReachOfItsProduct() {
        String product = vendor.product();
        Reply developer = vendor.user("developer");
        vendor.licenseOf(vendor.policy(product, ""), developer.id());
        String token =
                vendor.userClient(anonymous, developer).get("/v1/profile").text("/meta/tokenId");
        Client client = vendor.productClient(anonymous, product);

        client.get("/v1/tokens/" + token).expectError(404, "NOT_FOUND", null);
        client.put("/v1/tokens/" + token, "").expectError(404, "NOT_FOUND", null);
        client.delete("/v1/tokens/" + token).expectError(404, "NOT_FOUND", null);
        client.post("/v1/users/" + developer.id() + "/tokens", "").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void withholdsFromNewTokensWhatTheOldOneWithholds() {
        String product = vendor.product();
        String path = "/v1/products/" + product + "/tokens";
        Client narrowed = narrowedAdmin("product.tokens.generate", "release.read", "product.read");

        Reply issued = narrowed.post(path, "").expect(200);

        assertThat(issued.at("/data/attributes/permissions").valueStream().map(each -> each.stringValue()))
                .containsExactlyInAnyOrder("release.read", "product.read");
        with(issued).get("/v1/products/" + product).expect(200);
        with(issued)
                .post("/v1/releases", CatalogSuite.releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\""))
                .expectError(403, null, null);
        narrowed.post(path, narrowing("release.create"))
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
        assertThat(narrowed.post(path, narrowing("release.read")).expect(200).at("/data/attributes/permissions"))
                .hasToString("[\"release.read\"]");
    }

    @Test
    void keepsNarrowedTokensFromTheSecretsOfWiderOnes() {
        String product = vendor.product();
        String wide = admin.post("/v1/tokens", "").expect(201).id();
        String ofProduct = admin.post("/v1/products/" + product + "/tokens", "")
                .expect(200)
                .id();
        Client narrowed = narrowedAdmin("token.regenerate", "token.read", "release.read");

        narrowed.put("/v1/tokens/" + wide, "").expectError(403, null, null).expectDetail(LACKS_PRIVILEGES);
        narrowed.put("/v1/tokens/" + ofProduct, "").expectError(403, null, null).expectDetail(LACKS_PRIVILEGES);
        narrowed.put("/v1/tokens", "").expect(200);
    }

    @Test
    void showsWhatATokenIsGoodForNow() {
        Reply user = vendor.user("user");
        Reply narrowed = admin.post(
                        "/v1/users/" + user.id() + "/tokens", narrowing("license.read", "release.read", "user.update"))
                .expect(200);

        admin.patch("/v1/users/" + user.id(), """
                        {"data":{"type":"users","attributes":{"permissions":["release.read","token.read"]}}}""").expect(200);

        assertThat(admin.get("/v1/tokens/" + narrowed.id()).expect(200).at("/data/attributes/permissions"))
                .hasToString("[\"release.read\"]");
    }

    @Test
    void forgetsTokensNinetyDaysAfterTheyExpired() {
        try (TestServer fresh = startServer(engine)) {
            String expiry = fresh.clock().instant().plus(Duration.ofDays(1)).toString();
            String expired = fresh.admin()
                    .post("/v1/tokens", document("\"expiry\":\"%s\"".formatted(expiry)))
                    .expect(201)
                    .id();

            fresh.clock().advance(Duration.ofDays(90));
            fresh.slipway().keepHouse();
            fresh.admin().get("/v1/tokens/" + expired).expect(200);

            fresh.clock().advance(Duration.ofDays(2));
            fresh.slipway().keepHouse();
            fresh.admin().get("/v1/tokens/" + expired).expectError(404, "NOT_FOUND", null);
            fresh.admin().get("/v1/products").expect(200);
        }
    }

    @Test
    void tellsThatTokensWereRevokedWithTheRole() {
        Reply user = vendor.user("developer");
        String token = vendor.userClient(anonymous, user).get("/v1/profile").text("/meta/tokenId");

        admin.patch("/v1/users/" + user.id(), """
                        {"data":{"type":"users","attributes":{"role":"read-only"}}}""").expect(200);

        assertThat(eventsOf(token)).containsExactly("token.generated", "token.revoked");
    }

    @Test
    void keepsReadOnlyPeopleFromRevokingTheirOwn() {
        Client reader = vendor.userClient(anonymous, "read-only");
        String own = reader.get("/v1/profile").text("/meta/tokenId");

        reader.post("/v1/tokens", "").expect(201);
        reader.delete("/v1/tokens/" + own).expectError(403, null, null);
        reader.put("/v1/tokens", "").expectError(403, null, null);
    }
}
