package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Backstage;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the vendor is told of why a license has a release or not is what the license finds. */
class ExplanationsTest extends CatalogSuite {
    private Backstage backstage;

    @BeforeEach
    void goBackstage() {
        backstage = new Backstage(server);
    }

    private String license(String product, String policyAttributes) {
        return vendor.license(vendor.policy(product, policyAttributes), "").id();
    }

    private Reply explain(String license) {
        return admin.get("/v1/licenses/" + license + "/release-explanations?limit=100")
                .expect(200);
    }

    /** The codes of what is in the way of a release. */
    private List<String> against(String license, String release) {
        return codes(explain(license)
                .at("/data")
                .valueStream()
                .filter(each -> each.at("/id").stringValue().equals(release))
                .findFirst()
                .orElseThrow()
                .at("/attributes/reasons"));
    }

    private static List<String> codes(JsonNode reasons) {
        return reasons.valueStream().map(each -> each.at("/code").stringValue()).toList();
    }

    private static List<String> allowed(Reply explained) {
        return explained
                .at("/data")
                .valueStream()
                .filter(each -> each.at("/attributes/allowed").booleanValue())
                .map(each -> each.at("/id").stringValue())
                .toList();
    }

    @Test
    void namesTheStateOfAReleaseNobodyHas() {
        String product = vendor.product();
        String license = license(product, "");
        String published = published(product, "1.0.0");
        String draft = release(product, "2.0.0", "DRAFT");
        String yanked = published(product, "3.0.0");
        admin.post("/v1/releases/" + yanked + "/actions/yank", "").expect(200);

        assertThat(against(license, published)).isEmpty();
        assertThat(against(license, draft)).containsExactly("NOT_PUBLISHED");
        assertThat(against(license, yanked)).containsExactly("YANKED");
        assertThat(allowed(explain(license))).containsExactly(published);
    }

    @Test
    void namesTheEntitlementsThatAreMissing() {
        String product = vendor.product();
        String license = license(product, "");
        String code = Vendor.unique("PLUS");
        String constrained = release(product, "1.0.0", "PUBLISHED", constraintRelation(vendor.entitlement(code)));

        Reply explained = explain(license);

        assertThat(explained.ids()).containsExactly(constrained);
        assertThat(explained.at("/data/0/attributes/reasons").toString()).isEqualTo("""
                [{"code":"ENTITLEMENTS_MISSING","detail":"The license lacks entitlements that it takes",\
                "entitlements":["%s"],"since":null,"version":null}]""".formatted(code));
        assertThat(explained.at("/data/0/attributes/allowed").booleanValue()).isFalse();
    }

    @Test
    void namesEverythingThatIsInTheWayWithDatesAndVersions() {
        String product = vendor.product();
        String expiry = server.clock().instant().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "";
        String license = vendor.license(vendor.policy(product, ""), "\"expiry\":\"%s\"".formatted(expiry))
                .id();
        backstage.limit(license, "1.4");
        String release =
                release(product, "2.0.0", "PUBLISHED", constraintRelation(vendor.entitlement(Vendor.unique("PLUS"))));
        admin.post("/v1/licenses/" + license + "/actions/suspend", "").expect(200);

        assertThat(against(license, release))
                .containsExactly("LICENSE_SUSPENDED", "AFTER_EXPIRY", "BEYOND_MAXIMUM_VERSION", "ENTITLEMENTS_MISSING");
        Reply explained = explain(license);
        assertThat(explained.text("/data/0/attributes/reasons/1/since")).isEqualTo(expiry.replace("Z", ".000Z"));
        assertThat(explained.text("/data/0/attributes/reasons/2/version")).isEqualTo("1.4");

        backstage.revoke(license);
        assertThat(against(license, release)).startsWith("LICENSE_REVOKED");
    }

    @Test
    void namesAClosedProduct() {
        String product = vendor.product("\"distributionStrategy\":\"CLOSED\"");
        String license = license(product, "");

        assertThat(against(license, published(product, "1.0.0"))).containsExactly("PRODUCT_CLOSED");
    }

    @Test
    void whatIsOpenToAllTakesNothing() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String license = license(product, "");
        String release = published(product, "1.0.0");
        backstage.limit(license, "0.9");

        assertThat(against(license, release)).isEmpty();
        assertThat(explain(license).at("/data/0/attributes/open").booleanValue())
                .isTrue();
    }

    @Test
    void namesMaintenanceThatIsOver() {
        String product = vendor.product();
        String license = license(product, "");
        backstage.maintain(license, backstage.maintenancePolicy(3600, "IMMEDIATE", true, true));
        String draft = release(product, "2.0.0", "DRAFT");
        assertThat(against(license, draft)).containsExactly("NOT_PUBLISHED");

        server.clock().advance(Duration.ofHours(2));
        String late = published(product, "1.0.0");

        assertThat(against(license, late)).containsExactly("AFTER_MAINTENANCE");
        assertThat(against(license, draft)).containsExactly("NOT_PUBLISHED", "AFTER_MAINTENANCE");
    }

    /** Random licenses and releases: what is explained as allowed is exactly what the license itself is shown. */
    @Test
    void agreesWithWhatTheLicenseFindsItself() {
        long seed = Long.getLong("slipway.test.seed", System.nanoTime());
        Random random = new Random(seed);
        String product = vendor.product();
        List<String> entitlements =
                List.of(vendor.entitlement(Vendor.unique("A")), vendor.entitlement(Vendor.unique("B")));
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            String version = "%d.%d.%d%s"
                    .formatted(1 + random.nextInt(3), random.nextInt(3), i, random.nextInt(3) == 0 ? "-beta.1" : "");
            versions.add(version);
            String constraint = random.nextInt(3) == 0 ? constraintRelation(entitlements.get(random.nextInt(2))) : "";
            release(product, version, random.nextInt(5) == 0 ? "DRAFT" : "PUBLISHED", constraint);
            server.clock().advance(Duration.ofMinutes(10));
        }
        String maintenance = backstage.maintenancePolicy(1, "IMMEDIATE", random.nextBoolean(), random.nextBoolean());
        for (int i = 0; i < 12; i++) {
            String license = randomLicense(product, random, entitlements, maintenance);
            Client client = vendor.licenseClient(anonymous, license);
            List<String> found = client.get("/v1/releases?limit=100&product=" + product)
                    .expect(200)
                    .ids();
            assertThat(allowed(explain(license)))
                    .as("license %d, seed %d", i, seed)
                    .isEqualTo(found);
            for (String version : versions) {
                assertAgreesOnTheUpgrade(client, license, version, random, seed);
            }
        }
    }

    private String randomLicense(String product, Random random, List<String> entitlements, String maintenance) {
        String strategy = List.of("RESTRICT", "MAINTAIN", "ALLOW").get(random.nextInt(3));
        String policy = vendor.policy(product, "\"expirationStrategy\":\"%s_ACCESS\"".formatted(strategy));
        String expiry = server.clock().instant().minus(random.nextInt(160), ChronoUnit.MINUTES) + "";
        String license = vendor.license(policy, random.nextBoolean() ? "" : "\"expiry\":\"%s\"".formatted(expiry))
                .id();
        if (random.nextBoolean()) {
            admin.post("/v1/licenses/" + license + "/entitlements", """
                            {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlements.get(random.nextInt(2))))
                    .expect(200);
        }
        if (random.nextInt(3) == 0) {
            backstage.limit(license, random.nextInt(3) + 1 + "." + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            backstage.maintain(license, maintenance);
        }
        return license;
    }

    private void assertAgreesOnTheUpgrade(Client client, String license, String version, Random random, long seed) {
        String query = random.nextInt(3) == 0 ? "channel=beta" : random.nextInt(3) == 0 ? "constraint=1.0" : "x=y";
        Reply answered = client.get("/v1/releases/" + version + "/upgrade?" + query);
        Reply explained = admin.get(
                        "/v1/licenses/%s/upgrade-explanation?version=%s&%s".formatted(license, version, query))
                .expect(200);

        JsonNode next = explained.at("/meta/next");
        assertThat(next.isNull() ? null : next.stringValue())
                .as("%s?%s: %s, seed %d", version, query, answered.body(), seed)
                .isEqualTo(answered.status() == 200 ? answered.text("/data/attributes/version") : null);
        if (explained.at("/meta/reasons").isEmpty()) {
            assertThat(explained.at("/data").valueStream())
                    .as("%s?%s, seed %d", version, query, seed)
                    .allSatisfy(each ->
                            assertThat(codes(each.at("/attributes/reasons"))).isNotEmpty());
        }
    }

    @Test
    void saysWhatIsAgainstEachGreaterReleaseOfAnUpgrade() {
        String product = vendor.product();
        String license = license(product, "");
        published(product, "1.0.0");
        published(product, "1.1.0");
        published(product, "1.2.0-beta.1");
        release(product, "1.3.0", "DRAFT");
        release(product, "1.4.0", "PUBLISHED", constraintRelation(vendor.entitlement(Vendor.unique("PLUS"))));

        Reply explained = admin.get("/v1/licenses/" + license + "/upgrade-explanation?version=1.0.0")
                .expect(200);

        assertThat(explained.text("/meta/current")).isEqualTo("1.0.0");
        assertThat(explained.text("/meta/next")).isEqualTo("1.1.0");
        assertThat(explained
                        .at("/data")
                        .valueStream()
                        .map(each -> each.at("/attributes/version").stringValue() + " "
                                + codes(each.at("/attributes/reasons"))))
                .containsExactly(
                        "1.4.0 [ENTITLEMENTS_MISSING]", "1.3.0 [NOT_PUBLISHED]", "1.2.0-beta.1 [OTHER_CHANNEL]");
        assertThat(eventsOf(license)).doesNotContain("release.upgraded");
    }

    @Test
    void saysWhyTheVersionThatRunsLeavesALicenseWithoutAnAnswer() {
        String product = vendor.product();
        String license = license(product, "");
        published(product, "1.0.0");
        published(product, "2.0.0");
        backstage.limit(license, "0.9");

        Reply explained = admin.get("/v1/licenses/" + license + "/upgrade-explanation?version=1.0.0")
                .expect(200);

        assertThat(explained.at("/meta/next").isNull()).isTrue();
        assertThat(codes(explained.at("/meta/reasons"))).containsExactly("BEYOND_MAXIMUM_VERSION");
    }

    @Test
    void refusesQuestionsThatAreNone() {
        String product = vendor.product();
        String license = license(product, "");
        published(product, "1.0.0");
        String path = "/v1/licenses/" + license + "/upgrade-explanation";

        admin.get(path).expectParameterError(400, null, "version");
        admin.get(path + "?version=9.9.9").expectError(404, "NOT_FOUND", null);
        admin.get(path + "?version=1.0.0&channel=").expectParameterError(400, null, "channel");
        admin.get(path + "?version=1.0.0&channel=nightly").expectError(404, "NOT_FOUND", null);
        admin.get(path + "?version=1.0.0&constraint=x").expectParameterError(400, "CONSTRAINT_INVALID", "constraint");
    }

    @Test
    void onlyTheVendorIsToldOfUpgrades() {
        String product = vendor.product();
        Client foreign = vendor.productClient(anonymous, vendor.product());
        String license = license(product, "");
        published(product, "1.0.0");
        String path = "/v1/licenses/" + license + "/upgrade-explanation?version=1.0.0";

        for (String role : List.of("developer", "sales-agent", "support-agent", "read-only")) {
            vendor.userClient(anonymous, role).get(path).expect(200);
        }
        vendor.productClient(anonymous, product).get(path).expect(200);
        foreign.get(path).expectError(404, "NOT_FOUND", null);
        vendor.licenseClient(anonymous, license).get(path).expectError(403, null, null);
        vendor.userClient(anonymous, "user").get(path).expectError(404, "NOT_FOUND", null);
        anonymous.get(path).expectError(401, "TOKEN_MISSING", null);
    }
}
