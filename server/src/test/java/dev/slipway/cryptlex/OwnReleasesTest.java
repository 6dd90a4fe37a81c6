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
    void customersListAndShowWhatExistsForThem() {
        String own = product("");
        String visible = published(own, "1.0", "");
        String hidden = draft(own, "1.1", "");
        String file =
                external(hidden, "app.zip", "https://files.example/app.zip").text("/id");
        String foreign = published(product(""), "1.0", "");
        Reply user = vendor.user("user");
        vendor.licenseOf(vendor.policy(own, ""), user.id());
        Client customer = plain(vendor.userClient(anonymous, user));

        assertThat(customer.get("/v3/releases?productId=" + own).expect(200).itemIds())
                .containsExactly(visible);
        assertThat(customer.get("/v3/release-files?limit=100").expect(200).itemIds())
                .isEmpty();
        customer.get(release(visible)).expect(200);
        customer.get(release(hidden)).expect(404);
        customer.get("/v3/release-files/" + file).expect(404);
        customer.get(release(foreign)).expect(404);
        customer.patch(release(visible), "{}").expect(403);
        customer.get("/v3/releases/storage").expect(403);
    }

    @Test
    void theTokenOfAProductWorksInItsProductAlone() {
        String own = product("");
        String id = draft(own, "1.0", "");
        String foreign = draft(product(""), "1.0", "");
        Client program = plain(vendor.productClient(anonymous, own));

        assertThat(program.get("/v3/releases").expect(200).itemIds()).containsExactly(id);
        program.get(release(foreign)).expect(404);
        program.patch(release(foreign), "{}").expect(404);
        program.patch(release(id), "{\"notes\":\"n\"}").expect(200);
        program.post(release(id) + "/publish", "").expect(200);
    }

    @Test
    void staffHoldNoLicenses() {
        assertThat(staff.get("/v3/me/releases").expect(200).itemIds()).isEmpty();
        assertThat(staff.get("/v3/me/licenses").expect(200).itemIds()).isEmpty();
    }
}
