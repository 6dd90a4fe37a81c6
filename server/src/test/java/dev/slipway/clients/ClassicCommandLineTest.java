package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keygen's command line 1.x: {@code keygen dist}, which knows of no versions, in an account that is pinned to 1.0. */
class ClassicCommandLineTest extends ClientSuite {

    @BeforeEach
    void pinAccount() {
        pin("1.0");
    }

    @AfterEach
    void unpinAccount() {
        pin(null);
    }

    private Client tool(String product) {
        return anonymous
                .with("Authorization", "Bearer " + productToken(product))
                .with("Accept", JSON_API)
                .with("User-Agent", "keygen/1.0 sdk/1.2.0 go/1.17.1 linux/amd64 cli/1.2.0");
    }

    private Reply replace(Client tool, String product, String version, String filename, String filetype, byte[] file)
            throws GeneralSecurityException {
        return tool.put(inAccount("/releases"), """
                {"data":{"type":"releases","attributes":{"name":"Orbit %1$s","description":null,"version":"%1$s",
                "filename":"%2$s","filetype":"%3$s","filesize":%4$d,"platform":"linux_amd64","channel":"stable",
                "signature":"%5$s","checksum":"%6$s","metadata":{"commit":"abc"}},"relationships":{"constraints":{"data":[]},
                "product":{"data":{"type":"products","id":"%7$s"}}}}}""".formatted(
                        version,
                        filename,
                        filetype,
                        file.length,
                        FileSigning.sign(file, product),
                        FileSigning.checksum(file),
                        product));
    }

    private Reply upload(Client tool, String release, byte[] file) {
        Reply asked = tool.send("PUT", inAccount("/releases/" + release + "/artifact"), null)
                .expect(307);
        return bareGo().with("Content-Type", "application/octet-stream")
                .send("PUT", asked.header("Location").orElseThrow(), file);
    }

    @Test
    void publishesWithThreeCalls() throws GeneralSecurityException {
        String product = vendor.product();
        Client tool = tool(product);
        byte[] file = utf8("program");
        String filename = unique("orbit");

        Reply release = replace(tool, product, "1.0.0", filename, "bin", file).expect(201);
        assertThat(release.header("Keygen-Version")).hasValue("1.0");
        assertThat(release.text("/data/attributes/filename")).isEqualTo(filename);
        assertThat(release.text("/data/attributes/status")).isEqualTo("NOT_PUBLISHED");
        assertThat(upload(tool, release.id(), file).status()).isEqualTo(200);

        Reply published = tool.get(inAccount("/releases/" + release.id())).expect(200);
        assertThat(published.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        assertThat(published.text("/data/attributes/checksum")).isEqualTo(FileSigning.checksum(file));
        assertThat(published.text("/data/attributes/signature")).isEqualTo(FileSigning.sign(file, product));
        assertThat(published.at("/data/attributes/filesize").asLong()).isEqualTo(file.length);
    }

    @Test
    void replacesAFileThatIsThere() throws GeneralSecurityException {
        String product = vendor.product();
        Client tool = tool(product);
        String filename = unique("orbit") + ".tar.gz";

        String first = replace(tool, product, "1.0.0", filename, ".gz", utf8("first"))
                .expect(201)
                .id();
        assertThat(upload(tool, first, utf8("first")).status()).isEqualTo(200);
        Reply again =
                replace(tool, product, "1.0.0", filename, ".gz", utf8("second")).expect(200);
        assertThat(again.id()).isEqualTo(first);
        assertThat(again.text("/data/attributes/filetype")).isEqualTo("gz");
        assertThat(upload(tool, first, utf8("second")).status()).isEqualTo(200);

        Reply asked = tool.get(inAccount("/releases/" + first + "/artifact")).expect(303);
        assertThat(bareGo().get(asked.header("Location").orElseThrow())
                        .expect(200)
                        .body())
                .isEqualTo("second");
    }

    @Test
    void findsNoneOfItsCallsInAnAccountThatIsNotPinned() throws GeneralSecurityException {
        pin(null);
        String product = vendor.product();

        replace(tool(product), product, "1.0.0", unique("orbit"), "bin", utf8("program"))
                .expectError(404, "NOT_FOUND", null);
    }
}
