package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Apps with Keygen's SDK for Go, version 3, that check every answer: is there an upgrade, install it, is my license valid? */
class GoSdkTest extends ClientSuite {
    private static final String PROGRAM = "orbit_linux_amd64.tar.gz";

    /** An installed app. */
    private final class App {
        private final String product;
        private final Client client;
        private final SignedAnswers answers;

        App(String product, String authorization) {
            this.product = product;
            this.client = anonymous
                    .with("Authorization", authorization)
                    .with("Accept", JSON_API)
                    .with("Keygen-Version", "1.7")
                    .with("User-Agent", "keygen/1.7 sdk/3.2.0 go/1.22.4 linux/amd64");
            this.answers = new SignedAnswers(accountKey(), server.clock());
        }

        Reply get(String path) throws GeneralSecurityException {
            return answers.verify(client.get(path));
        }

        Reply upgrade(String version, String more) throws GeneralSecurityException {
            return get("/v1/releases/" + version + "/upgrade?channel=stable" + more + "&product=" + product);
        }

        Reply upgrade(String version) throws GeneralSecurityException {
            return upgrade(version, "");
        }

        /** The bytes that would replace the program, after every check that an app makes of them. */
        byte[] install(String release) throws GeneralSecurityException {
            Reply artifact = get("/v1/releases/" + release + "/artifacts/" + PROGRAM);
            JsonNode attributes = artifact.at("/data/attributes");
            assertThat(artifact.json().has("errors")).isFalse();
            assertThat(artifact.status()).isEqualTo(303);
            assertThat(artifact.text("/data/relationships/release/data/id")).isEqualTo(release);
            assertThat(attributes.path("filename").stringValue()).isEqualTo(PROGRAM);
            assertThat(attributes.path("filetype").stringValue()).isEqualTo("gz");
            assertThat(attributes.path("platform").stringValue()).isEqualTo("linux");
            assertThat(attributes.path("arch").stringValue()).isEqualTo("amd64");
            assertThat(attributes.path("filesize").isIntegralNumber()).isTrue();

            byte[] file =
                    bareGo().get(artifact.header("Location").orElseThrow()).bytes();
            assertThat(file).hasSize(attributes.path("filesize").asInt());
            assertThat(FileSigning.checksum(file))
                    .isEqualTo(attributes.path("checksum").stringValue());
            assertThat(FileSigning.isSigned(
                            file, product, attributes.path("signature").stringValue()))
                    .isTrue();
            return file;
        }

        Reply validate(String scope) throws GeneralSecurityException {
            String license = get("/v1/me").expect(200).id();
            return answers.verify(client.post(
                    "/v1/licenses/" + license + "/actions/validate", "{\"meta\":{\"scope\":{" + scope + "}}}"));
        }
    }

    /** The account's key as vendors build it into their apps. */
    private String accountKey() {
        String shown = admin.get(inAccount("")).expect(200).text("/data/meta/keys/ed25519");
        return new String(Base64.getDecoder().decode(shown), StandardCharsets.US_ASCII);
    }

    private String release(String product, String version, String relationships) throws GeneralSecurityException {
        byte[] file = utf8("program " + version);
        String release = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable","name":"Orbit",
                        "metadata":{"notes":"new"}},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}%s}}}""".formatted(version, product, relationships))
                .expect(201)
                .id();
        Reply announced = admin.post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"%s","filetype":".gz","filesize":%d,"platform":"linux",
                        "arch":"amd64","checksum":"%s","signature":"%s"},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(
                        PROGRAM, file.length, FileSigning.checksum(file), FileSigning.sign(file, product), release))
                .expect(307);
        bareGo().send("PUT", announced.header("Location").orElseThrow(), file).expect(200);
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        return release;
    }

    private String release(String product, String version) throws GeneralSecurityException {
        return release(product, version, "");
    }

    private App keyed(String product) {
        return new App(product, "License " + keyedLicense(product).text("/data/attributes/key"));
    }

    private String licenseToken(String license) {
        return admin.post("/v1/licenses/" + license + "/tokens", "").expect(200).text("/data/attributes/token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "token"})
    void upgradesAndInstalls(String credential) throws GeneralSecurityException {
        String product = vendor.product();
        release(product, "1.0.0");
        String newest = release(product, "1.1.0");
        Reply license = keyedLicense(product);
        App app = new App(
                product,
                credential.equals("key")
                        ? "License " + license.text("/data/attributes/key")
                        : "Bearer " + licenseToken(license.id()));

        Reply upgrade = app.upgrade("1.0.0").expect(200);
        assertThat(upgrade.id()).isEqualTo(newest);
        assertThat(upgrade.text("/data/attributes/version")).isEqualTo("1.1.0");
        assertThat(upgrade.text("/data/attributes/channel")).isEqualTo("stable");
        assertThat(upgrade.at("/data/attributes/metadata").isObject()).isTrue();
        assertThat(OffsetDateTime.parse(upgrade.text("/data/attributes/created")))
                .isNotNull();
        assertThat(OffsetDateTime.parse(upgrade.text("/data/attributes/updated")))
                .isNotNull();
        assertThat(app.install(newest)).isEqualTo(utf8("program 1.1.0"));
        app.upgrade("1.1.0").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void staysWithinItsPackageAndConstraint() throws GeneralSecurityException {
        String product = vendor.product();
        String key = unique("daemon");
        String relation =
                ",\"package\":{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(newPackage(product, key));
        release(product, "9.0.0");
        release(product, "1.0.0", relation);
        String minor = release(product, "1.5.0", relation);
        String major = release(product, "2.0.0", relation);
        App app = keyed(product);

        assertThat(app.upgrade("1.0.0", "&package=" + key).expect(200).id()).isEqualTo(major);
        assertThat(app.upgrade("1.0.0", "&constraint=1.0&package=" + key)
                        .expect(200)
                        .id())
                .isEqualTo(minor);
        assertThat(app.install(minor)).isEqualTo(utf8("program 1.5.0"));
    }

    @Test
    void takesAnUnknownVersionForNoUpgrade() throws GeneralSecurityException {
        String product = vendor.product();
        release(product, "1.1.0");

        keyed(product).upgrade("1.0.0").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void findsOnlyWhatItIsEntitledTo() throws GeneralSecurityException {
        String product = vendor.product();
        release(product, "1.0.0");
        String entitlement = vendor.entitlement(unique("PRO"));
        String newest = release(product, "1.1.0", """
                ,"constraints":{"data":[{"type":"constraints","relationships":{"entitlement":{"data":{
                "type":"entitlements","id":"%s"}}}}]}""".formatted(entitlement));
        Reply license = keyedLicense(product);
        App app = new App(product, "License " + license.text("/data/attributes/key"));

        app.upgrade("1.0.0").expectError(404, "NOT_FOUND", null);
        app.get("/v1/releases/" + newest + "/artifacts/" + PROGRAM).expectError(404, "NOT_FOUND", null);

        admin.post(
                        "/v1/licenses/" + license.id() + "/entitlements",
                        "{\"data\":[{\"type\":\"entitlements\",\"id\":\"%s\"}]}".formatted(entitlement))
                .expect(200);
        assertThat(app.upgrade("1.0.0").expect(200).id()).isEqualTo(newest);
        assertThat(app.install(newest)).isEqualTo(utf8("program 1.1.0"));
    }

    private void expectRefusal(String product, String authorization, int status, String code)
            throws GeneralSecurityException {
        App app = new App(product, authorization);
        app.upgrade("1.0.0").expectError(status, code, null);
        app.get("/v1/me").expectError(status, code, null);
    }

    @Test
    void knowsARefusalByItsCode() throws GeneralSecurityException {
        String product = vendor.product();
        release(product, "1.0.0");
        release(product, "1.1.0");
        Reply suspended = keyedLicense(product);
        admin.post("/v1/licenses/" + suspended.id() + "/actions/suspend", "").expect(200);
        Reply expired = keyedLicense(product, "\"expirationStrategy\":\"REVOKE_ACCESS\"");
        admin.patch("/v1/licenses/" + expired.id(), """
                        {"data":{"type":"licenses","attributes":{"expiry":"%s"}}}""".formatted(Instant.now().minusSeconds(60)))
                .expect(200);
        Reply tokensOnly = vendor.license(vendor.policy(product, ""), "");
        Reply keysOnly = vendor.license(vendor.policy(product, "\"authenticationStrategy\":\"LICENSE\""), "");

        expectRefusal(product, key(suspended), 403, "LICENSE_SUSPENDED");
        expectRefusal(product, key(expired), 403, "LICENSE_EXPIRED");
        expectRefusal(product, key(tokensOnly), 403, "LICENSE_NOT_ALLOWED");
        expectRefusal(product, "Bearer " + licenseToken(keysOnly.id()), 403, "TOKEN_NOT_ALLOWED");
        expectRefusal(product, "License none", 401, "LICENSE_INVALID");
        expectRefusal(product, "Bearer activ-0000v3", 401, "TOKEN_INVALID");
        expectRefusal(product, "Bearer " + keysOnly.id(), 401, "TOKEN_FORMAT_INVALID");
    }

    private static String key(Reply license) {
        return "License " + license.text("/data/attributes/key");
    }

    @Test
    void validatesItsLicense() throws GeneralSecurityException {
        String product = vendor.product();
        App app = keyed(product);

        assertValidation(app.validate("\"product\":\"" + product + "\""), true, "VALID");
        assertValidation(app.validate("\"product\":\"" + vendor.product() + "\""), false, "PRODUCT_SCOPE_MISMATCH");
        Reply unscoped = app.validate("\"product\":\"\"").expect(200);
        assertThat(unscoped.at("/meta/valid").isBoolean()).isTrue();
        Reply onAMachine = app.validate(
                "\"product\":\"%s\",\"fingerprint\":\"aa:bb\",\"components\":[\"cpu\"]".formatted(product));
        assertValidation(onAMachine, true, "VALID");
    }

    private static void assertValidation(Reply reply, boolean valid, String code) {
        reply.expect(200);
        assertThat(reply.at("/meta/valid").asBoolean()).isEqualTo(valid);
        assertThat(reply.text("/meta/code")).isEqualTo(code);
        assertThat(reply.text("/meta/detail")).isNotBlank();
        assertThat(reply.text("/data/type")).isEqualTo("licenses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/", "/v1/accounts/default/"})
    void verifiesAnswersByEitherAddress(String base) throws GeneralSecurityException {
        App app = keyed(vendor.product());

        app.get(base + "me").expect(200);
        app.get(base + "releases?limit=1&channel=st%61ble").expect(200);
        app.get(base + "releases/no%2Fsuch%20release").expectError(404, "NOT_FOUND", null);
        app.get(base + "releases?limit=1000").expect(400);
    }
}
