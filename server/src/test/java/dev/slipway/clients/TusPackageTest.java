package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference client of tus, run by Node.js. */
class TusPackageTest extends ClientSuite {
    @TempDir
    Path folder;

    @BeforeEach
    void requirePackage() {
        NodeScripts.require("tus-js-client");
    }

    @Test
    void uploadsInPiecesStopsGoesOnAndGivesUp() throws Exception {
        String release = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"DRAFT"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(vendor.product()))
                .expect(201)
                .id();
        byte[] bytes = new byte[3 * 1024 * 1024 + 17];
        new Random(11).nextBytes(bytes);
        Path file = Files.write(folder.resolve("app.zip"), bytes);

        String printed = NodeScripts.run(
                "upload.js",
                folder,
                Map.of(
                        "SERVER_URL",
                        server.url(),
                        "TOKEN",
                        server.slipway().issueOperatorToken("default", "admin"),
                        "RELEASE",
                        release,
                        "UPLOADS",
                        folder.resolve("uploads.json").toString(),
                        "UPLOAD_FILE",
                        file.toString()),
                List.of());

        JsonNode told = new JsonMapper().readTree(printed);
        assertThat(told.path("first").asLong()).isGreaterThan(1024 * 1024);
        assertThat(told.path("last").asLong()).isEqualTo(bytes.length);
        assertThat(told.path("gone").asInt()).isEqualTo(404);
        Reply files = admin.get("/v1/releases/" + release + "/artifacts").expect(200);
        assertThat(files.at("/data").size()).isEqualTo(1);
        String link = admin.get("/v1/releases/" + release + "/artifacts/app.zip")
                .header("Location")
                .orElseThrow();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray())
                            .body())
                    .isEqualTo(bytes);
        }
    }
}
