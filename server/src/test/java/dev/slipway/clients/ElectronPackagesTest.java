package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.SelfSigned;
import dev.slipway.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packages themselves that publish and update Electron apps, run by Node.js. They only know HTTPS on port 443 of a bare
 * host name, so the server has a certificate, says it is https://localhost, and the scripts go to its real port.
 */
class ElectronPackagesTest extends ClientSuite {
    private static final int BLOCK = 4_096;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path certificates;

    @TempDir
    Path folder;

    @Override
    protected TestServer startServer(Engine on) {
        try {
            return TestServer.startSecure(
                    on, Map.of("public-url", "https://localhost"), SelfSigned.make(certificates, "localhost"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void requirePackages() {
        NodeScripts.require("electron-updater");
    }

    /** What a script prints. */
    private String run(String script, Map<String, String> environment, List<String> arguments) throws Exception {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("NODE_EXTRA_CA_CERTS", certificates.resolve("cert.pem").toString());
        variables.put("SERVER_PORT", Integer.toString(server.slipway().port()));
        return NodeScripts.run(script, folder, variables, arguments);
    }

    /** The installer of a version, its block map and the channel's file, as electron-builder leaves them behind. */
    private List<String> build(String version, byte[] installer) throws Exception {
        Path build = Files.createDirectories(folder.resolve("build-" + version));
        String name = "Orbit Setup " + version + ".exe";
        String sha512 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-512").digest(installer));
        byte[] blockMap = blockMap(installer);
        Path exe = Files.write(build.resolve(name), installer);
        Path map = Files.write(build.resolve(name + ".blockmap"), blockMap);
        Path channel =
                Files.writeString(build.resolve("stable.yml"), """
                version: %1$s
                files:
                  - url: %2$s
                    sha512: %3$s
                    size: %4$d
                path: %2$s
                sha512: %3$s
                releaseDate: '2026-01-02T03:04:05.678Z'
                """.formatted(version, name, sha512, installer.length));
        return List.of(exe.toString(), map.toString(), channel.toString());
    }

    private static byte[] blockMap(byte[] installer) throws Exception {
        List<String> checksums = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int from = 0; from < installer.length; from += BLOCK) {
            byte[] block = Arrays.copyOfRange(installer, from, Math.min(installer.length, from + BLOCK));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(block);
            checksums.add(Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 18)));
            sizes.add(block.length);
        }
        String json = JSON.writeValueAsString(Map.of(
                "version",
                "2",
                "files",
                List.of(Map.of("name", "file", "offset", 0, "checksums", checksums, "sizes", sizes))));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private void publish(String product, String version, List<String> files) throws Exception {
        run(
                "publish.js",
                Map.of(
                        "KEYGEN_TOKEN",
                        productToken(product),
                        "ACCOUNT",
                        server.account().id(),
                        "PRODUCT",
                        product,
                        "RELEASE_VERSION",
                        version),
                files);
    }

    /** What an installed app finds, whose installer of that version is still there. */
    private JsonNode update(
            String product, String version, byte[] installer, String authorization, boolean differential)
            throws Exception {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(
                app.resolve("app-update.yml"), """
                provider: keygen
                host: localhost
                account: %s
                product: %s
                channel: stable
                updaterCacheDirName: orbit-updater
                """.formatted(server.account().id(), product));
        Path cache = Files.createDirectories(folder.resolve("cache/orbit-updater"));
        Files.write(cache.resolve("installer.exe"), installer);
        String found = run(
                "update.js",
                Map.of(
                        "APP_VERSION",
                        version,
                        "APP_FOLDER",
                        app.toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString(),
                        "AUTHORIZATION",
                        authorization,
                        "DIFFERENTIAL",
                        Boolean.toString(differential)),
                List.of());
        return JSON.readTree(found);
    }

    private static byte[] installer() {
        byte[] bytes = new byte[40 * BLOCK + 123];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** The next version differs in two places and is longer. */
    private static byte[] nextInstaller() {
        byte[] bytes = Arrays.copyOf(installer(), 42 * BLOCK);
        bytes[3 * BLOCK + 5] ^= 1;
        bytes[20 * BLOCK] ^= 1;
        return bytes;
    }

    @Test
    void publishAndUpdateAnApp() throws Exception {
        String product = vendor.product();
        String key = "License " + keyedLicense(product).text("/data/attributes/key");
        publish(product, "1.0.0", build("1.0.0", installer()));

        Reply release = admin.get("/v1/releases/1.0.0?product=" + product).expect(200);
        assertThat(release.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        Reply artifacts = admin.get("/v1/releases/" + release.id() + "/artifacts?limit=100")
                .expect(200);
        assertThat(artifacts.at("/data").valueStream())
                .extracting(
                        artifact -> artifact.at("/attributes/filename").stringValue(),
                        artifact -> artifact.at("/attributes/filetype").stringValue(),
                        artifact -> artifact.at("/attributes/status").stringValue())
                .containsExactlyInAnyOrder(
                        tuple("Orbit Setup 1.0.0.exe", "exe", "UPLOADED"),
                        tuple("Orbit Setup 1.0.0.exe.blockmap", "exe.blockmap", "UPLOADED"),
                        tuple("stable.yml", "yml", "UPLOADED"));
        assertThat(update(product, "1.0.0", installer(), key, true)
                        .path("available")
                        .booleanValue())
                .isFalse();

        publish(product, "1.1.0", build("1.1.0", nextInstaller()));

        JsonNode whole = update(product, "1.0.0", installer(), key, false);
        assertThat(whole.path("version").stringValue()).isEqualTo("1.1.0");
        assertThat(Path.of(whole.path("file").stringValue())).hasBinaryContent(nextInstaller());
    }

    @Test
    void downloadOnlyWhatHasChanged() throws Exception {
        String product = vendor.product();
        String key = "License " + keyedLicense(product).text("/data/attributes/key");
        publish(product, "1.0.0", build("1.0.0", installer()));
        publish(product, "1.1.0", build("1.1.0", nextInstaller()));

        JsonNode found = update(product, "1.0.0", installer(), key, true);

        assertThat(found.path("version").stringValue()).isEqualTo("1.1.0");
        assertThat(Path.of(found.path("file").stringValue())).hasBinaryContent(nextInstaller());
        assertThat(found.path("transferred").asLong()).isPositive().isLessThan(6L * BLOCK);
    }
}
