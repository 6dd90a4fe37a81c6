package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.http.RawHttp;
import dev.slipway.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links and the bytes behind them, in the hands of somebody who was not given them for that. */
class HostileTransfersTest extends HostileSuite {
    private static final int LARGEST = 64 * 1024;

    @Override
    Map<String, String> settings() {
        return Map.of("max-upload-size", "64KiB");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Reply put(String address, byte[] content) {
        return anonymous.with("Content-Type", "application/octet-stream").send("PUT", address, content);
    }

    private String status(String artifact) {
        return admin.with("Prefer", "no-download")
                .get("/v1/artifacts/" + artifact)
                .expect(200)
                .text("/data/attributes/status");
    }

    private String downloadAddress(String artifact) {
        return admin.get("/v1/artifacts/" + artifact)
                .expect(303)
                .header("Location")
                .orElseThrow();
    }

    /** How many files lie in the blob store, finished or not. */
    private long files() throws IOException {
        try (Stream<Path> found = Files.walk(server.data().resolve("blobs"))) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void refusesEveryTokenThatWasChanged() {
        Estate estate = estate(admin);
        Reply announced = announce(admin, estate.release(), "changed.bin");
        String address = announced.text("/data/links/redirect");
        put(address, bytes("true")).expect(200);
        String download = downloadAddress(announced.id());
        Map<String, List<String>> before = rows();

        for (String link : List.of(address, download)) {
            String token = URI.create(link).getPath().split("/", -1)[3];
            for (int place = 0; place < token.length(); place += 7) {
                char other = token.charAt(place) == 'A' ? 'B' : 'A';
                String changed = token.substring(0, place) + other + token.substring(place + 1);
                refuseLink(link.replace(token, changed));
            }
            for (String changed : List.of(
                    token.substring(1),
                    token + "A",
                    token.toUpperCase(Locale.ROOT),
                    "A".repeat(token.length()),
                    token.substring(0, token.length() - 1) + "%3D",
                    "%F0%9F%9A%80",
                    "x")) {
                refuseLink(link.replace(token, changed));
            }
        }
        // A link does what it was made for, and nothing else.
        put(download, bytes("false")).expectError(403, "LINK_INVALID", null);
        anonymous.get(address).expectError(403, "LINK_INVALID", null);
        expectUnchanged(before);
        assertThat(anonymous.get(download).expect(200).body()).isEqualTo("true");
    }

    private void refuseLink(String address) {
        assertThat(flaw(put(address, bytes("false")))).as(address).isEmpty();
        assertThat(flaw(anonymous.get(address))).as(address).isEmpty();
    }

    @Test
    void refusesLinksWhoseTimeIsOver() {
        Estate estate = estate(admin);
        Reply announced = announce(admin, estate.release(), "late.bin");
        String address = announced.text("/data/links/redirect");
        put(address, bytes("true")).expect(200);
        String download = downloadAddress(announced.id());
        server.clock().advance(Duration.ofMinutes(15));
        anonymous.get(download).expectError(403, "LINK_EXPIRED", null);
        server.clock().advance(Duration.ofMinutes(45));
        put(address, bytes("false")).expectError(403, "LINK_EXPIRED", null);

        assertThat(anonymous.get(downloadAddress(announced.id())).expect(200).body())
                .isEqualTo("true");
    }

    @Test
    void linksLeadNowhereOnceTheirArtifactReleaseOrProductIsGone() {
        for (String gone : List.of("artifacts", "releases", "products")) {
            Estate estate = estate(admin);
            Reply announced = announce(admin, estate.release(), "gone.bin");
            String address = announced.text("/data/links/redirect");
            put(address, bytes("true")).expect(200);
            String download = downloadAddress(announced.id());
            String id = switch (gone) {
                case "artifacts" -> announced.id();
                case "releases" -> estate.release();
                default -> estate.product();
            };
            admin.delete("/v1/" + gone + "/" + id).expect(204);
            Map<String, List<String>> before = rows();

            put(address, bytes("false")).expectError(404, "NOT_FOUND", null);
            anonymous.get(download).expectError(404, "NOT_FOUND", null);
            expectUnchanged(before);
        }
    }

    @Test
    void takesNoMoreBytesThanAllowed() throws IOException {
        Estate estate = estate(admin);
        Reply announced = announce(admin, estate.release(), "large.bin");
        String address = announced.text("/data/links/redirect");
        String path = URI.create(address).getPath();
        Map<String, List<String>> before = rows();
        long files = files();

        put(address, new byte[LARGEST + 1]).expectError(413, "BODY_TOO_LARGE", null);
        try (RawHttp http = RawHttp.connect(server.slipway().port())) {
            RawHttp.Answer answer = http.send("PUT " + path
                            + " HTTP/1.1\nHost: test\nContent-Length: 99999999999\nExpect: 100-continue\n\n")
                    .receive();
            assertThat(answer.status()).isEqualTo(413);
        }
        try (RawHttp http = RawHttp.connect(server.slipway().port())) {
            http.send("PUT " + path + " HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n");
            String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
            RawHttp.Answer answer = http.send(chunk + chunk + "1\nx\n0\n\n").receive();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(flaw(answer.status(), answer.text())).isEmpty();
        }
        expectUnchanged(before);
        assertThat(files()).isEqualTo(files);
        put(address, new byte[LARGEST]).expect(200);
        refused(
                422,
                admin.post(
                        "/v1/artifacts",
                        document(
                                "artifacts",
                                "\"filename\":\"x\",\"filesize\":" + (LARGEST + 1),
                                toOne("release", "releases", estate.release()))));
    }

    @Test
    void keepsNothingOfAnUploadThatWasCutShort() throws IOException {
        Estate estate = estate(admin);
        Reply announced = announce(admin, estate.release(), "cut.bin");
        String path = URI.create(announced.text("/data/links/redirect")).getPath();
        long files = files();
        for (String request : List.of(
                "Content-Length: 1000\n\nonly this",
                "Transfer-Encoding: chunked\n\n5\nhello\n",
                "Transfer-Encoding: chunked\n\n5\nhello\nnonsense\n",
                "Transfer-Encoding: chunked\n\nffffffffffffffffff\nhello\n",
                "Transfer-Encoding: chunked\n\n-5\nhello\n")) {
            try (RawHttp http = RawHttp.connect(server.slipway().port())) {
                http.send("PUT " + path + " HTTP/1.1\nHost: test\n" + request);
                http.endOutput();
                byte[] answer = http.input().readAllBytes();
                assertThat(new String(answer, StandardCharsets.UTF_8)).doesNotStartWith("HTTP/1.1 2");
            }
        }
        assertThat(status(announced.id())).isEqualTo("WAITING");
        put(announced.text("/data/links/redirect"), bytes("whole")).expect(200);
        assertThat(files()).isEqualTo(files + 1);
    }

    @Test
    void aChecksumThatTheBytesContradictIsRefused() {
        Estate estate = estate(admin);
        String sha256 = "0".repeat(64);
        Reply announced = admin.with("Prefer", "no-redirect")
                .post(
                        "/v1/artifacts",
                        document(
                                "artifacts",
                                "\"filename\":\"sum.bin\",\"checksum\":\"" + sha256 + "\"",
                                toOne("release", "releases", estate.release())))
                .expect(200);

        put(announced.text("/data/links/redirect"), bytes("something else")).expectError(422, "CHECKSUM_INVALID", null);
        assertThat(status(announced.id())).isEqualTo("FAILED");
        admin.get("/v1/artifacts/" + announced.id()).expect(200);
    }

    @Test
    void namesOfFilesCrossTheWireUnharmedAndHarmNobody() {
        Estate estate = estate(admin);
        List<String> flaws = new ArrayList<>();
        for (String filename : List.of(
                "plain.bin",
                "with space.bin",
                "quote\".bin",
                "semi;colon=x.bin",
                "percent%00%2F.bin",
                "question?mark#hash&and.bin",
                "plus+and~tilde.bin",
                "folder/in/it.bin",
                "back\\slash.bin",
                "\u202Etxt.exe",
                "\uD83D\uDE80\u0130\u00E9.bin",
                "'; DROP TABLE artifacts;--",
                "<script>.html",
                "CON",
                "trailing.",
                "x".repeat(255),
                "\uD83D\uDE80".repeat(200))) {
            Reply announced = announce(admin, estate.release(), filename);
            String address = announced.text("/data/links/redirect");
            assertThat(announced.text("/data/attributes/filename")).isEqualTo(filename);
            put(address, bytes(filename)).expect(200);
            Reply download = anonymous.get(downloadAddress(announced.id())).expect(200);
            String disposition = download.header("Content-Disposition").orElse("");
            boolean safe = disposition.startsWith("attachment")
                    && disposition.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                    && !disposition.contains("/")
                    && disposition.chars().filter(c -> c == '"').count() <= 2;
            if (!safe || !download.body().equals(filename)) {
                flaws.add(filename + " comes back as " + disposition);
            }
            String related = announced.text("/data/links/related");
            if (!admin.with("Prefer", "no-download")
                    .get(related)
                    .expect(200)
                    .id()
                    .equals(announced.id())) {
                flaws.add(filename + " is not found at " + related);
            }
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void refusesNamesThatLeaveTheirFolder() {
        Estate estate = estate(admin);
        Map<String, List<String>> before = rows();
        for (String filename : List.of(
                "..",
                ".",
                "../up",
                "a/../../up",
                "a/./b",
                "/absolute",
                "\\absolute",
                "..\\up",
                "a\\..\\up",
                "line\nbreak",
                "carriage\rreturn",
                "tab\tstop",
                "delete\u007f",
                "next\u0085line",
                " ")) {
            Reply reply = admin.post(
                    "/v1/artifacts",
                    document(
                            "artifacts",
                            "\"filename\":" + JSON.writeValueAsString(filename),
                            toOne("release", "releases", estate.release())));
            assertThat(refused(422, reply).text("/errors/0/source/pointer")).isEqualTo("/data/attributes/filename");
        }
        expectUnchanged(before);
    }
}
