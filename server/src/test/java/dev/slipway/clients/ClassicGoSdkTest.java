package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps with Keygen's SDK for Go, version 1, which knows of no versions of the API, in an account that is pinned to 1.0. */
class ClassicGoSdkTest extends ClientSuite {
    private SignedAnswers answers = new SignedAnswers("", () -> server.clock().instant());

    @BeforeEach
    void pinAccount() {
        String shown = admin.get(inAccount("")).expect(200).text("/data/meta/keys/ed25519");
        answers = new SignedAnswers(
                new String(Base64.getDecoder().decode(shown), StandardCharsets.US_ASCII), server.clock());
        pin("1.0");
    }

    @AfterEach
    void unpinAccount() {
        pin(null);
    }

    private Client app(String product) {
        return anonymous
                .with("Authorization", "License " + keyedLicense(product).text("/data/attributes/key"))
                .with("Accept", JSON_API)
                .with("User-Agent", "keygen/1.0 sdk/1.4.0 go/1.17.1 linux/amd64");
    }

    private String published(String product, String version) throws GeneralSecurityException {
        byte[] file = utf8("program " + version);
        String release = admin.put(inAccount("/releases"), """
                        {"data":{"type":"releases","attributes":{"name":"Orbit","version":"%s","channel":"stable",
                        "filename":"%s","filetype":".bin","filesize":%d,"platform":"linux_amd64","signature":"%s",
                        "checksum":"%s"},"relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(
                                version,
                                unique("orbit_linux_amd64"),
                                file.length,
                                FileSigning.sign(file, product),
                                FileSigning.checksum(file),
                                product))
                .expect(201)
                .id();
        Reply asked = admin.send("PUT", inAccount("/releases/" + release + "/artifact"), null)
                .expect(307);
        bareGo().send("PUT", asked.header("Location").orElseThrow(), file).expect(200);
        return release;
    }

    private Reply upgrade(Client app, String product, String version) throws GeneralSecurityException {
        return answers.verify(app.get(inAccount(
                "/releases/actions/upgrade?channel=stable&filetype=bin&platform=linux_amd64&product=%s&version=%s"
                        .formatted(product, version))));
    }

    @Test
    void upgradesAndInstalls() throws GeneralSecurityException {
        String product = vendor.product();
        published(product, "1.0.0");
        String newest = published(product, "1.1.0");
        Client app = app(product);

        Reply artifact = upgrade(app, product, "1.0.0").expect(303);
        assertThat(artifact.text("/data/type")).isEqualTo("artifacts");
        String release = artifact.text("/data/relationships/release/data/id");
        assertThat(release).isEqualTo(newest);

        Reply found = answers.verify(app.get(inAccount("/releases/" + release))).expect(200);
        assertThat(found.text("/data/attributes/version")).isEqualTo("1.1.0");
        assertThat(found.text("/data/attributes/filename")).startsWith("orbit_linux_amd64");
        assertThat(found.text("/data/attributes/filetype")).isEqualTo("bin");
        assertThat(found.text("/data/attributes/platform")).isEqualTo("linux_amd64");
        assertThat(found.at("/data/attributes/filesize").isIntegralNumber()).isTrue();

        byte[] file = bareGo().get(artifact.header("Location").orElseThrow()).bytes();
        assertThat(FileSigning.checksum(file)).isEqualTo(found.text("/data/attributes/checksum"));
        assertThat(FileSigning.isSigned(file, product, found.text("/data/attributes/signature")))
                .isTrue();
    }

    @Test
    void readsAnEmptyAnswerAsNoUpgrade() throws GeneralSecurityException {
        String product = vendor.product();
        published(product, "1.0.0");
        Client app = app(product);

        assertThat(upgrade(app, product, "1.0.0").expect(204).bytes()).isEmpty();
        assertThat(upgrade(app, product, "7.0.0").expect(204).bytes()).isEmpty();
    }
}
