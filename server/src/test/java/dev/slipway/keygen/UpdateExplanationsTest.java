package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Backstage;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each reason why an update is not offered is named, and the check itself answers the same at the same time. */
class UpdateExplanationsTest extends CatalogSuite {
    private Backstage backstage;
    private Client publisher;
    private String product;
    private String license;

    @BeforeEach
    void makeProduct() {
        backstage = new Backstage(server);
        publisher = admin.with("Content-Type", "application/json");
        product = dotted("");
        license = vendor.license(vendor.policy(product, ""), "").id();
    }

    private String dotted(String attributes) {
        return vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}" + attributes);
    }

    private String draft(String version, String members) {
        return publisher
                .post("/v3/releases", """
                        {"name":"R","version":"%s","platforms":["windows"],"productId":"%s"%s}""".formatted(version, product, members))
                .expect(201)
                .text("/id");
    }

    private String offered(String version, String members) {
        String id = draft(version, members);
        publisher.post("/v3/releases/" + id + "/publish", "").expect(200);
        return id;
    }

    /** What the license itself is answered. */
    private Reply check(String version, String more) {
        String key = admin.get("/v1/licenses/" + license).expect(200).text("/data/attributes/key");
        return anonymous.get("/v3/releases/update?productId=%s&platform=windows&key=%s&version=%s%s"
                .formatted(product, key, version, more));
    }

    private Reply explain(String version, String more) {
        return admin.get("/v1/licenses/%s/upgrade-explanation?platform=windows&version=%s%s"
                        .formatted(license, version, more))
                .expect(200);
    }

    private static List<String> codes(JsonNode reasons) {
        return reasons.valueStream().map(each -> each.at("/code").stringValue()).toList();
    }

    /** What is passed over, each with the codes of what is against it. */
    private static List<String> passedOver(Reply explained) {
        return explained
                .at("/data")
                .valueStream()
                .map(each -> each.at("/attributes/version").stringValue() + " " + codes(each.at("/attributes/reasons")))
                .toList();
    }

    /** The explanation, after the check was found to answer the same. */
    private Reply agreed(String version, String more) {
        Reply explained = explain(version, more);
        Reply checked = check(version, more);
        JsonNode next = explained.at("/meta/next");
        if (checked.status() == 200) {
            assertThat(next.stringValue()).isEqualTo(checked.text("/version"));
            assertThat(explained.at("/meta/allowed").booleanValue())
                    .isEqualTo(checked.at("/allowed").booleanValue());
            assertThat(explained.at("/meta/reasons").isEmpty())
                    .isEqualTo(checked.at("/allowed").booleanValue());
        } else {
            assertThat(next.isNull()).as(checked.body()).isTrue();
            assertThat(explained.at("/meta/allowed").booleanValue()).isFalse();
            assertThat(explained.at("/meta/reasons").isEmpty())
                    .as(checked.body())
                    .isEqualTo(checked.status() == 204);
        }
        explained
                .at("/data")
                .valueStream()
                .forEach(each ->
                        assertThat(codes(each.at("/attributes/reasons"))).isNotEmpty());
        return explained;
    }

    /** Explains the one release there is, which is told of but may not be had, for that reason. */
    private Reply limited(String version, String reason) {
        Reply told = agreed(version, "");
        assertThat(told.at("/meta/next").isNull()).isFalse();
        assertThat(codes(told.at("/meta/reasons"))).containsExactly(reason);
        Reply asked = agreed(version, "&allowed=true");
        assertThat(asked.at("/meta/next").isNull()).isTrue();
        assertThat(passedOver(asked)).hasSize(1);
        assertThat(passedOver(asked).getFirst()).contains("[" + reason + "]");
        return told;
    }

    @Test
    void whatIsOfferedIsExplainedWithWhatIsGreater() {
        offered("1.1", "");
        offered("1.2", "");
        draft("1.4", "");
        offered("1.3", ",\"channel\":\"beta\"");

        Reply explained = agreed("1.0", "");

        assertThat(explained.text("/meta/current")).isEqualTo("1.0");
        assertThat(explained.text("/meta/next")).isEqualTo("1.2");
        assertThat(passedOver(explained)).containsExactly("1.4 [NOT_PUBLISHED]", "1.3 [OTHER_CHANNEL]");
        assertThat(eventsOf(license)).doesNotContain("release.upgraded");
    }

    @Test
    void aMissingEntitlement() {
        String code = Vendor.unique("PRO");
        String entitlement = vendor.entitlement(code);
        String release = draft("1.1", "");
        admin.post("/v1/releases/" + release + "/constraints", "{\"data\":[%s]}".formatted(constraint(entitlement)))
                .expect(200);
        publisher.post("/v3/releases/" + release + "/publish", "").expect(200);

        Reply explained = agreed("1.0", "");

        assertThat(passedOver(explained)).containsExactly("1.1 [ENTITLEMENTS_MISSING]");
        assertThat(explained.text("/data/0/attributes/reasons/0/entitlements/0"))
                .isEqualTo(code);
    }

    @Test
    void aLicenseThatExpiredBefore() {
        String expiry = server.clock().instant().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "";
        license = vendor.license(vendor.policy(product, ""), "\"expiry\":\"%s\"".formatted(expiry))
                .id();
        offered("1.1", "");

        Reply explained = limited("1.0", "AFTER_EXPIRY");

        assertThat(explained.text("/meta/reasons/0/since")).isEqualTo(expiry.replace("Z", ".000Z"));
    }

    @Test
    void maintenanceThatIsOver() {
        backstage.maintain(license, backstage.maintenancePolicy(3600, "IMMEDIATE", true, true));
        server.clock().advance(Duration.ofHours(2));
        offered("1.1", "");

        limited("1.0", "AFTER_MAINTENANCE");
    }

    @Test
    void maintenanceThatIncludesOnlySmallerSteps() {
        backstage.maintain(license, backstage.maintenancePolicy(3600, "IMMEDIATE", false, true));
        offered("2.0", "");

        Reply explained = limited("1.5", "BEYOND_MAINTENANCE");

        assertThat(explained.text("/meta/reasons/0/version")).isEqualTo("1.5");
    }

    @Test
    void aGreatestVersion() {
        backstage.limit(license, "1.0");
        offered("1.1", "");

        Reply explained = limited("1.0", "BEYOND_MAXIMUM_VERSION");

        assertThat(explained.text("/meta/reasons/0/version")).isEqualTo("1.0");
    }

    @Test
    void aClosedProduct() {
        offered("1.1", "");
        admin.patch("/v1/products/" + product, """
                        {"data":{"type":"products","attributes":{"distributionStrategy":"CLOSED"}}}""").expect(200);

        Reply explained = agreed("1.0", "");

        assertThat(codes(explained.at("/meta/reasons"))).containsExactly("PRODUCT_CLOSED");
        assertThat(passedOver(explained)).containsExactly("1.1 [PRODUCT_CLOSED]");
        assertThat(check("1.0", "").status()).isEqualTo(404);
    }

    @Test
    void aLicenseThatIsStopped() {
        offered("1.1", "");
        admin.post("/v1/licenses/" + license + "/actions/suspend", "").expect(200);

        assertThat(codes(agreed("1.0", "").at("/meta/reasons"))).containsExactly("LICENSE_SUSPENDED");
        check("1.0", "").expect(400);
        backstage.revoke(license);
        assertThat(codes(agreed("1.0", "").at("/meta/reasons"))).containsExactly("LICENSE_REVOKED");
    }

    @Test
    void anOwnerWhoIsBanned() {
        Reply owner = vendor.user("user");
        license = vendor.licenseOf(vendor.policy(product, ""), owner.id()).id();
        offered("1.1", "");
        admin.post("/v1/users/" + owner.id() + "/actions/ban", "").expect(200);

        assertThat(codes(agreed("1.0", "").at("/meta/reasons"))).containsExactly("OWNER_BANNED");
    }

    @Test
    void aReleaseNobodyHas() {
        draft("1.3", "");
        String yanked = offered("1.2", "");
        admin.post("/v1/releases/" + yanked + "/actions/yank", "").expect(200);
        String archived = offered("1.1", "");
        publisher.post("/v3/releases/" + archived + "/archive", "").expect(200);

        assertThat(passedOver(agreed("1.0", "")))
                .containsExactly("1.3 [NOT_PUBLISHED]", "1.2 [YANKED]", "1.1 [ARCHIVED]");
    }

    @Test
    void aPrivateReleaseIsOfferedAsAnyOther() {
        offered("1.1", ",\"private\":true");

        assertThat(agreed("1.0", "").text("/meta/next")).isEqualTo("1.1");
    }

    @Test
    void anotherChannelAndAnotherPlatform() {
        offered("1.1", ",\"channel\":\"beta\"");

        assertThat(passedOver(agreed("1.0", ""))).containsExactly("1.1 [OTHER_CHANNEL]");
        assertThat(agreed("1.0", "&channel=beta").text("/meta/next")).isEqualTo("1.1");
        Reply elsewhere = admin.get("/v1/licenses/%s/upgrade-explanation?platform=macos&channel=beta&version=1.0"
                        .formatted(license))
                .expect(200);
        assertThat(passedOver(elsewhere)).containsExactly("1.1 [OTHER_PLATFORM]");
    }

    @Test
    void somethingThatIsNotNewer() {
        offered("1.2.5", "");

        assertThat(passedOver(agreed("1.2", ""))).containsExactly("1.2.5 [NOT_NEWER]");
        assertThat(agreed("1.2.0", "").text("/meta/next")).isEqualTo("1.2.5");
        assertThat(passedOver(agreed("2.0", ""))).containsExactly("1.2.5 [NOT_NEWER]");
    }

    @Test
    void aLicenseWithoutThePermission() {
        offered("1.1", "");
        admin.patch("/v1/licenses/" + license, """
                        {"data":{"type":"licenses","attributes":{"permissions":["release.read","license.read"]}}}""").expect(200);

        assertThat(codes(agreed("1.0", "").at("/meta/reasons"))).containsExactly("PERMISSION_MISSING");
        check("1.0", "").expect(403);
    }

    @Test
    void questionsThatAreNoneAreRefused() {
        String path = "/v1/licenses/" + license + "/upgrade-explanation?platform=";
        admin.get(path + "windows").expectParameterError(400, null, "version");
        admin.get(path + "&version=1.0").expectParameterError(400, null, "platform");
        admin.get(path + "windows&version=one").expectParameterError(400, null, "version");
        admin.get(path + "windows&version=1.0&allowed=perhaps").expectParameterError(400, null, "allowed");
        vendor.productClient(anonymous, vendor.product())
                .get(path + "windows&version=1.0")
                .expectError(404, "NOT_FOUND", null);
        vendor.licenseClient(anonymous, license)
                .get(path + "windows&version=1.0")
                .expectError(403, null, null);
    }

    @Test
    void aLicenseOfAnotherProductIsRefused() {
        offered("1.1", "");
        Reply other = vendor.license(vendor.policy(vendor.product(), ""), "");
        anonymous
                .get("/v3/releases/update?productId=%s&platform=windows&key=%s&version=1.0"
                        .formatted(product, other.text("/data/attributes/key")))
                .expect(400);
    }
}
