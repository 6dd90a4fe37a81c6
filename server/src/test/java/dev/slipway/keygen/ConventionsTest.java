package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Account;
import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every endpoint of /v1: versions, accounts, media types, encodings, credentials, signatures. */
class ConventionsTest extends HttpSuite {
    private static final Pattern SIGNATURE = Pattern.compile(
            "keyid=\"([^\"]+)\", algorithm=\"ed25519\", signature=\"([^\"]+)\", headers=\"\\(request-target\\) host date digest\"");

    @Test
    void signsEveryAnswerOfAnAccountErrorsAndEmptyOnesIncluded() throws GeneralSecurityException {
        String id = vendor.product();
        String target = "/v1/products/" + id + "?x=%2F%20y&z";

        assertSigned("get", target, admin.get(target).expect(200));
        assertSigned(
                "get", "/v1/products/nothing", admin.get("/v1/products/nothing").expect(404));
        assertSigned("get", "/v1/products", anonymous.get("/v1/products").expect(401));
        assertSigned("post", "/v1/products", admin.post("/v1/products", "{").expect(400));
        assertSigned(
                "delete",
                "/v1/products/" + id,
                admin.delete("/v1/products/" + id).expect(204));
    }

    private void assertSigned(String method, String target, Reply reply) throws GeneralSecurityException {
        Account account = server.account();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(reply.bytes());
        String digest = "sha-256=" + Base64.getEncoder().encodeToString(hash);
        assertThat(reply.header("Digest")).hasValue(digest);
        assertThat(reply.header("Keygen-Digest")).hasValue(digest);
        assertThat(reply.header("Keygen-Date")).isEqualTo(reply.header("Date"));
        Matcher signature = SIGNATURE.matcher(reply.header("Keygen-Signature").orElseThrow());
        assertThat(signature.matches()).isTrue();
        assertThat(signature.group(1)).isEqualTo(account.id());
        String signed = "(request-target): %s %s\nhost: %s\ndate: %s\ndigest: %s"
                .formatted(
                        method,
                        target,
                        server.url().substring("http://".length()),
                        reply.header("Date").orElseThrow(),
                        digest);
        assertThat(verifies(account.verifyKey(), signed, signature.group(2))).isTrue();
    }

    private static boolean verifies(String verifyKey, String message, String signature)
            throws GeneralSecurityException {
        // An Ed25519 public key in X.509 form is a fixed head and the 32 bytes themselves.
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + verifyKey);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(message.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    @Test
    void showsThePublicKeyTheWayClientsDecodeIt() {
        String path = "/v1/accounts/default";
        String key = admin.get(path).expect(200).text("/data/meta/keys/ed25519");

        assertThat(new String(Base64.getDecoder().decode(key), StandardCharsets.US_ASCII))
                .isEqualTo(server.account().verifyKey());
        anonymous.get(path).expectError(401, "TOKEN_MISSING", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm=\"rsa-sha256\"",
                "nonsense",
                "keyid=\"11111111-1111-7111-8111-111111111111\", algorithm=\"ed25519\""
            })
    void refusesASignatureItCannotGive(String wish) {
        Reply reply = admin.with("Keygen-Accept-Signature", wish).get("/v1/products");

        reply.expectError(400, null, null);
        assertThat(reply.text("/errors/0/source/header")).isEqualTo("Keygen-Accept-Signature");
        assertThat(reply.header("Keygen-Signature")).isEmpty();
    }

    @Test
    void acceptsAWishForTheUsualSignature() {
        String wish = "keyid=\"%s\", ALGORITHM=\"ED25519\";"
                .formatted(server.account().id());

        admin.with("Keygen-Accept-Signature", wish).get("/v1/products").expect(200);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.0", "v1.7, 1.7", "1.8, 1.8"})
    void echoesTheVersionThatIsAskedFor(String asked, String echoed) {
        assertThat(admin.with("Keygen-Version", asked)
                        .get("/v1/products")
                        .expect(200)
                        .header("Keygen-Version"))
                .hasValue(echoed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0.0", "2.0", "0.9", "latest"})
    void refusesVersionsItDoesNotSpeak(String asked) {
        Reply reply = admin.with("Keygen-Version", asked).get("/v1/products");

        reply.expectError(400, "INVALID_API_VERSION", null).expectDetail("unsupported API version requested");
        assertThat(reply.header("Keygen-Signature")).isEmpty();
    }

    @Test
    void namesAccountAndBearerAndTokenInHeadersOfTheVersionsForm() {
        Reply newest = admin.get("/v1/products").expect(200);
        Reply older = admin.with("Keygen-Version", "1.3").get("/v1/products").expect(200);

        assertThat(newest.header("Keygen-Version")).hasValue("1.8");
        assertThat(newest.header("Keygen-Account")).hasValue(server.account().id());
        assertThat(newest.header("Keygen-Bearer")).isPresent();
        assertThat(newest.header("Keygen-Token")).isPresent();
        assertThat(newest.header("Cache-Control")).hasValue("no-transform, no-store, max-age=0");
        assertThat(newest.header("X-Request-Id")).isPresent();
        assertThat(older.header("Keygen-Account-Id")).hasValue(server.account().id());
        assertThat(older.header("Keygen-Bearer-Id")).isEqualTo(newest.header("Keygen-Bearer"));
        assertThat(older.header("Keygen-Account")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json                                 | application/json; charset=utf-8
                    application/json, application/vnd.api+json       | application/json; charset=utf-8
                    application/vnd.api+json, application/json       | application/vnd.api+json; charset=utf-8
                    application/vnd.keygen+json                      | application/vnd.api+json; charset=utf-8
                    */*                                              | application/vnd.api+json; charset=utf-8
                    text/html, application/octet-stream;q=0.5        | application/vnd.api+json; charset=utf-8
                    """)
    void answersInTheMediaTypeThatIsAccepted(String accept, String type) {
        assertThat(admin.with("Accept", accept).get("/v1/products").expect(200).header("Content-Type"))
                .hasValue(type);
    }

    @Test
    void refusesMediaTypesItDoesNotSpeak() {
        admin.with("Accept", "text/html").get("/v1/products").expectError(400, "MIME_TYPE_INVALID", null);
        admin.with("Content-Type", "not a type").post("/v1/products", "{}").expectError(400, "MIME_TYPE_INVALID", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"data\":}",
                "nonsense",
                "{} {}",
                "{\"a\":1e999999999}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]"
            })
    void refusesBodiesThatAreNoJson(String body) {
        Reply reply = admin.post("/v1/products", body).expectError(400, "JSON_INVALID", null);

        assertThat(reply.json().has("meta")).isFalse();
    }

    @Test
    void refusesTextsThatCannotBeKept() {
        admin.post("/v1/products", "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":\"a\\u0000b\"}}}")
                .expectError(400, "ENCODING_INVALID", null);
        admin.post("/v1/products", "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":\"\\ud800\"}}}")
                .expectError(400, "ENCODING_INVALID", null);
        admin.send("POST", "/v1/products", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})
                .expectError(400, "ENCODING_INVALID", null);
        admin.get("/v1/products?x=%00").expectError(400, "PARAMETERS_INVALID", null);
        admin.get("/v1/products?x=%C3").expectError(400, "PARAMETERS_INVALID", null);
        admin.get("/v1/products/%C3").expectError(400, "URI_INVALID", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🚀 rocket",
                "\u202Eevil",
                "../../etc/passwd",
                "'; DROP TABLE products; --",
                "<script>",
                "tab\tline\n",
                "\u0001"
            })
    void keepsStrangeTextsAsTheyAre(String name) {
        String json = new tools.jackson.databind.json.JsonMapper().writeValueAsString(name);
        String id = admin.post(
                        "/v1/products",
                        "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":%s}}}".formatted(json))
                .expect(201)
                .id();

        assertThat(admin.get("/v1/products/" + id).text("/data/attributes/name"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"products", "entitlements", "policies", "packages", "users", "releases", "artifacts", "settings"
            })
    void choosesTheIdsOfWhatIsNewItself(String type) {
        admin.post("/v1/" + type, """
                        {"data":{"type":"%s","id":"%s","attributes":{"name":"N"}}}""".formatted(type, UUID.randomUUID()))
                .expectError(400, null, "/data/id")
                .expectDetail("unpermitted parameter");
    }

    @Test
    void passesOverAnIdThatIsRepeatedInAnUpdate() {
        String id = vendor.product();

        Reply reply = admin.patch("/v1/products/" + id, """
                        {"data":{"type":"products","id":"another","attributes":{"name":"N"}}}""");

        assertThat(reply.expect(200).id()).isEqualTo(id);
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        Reply reply = admin.post("/v1/products", " ".repeat((1 << 20) + 1));

        reply.expectError(413, "BODY_TOO_LARGE", null);
    }

    @Test
    void answersUnknownAddressesAndMethodsAlike() {
        Reply unknown = admin.get("/v1/nothing").expectError(404, "NOT_FOUND", null);
        assertThat(unknown.header("Keygen-Signature")).isEmpty();
        admin.delete("/v1/products").expectError(404, "NOT_FOUND", null);
        admin.send("OPTIONS", "/v1/products", null).expectError(404, "NOT_FOUND", null);
        admin.send("BREW", "/v1/products", null).expectError(400, "HTTP_METHOD_INVALID", null);
    }

    @Test
    void doesNotKnowAccountsThatAreNotThere() {
        admin.get("/v1/accounts/nobody/products").expectError(404, "NOT_FOUND", null);
        admin.get("/v1/accounts/11111111-1111-7111-8111-111111111111/products").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void keepsAccountsApart() {
        server.slipway().accounts().create("other-account", "boss@other.example.com", "other password");
        String id = vendor.product("\"code\":\"apart\"");
        Client stranger = anonymous.with(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "boss@other.example.com:other password".getBytes(StandardCharsets.UTF_8)));
        String token = stranger.post("/v1/accounts/other-account/tokens", "")
                .expect(201)
                .text("/data/attributes/token");
        Client other = anonymous.withToken(token);

        other.get("/v1/accounts/other-account/products/" + id).expectError(404, "NOT_FOUND", null);
        other.get("/v1/accounts/other-account/products/apart").expectError(404, "NOT_FOUND", null);
        other.delete("/v1/accounts/other-account/products/" + id).expectError(404, "NOT_FOUND", null);
        other.get("/v1/accounts/default/products").expectError(401, "TOKEN_INVALID", null);
        other.get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        admin.get("/v1/products/" + id).expect(200);
    }

    @Test
    void refusesEnvironments() {
        Reply byHeader = admin.with("Keygen-Environment", "sandbox").get("/v1/products");
        byHeader.expectError(400, "ENVIRONMENT_NOT_SUPPORTED", null);
        assertThat(byHeader.text("/errors/0/source/header")).isEqualTo("Keygen-Environment");
        admin.get("/v1/products?environment=sandbox")
                .expectParameterError(400, "ENVIRONMENT_NOT_SUPPORTED", "environment");
    }

    @Test
    void answersBrowsersThatAskBeforeTheyAsk() {
        Reply preflight = anonymous
                .with("Access-Control-Request-Method", "PATCH")
                .with("Access-Control-Request-Headers", "authorization,keygen-version")
                .send("OPTIONS", "/v1/products", null)
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(preflight.header("Access-Control-Allow-Headers")).hasValue("authorization,keygen-version");
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("PATCH");
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        Reply get = admin.get("/v1/products?limit=1").expect(200);
        Reply head = admin.head("/v1/products?limit=1").expect(200);

        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.header("Digest")).isEqualTo(get.header("Digest"));
        assertThat(head.header("Keygen-Signature")).isPresent();
    }

    @Test
    void saysThatItIsAlive() {
        anonymous.get("/v1/health").expect(204);
        anonymous.get("/v1/ping").expect(200);
        anonymous.get("/healthz").expect(200);
        assertThat(anonymous.get("/readyz").expect(200).body()).isEqualTo("database: ok\nfiles: ok\n");
        anonymous.get("/nothing").expect(404);
        anonymous.delete("/healthz").expect(405);
    }

    @Test
    void readsCredentialsFromEveryCarrier() {
        String token = admin.post("/v1/tokens", "").expect(201).text("/data/attributes/token");

        for (String header : new String[] {
            "Bearer " + token,
            "bearer " + token,
            "Token " + token,
            "Basic " + base64("token:" + token),
            "Basic " + base64(token + ":")
        }) {
            anonymous.with("Authorization", header).get("/v1/products").expect(200);
        }
        anonymous.get("/v1/products?token=" + token).expect(200);
        anonymous.get("/v1/products?auth=" + token).expect(200);
        anonymous.get("/v1/products?auth=token:" + token).expect(200);
        anonymous
                .with("Authorization", "Digest whatever")
                .get("/v1/products?token=" + token)
                .expect(200);
    }

    @Test
    void saysWhatIsWrongWithCredentials() {
        anonymous.withToken("admin-nonsensev3").get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        anonymous.withToken("").get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        anonymous
                .withToken("0d7c2a94-1111-4222-8333-944455556666")
                .get("/v1/products")
                .expectError(401, "TOKEN_FORMAT_INVALID", null);
        anonymous.withLicense("NO-SUCH-KEY").get("/v1/products").expectError(401, "LICENSE_INVALID", null);
        Reply basic = anonymous.with("Authorization", "Basic %%%").get("/v1/products");
        basic.expectError(401, "TOKEN_INVALID", null);
        assertThat(basic.header("WWW-Authenticate")).hasValue("Basic realm=\"keygen\"");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsSecretsOutOfItsLinks() {
        String token = admin.post("/v1/tokens", "").expect(201).text("/data/attributes/token");
        Reply page =
                anonymous.get("/v1/products?page%5Bnumber%5D=1&token=" + token).expect(200);

        assertThat(page.body().toLowerCase(Locale.ROOT)).doesNotContain(token);
    }
}
