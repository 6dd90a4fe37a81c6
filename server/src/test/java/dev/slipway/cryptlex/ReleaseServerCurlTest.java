package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that vendors know by heart, run as they stand. Without curl these tests are skipped. */
class ReleaseServerCurlTest extends ReleaseServerSuite {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final byte[] content = new byte[3_000_000];

    @BeforeEach
    void prepareFile() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "curl"))),
                "curl is not installed");
        new Random(7).nextBytes(content);
        Files.write(folder.resolve("myapp.zip"), content);
    }

    private String curl(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("curl", "-sS"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private String authorization() {
        return "Authorization: Bearer " + token("release:read", "release:write");
    }

    private void expectFile(String json) {
        JsonNode file = JSON.readTree(json);
        assertThat(file.at("/name").stringValue(null)).as(json).isEqualTo("myapp.zip");
        assertThat(file.at("/size").longValue()).isEqualTo(content.length);
        assertThat(file.at("/checksum").stringValue()).isEqualTo(md5Hex(content));
    }

    @Test
    void sendsAFileAsItIs() throws Exception {
        String release = draft();

        expectFile(
                curl("-X", "PUT", server.url() + file(release, "myapp.zip"), "-H", authorization(), "-T", "myapp.zip"));

        assertThat(sender.get(file(release, "myapp.zip")).expect(200).bytes()).isEqualTo(content);
    }

    @Test
    void sendsAFileInAForm() throws Exception {
        String release = draft();

        expectFile(curl(
                "-X",
                "PUT",
                server.url() + file(release, "myapp.zip"),
                "-H",
                authorization(),
                "-F",
                "file=@myapp.zip"));

        assertThat(sender.get(file(release, "myapp.zip")).expect(200).bytes()).isEqualTo(content);
    }

    @Test
    void sendsAFileWhoseLengthItDoesNotKnow() throws Exception {
        String release = draft();

        String said = curl("-X", "PUT", server.url() + file(release, "empty.zip"), "-H", authorization(), "-T", "-");

        assertThat(JSON.readTree(said).at("/size").longValue(-1)).isZero();
    }

    @Test
    void isToldWhyAFileIsNotTaken() throws Exception {
        String release = published(product(""), "1.0", "");

        String said = curl(
                "-X",
                "PUT",
                server.url() + file(release, "myapp.zip"),
                "-H",
                authorization(),
                "-T",
                "myapp.zip",
                "-w",
                "%{http_code}");

        assertThat(said).contains("RELEASE_PUBLISHED").endsWith("403");
    }

    @Test
    void fetchesAFileUnderItsName() throws Exception {
        String product = product("");
        String release = draft(product, "1.0", "");
        sender.send("PUT", file(release, "MyApp.zip"), content).expect(200);
        publish(release);

        curl("-L", "-J", "-O", server.url() + fileOfAccount(release, "MYAPP.ZIP") + "?key=" + key(product));

        assertThat(Files.readAllBytes(folder.resolve("MyApp.zip"))).isEqualTo(content);
    }

    @Test
    void resumesADownload() throws Exception {
        String product = product("");
        String release = draft(product, "1.0", "");
        sender.send("PUT", file(release, "MyApp.zip"), content).expect(200);
        publish(release);
        Path begun = folder.resolve("begun.zip");
        Files.write(begun, Arrays.copyOf(content, 1_000_000));

        curl("-C", "-", "-o", "begun.zip", server.url() + file(release, "MyApp.zip") + "?key=" + key(product));

        assertThat(Files.readAllBytes(begun)).isEqualTo(content);
    }
}
