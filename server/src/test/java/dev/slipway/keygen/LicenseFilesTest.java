package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LicenseFilesTest extends HttpSuite {
    private static final JsonMapper JSON = new JsonMapper();

    private String product = "";
    private String policy = "";
    private String license = "";
    private String key = "";

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "");
        Reply issued = vendor.licenseOf(policy, vendor.user("user").id());
        license = issued.id();
        key = issued.text("/data/attributes/key");
    }

    private String path() {
        return "/v1/licenses/" + license + "/actions/check-out";
    }

    /** What a certificate holds, after its signature was verified. */
    private JsonNode opened(String certificate, String algorithm) throws GeneralSecurityException {
        assertThat(certificate).startsWith("-----BEGIN LICENSE FILE-----\n").endsWith("\n-----END LICENSE FILE-----\n");
        String body = certificate
                .replace("-----BEGIN LICENSE FILE-----", "")
                .replace("-----END LICENSE FILE-----", "")
                .replace("\n", "");
        JsonNode parts = JSON.readTree(Base64.getDecoder().decode(body));
        assertThat(parts.propertyNames()).containsExactly("enc", "sig", "alg");
        assertThat(parts.at("/alg").stringValue()).isEqualTo(algorithm);
        String written = parts.at("/enc").stringValue();
        assertThat(isSigned(
                        "license/" + written,
                        Base64.getDecoder().decode(parts.at("/sig").stringValue())))
                .isTrue();
        return JSON.readTree(
                algorithm.startsWith("aes")
                        ? decrypted(written)
                        : Base64.getDecoder().decode(written));
    }

    private boolean isSigned(String text, byte[] sent) throws GeneralSecurityException {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] raw = HexFormat.of().parseHex(server.account().verifyKey());
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.verify(sent);
    }

    private byte[] decrypted(String written) throws GeneralSecurityException {
        String[] parts = written.split("\\.", -1);
        assertThat(parts).hasSize(3);
        byte[] text = Base64.getDecoder().decode(parts[0]);
        byte[] tag = Base64.getDecoder().decode(parts[2]);
        byte[] sealed = new byte[text.length + tag.length];
        System.arraycopy(text, 0, sealed, 0, text.length);
        System.arraycopy(tag, 0, sealed, text.length, tag.length);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(digest, "AES"),
                new GCMParameterSpec(128, Base64.getDecoder().decode(parts[1])));
        return cipher.doFinal(sealed);
    }

    @Test
    void signsAFileThatIsGoodForAMonth() throws GeneralSecurityException {
        Reply reply = admin.post(path(), "").expect(200);

        assertThat(reply.text("/data/type")).isEqualTo("license-files");
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly("certificate", "algorithm", "includes", "ttl", "expiry", "issued");
        assertThat(reply.text("/data/attributes/algorithm")).isEqualTo("base64+ed25519");
        assertThat(reply.at("/data/attributes/includes").toString()).isEqualTo("[]");
        assertThat(reply.at("/data/attributes/ttl").longValue()).isEqualTo(2_629_746);
        assertThat(reply.text("/data/relationships/license/data/id")).isEqualTo(license);
        Instant issued = Instant.parse(reply.text("/data/attributes/issued"));
        assertThat(Instant.parse(reply.text("/data/attributes/expiry")))
                .isEqualTo(issued.plus(Duration.ofSeconds(2_629_746)));
        JsonNode file = opened(reply.text("/data/attributes/certificate"), "base64+ed25519");
        assertThat(file.at("/data/id").stringValue()).isEqualTo(license);
        assertThat(file.at("/data/attributes/key").stringValue()).isEqualTo(key);
        assertThat(file.at("/data/attributes/lastCheckOut").stringValue())
                .isEqualTo(reply.text("/data/attributes/issued"));
        assertThat(file.at("/meta/ttl").longValue()).isEqualTo(2_629_746);
        assertThat(file.at("/meta/expiry").stringValue()).isEqualTo(reply.text("/data/attributes/expiry"));
        assertThat(file.has("included")).isFalse();
        assertThat(admin.get("/v1/licenses/" + license).text("/data/attributes/lastCheckOut"))
                .isEqualTo(reply.text("/data/attributes/issued"));
        assertThat(eventsOf(license)).containsExactly("license.created", "license.checked-out");
    }

    @Test
    void encryptsAFileWithTheKeyOfItsLicense() throws GeneralSecurityException {
        Reply reply = admin.post(path(), """
                        {"meta":{"encrypt":true,"ttl":null,"include":["policy","entitlements"]}}""").expect(200);

        assertThat(reply.at("/data/attributes/ttl").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/expiry").isNull()).isTrue();
        JsonNode file = opened(reply.text("/data/attributes/certificate"), "aes-256-gcm+ed25519");
        assertThat(file.at("/meta/expiry").isNull()).isTrue();
        assertThat(file.at("/included/0/id").stringValue()).isEqualTo(policy);
        assertThat(file.at("/included")).hasSize(1);
    }

    @Test
    void includesWhatIsAskedFor() throws GeneralSecurityException {
        String entitlement = vendor.entitlement(Vendor.unique("PRO"));
        admin.post("/v1/policies/" + policy + "/entitlements", """
                {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        String sharing = vendor.user("user").id();
        admin.post("/v1/licenses/" + license + "/users", """
                {"data":[{"type":"users","id":"%s"}]}""".formatted(sharing)).expect(200);

        Reply reply = admin.post(
                        path() + "?include=entitlements,product,policy,owner,users,group,environment&ttl=3600", "")
                .expect(200);

        JsonNode file = opened(reply.text("/data/attributes/certificate"), "base64+ed25519");
        assertThat(file.at("/included")
                        .valueStream()
                        .map(each -> each.at("/type").stringValue()))
                .containsExactly("entitlements", "products", "policies", "users", "users");
        assertThat(reply.at("/data/attributes/ttl").longValue()).isEqualTo(3600);
    }

    @Test
    void givesTheFileItself() throws GeneralSecurityException {
        Reply reply = vendor.licenseClient(anonymous, license)
                .with("Accept", "application/octet-stream")
                .get(path() + "?encrypt=1&include=product")
                .expect(200);

        assertThat(reply.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(reply.header("Content-Disposition").orElseThrow()).contains("license+" + license + ".lic");
        assertThat(reply.header("Keygen-Signature")).isPresent();
        assertThat(opened(reply.body(), "aes-256-gcm+ed25519")
                        .at("/included/0/id")
                        .stringValue())
                .isEqualTo(product);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"meta":{"algorithm":"rsa-sha256"}}                             | CHECKOUT_ALGORITHM_INVALID | /meta/algorithm
            {"meta":{"encrypt":true,"algorithm":"base64+ed25519"}}          | CHECKOUT_ALGORITHM_INVALID | /meta/algorithm
            {"meta":{"encrypt":false,"algorithm":"aes-256-gcm+ed25519"}}    | CHECKOUT_ALGORITHM_INVALID | /meta/algorithm
            {"meta":{"ttl":3599}}                                           | CHECKOUT_TTL_INVALID       | /meta/ttl
            {"meta":{"ttl":9223372036854775807}}                            | CHECKOUT_TTL_INVALID       | /meta/ttl
            {"meta":{"include":["secrets"]}}                                | CHECKOUT_INCLUDE_INVALID   | /meta/include
            {"meta":{"ttl":"1h"}}                                           |                            | /meta/ttl
            {"meta":{"ttle":3600}}                                          |                            | /meta/ttle
            """)
    void refusesWhatNoFileCanBe(String body, String code, String pointer) {
        admin.post(path(), body).expectError(400, code, pointer);
        assertThat(eventsOf(license)).containsExactly("license.created");
    }

    @ParameterizedTest
    @CsvSource({
        "algorithm=none, CHECKOUT_ALGORITHM_INVALID, algorithm",
        "ttl=60, CHECKOUT_TTL_INVALID, ttl",
        "ttl=long, CHECKOUT_TTL_INVALID, ttl",
        "include=product%2Ckeys, CHECKOUT_INCLUDE_INVALID, include"
    })
    void refusesWhatAQueryCannotAskFor(String query, String code, String parameter) {
        admin.get(path() + "?" + query).expectParameterError(400, code, parameter);
        admin.post(path() + "?" + query, "").expectParameterError(400, code, parameter);
    }

    @Test
    void refusesWhoMayNotHaveAFile() {
        anonymous.post(path(), "").expectError(401, "TOKEN_MISSING", null);
        vendor.userClient(anonymous, "read-only").post(path(), "").expectError(403, null, null);
        vendor.userClient(anonymous, "user").get(path()).expectError(404, "NOT_FOUND", null);
        vendor.userClient(anonymous, "support-agent").post(path(), "").expect(200);
    }
}
