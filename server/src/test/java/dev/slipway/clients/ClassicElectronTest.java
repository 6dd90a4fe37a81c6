package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** electron-builder 22.14 to 23.2, which sends the file itself to the API, in an account that is pinned to 1.0. */
class ClassicElectronTest extends ClientSuite {

    @BeforeEach
    void pinAccount() {
        pin("1.0");
    }

    @AfterEach
    void unpinAccount() {
        pin(null);
    }

    private Client publisher(String product) {
        return anonymous
                .with("Authorization", "Bearer " + productToken(product))
                .with("User-Agent", "electron-builder");
    }

    private String replace(Client publisher, String product, String filename, String filetype, byte[] file) {
        return publisher
                .with("Content-Type", JSON_API)
                .with("Accept", JSON_API)
                .put(inAccount("/releases"), """
                        {"data":{"type":"release","attributes":{"filename":"%s","filetype":"%s","filesize":%d,
                        "version":"1.0.0","platform":"win32","channel":"stable"},
                        "relationships":{"product":{"data":{"type":"product","id":"%s"}}}}}""".formatted(filename, filetype, file.length, product))
                .expect(201)
                .id();
    }

    /** The file goes out with the first request, and again with the same headers to where the answer points. */
    private void upload(Client publisher, String release, byte[] file) {
        Reply pointed = publisher
                .send("PUT", inAccount("/releases/" + release + "/artifact"), file)
                .expect(307);
        Reply put = publisher.send("PUT", pointed.header("Location").orElseThrow(), file);
        assertThat(put.status()).isLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({"application/json,''", "application/octet-stream,''", "application/json,1.0"})
    void publishesAFileWithWhateverTypeItClaims(String type, String version) {
        String product = vendor.product();
        Client plain = publisher(product);
        Client publisher = version.isEmpty() ? plain : plain.with("Keygen-Version", version);
        byte[] file = {0, 'M', 'Z', (byte) 0xff, '{'};
        String filename = unique("Orbit") + ".exe";

        String release = replace(publisher, product, filename, "exe", file);
        upload(publisher.with("Content-Type", type), release, file);

        Reply published = publisher.get(inAccount("/releases/" + release)).expect(200);
        assertThat(published.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        Reply asked =
                publisher.get(inAccount("/releases/" + release + "/artifact")).expect(303);
        assertThat(bareGo().get(asked.header("Location").orElseThrow()).bytes()).isEqualTo(file);
    }

    @Test
    void updatesAnAppByFileName() {
        String product = vendor.product();
        Client publisher = publisher(product);
        byte[] feed = utf8("version: 1.0.0");
        String filename = unique("stable") + ".yml";
        String release = replace(publisher, product, filename, "yml", feed);
        upload(publisher.with("Content-Type", "application/json"), release, feed);
        Client app = anonymous
                .with("Authorization", "License " + keyedLicense(product).text("/data/attributes/key"))
                .with("User-Agent", "electron-builder");

        Reply found = app.with("Accept", JSON_API)
                .get(inAccount("/artifacts/" + filename + "?product=" + product))
                .expect(303);

        assertThat(app.get(found.header("Location").orElseThrow()).expect(200).bytes())
                .isEqualTo(feed);
    }
}
