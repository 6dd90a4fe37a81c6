package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How what a customer sees changes with time and with their licenses; who sees what at all is in {@link AccessMatrixTest}. */
class ReleaseVisibilityTest extends CatalogSuite {
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
}
