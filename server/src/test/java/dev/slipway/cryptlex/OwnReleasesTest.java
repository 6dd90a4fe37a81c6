package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import org.junit.jupiter.api.Test;

/** What customers find of their own. */
class OwnReleasesTest extends ReleaseSuite {

    @Test
    void customersFindWhatTheirLicensesReach() {
        String own = product("\"displayName\":\"Shown\"");
        String foreign = product("");
        String first = published(own, "1.0", "");
        published(own, "1.1", "\"private\":true");
        draft(own, "1.2", "");
        publisher.post(release(published(own, "1.3", "")) + "/archive", "").expect(200);
        published(foreign, "1.0", "");
        published(product("\"distributionStrategy\":\"OPEN\""), "1.0", "");
        Reply user = vendor.user("user");
        Reply license = vendor.licenseOf(vendor.policy(own, ""), user.id());
        Client customer = vendor.userClient(anonymous, user);

        Reply found = customer.get("/v3/me/releases?sort=version").expect(200);

        assertThat(found.itemIds()).containsExactly(first);
        assertThat(found.text("/0/product/displayName")).isEqualTo("Shown");
        assertThat(found.json().get(0).propertyNames())
                .contains("name", "channel", "version", "platforms", "notes", "totalFiles", "files", "product")
                .doesNotContain("published", "private", "productId", "tenantId", "metadata");
        assertThat(found.header("Pagination-Count")).hasValue("1");
        Reply keys = customer.get("/v3/me/licenses?releaseId=" + first).expect(200);
        assertThat(keys.itemIds()).containsExactly(license.id());
        assertThat(keys.text("/0/key")).isEqualTo(license.text("/data/attributes/key"));
        assertThat(keys.text("/0/productId")).isEqualTo(own);

        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        assertThat(customer.get("/v3/me/releases").expect(200).itemIds()).isEmpty();
        assertThat(customer.get("/v3/me/licenses?releaseId=" + first)
                        .expect(200)
                        .itemIds())
                .isEmpty();
        assertThat(customer.get("/v3/me/licenses").expect(200).itemIds()).containsExactly(license.id());
    }

    @Test
    void onlyLicensesThatReachAReleaseAreNamedForIt() {
        String own = product("");
        String mine = published(own, "1.0", "");
        String foreign = published(product(""), "1.0", "");
        Reply user = vendor.user("user");
        vendor.licenseOf(vendor.policy(own, ""), user.id());
        Client customer = vendor.userClient(anonymous, user);

        assertThat(customer.get("/v3/me/licenses?releaseId=" + mine).itemIds()).hasSize(1);
        assertThat(customer.get("/v3/me/licenses?releaseId=" + foreign).itemIds())
                .isEmpty();
        assertThat(customer.get("/v3/me/licenses?releaseId=nonsense").itemIds()).isEmpty();
    }

    @Test
    void aLicenseKeyFindsItsOwn() {
        String own = product("");
        String id = published(own, "1.0", "");
        String policy = vendor.policy(own, "\"authenticationStrategy\":\"LICENSE\"");
        String key = vendor.license(policy, "").text("/data/attributes/key");

        assertThat(stranger.withLicense(key).get("/v3/me/releases").expect(200).itemIds())
                .containsExactly(id);
    }

    @Test
    void staffHoldNoLicenses() {
        assertThat(staff.get("/v3/me/releases").expect(200).itemIds()).isEmpty();
        assertThat(staff.get("/v3/me/licenses").expect(200).itemIds()).isEmpty();
    }
}
