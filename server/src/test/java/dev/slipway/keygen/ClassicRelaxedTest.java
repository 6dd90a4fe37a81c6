package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassicRelaxedTest extends ClassicSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("keygen-classic", "false"), new NioFileSystem());
    }

    @Test
    void sharesFilenamesAndVersions() {
        String product = vendor.product();
        String filename = filename("dmg");
        classicRelease(product, "1.0.0", filename);
        classicRelease(product, "1.0.0", filename);
        classicRelease(product, "2.0.0", filename);

        assertThat(classic().get("/v1/releases?product=" + product).ids()).hasSize(3);
    }

    @Test
    void alwaysAddsWhatIsPut() {
        String product = vendor.product();
        String body = releaseBody(product, attributes("1.0.0", filename("dmg"), "darwin"));

        Reply first = classic().put("/v1/releases", body).expect(201);
        Reply second = classic().put("/v1/releases", body).expect(201);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(eventsOf(second.id())).containsExactly("release.created");
    }

    @Test
    void keepsAVersionOfANewerClientToOneRelease() {
        String product = vendor.product();
        classicRelease(product, "1.0.0", filename("dmg"));

        admin.post("/v1/releases", releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\""))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @Test
    void publishesWithTheBytes() {
        String product = vendor.product();
        String filename = filename("dmg");
        classicRelease(product, "1.0.0", filename);
        String newest = classicRelease(product, "1.1.0", filename);
        send(newest, "newest");

        assertThat(status(newest)).isEqualTo("PUBLISHED");
        assertThat(fetch(classic().get("/v1/releases/" + filename + "/artifact").expect(303)))
                .isEqualTo("newest");
    }
}
