package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest extends HttpSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("limit-passwords", "true"), new NioFileSystem());
    }

    private static Client withPassword(Client client, String email, String password) {
        String pair = Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
        return client.with("Authorization", "Basic " + pair);
    }

    private static void expectTooMany(Reply reply, long mostSeconds) {
        reply.expectError(429, "TOO_MANY_REQUESTS", null);
        assertThat(reply.json().propertyNames()).containsExactly("errors");
        assertThat(reply.text("/errors/0/title")).isEqualTo("Too many requests");
        assertThat(Long.parseLong(reply.header("Retry-After").orElseThrow())).isBetween(1L, mostSeconds);
        assertThat(reply.header("X-RateLimit-Remaining")).hasValue("0");
        assertThat(reply.header("Keygen-Signature")).isPresent();
    }

    @Test
    void limitsSignInsByPersonAndAddress() {
        Reply user = vendor.user("user");
        String email = user.text("/data/attributes/email");
        Client wrong = withPassword(anonymous, email, "wrong");
        Client right = withPassword(anonymous, email.toUpperCase(Locale.ROOT), Vendor.PASSWORD);

        for (int i = 1; i <= 3; i++) {
            wrong.post("/v1/tokens", "").expectError(401, "PASSWORD_INVALID", null);
        }
        Reply fourth = right.post("/v1/tokens", "").expect(201);
        assertThat(fourth.header("X-RateLimit-Window")).hasValue("1m");
        assertThat(fourth.header("X-RateLimit-Limit")).hasValue("5");
        assertThat(fourth.header("X-RateLimit-Count")).hasValue("4");
        assertThat(fourth.header("X-RateLimit-Remaining")).hasValue("1");
        long reset = Long.parseLong(fourth.header("X-RateLimit-Reset").orElseThrow());
        assertThat(reset - server.clock().instant().getEpochSecond()).isBetween(0L, 61L);
        wrong.post("/v1/accounts/default/tokens", "").expectError(401, "PASSWORD_INVALID", null);

        expectTooMany(right.post("/v1/tokens", ""), 60);
        expectTooMany(right.post("/v1/accounts/default/tokens", ""), 60);
        withPassword(anonymous, "else-" + email, "wrong")
                .post("/v1/tokens", "")
                .expectError(401, "EMAIL_INVALID", null);
        right.with("X-Forwarded-For", "192.0.2.7").post("/v1/tokens", "").expect(201);

        server.clock().advance(Duration.ofMinutes(1));
        right.post("/v1/tokens", "").expect(201);
    }

    @Test
    void limitsOtherTokensNotAtAll() {
        IntStream.range(0, 12).forEach(_ -> {
            Reply reply = admin.post("/v1/tokens", "").expect(201);
            assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
        });
    }

    @Test
    void limitsForgottenPasswords() {
        String body = "{\"meta\":{\"email\":\"%s@example.com\"}}".formatted(Vendor.unique("nobody"));
        IntStream.range(0, 5).forEach(_ -> anonymous.post("/v1/passwords", body).expect(204));

        expectTooMany(anonymous.post("/v1/passwords", body), 3600);
        assertThat(anonymous.post("/v1/accounts/default/passwords", body).header("X-RateLimit-Window"))
                .hasValue("1h");
        server.clock().advance(Duration.ofMinutes(59));
        expectTooMany(anonymous.post("/v1/passwords", body), 60);
        server.clock().advance(Duration.ofMinutes(1));
        anonymous.post("/v1/passwords", body).expect(204);
    }

    @Test
    void limitsChangesOfPasswords() {
        Reply user = vendor.user("user");
        Client client = vendor.userClient(anonymous, user);
        String path = "/v1/users/" + user.id() + "/actions/";
        String change = "{\"meta\":{\"oldPassword\":\"wrong\",\"newPassword\":\"another\"}}";
        String reset = "{\"meta\":{\"passwordResetToken\":\"wrong\",\"newPassword\":\"another\"}}";

        for (int i = 1; i <= 5; i++) {
            Reply reply = client.post(path + "update-password", change)
                    .expectError(401, "PASSWORD_INVALID", "/meta/oldPassword");
            assertThat(reply.header("X-RateLimit-Count")).hasValue(Integer.toString(i));
            assertThat(reply.header("X-RateLimit-Window")).hasValue("10m");
            anonymous.post(path + "reset-password", reset).expectError(404, "NOT_FOUND", null);
        }
        expectTooMany(client.post(path + "update-password", change), 600);
        expectTooMany(anonymous.post(path + "reset-password", reset), 600);
        server.clock().advance(Duration.ofMinutes(10));
        client.post(path + "update-password", change).expectError(401, "PASSWORD_INVALID", "/meta/oldPassword");
    }

    @Test
    void limitsEveryCallerWhereTheOperatorSaysSo() {
        Map<String, String> settings = Map.of("max-requests-per-minute", "3");
        try (TestServer limited = TestServer.start(engine, settings, new NioFileSystem())) {
            Client client = limited.admin();
            for (int i = 2; i >= 0; i--) {
                Reply reply = client.get("/v1/products").expect(200);
                assertThat(reply.header("X-RateLimit-Remaining")).hasValue(Integer.toString(i));
                assertThat(reply.header("X-RateLimit-Window")).hasValue("1m");
            }
            expectTooMany(client.get("/v1/accounts/default/products"), 60);
            limited.anonymous().get("/v1/releases").expect(200);
            client.with("X-Forwarded-For", "192.0.2.7").get("/v1/products").expect(200);

            limited.clock().advance(Duration.ofMinutes(1));
            client.get("/v1/products").expect(200);
        }
    }
}
