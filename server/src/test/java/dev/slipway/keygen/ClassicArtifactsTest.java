package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassicArtifactsTest extends ClassicSuite {
    private static final String MULTIPLE =
            "multiple artifacts are not supported by this release (see upgrading from v1.0 to v1.1)";
    private static final String NOT_THERE = "artifact does not exist (ensure it has been uploaded)";
    private static final String UNAVAILABLE = "artifact is unavailable (ensure it has been fully uploaded)";

    @Test
    void publishesAReleaseWithItsBytesAndNotBefore() {
        String product = vendor.product();
        String filename = filename("dmg");
        String release = classicRelease(product, "1.0.0", filename);

        Reply asked = askToUpload(release);

        String address = asked.header("Location").orElseThrow();
        assertThat(asked.text("/data/type")).isEqualTo("artifacts");
        assertThat(asked.text("/data/attributes/key")).isEqualTo(filename);
        assertThat(asked.text("/data/attributes/status")).isEqualTo("WAITING");
        assertThat(asked.text("/data/relationships/product/data/id")).isEqualTo(product);
        assertThat(asked.text("/data/links/redirect")).isEqualTo(address);
        assertThat(status(release)).isEqualTo("NOT_PUBLISHED");
        assertThat(eventsOf(release)).containsExactly("release.created");

        Reply received = upload(address, "the bytes").expect(200);

        assertThat(received.body()).isEmpty();
        assertThat(status(release)).isEqualTo("PUBLISHED");
        assertThat(eventsOf(release)).containsExactly("release.created", "release.uploaded");
        assertThat(eventsOf(asked.id())).containsExactly("artifact.upload.succeeded", "artifact.uploaded");
        Reply download = classic().get("/v1/releases/" + release + "/artifact").expect(303);
        assertThat(fetch(download)).isEqualTo("the bytes");
        assertThat(download.id()).isEqualTo(asked.id());
        assertThat(download.text("/data/attributes/key")).isEqualTo(filename);
        assertThat(download.text("/data/links/redirect"))
                .isEqualTo(download.header("Location").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,application/xml",
        "application/octet-stream,application/vnd.api+json",
        "not a media type,text/plain"
    })
    void neverReadsWhatIsSentToAskForAnAddress(String contentType, String accept) {
        String release = classicRelease(vendor.product(), "1.0.0", filename("exe"));
        byte[] binary = "{ no JSON, \0 and much more ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

        classic()
                .with("Content-Type", contentType)
                .with("Accept", accept)
                .send("PUT", "/v1/releases/" + release + "/artifact", binary)
                .expect(307);

        classic()
                .with("Accept", "application/xml")
                .get("/v1/releases/" + release + "/artifact")
                .expectError(400, "MIME_TYPE_INVALID", null);
    }

    @Test
    void replacesTheBytesOfAReleaseThatIsNotFrozen() {
        String release = sent(vendor.product(), "1.0.0");

        send(release, "better bytes");

        assertThat(fetch(classic().get("/v1/releases/" + release + "/artifact").expect(303)))
                .isEqualTo("better bytes");
        assertThat(eventsOf(release)).containsExactly("release.created", "release.uploaded", "release.uploaded");
    }

    @Test
    void findsTheReleaseByItsFilename() {
        String product = vendor.product();
        String filename = "cli/" + filename("deb");
        String path = "/v1/releases/" + filename.replace("/", "%2F") + "/artifact?product=" + product;
        String release = classicRelease(product, "1.0.0", filename);

        upload(classic().send("PUT", path, null).expect(307).header("Location").orElseThrow(), "deb")
                .expect(200);

        assertThat(fetch(classic().get(path).expect(303))).isEqualTo("deb");
        classic()
                .get("/v1/releases/1.0.0/artifact?product=" + product)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release '1.0.0' was not found");
        classic().delete(path).expect(204);
        assertThat(status(release)).isEqualTo("YANKED");
    }

    @Test
    void freezesWithTheFirstUploadWhereTheProductSaysSo() {
        String release = classicRelease(freezingProduct(), "1.0.0", filename("dmg"));
        String address = askToUpload(release).header("Location").orElseThrow();
        upload(address, "first").expect(200);

        upload(address, "second").expectError(403, "RELEASE_FROZEN", null);
        classic().send("PUT", "/v1/releases/" + release + "/artifact", null).expectError(403, "RELEASE_FROZEN", null);
        assertThat(fetch(classic().get("/v1/releases/" + release + "/artifact").expect(303)))
                .isEqualTo("first");
        assertThat(status(release)).isEqualTo("PUBLISHED");

        // To withdraw is always possible, but the file of a frozen release stays.
        classic().delete("/v1/releases/" + release + "/artifact").expect(204);
        assertThat(status(release)).isEqualTo("YANKED");
        assertThat(admin.get("/v1/releases/" + release + "/artifacts")
                        .expect(200)
                        .ids())
                .hasSize(1);
    }

    @Test
    void doesNotPublishAReleaseThatWasWithdrawnSince() {
        String release = classicRelease(vendor.product(), "1.0.0", filename("dmg"));
        String address = askToUpload(release).header("Location").orElseThrow();
        classic().post("/v1/releases/" + release + "/actions/yank", "").expect(200);

        upload(address, "late").expectError(422, null, null).expectDetail("has been yanked");

        assertThat(status(release)).isEqualTo("YANKED");
        assertThat(eventsOf(release)).containsExactly("release.created", "release.yanked");
    }

    @Test
    void doesNotPublishWhatContradictsItsChecksum() {
        String release = classic()
                .post(
                        "/v1/releases",
                        releaseBody(
                                vendor.product(),
                                attributes("1.0.0", filename("dmg"), "darwin")
                                        + ",\"checksum\":\"%s\"".formatted("0".repeat(64))))
                .expect(201)
                .id();

        upload(askToUpload(release).header("Location").orElseThrow(), "other")
                .expectError(422, "CHECKSUM_INVALID", null);

        assertThat(status(release)).isEqualTo("NOT_PUBLISHED");
        expectUnavailable(release);
    }

    @Test
    void keepsAnUploadOfNewerClientsFromPublishing() {
        String release = classicRelease(vendor.product(), "1.0.0", filename("dmg"));

        upload(announce(release, "\"filename\":\"other.zip\""), "zip").expect(200);

        assertThat(status(release)).isEqualTo("NOT_PUBLISHED");
    }

    @Test
    void withdrawsAReleaseWithItsFile() {
        String product = vendor.product();
        String filename = filename("dmg");
        String release = classicRelease(product, "1.0.0", filename);
        send(release, "bytes");
        String path = "/v1/releases/" + release + "/artifact";
        Reply download = classic().get(path).expect(303);

        Reply withdrawn = classic().delete(path).expect(204);

        assertThat(withdrawn.body()).isEmpty();
        Reply shown = classic().get("/v1/releases/" + release).expect(200);
        assertThat(shown.text("/data/attributes/status")).isEqualTo("YANKED");
        assertThat(shown.text("/data/attributes/yanked")).isNotBlank();
        assertThat(shown.text("/data/attributes/filename")).isEqualTo(filename);
        assertThat(shown.at("/data/relationships/artifact/data").isNull()).isTrue();
        anonymous.get(download.header("Location").orElseThrow()).expect(404);
        assertThat(admin.get("/v1/releases/" + release + "/artifacts").ids()).isEmpty();
        assertThat(eventsOf(release)).containsExactly("release.created", "release.uploaded", "release.yanked");
        assertThat(eventsOf(download.id())).endsWith("artifact.uploaded");
        expectUnprocessable(classic().delete(path), "has been yanked");
        expectUnprocessable(classic().send("PUT", path, null), "has been yanked");
        expectUnprocessable(classic().get(path), "has been yanked");
    }

    @Test
    void takesTheFileOfARepublishedReleaseAgain() {
        String product = vendor.product();
        String filename = filename("dmg");
        String release = classicRelease(product, "1.0.0", filename);
        send(release, "first");
        classic().delete("/v1/releases/" + release + "/artifact").expect(204);
        classic().post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        classic()
                .get("/v1/releases/" + release + "/artifact")
                .expectError(404, "NOT_FOUND", null)
                .expectDetail(NOT_THERE);

        Reply asked = askToUpload(release);
        upload(asked.header("Location").orElseThrow(), "second").expect(200);

        assertThat(asked.text("/data/attributes/filename")).isEqualTo(filename);
        assertThat(asked.text("/data/attributes/platform")).isEqualTo("darwin");
        assertThat(fetch(classic().get("/v1/releases/" + release + "/artifact").expect(303)))
                .isEqualTo("second");
    }

    @Test
    void needsAFile() {
        String product = vendor.product();
        String release = release(product, "1.0.0", "DRAFT");
        String path = "/v1/releases/" + release + "/artifact";

        expectUnprocessable(classic().send("PUT", path, null), "artifact must be present");
        expectUnprocessable(classic().delete(path), "artifact must be present");
        classic().get(path).expectError(404, "NOT_FOUND", null).expectDetail(NOT_THERE);
        assertThat(eventsOf(release)).containsExactly("release.created");

        String waiting = classicRelease(product, "2.0.0", filename("dmg"));
        expectUnavailable(waiting);
    }

    private void expectUnavailable(String release) {
        classic()
                .get("/v1/releases/" + release + "/artifact")
                .expectError(404, "NOT_FOUND", null)
                .expectDetail(UNAVAILABLE);
    }

    @Test
    void cannotChooseAmongSeveralFiles() {
        String release = published(vendor.product(), "1.0.0");
        uploaded(release, "a.zip", "a");
        uploaded(release, "b.zip", "b");
        String path = "/v1/releases/" + release + "/artifact";

        expectUnprocessable(classic().get(path), MULTIPLE);
        expectUnprocessable(classic().send("PUT", path, null), MULTIPLE);
        expectUnprocessable(classic().delete(path), MULTIPLE);

        assertThat(admin.get("/v1/releases/" + release + "/artifacts").ids()).hasSize(2);
    }

    @Test
    void limitsTheLifetimeOfALinkForTheVendorOnly() {
        String product = vendor.product();
        String release = sent(product, "1.0.0");
        String path = "/v1/releases/" + release + "/artifact";
        Client license = classic(vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(product, ""), "").id()));

        classic()
                .get(path + "?ttl=59")
                .expectParameterError(400, null, "ttl")
                .expectDetail("must be greater than or equal to 60 (1 minute)");
        classic().get(path + "?ttl=x").expectParameterError(400, null, "ttl");
        classic()
                .get(path + "?ttl=604801")
                .expectParameterError(400, null, "ttl")
                .expectDetail("must be less than or equal to 604800 (1 week)");
        license.get(path + "?ttl=1").expect(303);
        classic(vendor.userClient(anonymous, "read-only")).get(path + "?ttl=1").expect(303);

        String brief =
                classic().get(path + "?ttl=60").expect(303).header("Location").orElseThrow();
        String usual = classic().get(path).expect(303).header("Location").orElseThrow();
        server.clock().advance(Duration.ofMinutes(2));
        anonymous.get(brief).expect(403);
        anonymous.get(usual).expect(200);
    }

    @Test
    void heedsNoPreference() {
        String release = classicRelease(vendor.product(), "1.0.0", filename("dmg"));
        String path = "/v1/releases/" + release + "/artifact";

        classic().with("Prefer", "no-redirect").send("PUT", path, null).expect(307);
        send(release, "bytes");
        classic().with("Prefer", "no-redirect").get(path).expect(303);
        classic()
                .with("Prefer", "no-download")
                .get(path + "?prefer=no-download")
                .expect(303);
    }

    @Test
    void countsADownloadAndShowsItToThoseWhoMaySeeIt() {
        String product = vendor.product();
        String release = sent(product, "1.0.0");
        Client license = classic(vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(product, ""), "").id()));

        license.get("/v1/releases/" + release + "/artifact").expect(303);

        for (Client seeing : new Client[] {admin, vendor.productClient(anonymous, product)}) {
            Reply reply = counted(seeing, release, "downloads", 1);
            assertThat(reply.at("/data/attributes/upgrades").longValue()).isZero();
        }
        assertThat(license.get("/v1/releases/" + release)
                        .expect(200)
                        .at("/data/attributes")
                        .has("downloads"))
                .isFalse();
    }

    @Test
    void asksEachRoleForItsPermission() {
        String product = vendor.product();
        String release = sent(product, "1.0.0");
        String path = "/v1/releases/" + release + "/artifact";
        Client license = classic(vendor.licenseClient(
                anonymous, vendor.license(vendor.policy(product, ""), "").id()));
        Client other = classic(vendor.productClient(anonymous, vendor.product()));
        Client support = classic(vendor.userClient(anonymous, "support-agent"));
        Client own = classic(vendor.productClient(anonymous, product));

        for (String method : new String[] {"PUT", "DELETE"}) {
            classic(anonymous).send(method, path, null).expectError(401, "TOKEN_MISSING", null);
            license.send(method, path, null).expectError(403, null, null);
            support.send(method, path, null).expectError(403, null, null);
            other.send(method, path, null).expectError(404, "NOT_FOUND", null);
            license.send(method, "/v1/releases/" + UUID.randomUUID() + "/artifact", null)
                    .expectError(404, "NOT_FOUND", null);
        }
        classic(anonymous).get(path).expectError(404, "NOT_FOUND", null);
        other.get(path).expectError(404, "NOT_FOUND", null);
        license.get(path).expect(303);
        support.get(path).expect(303);
        own.get(path).expect(303);
        own.send("PUT", path, null).expect(307);
        own.delete(path).expect(204);
        license.get(path).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void hidesAReleaseFromALicenseThatLacksAnEntitlement() {
        String product = vendor.product();
        String entitlement = vendor.entitlement(Vendor.unique("ACCESS"));
        String filename = filename("dmg");
        String release = classic()
                .post(
                        "/v1/releases",
                        releaseBody(product, attributes("1.0.0", filename, "darwin"), constraintRelation(entitlement)))
                .expect(201)
                .id();
        send(release, "bytes");
        String license = vendor.license(vendor.policy(product, ""), "").id();
        Client client = classic(vendor.licenseClient(anonymous, license));

        client.get("/v1/releases/" + release + "/artifact").expectError(404, "NOT_FOUND", null);
        client.get("/v1/releases/" + filename).expectError(404, "NOT_FOUND", null);
        admin.post("/v1/licenses/" + license + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        assertThat(fetch(client.get("/v1/releases/" + filename + "/artifact").expect(303)))
                .isEqualTo("bytes");
    }
}
