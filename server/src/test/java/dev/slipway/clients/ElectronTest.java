package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.SelfSigned;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What electron-builder 23.3 and newer sends to publish an app, and electron-updater to update it. */
class ElectronTest extends ClientSuite {
    private static final String NO_REDIRECT = "no-redirect";

    @TempDir
    static Path certificates;

    @Override
    protected TestServer startServer(Engine on) {
        try {
            return TestServer.startSecure(
                    on, Map.of("public-url", "https://localhost"), SelfSigned.make(certificates, "localhost"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a link these clients take host name, path and query, and go to port 443, which here is the server's. */
    private static String onPort443(String link) {
        URI address = URI.create(link);
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(address.getHost()).isEqualTo("localhost");
        assertThat(address.getPort()).isIn(-1, 443);
        return address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    /** The publisher of electron-builder. */
    private final class Publisher {
        private final String product;
        private final Client client;

        Publisher(String product) {
            this.product = product;
            this.client = anonymous
                    .with("Authorization", "Bearer " + productToken(product))
                    .with("User-Agent", "electron-builder")
                    .with("Cache-Control", "no-cache")
                    .with("Accept", JSON_API)
                    .with("Keygen-Version", "1.1");
        }

        Reply find(String version) {
            return client.get(inAccount("/releases/" + version + "?product=" + product));
        }

        Reply create(String version) {
            return client.post(inAccount("/releases"), """
                    {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable","status":"PUBLISHED"},
                    "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version, product));
        }

        /** The release, whoever of several uploads makes it. */
        String findOrCreate(String version) {
            Reply found = find(version);
            if (found.status() != 404) {
                return found.expect(200).id();
            }
            Reply created = create(version);
            if (created.status() == 409 || created.status() == 422) {
                return find(version).expect(200).id();
            }
            return created.expect(201).id();
        }

        void upload(String version, String filename, String filetype, byte[] file) {
            Reply artifact = client.with("Prefer", NO_REDIRECT).post(inAccount("/artifacts"), """
                            {"data":{"type":"artifacts","attributes":{"filename":"%s","filetype":"%s","filesize":%d,
                            "platform":"darwin"},"relationships":{"release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(
                            filename, filetype, file.length, findOrCreate(version)));
            assertThat(artifact.status()).isLessThan(300);
            assertThat(artifact.json().has("errors")).isFalse();
            Reply put = anonymous
                    .with("User-Agent", "electron-builder")
                    .with("Content-Type", "application/octet-stream")
                    .send("PUT", onPort443(artifact.text("/data/links/redirect")), file);
            assertThat(put.status()).isLessThan(300);
        }
    }

    /** An installed app. It accepts anything, and follows redirects with all its headers to the same host. */
    private Reply follow(Client app, String path) {
        Reply reply = app.get(path);
        return reply.status() == 303
                ? app.get(onPort443(reply.header("Location").orElseThrow()))
                : reply;
    }

    private Client app(String authorization) {
        return anonymous
                .with("Authorization", authorization)
                .with("User-Agent", "electron-builder")
                .with("Cache-Control", "no-cache")
                .with("x-user-staging-id", "22b106ba-1f4a-5179-ba61-f8a0fc500fe4");
    }

    private void publish(Publisher publisher, String version) {
        publisher.upload(version, "Orbit-" + version + "-mac.zip", ".zip", utf8("zip of " + version));
        publisher.upload(version, "Orbit-" + version + "-mac.zip.blockmap", ".zip.blockmap", utf8("map of " + version));
        publisher.upload(version, "stable-mac.yml", ".yml", utf8("version: " + version));
    }

    @Test
    void publishesOneReleaseWithEveryFile() {
        Publisher publisher = new Publisher(vendor.product());

        publish(publisher, "1.0.0");

        Reply release = publisher.find("1.0.0").expect(200);
        assertThat(release.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        Reply artifacts =
                admin.get("/v1/releases/" + release.id() + "/artifacts").expect(200);
        assertThat(artifacts.at("/data").valueStream())
                .extracting(artifact -> artifact.at("/attributes/filetype").stringValue())
                .containsExactlyInAnyOrder("zip", "zip.blockmap", "yml");
        publisher.client.delete(inAccount("/releases/" + release.id())).expect(204);
        publisher.find("1.0.0").expect(404);
    }

    @Test
    void publishesFromSeveralBuildsAtOnce() throws ExecutionException, InterruptedException {
        Publisher publisher = new Publisher(vendor.product());
        try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> uploads = List.of("a.zip", "b.zip", "c.zip", "d.zip", "e.zip", "f.zip").stream()
                    .<Future<?>>map(name ->
                            builds.submit(() -> publisher.upload("1.0.0", name, ".zip", utf8("content of " + name))))
                    .toList();
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }

        String release = publisher.find("1.0.0").expect(200).id();
        assertThat(admin.get("/v1/releases/" + release + "/artifacts?status=UPLOADED")
                        .expect(200)
                        .ids())
                .hasSize(6);
        publisher.create("1.0.0").expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "token"})
    void updatesToTheNewestRelease(String credential) {
        String product = vendor.product();
        Publisher publisher = new Publisher(product);
        publish(publisher, "1.10.0");
        publish(publisher, "1.9.0");
        Reply license = keyedLicense(product);
        Client app = app(
                credential.equals("key")
                        ? "License " + license.text("/data/attributes/key")
                        : "Bearer "
                                + admin.post("/v1/licenses/" + license.id() + "/tokens", "")
                                        .expect(200)
                                        .text("/data/attributes/token"));
        String files = inAccount("/artifacts/");

        Client feed = app.with("Accept", JSON_API).with("Keygen-Version", "1.1");
        assertThat(follow(feed, files + "stable-mac.yml?product=" + product)
                        .expect(200)
                        .body())
                .isEqualTo("version: 1.10.0");
        // The file itself is asked for without a version, and with whatever media type the platform asks for.
        String zip = files + "Orbit-1.10.0-mac.zip?product=" + product;
        assertThat(follow(app.with("Accept", "*/*"), zip).expect(200).body()).isEqualTo("zip of 1.10.0");
        assertThat(follow(app, files + "Orbit-1.9.0-mac.zip.blockmap?product=" + product)
                        .expect(200)
                        .body())
                .isEqualTo("map of 1.9.0");
    }

    @Test
    void downloadsRangesOfAFile() {
        String product = vendor.product();
        publish(new Publisher(product), "1.0.0");
        Client app = app("License " + keyedLicense(product).text("/data/attributes/key"));
        String zip = inAccount("/artifacts/Orbit-1.0.0-mac.zip?product=" + product);

        Reply part = follow(app.with("Range", "bytes=4-5").with("Accept", "*/*"), zip)
                .expect(206);

        assertThat(part.body()).isEqualTo("of");
        assertThat(part.header("Content-Range")).hasValue("bytes 4-5/12");
        assertThat(part.header("Accept-Ranges")).hasValue("bytes");
    }

    @Test
    void findsNothingForAnAppThatMayNotUpdate() {
        String product = vendor.product();
        publish(new Publisher(product), "1.0.0");
        String feed = inAccount("/artifacts/stable-mac.yml?product=" + product);
        String other = "License " + keyedLicense(vendor.product()).text("/data/attributes/key");

        app("License none").get(feed).expectError(401, "LICENSE_INVALID", null);
        app(other).get(feed).expectError(404, "NOT_FOUND", null);
        anonymous.get(feed).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void updatesAnOpenProductWithoutCredentials() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        publish(new Publisher(product), "1.0.0");

        assertThat(follow(anonymous, inAccount("/artifacts/stable-mac.yml?product=" + product))
                        .expect(200)
                        .body())
                .isEqualTo("version: 1.0.0");
    }

    @Test
    void isToldThatAFrozenReleaseTakesNoFiles() {
        Publisher publisher = new Publisher(vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}"));
        String release = publisher.findOrCreate("1.0.0");

        publisher.client.post(inAccount("/artifacts"), """
                        {"data":{"type":"artifacts","attributes":{"filename":"a.zip","filetype":".zip","filesize":1,
                        "platform":"darwin"},"relationships":{"release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(release)).expectError(403, "RELEASE_FROZEN", null);
    }
}
