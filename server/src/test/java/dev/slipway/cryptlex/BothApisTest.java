package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One release, seen, listed and changed through both APIs. */
class BothApisTest extends ReleaseSuite {

    private static String path(String id) {
        return "/v1/releases/" + id;
    }

    private Reply elsewhere(String id) {
        return admin.get(path(id)).expect(200);
    }

    private Reply changeElsewhere(String id, String attributes) {
        return admin.patch(path(id), "{\"data\":{\"type\":\"releases\",\"attributes\":{%s}}}".formatted(attributes));
    }

    /** The id of a release made through the other API. */
    private String madeElsewhere(String productId, String attributes) {
        return createElsewhere(productId, attributes).expect(201).id();
    }

    private Reply createElsewhere(String productId, String attributes) {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{%s},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(attributes, productId));
    }

    @Test
    void whatIsMadeHereIsShownThere() {
        String own = product("\"publishPolicy\":\"MUTABLE\"");
        String id = draft(own, "1.2.3.4", """
                "channel":"nightly","notes":"# Notes","private":true,"createdAt":"2020-01-02T03:04:05Z",
                "metadata":{"buildHost":"ci"}""");

        Reply shown = elsewhere(id);

        assertThat(shown.id()).isEqualTo(id);
        assertThat(shown.text("/data/attributes/name")).isEqualTo("MyApp 1.2.3.4");
        assertThat(shown.text("/data/attributes/description")).isEqualTo("# Notes");
        assertThat(shown.text("/data/attributes/version")).isEqualTo("1.2.3-dev.nightly+4");
        assertThat(shown.text("/data/attributes/semver/prerelease")).isEqualTo("dev.nightly");
        assertThat(shown.text("/data/attributes/semver/build")).isEqualTo("4");
        assertThat(shown.text("/data/attributes/channel")).isEqualTo("dev");
        assertThat(shown.text("/data/attributes/status")).isEqualTo("DRAFT");
        assertThat(shown.at("/data/attributes/metadata/private").booleanValue()).isTrue();
        assertThat(shown.text("/data/attributes/metadata/buildHost")).isEqualTo("ci");
        assertThat(Instant.parse(shown.text("/data/attributes/backdated")))
                .isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(Instant.parse(shown.text("/data/attributes/updated")))
                .isCloseTo(Instant.parse(show(id).text("/updatedAt")), within());
        assertThat(shown.text("/data/relationships/product/data/id")).isEqualTo(own);
        assertThat(shown.text("/data/relationships/account/data/id")).isEqualTo(show(id).text("/tenantId"));
        assertThat(admin.get("/v1/releases?product=" + own).ids()).containsExactly(id);
    }

    private static org.assertj.core.data.TemporalUnitOffset within() {
        return org.assertj.core.api.Assertions.within(1, java.time.temporal.ChronoUnit.MILLIS);
    }

    @Test
    void whatIsMadeThereIsShownHere() {
        String own = semanticProduct();
        String code = Vendor.unique("CODE");
        String entitlement = vendor.entitlement(code);
        String id = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"name":"There","description":"d","version":"2.0.0-beta.3",
                        "channel":"beta","status":"DRAFT","tag":"%s","backdated":"2020-01-02T03:04:05.000Z",
                        "metadata":{"private":true,"buildHost":"ci"}},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}},"constraints":{"data":[{"type":"constraints",
                        "relationships":{"entitlement":{"data":{"type":"entitlements","id":"%s"}}}}]}}}}""".formatted(Vendor.unique("tag"), own, entitlement))
                .expect(201)
                .id();
        uploaded(id, "app.tar.gz", """
                "filetype":"tar.gz","platform":"linux","arch":"amd64","checksum":"XUFAKrxLKna5cZ2REBfFkg==",
                "signature":"sig\"""", "hello");

        Reply shown = show(id);

        assertThat(shown.text("/name")).isEqualTo("There");
        assertThat(shown.text("/notes")).isEqualTo("d");
        assertThat(shown.text("/version")).isEqualTo("2.0.0.3");
        assertThat(shown.at("/versionExact").booleanValue()).isTrue();
        assertThat(shown.text("/semver")).isEqualTo("2.0.0-beta.3");
        assertThat(shown.text("/channel")).isEqualTo("beta");
        assertThat(shown.at("/private").booleanValue()).isTrue();
        assertThat(shown.text("/createdAt")).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(shown.text("/tag")).startsWith("tag-");
        assertThat(shown.at("/constraints")).hasToString("[\"%s\"]".formatted(code));
        assertThat(shown.text("/metadata/buildHost")).isEqualTo("ci");
        assertThat(shown.text("/platform")).isEqualTo("linux");
        assertThat(shown.at("/platforms")).hasToString("[\"linux\"]");
        assertThat(shown.at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(shown.text("/files/0/name")).isEqualTo("app.tar.gz");
        assertThat(shown.text("/files/0/extension")).isEqualTo(".gz");
        assertThat(shown.at("/files/0/size").longValue()).isEqualTo(5);
        assertThat(shown.text("/files/0/checksum")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(shown.text("/files/0/declaredChecksum")).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(shown.text("/files/0/declaredSignature")).isEqualTo("sig");
        assertThat(shown.text("/files/0/arch")).isEqualTo("amd64");
        assertThat(publisher.get("/v3/releases?productId=" + own).itemIds()).containsExactly(id);
        assertThat(publisher.get("/v3/releases?platform=Linux&productId=" + own).itemIds())
                .containsExactly(id);
    }

    @Test
    void whatIsChangedThereIsChangedHere() {
        String own = product("\"publishPolicy\":\"MUTABLE\"");
        String id = draft(own, "1.0", "");

        changeElsewhere(id, """
                "name":"N","description":"D","backdated":"2020-01-02T03:04:05.000Z","tag":"%s",
                "metadata":{"private":true,"k":1}""".formatted(Vendor.unique("tag"))).expect(200);

        assertThat(show(id).text("/name")).isEqualTo("N");
        assertThat(show(id).text("/notes")).isEqualTo("D");
        assertThat(show(id).text("/createdAt")).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(show(id).text("/tag")).startsWith("tag-");
        assertThat(show(id).at("/private").booleanValue()).isTrue();
        assertThat(show(id).at("/metadata/k").intValue()).isEqualTo(1);
        assertThat(show(id).text("/version")).isEqualTo("1.0");
        changeElsewhere(id, "\"metadata\":{}").expect(200);
        assertThat(show(id).at("/private").booleanValue()).isFalse();
    }

    @Test
    void whatIsChangedHereIsChangedThere() {
        String id = madeElsewhere(semanticProduct(), "\"version\":\"1.0.0\",\"channel\":\"stable\",\"name\":\"There\"");

        publisher.patch(release(id), """
                        {"name":"Here","notes":"N","private":true,"createdAt":"2020-01-02T03:04:05Z","channel":"beta",
                        "version":"1.1.0.7","platforms":["linux"]}""").expect(200);

        Reply shown = elsewhere(id);
        assertThat(shown.text("/data/attributes/name")).isEqualTo("Here");
        assertThat(shown.text("/data/attributes/description")).isEqualTo("N");
        assertThat(shown.at("/data/attributes/metadata/private").booleanValue()).isTrue();
        assertThat(shown.text("/data/attributes/backdated")).startsWith("2020-01-02T03:04:05");
        assertThat(shown.text("/data/attributes/channel")).isEqualTo("beta");
        assertThat(shown.text("/data/attributes/version")).isEqualTo("1.1.0-beta+7");
        assertThat(show(id).text("/version")).isEqualTo("1.1.0.7");
        publisher.patch(release(id), "{\"private\":false}").expect(200);
        assertThat(elsewhere(id).at("/data/attributes/metadata").has("private")).isFalse();
    }

    @Test
    void statesAgree() {
        String frozen = published(product(""), "1.0", "");
        assertThat(elsewhere(frozen).text("/data/attributes/status")).isEqualTo("PUBLISHED");
        publisher.post(release(frozen) + "/archive", "").expect(200);
        assertThat(elsewhere(frozen).text("/data/attributes/status")).isEqualTo("YANKED");
        assertThat(elsewhere(frozen).text("/data/attributes/yanked")).isNotBlank();
        publisher.post(release(frozen) + "/unarchive", "").expect(200);
        assertThat(elsewhere(frozen).text("/data/attributes/status")).isEqualTo("PUBLISHED");
        assertThat(elsewhere(frozen).at("/data/attributes/yanked").isNull()).isTrue();

        String id =
                madeElsewhere(semanticProduct(), "\"version\":\"1.0.0\",\"channel\":\"stable\",\"status\":\"DRAFT\"");
        assertThat(show(id).at("/published").booleanValue()).isFalse();
        admin.post(path(id) + "/actions/publish", "").expect(200);
        assertThat(show(id).at("/published").booleanValue()).isTrue();
        assertThat(show(id).text("/publishedAt")).endsWith("Z");
        admin.post(path(id) + "/actions/yank", "").expect(200);
        assertThat(show(id).at("/published").booleanValue()).isTrue();
        assertThat(show(id).at("/archived").booleanValue()).isTrue();
        assertThat(show(id).text("/yanked")).endsWith("Z");
    }

    @Test
    void whatIsFrozenHereIsFrozenThere() {
        String id = published(product(""), "1.0", "");

        changeElsewhere(id, "\"description\":\"late\"").expectError(403, "RELEASE_FROZEN", null);
        admin.delete(path(id)).expectError(403, "RELEASE_FROZEN", null);
        assertThat(show(id).text("/notes")).isEmpty();
    }

    @Test
    void filesKeptElsewhereAreFetchedFromThere() {
        String id = draft(product(""), "1.0", "");
        String file = external(id, "app.zip", "https://files.example/app.zip")
                .expect(201)
                .text("/id");

        Reply shown = admin.get("/v1/artifacts/" + file);

        assertThat(shown.text("/data/attributes/filename")).isEqualTo("app.zip");
        assertThat(shown.text("/data/attributes/filetype")).isEqualTo("zip");
        assertThat(shown.at("/data/attributes/filesize").longValue()).isEqualTo(37580);
        assertThat(shown.text("/data/attributes/platform")).isEqualTo("windows");
        assertThat(shown.text("/data/links/redirect")).isEqualTo("https://files.example/app.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, stable, 1.2.0",
        "1.2.3.4, stable, 1.2.3+4",
        "1.2.3.4, beta, 1.2.3-beta+4",
        "1.2, RC, 1.2.0-rc",
        "1.2.3.4, nightly, 1.2.3-dev.nightly+4",
        "1.2.3, Früh 2, 1.2.3-dev.Frh2",
    })
    void dottedVersionsAreProjected(String version, String channel, String semver) {
        String id = draft(product(""), version, "\"channel\":\"%s\"".formatted(channel));

        assertThat(elsewhere(id).text("/data/attributes/version")).isEqualTo(semver);
        assertThat(show(id).text("/semver")).isEqualTo(semver);
        assertThat(show(id).text("/version")).isEqualTo(version);
        assertThat(show(id).at("/versionExact").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, stable, 1.2.3, true",
        "1.2.3+4, stable, 1.2.3.4, true",
        "1.2.3-beta.4, beta, 1.2.3.4, true",
        "1.2.3-beta, beta, 1.2.3.0, true",
        "1.2.3+linux, stable, 1.2.3, false",
        "1.2.3-beta.4+5, beta, 1.2.3, false",
        "1.2.3-rc.1.2, rc, 1.2.3, false",
        "3000000000.0.1, stable, 3000000000.0.1, false",
    })
    void semanticVersionsAreProjected(String semver, String channel, String version, boolean exact) {
        String own = semanticProduct();
        String id = madeElsewhere(own, "\"version\":\"%s\",\"channel\":\"%s\"".formatted(semver, channel));

        Reply shown = show(id);
        assertThat(shown.text("/version")).isEqualTo(version);
        assertThat(shown.at("/versionExact").booleanValue()).isEqualTo(exact);
        assertThat(shown.text("/semver")).isEqualTo(semver);
        assertThat(publisher
                        .get("/v3/releases?productId=" + own + "&version=" + version)
                        .itemIds())
                .containsExactly(id);
    }

    @Test
    void thePublisherMaySayHowASemanticVersionIsSeen() {
        String id = madeElsewhere(semanticProduct(), "\"version\":\"1.2.3+linux\",\"channel\":\"stable\"");

        publisher.patch(release(id), "{\"dottedVersion\":\"1.2.3.9\"}").expect(200);

        assertThat(show(id).text("/version")).isEqualTo("1.2.3.9");
        assertThat(show(id).at("/versionExact").booleanValue()).isFalse();
        assertThat(show(id).text("/semver")).isEqualTo("1.2.3+linux");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, stable, 1.2.3+4",
        "1.2, beta, 1.2.0-beta",
        "1.2.3-beta.7, beta, 1.2.3-beta.7",
        "4.5.6+windows, stable, 4.5.6+windows",
    })
    void semanticProductsTakeBothKindsOfVersion(String version, String channel, String semver) {
        String id = draft(semanticProduct(), version, "\"channel\":\"%s\"".formatted(channel));

        assertThat(elsewhere(id).text("/data/attributes/version")).isEqualTo(semver);
        assertThat(show(id).text("/semver")).isEqualTo(semver);
    }

    @ParameterizedTest
    @CsvSource({"1.2.3+linux, stable", "1.2.3-beta.4+5, beta", "1.2.3-rc.1.2, rc", "nonsense, stable"})
    void whatDoesNotConvertExactlyIsRefused(String version, String channel) {
        createElsewhere(product(""), "\"version\":\"%s\",\"channel\":\"%s\"".formatted(version, channel))
                .expect(422);
        create(product(""), version, "\"channel\":\"%s\"".formatted(channel))
                .expectMessage(400, "INVALID_RELEASE_VERSION");
    }

    @Test
    void aTakenVersionIsTakenThereToo() {
        String own = product("");
        draft(own, "1.2", "");

        createElsewhere(own, "\"version\":\"1.2.0\",\"channel\":\"stable\"")
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }
}
