package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLimitTest extends CryptlexSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(
                on,
                Map.of(
                        "cryptlex-max-requests",
                        "3",
                        "cryptlex-request-period",
                        "1h",
                        "cryptlex-unlimited-addresses",
                        "192.0.2.0/24"),
                new NioFileSystem());
    }

    private Client from(String address) {
        return stranger.with("X-Forwarded-For", address);
    }

    @Test
    void limitsTheRequestsOfAnAddressWhateverTheyAskFor() {
        Client one = from("198.51.100.1");
        Reply first = one.get("/v3/status").expect(200);
        assertThat(first.header("X-Rate-Limit-Limit")).hasValue("3600s");
        assertThat(first.header("X-Rate-Limit-Remaining")).hasValue("2");
        assertThat(Instant.parse(first.header("X-Rate-Limit-Reset").orElseThrow()))
                .isBetween(server.clock().instant(), server.clock().instant().plus(Duration.ofHours(1)));
        one.get("/v3/nothing").expect(404);
        assertThat(one.get("/v3/roles").expect(401).header("X-Rate-Limit-Remaining"))
                .hasValue("0");

        Reply tooMany = one.get("/v3/status").expectMessage(429, "TOO_MANY_REQUESTS");
        assertThat(Long.parseLong(tooMany.header("Retry-After").orElseThrow())).isBetween(1L, 3600L);
        assertThat(tooMany.header("X-Rate-Limit-Remaining")).hasValue("0");
        assertThat(tooMany.header("Access-Control-Allow-Origin")).hasValue("*");
        from("198.51.100.2").get("/v3/status").expect(200);
        // Other APIs are not counted.
        anonymous.with("X-Forwarded-For", "198.51.100.1").get("/v1/ping").expect(200);

        server.clock().advance(Duration.ofHours(1));
        one.get("/v3/status").expect(200);
    }

    @Test
    void letsSomeAddressesAskAsOftenAsTheyLike() {
        for (int i = 0; i < 5; i++) {
            assertThat(from("192.0.2.7").get("/v3/status").expect(200).header("X-Rate-Limit-Limit"))
                    .isEmpty();
        }
    }
}
