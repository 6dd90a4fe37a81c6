package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors are told about creating releases, statement by statement, as they would try it out. */
class CreatingReleasesTest extends UpdateSuite {
    private static final byte[] BUNDLE = "imagine a bundle".getBytes(StandardCharsets.UTF_8);

    private Client sender() {
        return anonymous.withToken(token("release:read", "release:write"));
    }

    private Reply upload(String release, String name) {
        return sender().send("PUT", "/v3/" + release + "/" + name, BUNDLE);
    }

    @Test
    void eachVersionHasAReleaseOfItsOwn() {
        String release = create(product, "1.2", "").expect(201).text("/id");

        Reply listed = publisher.get("/v3/releases?productId=" + product).expect(200);

        assertThat(listed.itemIds()).contains(release);
    }

    @Test
    void theBundleIsUploadedToTheReleaseAfterwards() {
        String release = draft(product(""), "1.0", "");

        upload(release, "myapp.zip").expect(200);

        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
    }

    @Test
    void aBundleOnAnotherServerIsAddedByItsDetails() {
        String product = product("");
        String release = draft(product, "1.0", "");

        external(release, "kite.dmg", "https://cdn.example.com/kite.dmg").expect(201);

        Reply shown = show(release);
        assertThat(shown.text("/files/0/url")).isEqualTo("https://cdn.example.com/kite.dmg");
        assertThat(shown.at("/files/0/size").intValue()).isEqualTo(37580);
        assertThat(shown.text("/files/0/checksum")).isEqualTo("1239d72ef6ff110ef63a803120728907");
        assertThat(shown.at("/files/0/secured").booleanValue()).isFalse();
    }

    @Test
    void theNameIsALabelForPeople() {
        Reply made = publisher.post("/v3/releases", """
                        {"name":"MyApp v1.2","version":"1.2","platform":"linux","productId":"%s"}""".formatted(product(""))).expect(201);

        assertThat(made.text("/name")).isEqualTo("MyApp v1.2");
        publisher.post("/v3/releases", """
                        {"name":"","version":"1.3","platform":"linux","productId":"%s"}""".formatted(product)).expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2.3", "1.2.3.4", "2019.1", "1.02"})
    void aVersionIsTwoToFourNumbers(String version) {
        assertThat(create(product(""), version, "").expect(201).text("/version"))
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.2.3.4.5", "1.2b", "v1.2", "1..2", "1.2.", ".1.2", "-1.2", "1.2 ", "1.2-beta", "1,2", ""})
    void anythingElseIsNoVersion(String version) {
        Reply refused = create(product, version, "").expect(400);

        assertThat(refused.text("/message")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows", "linux", "macos", "win32", "win64", "solaris-sparc"})
    void thePlatformIsAnyWord(String platform) {
        Reply made = publisher
                .post("/v3/releases", """
                        {"name":"MyApp","version":"1.0","platform":"%s","productId":"%s"}""".formatted(platform, product("")))
                .expect(201);

        assertThat(made.text("/platform")).isEqualTo(platform);
    }

    @Test
    void theChannelIsStableUnlessItIsNamed() {
        String product = product("");
        assertThat(create(product, "1.0", "").expect(201).text("/channel")).isEqualTo("stable");
        for (String channel : List.of("alpha", "beta", "rc", "nightly")) {
            String members = "\"channel\":\"%s\"".formatted(channel);
            assertThat(create(product, "2.0", members).expect(201).text("/channel"))
                    .isEqualTo(channel);
        }
    }

    @Test
    void whoFollowsStableIsNotOfferedABeta() {
        String product = product("");
        published(product, "1.0", "");
        published(product, "2.0", "\"channel\":\"beta\"");

        update(product, key(product, ""), "1.0").expect(204);
    }

    @Test
    void theNotesAreMarkdownAndStayAsTheyAre() {
        Reply made = create(product(""), "1.0", "\"notes\":\"# Hi\\n* a\"").expect(201);

        assertThat(made.text("/notes")).isEqualTo("# Hi\n* a");
    }

    @Test
    void filesAreForLicensedUsersOnly() {
        String product = product("");
        String release = draft(product, "1.0", "");
        upload(release, "myapp.zip").expect(200);
        publish(release);
        String address = "/v3/%s/%s/myapp.zip".formatted(server.account().id(), release);

        anonymous.get(address).expect(401);
        assertThat(anonymous
                        .get(address + "?key=" + key(product, ""))
                        .expect(200)
                        .bytes())
                .isEqualTo(BUNDLE);
        anonymous.get(address + "?key=" + key(product(""), "")).expect(403);
    }

    @ParameterizedTest
    @CsvSource({"release:read, 403", "release:write, 403", "release:read release:write, 200"})
    void uploadingNeedsBothPermissions(String scopes, int status) {
        String release = draft(product(""), "1.0", "");

        anonymous
                .withToken(token(scopes.split(" ")))
                .send("PUT", "/v3/" + release + "/myapp.zip", BUNDLE)
                .expect(status);
        anonymous.send("PUT", "/v3/" + release + "/myapp.zip", BUNDLE).expect(401);
    }

    @ParameterizedTest
    @CsvSource({
        "my-app_1.0.zip, 200",
        "my%20app.zip, 404",
        "a/b.zip, 404",
        "app$.zip, 404",
        "..., 404",
        "ab, 404",
    })
    void theNameInTheAddressHasLettersDigitsAndFewSigns(String name, int status) {
        upload(draft(product(""), "1.0", ""), name).expect(status);
    }

    @Test
    void aPublishedReleaseIsReadOnly() {
        String release = draft(product(""), "1.0", "");
        String file = upload(release, "myapp.zip").expect(200).text("/id");
        assertThat(publish(release).at("/published").booleanValue()).isTrue();
        Reply before = show(release);

        for (Reply refused : Arrays.asList(
                publisher.patch(release(release), "{\"notes\":\"other\"}"),
                upload(release, "myapp.zip"),
                upload(release, "another.zip"),
                external(release, "more.dmg", "https://cdn.example.com/more.dmg"),
                publisher.delete("/v3/release-files/" + file),
                sender().delete("/v3/" + release + "/myapp.zip"),
                publisher.delete(release(release)))) {
            assertThat(refused.expect(403).text("/code")).isEqualTo("RELEASE_PUBLISHED");
        }
        assertThat(show(release).json()).isEqualTo(before.json());
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.5, 1.2.3.5, 204",
        "1.2.3.4, 1.2.3.5, 200",
        "1.2.3, 1.2.3.4, 204",
        "1.2, 1.2.3.4, 204",
        "1.2, 1.3.0.1, 200",
        "1.2.3, 1.2.4, 200",
        "1.2.3.0, 1.2.3, 204",
        "2.0, 1.9.9.9, 204",
        "1.9, 1.10, 200",
    })
    void anUpdateIsLookedForInAsManyNumbersAsWereSent(String sent, String newest, int status) {
        String product = product("");
        published(product, newest, "");

        update(product, key(product, ""), sent).expect(status);
    }

    @Test
    void theLatestReleaseIsTheGreatestPublishedOne() {
        String product = product("");
        published(product, "1.10", "");
        published(product, "1.9", "");
        draft(product, "2.0", "");

        assertThat(latest(product, key(product, "")).expect(200).text("/version"))
                .isEqualTo("1.10");
    }
}
