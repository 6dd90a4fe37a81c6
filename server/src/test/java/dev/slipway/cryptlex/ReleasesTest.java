package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesTest extends ReleaseSuite {

    @Test
    void aNewReleaseIsADraftWithAllItsMembers() {
        String own = product("");

        Reply made = create(own, "1.2", "").expect(201);

        assertThat(made.json().propertyNames())
                .contains(
                        "id",
                        "createdAt",
                        "updatedAt",
                        "name",
                        "version",
                        "channel",
                        "platform",
                        "platforms",
                        "notes",
                        "private",
                        "published",
                        "publishedAt",
                        "archived",
                        "totalFiles",
                        "files",
                        "productId",
                        "tenantId",
                        "semver",
                        "versionExact",
                        "metadata",
                        "constraints");
        assertThat(made.text("/name")).isEqualTo("MyApp 1.2");
        assertThat(made.text("/version")).isEqualTo("1.2");
        assertThat(made.text("/channel")).isEqualTo("stable");
        assertThat(made.text("/platform")).isEqualTo("windows");
        assertThat(made.at("/platforms")).hasToString("[\"windows\"]");
        assertThat(made.text("/notes")).isEmpty();
        assertThat(made.at("/private").booleanValue()).isFalse();
        assertThat(made.at("/published").booleanValue()).isFalse();
        assertThat(made.at("/publishedAt").isNull()).isTrue();
        assertThat(made.at("/archived").booleanValue()).isFalse();
        assertThat(made.at("/totalFiles").intValue()).isZero();
        assertThat(made.at("/files")).hasToString("[]");
        assertThat(made.text("/productId")).isEqualTo(own);
        assertThat(made.text("/tenantId")).isEqualTo(server.account().id());
        assertThat(made.text("/createdAt")).endsWith("Z");
        assertThat(publisher.get("/v3/releases?productId=" + own).expect(200).itemIds())
                .containsExactly(made.text("/id"));
        assertThat(show(made.text("/id").toUpperCase(Locale.ROOT)).body()).isEqualTo(made.body());
        assertThat(eventsOf(made.text("/id"))).containsExactly("release.created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2.3", "1.2.3.4", "0.0", "01.2", "2147483647.0"})
    void takesTwoToFourNumbers(String version) {
        assertThat(create(product(""), version, "").expect(201).text("/version"))
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2.3.4.5",
                "1.2b",
                "v1.2",
                "1..2",
                "1.2.",
                "-1.2",
                "1.2 ",
                " 1.2",
                "",
                "1.2.x",
                "1,2",
                "１.２"
            })
    void refusesEveryOtherVersion(String version) {
        Reply refused = create(product, version, "").expectField(400, "version");

        assertThat(refused.text("/code")).isEqualTo("INVALID_RELEASE_VERSION");
    }

    @Test
    void refusesNumbersThatAreTooLarge() {
        create(product, "1.2147483648", "").expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows", "linux", "macos", "win32", "win64", "solaris-sparc"})
    void takesAnyPlatform(String platform) {
        Reply made = publisher
                .post("/v3/releases", """
                {"name":"P","version":"1.2","platform":"%s","productId":"%s"}""".formatted(platform, product("")))
                .expect(201);

        assertThat(made.text("/platform")).isEqualTo(platform);
    }

    @Test
    void severalPlatformsWinOverOne() {
        Reply made = create(product(""), "1.0", "\"platforms\":[\"Linux\",\"macos\",\"Linux\"]")
                .expect(201);

        assertThat(made.text("/platform")).isEqualTo("Linux");
        assertThat(made.at("/platforms")).hasToString("[\"Linux\",\"macos\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"beta", "nightly", "Früh 2"})
    void takesAnyChannel(String channel) {
        Reply made = create(product(""), "1.0", "\"channel\":\"%s\"".formatted(channel))
                .expect(201);

        assertThat(made.text("/channel")).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null"})
    void anEmptyChannelIsStable(String channel) {
        assertThat(create(product(""), "1.0", "\"channel\":" + channel)
                        .expect(201)
                        .text("/channel"))
                .isEqualTo("stable");
    }

    @Test
    void keepsNotesAsTheyAre() {
        Reply made =
                create(product(""), "1.0", "\"notes\":\"# Hi\\n* a <script>\"").expect(201);

        assertThat(show(made.text("/id")).text("/notes")).isEqualTo("# Hi\n* a <script>");
        assertThat(publisher
                        .patch(release(made.text("/id")), "{\"notes\":null}")
                        .text("/notes"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'version':'1.0','platform':'w','productId':'$P'} | name",
                "{'name':'','version':'1.0','platform':'w','productId':'$P'} | name",
                "{'name':'  ','version':'1.0','platform':'w','productId':'$P'} | name",
                "{'name':5,'version':'1.0','platform':'w','productId':'$P'} | name",
                "{'name':'$256','version':'1.0','platform':'w','productId':'$P'} | name",
                "{'name':'A','platform':'w','productId':'$P'} | version",
                "{'name':'A','version':1.2,'platform':'w','productId':'$P'} | version",
                "{'name':'A','version':'1.0','productId':'$P'} | platform",
                "{'name':'A','version':'1.0','platforms':[],'productId':'$P'} | platforms",
                "{'name':'A','version':'1.0','platforms':[1],'productId':'$P'} | platforms",
                "{'name':'A','version':'1.0','platforms':'w','productId':'$P'} | platforms",
                "{'name':'A','version':'1.0','platform':'','productId':'$P'} | platforms",
                "{'name':'A','version':'1.0','platforms':['1','2','3','4','5','6','7','8','9','10','11'],'productId':'$P'}"
                        + " | platforms",
                "{'name':'A','version':'1.0','platform':'w'} | productId",
                "{'name':'A','version':'1.0','platform':'w','productId':'00000000-0000-7000-8000-00000000ffff'} | productId",
                "{'name':'A','version':'1.0','platform':'w','productId':'nonsense'} | productId",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','channel':'$256'} | channel",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','channel':7} | channel",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','private':'yes'} | private",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','createdAt':'yesterday'} | createdAt",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','createdAt':'2999-01-01T00:00:00Z'} | createdAt",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','notes':false} | notes",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','metadata':7} | metadata",
                "{'name':'A','version':'1.0','platform':'w','productId':'$P','dottedVersion':'2.0'} | dottedVersion",
            })
    void refusesWhatCannotBeAndNamesIt(String body, String member) {
        long before = count();

        Reply refused = publisher
                .post(
                        "/v3/releases",
                        body.replace('\'', '"').replace("$P", product).replace("$256", "x".repeat(256)))
                .expectField(400, member);

        assertThat(refused.text("/message")).isNotBlank();
        assertThat(count()).isEqualTo(before);
    }

    private long count() {
        return Long.parseLong(publisher
                .get("/v3/releases?limit=1&productId=" + product)
                .header("Pagination-Count")
                .orElseThrow());
    }

    @Test
    void namesTheProductThatIsNotThere() {
        create(UUID.randomUUID().toString(), "1.0", "").expectMessage(400, "INVALID_PRODUCT_ID");
    }

    @Test
    void ignoresMembersNobodyKnows() {
        Reply made = create(
                        product(""),
                        "1.0",
                        "\"filename\":\"a\",\"published\":true,\"totalFiles\":9,\"id\":\"x\",\"archived\":true")
                .expect(201);

        assertThat(made.at("/published").booleanValue()).isFalse();
        assertThat(made.at("/totalFiles").intValue()).isZero();
    }

    @Test
    void theSameVersionMayComeAgainElsewhere() {
        String own = product("");
        String first = draft(own, "5.0.3", "");

        create(own, "5.0.3", "").expectMessage(409, "RELEASE_ALREADY_EXISTS");
        create(own, "5.0.3.0", "\"platforms\":[\"linux\",\"Windows\"]").expectMessage(409, "RELEASE_ALREADY_EXISTS");
        create(own, "5.0.3", "\"channel\":\"dev\"").expect(201);
        create(own, "5.0.3", "\"platforms\":[\"linux\"]").expect(201);
        create(product(""), "5.0.3", "").expect(201);

        publisher.post(release(first) + "/archive", "").expect(200);
        String second = draft(own, "5.0.3", "");
        publisher.post(release(first) + "/unarchive", "").expectMessage(409, "RELEASE_ALREADY_EXISTS");
        publisher.delete(release(second)).expect(204);
        publisher.post(release(first) + "/unarchive", "").expect(200);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        String own = product("");
        String id = draft(own, "1.0", "\"notes\":\"n\",\"private\":true,\"metadata\":{\"buildNumber\":7}");

        Reply changed = publisher
                .patch(
                        release(id),
                        "{\"name\":\"Other\",\"version\":\"1.1\",\"channel\":\"Beta\",\"platforms\":[\"linux\"]}")
                .expect(200);

        assertThat(changed.text("/name")).isEqualTo("Other");
        assertThat(changed.text("/version")).isEqualTo("1.1");
        assertThat(changed.text("/channel")).isEqualTo("Beta");
        assertThat(changed.text("/semver")).isEqualTo("1.1.0-beta");
        assertThat(changed.text("/platform")).isEqualTo("linux");
        assertThat(changed.text("/notes")).isEqualTo("n");
        assertThat(changed.at("/private").booleanValue()).isTrue();
        assertThat(changed.at("/metadata/buildNumber").intValue()).isEqualTo(7);
        assertThat(show(id).body()).isEqualTo(changed.body());
        assertThat(publisher
                        .patch(release(id), "{\"private\":false,\"platform\":\"macos\"}")
                        .at("/private")
                        .booleanValue())
                .isFalse();
        assertThat(show(id).at("/platforms")).hasToString("[\"macos\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "name,'{\"name\":\"\"}'",
        "version,'{\"version\":\"1\"}'",
        "platforms,'{\"platforms\":[]}'",
        "private,'{\"private\":1}'",
        "createdAt,'{\"createdAt\":\"2999-01-01\"}'",
        "archived,'{\"archived\":\"no\"}'",
    })
    void refusesChangesThatCannotBe(String member, String body) {
        String id = draft(product(""), "1.0", "");
        String before = show(id).body();

        publisher.patch(release(id), body).expectField(400, member);

        assertThat(show(id).body()).isEqualTo(before);
    }

    @Test
    void countsAsMadeWhenItsPublisherSays() {
        String id = draft(product(""), "1.0", "\"createdAt\":\"2019-01-01T00:00:00+01:00\"");

        assertThat(show(id).text("/createdAt")).isEqualTo("2018-12-31T23:00:00Z");
        assertThat(publisher
                        .patch(release(id), "{\"createdAt\":\"2020-05-31T15:39:22.2985922\"}")
                        .text("/createdAt"))
                .startsWith("2020-05-31T15:39:22.298592");
    }

    @Test
    void publishingFreezes() {
        String id = draft(product(""), "1.0", "");
        String file =
                external(id, "a.zip", "https://files.example/a.zip").expect(201).text("/id");

        Reply published = publish(id);

        assertThat(published.at("/published").booleanValue()).isTrue();
        assertThat(Instant.parse(published.text("/publishedAt")))
                .isBetween(
                        server.clock().instant().minus(Duration.ofMinutes(5)),
                        server.clock().instant());
        String path = release(id);
        assertThat(publish(id).body()).isEqualTo(published.body());
        publisher.patch(path, "{\"notes\":\"late\"}").expectMessage(403, "RELEASE_PUBLISHED");
        publisher.patch(path, "{\"notes\":\"late\",\"archived\":true}").expectMessage(403, "RELEASE_PUBLISHED");
        publisher.delete(path).expectMessage(403, "RELEASE_PUBLISHED");
        external(id, "b.zip", "https://files.example/b.zip").expectMessage(403, "RELEASE_PUBLISHED");
        publisher.delete("/v3/release-files/" + file).expectMessage(403, "RELEASE_PUBLISHED");
        assertThat(show(id).body()).isEqualTo(published.body());
        assertThat(eventsOf(id)).containsExactly("release.created", "release.published");
    }

    @Test
    void publishedReleasesCanBePutAwayAndBroughtBack() {
        String id = published(product(""), "1.0", "");
        String before = show(id).text("/publishedAt");

        Reply archived = publisher.patch(release(id), "{\"archived\":true}").expect(200);
        assertThat(archived.at("/archived").booleanValue()).isTrue();
        assertThat(archived.at("/published").booleanValue()).isTrue();
        assertThat(publisher.post(release(id) + "/archive", "").expect(200).body())
                .isEqualTo(archived.body());
        Reply back = publisher.post(release(id) + "/unarchive", "").expect(200);
        assertThat(back.at("/archived").booleanValue()).isFalse();
        assertThat(back.text("/publishedAt")).isEqualTo(before);
        assertThat(publisher
                        .patch(release(id), "{\"archived\":false}")
                        .expect(200)
                        .body())
                .isEqualTo(back.body());
    }

    @Test
    void whatWasYankedStaysAway() {
        String id = published(product(""), "1.0", "");
        admin.post("/v1/releases/" + id + "/actions/yank", "").expect(200);

        assertThat(show(id).at("/archived").booleanValue()).isTrue();
        assertThat(show(id).text("/yanked")).endsWith("Z");
        publisher.post(release(id) + "/unarchive", "").expect(403);
        publisher.patch(release(id), "{\"archived\":false}").expect(403);
    }

    @Test
    void draftsCanBeDeletedWithTheirFiles() {
        String id = draft(product(""), "1.0", "");
        String file =
                external(id, "a.zip", "https://files.example/a.zip").expect(201).text("/id");

        publisher.delete(release(id)).expect(204);

        publisher.get(release(id)).expect(404);
        publisher.get("/v3/release-files/" + file).expect(404);
        publisher.delete(release(id)).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1.0", "00000000-0000-7000-8000-000000000000"})
    void whatIsNotThereIsNotFound(String id) {
        draft(product(""), "1.0", "");

        publisher.get(release(id)).expect(404);
        publisher.patch(release(id), "{}").expect(404);
        publisher.delete(release(id)).expect(404);
        publisher.post(release(id) + "/publish", "").expect(404);
        publisher.post(release(id) + "/archive", "").expect(404);
        publisher.post(release(id) + "/unarchive", "").expect(404);
    }

    @Test
    void scopesDecideWhatATokenMay() {
        String id = draft(product(""), "1.0", "");
        Client reader = plain(withScopes("release:read"));
        Client writer = plain(withScopes("release:write"));

        reader.get(release(id)).expect(200);
        reader.patch(release(id), "{\"notes\":\"x\"}").expect(403);
        reader.post(release(id) + "/publish", "").expect(403);
        reader.post(release(id) + "/archive", "").expect(403);
        reader.delete(release(id)).expect(403);
        reader.post("/v3/releases", "{}").expect(403);
        reader.post("/v3/release-files", "{}").expect(403);
        reader.post("/v3/release-channels", "{}").expect(403);
        writer.get(release(id)).expect(403);
        writer.get("/v3/releases").expect(403);
        writer.get("/v3/releases/storage").expect(403);
        writer.patch(release(id), "{\"notes\":\"x\"}").expect(200);
        stranger.get(release(id)).expect(401);
        stranger.post("/v3/releases", "{}").expect(401);
        stranger.get("/v3/release-files").expect(401);
        stranger.get("/v3/me/releases").expect(401);
    }

    @Test
    void tellsHowMuchIsKept() {
        Reply before = publisher.get("/v3/releases/storage").expect(200);
        uploaded(draft(product(""), "1.0", ""), "a.bin", "", "12345");
        Reply after = publisher.get("/v3/releases/storage").expect(200);

        assertThat(before.at("/allowedSpace").longValue()).isZero();
        assertThat(after.at("/usedSpace").longValue())
                .isEqualTo(before.at("/usedSpace").longValue() + 5);
    }

    @Test
    void showsWhatWasSentToIt() {
        String id = draft(product(""), "1.0", "");
        uploaded(id, "My App.zip", "\"platform\":\"darwin\",\"arch\":\"arm64\"", "hello");

        Reply shown = show(id);

        assertThat(shown.at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(shown.at("/platforms")).hasToString("[\"windows\",\"darwin\"]");
        assertThat(shown.text("/files/0/name")).isEqualTo("My App.zip");
        assertThat(shown.text("/files/0/extension")).isEqualTo(".zip");
        assertThat(shown.text("/files/0/checksum")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(shown.at("/files/0/size").longValue()).isEqualTo(5);
        assertThat(shown.at("/files/0/secured").booleanValue()).isTrue();
        assertThat(shown.text("/files/0/url"))
                .endsWith("/v3/%s/%s/My%%20App.zip".formatted(server.account().id(), id));
        assertThat(List.of(shown.text("/files/0/platform"), shown.text("/files/0/arch")))
                .containsExactly("darwin", "arm64");
    }
}
