package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTransfersTest extends HttpSuite {
    private static final String UNKNOWN = "5b1e0000-0000-7000-8000-000000000000";

    private String product = "";
    private String policy = "";
    private String license = "";
    private Reply user;

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "\"duration\":86400,\"protected\":false");
        user = vendor.user("user");
        license = vendor.licenseOf(policy, user.id()).id();
    }

    private static String linkage(String type, String id) {
        return "{\"data\":{\"type\":\"%s\",\"id\":\"%s\"}}".formatted(type, id);
    }

    private Reply move(Client client, String policyId) {
        return client.put("/v1/licenses/" + license + "/policy", linkage("policies", policyId));
    }

    private Reply give(Client client, String userId) {
        return client.patch("/v1/licenses/" + license + "/owner", linkage("users", userId));
    }

    @Test
    void keepsTheExpiryUnlessTheNewPolicyResetsIt() {
        String expiry = admin.get("/v1/licenses/" + license).text("/data/attributes/expiry");
        String keeping = vendor.policy(product, "\"duration\":172800");
        Reply moved = move(admin, keeping).expect(200);
        assertThat(moved.id()).isEqualTo(license);
        assertThat(moved.text("/data/attributes/expiry")).isEqualTo(expiry);
        assertThat(moved.text("/data/relationships/policy/data/id")).isEqualTo(keeping);

        String resetting = vendor.policy(product, "\"duration\":172800,\"transferStrategy\":\"RESET_EXPIRY\"");
        Instant reset = Instant.parse(move(admin, resetting).expect(200).text("/data/attributes/expiry"));
        assertThat(Duration.between(server.clock().instant(), reset))
                .isBetween(Duration.ofHours(47), Duration.ofHours(48));

        String perpetual = vendor.policy(product, "\"transferStrategy\":\"RESET_EXPIRY\"");
        assertThat(move(admin, perpetual)
                        .expect(200)
                        .at("/data/attributes/expiry")
                        .isNull())
                .isTrue();
        assertThat(eventsOf(license))
                .containsExactly(
                        "license.created",
                        "license.policy.updated",
                        "license.policy.updated",
                        "license.policy.updated");
    }

    @Test
    void startsCheckInsWithAPolicyThatAsksForThem() {
        String checking = vendor.policy(
                product, "\"requireCheckIn\":true,\"checkInInterval\":\"day\",\"checkInIntervalCount\":1");

        assertThat(move(admin, checking)
                        .expect(200)
                        .at("/data/attributes/lastCheckIn")
                        .isString())
                .isTrue();
    }

    @Test
    void refusesPoliciesThatDoNotFit() {
        move(admin, vendor.policy(product, "\"scheme\":\"ED25519_SIGN\""))
                .expectError(422, "POLICY_NOT_COMPATIBLE", "/data/relationships/policy");
        move(admin, vendor.policy(vendor.product(), ""))
                .expectError(422, "POLICY_NOT_COMPATIBLE", "/data/relationships/policy");
        move(admin, UNKNOWN).expectError(422, "POLICY_NOT_FOUND", "/data/relationships/policy");
        Client own = vendor.productClient(anonymous, product);
        move(own, vendor.policy(vendor.product(), ""))
                .expectError(422, "POLICY_NOT_FOUND", "/data/relationships/policy");

        assertThat(admin.get("/v1/licenses/" + license).text("/data/relationships/policy/data/id"))
                .isEqualTo(policy);
        assertThat(eventsOf(license)).containsExactly("license.created");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                          | /data
            {"data":null}                               | /data
            {"data":{"type":"policies"}}                | /data/id
            {"data":{"type":"policies","id":"code"}}    | /data/id
            {"data":{"type":"users","id":"x"}}          | /data/type
            """)
    void refusesAMalformedReference(String body, String pointer) {
        admin.put("/v1/licenses/" + license + "/policy", body).expectError(400, null, pointer);
    }

    @Test
    void letsTheOwnerMoveALicenseThatIsNotProtected() {
        Client owner = vendor.userClient(anonymous, user);
        String open = vendor.policy(product, "\"protected\":false");

        move(owner, vendor.policy(product, "\"protected\":true")).expectError(403, null, null);
        move(owner, vendor.policy(vendor.product(), "\"protected\":false"))
                .expectError(422, "POLICY_NOT_FOUND", "/data/relationships/policy");
        move(owner, open).expect(200);
        admin.patch("/v1/licenses/" + license, """
                {"data":{"type":"licenses","attributes":{"protected":true}}}""").expect(200);
        move(owner, policy).expectError(403, null, null);
        move(vendor.licenseClient(anonymous, license), policy).expectError(403, null, null);
        move(vendor.userClient(anonymous, "support-agent"), policy).expectError(403, null, null);
        move(vendor.userClient(anonymous, "user"), policy).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void givesALicenseAnotherOwnerOrNone() {
        Reply other = vendor.user("user");
        admin.post("/v1/licenses/" + license + "/users", """
                {"data":[{"type":"users","id":"%s"}]}""".formatted(other.id()))
                .expect(200);

        Reply given = give(admin, other.id()).expect(200);

        assertThat(given.text("/data/relationships/owner/data/id")).isEqualTo(other.id());
        assertThat(given.at("/data/relationships/users/meta/count").intValue()).isEqualTo(1);
        Reply taken = admin.put("/v1/licenses/" + license + "/owner", "{\"data\":null}")
                .expect(200);
        assertThat(taken.at("/data/relationships/owner/data").isNull()).isTrue();
        assertThat(eventsOf(license))
                .containsExactly(
                        "license.created", "license.users.attached", "license.owner.updated", "license.owner.updated");
    }

    @Test
    void refusesAnOwnerWhoDoesNotExist() {
        give(admin, UNKNOWN).expectError(422, "OWNER_NOT_FOUND", "/data/relationships/owner");
        admin.with("Keygen-Version", "1.5")
                .put("/v1/licenses/" + license + "/user", linkage("users", UNKNOWN))
                .expectError(422, "USER_NOT_FOUND", "/data/relationships/user");
        admin.put("/v1/licenses/" + license + "/owner", "{}").expectError(400, null, "/data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"support-agent", "read-only"})
    void keepsTheOwnerFromOtherRoles(String role) {
        give(vendor.userClient(anonymous, role), user.id()).expectError(403, null, null);
    }

    @Test
    void keepsTheOwnerFromGivingTheLicenseAway() {
        give(vendor.userClient(anonymous, user), user.id()).expectError(403, null, null);
        give(vendor.licenseClient(anonymous, license), user.id()).expectError(403, null, null);
    }
}
