package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that break the protocol, its limits or its media types, on the address of a real endpoint. */
class HostileWireTest extends HostileSuite {
    private static final String VALID = document("entitlements", "\"name\":\"N\",\"code\":\"ON-THE-WIRE\"");

    private String bearer() {
        return "Authorization: Bearer " + server.slipway().issueOperatorToken("default", "admin") + "\n";
    }

    private RawHttp.Answer exchange(String request) throws IOException {
        try (RawHttp http = RawHttp.connect(server.slipway().port())) {
            http.send(request);
            return http.receive();
        }
    }

    private static String post(String headers, String body) {
        return "POST /v1/entitlements HTTP/1.1\nHost: test\n%s\n%s".formatted(headers, body);
    }

    @Test
    void refusesWhatBreaksTheProtocolAndChangesNothing() throws IOException {
        String bearer = bearer();
        Map<String, List<String>> before = rows();
        String length = "Content-Length: " + VALID.length() + "\n";
        for (Map.Entry<String, Integer> attack : Map.ofEntries(
                        Map.entry(post(bearer + "Content-Length: -1\n", VALID), 400),
                        Map.entry(post(bearer + "Content-Length: +5\n", VALID), 400),
                        Map.entry(post(bearer + "Content-Length: 0x10\n", VALID), 400),
                        Map.entry(post(bearer + "Content-Length: 99999999999999999999\n", VALID), 400),
                        Map.entry(post(bearer + "Content-Length: 5\nContent-Length: 6\n", VALID), 400),
                        Map.entry(post(bearer + "Content-Length: 5, 6\n", VALID), 400),
                        Map.entry(post(bearer + length + "Transfer-Encoding: chunked\n", "0\n\n"), 400),
                        Map.entry(post(bearer + "Transfer-Encoding: gzip\n", VALID), 400),
                        Map.entry(post(bearer + "Transfer-Encoding: chunked, identity\n", VALID), 400),
                        Map.entry(post(bearer + length + "Host: other\n", VALID), 400),
                        Map.entry(post(bearer + length + "Bad Header: x\n", VALID), 400),
                        Map.entry(post(bearer + length + "X-Null: a\0b\n", VALID), 400),
                        Map.entry(post(bearer + length + "X-Large: " + "x".repeat(40_000) + "\n", VALID), 431),
                        Map.entry("GET /v1/" + "x".repeat(9_000) + " HTTP/1.1\nHost: test\n\n", 414),
                        Map.entry("GET /v1/products HTTP/1.1\n\n", 400),
                        Map.entry("GET products HTTP/1.1\nHost: test\n\n", 400),
                        Map.entry("FETCH /v1/products HTTP/1.1\nHost: test\n\n", 400),
                        Map.entry("GET /v1/pro ducts HTTP/1.1\nHost: test\n\n", 400),
                        Map.entry(post(bearer + length + "Content-Type: nonsense\n", VALID), 400),
                        Map.entry(post(bearer + length + "Content-Type: a/b/c\n", VALID), 400),
                        Map.entry(post(bearer + length + "Accept: text/html\n", VALID), 400),
                        Map.entry(post(bearer + length + "Accept: image/png;q=0.5, text/*\n", VALID), 400),
                        Map.entry(post(bearer + length + "Keygen-Version: 9.9\n", VALID), 400),
                        Map.entry(post(bearer + length + "Keygen-Version: " + "1".repeat(5_000) + "\n", VALID), 400),
                        Map.entry(post(bearer + length + "Keygen-Environment: x\n", VALID), 400),
                        Map.entry(
                                post(bearer + length + "Keygen-Accept-Signature: " + "\"".repeat(900) + "\n", VALID),
                                400),
                        Map.entry(post(length, VALID), 401),
                        Map.entry(post("Authorization: Bearer\n" + length, VALID), 401),
                        Map.entry(post("Authorization: Bearer \u00FF\u00FE\n" + length, VALID), 401),
                        Map.entry(post("Authorization: Bearer " + "x".repeat(20_000) + "\n" + length, VALID), 401),
                        Map.entry(post("Authorization: License \n" + length, VALID), 401),
                        Map.entry(post("Authorization: Basic !!!\n" + length, VALID), 401))
                .entrySet()) {
            RawHttp.Answer answer = exchange(attack.getKey());
            assertThat(answer.status())
                    .as("%s: %s", shortened(attack.getKey()), answer.text())
                    .isEqualTo(attack.getValue());
        }
        expectUnchanged(before);
    }

    @Test
    void refusesCredentialsThatHoldANul() {
        Map<String, List<String>> before = rows();
        for (String pair : List.of("a\0@example.com:password", "\0@:x", "a@example.com:\0", "license:\0", "token:\0")) {
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            assertThat(flaw(anonymous.with("Authorization", "Basic " + encoded).post("/v1/tokens", "")))
                    .as(pair)
                    .isEmpty();
        }
        String invalid = Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3, '@', (byte) 0xFF, ':', 'x'});
        refused(401, anonymous.with("Authorization", "Basic " + invalid).post("/v1/tokens", ""));
        expectUnchanged(before);
    }

    @Test
    void cutsNothingShort() throws IOException {
        String bearer = bearer();
        Map<String, List<String>> before = rows();
        for (String request : List.of(
                post(bearer + "Content-Length: 5000\n", VALID),
                post(bearer + "Transfer-Encoding: chunked\n", "%x\n%s\n".formatted(VALID.length(), VALID)),
                post(bearer + "Transfer-Encoding: chunked\n", "zz\n" + VALID + "\n"))) {
            try (RawHttp http = RawHttp.connect(server.slipway().port())) {
                http.send(request);
                http.endOutput();
                assertThat(new String(http.input().readAllBytes(), StandardCharsets.UTF_8))
                        .doesNotStartWith("HTTP/1.1 2")
                        .doesNotStartWith("HTTP/1.1 5");
            }
        }
        expectUnchanged(before);
    }

    @Test
    void asksStrangersForNoBody() throws IOException {
        RawHttp.Answer stranger = exchange(post("Content-Length: 500000\nExpect: 100-continue\n", ""));
        assertThat(stranger.status()).isEqualTo(401);

        RawHttp.Answer large = exchange(post(bearer() + "Content-Length: 5000000\nExpect: 100-continue\n", ""));
        assertThat(large.status()).isEqualTo(413);

        try (RawHttp http = RawHttp.connect(server.slipway().port())) {
            http.send(post(bearer() + "Content-Length: 2\nExpect: 100-continue\n", ""));
            assertThat(http.receiveHead().status()).isEqualTo(100);
            assertThat(http.send("{}").receive().status()).isEqualTo(400);
        }
    }

    @Test
    void keepsRequestsOfOneConnectionApart() throws IOException {
        // What looks like a second request inside a refused body is never carried out.
        String smuggled = "DELETE /v1/entitlements/none HTTP/1.1\nHost: test\n\n";
        String request = post(
                "Content-Length: %d\n".formatted(smuggled.replace("\n", "\r\n").length()), smuggled);
        try (RawHttp http = RawHttp.connect(server.slipway().port())) {
            http.send(request);
            assertThat(http.receive().status()).isEqualTo(401);
            http.endOutput();
            assertThat(http.input().readAllBytes()).isEmpty();
        }
    }
}
