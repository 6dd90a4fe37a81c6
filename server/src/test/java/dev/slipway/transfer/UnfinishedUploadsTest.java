package dev.slipway.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** How many uploads an account may leave unfinished. */
class UnfinishedUploadsTest {
    private static final int MOST = 200;

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyUnfinishedUploadsCountAgainstTheirLimit() throws Exception {
        try (TestServer server = TestServer.start(Engine.SQLITE)) {
            String release = server.admin()
                    .post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"DRAFT"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(server.vendor().product()))
                    .expect(201)
                    .id();
            Path folder = server.data().resolve("uploads");
            String about = "account=%s\nbearer=nobody\nrelease=%s\nname=a.bin\nlength=1\nbegun=%s\n"
                    .formatted(server.account().id(), release, server.clock().instant());
            server.stop();
            for (int i = 1; i < MOST; i++) {
                Files.writeString(folder.resolve("unfinished" + i + ".about"), about);
                Files.writeString(folder.resolve("finished" + i + ".about"), about + "done=true\n");
            }
            server.startAgain();
            Client tus = server.anonymous()
                    .withToken(server.slipway().issueOperatorToken("default", "admin"))
                    .with("Tus-Resumable", "1.0.0");
            Client begin = tus.with("Upload-Metadata", "release " + base64(release) + ",filename " + base64("last.bin"))
                    .with("Upload-Length", "10");

            String last = begin.send("POST", "/-/uploads", null)
                    .expect(201)
                    .header("Location")
                    .orElseThrow();
            assertThat(begin.send("POST", "/-/uploads", null).expect(429).body())
                    .contains("finish or cancel some first");
            tus.with("Content-Type", "application/offset+octet-stream")
                    .with("Upload-Offset", "0")
                    .send("PATCH", last, new byte[10])
                    .expect(204);

            begin.send("POST", "/-/uploads", null).expect(201);
        }
    }
}
