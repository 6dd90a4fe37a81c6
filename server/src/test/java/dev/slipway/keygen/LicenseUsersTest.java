package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseUsersTest extends CatalogSuite {
    private static final String UNKNOWN = "5b1e0000-0000-7000-8000-000000000000";

    private String product = "";
    private String policy = "";
    private String license = "";
    private Reply owner;
    private Reply sharing;

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "\"protected\":false");
        owner = vendor.user("user");
        sharing = vendor.user("user");
        license = vendor.licenseOf(policy, owner.id()).id();
    }

    private static String users(String... ids) {
        return "{\"data\":[%s]}"
                .formatted(Stream.of(ids)
                        .map(id -> "{\"type\":\"users\",\"id\":\"%s\"}".formatted(id))
                        .collect(Collectors.joining(",")));
    }

    private Reply attach(Client client, String... ids) {
        return client.post("/v1/licenses/" + license + "/users", users(ids));
    }

    private Reply detach(Client client, String... ids) {
        return client.delete("/v1/licenses/" + license + "/users", users(ids));
    }

    private List<String> listed() {
        return admin.get("/v1/licenses/" + license + "/users").expect(200).ids();
    }

    @Test
    void sharesALicenseAndEndsIt() {
        Reply reply = attach(admin, sharing.id()).expect(200);

        String path = "/v1/accounts/" + server.account().id() + "/licenses/" + license;
        assertThat(reply.text("/data/0/type")).isEqualTo("license-users");
        assertThat(reply.text("/data/0/relationships/license/links/related")).isEqualTo(path);
        assertThat(reply.text("/data/0/relationships/user/data/id")).isEqualTo(sharing.id());
        assertThat(reply.text("/data/0/links/related")).isEqualTo(path + "/users/" + sharing.id());
        assertThat(listed()).containsExactly(sharing.id(), owner.id());
        assertThat(admin.get("/v1/licenses/" + license)
                        .at("/data/relationships/users/meta/count")
                        .intValue())
                .isEqualTo(2);
        assertThat(admin.get("/v1/licenses/" + license + "/users/" + sharing.id())
                        .expect(200)
                        .id())
                .isEqualTo(sharing.id());

        detach(admin, sharing.id()).expect(204);

        assertThat(listed()).containsExactly(owner.id());
        admin.get("/v1/licenses/" + license + "/users/" + sharing.id()).expectError(404, "NOT_FOUND", null);
        assertThat(eventsOf(license))
                .containsExactly("license.created", "license.users.attached", "license.users.detached");
    }

    @Test
    void attachesAllOrNone() {
        String other = vendor.user("user").id();
        attach(admin, sharing.id()).expect(200);

        attach(admin, other, UNKNOWN).expectError(422, "USER_NOT_FOUND", "/data/relationships/user");
        attach(admin, other, sharing.id()).expectError(422, "USER_TAKEN", "/data/relationships/user");
        attach(admin, other, other).expectError(422, "USER_TAKEN", "/data/relationships/user");
        attach(admin, other, owner.id()).expectError(422, "USER_CONFLICT", "/data/relationships/user");

        assertThat(listed()).containsExactly(sharing.id(), owner.id());
    }

    @Test
    void detachesAllOrNone() {
        attach(admin, sharing.id()).expect(200);

        detach(admin, sharing.id(), owner.id()).expectError(403, null, "/data/1");
        detach(admin, sharing.id(), UNKNOWN).expectError(422, null, "/data/1");

        assertThat(listed()).containsExactly(sharing.id(), owner.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                        | /data
            {"data":[]}                               | /data
            {"data":[{"type":"users","id":"a@b.c"}]}  | /data/0/id
            {"data":[{"type":"groups","id":"x"}]}     | /data/0/type
            {"data":{"type":"users","id":"x"}}        | /data
            """)
    void refusesMalformedReferences(String body, String pointer) {
        admin.post("/v1/licenses/" + license + "/users", body).expectError(400, null, pointer);
        admin.delete("/v1/licenses/" + license + "/users", body).expectError(400, null, pointer);
    }

    @Test
    void keepsToTheLimitOfUsersAndItsOverage() {
        admin.patch("/v1/policies/" + policy, """
                {"data":{"type":"policies","attributes":{"maxUsers":2}}}""").expect(200);
        attach(admin, sharing.id()).expect(200);
        String other = vendor.user("user").id();

        attach(admin, other).expectError(422, "USER_LIMIT_EXCEEDED", "/data/relationships/user");
        admin.patch("/v1/policies/" + policy, """
                {"data":{"type":"policies","attributes":{"overageStrategy":"ALLOW_1_5X_OVERAGE"}}}""").expect(200);
        attach(admin, other).expect(200);
        attach(admin, vendor.user("user").id()).expectError(422, "USER_LIMIT_EXCEEDED", "/data/relationships/user");
    }

    @Test
    void letsWhoSharesALicenseSeeItButNotManageIt() {
        attach(admin, sharing.id()).expect(200);
        Client sharer = vendor.userClient(anonymous, sharing);

        assertThat(sharer.get("/v1/licenses").expect(200).ids()).containsExactly(license);
        assertThat(sharer.get("/v1/licenses/" + license).expect(200).id()).isEqualTo(license);
        assertThat(sharer.get("/v1/licenses/" + license + "/users").expect(200).ids())
                .containsExactly(sharing.id(), owner.id());
        assertThat(sharer.get("/v1/users/" + sharing.id() + "/licenses")
                        .expect(200)
                        .ids())
                .containsExactly(license);
        assertThat(sharer.get("/v1/licenses/" + license + "/actions/validate")
                        .expect(200)
                        .text("/meta/code"))
                .isEqualTo("VALID");
        for (String action : List.of("renew", "increment-usage", "check-out")) {
            sharer.post("/v1/licenses/" + license + "/actions/" + action, "").expectError(403, null, null);
        }
        sharer.delete("/v1/licenses/" + license).expectError(403, null, null);
        attach(sharer, vendor.user("user").id()).expectError(403, null, null);

        detach(admin, sharing.id()).expect(204);

        sharer.get("/v1/licenses/" + license).expectError(404, "NOT_FOUND", null);
        assertThat(sharer.get("/v1/licenses").expect(200).ids()).isEmpty();
    }

    @Test
    void showsUsersWhoShareALicenseToEachOther() {
        Client sharer = vendor.userClient(anonymous, sharing);
        sharer.get("/v1/users/" + owner.id()).expectError(404, "NOT_FOUND", null);

        attach(admin, sharing.id()).expect(200);

        assertThat(sharer.get("/v1/users").expect(200).ids()).containsExactly(sharing.id(), owner.id());
        sharer.get("/v1/users/" + owner.id()).expect(200);
        vendor.userClient(anonymous, owner).get("/v1/users/" + sharing.id()).expect(200);
        sharer.get("/v1/users/" + vendor.user("user").id()).expectError(404, "NOT_FOUND", null);
        sharer.patch("/v1/users/" + owner.id(), """
                {"data":{"type":"users","attributes":{"firstName":"x"}}}""").expectError(403, null, null);
        assertThat(vendor.productClient(anonymous, product).get("/v1/users").ids())
                .containsExactly(sharing.id(), owner.id());
    }

    @Test
    void opensReleasesToWhoSharesALicense() {
        String entitlement = vendor.entitlement(Vendor.unique("PRO"));
        admin.post("/v1/licenses/" + license + "/entitlements", """
                {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        String release = release(product, "1.0.0", "DRAFT", constraintRelation(entitlement));
        String artifact = uploaded(release, "app.zip", "the app");
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        String next = release(product, "1.1.0", "PUBLISHED", constraintRelation(entitlement));
        Client sharer = vendor.userClient(anonymous, sharing);
        sharer.get("/v1/releases/" + release).expectError(404, "NOT_FOUND", null);

        attach(admin, sharing.id()).expect(200);

        assertThat(sharer.get("/v1/releases?product=" + product).expect(200).ids())
                .containsExactly(next, release);
        assertThat(download(sharer, "/v1/artifacts/" + artifact)).isEqualTo("the app");
        assertThat(sharer.get("/v1/releases/" + release + "/upgrade")
                        .expect(200)
                        .id())
                .isEqualTo(next);
        assertThat(sharer.get("/v1/entitlements").expect(200).ids()).containsExactly(entitlement);

        admin.post("/v1/licenses/" + license + "/actions/suspend", "").expect(200);
        sharer.get("/v1/artifacts/" + artifact).expectError(403, null, null);
        detach(admin, sharing.id()).expect(204);
        sharer.get("/v1/releases/" + release).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void startsTheTimeOfTheLicenseThatLetsAUserIn() {
        String waiting = vendor.policy(product, "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");
        String elsewhere =
                vendor.policy(vendor.product(), "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");
        Reply user = vendor.user("user");
        String suspended = vendor.licenseOf(waiting, user.id()).id();
        String admitting = vendor.licenseOf(waiting, user.id()).id();
        String unconcerned = vendor.licenseOf(elsewhere, user.id()).id();
        admin.post("/v1/licenses/" + suspended + "/actions/suspend", "").expect(200);
        String release = published(product, "1.0.0");
        String artifact = uploaded(release, "app.zip", "the app");
        Client client = vendor.userClient(anonymous, user);

        client.get("/v1/artifacts/" + artifact).expect(303);
        client.get("/v1/artifacts/" + artifact).expect(303);

        assertThat(expiryOf(admitting)).isTrue();
        assertThat(expiryOf(suspended)).isFalse();
        assertThat(expiryOf(unconcerned)).isFalse();
        assertThat(eventsOf(admitting)).containsExactly("license.created", "license.updated");
    }

    @Test
    void startsNoTimeWhereAnotherLicenseLetsTheUserInAnyway() {
        String waiting = vendor.licenseOf(
                        vendor.policy(product, "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\""),
                        owner.id())
                .id();
        String artifact = uploaded(published(product, "1.0.0"), "app.zip", "the app");

        vendor.userClient(anonymous, owner).get("/v1/artifacts/" + artifact).expect(303);

        assertThat(expiryOf(waiting)).isFalse();
    }

    private boolean expiryOf(String id) {
        return admin.get("/v1/licenses/" + id).at("/data/attributes/expiry").isString();
    }

    @Test
    void letsOwnersShareWhoMay() {
        Client client = vendor.userClient(anonymous, owner);
        attach(client, sharing.id()).expectError(403, null, null);
        admin.patch("/v1/users/" + owner.id(), """
                {"data":{"type":"users","attributes":{"permissions":["license.read","user.read",
                "license.users.attach","license.users.detach"]}}}""").expect(200);

        attach(client, sharing.id()).expect(200);
        detach(client, sharing.id()).expect(204);
        attach(vendor.userClient(anonymous, "read-only"), sharing.id()).expectError(403, null, null);
        attach(vendor.userClient(anonymous, "support-agent"), sharing.id()).expect(200);
        attach(anonymous, sharing.id()).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void forgetsWhoSharedWhenALicenseOrAUserGoes() {
        attach(admin, sharing.id()).expect(200);
        String second = vendor.licenseOf(policy, vendor.user("user").id()).id();
        admin.post("/v1/licenses/" + second + "/users", users(sharing.id())).expect(200);

        admin.delete("/v1/licenses/" + second).expect(204);
        assertThat(admin.get("/v1/users/" + sharing.id() + "/licenses").ids()).containsExactly(license);
        admin.delete("/v1/users/" + sharing.id()).expect(204);

        assertThat(listed()).containsExactly(owner.id());
        assertThat(admin.get("/v1/licenses/" + license)
                        .at("/data/relationships/users/meta/count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void limitsALicenseToWhatItsOwnerMayDo() {
        Client app = vendor.licenseClient(anonymous, license);
        app.get("/v1/licenses/" + license + "/actions/validate").expect(200);

        admin.patch("/v1/users/" + owner.id(), """
                {"data":{"type":"users","attributes":{"permissions":["license.read"]}}}""").expect(200);

        app.get("/v1/licenses/" + license + "/actions/validate").expectError(403, null, null);
        assertThat(app.get("/v1/licenses/" + license)
                        .expect(200)
                        .at("/data/attributes/permissions")
                        .toString())
                .isEqualTo("[\"license.read\"]");
    }
}
