package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest extends CatalogSuite {

    @Test
    void announcesAFileAndRedirectsToWhereItsBytesGo() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        Reply reply = admin.post("/v1/artifacts", artifactBody(release, """
                                "filename":"dir/Orbit 1.dmg","filetype":" .DMG ","filesize":1048576,"platform":" Darwin ",
                                "arch":"ARM64","signature":"sig","checksum":"free text","metadata":{"k":"v"}""")).expect(307);

        String account = "/v1/accounts/" + server.account().id();
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly(
                        "filename",
                        "filetype",
                        "filesize",
                        "platform",
                        "arch",
                        "signature",
                        "checksum",
                        "status",
                        "metadata",
                        "created",
                        "updated");
        assertThat(reply.text("/data/attributes/filetype")).isEqualTo("dmg");
        assertThat(reply.text("/data/attributes/platform")).isEqualTo("darwin");
        assertThat(reply.text("/data/attributes/arch")).isEqualTo("arm64");
        assertThat(reply.text("/data/attributes/status")).isEqualTo("WAITING");
        assertThat(reply.text("/data/relationships/release/links/related")).isEqualTo(account + "/releases/" + release);
        assertThat(reply.text("/data/links/related"))
                .isEqualTo(account + "/artifacts/" + reply.id() + "/dir/Orbit%201.dmg");
        assertThat(reply.text("/data/links/self")).isEqualTo(account + "/artifacts/" + reply.id());
        assertThat(reply.header("Location")).hasValue(reply.text("/data/links/redirect"));
        assertThat(reply.text("/data/links/redirect")).startsWith(server.url() + "/-/blobs/");
        assertThat(eventsOf(reply.id())).containsExactly("artifact.created");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "filetype":"dmg"                       | is missing                                       | filename
                    "filename":""                          | cannot be blank                                  | filename
                    "filename":"x","filesize":""           | type mismatch (received string expected integer) | filesize
                    "filename":"x","status":"UPLOADED"     | unpermitted parameter                            | status
                    """)
    void refusesABodyThatDoesNotFitTheSchema(String attributes, String detail, String attribute) {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        admin.post("/v1/artifacts", artifactBody(release, attributes))
                .expectError(400, null, "/data/attributes/" + attribute)
                .expectDetail(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "filename":"a.zip","filetype":"dmg"     | FILENAME_EXTENSION_INVALID | filename | filename extension does not match filetype (expected dmg)
                    "filename":"a","filesize":-1            | FILESIZE_INVALID           | filesize | must be greater than or equal to 0
                    "filename":"a","filesize":5368709121    | FILESIZE_INVALID           | filesize | must be less than or equal to 5368709120
                    "filename":"../a"                       | FILENAME_INVALID           | filename | must be a relative path without '.' and '..' segments and control characters
                    "filename":"a/../../b"                  | FILENAME_INVALID           | filename | must be a relative path without '.' and '..' segments and control characters
                    "filename":"/etc/passwd"                | FILENAME_INVALID           | filename | must be a relative path without '.' and '..' segments and control characters
                    "filename":"..\\\\a"                    | FILENAME_INVALID           | filename | must be a relative path without '.' and '..' segments and control characters
                    "filename":"a\\nb"                      | FILENAME_INVALID           | filename | must be a relative path without '.' and '..' segments and control characters
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute, String detail) {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        admin.post("/v1/artifacts", artifactBody(release, attributes))
                .expectError(422, code, "/data/attributes/" + attribute)
                .expectDetail(detail);
    }

    @Test
    void refusesWhatIsTooLongTakenOrNowhere() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");
        announce(release, "\"filename\":\"Taken.zip\"");

        admin.post("/v1/artifacts", artifactBody(release, "\"filename\":\"Taken.zip\""))
                .expectError(422, "FILENAME_TAKEN", "/data/attributes/filename")
                .expectDetail("already exists");
        announce(release, "\"filename\":\"taken.zip\"");
        admin.post("/v1/artifacts", artifactBody(release, "\"filename\":\"%s\"".formatted("x".repeat(256))))
                .expectError(422, "FILENAME_TOO_LONG", "/data/attributes/filename");
        for (String attribute : new String[] {"signature", "checksum"}) {
            admin.post(
                            "/v1/artifacts",
                            artifactBody(
                                    release,
                                    "\"filename\":\"y\",\"%s\":\"%s\"".formatted(attribute, "x".repeat(4_097))))
                    .expectError(
                            422, attribute.toUpperCase(Locale.ROOT) + "_TOO_LONG", "/data/attributes/" + attribute);
        }
        admin.post("/v1/artifacts", artifactBody(UUID.randomUUID().toString(), "\"filename\":\"y\""))
                .expectError(422, "RELEASE_NOT_FOUND", "/data/relationships/release")
                .expectDetail("must exist");
        admin.post("/v1/artifacts", artifactBody("1.0.0", "\"filename\":\"y\""))
                .expectError(400, null, "/data/relationships/release/data/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Größe 🚀.zip", "日本/語.tar.gz", "a..b", "100% & more?#.bin", "semi;colon", "..."})
    void keepsAnyReadableNameAsData(String filename) {
        String release = published(vendor.product(), "1.0.0");
        String artifact = uploaded(release, filename, "bytes of " + filename);

        assertThat(download(admin, "/v1/artifacts/" + artifact)).isEqualTo("bytes of " + filename);
        String related = admin.with("Prefer", "no-download")
                .get("/v1/artifacts/" + artifact)
                .expect(200)
                .text("/data/links/related");
        assertThat(download(admin, related)).isEqualTo("bytes of " + filename);
        String escaped = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(download(admin, "/v1/releases/" + release + "/artifacts/" + escaped))
                .isEqualTo("bytes of " + filename);
    }

    @Test
    void takesAnyFiletypeForANameWithoutADotAndAnyCompoundOneThatFits() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        announce(release, "\"filename\":\"README\",\"filetype\":\"txt\"");
        announce(release, "\"filename\":\"App.TAR.GZ\",\"filetype\":\".tar.gz\"");
        Reply none = announce(release, "\"filename\":\"b.zip\",\"filetype\":\" \",\"platform\":\"\"");
        assertThat(none.at("/data/attributes/filetype").isNull()).isTrue();
        assertThat(none.at("/data/attributes/platform").isNull()).isTrue();
    }

    @Test
    void answersAsTheClientPrefers() {
        String release = published(vendor.product(), "1.0.0");
        String path = "/v1/artifacts/" + uploaded(release, "a.bin", "bytes");

        assertThat(admin.get(path).expect(303).text("/data/attributes/status")).isEqualTo("UPLOADED");
        Reply described = admin.with("Prefer", "no-download").get(path).expect(200);
        assertThat(described.at("/data/links").has("redirect")).isFalse();
        assertThat(described.header("Location")).isEmpty();
        Reply quiet = admin.with("Prefer", "no-redirect").get(path).expect(200);
        assertThat(quiet.header("Location")).hasValue(quiet.text("/data/links/redirect"));
        admin.get(path + "?prefer=no-redirect").expect(200);
        admin.with("Prefer", "x, no-download").get(path + "?prefer=y").expect(200);
        admin.with("Accept", "image/png").get(path).expect(303);
    }

    @Test
    void hasNoLinkForBytesThatCannotBeHad() {
        String release = published(vendor.product(), "1.0.0");
        Reply waiting = announce(release, "\"filename\":\"waiting.bin\"");
        String uploaded = uploaded(release, "a.bin", "bytes");

        assertThat(admin.get("/v1/artifacts/" + waiting.id())
                        .expect(200)
                        .at("/data/links")
                        .has("redirect"))
                .isFalse();
        admin.get("/v1/artifacts/" + uploaded).expect(303);
        admin.post("/v1/releases/" + release + "/actions/yank", "").expect(200);
        assertThat(admin.get("/v1/artifacts/" + uploaded)
                        .expect(200)
                        .at("/data/links")
                        .has("redirect"))
                .isFalse();
    }

    @Test
    void boundsTheLifetimeOfALinkForThoseWhoMayChooseIt() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String path = "/v1/artifacts/" + uploaded(published(product, "1.0.0"), "a.bin", "bytes");

        admin.get(path + "?ttl=60").expect(303);
        admin.get(path + "?ttl=604800").expect(303);
        for (String low : new String[] {"59", "0", "-1", "soon", ""}) {
            admin.get(path + "?ttl=" + low)
                    .expectParameterError(400, null, "ttl")
                    .expectDetail("must be greater than or equal to 60 (1 minute)");
        }
        admin.get(path + "?ttl=604801")
                .expectParameterError(400, null, "ttl")
                .expectDetail("must be less than or equal to 604800 (1 week)");
        anonymous.get(path + "?ttl=1").expect(303);
        vendor.userClient(anonymous, "read-only").get(path + "?ttl=1").expect(303);
    }

    @Test
    void findsAFileByNameInTheHighestVersionThatFits() {
        String product = vendor.product();
        String stable = published(product, "2.0.0");
        uploaded(stable, "latest.yml", "stable");
        uploaded(published(product, "1.0.0"), "latest.yml", "old");
        uploaded(published(product, "3.0.0-beta.1"), "latest.yml", "beta");

        String path = "/v1/artifacts/latest.yml?product=" + product;
        assertThat(download(admin, path)).isEqualTo("beta");
        assertThat(download(admin, path + "&channel=stable")).isEqualTo("stable");
        assertThat(download(admin, path + "&release=1.0.0")).isEqualTo("old");
        assertThat(download(admin, "/v1/products/" + product + "/artifacts/latest.yml?channel=stable"))
                .isEqualTo("stable");
        assertThat(download(admin, "/v1/releases/" + stable + "/artifacts/latest.yml"))
                .isEqualTo("stable");
        admin.get("/v1/artifacts/missing.yml?product=" + product)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release artifact 'missing.yml' was not found");
    }

    @Test
    void filtersTheList() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        String mac = announce(
                        release,
                        "\"filename\":\"a.dmg\",\"filetype\":\"dmg\",\"platform\":\"darwin\",\"arch\":\"arm64\"")
                .id();
        String windows = announce(release, "\"filename\":\"a.exe\",\"filetype\":\"exe\",\"platform\":\"win32\"")
                .id();
        String plain = uploaded(release, "notes", "x");
        String base = "/v1/artifacts?product=" + product;

        assertThat(admin.get(base).expect(200).ids()).containsExactly(plain, windows, mac);
        assertThat(admin.get(base + "&filetype=.DMG").expect(200).ids()).containsExactly(mac);
        assertThat(admin.get(base + "&filetype=").expect(200).ids()).containsExactly(plain);
        assertThat(admin.get(base + "&platform=win32").expect(200).ids()).containsExactly(windows);
        assertThat(admin.get(base + "&arch=").expect(200).ids()).containsExactly(plain, windows);
        assertThat(admin.get(base + "&status=uploaded").expect(200).ids()).containsExactly(plain);
        assertThat(admin.get(base + "&status=nonsense").expect(200).ids()).isEmpty();
        assertThat(admin.get(base + "&release=1.0.0&platform=darwin")
                        .expect(200)
                        .ids())
                .containsExactly(mac);
        assertThat(admin.get("/v1/releases/" + release + "/artifacts?platform=darwin")
                        .expect(200)
                        .ids())
                .containsExactly(mac);
        assertThat(admin.get("/v1/products/" + product + "/artifacts")
                        .expect(200)
                        .ids())
                .hasSize(3);
    }

    @Test
    void changesAndDeletes() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        String artifact = uploaded(release, "dir/a.bin", "bytes");
        String link = admin.get("/v1/artifacts/" + artifact).header("Location").orElseThrow();

        Reply changed = admin.patch("/v1/artifacts/" + artifact, """
                        {"data":{"type":"artifacts","attributes":{"filesize":7,"signature":"s","metadata":{"a":1}}}}""").expect(200);
        assertThat(changed.at("/data/attributes/filesize").longValue()).isEqualTo(7);
        admin.patch("/v1/artifacts/" + artifact, """
                        {"data":{"type":"artifacts","attributes":{"filename":"b"}}}""").expectError(400, null, "/data/attributes/filename");
        admin.delete("/v1/artifacts/dir/a.bin?release=1.0.0&product=" + product).expect(204);
        admin.get("/v1/artifacts/" + artifact).expectError(404, "NOT_FOUND", null);
        anonymous.get(link).expect(404);
        assertThat(eventsOf(artifact))
                .containsExactly(
                        "artifact.created",
                        "artifact.upload.succeeded",
                        "artifact.uploaded",
                        "artifact.updated",
                        "artifact.deleted");
    }

    @Test
    void confinesAProductTokenToItsOwnArtifacts() {
        String own = vendor.product();
        String release = published(own, "1.0.0");
        String foreign = published(vendor.product(), "1.0.0");
        String artifact = uploaded(foreign, "a.bin", "bytes");
        Client product = vendor.productClient(anonymous, own);

        product.post("/v1/artifacts", artifactBody(release, "\"filename\":\"x\""))
                .expect(307);
        product.post("/v1/artifacts", artifactBody(foreign, "\"filename\":\"x\""))
                .expectError(403, null, null);
        product.post("/v1/artifacts", artifactBody(UUID.randomUUID().toString(), "\"filename\":\"x\""))
                .expectError(403, null, null);
        product.get("/v1/artifacts/" + artifact).expectError(404, "NOT_FOUND", null);
        product.delete("/v1/artifacts/" + artifact).expectError(404, "NOT_FOUND", null);
    }
}
