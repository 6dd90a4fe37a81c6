package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitlementsTest extends HttpSuite {

    private static String document(String attributes) {
        return """
                {"data":{"type":"entitlements","attributes":{%s}}}""".formatted(attributes);
    }

    @Test
    void createsAnEntitlementAndSaysWhereItIs() {
        Reply reply = admin.post("/v1/entitlements", document("""
                        "name":"Nightly builds","code":"NIGHTLY","metadata":{"seats":3}""")).expect(201);

        String path = "/v1/accounts/" + server.account().id() + "/entitlements/" + reply.id();
        assertThat(reply.header("Location")).hasValue(server.url() + path);
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly("name", "code", "metadata", "created", "updated");
        assertThat(reply.at("/data/relationships").propertyNames()).containsExactly("account");
        assertThat(reply.text("/data/links/self")).isEqualTo(path);
        assertThat(eventsOf(reply.id())).containsExactly("entitlement.created");
    }

    @Test
    void findsAnEntitlementByCodeIgnoringCase() {
        String id = vendor.entitlement("Feature.Dots");

        assertThat(admin.get("/v1/entitlements/" + id).expect(200).id()).isEqualTo(id);
        assertThat(admin.get("/v1/entitlements/FEATURE.dots").expect(200).id()).isEqualTo(id);
        assertThat(admin.get("/v1/entitlements/" + id.toUpperCase(Locale.ROOT).replace("-", ""))
                        .expect(200)
                        .id())
                .isEqualTo(id);
        admin.get("/v1/entitlements/nothing").expectError(404, "NOT_FOUND", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":"x"                     | is missing                                       | code
                    "name":"x","code":""           | cannot be blank                                  | code
                    "name":null,"code":"x"         | cannot be null                                   | name
                    "name":"x","code":7            | type mismatch (received integer expected string) | code
                    "name":"x","code":"x","seats":1 | unpermitted parameter                           | seats
                    """)
    void refusesABodyThatDoesNotFitTheSchema(String attributes, String detail, String attribute) {
        admin.post("/v1/entitlements", document(attributes))
                .expectError(400, null, "/data/attributes/" + attribute)
                .expectDetail(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":" ","code":"blank-name"                         | NAME_MISSING     | name
                    "name":"x","code":" "                                  | CODE_MISSING     | code
                    "name":"x","code":"5b1e000000007000800000000000abcd"   | CODE_INVALID     | code
                    "name":"x","code":"Actions"                            | CODE_NOT_ALLOWED | code
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute) {
        admin.post("/v1/entitlements", document(attributes)).expectError(422, code, "/data/attributes/" + attribute);
    }

    @Test
    void keepsCodesUniqueIgnoringCase() {
        String id = vendor.entitlement("Only.Once");

        admin.post("/v1/entitlements", document("\"name\":\"x\",\"code\":\"ONLY.once\""))
                .expectError(422, "CODE_TAKEN", "/data/attributes/code");
        assertThat(admin.put("/v1/entitlements/" + id, document("\"code\":\"only.ONCE\""))
                        .expect(200)
                        .text("/data/attributes/code"))
                .isEqualTo("only.ONCE");
        assertThat(eventsOf(id)).containsExactly("entitlement.created", "entitlement.updated");
    }

    @Test
    void deletesAnEntitlementFromWhoeverHoldsIt() {
        String id = vendor.entitlement("to-delete");
        String license = vendor.license(vendor.policy(vendor.product(), ""), "").id();
        admin.post("/v1/licenses/" + license + "/entitlements", reference(id)).expect(200);

        admin.delete("/v1/entitlements/TO-DELETE").expect(204);

        admin.get("/v1/entitlements/" + id).expectError(404, "NOT_FOUND", null);
        assertThat(admin.get("/v1/licenses/" + license + "/entitlements")
                        .expect(200)
                        .ids())
                .isEmpty();
        assertThat(eventsOf(id)).containsExactly("entitlement.created", "entitlement.deleted");
    }

    @Test
    void showsLicensesAndUsersOnlyWhatTheyHold() {
        String own = vendor.entitlement(Vendor.unique("own"));
        String inherited = vendor.entitlement(Vendor.unique("inherited"));
        String foreign = vendor.entitlement(Vendor.unique("foreign"));
        Reply user = vendor.user("user");
        String policy = vendor.policy(vendor.product(), "");
        String license = vendor.licenseOf(policy, user.id()).id();
        admin.post("/v1/licenses/" + license + "/entitlements", reference(own)).expect(200);
        admin.post("/v1/policies/" + policy + "/entitlements", reference(inherited))
                .expect(200);

        for (Client client :
                new Client[] {vendor.licenseClient(anonymous, license), vendor.userClient(anonymous, user)}) {
            assertThat(client.get("/v1/entitlements").expect(200).ids()).containsExactlyInAnyOrder(own, inherited);
            client.get("/v1/entitlements/" + own).expect(200);
            client.get("/v1/entitlements/" + inherited).expect(200);
            client.get("/v1/entitlements/" + foreign).expectError(404, "NOT_FOUND", null);
            client.delete("/v1/entitlements/" + own).expectError(403, null, null);
            client.patch("/v1/entitlements/" + foreign, "{}").expectError(404, "NOT_FOUND", null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales-agent", "support-agent", "read-only"})
    void letsTheRestOfTheStaffReadOnly(String role) {
        String id = vendor.entitlement(Vendor.unique("staff"));
        Client client = vendor.userClient(anonymous, role);

        client.get("/v1/entitlements/" + id).expect(200);
        client.get("/v1/entitlements").expect(200);
        client.post("/v1/entitlements", document("\"name\":\"x\",\"code\":\"x\""))
                .expectError(403, null, null);
        client.patch("/v1/entitlements/" + id, document("\"name\":\"x\"")).expectError(403, null, null);
        client.delete("/v1/entitlements/" + id).expectError(403, null, null);
    }

    @Test
    void judgesWhoAsksBeforeTheBodyOfAnUpdate() {
        String id = vendor.entitlement(Vendor.unique("order"));

        vendor.productClient(anonymous, vendor.product())
                .patch("/v1/entitlements/" + id, "{\"nonsense\":1}")
                .expectError(403, null, null);
        anonymous.patch("/v1/entitlements/" + id, "{\"nonsense\":1}").expectError(401, "TOKEN_MISSING", null);
        anonymous.get("/v1/entitlements").expectError(401, "TOKEN_MISSING", null);
        admin.patch("/v1/entitlements/" + id, "{\"nonsense\":1}").expectError(400, null, "/nonsense");
    }

    private static String reference(String id) {
        return """
                {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(id);
    }
}
