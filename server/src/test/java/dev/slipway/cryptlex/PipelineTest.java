package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every endpoint of /v3: which account, whose credentials, errors, and pages of other origins. */
class PipelineTest extends CryptlexSuite {
    private static final String TOKENS = "/v3/personal-access-tokens";
    private static final String OPERATOR = "operator-token-of-tests";
    private static final String MISSING = "11111111-1111-7111-8111-111111111111";

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("operator-token", OPERATOR), new NioFileSystem());
    }

    /** Another account with a domain of its own, and a client with its administrator's opaque token. */
    private record Tenant(String id, String slug, String domain, String email, Client admin) {}

    private Tenant tenant() {
        String slug = Vendor.unique("tenant");
        String email = slug + "@example.com";
        String domain = slug + ".example.com";
        Reply account = anonymous
                .withToken(OPERATOR)
                .post("/v1/accounts", """
                        {"data":{"type":"accounts","attributes":{"slug":"%s","domain":"%s"},"relationships":{"admins":{
                        "data":[{"type":"users","attributes":{"email":"%s","password":"password"}}]}}}}""".formatted(slug, domain, email))
                .expect(201);
        String pair = Base64.getEncoder().encodeToString((email + ":password").getBytes(StandardCharsets.UTF_8));
        String token = anonymous
                .with("Authorization", "Basic " + pair)
                .post("/v1/accounts/" + slug + "/tokens", "")
                .expect(201)
                .text("/data/attributes/token");
        return new Tenant(account.id(), slug, domain, email, stranger.withToken(token));
    }

    @Test
    void tellsThatItIsThereWithoutCredentials() {
        Reply reply = stranger.get("/v3/status").expect(200);

        assertThat(reply.text("/status")).isEqualTo("ok");
        assertThat(reply.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(stranger.head("/v3/status").expect(200).bytes()).isEmpty();
    }

    @Test
    void aTokenAloneFindsItsAccount() {
        Tenant tenant = tenant();
        Reply issued = issue(tenant.admin(), "personalAccessToken:write");
        Client signed = stranger.withToken(issued.text("/token"));

        assertThat(signed.get(TOKENS).expect(200).itemIds()).contains(issued.text("/id"));
        assertThat(staff.get(TOKENS + "?limit=100").expect(200).itemIds()).doesNotContain(issued.text("/id"));
        signed.get(TOKENS + "?accountId=" + tenant.id()).expect(200);
        signed.get(TOKENS + "?accountId=" + tenant.id().toUpperCase(Locale.ROOT))
                .expect(200);
        signed.get(TOKENS + "?accountId=" + tenant.slug()).expect(200);
        signed.get(TOKENS + "?accountId=").expect(200);
        signed.with("X-Forwarded-Host", tenant.domain()).get(TOKENS).expect(200);
    }

    @Test
    void whatDisagreesAboutTheAccountFindsNothing() {
        Tenant one = tenant();
        Tenant other = tenant();
        String ofOne = issue(one.admin(), "personalAccessToken:write").text("/token");

        stranger.withToken(ofOne).get(TOKENS + "?accountId=" + other.id()).expectMessage(404, "NOT_FOUND");
        stranger.withToken(ofOne).get(TOKENS + "?accountId=" + MISSING).expectMessage(404, "NOT_FOUND");
        stranger.withToken(ofOne)
                .with("X-Forwarded-Host", other.domain())
                .get(TOKENS)
                .expectMessage(404, "NOT_FOUND");
        stranger.with("X-Forwarded-Host", other.domain())
                .get(TOKENS + "?accountId=" + one.id())
                .expectMessage(404, "NOT_FOUND");
    }

    @Test
    void aForeignProductTellsATokenNothing() {
        Tenant tenant = tenant();
        String foreign = vendor.product();

        assertThat(tenant.admin()
                        .get(TOKENS + "?productId=" + foreign)
                        .expect(200)
                        .itemIds())
                .isEqualTo(tenant.admin()
                        .get(TOKENS + "?productId=" + MISSING)
                        .expect(200)
                        .itemIds());
    }

    @Test
    void aProductFindsTheAccountOfALicenseKey() {
        Tenant tenant = tenant();
        String product = tenant.admin()
                .post("/v1/accounts/" + tenant.slug() + "/products", """
                        {"data":{"type":"products","attributes":{"name":"App"}}}""")
                .expect(201)
                .id();
        String policy = tenant.admin()
                .post("/v1/accounts/" + tenant.slug() + "/policies", """
                        {"data":{"type":"policies","attributes":{"name":"P"},"relationships":{"product":{"data":{
                        "type":"products","id":"%s"}}}}}""".formatted(product))
                .expect(201)
                .id();
        String key = tenant.admin()
                .post("/v1/accounts/" + tenant.slug() + "/licenses", """
                        {"data":{"type":"licenses","relationships":{"policy":{"data":{"type":"policies","id":"%s"}}}}}""".formatted(policy))
                .expect(201)
                .text("/data/attributes/key");

        // Known, but not for this.
        stranger.get(TOKENS + "?productId=" + product + "&key=" + key).expectMessage(403, null);
        stranger.get(TOKENS + "?accountId=" + tenant.id() + "&key=" + key).expectMessage(403, null);
        stranger.get(TOKENS + "?key=" + key).expectMessage(401, "INVALID_LICENSE_KEY");
        stranger.get(TOKENS + "?productId=" + MISSING + "&key=" + key).expectMessage(401, "INVALID_LICENSE_KEY");
    }

    @Test
    void readsCredentialsFromTheHeaderAndThenFromTheQuery() {
        String token = token("personalAccessToken:write");
        String basic = Base64.getEncoder().encodeToString(("token:" + token).getBytes(StandardCharsets.UTF_8));

        stranger.with("Authorization", "bearer " + token).get(TOKENS).expect(200);
        stranger.with("Authorization", "Basic " + basic).get(TOKENS).expect(200);
        stranger.get(TOKENS + "?token=" + token).expect(200);
        stranger.get(TOKENS + "?auth=token:" + token).expect(200);
        stranger.withToken(token).get(TOKENS + "?key=nonsense&token=nonsense").expect(200);
        stranger.get(TOKENS + "?key=nonsense&token=" + token).expectMessage(401, "INVALID_LICENSE_KEY");
        stranger.withToken("nonsense").get(TOKENS + "?token=" + token).expectMessage(401, "TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer a.b.c", "Digest x", "Basic ???", "Basic bm9jb2xvbg==", "nonsense"})
    void refusesCredentialsThatProveNothing(String header) {
        Reply reply = stranger.with("Authorization", header).get(TOKENS);

        assertThat(reply.expect(401).text("/message")).isNotBlank();
        assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void refusesWhoPresentsNothing() {
        stranger.get(TOKENS).expectMessage(401, "TOKEN_MISSING");
        stranger.post(TOKENS, "nonsense").expectMessage(401, "TOKEN_MISSING");
    }

    @Test
    void aLicenseKeyInTheQueryNeedsNoPolicyThatAllowsIt() {
        String product = vendor.product();
        String closed = vendor.policy(product, "\"authenticationStrategy\":\"NONE\"");
        String key = vendor.license(closed, "").text("/data/attributes/key");

        // Known, but not for this: only people have tokens.
        assertThat(stranger.get(TOKENS + "?key=" + key).expect(403).text("/message"))
                .contains("scope");
        stranger.with("Authorization", "License " + key).get(TOKENS).expectMessage(403, "LICENSE_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3", "/v3/", "/v3/nothing", "/v3/nothing/here"})
    void knowsNoOtherAddresses(String path) {
        stranger.get(path).expectMessage(404, "NOT_FOUND");
    }

    @Test
    void namesTheMethodsOfAnAddress() {
        Reply reply = stranger.delete(TOKENS).expectMessage(405, "METHOD_NOT_ALLOWED");

        assertThat(reply.header("Allow")).hasValue("GET, HEAD, POST");
        stranger.put("/v3/status", "{}").expect(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "1", "null", "{} {}", "{\"name\":1e999999999999}", "{'name':1}"})
    void refusesBodiesThatAreNoObjects(String body) {
        assertThat(staff.post(TOKENS, body).expect(400).text("/message")).isNotBlank();
    }

    @Test
    void namesEveryMemberThatIsWrong() {
        Reply reply = staff.post(TOKENS, """
                {"name":7,"scopes":"release:read","expiresAt":"tomorrow","revoked":"no"}""");

        reply.expectField(400, "name");
        assertThat(reply.at("/errors")
                        .valueStream()
                        .map(each -> each.at("/field").stringValue()))
                .containsExactly("name", "scopes", "expiresAt", "revoked");
        assertThat(reply.at("/code").isNull()).isTrue();
        staff.post(TOKENS, "{}").expectField(400, "name");
        staff.post(TOKENS, "").expectField(400, "name");
        staff.post(TOKENS, "{\"name\":null,\"scopes\":[\"release:read\"]}").expectField(400, "name");
        staff.post(TOKENS, "{\"name\":\"a\\u0000b\",\"scopes\":[\"release:read\"]}")
                .expectField(400, "name");
        staff.post(TOKENS, "{\"name\":\"a\",\"scopes\":[1]}").expectField(400, "scopes");
    }

    @Test
    void ignoresMembersItDoesNotKnow() {
        staff.post(TOKENS, """
                        {"name":"x","scopes":["release:read"],"nonsense":{"deep":[1]},"id":"mine"}""").expect(201);
    }

    @Test
    void refusesAQueryThatCannotBeRead() {
        assertThat(staff.get(TOKENS + "?name=%FF").expect(400).text("/message")).isNotBlank();
    }

    @Test
    void letsPagesOfOtherOriginsIn() {
        Client page = stranger.with("Origin", "https://portal.example");
        Reply preflight = page.with("Access-Control-Request-Method", "PATCH")
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", TOKENS + "/" + MISSING, null)
                .expect(204);

        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("PATCH", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).hasValue("authorization,content-type");
        assertThat(preflight.header("Access-Control-Max-Age")).hasValue("86400");
        for (Reply reply : new Reply[] {page.get("/v3/status"), page.get(TOKENS), page.get("/v3/nothing")}) {
            assertThat(reply.header("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(reply.header("Access-Control-Expose-Headers").orElseThrow())
                    .contains("Retry-After");
            assertThat(reply.header("Vary")).hasValue("Origin");
        }
    }
}
