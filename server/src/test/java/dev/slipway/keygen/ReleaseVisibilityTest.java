package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets what of a product with the releases 1.0.0 and 1.1.0, each with one file. */
class ReleaseVisibilityTest extends CatalogSuite {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    /** A product with two published releases, and somebody who looks at it. */
    private record Shop(String product, String older, String newer, String artifact) {}

    /**
     * Outcomes: how many releases and artifacts the lists show (or the status that refuses them), then the status of showing
     * a release, of downloading and of the upgrade.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # strategy | caller        | license state              | release         | list show download upgrade
                    LICENSED   | anonymous     | -                          | plain           | 0   404 404 404
                    LICENSED   | license token | of another product         | plain           | 0   404 404 404
                    LICENSED   | license key   | of another product         | plain           | 0   404 404 404
                    LICENSED   | user          | of another product         | plain           | 0   404 404 404
                    LICENSED   | license token | valid                      | plain           | 2   200 303 200
                    LICENSED   | license key   | valid                      | plain           | 2   200 303 200
                    LICENSED   | user          | valid                      | plain           | 2   200 303 200
                    LICENSED   | license token | valid                      | constrained     | 0   404 404 404
                    LICENSED   | license key   | valid                      | constrained     | 0   404 404 404
                    LICENSED   | user          | valid                      | constrained     | 0   404 404 404
                    LICENSED   | license token | entitled                   | constrained     | 2   200 303 200
                    LICENSED   | user          | entitled                   | constrained     | 2   200 303 200
                    LICENSED   | license token | entitled by policy         | constrained     | 2   200 303 200
                    LICENSED   | license token | expired REVOKE_ACCESS      | plain           | 0   404 404 404
                    LICENSED   | license key   | expired REVOKE_ACCESS      | plain           | 403 403 403 403
                    LICENSED   | user          | expired REVOKE_ACCESS      | plain           | 0   404 404 404
                    LICENSED   | license token | expired RESTRICT_ACCESS    | plain           | 0   404 404 404
                    LICENSED   | license token | expired RESTRICT_ACCESS    | backdated       | 2   200 303 200
                    LICENSED   | license key   | expired RESTRICT_ACCESS    | backdated       | 2   200 303 200
                    LICENSED   | license token | expired MAINTAIN_ACCESS    | plain           | 0   404 404 404
                    LICENSED   | license token | expired MAINTAIN_ACCESS    | backdated       | 2   200 303 200
                    LICENSED   | license token | expired ALLOW_ACCESS       | plain           | 2   200 303 200
                    LICENSED   | license token | suspended                  | plain           | 403 403 403 403
                    LICENSED   | license key   | suspended                  | plain           | 403 403 403 403
                    LICENSED   | user          | suspended                  | plain           | 403 403 403 403
                    LICENSED   | license token | valid                      | DRAFT           | 0   404 404 404
                    LICENSED   | license token | valid                      | YANKED          | 0   404 404 404
                    LICENSED   | read-only     | -                          | constrained     | 2   200 303 200
                    LICENSED   | support-agent | -                          | plain           | 2   200 303 200
                    LICENSED   | developer     | -                          | plain           | 2   200 303 200
                    LICENSED   | product       | -                          | constrained     | 2   200 303 200
                    OPEN       | anonymous     | -                          | plain           | 2   200 303 200
                    OPEN       | license token | of another product         | plain           | 2   200 303 200
                    OPEN       | license token | expired REVOKE_ACCESS      | plain           | 2   200 303 200
                    OPEN       | license token | suspended                  | plain           | 2   200 303 200
                    OPEN       | license key   | suspended                  | plain           | 403 403 403 403
                    OPEN       | license key   | expired REVOKE_ACCESS      | plain           | 403 403 403 403
                    OPEN       | anonymous     | -                          | constrained     | 0   404 404 404
                    OPEN       | license token | of another product         | constrained     | 0   404 404 404
                    OPEN       | license token | entitled                   | constrained     | 2   200 303 200
                    OPEN       | license token | valid                      | constrained     | 0   404 404 404
                    OPEN       | anonymous     | -                          | DRAFT           | 0   404 404 404
                    OPEN       | anonymous     | -                          | YANKED          | 0   404 404 404
                    CLOSED     | anonymous     | -                          | plain           | 0   404 404 404
                    CLOSED     | license token | valid                      | plain           | 0   404 404 404
                    CLOSED     | user          | valid                      | plain           | 0   404 404 404
                    CLOSED     | read-only     | -                          | plain           | 2   200 303 200
                    CLOSED     | product       | -                          | plain           | 2   200 303 200
                    """)
    void answersAsTheAccessMatrixSays(String strategy, String caller, String state, String release, String outcomes) {
        String entitlement = vendor.entitlement(Vendor.unique("NEEDED"));
        Shop shop = shop(strategy, release, entitlement);
        Client client = client(caller, state, shop.product(), entitlement);
        String[] expected = outcomes.split(" +", -1);

        assertList(client.get("/v1/releases?product=" + shop.product()), expected[0]);
        assertList(client.get("/v1/artifacts?product=" + shop.product()), expected[0]);
        client.get("/v1/releases/" + shop.older()).expect(Integer.parseInt(expected[1]));
        client.get("/v1/artifacts/" + shop.artifact()).expect(Integer.parseInt(expected[2]));
        client.get("/v1/artifacts/file.bin?product=" + shop.product()).expect(Integer.parseInt(expected[2]));
        client.get("/v1/releases/" + shop.older() + "/artifacts/file.bin").expect(Integer.parseInt(expected[2]));
        Reply upgrade = client.get("/v1/releases/" + shop.older() + "/upgrade");
        upgrade.expect(Integer.parseInt(expected[3]));
        if (upgrade.status() == 200) {
            assertThat(upgrade.id()).isEqualTo(shop.newer());
        }
    }

    private static void assertList(Reply reply, String expected) {
        if (expected.length() == 3) {
            reply.expect(Integer.parseInt(expected));
        } else {
            assertThat(reply.expect(200).ids()).hasSize(Integer.parseInt(expected));
        }
    }

    private Shop shop(String strategy, String kind, String entitlement) {
        String product = vendor.product("\"distributionStrategy\":\"%s\"".formatted(strategy));
        String relations = kind.equals("constrained") ? constraintRelation(entitlement) : "";
        String older = offered(product, "1.0.0", kind, relations);
        String newer = offered(product, "1.1.0", kind, relations);
        String artifact = uploaded(older, "file.bin", "bytes");
        uploaded(newer, "file.bin", "bytes");
        return new Shop(product, older, newer, artifact);
    }

    private String offered(String product, String version, String kind, String relations) {
        String backdated = kind.equals("backdated") ? ",\"backdated\":\"2019-06-01T00:00:00Z\"" : "";
        String status = kind.equals("DRAFT") ? "DRAFT" : "PUBLISHED";
        String attributes =
                "\"version\":\"%s\",\"channel\":\"stable\",\"status\":\"%s\"%s".formatted(version, status, backdated);
        String id = admin.post("/v1/releases", releaseBody(product, attributes, relations))
                .expect(201)
                .id();
        if (kind.equals("YANKED")) {
            admin.post("/v1/releases/" + id + "/actions/yank", "").expect(200);
        }
        return id;
    }

    private Client client(String caller, String state, String product, String entitlement) {
        return switch (caller) {
            case "anonymous" -> anonymous;
            case "product" -> vendor.productClient(anonymous, product);
            case "license token", "license key", "user" -> customer(caller, state, product, entitlement);
            default -> vendor.userClient(anonymous, caller);
        };
    }

    private Client customer(String caller, String state, String product, String entitlement) {
        String of = state.equals("of another product") ? vendor.product() : product;
        String strategy = state.startsWith("expired ") ? state.substring("expired ".length()) : "RESTRICT_ACCESS";
        String policy = vendor.policy(
                of, "\"authenticationStrategy\":\"MIXED\",\"expirationStrategy\":\"%s\"".formatted(strategy));
        Reply owner = caller.equals("user") ? vendor.user("user") : null;
        Reply license = owner == null ? vendor.license(policy, "") : vendor.licenseOf(policy, owner.id());
        if (state.startsWith("expired")) {
            admin.patch("/v1/licenses/" + license.id(), """
                            {"data":{"type":"licenses","attributes":{"expiry":"%s"}}}""".formatted(LONG_AGO)).expect(200);
        }
        String reference = """
                {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement);
        if (state.equals("entitled")) {
            admin.post("/v1/licenses/" + license.id() + "/entitlements", reference)
                    .expect(200);
        }
        if (state.equals("entitled by policy")) {
            admin.post("/v1/policies/" + policy + "/entitlements", reference).expect(200);
        }
        // The token first: a suspended license can still be given one, but this is the order of real life.
        Client client;
        if (owner != null) {
            client = vendor.userClient(anonymous, owner);
        } else if (caller.equals("license key")) {
            client = anonymous.withLicense(license.text("/data/attributes/key"));
        } else {
            client = vendor.licenseClient(anonymous, license.id());
        }
        if (state.equals("suspended")) {
            admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        }
        return client;
    }

    @Test
    void offersUpgradesUpToTheEndOfTheWindowAndSkipsWhatNeedsMoreEntitlements() {
        String product = vendor.product();
        String base = published(product, "1.0.0");
        String inTime = published(product, "1.1.0");
        release(product, "1.2.0", "PUBLISHED", constraintRelation(vendor.entitlement(Vendor.unique("MORE"))));
        String policy = vendor.policy(product, "\"expirationStrategy\":\"RESTRICT_ACCESS\"");
        Reply license = vendor.license(policy, "");
        Client client = vendor.licenseClient(anonymous, license.id());

        assertThat(client.get("/v1/releases/" + base + "/upgrade").expect(200).id())
                .isEqualTo(inTime);
        String now = server.clock().instant().toString();
        server.clock().advance(Duration.ofSeconds(2));
        published(product, "1.3.0");
        admin.patch("/v1/licenses/" + license.id(), """
                        {"data":{"type":"licenses","attributes":{"expiry":"%s"}}}""".formatted(now)).expect(200);
        assertThat(client.get("/v1/releases/" + base + "/upgrade").expect(200).id())
                .isEqualTo(inTime);
        client.get("/v1/releases/1.1.0/upgrade?product=" + product).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void forgetsAnUpgradeAnswerAsSoonAsItIsNoLongerTrue() {
        String product = vendor.product();
        String base = published(product, "1.0.0");
        String next = published(product, "1.1.0");
        String policy = vendor.policy(product, "\"expirationStrategy\":\"REVOKE_ACCESS\"");
        Reply license = vendor.license(policy, "");
        Client client = vendor.licenseClient(anonymous, license.id());
        String path = "/v1/releases/" + base + "/upgrade";

        for (int i = 0; i < 3; i++) {
            assertThat(client.get(path).expect(200).id()).isEqualTo(next);
        }
        admin.post("/v1/releases/" + next + "/actions/yank", "").expect(200);
        client.get(path).expectError(404, "NOT_FOUND", null).expectDetail("The requested release was not found");
        admin.post("/v1/releases/" + next + "/actions/publish", "").expect(200);
        client.get(path).expect(200);
        admin.patch("/v1/licenses/" + license.id(), """
                        {"data":{"type":"licenses","attributes":{"expiry":"%s"}}}""".formatted(
                                server.clock().instant().plusSeconds(30)))
                .expect(200);
        client.get(path).expect(200);
        server.clock().advance(Duration.ofMinutes(1));
        client.get(path).expectError(404, "NOT_FOUND", null);
        admin.patch("/v1/licenses/" + license.id(), """
                        {"data":{"type":"licenses","attributes":{"expiry":null}}}""").expect(200);
        client.get(path).expect(200);
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        client.get(path)
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request (license is suspended)");
    }

    @Test
    void letsAUserWithSeveralLicensesInThroughTheOneThatPasses() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        Reply owner = vendor.user("user");
        String policy = vendor.policy(product, "\"expirationStrategy\":\"ALLOW_ACCESS\"");
        Reply suspended = vendor.licenseOf(policy, owner.id());
        Reply valid = vendor.licenseOf(policy, owner.id());
        Client client = vendor.userClient(anonymous, owner);
        admin.post("/v1/licenses/" + suspended.id() + "/actions/suspend", "").expect(200);

        client.get("/v1/releases/" + release).expect(200);
        admin.post("/v1/licenses/" + valid.id() + "/actions/suspend", "").expect(200);
        client.get("/v1/releases/" + release)
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request (license is suspended)");
        client.get("/v1/releases").expectError(403, null, null);
    }

    @Test
    void startsTheTimeOfALicenseAtItsFirstDownload() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        String artifact = uploaded(release, "file.bin", "bytes");
        String policy = vendor.policy(product, "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");
        Reply license = vendor.license(policy, "");
        Client client = vendor.licenseClient(anonymous, license.id());
        String path = "/v1/licenses/" + license.id();

        client.get("/v1/releases/" + release).expect(200);
        client.with("Prefer", "no-download").get("/v1/artifacts/" + artifact).expect(200);
        assertThat(admin.get(path).at("/data/attributes/expiry").isNull()).isTrue();
        client.get("/v1/artifacts/" + artifact).expect(303);
        String expiry = admin.get(path).text("/data/attributes/expiry");
        server.clock().advance(Duration.ofHours(1));
        client.get("/v1/artifacts/" + artifact).expect(303);
        assertThat(admin.get(path).text("/data/attributes/expiry")).isEqualTo(expiry);
    }

    @ParameterizedTest
    @CsvSource({"license, 403", "user, 403", "read-only, 403", "sales-agent, 403"})
    void keepsThoseWhoMayOnlyLookFromChanging(String who, int status) {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        Reply owner = vendor.user("user");
        Reply license = vendor.licenseOf(vendor.policy(product, ""), owner.id());
        Client client = switch (who) {
            case "license" -> vendor.licenseClient(anonymous, license.id());
            case "user" -> vendor.userClient(anonymous, owner);
            default -> vendor.userClient(anonymous, who);
        };
        String path = "/v1/releases/" + release;
        String empty = "{\"data\":[]}";

        client.patch(path, "{}").expectError(status, null, null);
        client.delete(path).expectError(status, null, null);
        client.post(path + "/actions/publish", "").expectError(status, null, null);
        client.post(path + "/actions/yank", "").expectError(status, null, null);
        client.put(path + "/package", "{\"data\":null}").expectError(status, null, null);
        client.post(path + "/constraints", empty).expect(400);
        client.post("/v1/releases", releaseBody(product, "\"version\":\"2.0.0\",\"channel\":\"stable\""))
                .expectError(status, null, null);
        client.post("/v1/artifacts", artifactBody(release, "\"filename\":\"x\""))
                .expectError(status, null, null);
    }
}
