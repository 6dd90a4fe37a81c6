package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Backstage;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far, and for how long, licenses get new releases: the same answer wherever a release is asked for. */
class MaintenanceTest extends CatalogSuite {
    private static final List<String> VERSIONS =
            List.of("1.0.0", "1.0.1", "1.1.0", "1.2.0-beta.1.2", "1.10.0", "2.0.0", "3.0.0");

    private Backstage backstage;
    private String product = "";
    private final Map<String, String> releases = new LinkedHashMap<>();

    @BeforeEach
    void publish() {
        backstage = new Backstage(server);
        product = vendor.product();
        releases.clear();
        for (String version : VERSIONS) {
            releases.put(version, published(product, version));
        }
    }

    private String release(String version) {
        return Objects.requireNonNull(releases.get(version));
    }

    private String license(String attributes) {
        return vendor.license(vendor.policy(product, attributes), "").id();
    }

    private static List<String> versions(Client client, String product) {
        List<String> versions = new ArrayList<>();
        client.get("/v1/releases?limit=100&product=" + product)
                .expect(200)
                .at("/data")
                .valueStream()
                .forEach(each -> versions.add(each.at("/attributes/version").stringValue()));
        return versions;
    }

    /** Asks for every release in every way. */
    private void assertReaches(String license, String... expected) {
        Client client = vendor.licenseClient(anonymous, license);
        List<String> reached = List.of(expected);
        assertThat(versions(client, product)).containsExactlyInAnyOrderElementsOf(reached);
        for (String version : releases.keySet()) {
            Reply shown = client.get("/v1/releases/" + release(version));
            if (reached.contains(version)) {
                shown.expect(200);
            } else {
                shown.expectError(404, "NOT_FOUND", null);
                client.get("/v1/releases/" + release(version) + "/upgrade").expectError(404, "NOT_FOUND", null);
            }
        }
        String best = reached.stream()
                .filter(version -> !version.contains("-"))
                .reduce((one, other) -> other)
                .orElseThrow();
        Reply upgrade = client.get("/v1/releases/" + release("1.0.0") + "/upgrade");
        if (best.equals("1.0.0")) {
            upgrade.expectError(404, "NOT_FOUND", null);
        } else {
            assertThat(upgrade.expect(200).text("/data/attributes/version")).isEqualTo(best);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.0         | 1.0.0 1.0.1
                    1.0.0       | 1.0.0
                    1.0.0.0     | 1.0.0
                    1.1         | 1.0.0 1.0.1 1.1.0
                    1.2         | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2
                    1.2.0.0     | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2
                    1.9         | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2
                    1.10        | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0
                    2.0         | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0
                    2147483647.0 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0 3.0.0
                    """)
    void reachesUpToTheGreatestVersion(String greatest, String reached) {
        String license = license("");
        backstage.limit(license, greatest);
        assertReaches(license, reached.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    true  | true  | 1.0.1 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0 3.0.0
                    true  | false | 1.0.1 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0 3.0.0
                    false | true  | 1.0.1 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0
                    false | true  | 2.0.0 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0
                    false | false | 1.0.0 | 1.0.0
                    false | false | 1.0.1 | 1.0.0 1.0.1
                    false | false | 2.0.0 | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0
                    false | false | -     | 1.0.0 1.0.1 1.1.0 1.2.0-beta.1.2 1.10.0 2.0.0 3.0.0
                    """)
    void reachesAsFarFromTheVersionInUseAsThePolicySays(
            boolean major, boolean minor, @Nullable String inUse, String reached) {
        String license = license("");
        // The greatest version does not count beside a maintenance policy.
        backstage.limit(license, "0.1");
        if (inUse != null) {
            use(license, inUse);
        }
        backstage.maintain(license, backstage.maintenancePolicy(0, "immediate", major, minor));
        assertReaches(license, reached.split(" ", -1));
    }

    /** Validates a license for a version, which is seen a moment later. */
    private void use(String license, String version) {
        backstage.limit(license, null);
        assertThat(validate(license, version)).isEqualTo("VALID");
        askUntil(
                () -> admin.get("/v1/licenses/" + license),
                reply -> backstage.stored(license).maintenance().currentVersion() != null);
        assertThat(backstage.stored(license).maintenance().currentVersion().text())
                .isEqualTo(version);
    }

    private String validate(String license, String version) {
        return admin.post("/v1/licenses/" + license + "/actions/validate", """
                        {"meta":{"scope":{"version":"%s"}}}""".formatted(version))
                .expect(200)
                .text("/meta/code");
    }

    @Test
    void findsAVersionBeyondTheLicenseInvalidForIt() {
        String license = license("");
        backstage.limit(license, "1.9");
        assertThat(validate(license, "1.1.0")).isEqualTo("VALID");
        assertThat(validate(license, "2.0.0")).isEqualTo("VERSION_SCOPE_MISMATCH");
        askUntil(
                () -> admin.get("/v1/licenses/" + license),
                reply -> backstage.stored(license).maintenance().currentVersion() != null);
        assertThat(validate(license, "1.0.0")).isEqualTo("VALID");
        assertThat(backstage.stored(license).maintenance().currentVersion().text())
                .isEqualTo("1.1.0");
    }

    @Test
    void keepsWhatWasPublishedBeforeMaintenanceEnded() {
        String license = license("");
        backstage.maintain(license, backstage.maintenancePolicy(3_600, "immediate", true, true));
        server.clock().advance(Duration.ofMinutes(30));
        releases.put("4.0.0", published(product, "4.0.0"));
        String[] all = releases.keySet().toArray(String[]::new);
        assertReaches(license, all);
        server.clock().advance(Duration.ofHours(1));
        assertReaches(license, all);
        releases.put("4.1.0", published(product, "4.1.0"));
        // When it is said to be made does not count, but when it was published.
        admin.patch("/v1/releases/" + release("4.1.0"), """
                        {"data":{"type":"releases","attributes":{"backdated":"2020-01-01T00:00:00.000Z"}}}""").expect(200);
        assertReaches(license, all);
        backstage.maintenance().extend(backstage.admin(), license, () -> 7_200);
        assertReaches(license, releases.keySet().toArray(String[]::new));
    }

    @Test
    void downloadsOnlyWhatIsMaintained() {
        String within = uploaded(release("1.1.0"), "within.bin", "bytes");
        String beyond = uploaded(release("3.0.0"), "beyond.bin", "bytes");
        String license = license("");
        backstage.limit(license, "2.0");
        Client client = vendor.licenseClient(anonymous, license);

        assertThat(download(client, "/v1/artifacts/" + within)).isEqualTo("bytes");
        assertThat(download(client, "/v1/releases/" + release("1.1.0") + "/artifacts/within.bin"))
                .isEqualTo("bytes");
        client.get("/v1/artifacts/" + beyond).expectError(404, "NOT_FOUND", null);
        client.get("/v1/releases/" + release("3.0.0") + "/artifacts/beyond.bin").expectError(404, "NOT_FOUND", null);
        assertThat(client.get("/v1/artifacts?product=" + product).expect(200).ids())
                .containsExactly(within);
    }

    @Test
    void startsDelayedMaintenanceWithTheFirstDownload() {
        String artifact = uploaded(release("1.1.0"), "file.bin", "bytes");
        String license = license("");
        backstage.maintain(license, backstage.maintenancePolicy(3_600, "delayed", true, true));
        Client client = vendor.licenseClient(anonymous, license);
        client.get("/v1/releases/" + release("1.1.0")).expect(200);
        assertThat(backstage.stored(license).maintenance().expiry()).isNull();
        client.get("/v1/artifacts/" + artifact).expect(303);
        assertThat(backstage.stored(license).maintenance().expiry()).isNotNull();
        assertThat(backstage.stored(license).expiry()).isNull();
    }

    @Test
    void startsDelayedMaintenanceWithTheFirstUpgrade() {
        String license = license("\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_VALIDATION\"");
        backstage.maintain(license, backstage.maintenancePolicy(3_600, "delayed", true, true));
        Client client = vendor.licenseClient(anonymous, license);
        client.get("/v1/releases/" + release("1.1.0") + "/upgrade").expect(200);
        assertThat(backstage.stored(license).maintenance().expiry()).isNotNull();
        assertThat(backstage.stored(license).expiry()).isNull();
    }

    @Test
    void forgetsAnUpgradeAnswerWhenThePolicyChanges() {
        String license = license("");
        use(license, "1.0.0");
        String policy = backstage.maintenancePolicy(0, "immediate", true, true);
        backstage.maintain(license, policy);
        String path = "/v1/releases/" + release("1.0.0") + "/upgrade";
        Client client = vendor.licenseClient(anonymous, license);
        assertThat(client.get(path).expect(200).text("/data/attributes/version"))
                .isEqualTo("3.0.0");
        backstage.allow(policy, false, true);
        assertThat(client.get(path).expect(200).text("/data/attributes/version"))
                .isEqualTo("1.10.0");
        backstage.allow(policy, false, false);
        client.get(path).expectError(404, "NOT_FOUND", null);
        backstage.allow(policy, true, false);
        assertThat(client.get(path).expect(200).text("/data/attributes/version"))
                .isEqualTo("3.0.0");
    }

    @Test
    void letsAUserInThroughTheLicenseThatReachesFurther() {
        Reply owner = vendor.user("user");
        String policy = vendor.policy(product, "");
        String low = vendor.licenseOf(policy, owner.id()).id();
        String high = vendor.licenseOf(policy, owner.id()).id();
        Client client = vendor.userClient(anonymous, owner);
        backstage.limit(low, "1.0.0");
        assertThat(versions(client, product)).containsExactlyInAnyOrderElementsOf(VERSIONS);
        backstage.limit(high, "1.1");
        assertThat(versions(client, product)).containsExactlyInAnyOrder("1.0.0", "1.0.1", "1.1.0");
        client.get("/v1/releases/" + release("2.0.0")).expectError(404, "NOT_FOUND", null);
        backstage.revoke(high);
        client.get("/v1/releases/" + release("1.0.0")).expect(200);
        backstage.revoke(low);
        client.get("/v1/releases/" + release("1.0.0"))
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request (license is revoked)");
    }

    @Test
    void limitsNobodyWhereReleasesAreOpen() {
        String open = vendor.product("\"distributionStrategy\":\"OPEN\"");
        published(open, "2.0.0");
        String constrained =
                release(open, "3.0.0", "PUBLISHED", constraintRelation(vendor.entitlement(Vendor.unique("MORE"))));
        String license = vendor.license(vendor.policy(open, ""), "").id();
        backstage.limit(license, "1.0");
        Client client = vendor.licenseClient(anonymous, license);
        assertThat(versions(client, open)).containsExactly("2.0.0");
        client.get("/v1/releases/" + constrained).expectError(404, "NOT_FOUND", null);
        assertThat(versions(admin, product)).hasSize(VERSIONS.size());
        assertThat(versions(vendor.productClient(anonymous, product), product)).hasSize(VERSIONS.size());
    }

    @Test
    void comparesTheFourNumbersOfDottedProducts() {
        product = vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}");
        releases.clear();
        for (String version : List.of("1.2", "1.2.3.4", "1.2.3.5", "1.10")) {
            String attributes = "\"version\":\"%s\",\"channel\":\"stable\",\"status\":\"PUBLISHED\"".formatted(version);
            releases.put(
                    version,
                    admin.post("/v1/releases", releaseBody(product, attributes))
                            .expect(201)
                            .id());
        }
        String license = license("");
        backstage.limit(license, "1.2.3.4");
        Client client = vendor.licenseClient(anonymous, license);
        assertThat(versions(client, product)).hasSize(2);
        assertThat(client.get("/v1/releases/" + release("1.2") + "/upgrade")
                        .expect(200)
                        .id())
                .isEqualTo(release("1.2.3.4"));
        client.get("/v1/releases/" + release("1.2.3.5")).expectError(404, "NOT_FOUND", null);
        backstage.limit(license, "1.2");
        assertThat(versions(client, product)).hasSize(3);
        client.get("/v1/releases/" + release("1.10")).expectError(404, "NOT_FOUND", null);
    }
}
