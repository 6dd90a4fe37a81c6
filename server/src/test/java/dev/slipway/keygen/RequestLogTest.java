package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RequestLogTest extends CatalogSuite {
    private static final String PATH = "/v1/request-logs";

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private Client as(String request) {
        return admin.with("X-Request-Id", request);
    }

    private Reply logged(String request) {
        return askUntil(() -> admin.get(PATH + "/" + request), reply -> reply.status() == 200)
                .expect(200);
    }

    private static String product(String name) {
        return "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":\"%s\"}}}".formatted(name);
    }

    @Test
    void aWriteIsLoggedUnderTheIdOfTheRequest() {
        String request = id();
        String product = as(request)
                .post("/v1/products?token=tok-visible-nowhere", product("Logged"))
                .expect(201)
                .id();

        Reply entry = logged(request);

        assertThat(entry.text("/data/attributes/method")).isEqualTo("POST");
        assertThat(entry.text("/data/attributes/status")).isEqualTo("201");
        assertThat(entry.text("/data/attributes/url")).isEqualTo("/v1/products?token=[masked]");
        assertThat(entry.text("/data/attributes/requestBody")).contains("Logged");
        assertThat(entry.text("/data/relationships/resource/data/id")).isEqualTo(product);
        assertThat(entry.text("/data/relationships/requestor/data/type")).isEqualTo("users");
        assertThat(entry.text("/data/attributes/ip")).isEqualTo("127.0.0.1");
        assertThat(entry.text("/data/attributes/userAgent")).startsWith("Java-http-client");
        assertThat(entry.text("/data/attributes/responseBody")).contains(product);
        assertThat(entry.text("/data/attributes/requestHeaders/X-Request-Id")).isEqualTo(request);
        assertThat(entry.text("/data/attributes/responseHeaders/Keygen-Version"))
                .isEqualTo("1.8");
        assertThat(entry.text("/data/attributes/responseSignature")).contains("ed25519");
        assertThat(admin.get("/v1/event-logs?request=" + request).text("/data/0/relationships/request/data/id"))
                .isEqualTo(request);
    }

    @Test
    void readsAndTheLogItselfAreNotLoggedButErrorsAre() {
        String read = id();
        String search = id();
        String error = id();
        as(read).get("/v1/products").expect(200);
        as(search).get(PATH + "/" + id()).expect(404);
        as(error).get("/v1/products/none").expect(404);

        // Entries are written in order, so the others would be there by now.
        logged(error);
        admin.get(PATH + "/" + read).expect(404);
        admin.get(PATH + "/" + search).expect(404);
    }

    @Test
    void theListIsAnOutline() {
        String request = id();
        String product = as(request)
                .post("/v1/products", product("Outlined"))
                .expect(201)
                .id();
        logged(request);

        Reply list = admin.get(PATH + "?resource=" + product).expect(200);

        assertThat(list.ids()).containsExactly(request);
        JsonNode attributes = list.at("/data/0/attributes");
        assertThat(attributes.at("/url").stringValue()).isEqualTo("/v1/products");
        for (String name :
                List.of("requestHeaders", "requestBody", "responseHeaders", "responseBody", "responseSignature")) {
            assertThat(attributes.at("/" + name).isNull()).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    method=post                                 | method=patch
                    method=POST&status=201                      | status=404
                    ip=127.0.0.1                                | ip=192.0.2.1
                    url=/v1/prod                                | url=/v1/licenses
                    requestor={user}                            | requestor={product}
                    requestor[type]=users&requestor[id]={user}  | requestor[type]=products&requestor[id]={user}
                    resource[type]=products&resource[id]={product} | resource[type]=users&resource[id]={product}
                    date[start]={yesterday}&date[end]={today}   | date[start]={weekAgo}&date[end]={yesterday}T00:00:00Z
                    """)
    void findsWhatIsAskedFor(String fits, String doesNot) {
        String request = id();
        String product =
                as(request).post("/v1/products", product("Found")).expect(201).id();
        String user = logged(request).text("/data/relationships/requestor/data/id");
        LocalDate today = server.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();

        for (String query : List.of(fits, doesNot)) {
            String filter = query.replace("{user}", user)
                    .replace("{product}", product)
                    .replace("{today}", today.toString())
                    .replace("{yesterday}", today.minusDays(1).toString())
                    .replace("{weekAgo}", today.minusDays(7).toString());
            Reply found = admin.get(PATH + "?" + filter + (filter.contains("resource") ? "" : "&resource=" + product))
                    .expect(200);
            assertThat(found.ids().contains(request)).as(query).isEqualTo(query.equals(fits));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=many                                 | status
                    status=20                                   | status
                    date[start]=2026-01-01                      | date[end]
                    date[start]=2026-01-01&date[end]=2026-03-01 | date[end]
                    date[start]=x&date[end]=2026-03-01          | date[start]
                    page[number]=0                              | page[number]
                    page[number]=1&page[size]=101               | page[size]
                    """)
    void refusesFiltersThatMakeNoSense(String query, String parameter) {
        admin.get(PATH + "?" + query).expectParameterError(400, null, parameter);
    }

    @Test
    void pagesWithoutCounting() {
        String product = vendor.product();
        List<String> requests = Stream.generate(RequestLogTest::id).limit(5).toList();
        for (String request : requests) {
            as(request)
                    .patch("/v1/products/" + product, product("Named " + request))
                    .expect(200);
            server.clock().advance(Duration.ofMillis(5));
        }
        logged(requests.getLast());
        String filter = PATH + "?method=PATCH&resource=" + product;

        Reply first = admin.get(filter + "&page[cursor]=&page[size]=3").expect(200);
        Reply second = admin.get(first.text("/links/next")).expect(200);
        Reply numbered = admin.get(filter + "&page[number]=2&page[size]=3").expect(200);

        assertThat(first.ids()).containsExactly(requests.get(4), requests.get(3), requests.get(2));
        assertThat(second.ids()).containsExactly(requests.get(1), requests.get(0));
        assertThat(numbered.ids()).isEqualTo(second.ids());
        assertThat(numbered.at("/links").propertyNames()).containsExactly("self", "prev", "next");
        assertThat(admin.get(filter + "&order=asc").ids()).isEqualTo(requests);
        assertThat(admin.get(filter + "&page[cursor]=" + id()).expect(200).ids())
                .isEmpty();
    }

    @Test
    void aRequestCannotHideBehindTheIdOfAnother() {
        String request = id();
        String first =
                as(request).post("/v1/products", product("First")).expect(201).id();
        String second =
                as(request).post("/v1/products", product("Second")).expect(201).id();

        Reply other = askUntil(
                () -> admin.get(PATH + "?resource=" + second),
                reply -> !reply.ids().isEmpty());

        assertThat(other.ids()).hasSize(1).doesNotContain(request);
        assertThat(logged(request).text("/data/relationships/resource/data/id")).isEqualTo(first);
    }

    @Test
    void addressesWithoutAnEndpointAreLoggedWithoutWhatMayBeSecret() {
        String named = id();
        String hosted = id();
        String license = id();
        String broken = id();
        String nobody = id();
        anonymous
                .with("X-Request-Id", nobody)
                .get("/v1/accounts/nobody/unknown")
                .expect(404);
        anonymous
                .with("X-Request-Id", named)
                .get("/v1/accounts/default/unknown/SECRET-1/things?license=SECRET-2&page=2")
                .expect(404);
        anonymous.with("X-Request-Id", hosted).delete("/v1/unknown").expect(404);
        anonymous
                .with("X-Request-Id", license)
                .get("/v1/licenses/secret/unknown/unknown")
                .expect(404);
        anonymous
                .with("X-Request-Id", broken)
                .get("/v1/licenses/" + broken + "?key=SECRET&x=%00")
                .expect(400);

        assertThat(logged(named).text("/data/attributes/url"))
                .isEqualTo("/v1/accounts/default/unknown/[masked]/things?license=[masked]&page=2");
        assertThat(logged(hosted).text("/data/attributes/method")).isEqualTo("DELETE");
        assertThat(logged(hosted).at("/data/relationships/resource/data").isNull())
                .isTrue();
        assertThat(logged(license).text("/data/attributes/url")).isEqualTo("/v1/licenses/[masked]/unknown/unknown");
        assertThat(logged(broken).text("/data/attributes/url")).isEqualTo("/v1/licenses/" + broken + "?[masked]");
        admin.get(PATH + "/" + nobody).expect(404);
    }

    @Test
    void validationsCountAsReads() {
        String validation = id();
        String after = id();
        String key = vendor.license(vendor.policy(vendor.product(), ""), "").text("/data/attributes/key");
        as(validation)
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"%s\"}}".formatted(key))
                .expect(200);
        as(after).post("/v1/products", product("After")).expect(201);
        logged(after);
        admin.get(PATH + "/" + validation).expect(404);
    }

    @Test
    void bodiesThatCannotBeSearchedAreOnlyMeasured() {
        String large = id();
        String broken = id();
        String body = product("x".repeat(20_000));
        as(large).post("/v1/products", body);
        as(broken).post("/v1/products", "{\"password\":\"hush").expect(400);

        assertThat(logged(large).text("/data/attributes/requestBody")).isEqualTo("[%d bytes]".formatted(body.length()));
        assertThat(logged(broken).text("/data/attributes/requestBody")).isEqualTo("[17 bytes]");
    }

    @Test
    void nothingSecretReachesTheFile() throws IOException {
        String key = Vendor.unique("KEY-NOBODY-MAY-SEE");
        String password = Vendor.unique("password-nobody-may-see");
        String unknown = Vendor.unique("WRONG-KEY");
        String last = id();
        String policy = vendor.policy(vendor.product(), "");
        String body = """
                {"data":{"type":"licenses","attributes":{"key":"%s"},"relationships":{"policy":{"data":{"type":"policies","id":"%s"}}}}}""".formatted(key, policy);
        admin.post("/v1/licenses", body).expect(201);
        admin.post("/v1/licenses", body).expect(422);
        admin.get("/v1/licenses/" + unknown).expect(404);
        admin.patch("/v1/licenses/" + key, "{\"data\":{\"type\":\"licenses\",\"attributes\":{\"name\":\"n\"}}}")
                .expect(200);
        admin.post(
                        "/v1/users",
                        "{\"data\":{\"type\":\"users\",\"attributes\":{\"email\":\"%s@example.com\",\"password\":\"%s\"}}}"
                                .formatted(Vendor.unique("u"), password))
                .expect(201);
        anonymous.withLicense(unknown).post("/v1/products", "{}");
        admin.get("/v1/accounts/default/licenses/" + unknown + "/policy").expect(404);
        admin.get("/v1/users?license=" + unknown + "&page[size]=0").expect(400);
        String token = admin.post("/v1/tokens", "{}").expect(201).text("/data/attributes/token");
        anonymous.withToken(token).get("/v1/products?token=" + token + "&page[size]=0");
        admin.post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"%s\",\"scope\":7}}".formatted(unknown))
                .expect(400);
        String pair =
                Base64.getEncoder().encodeToString(("admin@example.com:" + password).getBytes(StandardCharsets.UTF_8));
        anonymous.with("Authorization", "Basic " + pair).post("/v1/tokens", "").expect(401);
        String release = release(vendor.product(), "1.0.0", "DRAFT");
        String link = announce(release, "\"filename\":\"a.bin\"").text("/data/links/redirect");
        as(last).post("/v1/products", "{").expect(400);
        logged(last);

        for (String name : new String[] {"requests.db", "requests.db-wal"}) {
            Path file = server.data().resolve(name);
            String bytes = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            assertThat(bytes.contains(key)).as(name).isFalse();
            assertThat(bytes.contains(password)).as(name).isFalse();
            assertThat(bytes.contains(unknown)).as(name).isFalse();
            assertThat(bytes.contains(pair)).as(name).isFalse();
            assertThat(bytes.contains(link.substring(link.indexOf("/-/"))))
                    .as(name)
                    .isFalse();
            assertThat(bytes.contains(token)).as(name).isFalse();
            assertThat(bytes.contains(TestServer.ADMIN_PASSWORD)).as(name).isFalse();
        }
    }

    @Test
    void isReadByFew() {
        String request = id();
        as(request).post("/v1/products", product("Seen")).expect(201);
        logged(request);
        for (String role : List.of("developer", "read-only")) {
            Client reader = vendor.userClient(anonymous, role);
            reader.get(PATH).expect(200);
            reader.get(PATH + "/" + request).expect(200);
        }
        for (String role : List.of("sales-agent", "support-agent", "user")) {
            vendor.userClient(anonymous, role).get(PATH + "/" + request).expectError(403, null, null);
        }
        Client product = vendor.productClient(anonymous, vendor.product());
        product.get(PATH).expectError(403, null, null);
        product.get(PATH + "/" + request).expectError(403, null, null);
        anonymous.get(PATH + "/" + request).expectError(401, "TOKEN_MISSING", null);
        admin.get(PATH + "/unknown").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void anotherAccountsRequestsDoNotExist() {
        String slug = Vendor.unique("other");
        server.slipway().accounts().create(slug, "other@example.com", "another horse");
        String pair =
                Base64.getEncoder().encodeToString("other@example.com:another horse".getBytes(StandardCharsets.UTF_8));
        Client other = anonymous.withToken(anonymous
                .with("Authorization", "Basic " + pair)
                .post("/v1/accounts/" + slug + "/tokens", "")
                .expect(201)
                .text("/data/attributes/token"));
        String request = id();
        as(request).post("/v1/products", product("Mine")).expect(201);
        logged(request);

        String theirs = "/v1/accounts/" + slug + "/request-logs";
        other.get(theirs + "/" + request).expectError(404, "NOT_FOUND", null);
        assertThat(other.get(theirs).expect(200).ids()).doesNotContain(request);
    }

    @Test
    void entriesAreForgottenWhenTheirTimeIsOver() {
        String old = id();
        String young = id();
        as(old).post("/v1/products", product("Old")).expect(201);
        logged(old);
        server.clock().advance(Duration.ofDays(29));
        as(young).post("/v1/products", product("Young")).expect(201);
        logged(young);
        admin.get(PATH + "/" + old).expect(200);

        server.clock().advance(Duration.ofDays(2));

        askUntil(() -> admin.get(PATH + "/" + old), reply -> reply.status() == 404)
                .expect(404);
        admin.get(PATH + "/" + young).expect(200);
    }
}
