package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest extends HttpSuite {

    private static String document(String attributes, String productId) {
        return """
                {"data":{"type":"policies","attributes":{%s},
                "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(attributes, productId);
    }

    private static String document(String attributes) {
        return """
                {"data":{"type":"policies","attributes":{%s}}}""".formatted(attributes);
    }

    @Test
    void createsAPolicyWithAllAttributesAndTheirDefaults() {
        String product = vendor.product();

        Reply reply = admin.post("/v1/policies", document("\"name\":\"Yearly\"", product))
                .expect(201);

        String path = "/v1/accounts/" + server.account().id() + "/policies/" + reply.id();
        assertThat(reply.header("Location")).hasValue(server.url() + path);
        assertThat(reply.at("/data/attributes").toString()).startsWith("""
                        {"name":"Yearly","duration":null,"expirationStrategy":"RESTRICT_ACCESS",\
                        "expirationBasis":"FROM_CREATION","renewalBasis":"FROM_EXPIRY","transferStrategy":"KEEP_EXPIRY",\
                        "authenticationStrategy":"TOKEN","scheme":null,"protected":true,"maxUses":null,"maxUsers":null,\
                        "strict":false,"floating":false,"usePool":false,"encrypted":false,"maxMachines":1,\
                        "maxProcesses":null,"maxCores":null,"maxMemory":null,"maxDisk":null,\
                        "requireProductScope":false,"requirePolicyScope":false,"requireMachineScope":false,\
                        "requireFingerprintScope":false,"requireComponentsScope":false,"requireUserScope":false,\
                        "requireChecksumScope":false,"requireVersionScope":false,"requireCheckIn":false,\
                        "checkInInterval":null,"checkInIntervalCount":null,"requireHeartbeat":false,\
                        "heartbeatDuration":null,"heartbeatCullStrategy":"DEACTIVATE_DEAD",\
                        "heartbeatResurrectionStrategy":"NO_REVIVE","heartbeatBasis":"FROM_FIRST_PING",\
                        "machineUniquenessStrategy":"UNIQUE_PER_LICENSE","machineMatchingStrategy":"MATCH_ANY",\
                        "componentUniquenessStrategy":"UNIQUE_PER_MACHINE","componentMatchingStrategy":"MATCH_ANY",\
                        "machineLeasingStrategy":"PER_LICENSE","processLeasingStrategy":"PER_MACHINE",\
                        "overageStrategy":"NO_OVERAGE","metadata":{},"created":""");
        assertThat(reply.at("/data/relationships").propertyNames())
                .containsExactly("account", "product", "pool", "licenses", "entitlements");
        assertThat(reply.text("/data/relationships/product/data/id")).isEqualTo(product);
        assertThat(reply.text("/data/relationships/product/links/related")).isEqualTo(path + "/product");
        assertThat(reply.at("/data/relationships/entitlements/data").isMissingNode())
                .isTrue();
        assertThat(eventsOf(reply.id())).containsExactly("policy.created");
    }

    @Test
    void keepsWhatAPolicySaysAboutMachines() {
        String id = vendor.policy(vendor.product(), """
                        "floating":true,"maxMachines":null,"requireHeartbeat":true,"requireCheckIn":true,
                        "checkInInterval":"week","checkInIntervalCount":2""");

        Reply reply = admin.patch("/v1/policies/" + id, document("""
                        "overageStrategy":"ALLOW_2X_OVERAGE","heartbeatDuration":600,"maxCores":8""")).expect(200);

        assertThat(reply.at("/data/attributes/maxMachines").isNull()).isTrue();
        assertThat(reply.text("/data/attributes/heartbeatBasis")).isEqualTo("FROM_CREATION");
        assertThat(reply.text("/data/attributes/overageStrategy")).isEqualTo("ALLOW_2X_OVERAGE");
        assertThat(reply.text("/data/attributes/checkInInterval")).isEqualTo("week");
        Reply cleared = admin.patch("/v1/policies/" + id, document("\"maxCores\":null,\"floating\":false"))
                .expect(200);
        assertThat(cleared.at("/data/attributes/maxCores").isNull()).isTrue();
        assertThat(cleared.at("/data/attributes/maxMachines").intValue()).isEqualTo(1);
        assertThat(cleared.at("/data/attributes/heartbeatDuration").intValue()).isEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource({"1.2,FROM_FIRST_PING", "1.3,FROM_CREATION", "1.8,FROM_CREATION"})
    void countsARequiredHeartbeatFromCreationSinceTheThirdVersion(String version, String basis) {
        Reply made = admin.with("Keygen-Version", version)
                .post("/v1/policies", document("\"name\":\"x\",\"requireHeartbeat\":true", vendor.product()))
                .expect(201);

        assertThat(made.text("/data/attributes/heartbeatBasis")).isEqualTo(basis);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":" "                                              | NAME_MISSING                          | name
                    "name":""                                               | NAME_MISSING                          | name
                    "duration":86400                                        | NAME_MISSING                          | name
                    "name":"x","duration":86399                             | DURATION_INVALID                      | duration
                    "name":"x","duration":9223372036854775807               | DURATION_INVALID                      | duration
                    "name":"x","expirationStrategy":"NONE"                  | EXPIRATION_STRATEGY_NOT_ALLOWED       | expirationStrategy
                    "name":"x","expirationBasis":"from_creation"            | EXPIRATION_BASIS_NOT_ALLOWED          | expirationBasis
                    "name":"x","renewalBasis":"X"                           | RENEWAL_BASIS_NOT_ALLOWED             | renewalBasis
                    "name":"x","transferStrategy":"X"                       | TRANSFER_STRATEGY_NOT_ALLOWED         | transferStrategy
                    "name":"x","authenticationStrategy":"X"                 | AUTHENTICATION_STRATEGY_NOT_ALLOWED   | authenticationStrategy
                    "name":"x","scheme":"RSA_2048_JWT_RS256"                | SCHEME_NOT_SUPPORTED                  | scheme
                    "name":"x","usePool":true                               | USE_POOL_NOT_SUPPORTED                | usePool
                    "name":"x","encrypted":true                             | ENCRYPTED_NOT_SUPPORTED               | encrypted
                    "name":"x","maxUses":0                                  | MAX_USES_INVALID                      | maxUses
                    "name":"x","overageStrategy":"X"                        | OVERAGE_STRATEGY_NOT_ALLOWED          | overageStrategy
                    "name":"x","requireCheckIn":true,"checkInIntervalCount":1 | CHECK_IN_INTERVAL_NOT_ALLOWED       | checkInInterval
                    "name":"x","checkInIntervalCount":366                   | CHECK_IN_INTERVAL_COUNT_INVALID       | checkInIntervalCount
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute) {
        admin.post("/v1/policies", document(attributes, vendor.product()))
                .expectError(422, code, "/data/attributes/" + attribute);
    }

    @Test
    void refusesABodyWithoutAProductOrWithAnUnknownOne() {
        admin.post("/v1/policies", document("\"name\":\"x\"")).expectError(400, null, "/data/relationships");
        admin.post("/v1/policies", document("\"name\":\"x\"", "orbit"))
                .expectError(400, null, "/data/relationships/product/data/id")
                .expectDetail("type mismatch (received string expected UUID string)");
        admin.post("/v1/policies", document("\"name\":\"x\"", "5b1e0000-0000-7000-8000-000000000000"))
                .expectError(422, "PRODUCT_NOT_FOUND", "/data/relationships/product");
    }

    @Test
    void keepsSchemeAndProductFromChanging() {
        String product = vendor.product();
        String id = vendor.policy(product, "");

        admin.patch("/v1/policies/" + id, document("\"scheme\":null"))
                .expectError(400, null, "/data/attributes/scheme")
                .expectDetail("unpermitted parameter");
        admin.patch("/v1/policies/" + id, document("\"name\":\"x\"", product))
                .expectError(400, null, "/data/relationships");
    }

    @Test
    void listsThePoliciesOfOneProduct() {
        String product = vendor.product();
        List<String> made = List.of(vendor.policy(product, ""), vendor.policy(product, ""));
        vendor.policy(vendor.product(), "");

        assertThat(admin.get("/v1/policies?product=" + product).expect(200).ids())
                .containsExactly(made.get(1), made.get(0));
        assertThat(admin.get("/v1/policies?product=nothing").expect(200).ids()).isEmpty();
    }

    @Test
    void confinesAProductTokenToItsOwnPolicies() {
        String own = vendor.product();
        String other = vendor.product();
        String policy = vendor.policy(own, "");
        String foreign = vendor.policy(other, "");
        Client product = vendor.productClient(anonymous, own);

        assertThat(product.get("/v1/policies").expect(200).ids()).containsExactly(policy);
        assertThat(product.get("/v1/policies?product=" + other).expect(200).ids())
                .isEmpty();
        product.get("/v1/policies/" + foreign).expectError(404, "NOT_FOUND", null);
        product.delete("/v1/policies/" + foreign).expectError(404, "NOT_FOUND", null);
        product.post("/v1/policies", document("\"name\":\"x\"", other)).expectError(403, null, null);
        product.patch("/v1/policies/" + policy, document("\"name\":\"Mine\"")).expect(200);
        product.delete("/v1/policies/" + policy).expect(204);
        assertThat(eventsOf(policy)).containsExactly("policy.created", "policy.updated", "policy.deleted");
    }

    @Test
    void keepsPoliciesFromLicenseesUnlessGranted() {
        String policy = vendor.policy(vendor.product(), "");
        String foreign = vendor.policy(vendor.product(), "");
        Reply license = vendor.license(policy, "");
        Client client = vendor.licenseClient(anonymous, license.id());

        client.get("/v1/policies/" + policy).expectError(403, null, null);
        client.get("/v1/policies/" + foreign).expectError(404, "NOT_FOUND", null);
        client.get("/v1/policies").expectError(403, null, null);

        admin.patch("/v1/licenses/" + license.id(), """
                        {"data":{"type":"licenses","attributes":{"permissions":["policy.read","license.read"]}}}""").expect(200);
        client.get("/v1/policies/" + policy).expect(200);
        assertThat(client.get("/v1/policies").expect(200).ids()).containsExactly(policy);
        client.get("/v1/policies/" + foreign).expectError(404, "NOT_FOUND", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"support-agent", "read-only"})
    void letsSomeOfTheStaffReadOnly(String role) {
        String product = vendor.product();
        String id = vendor.policy(product, "");
        Client client = vendor.userClient(anonymous, role);

        client.get("/v1/policies/" + id).expect(200);
        client.post("/v1/policies", document("\"name\":\"x\"", product)).expectError(403, null, null);
        client.patch("/v1/policies/" + id, document("\"name\":\"x\"")).expectError(403, null, null);
        client.delete("/v1/policies/" + id).expectError(403, null, null);
        anonymous.get("/v1/policies/" + id).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void letsSalesWriteButNotDelete() {
        String product = vendor.product();
        Client sales = vendor.userClient(anonymous, "sales-agent");

        String id = sales.post("/v1/policies", document("\"name\":\"x\"", product))
                .expect(201)
                .id();
        sales.patch("/v1/policies/" + id, document("\"duration\":86400")).expect(200);
        sales.delete("/v1/policies/" + id).expectError(403, null, null);
    }

    @Test
    void deletesAPolicyWithItsLicenses() {
        String policy = vendor.policy(vendor.product(), "");
        String license = vendor.license(policy, "").id();
        Client client = vendor.licenseClient(anonymous, license);

        admin.delete("/v1/policies/" + policy).expect(204);

        admin.get("/v1/policies/" + policy).expectError(404, "NOT_FOUND", null);
        admin.get("/v1/licenses/" + license).expectError(404, "NOT_FOUND", null);
        client.get("/v1/entitlements").expectError(401, "TOKEN_INVALID", null);
    }
}
