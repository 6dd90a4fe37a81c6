package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PersonalAccessTokensTest extends CryptlexSuite {
    private static final String TOKENS = "/v3/personal-access-tokens";
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode part(String token, int index) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    @Test
    void isAWebTokenThatTheAccountSigned() throws GeneralSecurityException {
        Reply reply = staff.post(TOKENS, """
                        {"name":"Build server","scopes":["release:read","release:write","release:read"],
                        "expiresAt":"2999-01-01T01:30:00.5+01:30"}""").expect(201);

        assertThat(reply.json().propertyNames())
                .containsExactly(
                        "id",
                        "createdAt",
                        "updatedAt",
                        "name",
                        "expiresAt",
                        "revoked",
                        "scopes",
                        "token",
                        "accessToken");
        assertThat(reply.text("/name")).isEqualTo("Build server");
        assertThat(reply.text("/expiresAt")).isEqualTo("2999-01-01T00:00:00.5Z");
        assertThat(reply.text("/createdAt")).matches("[0-9T:-]{19}(\\.[0-9]{0,6}[1-9])?Z");
        assertThat(reply.at("/revoked").booleanValue()).isFalse();
        assertThat(texts(reply.at("/scopes"))).containsExactly("release:read", "release:write");
        String token = reply.text("/token");
        assertThat(reply.text("/accessToken")).isEqualTo(token);
        assertThat(part(token, 0).at("/alg").stringValue()).isEqualTo("EdDSA");
        JsonNode claims = part(token, 1);
        assertThat(texts(claims.at("/scope"))).containsExactly("release:read", "release:write");
        assertThat(claims.at("/email").stringValue()).isEqualTo(TestServer.ADMIN_EMAIL);
        assertThat(claims.at("/jti").stringValue()).isEqualTo(reply.text("/id"));
        assertThat(claims.at("/tenantid").stringValue())
                .isEqualTo(server.account().id());
        assertThat(claims.at("/token_usage").stringValue()).isEqualTo("personal_access_token");
        assertThat(claims.at("/exp").longValue())
                .isEqualTo(Instant.parse("2999-01-01T00:00:00Z").getEpochSecond());
        assertThat(claims.at("/iss").stringValue()).isEqualTo(server.url());
        assertThat(verifies(token)).isTrue();
        assertThat(staff.get(TOKENS + "/" + reply.text("/id"))
                        .expect(200)
                        .json()
                        .propertyNames())
                .doesNotContain("token", "accessToken");
        assertThat(eventsOf(reply.text("/id"))).containsExactly("token.generated");
    }

    private boolean verifies(String token) throws GeneralSecurityException {
        // An Ed25519 public key in X.509 form is a fixed head and the 32 bytes themselves.
        byte[] encoded = HexFormat.of()
                .parseHex("302a300506032b6570032100" + server.account().verifyKey());
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        int dot = token.lastIndexOf('.');
        verifier.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    @Test
    void neverExpiresUnlessToldTo() {
        Reply reply = issue(staff, "release:read");

        assertThat(reply.at("/expiresAt").isNull()).isTrue();
        assertThat(part(reply.text("/token"), 1).has("exp")).isFalse();
        server.clock().advance(Duration.ofDays(4_000));
        assertThat(stranger.withToken(reply.text("/token")).get(TOKENS).status())
                .isEqualTo(403);
    }

    @Test
    void isGoodForItsScopesAndNoMoreThroughEveryApi() {
        String product = vendor.product();
        Client reading = stranger.withToken(token("product:read"));
        Client releasing = anonymous.withToken(token("release:read"));

        assertThat(reading.get(TOKENS).expect(403).text("/message")).contains("personalAccessToken:write");
        anonymous
                .withToken(token("product:read"))
                .get("/v1/products/" + product)
                .expect(200);
        releasing.get("/v1/products/" + product).expect(403);
        releasing.get("/v1/releases").expect(200);
        releasing.delete("/v1/products/" + product).expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"release:read\",\"nonsense", "", "RELEASE"})
    void knowsItsScopes(String scopes) {
        staff.post(TOKENS, "{\"name\":\"x\",\"scopes\":[\"%s\"]}".formatted(scopes))
                .expectField(400, "scopes");
        staff.post(TOKENS, "{\"name\":\"x\",\"scopes\":[]}").expectField(400, "scopes");
    }

    @Test
    void neverBegetsATokenThatIsGoodForMore() {
        Client narrow = stranger.withToken(token("personalAccessToken:write", "release:read"));

        narrow.post(TOKENS, "{\"name\":\"x\",\"scopes\":[\"product:write\"]}").expectField(400, "scopes");
        narrow.post(TOKENS, "{\"name\":\"x\",\"scopes\":[\"analytics:read\"]}").expectField(400, "scopes");
        narrow.post(TOKENS, "{\"name\":\"x\",\"scopes\":[\"release:read\"]}").expect(201);
    }

    @Test
    void isWorthlessAtOnceWhenRevoked() {
        Reply issued = issue(staff, "personalAccessToken:write");
        Client bearer = stranger.withToken(issued.text("/token"));
        String path = TOKENS + "/" + issued.text("/id");
        bearer.get(TOKENS).expect(200);

        Reply revoked = staff.patch(path, "{\"revoked\":true}").expect(200);

        assertThat(revoked.at("/revoked").booleanValue()).isTrue();
        bearer.get(TOKENS).expectMessage(401, "TOKEN_INVALID");
        anonymous.withToken(issued.text("/token")).get("/v1/products").expect(401);
        admin.get("/v1/tokens/" + issued.text("/id")).expect(404);
        assertThat(staff.get(path).expect(200).at("/revoked").booleanValue()).isTrue();
        staff.patch(path, "{}").expect(200);
        bearer.get(TOKENS).expect(401);
        staff.patch(path, "{\"revoked\":false}").expect(200);
        bearer.get(TOKENS).expect(200);
        assertThat(eventsOf(issued.text("/id")))
                .containsExactly("token.generated", "token.revoked", "token.regenerated");
    }

    @Test
    void nobodyRevivesATokenThatIsGoodForMoreThanTheirs() {
        Reply wide = issue(staff, "product:write");
        String path = TOKENS + "/" + wide.text("/id");
        Client narrow = stranger.withToken(token("personalAccessToken:write"));

        narrow.patch(path, "{\"revoked\":true}").expect(200);
        narrow.patch(path, "{\"revoked\":false}").expect(403);
    }

    @Test
    void isWorthlessAtOnceWhenDeleted() {
        Reply issued = issue(staff, "personalAccessToken:write");
        String path = TOKENS + "/" + issued.text("/id");

        staff.delete(path).expect(204);

        stranger.withToken(issued.text("/token")).get(TOKENS).expect(401);
        staff.delete(path).expectMessage(404, "NOT_FOUND");
        staff.patch(path, "{\"revoked\":true}").expect(404);
    }

    @Test
    void isWorthlessWhenItExpired() {
        Instant soon = server.clock().instant().plus(Duration.ofHours(2));
        Reply issued = staff.post(TOKENS, """
                        {"name":"x","scopes":["personalAccessToken:write"],"expiresAt":"%s"}""".formatted(soon)).expect(201);
        Client bearer = stranger.withToken(issued.text("/token"));
        bearer.get(TOKENS).expect(200);

        server.clock().advance(Duration.ofHours(3));

        bearer.get(TOKENS).expectMessage(401, "TOKEN_EXPIRED");
        staff.post(TOKENS, """
                        {"name":"x","scopes":["release:read"],"expiresAt":"%s"}""".formatted(soon)).expectField(400, "expiresAt");
    }

    @Test
    void anotherPersonsTokenDoesNotExist() {
        Reply own = issue(staff, "release:read");
        Client other = plain(vendor.userClient(anonymous, "developer"));
        String path = TOKENS + "/" + own.text("/id");

        other.get(path).expect(404);
        other.patch(path, "{\"revoked\":true}").expect(404);
        other.delete(path).expect(404);
        assertThat(other.get(TOKENS + "?limit=100").itemIds()).doesNotContain(own.text("/id"));
    }

    @Test
    void aChangedTokenIsUnknown() {
        String token = token("personalAccessToken:write");
        String[] parts = token.split("\\.", -1);
        String wider = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part(token, 1)
                        .toString()
                        .replace("personalAccessToken:write", "product:write")
                        .getBytes(StandardCharsets.UTF_8));

        stranger.withToken(parts[0] + "." + wider + "." + parts[2]).get(TOKENS).expect(401);
        stranger.withToken(parts[0] + "." + parts[1] + ".").get(TOKENS).expect(401);
    }

    @Test
    void anOpaqueTokenHasAScopeWhenItHoldsEveryPermissionOfIt() {
        Client person = plain(vendor.userClient(anonymous, "read-only"));
        JsonNode own = person.get(TOKENS).expect(200).json().get(0);

        assertThat(texts(own.at("/scopes"))).contains("release:read", "product:read");
        assertThat(texts(own.at("/scopes"))).doesNotContain("release:write", "product:write");
        assertThat(own.at("/name").stringValue()).isEmpty();
        Reply ofProduct =
                plain(vendor.productClient(anonymous, vendor.product())).get(TOKENS);
        assertThat(ofProduct.expect(403).text("/message")).isNotBlank();
    }

    @Test
    void aCustomersTokenIsGoodForWhatACustomerMay() {
        Client customer = plain(vendor.userClient(anonymous, "user"));
        Reply issued = issue(customer, "release:read");

        customer.post(TOKENS, "{\"name\":\"x\",\"scopes\":[\"release:write\"]}").expectField(400, "scopes");
        anonymous.withToken(issued.text("/token")).get("/v1/releases").expect(200);
        anonymous.withToken(issued.text("/token")).get("/v1/users").expect(403);
    }

    @Test
    void peopleSignInWithAPassword() {
        Reply user = vendor.user("user");
        String email = user.text("/data/attributes/email");

        Client session = signedIn(email, Vendor.PASSWORD);

        // Sessions are not shown among what people made to last.
        assertThat(session.get(TOKENS).expect(200).body()).isEqualTo("[]");
        anonymous
                .with("Authorization", "Bearer " + accessToken(email))
                .get("/v1/me")
                .expect(200);
        server.clock().advance(Duration.ofHours(25));
        session.get(TOKENS).expectMessage(401, "TOKEN_EXPIRED");
    }

    private String accessToken(String email) {
        return stranger.post(
                        "/v3/accounts/login",
                        "{\"accountAlias\":\"default\",\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(email.toUpperCase(Locale.ROOT), Vendor.PASSWORD))
                .expect(200)
                .text("/accessToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"admin@example.com\",\"password\":\"wrong\"} | 401 | AUTHENTICATION_FAILED",
                "{\"email\":\"nobody@example.com\",\"password\":\"correct horse\"} | 401 | AUTHENTICATION_FAILED",
                "{\"email\":\"\",\"password\":\"\"} | 401 | AUTHENTICATION_FAILED",
                "{\"accountId\":\"nothing\",\"email\":\"admin@example.com\",\"password\":\"correct horse\"} | 404 | NOT_FOUND",
                "{\"email\":\"admin@example.com\"} | 400 |",
                "{} | 400 |",
            })
    void signingInTellsNothingToStrangers(String body, int status, String code) {
        Reply reply = stranger.post("/v3/accounts/login", body).expectMessage(status, code);

        if (status == 401) {
            assertThat(reply.text("/message")).isEqualTo("The e-mail address or the password is wrong.");
        }
    }
}
