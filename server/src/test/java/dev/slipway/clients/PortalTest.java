package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keygen's Portal: a dashboard in a browser, so from another origin. */
class PortalTest extends ClientSuite {
    private static final String ORIGIN = "https://portal.example.com";
    private static final String NO_REDIRECT = "no-redirect";
    private static final List<String> LISTS = List.of(
            "products",
            "packages",
            "releases",
            "artifacts",
            "policies",
            "licenses",
            "users",
            "entitlements",
            "tokens",
            "channels",
            "platforms",
            "arches");

    private Client portal() {
        return anonymous
                .with("Origin", ORIGIN)
                .with("Accept", JSON_API)
                .with("Content-Type", JSON_API)
                .with("Keygen-Version", "1.8");
    }

    private static String basic(String email, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Reply logIn(String email, String password) {
        return portal().with("Authorization", basic(email, password)).post(inAccount("/tokens"), """
                {"data":{"type":"tokens","attributes":{"name":"Portal","expiry":"2099-01-01T00:00:00.000Z"}}}""");
    }

    private Client loggedIn() {
        return portal().withToken(logIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                .expect(201)
                .text("/data/attributes/token"));
    }

    /** Fails unless a browser lets a script of the other origin read the answer, and these of its headers. */
    private static void expectReadable(Reply reply, String... headers) {
        assertThat(reply.header("Access-Control-Allow-Origin").orElse("none")).isIn("*", ORIGIN);
        Set<String> exposed = names(reply, "Access-Control-Expose-Headers");
        assertThat(exposed)
                .containsAll(Arrays.stream(headers)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static Set<String> names(Reply reply, String header) {
        return Arrays.stream(reply.header(header).orElse("").split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private Reply preflight(String path, String method, String headers) {
        return anonymous
                .with("Origin", ORIGIN)
                .with("Access-Control-Request-Method", method)
                .with("Access-Control-Request-Headers", headers)
                .send("OPTIONS", path, null);
    }

    private static void expectAllowed(Reply preflight, String method, String... headers) {
        assertThat(preflight.status()).isIn(200, 204);
        assertThat(preflight.header("Access-Control-Allow-Origin").orElse("none"))
                .isIn("*", ORIGIN);
        assertThat(names(preflight, "Access-Control-Allow-Methods")).contains(method.toLowerCase(Locale.ROOT));
        // A star does not stand for Authorization.
        assertThat(names(preflight, "Access-Control-Allow-Headers")).contains(headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /tokens",
                "GET /me",
                "GET /releases?page[size]=1",
                "PATCH /releases/1",
                "DELETE /licenses/1",
                "POST /search",
                "POST /licenses/1/actions/suspend"
            })
    void mayAskFromItsOrigin(String call) {
        String[] parts = call.split(" ", 2);
        String path = parts[1].replace("[", "%5B").replace("]", "%5D");

        expectAllowed(
                preflight(
                        inAccount(path),
                        parts[0],
                        "authorization,content-type,keygen-version,prefer,keygen-environment"),
                parts[0],
                "authorization",
                "content-type",
                "keygen-version",
                "prefer",
                "keygen-environment");
    }

    @Test
    void asksForThePasswordOnceTheAddressIsKnown() {
        Reply probe = logIn(TestServer.ADMIN_EMAIL, "").expectError(401, "PASSWORD_REQUIRED", null);
        expectReadable(probe, "x-request-id");
        logIn(TestServer.ADMIN_EMAIL, "wrong").expectError(401, "PASSWORD_INVALID", null);

        Reply token = logIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD).expect(201);
        expectReadable(token, "keygen-version", "keygen-signature", "digest", "date");
        assertThat(token.text("/data/attributes/token")).isNotBlank();
        assertThat(token.text("/data/attributes/name")).isEqualTo("Portal");
        assertThat(token.text("/data/attributes/expiry")).startsWith("2099-01-01T00:00:00.000Z");
        assertThat(token.text("/data/relationships/account/data/id"))
                .isEqualTo(server.account().id());
        assertThat(token.text("/data/relationships/bearer/data/type")).isEqualTo("users");

        Client portal = portal().withToken(token.text("/data/attributes/token"));
        Reply shown = portal.get(inAccount("/tokens/" + token.id())).expect(200);
        assertThat(shown.at("/data/attributes").has("token")).isFalse();
        Reply me = portal.get(inAccount("/me")).expect(200);
        assertThat(me.id()).isEqualTo(token.text("/data/relationships/bearer/data/id"));
        assertThat(me.text("/data/attributes/email")).isEqualTo(TestServer.ADMIN_EMAIL);
        assertThat(me.text("/data/attributes/role")).isEqualTo("admin");
        assertThat(me.text("/included/0/type")).isEqualTo("tokens");
        assertThat(me.text("/included/0/id")).isEqualTo(token.id());
        portal.get(inAccount("")).expect(200);

        portal.delete(inAccount("/tokens/" + token.id())).expect(204);
        portal.get(inAccount("/me")).expectError(401, "TOKEN_INVALID", null);
    }

    @Test
    void knowsWhenItsTokenHasExpired() {
        Reply token = portal().with("Authorization", basic(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD))
                .post(inAccount("/tokens"), """
                        {"data":{"type":"tokens","attributes":{"name":"Portal","expiry":"2020-01-01T00:00:00.000Z"}}}""")
                .expect(201);

        expectReadable(portal().withToken(token.text("/data/attributes/token"))
                .get(inAccount("/me"))
                .expectError(401, "TOKEN_EXPIRED", null));
    }

    @Test
    void leafsThroughEveryList() {
        Client portal = loggedIn();
        for (int i = 0; i < 3; i++) {
            everything(portal);
        }
        for (String list : LISTS) {
            leafThrough(portal, list);
        }
    }

    private void leafThrough(Client portal, String list) {
        List<String> seen = new ArrayList<>();
        String next = inAccount("/" + list) + "?page%5Bsize%5D=2&page%5Bcursor%5D=";
        for (int page = 0; page < 100 && !next.isEmpty(); page++) {
            Reply reply = portal.get(next).expect(200);
            expectReadable(reply);
            assertThat(reply.ids()).as(list).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            seen.addAll(reply.ids());
            assertThat(URI.create(reply.text("/links/self")).isAbsolute()).isFalse();
            next = reply.at("/links/next").stringValue("");
        }

        assertThat(next).as(list).isEmpty();
        assertThat(seen)
                .as(list)
                .hasSizeLessThan(100)
                .isEqualTo(portal.get(inAccount("/" + list) + "?limit=100")
                        .expect(200)
                        .ids());
    }

    /** One of every kind of resource. */
    private void everything(Client portal) {
        String product = vendor.product();
        newPackage(product, unique("package"));
        keyedLicense(product);
        vendor.entitlement(unique("ENTITLEMENT"));
        vendor.user("user");
        Reply release = portal.with("Prefer", NO_REDIRECT).post(inAccount("/releases"), """
                {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable"},
                "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product));
        announce(portal, release.expect(201).id(), unique("file"));
    }

    private Reply announce(Client portal, String release, String filename) {
        Reply announced =
                portal.with("Prefer", NO_REDIRECT).post(inAccount("/artifacts"), """
                {"data":{"type":"artifacts","attributes":{"filename":"%s","platform":"linux","arch":"amd64"},
                "relationships":{"release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(filename, release));
        assertThat(announced.status()).isIn(200, 201);
        return announced;
    }

    @Test
    void uploadsAndDownloadsWithoutFollowingRedirects() {
        Client portal = loggedIn();
        String product = vendor.product();
        String release = portal.with("Prefer", NO_REDIRECT)
                .post(inAccount("/releases"), """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product))
                .expect(201)
                .id();
        Reply announced = announce(portal, release, unique("file"));
        String target = announced.text("/data/links/redirect");
        expectAllowed(preflight(target, "PUT", "content-type"), "PUT", "content-type");
        Reply put = anonymous
                .with("Origin", ORIGIN)
                .with("Content-Type", "application/octet-stream")
                .send("PUT", target, utf8("bytes"));
        expectReadable(put.expect(200));

        String artifact = inAccount("/artifacts/" + announced.id());
        Reply looked =
                portal.with("Prefer", "no-redirect, no-download").get(artifact).expect(200);
        assertThat(looked.at("/data/links/redirect").isMissingNode()).isTrue();
        assertThat(looked.text("/data/attributes/status")).isEqualTo("UPLOADED");
        Reply asked = portal.with("Prefer", NO_REDIRECT).get(artifact).expect(200);
        Reply file = anonymous.with("Origin", ORIGIN).get(asked.text("/data/links/redirect"));
        expectReadable(file.expect(200));
        assertThat(file.body()).isEqualTo("bytes");
    }

    @Test
    void searches() {
        Client portal = loggedIn();
        String product = vendor.product();
        Reply license = keyedLicense(product);
        String name = license.text("/data/attributes/name");

        Reply found = portal.post(
                        inAccount("/search?page%5Bsize%5D=10&page%5Bnumber%5D=1"),
                        "{\"meta\":{\"type\":\"licenses\",\"op\":\"AND\",\"query\":{\"name\":\"%s\"}}}".formatted(name))
                .expect(200);

        expectReadable(found);
        assertThat(found.ids()).contains(license.id());
        assertThat(found.at("/links/meta/count").isIntegralNumber()).isTrue();
        portal.post(inAccount("/search"), "{\"meta\":{\"type\":\"planets\",\"query\":{\"name\":\"abc\"}}}")
                .expectError(400, null, "/meta/type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/machines", "/groups", "/webhook-events/1", "/keys", "/nothing"})
    void isToldPlainlyWhatIsNotHere(String path) {
        Reply missing = loggedIn().get(inAccount(path));

        expectReadable(missing.expectError(404, "NOT_FOUND", null));
    }
}
