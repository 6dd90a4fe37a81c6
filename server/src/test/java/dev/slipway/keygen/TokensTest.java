package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest extends HttpSuite {

    private Client withPassword(String email, String password) {
        String pair = email + ":" + password;
        return anonymous.with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String document(String attributes) {
        return """
                {"data":{"type":"tokens","attributes":{%s}}}""".formatted(attributes);
    }

    @Test
    void issuesAnAdministratorsTokenByPassword() {
        Reply reply = withPassword(TestServer.ADMIN_EMAIL.toUpperCase(Locale.ROOT), TestServer.ADMIN_PASSWORD)
                .post("/v1/tokens", document("\"name\":\"laptop\""))
                .expect(201);

        assertThat(reply.text("/data/attributes/token")).matches("admin-[0-9a-f]{64}v3");
        assertThat(reply.text("/data/attributes/kind")).isEqualTo("admin-token");
        assertThat(reply.text("/data/attributes/name")).isEqualTo("laptop");
        assertThat(reply.at("/data/attributes/expiry").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/permissions")).hasSize(144);
        assertThat(reply.text("/data/relationships/bearer/data/type")).isEqualTo("users");
        assertThat(reply.header("Location")).hasValue(server.url() + reply.text("/data/links/self"));
        assertThat(eventsOf(reply.id())).containsExactly("token.generated");
    }

    @ParameterizedTest
    @CsvSource({
        "admin@example.com, wrong, PASSWORD_INVALID",
        "admin@example.com, '', PASSWORD_REQUIRED",
        "nobody@example.com, whatever, EMAIL_INVALID",
        "'', whatever, EMAIL_REQUIRED"
    })
    void refusesWrongPasswords(String email, String password, String code) {
        withPassword(email, password).post("/v1/tokens", "").expectError(401, code, null);
    }

    @Test
    void needsToBeToldNothingOfATokenThatIsToBeAsUsual() {
        for (String body :
                new String[] {"", "{}", "{\"meta\":{\"otp\":\"000000\"}}", "{\"data\":{\"type\":\"tokens\"}}"}) {
            assertThat(admin.post("/v1/tokens", body).expect(201).text("/data/attributes/kind"))
                    .isEqualTo("admin-token");
        }
    }

    @Test
    void takesPasswordsOnlyWhereATokenIsAskedFor() {
        withPassword(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                .get("/v1/products")
                .expectError(401, "TOKEN_INVALID", null);
        anonymous.post("/v1/tokens", "").expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void tellsTheSecretOnceOnly() {
        Reply issued = admin.post("/v1/tokens", "").expect(201);
        String secret = issued.text("/data/attributes/token");

        Reply shown = admin.get("/v1/tokens/" + issued.id()).expect(200);
        assertThat(shown.json().at("/data/attributes").has("token")).isFalse();
        assertThat(admin.get("/v1/tokens?limit=100").expect(200).body()).doesNotContain(secret);
    }

    @Test
    void revokesATokenAtOnce() {
        Reply issued = admin.post("/v1/tokens", "").expect(201);
        Client client = anonymous.withToken(issued.text("/data/attributes/token"));
        client.get("/v1/products").expect(200);

        admin.delete("/v1/tokens/" + issued.id()).expect(204);

        client.get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        admin.delete("/v1/tokens/" + issued.id()).expectError(404, "NOT_FOUND", null);
        assertThat(eventsOf(issued.id())).containsExactly("token.generated", "token.revoked");
    }

    @Test
    void expiresATokenWhenItsTimeHasCome() {
        String expiry = server.clock().instant().plus(Duration.ofHours(1)).toString();
        Reply issued = admin.post("/v1/tokens", document("\"expiry\":\"%s\"".formatted(expiry)))
                .expect(201);
        Client client = anonymous.withToken(issued.text("/data/attributes/token"));
        client.get("/v1/products").expect(200);

        server.clock().advance(Duration.ofHours(2));

        client.get("/v1/products").expectError(401, "TOKEN_EXPIRED", null).expectDetail("Token is expired");
    }

    @Test
    void issuesProductTokensForTheVendorsPeopleOnly() {
        String product = vendor.product();
        Reply issued = admin.post("/v1/products/" + product + "/tokens", document("\"name\":\"CI\",\"expiry\":null"))
                .expect(200);
        assertThat(issued.header("Location")).isEmpty();
        assertThat(issued.text("/data/attributes/token")).matches("prod-[0-9a-f]{64}v3");
        assertThat(issued.text("/data/attributes/kind")).isEqualTo("product-token");
        Client client = anonymous.withToken(issued.text("/data/attributes/token"));

        client.post("/v1/products/" + product + "/tokens", "").expectError(403, null, null);
        client.post("/v1/tokens", "").expectError(403, null, null);
        anonymous.post("/v1/products/" + product + "/tokens", "").expectError(401, "TOKEN_MISSING", null);
        admin.post("/v1/products/nothing/tokens", "").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void refusesPermissionsThatTheBearerDoesNotHave() {
        String product = vendor.product();

        admin.post("/v1/products/" + product + "/tokens", document("\"permissions\":[\"account.update\"]"))
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
        admin.post("/v1/products/" + product + "/tokens", document("\"permissions\":[\"fly\"]"))
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
    }

    @Test
    void letsAProductSeeItsOwnTokensOnly() {
        String product = vendor.product();
        Reply own = admin.post("/v1/products/" + product + "/tokens", "").expect(200);
        Client client = anonymous.withToken(own.text("/data/attributes/token"));
        String foreign = admin.post("/v1/tokens", "").expect(201).id();

        assertThat(client.get("/v1/tokens").expect(200).ids()).containsExactly(own.id());
        client.get("/v1/tokens/" + own.id()).expect(200);
        client.get("/v1/tokens/" + foreign).expectError(404, "NOT_FOUND", null);
        client.delete("/v1/tokens/" + foreign).expectError(404, "NOT_FOUND", null);
        client.delete("/v1/tokens/" + own.id()).expect(204);
    }

    @Test
    void saysWhoAsks() {
        Reply me = admin.get("/v1/me").expect(200);
        assertThat(me.text("/data/type")).isEqualTo("users");
        assertThat(me.text("/data/attributes/email")).isEqualTo(TestServer.ADMIN_EMAIL);
        assertThat(me.text("/included/0/type")).isEqualTo("tokens");
        assertThat(me.header("Keygen-Token")).hasValue(me.text("/included/0/id"));

        String product = vendor.product();
        Client client = vendor.productClient(anonymous, product);
        assertThat(client.get("/v1/me").expect(200).id()).isEqualTo(product);
        assertThat(client.get("/v1/profile").expect(200).text("/meta/tokenId")).isNotBlank();
        anonymous.get("/v1/me").expectError(401, "TOKEN_MISSING", null);
    }
}
