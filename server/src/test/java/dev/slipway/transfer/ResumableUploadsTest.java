package dev.slipway.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uploads in pieces, sent by the real Java client of tus. */
class ResumableUploadsTest extends HttpSuite {
    private static final int LENGTH = 3_000_000;

    private final byte[] bytes = new byte[LENGTH];

    ResumableUploadsTest() {
        new Random(20261122).nextBytes(bytes);
    }

    private String draft(String productId) {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"DRAFT"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(productId)).expect(201).id();
    }

    private TusClient client(String token) throws Exception {
        TusClient client = new TusClient();
        client.setUploadCreationURL(URI.create(server.url() + "/-/uploads").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + token));
        client.enableResuming(new TusURLMemoryStore());
        return client;
    }

    private String token() {
        return server.slipway().issueOperatorToken("default", "admin");
    }

    private TusUpload upload(String releaseId, String name) {
        TusUpload upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(bytes));
        upload.setSize(bytes.length);
        upload.setFingerprint(releaseId + name);
        upload.setMetadata(new HashMap<>(Map.of("release", releaseId, "filename", name)));
        return upload;
    }

    private static void sendRest(TusUploader uploader) throws Exception {
        uploader.setChunkSize(256 * 1024);
        while (uploader.uploadChunk() > -1) {
            assertThat(uploader.getOffset()).isLessThanOrEqualTo(LENGTH);
        }
        uploader.finish();
    }

    @Test
    void anUploadThatStoppedGoesOnWhereItStoodAndBecomesAFileOfItsRelease() throws Exception {
        String release = draft(vendor.product());
        TusClient client = client(token());
        TusUploader first = client.createUpload(upload(release, "app.bin"));
        first.setChunkSize(1_000_000);
        first.uploadChunk();
        first.finish();
        Reply before = admin.get("/v1/releases/" + release + "/artifacts").expect(200);
        assertThat(before.body()).doesNotContain("app.bin");

        TusUploader second = client.resumeUpload(upload(release, "app.bin"));
        assertThat(second.getOffset()).isEqualTo(1_000_000);
        sendRest(second);

        Reply file = admin.get("/v1/artifacts/app.bin?release=" + release);
        assertThat(file.body()).contains("\"UPLOADED\"").contains("3000000");
    }

    @Test
    void aReleaseThatWasPublishedMeanwhileStaysAsItIs() throws Exception {
        String release = draft(vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}"));
        TusClient client = client(token());
        TusUploader uploader = client.createUpload(upload(release, "late.bin"));
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);

        assertThatThrownBy(() -> sendRest(uploader)).isInstanceOf(ProtocolException.class);

        assertThat(admin.get("/v1/releases/" + release + "/artifacts")
                        .expect(200)
                        .body())
                .doesNotContain("late.bin");
        assertThatThrownBy(() -> client.resumeUpload(upload(release, "late.bin")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void uploadsAreNobodyElsesAndDoNotWaitForEver() throws Exception {
        String release = draft(vendor.product());
        TusClient client = client(token());
        client.createUpload(upload(release, "slow.bin"));
        assertThatThrownBy(() -> client("nonsense").createUpload(upload(release, "slow.bin")))
                .isInstanceOf(ProtocolException.class);

        server.clock().advance(Duration.ofDays(8));
        server.slipway().keepHouse();

        assertThatThrownBy(() -> client.resumeUpload(upload(release, "slow.bin")))
                .isInstanceOf(ProtocolException.class);
    }

    private Client tus(String token) {
        return anonymous.withToken(token).with("Tus-Resumable", "1.0.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String metadata(String releaseId, String name) {
        return "release " + base64(releaseId) + ",filename " + base64(name);
    }

    private static Client describing(Client client, String releaseId, String name, String length) {
        return client.with("Upload-Metadata", metadata(releaseId, name)).with("Upload-Length", length);
    }

    private static Reply append(Client client, String upload, long offset, byte[] piece) {
        return client.with("Content-Type", "application/offset+octet-stream")
                .with("Upload-Offset", Long.toString(offset))
                .send("PATCH", upload, piece);
    }

    @Test
    void theProtocolIsKeptToTheLetter() {
        String release = draft(vendor.product());
        Client tus = tus(token());
        Reply options = anonymous.send("OPTIONS", "/-/uploads", null).expect(204);
        assertThat(options.header("Tus-Version")).hasValue("1.0.0");
        assertThat(options.header("Tus-Extension")).hasValue("creation,termination,expiration");
        long largest = Long.parseLong(options.header("Tus-Max-Size").orElseThrow());
        String upload = describing(tus, release, "app.bin", "10")
                .send("POST", "/-/uploads", null)
                .expect(201)
                .header("Location")
                .orElseThrow();

        Reply head = tus.send("HEAD", upload, null).expect(200);
        assertThat(head.header("Upload-Offset")).hasValue("0");
        assertThat(head.header("Upload-Length")).hasValue("10");
        assertThat(head.header("Upload-Metadata")).hasValue(metadata(release, "app.bin"));
        assertThat(head.header("Cache-Control")).hasValue("no-store");
        assertThat(append(tus, upload, 0, new byte[4]).expect(204).header("Upload-Offset"))
                .hasValue("4");
        Reply misplaced = append(tus, upload, 3, new byte[6]).expect(409);
        assertThat(misplaced.header("Tus-Resumable")).hasValue("1.0.0");
        assertThat(misplaced.body()).contains("The upload goes on at byte 4");
        append(tus, upload, 4, new byte[7]).expect(413);
        tus.with("Upload-Offset", "4").send("PATCH", upload, new byte[6]).expect(415);
        Reply spokenElse = append(anonymous.withToken(token()).with("Tus-Resumable", "0.2.2"), upload, 4, new byte[6])
                .expect(412);
        assertThat(spokenElse.header("Tus-Version")).hasValue("1.0.0");
        describing(tus, release, "app.bin", Long.toString(largest + 1))
                .send("POST", "/-/uploads", null)
                .expect(413);
        for (String length : List.of("-1", "many", "1.5")) {
            describing(tus, release, "app.bin", length)
                    .send("POST", "/-/uploads", null)
                    .expect(400);
        }
        assertThat(describing(tus, release, "no such name", "1")
                        .send("POST", "/-/uploads", null)
                        .expect(422)
                        .body())
                .contains("NAME_INVALID")
                .contains("must be 3 to 256 letters");
    }

    @Test
    void whatIsGivenUpIsGone() {
        String release = draft(vendor.product());
        Client tus = tus(token());
        String upload = describing(tus, release, "app.bin", "10")
                .send("POST", "/-/uploads", null)
                .expect(201)
                .header("Location")
                .orElseThrow();
        append(tus, upload, 0, new byte[4]).expect(204);

        tus.send("DELETE", upload, null).expect(204);

        tus.send("HEAD", upload, null).expect(404);
        append(tus, upload, 4, new byte[6]).expect(404);
        tus.send("DELETE", upload, null).expect(404);
        assertThat(piecesOf(upload)).isEmpty();
    }

    @Test
    void aFinishedUploadIsRememberedForADay() {
        String release = draft(vendor.product());
        Client tus = tus(token());
        String upload = describing(tus, release, "done.bin", "4")
                .send("POST", "/-/uploads", null)
                .expect(201)
                .header("Location")
                .orElseThrow();
        append(tus, upload, 0, new byte[4]).expect(204);
        assertThat(tus.send("HEAD", upload, null).expect(200).header("Upload-Offset"))
                .hasValue("4");
        assertThat(piecesOf(upload)).singleElement().asString().endsWith(".about");

        server.clock().advance(Duration.ofHours(25));
        server.slipway().keepHouse();

        tus(token()).send("HEAD", upload, null).expect(404);
        assertThat(piecesOf(upload)).isEmpty();
        assertThat(admin.get("/v1/releases/" + release + "/artifacts")
                        .expect(200)
                        .body())
                .contains("done.bin");
    }

    private List<Path> piecesOf(String upload) {
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.list(server.data().resolve("uploads"))) {
            return files.filter(each -> each.getFileName().toString().startsWith(id))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
