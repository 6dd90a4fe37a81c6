package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.http.RawHttp;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account that may keep a thousand bytes, in files of eight hundred at most. */
class ReleaseServerQuotaTest extends ReleaseServerSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("storage-quota", "1000", "max-upload-size", "800"), new NioFileSystem());
    }

    @Test
    void refusesBytesBeyondItHoweverTheyAreSent() throws IOException {
        String release = draft();
        put(release, "first.zip", "x".repeat(700)).expect(200);

        put(release, "second.zip", "x".repeat(301)).expectMessage(409, "STORAGE_LIMIT_REACHED");
        putForm(release, "second.zip", part("file", "x".repeat(301))).expectMessage(409, "STORAGE_LIMIT_REACHED");
        RawHttp.Answer chunked = chunked(release, "x".repeat(301));
        assertThat(chunked.status()).isEqualTo(409);
        assertThat(chunked.text()).contains("STORAGE_LIMIT_REACHED");
        put("00000000-0000-4000-8000-000000000000", "second.zip", "x".repeat(301))
                .expectMessage(409, "STORAGE_LIMIT_REACHED");
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);

        put(release, "second.zip", "x".repeat(300)).expect(200);
        sender.delete(file(release, "first.zip")).expect(204);
        assertThat(chunked(release, "x".repeat(301)).status()).isEqualTo(200);
        sender.delete(file(release, "second.zip")).expect(204);
        sender.delete(file(release, "third.zip")).expect(204);
        put(release, "large.zip", "x".repeat(801)).expect(413);
        putForm(release, "large.zip", part("file", "x".repeat(801))).expect(413);
        assertThat(show(release).at("/totalFiles").intValue()).isZero();
    }

    private RawHttp.Answer chunked(String release, String content) throws IOException {
        try (RawHttp connection = RawHttp.connect(URI.create(server.url()).getPort())) {
            return connection
                    .send("PUT %s HTTP/1.1\nHost: test\nAuthorization: Bearer %s\nTransfer-Encoding: chunked\n\n"
                            .formatted(file(release, "third.zip"), token("release:read", "release:write")))
                    .send("%x\n%s\n0\n\n".formatted(content.length(), content))
                    .receive();
        }
    }
}
