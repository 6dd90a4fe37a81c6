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
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestLogTest extends CatalogSuite {
    private static String id() {
        return UUID.randomUUID().toString();
    }

    private Client as(String request) {
        return admin.with("X-Request-Id", request);
    }

    private Reply logged(String request) {
        return askUntil(() -> admin.get("/v1/request-logs/" + request), reply -> reply.status() == 200)
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
        assertThat(admin.get("/v1/request-logs?resource=" + product).text("/data/0/id"))
                .isEqualTo(request);
        assertThat(admin.get("/v1/request-logs?method=post&status=201&url=/v1/products&resource=" + product)
                        .text("/data/0/id"))
                .isEqualTo(request);
        assertThat(admin.get("/v1/request-logs?status=404&resource=" + product).text("/data"))
                .isEqualTo("[]");
        assertThat(admin.get("/v1/event-logs?request=" + request).text("/data/0/relationships/request/data/id"))
                .isEqualTo(request);
    }

    @Test
    void readsAndTheLogItselfAreNotLoggedButErrorsAre() {
        String read = id();
        String search = id();
        String error = id();
        as(read).get("/v1/products").expect(200);
        as(search).get("/v1/request-logs/" + id()).expect(404);
        as(error).get("/v1/products/none").expect(404);

        // Entries are written in order, so the others would be there by now.
        logged(error);
        admin.get("/v1/request-logs/" + read).expect(404);
        admin.get("/v1/request-logs/" + search).expect(404);
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
        as(last).post("/v1/products", "{").expect(400);
        logged(last);

        for (String name : new String[] {"requests.db", "requests.db-wal"}) {
            Path file = server.data().resolve(name);
            String bytes = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            assertThat(bytes.contains(key)).as(name).isFalse();
            assertThat(bytes.contains(password)).as(name).isFalse();
            assertThat(bytes.contains(unknown)).as(name).isFalse();
            assertThat(bytes.contains(TestServer.ADMIN_PASSWORD)).as(name).isFalse();
        }
    }

    @Test
    void onlyTheVendorsPeopleReadIt() {
        anonymous.get("/v1/request-logs").expect(401);
        admin.get("/v1/request-logs?status=many").expectParameterError(400, null, "status");
    }

    @Test
    void entriesAreForgottenWhenTheirTimeIsOver() {
        String request = id();
        as(request).post("/v1/products", product("Old")).expect(201);
        logged(request);
        server.clock().advance(Duration.ofDays(29));
        server.slipway().keepHouse();
        admin.get("/v1/request-logs/" + request).expect(200);

        server.clock().advance(Duration.ofDays(2));
        server.slipway().keepHouse();
        admin.get("/v1/request-logs/" + request).expect(404);
    }
}
