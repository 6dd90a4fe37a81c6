package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keygen's command line 2.9, which publishes what a vendor has built. */
class CommandLineTest extends ClientSuite {

    /** The tool, as a product's token lets it act. */
    private final class CommandLine {
        private final String product;
        private final @Nullable String packageKey;
        private final Client client;

        CommandLine(String product, String token, @Nullable String packageKey) {
            this.product = product;
            this.packageKey = packageKey;
            this.client = anonymous
                    .with("Authorization", "Bearer " + token)
                    .with("Accept", JSON_API)
                    .with("Keygen-Version", "1.5")
                    .with("User-Agent", "keygen/1.5 sdk/2.9.0 go/1.22.4 linux/amd64 cli/2.9.1");
        }

        Reply create(String version, String attributes, String... entitlementCodes) {
            StringBuilder constraints = new StringBuilder();
            for (String code : entitlementCodes) {
                String id = client.get("/v1/entitlements/" + code).expect(200).id();
                constraints.append(constraints.isEmpty() ? "" : ",").append("""
                        {"type":"constraints","relationships":{"entitlement":{"data":{"type":"entitlements","id":"%s"}}}}""".formatted(id));
            }
            String relationships =
                    entitlementCodes.length == 0 ? "" : ",\"constraints\":{\"data\":[%s]}".formatted(constraints);
            if (packageKey != null) {
                String id = client.get("/v1/packages/" + packageKey).expect(200).id();
                relationships += ",\"package\":{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(id);
            }
            return client.post("/v1/releases", """
                    {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable",%s},"relationships":{
                    "product":{"data":{"type":"products","id":"%s"}}%s}}}""".formatted(version, attributes, product, relationships));
        }

        /** Every command begins by looking the release up by version or tag. */
        Reply find(String release) {
            return client.get("/v1/releases/" + release + "?product=" + product
                    + (packageKey == null ? "" : "&package=" + packageKey));
        }

        Reply announce(String release, String attributes) {
            return client.post("/v1/artifacts", """
                    {"data":{"type":"artifacts","attributes":{%s},"relationships":{
                    "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(
                            attributes, find(release).expect(200).id()));
        }

        /** The artifact as first answered. It is taken for uploaded only when the last answer is exactly 200. */
        Reply upload(String release, String filename, String filetype, String rest, byte[] file) {
            Reply announced = announce(release, """
                            "filename":"%s","filetype":"%s","filesize":%d,"platform":"linux","arch":"amd64"%s""".formatted(filename, filetype, file.length, rest))
                    .expect(307);
            assertThat(announced.at("/data/attributes/filesize").asLong()).isEqualTo(file.length);
            assertThat(announced.text("/data/attributes/filetype")).doesNotContain(".");
            Reply put = bareGo().with("Content-Type", "application/octet-stream")
                    .send("PUT", announced.header("Location").orElseThrow(), file);
            assertThat(put.status()).isEqualTo(200);
            return announced;
        }

        Reply act(String release, String action) {
            return client.send(
                    "POST", "/v1/releases/" + find(release).expect(200).id() + "/actions/" + action, null);
        }

        Reply tag(String release, @Nullable String tag) {
            String id = find(release).expect(200).id();
            String value = tag == null ? "null" : "\"" + tag + "\"";
            return client.patch("/v1/releases/" + id, """
                    {"data":{"type":"releases","id":"%s","attributes":{"tag":%s}}}""".formatted(id, value));
        }

        Reply delete(String release) {
            return client.delete("/v1/releases/" + find(release).expect(200).id());
        }

        Reply deleteFile(String release, String filename) {
            return client.delete("/v1/artifacts/" + filename + "?release=" + release);
        }
    }

    private CommandLine commandLine(String product) {
        return new CommandLine(product, productToken(product), null);
    }

    @Test
    void publishesAReleaseFromTheFirstCommandToTheLast() {
        CommandLine tool = commandLine(vendor.product());

        Reply release = tool.create(
                        "1.2.0",
                        "\"tag\":null,\"name\":\"Orbit\",\"description\":\"Faster\",\"metadata\":{\"build\":7}")
                .expect(201);
        expectNull(release.json(), "/data/attributes/tag");
        assertThat(release.text("/data/attributes/status")).isEqualTo("DRAFT");
        assertThat(release.text("/data/attributes/version")).isEqualTo("1.2.0");
        assertThat(release.at("/data/attributes/metadata/build").asInt()).isEqualTo(7);

        tool.upload("1.2.0", "orbit_linux_amd64", "bin", "", utf8("first"));
        tool.upload("1.2.0", "orbit.tar.gz", ".gz", "", utf8("second"));

        assertThat(tool.act("1.2.0", "publish").expect(200).text("/data/attributes/status"))
                .isEqualTo("PUBLISHED");
        assertThat(tool.tag("1.2.0", "latest").expect(200).text("/data/attributes/tag"))
                .isEqualTo("latest");
        assertThat(tool.find("latest").expect(200).id()).isEqualTo(release.id());
        expectNull(tool.tag("latest", null).expect(200).json(), "/data/attributes/tag");
        tool.find("latest").expectError(404, "NOT_FOUND", null);
        assertThat(tool.act("1.2.0", "yank").expect(200).text("/data/attributes/status"))
                .isEqualTo("YANKED");
        tool.deleteFile("1.2.0", "orbit.tar.gz").expect(204);
        tool.deleteFile("1.2.0", "orbit.tar.gz").expectError(404, "NOT_FOUND", null);
        assertThat(tool.delete("1.2.0").expect(204).bytes()).isEmpty();
        tool.find("1.2.0").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void worksInsideAPackageAndBehindEntitlements() {
        String product = vendor.product();
        String key = unique("installer");
        newPackage(product, key);
        String pro = unique("PRO");
        String team = unique("TEAM");
        vendor.entitlement(pro);
        vendor.entitlement(team);
        String token = productToken(product);
        CommandLine plain = new CommandLine(product, token, null);
        CommandLine packaged = new CommandLine(product, token, key);

        String outside = plain.create("2.0.0", "\"tag\":\"latest\"").expect(201).id();
        Reply inside = packaged.create("2.0.0", "\"tag\":\"latest\"", pro, team).expect(201);
        packaged.upload("2.0.0", "setup.exe", ".exe", "", utf8("bytes"));
        packaged.act("latest", "publish").expect(200);

        assertThat(packaged.find("2.0.0").expect(200).id())
                .isEqualTo(inside.id())
                .isNotEqualTo(outside);
        assertThat(packaged.find("latest").expect(200).id()).isEqualTo(inside.id());
        assertThat(admin.get("/v1/releases/" + inside.id() + "/constraints")
                        .expect(200)
                        .ids())
                .hasSize(2);
        assertThat(packaged.delete("latest").expect(204).status()).isEqualTo(204);
        assertThat(plain.find("2.0.0").expect(200).id()).isEqualTo(outside);
    }

    @Test
    void findsItsChecksumAndSignatureAsItSentThem() throws GeneralSecurityException {
        CommandLine tool = commandLine(vendor.product());
        tool.create("1.0.0", "\"tag\":null").expect(201);
        byte[] file = FileSigningTest.FILE;
        String checksum = FileSigning.checksum(file);
        String signature = FileSigning.sign(file, FileSigningTest.PRODUCT);

        tool.upload(
                "1.0.0",
                "hello.txt",
                ".txt",
                ",\"checksum\":\"%s\",\"signature\":\"%s\"".formatted(checksum, signature),
                file);

        Reply kept = tool.client.with("Prefer", "no-download").get("/v1/artifacts/hello.txt?product=" + tool.product);
        assertThat(kept.expect(200).text("/data/attributes/checksum")).isEqualTo(FileSigningTest.CHECKSUM);
        assertThat(kept.text("/data/attributes/signature")).isEqualTo(FileSigningTest.SIGNATURE);
        assertThat(kept.text("/data/attributes/status")).isEqualTo("UPLOADED");
        assertThat(kept.text("/data/attributes/filetype")).isEqualTo("txt");
    }

    @Test
    void isToldWhenItsChecksumBelongsToAnotherFile() throws GeneralSecurityException {
        CommandLine tool = commandLine(vendor.product());
        tool.create("1.0.0", "\"tag\":null").expect(201);
        Reply announced = tool.announce("1.0.0", """
                        "filename":"hello.txt","filetype":".txt","filesize":14,"checksum":"%s\"""".formatted(FileSigning.checksum(utf8("another file"))))
                .expect(307);

        Reply put = bareGo().send("PUT", announced.header("Location").orElseThrow(), FileSigningTest.FILE);

        assertThat(put.status()).isEqualTo(422);
        assertThat(tool.client
                        .get("/v1/artifacts/" + announced.id())
                        .expect(200)
                        .text("/data/attributes/status"))
                .isEqualTo("FAILED");
    }

    @Test
    void canShowEveryRefusal() {
        String product = vendor.product();
        CommandLine tool = commandLine(product);
        tool.create("1.0.0", "\"tag\":\"stable\"").expect(201);

        expectReadableError(tool.create("1.0.0", "\"tag\":null"), 422, "VERSION_TAKEN", "/data/attributes/version");
        expectReadableError(tool.create("1.1.0", "\"tag\":\"stable\""), 422, "TAG_TAKEN", "/data/attributes/tag");
        expectReadableError(
                new CommandLine(vendor.product(), productToken(product), null).create("1.1.0", "\"tag\":null"),
                403,
                null,
                null);
        tool.find("9.9.9").expectError(404, "NOT_FOUND", null);
        tool.client.get("/v1/entitlements/NONE").expectError(404, "NOT_FOUND", null);
        tool.client.get("/v1/packages/none").expectError(404, "NOT_FOUND", null);
        new CommandLine(product, "prod-0000v3", null).find("1.0.0").expectError(401, "TOKEN_INVALID", null);
        new CommandLine(product, product, null).find("1.0.0").expectError(401, "TOKEN_FORMAT_INVALID", null);
    }

    @Test
    void seesNothingOfOtherProducts() {
        CommandLine mine = commandLine(vendor.product());
        CommandLine other = commandLine(vendor.product());
        mine.create("1.0.0", "\"tag\":null").expect(201);

        new CommandLine(mine.product, productToken(other.product), null)
                .find("1.0.0")
                .expectError(404, "NOT_FOUND", null);
    }
}
