package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClassicReleasesTest extends ClassicSuite {
    private static final String NAMELESS = "/data/relationships/artifact/data/attributes/filename";

    @Test
    void createsAReleaseTogetherWithItsFile() {
        String product = vendor.product();
        String filename = filename("tar.gz");

        Reply reply = classic()
                .post("/v1/releases", releaseBody(product, """
                                "name":"Orbit v2","version":"2.0.0-beta.1+b7","channel":"beta","filename":"%s",
                                "filetype":".TAR.GZ","filesize":209715200,"platform":"Darwin/AMD64",
                                "signature":"qqcV","checksum":"opaque","metadata":{"sha512":"3602"}""".formatted(filename)))
                .expect(201);

        JsonNode attributes = reply.at("/data/attributes");
        assertThat(attributes.at("/filename").stringValue()).isEqualTo(filename);
        assertThat(attributes.at("/filetype").stringValue()).isEqualTo("tar.gz");
        assertThat(attributes.at("/filesize").longValue()).isEqualTo(209_715_200L);
        assertThat(attributes.at("/platform").stringValue()).isEqualTo("darwin/amd64");
        assertThat(attributes.at("/signature").stringValue()).isEqualTo("qqcV");
        assertThat(attributes.at("/checksum").stringValue()).isEqualTo("opaque");
        assertThat(attributes.at("/status").stringValue()).isEqualTo("NOT_PUBLISHED");
        assertThat(attributes.at("/downloads").longValue()).isZero();
        assertThat(attributes.at("/upgrades").longValue()).isZero();
        assertThat(attributes.at("/yanked").isNull()).isTrue();
        assertThat(attributes.at("/semver"))
                .hasToString("{\"major\":2,\"minor\":0,\"patch\":0,\"prerelease\":\"beta.1\",\"build\":\"b7\"}");
        assertThat(reply.header("Location").orElseThrow()).endsWith("/releases/" + reply.id());
        String artifact = reply.text("/data/relationships/artifact/data/id");
        assertThat(reply.text("/data/relationships/artifact/links/related"))
                .endsWith("/releases/" + reply.id() + "/artifact");
        assertThat(admin.get("/v1/artifacts/" + artifact).expect(200).text("/data/attributes/status"))
                .isEqualTo("WAITING");
        assertThat(admin.get("/v1/releases/" + reply.id() + "/artifacts").ids()).containsExactly(artifact);
        assertThat(eventsOf(reply.id())).containsExactly("release.created");
        assertThat(eventsOf(artifact)).isEmpty();
        assertThat(classic().get("/v1/releases/" + reply.id()).expect(200).at("/data"))
                .isEqualTo(reply.at("/data"));
    }

    @Test
    void createsAReleaseWithoutAFile() {
        Reply reply = classic()
                .post("/v1/releases", releaseBody(vendor.product(), """
                        "version":"1.0.0","channel":"stable","filetype":null,"platform":null,"filesize":null"""))
                .expect(201);

        assertThat(reply.at("/data/attributes/filename").isNull()).isTrue();
        assertThat(reply.at("/data/relationships/artifact/data").isNull()).isTrue();
        assertThat(admin.get("/v1/releases/" + reply.id() + "/artifacts").ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"filesize\":1",
                "\"filetype\":\"dmg\"",
                "\"platform\":\"darwin\"",
                "\"signature\":\"s\"",
                "\"checksum\":\"c\"",
                "\"filename\":null,\"filesize\":0"
            })
    void needsAFilenameForWhatIsSaidOfAFile(String attribute) {
        String product = vendor.product();
        String body = releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\"," + attribute);

        classic().post("/v1/releases", body).expectError(422, "ARTIFACT_FILENAME_MISSING", NAMELESS);
        classic().put("/v1/releases", body).expectError(422, "ARTIFACT_FILENAME_MISSING", NAMELESS);

        assertThat(classic().get("/v1/releases?product=" + product).ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "filename":"a.zip","filetype":"dmg"      | FILENAME_EXTENSION_INVALID | /data/attributes/filename
                    "filename":"a.tar.gz","filetype":"tar"   | FILENAME_EXTENSION_INVALID | /data/attributes/filename
                    "filename":""                            | FILENAME_MISSING           | /data/attributes/filename
                    "filename":"../a.zip"                    | FILENAME_INVALID           | /data/attributes/filename
                    "filename":"a.zip","filesize":-1         | FILESIZE_INVALID           | /data/attributes/filesize
                    "filename":"a.zip","filesize":5368709121 | FILESIZE_INVALID           | /data/attributes/filesize
                    "filename":"a.zip","tag":"actions"       | TAG_NOT_ALLOWED            | /data/attributes/tag
                    """)
    void refusesAFileThatBreaksARule(String attributes, String code, String pointer) {
        String product = vendor.product();
        String body = releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\"," + attributes);

        classic().post("/v1/releases", body).expectError(422, code, pointer);
        classic().put("/v1/releases", body).expectError(422, code, pointer);

        assertThat(classic().get("/v1/releases?product=" + product).ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SIGNATURE_TOO_LONG,signature,4097", "CHECKSUM_TOO_LONG,checksum,4097", "FILENAME_TOO_LONG,filename,256"
    })
    void refusesAFileWithTooLongWords(String code, String attribute, int length) {
        String rest = attribute.equals("filename") ? "" : "\"filename\":\"a\",";

        classic()
                .post("/v1/releases", releaseBody(vendor.product(), """
                        "version":"1.0.0","channel":"stable",%s"%s":"%s\"""".formatted(rest, attribute, "x".repeat(length))))
                .expectError(422, code, "/data/attributes/" + attribute);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename", "filetype", "filesize", "platform", "signature", "checksum"})
    void saysNothingOfFilesToNewerVersions(String attribute) {
        String product = vendor.product();
        String value = attribute.equals("filesize") ? "1" : "\"x\"";
        String body = releaseBody(
                product, "\"version\":\"1.0.0\",\"channel\":\"stable\",\"%s\":%s".formatted(attribute, value));
        String release = classicRelease(product, "3.0.0", filename("dmg"));

        for (Client client : List.of(admin, admin.with("Keygen-Version", "1.1"))) {
            client.post("/v1/releases", body)
                    .expectError(400, null, "/data/attributes/" + attribute)
                    .expectDetail("unpermitted parameter");
            client.patch("/v1/releases/" + release, """
                            {"data":{"type":"releases","attributes":{"%s":%s}}}""".formatted(attribute, value))
                    .expectError(400, null, "/data/attributes/" + attribute);
        }
    }

    @Test
    void keepsAFilenameToOneReleaseOfAProduct() {
        String product = vendor.product();
        String filename = filename("dmg");
        classicRelease(product, "1.0.0", filename);

        classic()
                .post("/v1/releases", releaseBody(product, attributes("2.0.0", filename, "darwin")))
                .expectError(422, "FILENAME_TAKEN", "/data/attributes/filename")
                .expectDetail("already exists");

        classicRelease(vendor.product(), "2.0.0", filename);
        String modern = release(product, "5.0.0", "DRAFT");
        String other = filename("zip");
        announce(modern, "\"filename\":\"%s\"".formatted(other));
        classic()
                .post("/v1/releases", releaseBody(product, attributes("6.0.0", other, "darwin")))
                .expectError(422, "FILENAME_TAKEN", "/data/attributes/filename");
    }

    @Test
    void freesTheFilenameOfADeletedRelease() {
        String product = vendor.product();
        String filename = filename("dmg");
        String release = classicRelease(product, "1.0.0", filename);

        classic().delete("/v1/releases/" + release).expect(204);

        classicRelease(product, "1.0.0", filename);
        server.slipway().keepHouse();
        String line = releasePackage(product);
        String packaged = classic()
                .post(
                        "/v1/releases",
                        releaseBody(product, attributes("2.0.0", filename("exe"), "win32"), packageRelation(line)))
                .expect(201)
                .text("/data/attributes/filename");
        admin.delete("/v1/packages/" + line).expect(204);
        classic()
                .post("/v1/releases", releaseBody(product, attributes("2.0.0", packaged, "win32")))
                .expect(201);
    }

    @Test
    void keepsAVersionToOnePlatformChannelAndFileType() {
        String product = vendor.product();
        classicRelease(product, "1.0.0", filename("dmg"));

        classic()
                .post("/v1/releases", releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin")))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version")
                .expectDetail("version already exists for 'darwin' platform with 'dmg' filetype on 'stable' channel");

        classic()
                .post("/v1/releases", releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin/arm64")))
                .expect(201);
        classic()
                .post("/v1/releases", releaseBody(product, attributes("1.0.0", filename("zip"), "darwin")))
                .expect(201);
        for (int time = 0; time < 2; time++) {
            classic()
                    .post("/v1/releases", releaseBody(product, """
                            "version":"1.0.0","channel":"stable","filename":"%s","filetype":"dmg\"""".formatted(filename("dmg"))))
                    .expect(201);
        }
        classic()
                .post("/v1/releases", releaseBody(product, attributes("2", filename("dmg"), "darwin")))
                .expect(201);
        classic()
                .post("/v1/releases", releaseBody(product, attributes("2.0.0", filename("dmg"), "darwin")))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @Test
    void keepsVersionsOfNewerClientsApartFromClassicOnes() {
        String product = vendor.product();
        classicRelease(product, "1.0.0", filename("dmg"));
        published(product, "2.0.0");

        admin.post("/v1/releases", releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\""))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version")
                .expectDetail("version already exists");
        classicRelease(product, "2.0.0", filename("dmg"));
    }

    @Test
    void keepsATagToOneRelease() {
        String product = vendor.product();
        classic()
                .post(
                        "/v1/releases",
                        releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\",\"tag\":\"t\""))
                .expect(201);

        classic()
                .post(
                        "/v1/releases",
                        releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\",\"tag\":\"t\""))
                .expectError(422, "TAG_TAKEN", "/data/attributes/tag");
    }

    @Test
    void putsAReleaseAndReplacesItByItsFilename() {
        String product = vendor.product();
        String filename = "latest/" + filename("dmg");
        String kept = vendor.entitlement(Vendor.unique("KEPT"));
        String dropped = vendor.entitlement(Vendor.unique("DROPPED"));
        Reply first = classic()
                .put(
                        "/v1/releases",
                        releaseBody(
                                product,
                                attributes("1.0.0", filename, "darwin")
                                        + ",\"name\":\"One\",\"description\":\"d\",\"tag\":\"t\",\"checksum\":\"c\"",
                                ",\"constraints\":{\"data\":[%s,%s]}".formatted(constraint(kept), constraint(dropped))))
                .expect(201);
        send(first.id(), "one");
        String artifact = first.text("/data/relationships/artifact/data/id");
        assertThat(first.header("Location").orElseThrow()).endsWith("/releases/" + first.id());

        Reply second = classic()
                .put("/v1/releases", releaseBody(product, """
                                "version":"2.0.0-beta.1","channel":"beta","filename":"%s","filetype":"dmg","platform":"linux",
                                "filesize":7,"signature":"s","metadata":{"a":1}""".formatted(filename), constraintRelation(kept)))
                .expect(200);

        assertThat(second.header("Location")).isEmpty();
        assertThat(second.id()).isEqualTo(first.id());
        JsonNode attributes = second.at("/data/attributes");
        assertThat(attributes.at("/version").stringValue()).isEqualTo("2.0.0-beta.1");
        assertThat(attributes.at("/channel").stringValue()).isEqualTo("beta");
        assertThat(attributes.at("/platform").stringValue()).isEqualTo("linux");
        assertThat(attributes.at("/filesize").longValue()).isEqualTo(7);
        assertThat(attributes.at("/signature").stringValue()).isEqualTo("s");
        assertThat(attributes.at("/checksum").isNull()).isTrue();
        assertThat(attributes.at("/name").isNull()).isTrue();
        assertThat(attributes.at("/description").isNull()).isTrue();
        assertThat(attributes.at("/tag").isNull()).isTrue();
        assertThat(attributes.at("/metadata")).hasToString("{\"a\":1}");
        assertThat(attributes.at("/status").stringValue()).isEqualTo("PUBLISHED");
        assertThat(attributes.at("/created")).isEqualTo(first.at("/data/attributes/created"));
        assertThat(second.text("/data/relationships/artifact/data/id")).isEqualTo(artifact);
        assertThat(admin.get("/v1/releases/" + first.id() + "/entitlements").ids())
                .containsExactly(kept);
        assertThat(eventsOf(first.id())).containsExactly("release.created", "release.uploaded", "release.replaced");
        assertThat(classic().get("/v1/releases?product=" + product).ids()).containsExactly(first.id());
    }

    @Test
    void refusesAReplacementThatBreaksARule() {
        String product = vendor.product();
        String first = filename("dmg");
        String second = filename("dmg");
        classicRelease(product, "1.0.0", first);
        String replaced = classicRelease(product, "2.0.0", second);
        Reply before = classic().get("/v1/releases/" + replaced).expect(200);

        classic()
                .put("/v1/releases", releaseBody(product, attributes("1.0.0", second, "darwin")))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version")
                .expectDetail("version already exists for 'darwin' platform with 'dmg' filetype on 'stable' channel");
        classic()
                .put("/v1/releases", releaseBody(product, attributes("x", second, "darwin")))
                .expectError(422, "VERSION_INVALID", "/data/attributes/version");
        classic()
                .put("/v1/releases", releaseBody(product, attributes("2.0.0", second, "darwin") + ",\"nick\":1"))
                .expectError(400, null, "/data/attributes/nick");
        classic()
                .put("/v1/releases", releaseBody(UUID.randomUUID().toString(), attributes("2.0.0", second, "darwin")))
                .expectError(422, "PRODUCT_NOT_FOUND", "/data/relationships/product");

        assertThat(classic().get("/v1/releases/" + replaced).at("/data")).isEqualTo(before.at("/data"));
        assertThat(eventsOf(replaced)).containsExactly("release.created");
    }

    @Test
    void refusesToReplaceAFrozenRelease() {
        String product = freezingProduct();
        String filename = filename("dmg");
        String release = classicRelease(product, "1.0.0", filename);
        classic()
                .put("/v1/releases", releaseBody(product, attributes("1.0.1", filename, "darwin")))
                .expect(200);
        send(release, "frozen");

        classic()
                .put("/v1/releases", releaseBody(product, attributes("2.0.0", filename, "darwin")))
                .expectError(403, "RELEASE_FROZEN", null);
        classic().patch("/v1/releases/" + release, """
                        {"data":{"type":"releases","attributes":{"checksum":"other"}}}""").expectError(403, "RELEASE_FROZEN", null);

        assertThat(classic().get("/v1/releases/" + filename).expect(200).text("/data/attributes/version"))
                .isEqualTo("1.0.1");
    }

    @Test
    void letsOnlyWritersOfTheProductPut() {
        String product = vendor.product();
        String body = releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin"));
        Client own = classic(vendor.productClient(anonymous, product));
        Client other = classic(vendor.productClient(anonymous, vendor.product()));
        String license = vendor.license(vendor.policy(product, ""), "").id();

        classic(anonymous).put("/v1/releases", body).expectError(401, "TOKEN_MISSING", null);
        other.put("/v1/releases", body).expectError(403, null, null);
        classic(vendor.userClient(anonymous, "support-agent"))
                .put("/v1/releases", body)
                .expectError(403, null, null);
        classic(vendor.licenseClient(anonymous, license))
                .put("/v1/releases", body)
                .expectError(403, null, null);
        own.put("/v1/releases", body).expect(201);
        own.put("/v1/releases", body).expect(200);
        other.put("/v1/releases", body).expectError(403, null, null);
    }

    @Test
    void hasOneWinnerWhereTwoPutTheSameFile() throws Exception {
        for (int round = 0; round < 5; round++) {
            String product = vendor.product();
            String body = releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin"));
            Callable<Reply> put = () -> classic().put("/v1/releases", body);

            assertThat(race(Collections.nCopies(2, put))).containsExactly(200, 201);
            assertThat(classic().get("/v1/releases?product=" + product).ids()).hasSize(1);
        }
    }

    @Test
    void hasOneWinnerWhereTwoCreateTheSameVersion() throws Exception {
        for (int round = 0; round < 5; round++) {
            String product = vendor.product();
            List<Callable<Reply>> creates = List.of(
                    () -> classic()
                            .post("/v1/releases", releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin"))),
                    () -> classic()
                            .post(
                                    "/v1/releases",
                                    releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin"))));

            assertThat(race(creates)).containsExactly(201, 422);
            assertThat(classic().get("/v1/releases?product=" + product).ids()).hasSize(1);
        }
    }

    @Test
    void changesWhatIsDeclaredOfTheFile() {
        String product = vendor.product();
        Reply created = classic()
                .post(
                        "/v1/releases",
                        releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin") + ",\"checksum\":\"c\""))
                .expect(201);
        String artifact = created.text("/data/relationships/artifact/data/id");

        Reply changed = classic().patch("/v1/releases/" + created.id(), """
                        {"data":{"type":"releases","attributes":{"name":"N","filesize":9,"signature":"s","checksum":null}}}""").expect(200);

        assertThat(changed.text("/data/attributes/name")).isEqualTo("N");
        assertThat(changed.at("/data/attributes/filesize").longValue()).isEqualTo(9);
        assertThat(changed.text("/data/attributes/signature")).isEqualTo("s");
        assertThat(changed.at("/data/attributes/checksum").isNull()).isTrue();
        assertThat(admin.get("/v1/artifacts/" + artifact)
                        .at("/data/attributes/filesize")
                        .longValue())
                .isEqualTo(9);
        assertThat(eventsOf(created.id())).containsExactly("release.created", "release.updated");
        assertThat(eventsOf(artifact)).isEmpty();
        classic()
                .patch("/v1/releases/" + created.id(), """
                        {"data":{"type":"releases","attributes":{"filesize":-1}}}""")
                .expectError(422, "FILESIZE_INVALID", "/data/attributes/filesize");
        for (String fixed : List.of("filename", "filetype", "platform", "channel", "version", "status", "downloads")) {
            classic()
                    .patch("/v1/releases/" + created.id(), """
                            {"data":{"type":"releases","attributes":{"%s":"x"}}}""".formatted(fixed))
                    .expectError(400, null, "/data/attributes/" + fixed)
                    .expectDetail("unpermitted parameter");
        }
    }

    @Test
    void declaresNothingOfAFileThatIsNotThere() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        classic().patch("/v1/releases/" + release, """
                        {"data":{"type":"releases","attributes":{"filesize":1}}}""").expectError(422, "ARTIFACT_FILENAME_MISSING", NAMELESS);
        classic().patch("/v1/releases/" + release, """
                        {"data":{"type":"releases","attributes":{"name":"N","signature":null}}}""").expect(200);
    }

    @Test
    void findsAReleaseByIdVersionTagAndAtLastByFilename() {
        String product = vendor.product();
        String filename = "prod-1/" + filename("tar.gz");
        String tag = Vendor.unique("tag");
        String release = classic()
                .post(
                        "/v1/releases",
                        releaseBody(
                                product,
                                attributes("41.0.7", filename, "linux").replace("\"gz\"", "\"tar.gz\"") + ",\"tag\":\""
                                        + tag + "\""))
                .expect(201)
                .id();
        String encoded = filename.replace("/", "%2F");
        String named = classic()
                .post("/v1/releases", releaseBody(product, """
                        "version":"41.0.8","channel":"stable","filename":"%s\"""".formatted(tag)))
                .expect(201)
                .id();

        for (String name : List.of(release, release.replace("-", ""), "41.0.7", tag, encoded)) {
            assertThat(classic().get("/v1/releases/" + name).expect(200).id())
                    .as(name)
                    .isEqualTo(release);
            assertThat(classic()
                            .get("/v1/products/" + product + "/releases/" + name)
                            .expect(200)
                            .id())
                    .isEqualTo(release);
        }
        admin.get("/v1/releases/" + encoded).expectError(404, "NOT_FOUND", null);
        classic()
                .get("/v1/releases/" + encoded + "?product=" + vendor.product())
                .expectError(404, "NOT_FOUND", null);
        classic(anonymous).get("/v1/releases/" + encoded).expectError(404, "NOT_FOUND", null);
        classic()
                .get("/v1/releases/none.dmg")
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release 'none.dmg' was not found");
        assertThat(named).isNotEqualTo(release);
    }

    @Test
    void filtersReleasesByTheirFile() {
        String product = vendor.product();
        String mac = classicRelease(product, "1.0.0", filename("dmg"));
        String windows = classic()
                .post("/v1/releases", releaseBody(product, attributes("1.0.0", filename("exe"), "win32")))
                .expect(201)
                .id();
        String bare = classic()
                .post("/v1/releases", releaseBody(product, "\"version\":\"1.1.0\",\"channel\":\"stable\""))
                .expect(201)
                .id();
        String modern = release(product, "2.0.0", "DRAFT");
        announce(modern, "\"filename\":\"a.zip\",\"filetype\":\"zip\",\"platform\":\"linux\",\"arch\":\"arm64\"");
        send(windows, "published");

        assertThat(filtered(product, "platform=darwin")).containsExactly(mac);
        assertThat(filtered(product, "platform=win32&filetype=.EXE")).containsExactly(windows);
        assertThat(filtered(product, "platform=win32&filetype=dmg")).isEmpty();
        assertThat(filtered(product, "platform=")).containsExactly(bare);
        assertThat(filtered(product, "filetype=&arch=")).containsExactly(bare);
        assertThat(filtered(product, "arch=arm64")).containsExactly(modern);
        assertThat(filtered(product, "arch=&platform=darwin")).containsExactly(mac);
        assertThat(filtered(product, "version=1.0.0")).containsExactly(windows, mac);
        assertThat(filtered(product, "version=1.0")).isEmpty();
        assertThat(filtered(product, "status=NOT_PUBLISHED")).containsExactly(modern, bare, mac);
        assertThat(filtered(product, "status=not_published&channel=stable")).containsExactly(modern, bare, mac);
        assertThat(filtered(product, "status=PUBLISHED")).containsExactly(windows);
        assertThat(classic()
                        .get("/v1/products/" + product + "/releases?platform=darwin")
                        .ids())
                .containsExactly(mac);
        assertThat(admin.get("/v1/releases?product=%s&platform=darwin&version=9&arch=x&filetype=y".formatted(product))
                        .ids())
                .hasSize(4);
        assertThat(admin.get("/v1/releases?product=%s&status=NOT_PUBLISHED".formatted(product))
                        .ids())
                .isEmpty();
    }

    private List<String> filtered(String product, String query) {
        return classic()
                .get("/v1/releases?product=" + product + "&" + query)
                .expect(200)
                .ids();
    }

    @Test
    void isThereForClientsOfItsVersionOnly() {
        String body = releaseBody(vendor.product(), attributes("1.0.0", filename("dmg"), "darwin"));
        String detail = "The requested endpoint was not found (check your HTTP method, Accept header, and URL path)";

        for (String version : List.of("1.1", "1.5", "1.8")) {
            Client newer = admin.with("Keygen-Version", version);
            newer.put("/v1/releases", body).expectError(404, "NOT_FOUND", null).expectDetail(detail);
            newer.get("/v1/releases/actions/upgrade")
                    .expectError(404, "NOT_FOUND", null)
                    .expectDetail(detail);
            newer.get("/v1/releases/x/actions/upgrade")
                    .expectError(404, "NOT_FOUND", null)
                    .expectDetail(detail);
            for (String method : List.of("GET", "PUT", "DELETE")) {
                newer.send(method, "/v1/releases/x/artifact", null)
                        .expectError(404, "NOT_FOUND", null)
                        .expectDetail(detail);
            }
        }
        admin.put("/v1/accounts/default/releases", body).expectError(404, "NOT_FOUND", null);
        classic().put("/v1/accounts/default/releases", body).expect(201);
        admin.with("Keygen-Version", "0.9").put("/v1/releases", body).expectError(400, "INVALID_API_VERSION", null);
    }
}
