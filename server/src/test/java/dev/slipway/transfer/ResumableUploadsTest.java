package dev.slipway.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
}
