package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntitlementHoldingTest extends HttpSuite {
    private static final String UNKNOWN = "5b1e0000-0000-7000-8000-000000000000";

    private String product = "";
    private String policy = "";
    private String license = "";
    private String first = "";
    private String second = "";

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "");
        license = vendor.license(policy, "").id();
        first = vendor.entitlement(Vendor.unique("first"));
        second = vendor.entitlement(Vendor.unique("second"));
    }

    private static String references(String... ids) {
        return Arrays.stream(ids)
                .map("{\"type\":\"entitlements\",\"id\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));
    }

    private String ofLicense() {
        return "/v1/licenses/" + license + "/entitlements";
    }

    private String ofPolicy() {
        return "/v1/policies/" + policy + "/entitlements";
    }

    @Test
    void attachesToALicense() {
        Reply reply = admin.post(ofLicense(), references(first, second)).expect(200);

        String account = "/v1/accounts/" + server.account().id();
        assertThat(reply.text("/data/0/type")).isEqualTo("license-entitlements");
        assertThat(reply.at("/data/0/attributes").propertyNames()).containsExactly("created", "updated");
        assertThat(reply.text("/data/0/relationships/entitlement/data/id")).isEqualTo(first);
        assertThat(reply.text("/data/0/relationships/entitlement/links/related"))
                .isEqualTo(account + "/entitlements/" + first);
        assertThat(reply.text("/data/0/relationships/license/data/id")).isEqualTo(license);
        assertThat(reply.at("/data/1/links").toString())
                .isEqualTo("{\"related\":\"%s/licenses/%s/entitlements/%s\"}".formatted(account, license, second));
        assertThat(admin.get(ofLicense()).expect(200).ids()).containsExactlyInAnyOrder(first, second);
        assertThat(admin.get(ofLicense() + "/" + first).expect(200).text("/data/type"))
                .isEqualTo("entitlements");
        assertThat(eventsOf(license)).containsExactly("license.created", "license.entitlements.attached");
    }

    @Test
    void givesEveryLicenseWhatItsPolicyHolds() {
        Reply reply = admin.post(ofPolicy(), references(first)).expect(200);
        admin.post(ofLicense(), references(second)).expect(200);

        assertThat(reply.text("/data/0/type")).isEqualTo("policy-entitlements");
        assertThat(reply.text("/data/0/relationships/policy/data/id")).isEqualTo(policy);
        assertThat(admin.get(ofPolicy()).expect(200).ids()).containsExactly(first);
        assertThat(admin.get(ofLicense()).expect(200).ids()).containsExactlyInAnyOrder(first, second);
        admin.get(ofPolicy() + "/" + first).expect(200);
        admin.get(ofPolicy() + "/" + second).expectError(404, "NOT_FOUND", null);
        admin.get(ofLicense() + "/" + first).expect(200);
        assertThat(eventsOf(policy)).containsExactly("policy.created", "policy.entitlements.attached");
    }

    @Test
    void attachesAllOrNothing() {
        String pointer = "/data/relationships/entitlement";
        admin.post(ofLicense(), references(first)).expect(200);
        String inherited = vendor.entitlement(Vendor.unique("inherited"));
        admin.post(ofPolicy(), references(inherited)).expect(200);

        admin.post(ofLicense(), references(second, first)).expectError(422, "ENTITLEMENT_TAKEN", pointer);
        admin.post(ofLicense(), references(second, second)).expectError(422, "ENTITLEMENT_TAKEN", pointer);
        admin.post(ofLicense(), references(second, UNKNOWN)).expectError(422, "ENTITLEMENT_NOT_FOUND", pointer);
        admin.post(ofLicense(), references(second, inherited)).expectError(422, "ENTITLEMENT_CONFLICT", pointer);
        admin.post(ofPolicy(), references(second, inherited)).expectError(422, "ENTITLEMENT_TAKEN", pointer);

        assertThat(admin.get(ofLicense()).ids()).containsExactlyInAnyOrder(first, inherited);
        assertThat(eventsOf(license)).containsExactly("license.created", "license.entitlements.attached");
    }

    @Test
    void detachesAllOrNothing() {
        String inherited = vendor.entitlement(Vendor.unique("inherited"));
        admin.post(ofPolicy(), references(inherited)).expect(200);
        admin.post(ofLicense(), references(first)).expect(200);

        admin.delete(ofLicense(), references(first, inherited)).expectError(403, null, "/data/1");
        admin.delete(ofLicense(), references(first, second)).expectError(422, null, "/data/1");
        admin.delete(ofPolicy(), references(first)).expectError(422, null, "/data/0");
        assertThat(admin.get(ofLicense()).ids()).containsExactlyInAnyOrder(first, inherited);

        admin.delete(ofLicense(), references(first)).expect(204);
        admin.delete(ofPolicy(), references(inherited)).expect(204);
        assertThat(admin.get(ofLicense()).ids()).isEmpty();
        assertThat(eventsOf(license)).endsWith("license.entitlements.detached");
        assertThat(eventsOf(policy)).endsWith("policy.entitlements.detached");
    }

    @Test
    void refusesBodiesThatAreNoReferences() {
        admin.post(ofLicense(), "{\"data\":[]}").expectError(400, null, "/data");
        admin.post(ofLicense(), references("PRO")).expectError(400, null, "/data/0/id");
        admin.post(ofPolicy(), references(first).replace("entitlements", "users"))
                .expectError(400, null, "/data/0/type");
        admin.post(ofPolicy(), "{}").expectError(400, null, "/data");
    }

    @Test
    void letsLicensesReadWhatTheyHoldAndNothingElse() {
        admin.post(ofLicense(), references(first)).expect(200);
        String other = vendor.license(policy, "").id();
        Client client = vendor.licenseClient(anonymous, license);

        assertThat(client.get(ofLicense()).expect(200).ids()).containsExactly(first);
        client.get("/v1/licenses/" + other + "/entitlements").expectError(404, "NOT_FOUND", null);
        client.post(ofLicense(), references(second)).expectError(403, null, null);
        client.delete(ofLicense(), references(first)).expectError(403, null, null);
        client.get(ofPolicy()).expectError(403, null, null);
        anonymous.get(ofLicense()).expectError(401, "TOKEN_MISSING", null);
        anonymous.post(ofPolicy(), references(first)).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void confinesProductTokensAndStaff() {
        Client own = vendor.productClient(anonymous, product);
        Client other = vendor.productClient(anonymous, vendor.product());
        Client support = vendor.userClient(anonymous, "support-agent");

        own.post(ofLicense(), references(first)).expect(200);
        own.post(ofPolicy(), references(second)).expect(200);
        other.post(ofLicense(), references(second)).expectError(404, "NOT_FOUND", null);
        other.get(ofPolicy()).expectError(404, "NOT_FOUND", null);
        support.get(ofPolicy()).expect(200);
        support.post(ofLicense(), references(second)).expectError(403, null, null);
        support.delete(ofPolicy(), references(second)).expectError(403, null, null);
    }
}
