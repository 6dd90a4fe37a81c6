package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is newer than what is installed, and what is newest, as installations ask it with the key of their license. */
class UpdatesTest extends UpdateSuite {

    @ParameterizedTest
    @CsvSource({
        "1.2.3.5, 1.2.3.5, 204",
        "1.2.3.4, 1.2.3.5, 200",
        "1.2.3, 1.2.3.4, 204",
        "1.2, 1.2.3.4, 204",
        "1.2, 1.3.0.1, 200",
        "1.2.3, 1.2.4, 200",
        "1.2.3.0, 1.2.3, 204",
        "1.2.3, 1.2.3.0, 204",
        "2.0, 1.9.9.9, 204",
        "1.9, 1.10, 200",
        "1.9.9.9, 2.0, 200",
        "01.02, 1.3, 200",
        "1.2.0, 1.02, 204",
        "0.0, 0.0.0.1, 204",
        "0.0.0.0, 0.0.0.1, 200",
        "1.2.3.2147483646, 1.2.3.2147483647, 200"
    })
    void comparesAsManyPartsAsWereSent(String sent, String newest, int status) {
        String other = product("");
        published(other, newest, "");
        String key = key(other, "");

        Reply reply = update(other, key, sent).expect(status);

        if (status == 200) {
            assertThat(reply.text("/version")).isEqualTo(newest);
        } else {
            assertThat(reply.bytes()).isEmpty();
        }
    }

    @Test
    void choosesTheGreatestByNumberWhateverWasPublishedLast() {
        String other = product("");
        published(other, "1.10", "");
        published(other, "1.9", "");
        draft(other, "2.0", "");
        String key = key(other, "");

        assertThat(update(other, key, "1.2").expect(200).text("/version")).isEqualTo("1.10");
        assertThat(latest(other, key).expect(200).text("/version")).isEqualTo("1.10");
    }

    @Test
    void answersWithTheWholeReleaseForThePlatformThatWasAskedFor() {
        String other = product("");
        String release =
                draft(other, "2.3.0.17", "\"platforms\":[\"linux\",\"Windows\"],\"notes\":\"# Hi\",\"private\":true");
        external(release, "setup.exe", "https://elsewhere.example/setup.exe").expect(201);
        publish(release);
        String key = key(other, "");

        Reply reply = update(other, key, "2.3.0.16").expect(200);

        assertThat(reply.text("/id")).isEqualTo(release);
        assertThat(reply.text("/platform")).isEqualTo("windows");
        assertThat(reply.at("/platforms")).hasToString("[\"linux\",\"Windows\"]");
        assertThat(reply.text("/notes")).isEqualTo("# Hi");
        assertThat(reply.text("/productId")).isEqualTo(other);
        assertThat(reply.at("/published").booleanValue()).isTrue();
        assertThat(reply.at("/private").booleanValue()).isTrue();
        assertThat(reply.at("/allowed").booleanValue()).isTrue();
        assertThat(reply.at("/reason").isMissingNode()).isTrue();
        assertThat(reply.at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(reply.text("/files/0/name")).isEqualTo("setup.exe");
        assertThat(reply.text("/files/0/url")).isEqualTo("https://elsewhere.example/setup.exe");
        assertThat(reply.body()).doesNotContain(key);
        assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void matchesChannelsExactlyAndPlatformsInAnyCase() {
        String other = product("");
        published(other, "1.1", "");
        published(other, "1.2", "\"channel\":\"rc\"");
        published(other, "1.3", "\"channel\":\"beta\"");
        published(other, "1.4", "\"platform\":\"linux\"");
        String key = key(other, "");
        Map<String, String> question = question(other, key, "1.0");

        assertThat(update(question).text("/version")).isEqualTo("1.1");
        question.put("channel", "");
        assertThat(update(question).text("/version")).isEqualTo("1.1");
        question.put("channel", "beta");
        assertThat(update(question).text("/version")).isEqualTo("1.3");
        question.put("channel", "Beta");
        update(question).expect(204);
        latest(question).expectMessage(404, "NOT_FOUND");
        question.put("channel", "stable");
        question.put("platform", "LINUX");
        assertThat(update(question).text("/version")).isEqualTo("1.4");
        assertThat(update(question).text("/platform")).isEqualTo("LINUX");
        question.put("platform", "macos");
        update(question).expect(204);
        latest(question).expectMessage(404, "NOT_FOUND");
    }

    @Test
    void offersNothingThatIsArchived() {
        String other = product("");
        published(other, "1.1", "");
        String archived = published(other, "1.2", "");
        String key = key(other, "");
        assertThat(latest(other, key).text("/version")).isEqualTo("1.2");

        publisher.post(release(archived) + "/archive", "").expect(200);
        assertThat(latest(other, key).text("/version")).isEqualTo("1.1");

        publisher.post(release(archived) + "/unarchive", "").expect(200);
        assertThat(update(other, key, "1.1").text("/version")).isEqualTo("1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"productId", "platform", "key", "version"})
    void asksForWhatItNeeds(String missing) {
        Map<String, String> question = question(product, key(product, ""), "1.0");

        question.put(missing, "");
        update(question).expectField(400, missing);
        question.remove(missing);
        update(question).expectField(400, missing);
        if (!missing.equals("version")) {
            question.remove("version");
            latest(question).expectField(400, missing);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.2.3.4.5", "1.2b", "v1.2", "1..2", "1.2.", "-1.2", "1.2 ", "1.2.3-beta.1", "2147483648.0"
            })
    void refusesVersionsThatAreNone(String version) {
        Reply reply = update(product, key(product, ""), version);

        reply.expectMessage(400, "INVALID_RELEASE_VERSION").expectField(400, "version");
    }

    @Test
    void tellsWhatIsWrongWithAKey() {
        published(product, "9.9", "");
        String other = key(product(""), "");
        Reply license = license(product, "");
        String path = "/v3/licenses/" + license.text("/id");
        Map<String, String> question = question(product, license.text("/key"), "1.0");
        update(question).expect(200);

        update(product, "no-such-key", "1.0").expectMessage(400, "INVALID_LICENSE_KEY");
        update(product, other, "1.0").expectMessage(400, "INVALID_LICENSE_KEY");
        update(product, "x".repeat(5_000), "1.0").expectMessage(400, "INVALID_LICENSE_KEY");
        latest(product, other).expectMessage(400, "INVALID_LICENSE_KEY");
        seller.patch(path, "{\"suspended\":true}").expect(200);
        update(question).expectMessage(400, "SUSPENDED_LICENSE");
        latest(question).expectMessage(400, "SUSPENDED_LICENSE");
        seller.patch(path, "{\"revoked\":true}").expect(200);
        update(question).expectMessage(400, "REVOKED_LICENSE");
        seller.patch(path, "{\"revoked\":false}").expect(200);
        update(question).expectMessage(400, "SUSPENDED_LICENSE");
        seller.patch(path, "{\"suspended\":false}").expect(200);
        update(question).expect(200);
        seller.delete(path).expect(204);
        update(question).expectMessage(400, "INVALID_LICENSE_KEY");
    }

    @Test
    void tellsNothingOfProductsThatTheKeyIsNotFor() {
        String key = key(product, "");

        update("nonsense", key, "1.0").expectMessage(400, "INVALID_PRODUCT_ID");
        update(MISSING, key, "1.0").expectMessage(400, "INVALID_LICENSE_KEY");
        update(product(""), key, "1.0").expectMessage(400, "INVALID_LICENSE_KEY");
    }

    @Test
    void looksAtTheKeyAloneWhateverElseIsPresented() {
        String other = product("");
        published(other, "1.1", "");
        Map<String, String> question = question(other, key(other, ""), "1.0");
        String path = "/v3/releases/update?productId=%s&platform=windows&version=1.0&key=".formatted(other);

        staff.get(path + question.get("key")).expect(200);
        stranger.withToken("nonsense").get(path + question.get("key")).expect(200);
        staff.get(path + "no-such-key").expectMessage(400, "INVALID_LICENSE_KEY");
        staff.get(path).expectField(400, "key");
    }

    @ParameterizedTest
    @CsvSource({"true, 200", "True, 200", "TRUE, 200", "false, 200", "False, 200", "'', 200", "1, 400", "yes, 400"})
    void readsFlagsAsTheirClientsPrintThem(String allowed, int status) {
        String other = product("");
        published(other, "1.1", "");
        Map<String, String> question = question(other, key(other, ""), "1.0");

        question.put("allowed", allowed);

        Reply reply = update(question).expect(status);
        if (status == 400) {
            reply.expectField(400, "allowed");
        }
    }

    @Test
    void findsTheAccountByItsIdOrTheProduct() {
        String other = product("");
        published(other, "1.1", "");
        Map<String, String> question = question(other, key(other, ""), "1.0");
        String account = update(question).expect(200).text("/tenantId");

        question.put("accountId", account);
        update(question).expect(200);
        latest(question).expect(200);
        question.put("accountId", MISSING);
        update(question).expectMessage(404, "NOT_FOUND");
        question.put("accountId", "");
        question.put("productId", other.toUpperCase(java.util.Locale.ROOT));
        update(question).expect(200);
    }

    @Test
    void servesSemanticVersionsAsDottedOnesAndAsTheyAre() {
        String semantic = semanticProduct();
        published(semantic, "1.2.3", "");
        published(semantic, "1.3.0", "");
        semver(semantic, "1.4.0-beta.2", "beta");
        semver(semantic, "1.4.0-beta.10", "beta");
        String key = key(semantic, "");
        Map<String, String> question = question(semantic, key, "1.2.3");

        assertThat(update(question).expect(200).text("/version")).isEqualTo("1.3.0");
        question.put("version", "1.3");
        update(question).expect(204);
        question.put("version", "1.3.0-rc.1");
        assertThat(update(question).expect(200).text("/semver")).isEqualTo("1.3.0");
        question.put("version", "1.3.0+build.7");
        update(question).expect(204);
        question.put("channel", "beta");
        question.put("version", "1.4.0-beta.3");
        assertThat(update(question).expect(200).text("/version")).isEqualTo("1.4.0.10");
        question.put("version", "1.4.0.9");
        assertThat(update(question).expect(200).text("/semver")).isEqualTo("1.4.0-beta.10");
        question.put("version", "1.4.0.10");
        update(question).expect(204);
        question.put("version", "one.two");
        update(question).expectMessage(400, "INVALID_RELEASE_VERSION");
    }

    /** Publishes a release for windows through the other API. */
    private void semver(String productId, String version, String channel) {
        String id = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"name":"%s","version":"%s","channel":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version, version, channel, productId))
                .expect(201)
                .id();
        uploaded(id, Vendor.unique("setup") + ".exe", "\"platform\":\"windows\"", "bytes");
        admin.post("/v1/releases/" + id + "/actions/publish", "").expect(200);
    }

    @Test
    void answersTheKeysOfLicensesOfTheOtherApiWhateverTheirPolicySaysOfKeys() {
        String other = product("");
        published(other, "1.1", "");
        Reply license = vendor.license(vendor.policy(other, "\"authenticationStrategy\":\"TOKEN\""), "");

        update(other, license.text("/data/attributes/key"), "1.0").expect(200);
    }

    @Test
    void hidesWhatNeedsAnEntitlementThatTheLicenseLacks() {
        String other = product("");
        published(other, "1.1", "");
        String constrained = draft(other, "1.2", "");
        String code = Vendor.unique("FEATURE");
        String entitlement = vendor.entitlement(code);
        admin.post("/v1/releases/" + constrained + "/constraints", """
                        {"data":[{"type":"constraints","relationships":{"entitlement":{"data":{"type":"entitlements",
                        "id":"%s"}}}}]}""".formatted(entitlement))
                .expect(200);
        publish(constrained);
        Reply license = license(other, "");
        String key = license.text("/key");

        assertThat(update(other, key, "1.0").expect(200).text("/version")).isEqualTo("1.1");
        admin.post("/v1/licenses/" + license.text("/id") + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        assertThat(update(other, key, "1.0").expect(200).text("/version")).isEqualTo("1.2");
        assertThat(seller.get("/v3/licenses/" + license.text("/id")).text("/entitlements/0"))
                .isEqualTo(code);
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        String other = product("");
        published(other, "1.1", "");
        String path =
                "/v3/releases/update?productId=%s&platform=windows&key=%s&version=".formatted(other, key(other, ""));

        assertThat(stranger.head(path + "1.0").expect(200).bytes()).isEmpty();
        stranger.head(path + "1.1").expect(204);
    }
}
