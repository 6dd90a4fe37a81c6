package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogues of channels and platforms. */
class OfferNamesTest extends ReleaseSuite {
    private static final String CHANNELS = "/v3/release-channels";
    private static final String PLATFORMS = "/v3/release-platforms";

    private List<String> names(String path) {
        return publisher
                .get(path + "?limit=100")
                .expect(200)
                .json()
                .valueStream()
                .map(each -> each.at("/name").stringValue())
                .toList();
    }

    private Reply add(String path, String name, String members) {
        return publisher.post(path, "{\"name\":\"%s\"%s}".formatted(name, members));
    }

    @Test
    void everyAccountBeginsWithTheUsualOnes() {
        assertThat(names(CHANNELS)).contains("stable", "beta", "alpha", "rc");
        assertThat(names(PLATFORMS)).contains("windows", "macos", "linux");
    }

    @Test
    void releasesAddTheNamesTheyUse() {
        String channel = Vendor.unique("Nightly");
        String platform = Vendor.unique("BeOS");

        create(product(""), "1.0", "\"channel\":\"%s\",\"platforms\":[\"%s\"]".formatted(channel, platform))
                .expect(201);

        assertThat(names(CHANNELS)).contains(channel);
        assertThat(names(PLATFORMS)).contains(platform);
    }

    @Test
    void releasesOfTheOtherApiAddTheirChannelsToo() {
        admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0-dev.1","channel":"dev"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(vendor.product())).expect(201);

        assertThat(names(CHANNELS)).contains("dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {CHANNELS, PLATFORMS})
    void canBeAddedRenamedAndRemoved(String path) {
        String name = Vendor.unique("Name");
        Reply made = add(path, name, "").expect(201);
        String one = path + "/" + made.text("/id");

        assertThat(publisher.get(one).expect(200).body()).isEqualTo(made.body());
        assertThat(publisher.get(path + "?name=" + name).expect(200).itemIds()).containsExactly(made.text("/id"));
        add(path, name, "").expect(409);
        add(path, "", "").expectField(400, "name");
        publisher.post(path, "{}").expectField(400, "name");
        assertThat(publisher
                        .patch(one, "{\"name\":\"%s2\"}".formatted(name))
                        .expect(200)
                        .text("/name"))
                .isEqualTo(name + "2");
        publisher.delete(one).expect(204);
        publisher.get(one).expect(404);
        publisher.patch(one, "{}").expect(404);
        publisher.delete(one).expect(404);
    }

    @Test
    void channelsAreToldApartByCaseAndPlatformsAreNot() {
        String name = Vendor.unique("Case");
        add(CHANNELS, name, "").expect(201);
        add(CHANNELS, name.toUpperCase(Locale.ROOT), "").expect(201);
        add(PLATFORMS, name, "").expect(201);
        add(PLATFORMS, name.toUpperCase(Locale.ROOT), "").expect(409);
    }

    @Test
    void aChannelCountsAsAKnownOneForWhatIsReleasedFromThenOn() {
        String name = Vendor.unique("edge");
        String own = product("");
        Reply made = add(CHANNELS, name, "").expect(201);
        assertThat(made.text("/keygenChannel")).isEqualTo("dev");
        String early = published(own, "1.0", "\"channel\":\"%s\"".formatted(name));

        Reply mapped = publisher
                .patch(CHANNELS + "/" + made.text("/id"), "{\"keygenChannel\":\"beta\"}")
                .expect(200);
        String late = published(own, "1.1", "\"channel\":\"%s\"".formatted(name));

        assertThat(mapped.text("/keygenChannel")).isEqualTo("beta");
        assertThat(admin.get("/v1/releases/" + early).text("/data/attributes/channel"))
                .isEqualTo("dev");
        assertThat(admin.get("/v1/releases/" + late).text("/data/attributes/channel"))
                .isEqualTo("beta");
        assertThat(show(late).text("/channel")).isEqualTo(name);
        assertThat(show(late).text("/semver")).isEqualTo("1.1.0-beta." + name);
    }

    @Test
    void knownChannelsStandForThemselves() {
        String beta = publisher.get(CHANNELS + "?name=beta").text("/0/id");

        publisher.patch(CHANNELS + "/" + beta, "{\"keygenChannel\":\"dev\"}").expectField(400, "keygenChannel");
        add(CHANNELS, Vendor.unique("odd"), ",\"keygenChannel\":\"odd\"").expectField(400, "keygenChannel");
    }

    @Test
    void areTheVendorsBusiness() {
        String policy = vendor.policy(product(""), "");
        Client license =
                vendor.licenseClient(anonymous, vendor.license(policy, "").id());

        license.get(CHANNELS).expect(403);
        stranger.get(PLATFORMS).expect(401);
    }
}
