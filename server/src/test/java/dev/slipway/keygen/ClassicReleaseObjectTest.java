package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The release object of Keygen 1.0, statement by statement; classic-release-object.txt names the test of each. */
class ClassicReleaseObjectTest extends CatalogSuite {
    private static final CaseTable STATEMENTS = CaseTable.read("classic-release-object.txt");
    private static final List<String> BESIDE_THE_STATEMENTS =
            List.of("everyStatementNamesATestThatIsThere", "theNewestFileOfANameFollowsAReplacedVersion");
    private static final String SIGNATURE =
            "qqcVWX402un4PEoa+E1VMBfPaBJ1RSxwiGVwrFpGfbI7dulfIqUlovvm1X96m3G2Sjl8gXUDEr8gLEAbJuQQCQ";
    private static final String CHECKSUM =
            "r5fybY0mWciEUvwTJ6NtNP7F0ED6takrOHyByTCMHjQU6igqC2gY9n0QwOEEbQA7EcYNMmaYeloRqBee6AFJng";
    private static final String BYTES = "hello slipway\n";

    private Client classic = Client.of("");

    @BeforeParameterizedClassInvocation
    void speakTheOldVersion(Engine on) {
        classic = admin.with("Keygen-Version", "1.0");
    }

    @Test
    void everyStatementNamesATestThatIsThere() {
        List<String> tests = Arrays.stream(getClass().getDeclaredMethods())
                .filter(each ->
                        each.isAnnotationPresent(Test.class) || each.isAnnotationPresent(ParameterizedTest.class))
                .map(each -> each.getName())
                .filter(each -> !BESIDE_THE_STATEMENTS.contains(each))
                .toList();
        assertThat(STATEMENTS.rows().stream().map(List::getLast)).hasSameElementsAs(tests);
    }

    private Reply create(String product, String attributes) {
        return create(product, attributes, "");
    }

    private Reply create(String product, String attributes, String relationships) {
        return classic.post("/v1/releases", releaseBody(product, attributes, relationships));
    }

    private static String attributes(String version, String filename) {
        return "\"version\":\"%s\",\"channel\":\"%s\",\"filename\":\"%s\",\"filetype\":\"zip\",\"platform\":\"darwin\""
                .formatted(version, channel(version), filename);
    }

    /** The id of a new release whose file is uploaded. */
    private String shipped(String product, String attributes) {
        String id = create(product, attributes).expect(201).id();
        upload(id);
        return id;
    }

    private void upload(String release) {
        String address = classic.put("/v1/releases/" + release + "/artifact", "")
                .expect(307)
                .header("Location")
                .orElseThrow();
        upload(address, BYTES).expect(200);
    }

    private Reply upgrade(Client client, String product, String version) {
        return client.get("/v1/releases/actions/upgrade?product=%s&platform=darwin&filetype=zip&version=%s"
                .formatted(product, version));
    }

    private Client licensee(String product, @Nullable String entitlement) {
        Reply license = vendor.license(vendor.policy(product, ""), "");
        if (entitlement != null) {
            admin.post("/v1/licenses/" + license.id() + "/entitlements", """
                            {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                    .expect(200);
        }
        return vendor.licenseClient(anonymous, license.id()).with("Keygen-Version", "1.0");
    }

    @ParameterizedTest
    @CsvSource({"1.2.3, true", "1, true", "v1.2.3, false", "1.2.3.4, false", "one, false"})
    void versionsFollowSemanticVersioning(String version, boolean follows) {
        Reply reply = create(vendor.product(), "\"version\":\"%s\",\"channel\":\"stable\"".formatted(version));

        if (follows) {
            reply.expect(201);
        } else {
            reply.expectError(422, "VERSION_INVALID", "/data/attributes/version");
        }
    }

    @Test
    void theNameIsALabelThatMayBeLeftOut() {
        String product = vendor.product();
        assertThat(create(product, attributes("1.0.0", "a.zip") + ",\"name\":\"Orbit One\"")
                        .expect(201)
                        .text("/data/attributes/name"))
                .isEqualTo("Orbit One");
        assertThat(create(product, attributes("1.1.0", "b.zip"))
                        .expect(201)
                        .at("/data/attributes/name")
                        .isNull())
                .isTrue();
    }

    @Test
    void theDescriptionHoldsReleaseNotes() {
        Reply reply =
                create(vendor.product(), attributes("1.0.0", "a.zip") + ",\"description\":\"## Fixes\\n\\n- one\"");
        assertThat(reply.expect(201).text("/data/attributes/description")).isEqualTo("## Fixes\n\n- one");
    }

    @Test
    void theFilenameIsUniqueToTheProduct() {
        String product = vendor.product();
        create(product, attributes("1.0.0", "a.zip")).expect(201);

        create(product, attributes("1.1.0", "a.zip")).expectError(422, "FILENAME_TAKEN", "/data/attributes/filename");
        create(vendor.product(), attributes("1.0.0", "a.zip")).expect(201);
    }

    @Test
    void theFilenameMayHavePrefixesLikeFolders() {
        String product = vendor.product();
        String one = shipped(product, attributes("1.0.0", "prod-1/linux.zip"));
        String other = create(product, attributes("1.1.0", "prod-2/linux.zip"))
                .expect(201)
                .id();

        assertThat(classic.get("/v1/releases/prod-1%2Flinux.zip?product=" + product)
                        .expect(200)
                        .id())
                .isEqualTo(one)
                .isNotEqualTo(other);
        assertThat(download(classic, "/v1/artifacts/prod-1/linux.zip?product=" + product))
                .isEqualTo(BYTES);
    }

    @Test
    void theFiletypeMatchesTheExtension() {
        String product = vendor.product();
        create(product, attributes("1.0.0", "a.dmg"))
                .expectError(422, "FILENAME_EXTENSION_INVALID", "/data/attributes/filename");
        create(product, attributes("1.0.0", "a.ZIP")).expect(201);
    }

    @Test
    void withoutAnExtensionTheFiletypeIsAnyText() {
        Reply reply = create(
                vendor.product(),
                "\"version\":\"1.0.0\",\"channel\":\"stable\",\"filename\":\"orbit\",\"filetype\":\"bin\"");
        assertThat(reply.expect(201).text("/data/attributes/filetype")).isEqualTo("bin");
    }

    @Test
    void theFiletypeMayHaveSeveralParts() {
        Reply reply = create(
                vendor.product(),
                "\"version\":\"1.0.0\",\"channel\":\"stable\",\"filename\":\"a.tar.gz\",\"filetype\":\"tar.gz\"");
        assertThat(reply.expect(201).text("/data/attributes/filetype")).isEqualTo("tar.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = "\"filetype\":null,\"platform\":\"darwin\"")
    void withoutAFiletypeThereAreNoUpgrades(String incomplete) {
        assertNoUpgradeTo(incomplete);
    }

    @ParameterizedTest
    @ValueSource(strings = "\"filetype\":\"zip\",\"platform\":null")
    void withoutAPlatformThereAreNoUpgrades(String incomplete) {
        assertNoUpgradeTo(incomplete);
    }

    private void assertNoUpgradeTo(String incomplete) {
        String product = vendor.product();
        shipped(product, attributes("1.0.0", "1.zip"));
        String release =
                shipped(product, "\"version\":\"2.0.0\",\"channel\":\"stable\",\"filename\":\"2.zip\"," + incomplete);

        upgrade(classic, product, "1.0.0").expect(204);
        classic.get("/v1/releases/" + release + "/actions/upgrade").expect(422);
        shipped(product, attributes("2.1.0", "3.zip"));
        upgrade(classic, product, "1.0.0").expect(303);
    }

    @Test
    void thePlatformMayNameAnArchitecture() {
        Reply reply = create(
                vendor.product(),
                "\"version\":\"1.0.0\",\"channel\":\"stable\",\"filename\":\"a.zip\",\"platform\":\"Darwin/ARM64\"");
        assertThat(reply.expect(201).text("/data/attributes/platform")).isEqualTo("darwin/arm64");
    }

    @Test
    void theChannelIsOneOfFive() {
        String product = vendor.product();
        for (String version : List.of("1.0.0", "1.1.0-rc.1", "1.1.0-beta.1", "1.1.0-alpha.1", "1.1.0-dev.1")) {
            Reply reply = create(product, attributes(version, version + ".zip"));
            assertThat(reply.expect(201).text("/data/attributes/channel")).isEqualTo(channel(version));
        }
        create(product, "\"version\":\"2.0.0\",\"channel\":\"nightly\"")
                .expectError(400, null, "/data/attributes/channel");
    }

    @Test
    void theStatusCannotBeWritten() {
        String id = create(vendor.product(), attributes("1.0.0", "a.zip"))
                .expect(201)
                .id();
        classic.patch("/v1/releases/" + id, """
                        {"data":{"type":"releases","attributes":{"status":"PUBLISHED"}}}""").expectError(400, null, "/data/attributes/status");
    }

    @Test
    void aReleaseIsPublishedByItsUpload() {
        String id = create(vendor.product(), attributes("1.0.0", "a.zip"))
                .expect(201)
                .id();
        assertThat(status(id)).isEqualTo("NOT_PUBLISHED");
        upload(id);
        assertThat(status(id)).isEqualTo("PUBLISHED");
    }

    private String status(String id) {
        return classic.get("/v1/releases/" + id).expect(200).text("/data/attributes/status");
    }

    @Test
    void theStatusIsOneOfThreeAndFilters() {
        String product = vendor.product();
        String draft = create(product, attributes("1.0.0", "a.zip")).expect(201).id();
        String published = shipped(product, attributes("1.1.0", "b.zip"));
        String yanked = shipped(product, attributes("1.2.0", "c.zip"));
        classic.delete("/v1/releases/" + yanked + "/artifact").expect(204);

        assertThat(status(draft)).isEqualTo("NOT_PUBLISHED");
        assertThat(status(published)).isEqualTo("PUBLISHED");
        assertThat(status(yanked)).isEqualTo("YANKED");
        assertThat(filtered(product, "NOT_PUBLISHED")).containsExactly(draft);
        assertThat(filtered(product, "PUBLISHED")).containsExactly(published);
        assertThat(filtered(product, "YANKED")).containsExactly(yanked);
    }

    private List<String> filtered(String product, String status) {
        return classic.get("/v1/releases?product=%s&status=%s".formatted(product, status))
                .expect(200)
                .ids();
    }

    @Test
    void signatureAndChecksumAreKeptAsGiven() {
        String product = vendor.product();
        Reply reply = create(
                product,
                attributes("1.0.0", "a.zip")
                        + ",\"signature\":\"%s\",\"checksum\":\"%s\"".formatted(SIGNATURE, CHECKSUM));
        upload(reply.expect(201).id());

        Reply shown = classic.get("/v1/releases/" + reply.id()).expect(200);
        assertThat(shown.text("/data/attributes/signature")).isEqualTo(SIGNATURE);
        assertThat(shown.text("/data/attributes/checksum")).isEqualTo(CHECKSUM);
        assertThat(create(product, attributes("1.1.0", "b.zip") + ",\"signature\":\"any text\",\"checksum\":\"at all\"")
                        .expect(201)
                        .text("/data/attributes/checksum"))
                .isEqualTo("at all");
    }

    @Test
    void downloadsAndUpgradesAreCountedApart() {
        String product = vendor.product();
        shipped(product, attributes("1.0.0", "a.zip"));
        String next = shipped(product, attributes("2.0.0", "b.zip"));
        Client licensee = licensee(product, null);

        licensee.get("/v1/releases/" + next + "/artifact").expect(303);
        licensee.get("/v1/releases/" + next + "/artifact").expect(303);
        upgrade(licensee, product, "1.0.0").expect(303);

        Reply shown = askUntil(
                () -> classic.get("/v1/releases/" + next).expect(200),
                reply -> reply.at("/data/attributes/downloads").asLong() > 1
                        && reply.at("/data/attributes/upgrades").asLong() > 0);
        assertThat(shown.at("/data/attributes/downloads").asLong()).isEqualTo(2);
        assertThat(shown.at("/data/attributes/upgrades").asLong()).isEqualTo(1);
    }

    @Test
    void countersAreProtected() {
        String product = vendor.product();
        String release = shipped(product, attributes("1.0.0", "a.zip"));
        String path = "/v1/releases/" + release;

        for (Client shown : List.of(
                classic,
                vendor.userClient(anonymous, "developer").with("Keygen-Version", "1.0"),
                vendor.productClient(anonymous, product).with("Keygen-Version", "1.0"))) {
            JsonNode attributes = shown.get(path).expect(200).at("/data/attributes");
            assertThat(attributes.path("downloads").isIntegralNumber()).isTrue();
            assertThat(attributes.path("upgrades").isIntegralNumber()).isTrue();
        }
        for (Client hidden : List.of(
                licensee(product, null),
                vendor.userClient(anonymous, "read-only").with("Keygen-Version", "1.0"))) {
            JsonNode attributes = hidden.get(path).expect(200).at("/data/attributes");
            assertThat(attributes.has("downloads")).isFalse();
            assertThat(attributes.has("upgrades")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"downloads", "upgrades"})
    void countersCannotBeWritten(String counter) {
        String product = vendor.product();
        create(product, attributes("1.0.0", "a.zip") + ",\"%s\":7".formatted(counter))
                .expectError(400, null, "/data/attributes/" + counter);
        String id = create(product, attributes("1.0.0", "a.zip")).expect(201).id();
        classic.patch("/v1/releases/" + id, """
                        {"data":{"type":"releases","attributes":{"%s":7}}}""".formatted(counter))
                .expectError(400, null, "/data/attributes/" + counter);
    }

    @Test
    void theVersionIsUniqueToProductPlatformChannelAndFiletype() {
        String product = vendor.product();
        create(product, attributes("1.0.0", "a.zip")).expect(201);

        create(product, attributes("1.0.0", "b.zip"))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version")
                .expectDetail("version already exists for 'darwin' platform with 'zip' filetype on 'stable' channel");
        create(product, attributes("1.0.0", "c.zip").replace("darwin", "win32")).expect(201);
        create(product, attributes("1.0.0", "d.dmg").replace("\"zip\"", "\"dmg\""))
                .expect(201);
        create(vendor.product(), attributes("1.0.0", "a.zip")).expect(201);
    }

    @Test
    void withoutPlatformOrFiletypeVersionsMayRepeat() {
        String product = vendor.product();
        String plain =
                "\"version\":\"1.0.0\",\"channel\":\"stable\",\"filename\":\"%s\",\"platform\":%s,\"filetype\":%s";
        create(product, plain.formatted("a.zip", "\"linux\"", "null")).expect(201);
        create(product, plain.formatted("b.zip", "\"linux\"", "null")).expect(201);
        create(product, plain.formatted("c.zip", "null", "\"zip\"")).expect(201);
        create(product, plain.formatted("d.zip", "null", "\"zip\"")).expect(201);
    }

    @Test
    void theVersionMayHavePrereleaseAndBuildTags() {
        Reply reply = create(vendor.product(), attributes("1.0.0-beta.2+build.7", "a.zip"));
        assertThat(reply.expect(201).text("/data/attributes/version")).isEqualTo("1.0.0-beta.2+build.7");
    }

    @Test
    void theSemverObjectShowsThePartsAndCannotBeWritten() {
        String product = vendor.product();
        Reply reply =
                create(product, attributes("1.2.3-beta.2+build.7", "a.zip")).expect(201);

        assertThat(reply.at("/data/attributes/semver").toString())
                .isEqualTo("{\"major\":1,\"minor\":2,\"patch\":3,\"prerelease\":\"beta.2\",\"build\":\"build.7\"}");
        create(product, attributes("2.0.0", "b.zip") + ",\"semver\":{\"major\":2}")
                .expectError(400, null, "/data/attributes/semver");
    }

    @Test
    void metadataHoldsDigestsAndNotes() {
        Reply reply = create(
                vendor.product(),
                attributes("1.0.0", "a.zip")
                        + ",\"metadata\":{\"sha512\":\"36022a\",\"notes\":\"fast\",\"size\":7,\"lts\":true}");
        assertThat(reply.expect(201).at("/data/attributes/metadata").toString())
                .isEqualTo("{\"sha512\":\"36022a\",\"notes\":\"fast\",\"size\":7,\"lts\":true}");
    }

    @Test
    void theEntitlementsAreThoseBehindTheConstraints() {
        String product = vendor.product();
        String entitlement = vendor.entitlement(Vendor.unique("ACCESS"));
        String id = create(product, attributes("1.0.0", "a.zip"), constraintRelation(entitlement))
                .expect(201)
                .id();

        assertThat(classic.get("/v1/releases/" + id + "/entitlements")
                        .expect(200)
                        .ids())
                .containsExactly(entitlement);
        assertThat(classic.get("/v1/releases/" + id + "/constraints")
                        .expect(200)
                        .text("/data/0/relationships/entitlement/data/id"))
                .isEqualTo(entitlement);
    }

    @Test
    void whoLacksAnEntitlementIsDenied() {
        String product = vendor.product();
        String entitlement = vendor.entitlement(Vendor.unique("ACCESS"));
        String id = create(product, attributes("1.0.0", "a.zip"), constraintRelation(entitlement))
                .expect(201)
                .id();
        upload(id);

        licensee(product, entitlement).get("/v1/releases/" + id + "/artifact").expect(303);
        licensee(product, null).get("/v1/releases/" + id + "/artifact").expectError(404, "NOT_FOUND", null);
        licensee(product, null).get("/v1/releases/" + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void aReleaseLooksLikeTheExample() {
        String product = vendor.product();
        Reply created = create(product, """
                        "name":"Product v2","signature":"%s","checksum":"%s","filename":"Product-2.0.0.dmg","filetype":"dmg",
                        "filesize":209715200,"platform":"darwin","channel":"stable","version":"2.0.0",
                        "metadata":{"sha512":"36022a3f"}""".formatted(SIGNATURE, CHECKSUM)).expect(201);
        String account = created.text("/data/relationships/account/data/id");
        upload(created.id());
        JsonNode release =
                classic.get("/v1/releases/" + created.id()).expect(200).at("/data");

        assertThat(release.at("/type").stringValue()).isEqualTo("releases");
        assertThat(release.at("/attributes").propertyNames())
                .contains(
                        "name",
                        "description",
                        "signature",
                        "checksum",
                        "filename",
                        "filetype",
                        "filesize",
                        "platform",
                        "channel",
                        "status",
                        "downloads",
                        "upgrades",
                        "version",
                        "semver",
                        "metadata",
                        "created",
                        "updated",
                        "yanked");
        assertThat(release.at("/attributes/yanked").isNull()).isTrue();
        assertThat(release.at("/attributes/description").isNull()).isTrue();
        assertThat(release.at("/attributes/filesize").asLong()).isEqualTo(209_715_200L);
        assertThat(release.at("/attributes/filename").stringValue()).isEqualTo("Product-2.0.0.dmg");
        String self = "/v1/accounts/" + account + "/releases/" + created.id();
        assertThat(release.at("/links/self").stringValue()).isEqualTo(self);
        for (String name : List.of("product", "entitlements", "constraints", "artifact")) {
            assertThat(release.at("/relationships/" + name + "/links/related").stringValue())
                    .isEqualTo(self + "/" + name);
        }
        assertThat(release.at("/relationships/account/links/related").stringValue())
                .isEqualTo("/v1/accounts/" + account);
        assertThat(release.at("/relationships/product/data/id").stringValue()).isEqualTo(product);
        assertThat(release.at("/relationships").has("artifacts")).isFalse();
    }

    @Test
    void theNewestFileOfANameFollowsAReplacedVersion() {
        String product = vendor.product();
        String classicRelease = shipped(product, attributes("1.0.0", "latest.zip"));
        uploaded(published(product, "2.0.0"), "latest.zip", "of 2.0.0");
        classic.put(
                        "/v1/releases",
                        releaseBody(product, attributes("3.0.0", "latest.zip").replace("darwin", "linux")))
                .expect(200);

        String newest = admin.get("/v1/artifacts/latest.zip?product=" + product)
                .expect(303)
                .text("/data/relationships/release/data/id");
        assertThat(admin.get("/v1/releases/" + newest).text("/data/attributes/version"))
                .isEqualTo("3.0.0");
        admin.get("/v1/releases/" + classicRelease).expect(200);
    }
}
