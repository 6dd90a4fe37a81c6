package dev.slipway.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Artifact;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransfersTest extends HttpSuite {

    private String release() {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"PUBLISHED"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(vendor.product()))
                .expect(201)
                .id();
    }

    private Reply announce(String attributes) {
        return admin.post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"Größe 1.bin"%s},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(attributes, release())).expect(307);
    }

    private static String link(Reply reply) {
        return reply.header("Location").orElseThrow();
    }

    private Reply send(String method, String link, String content) {
        return anonymous
                .with("Content-Type", "application/x-test")
                .send(method, link, content.getBytes(StandardCharsets.UTF_8));
    }

    private String downloadLink(String artifact) {
        return link(admin.get("/v1/artifacts/" + artifact).expect(303));
    }

    private Artifact.Content stored(String artifact) {
        return server.slipway()
                .store()
                .read(server.account().id(), session -> session.artifacts().find(artifact))
                .map(Artifact::content)
                .orElseThrow();
    }

    private static byte[] digest(String algorithm, String content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesBytesAndGivesThemBack() {
        Reply announced = announce("");

        Reply taken = anonymous
                .with("Authorization", "Bearer nonsense")
                .with("Origin", "https://app.example.com")
                .with("Content-Type", "application/x-test")
                .send("PUT", link(announced), "0123456789".getBytes(StandardCharsets.UTF_8))
                .expect(200);
        assertThat(taken.body()).isEmpty();
        assertThat(taken.header("Access-Control-Allow-Origin")).hasValue("*");

        Artifact.Content content = stored(announced.id());
        assertThat(content.length()).isEqualTo(10);
        String sha256 = HexFormat.of().formatHex(digest("SHA-256", "0123456789"));
        assertThat(content.sha256()).isEqualTo(sha256);
        String download = downloadLink(announced.id());
        Reply got = anonymous.get(download).expect(200);
        assertThat(got.body()).isEqualTo("0123456789");
        assertThat(got.header("Content-Type")).hasValue("application/x-test");
        assertThat(got.header("Content-Length")).hasValue("10");
        assertThat(got.header("ETag")).hasValue("\"" + sha256 + "\"");
        assertThat(got.header("Accept-Ranges")).hasValue("bytes");
        assertThat(got.header("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.bin");
        Reply head = anonymous.head(download).expect(200);
        assertThat(head.header("Content-Length")).hasValue("10");
        assertThat(eventsOf(announced.id()))
                .containsExactly("artifact.created", "artifact.upload.succeeded", "artifact.uploaded");
    }

    @Test
    void servesPartsOfTheBytes() {
        Reply announced = announce("");
        send("PUT", link(announced), "0123456789").expect(200);
        String download = downloadLink(announced.id());

        Reply part = anonymous.with("Range", "bytes=2-4").get(download).expect(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.header("Content-Range")).hasValue("bytes 2-4/10");
        assertThat(anonymous.with("Range", "bytes=-3").get(download).expect(206).body())
                .isEqualTo("789");
        assertThat(anonymous.with("Range", "bytes=7-").get(download).expect(206).body())
                .isEqualTo("789");
        assertThat(anonymous
                        .with("Range", "bytes=10-")
                        .get(download)
                        .expect(416)
                        .header("Content-Range"))
                .hasValue("bytes */10");
        assertThat(anonymous
                        .with("Range", "bytes=2-4")
                        .with("If-Range", "\"other\"")
                        .get(download)
                        .expect(200)
                        .body())
                .isEqualTo("0123456789");
        String tag = anonymous.get(download).header("ETag").orElseThrow();
        anonymous.with("If-None-Match", tag).get(download).expect(304);
    }

    @Test
    void replacesBytesAndRemovesTheOldOnes() throws IOException {
        Reply announced = announce("");
        send("PUT", link(announced), "first").expect(200);
        String oldBlob = stored(announced.id()).blobKey();
        String oldLink = downloadLink(announced.id());
        assertThat(blobFiles()).anyMatch(file -> file.endsWith(oldBlob));

        send("POST", link(announced), "second").expect(200);

        assertThat(anonymous.get(downloadLink(announced.id())).expect(200).body())
                .isEqualTo("second");
        anonymous.get(oldLink).expect(404);
        assertThat(blobFiles()).noneMatch(file -> file.endsWith(oldBlob));
        server.slipway().keepHouse();
        List<String> discarded = server.slipway().store().readAll(installation -> installation.discardedBlobs(10));
        assertThat(discarded).isEmpty();
    }

    private List<String> blobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(server.data().resolve("blobs"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void failsAnArtifactWhoseBytesContradictItsChecksum() throws IOException {
        String declared = Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-512", "right"));
        Reply announced = announce(",\"checksum\":\"%s\"".formatted(declared));
        int before = blobFiles().size();

        Reply refused = send("PUT", link(announced), "wrong").expect(422);

        assertThat(refused.text("/errors/0/code")).isEqualTo("CHECKSUM_INVALID");
        assertThat(refused.text("/errors/0/detail")).isEqualTo("does not match the uploaded file");
        assertThat(blobFiles()).hasSize(before);
        Reply failed = admin.get("/v1/artifacts/" + announced.id()).expect(200);
        assertThat(failed.text("/data/attributes/status")).isEqualTo("FAILED");
        assertThat(failed.text("/data/attributes/checksum")).isEqualTo(declared);
        send("PUT", link(announced), "right").expect(200);
        assertThat(anonymous.get(downloadLink(announced.id())).expect(200).body())
                .isEqualTo("right");
        assertThat(eventsOf(announced.id()))
                .containsExactly(
                        "artifact.created", "artifact.upload.failed", "artifact.upload.succeeded", "artifact.uploaded");
    }

    @Test
    void leavesChecksumsAloneThatItDoesNotRecognize() {
        Reply announced = announce(",\"checksum\":\"crc32:deadbeef\"");

        send("PUT", link(announced), "anything").expect(200);

        assertThat(admin.with("Prefer", "no-download")
                        .get("/v1/artifacts/" + announced.id())
                        .text("/data/attributes/checksum"))
                .isEqualTo("crc32:deadbeef");
    }

    @Test
    void changesNothingWhenTheBytesStopEarly() throws Exception {
        Reply announced = announce("");
        send("PUT", link(announced), "complete").expect(200);
        int before = blobFiles().size();
        URI address = URI.create(link(announced));

        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT " + address.getRawPath() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[500_000]);
            out.flush();
            socket.shutdownOutput();
            // Whatever is answered, if anything, is answered once the upload has been given up.
            socket.getInputStream().readAllBytes();
        }

        assertThat(anonymous.get(downloadLink(announced.id())).expect(200).body())
                .isEqualTo("complete");
        assertThat(blobFiles().stream().filter(file -> !file.contains("/staging/")))
                .hasSize(before);
    }

    @Test
    void refusesLinksThatWereChangedExpiredOrMadeForSomethingElse() {
        Reply announced = announce("");
        String upload = link(announced);
        send("PUT", upload, "bytes").expect(200);
        String download = downloadLink(announced.id());
        String week = link(
                admin.get("/v1/artifacts/" + announced.id() + "?ttl=604800").expect(303));
        int token = upload.indexOf("/-/blobs/") + "/-/blobs/".length();
        String tampered = upload.substring(0, token)
                + (upload.charAt(token + 20) == 'A' ? "B" : "A").repeat(20)
                + upload.substring(token + 20);

        refused(send("PUT", tampered, "x"), "LINK_INVALID");
        refused(anonymous.get(server.url() + "/-/blobs/nonsense/x"), "LINK_INVALID");
        refused(anonymous.get(upload), "LINK_INVALID");
        refused(send("PUT", download, "x"), "LINK_INVALID");
        server.clock().advance(Duration.ofSeconds(901));
        refused(anonymous.get(download), "LINK_EXPIRED");
        send("PUT", upload, "later").expect(200);
        server.clock().advance(Duration.ofHours(1));
        refused(send("PUT", upload, "x"), "LINK_EXPIRED");
        anonymous.get(week).expect(404);
        assertThat(anonymous.get(downloadLink(announced.id())).expect(200).body())
                .isEqualTo("later");
    }

    private static void refused(Reply reply, String code) {
        assertThat(reply.expect(403).text("/errors/0/code")).isEqualTo(code);
        assertThat(reply.header("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void keepsLinksGoodThatWereMadeBeforeAWithdrawal() {
        String release = release();
        Reply announced = admin.post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"a"},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(release)).expect(307);
        send("PUT", link(announced), "bytes").expect(200);
        String download = downloadLink(announced.id());

        admin.post("/v1/releases/" + release + "/actions/yank", "").expect(200);
        assertThat(anonymous.get(download).expect(200).body()).isEqualTo("bytes");
        admin.delete("/v1/releases/" + release).expect(204);
        anonymous.get(download).expect(404);
        send("PUT", link(announced), "x").expect(404);
    }

    @Test
    void answersBrowsersAndBlindlyRepeatedRequests() {
        Reply announced = announce("");

        Reply preflight = anonymous
                .with("Origin", "https://app.example.com")
                .with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "content-type")
                .send("OPTIONS", link(announced), null)
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("PUT");
        assertThat(preflight.header("Access-Control-Allow-Headers")).hasValue("content-type");
        anonymous.post(link(announced), "{}").expect(405);
        anonymous.send("DELETE", link(announced), null).expect(405);
        send("POST", link(announced), "bytes").expect(200);
    }

    @Test
    void takesAnEmptyFileAndOneOfManyChunks() {
        Reply empty = announce("");
        send("PUT", link(empty), "").expect(200);
        assertThat(anonymous.get(downloadLink(empty.id())).expect(200).bytes()).isEmpty();

        Reply large = announce("");
        byte[] content = new byte[3_000_001];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        anonymous
                .with("Content-Type", "application/octet-stream")
                .send("PUT", link(large), content)
                .expect(200);
        assertThat(anonymous.get(downloadLink(large.id())).expect(200).bytes()).isEqualTo(content);
    }

    @Test
    void givesUpOnBytesThatDoNotComeWithinAnHour() {
        Reply late = announce("");
        server.clock().advance(Duration.ofMinutes(59));
        server.slipway().keepHouse();
        assertThat(admin.get("/v1/artifacts/" + late.id()).text("/data/attributes/status"))
                .isEqualTo("WAITING");

        server.clock().advance(Duration.ofMinutes(2));
        server.slipway().keepHouse();

        assertThat(admin.get("/v1/artifacts/" + late.id()).text("/data/attributes/status"))
                .isEqualTo("FAILED");
        assertThat(eventsOf(late.id())).containsExactly("artifact.created", "artifact.upload.failed");
    }
}
