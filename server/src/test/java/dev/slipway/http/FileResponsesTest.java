package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResponsesTest {
    private static final String CONTENT = "0123456789";
    private static final String MODIFIED = "Fri, 06 Mar 2026 01:02:03 GMT";

    @TempDir
    Path folder;

    private ServerUnderTest server;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), CONTENT);
        Headers headers = Headers.of("Content-Type", "application/zip", "Cache-Control", "no-cache");
        FileResponses.Representation strong =
                new FileResponses.Representation(CONTENT.length(), "\"v1\"", Instant.parse("2026-03-06T01:02:03.456Z"));
        FileResponses.Representation weak = new FileResponses.Representation(CONTENT.length(), "W/\"v1\"", null);
        Router router = ServerUnderTest.router()
                .registerTransfer("GET", "/file", request -> FileResponses.file(request, file, strong, headers))
                .registerTransfer("GET", "/weak", request -> FileResponses.file(request, file, weak, headers));
        server = ServerUnderTest.start(router);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesTheWhole() throws Exception {
        RawHttp.Answer answer = get("/file", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(CONTENT);
        assertThat(answer.header("Accept-Ranges")).contains("bytes");
        assertThat(answer.header("ETag")).contains("\"v1\"");
        assertThat(answer.header("Last-Modified")).contains(MODIFIED);
        assertThat(answer.header("Content-Range")).isEmpty();
    }

    @Test
    void servesParts() throws Exception {
        String[][] cases = {
            {"bytes=0-3", "0123", "bytes 0-3/10"},
            {"bytes=-2", "89", "bytes 8-9/10"},
            {"bytes=7-", "789", "bytes 7-9/10"},
            {"bytes=9-100", "9", "bytes 9-9/10"},
        };
        for (String[] expected : cases) {
            RawHttp.Answer answer = get("/file", "Range: " + expected[0] + "\n");
            assertThat(answer.status()).as(expected[0]).isEqualTo(206);
            assertThat(answer.text()).isEqualTo(expected[1]);
            assertThat(answer.header("Content-Range")).contains(expected[2]);
            assertThat(answer.header("Content-Type")).contains("application/zip");
        }
    }

    @Test
    void refusesPartsThatDoNotExist() throws Exception {
        RawHttp.Answer answer = get("/file", "Range: bytes=10-\n");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).contains("0");
        assertThat(answer.header("Content-Range")).contains("bytes */10");
    }

    @Test
    void servesTheWholeForSeveralOrSenselessRanges() throws Exception {
        for (String range : new String[] {"bytes=0-1,3-4", "lines=1-2", "bytes=4-2"}) {
            RawHttp.Answer answer = get("/file", "Range: " + range + "\n");
            assertThat(answer.status()).as(range).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(CONTENT);
        }
        assertThat(get("/file", "Range: bytes=0-1\nRange: bytes=2-3\n").status())
                .isEqualTo(200);
    }

    @Test
    void servesAPartOnlyOfTheSameBytes() throws Exception {
        String range = "Range: bytes=0-1\nIf-Range: ";

        assertThat(get("/file", range + "\"v1\"\n").status()).isEqualTo(206);
        assertThat(get("/file", range + MODIFIED + "\n").status()).isEqualTo(206);
        assertThat(get("/file", range + "\"v2\"\n").status()).isEqualTo(200);
        assertThat(get("/file", range + "W/\"v1\"\n").status()).isEqualTo(200);
        assertThat(get("/file", range + "Fri, 06 Mar 2026 01:02:04 GMT\n").status())
                .isEqualTo(200);
        assertThat(get("/file", range + "yesterday\n").status()).isEqualTo(200);
        assertThat(get("/weak", range + "W/\"v1\"\n").status()).isEqualTo(200);
        assertThat(get("/weak", range + "\"v1\"\n").status()).isEqualTo(200);
    }

    @Test
    void answersUnchangedBytesWithoutThem() throws Exception {
        for (String tags : new String[] {"\"v1\"", "W/\"v1\"", "*", "\"x,y\", \"v1\""}) {
            RawHttp.Answer answer = get("/file", "If-None-Match: " + tags + "\n");
            assertThat(answer.status()).as(tags).isEqualTo(304);
            assertThat(answer.header("ETag")).contains("\"v1\"");
            assertThat(answer.header("Cache-Control")).contains("no-cache");
            assertThat(answer.header("Content-Type")).isEmpty();
        }
        assertThat(get("/weak", "If-None-Match: \"v1\"\n").status()).isEqualTo(304);
        assertThat(get("/file", "If-None-Match: \"v2\", \"v1\n").status()).isEqualTo(200);
        assertThat(get("/file", "If-Modified-Since: " + MODIFIED + "\n").status())
                .isEqualTo(304);
        assertThat(get("/file", "If-Modified-Since: Fri, 06 Mar 2026 01:02:02 GMT\n")
                        .status())
                .isEqualTo(200);
        assertThat(get("/file", "If-None-Match: \"v2\"\nIf-Modified-Since: " + MODIFIED + "\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ignoresRangesOnHead() throws Exception {
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer = http.send("HEAD /file HTTP/1.1\nHost: t\nRange: bytes=0-1\n\n")
                    .receiveHead();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Length")).contains("10");
            assertThat(http.get("/file").receive().text()).isEqualTo(CONTENT);
        }
    }

    private RawHttp.Answer get(String target, String headers) throws Exception {
        return server.exchange("GET " + target + " HTTP/1.1\nHost: t\n" + headers + "\n");
    }
}
