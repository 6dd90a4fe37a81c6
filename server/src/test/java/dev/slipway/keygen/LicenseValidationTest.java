package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseValidationTest extends CatalogSuite {
    private String product = "";
    private String policy = "";
    private String license = "";
    private String key = "";

    @BeforeEach
    void prepare() {
        product = vendor.product();
        issue("");
    }

    /** A license on a new policy with these attributes. */
    private void issue(String policyAttributes) {
        policy = vendor.policy(product, policyAttributes);
        take(vendor.license(policy, ""));
    }

    private void take(Reply issued) {
        license = issued.id();
        key = issued.text("/data/attributes/key");
    }

    private Reply validate(Client client, String scope) {
        return client.post("/v1/licenses/" + license + "/actions/validate", """
                {"meta":{"scope":{%s}}}""".formatted(scope))
                .expect(200);
    }

    private Reply quick() {
        return admin.get("/v1/licenses/" + license + "/actions/validate").expect(200);
    }

    private static void expect(Reply reply, String code, boolean valid) {
        assertThat(reply.text("/meta/code")).as(reply.body()).isEqualTo(code);
        assertThat(reply.at("/meta/valid").booleanValue()).as(reply.body()).isEqualTo(valid);
        assertThat(reply.text("/meta/detail")).isNotBlank();
    }

    private void expectScope(String scope, String code) {
        expect(validate(admin, scope), code, code.equals("VALID"));
    }

    @Test
    void answersWithTheLicenseAndWhatWasAsked() {
        Reply reply = admin.post("/v1/licenses/" + license + "/actions/validate", """
                        {"meta":{"nonce":81723,"scope":{"product":"%s","fingerprint":"A-b"}}}""".formatted(product))
                .expect(200);

        expect(reply, "VALID", true);
        assertThat(reply.id()).isEqualTo(license);
        assertThat(reply.text("/data/attributes/lastValidated")).isEqualTo(reply.text("/meta/ts"));
        assertThat(reply.at("/meta/nonce").longValue()).isEqualTo(81723);
        assertThat(reply.at("/meta/scope").toString())
                .isEqualTo("{\"product\":\"%s\",\"fingerprint\":\"A-b\"}".formatted(product));
        assertThat(reply.at("/meta").propertyNames())
                .containsExactly("ts", "valid", "detail", "code", "nonce", "scope");
    }

    @Test
    void asksNothingAboutScopesInTheQuickForm() {
        issue("\"requireProductScope\":true,\"requireVersionScope\":true");

        Reply reply = quick();

        expect(reply, "VALID", true);
        assertThat(reply.at("/meta").propertyNames()).containsExactly("ts", "valid", "detail", "code");
        expectScope("", "PRODUCT_SCOPE_REQUIRED");
    }

    @Test
    void letsAnybodyValidateAKeyTheyHave() {
        Reply reply = anonymous
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"%s\"}}".formatted(key))
                .expect(200);

        expect(reply, "VALID", true);
        assertThat(reply.id()).isEqualTo(license);
    }

    @Test
    void saysThatAnUnknownKeyDoesNotExist() {
        Reply reply = anonymous
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"no such key\",\"nonce\":7}}")
                .expect(200);

        expect(reply, "NOT_FOUND", false);
        assertThat(reply.at("/data").isNull()).isTrue();
        assertThat(reply.at("/meta/nonce").longValue()).isEqualTo(7);
    }

    @Test
    void hidesTheKeysOfOthersFromWhoSaysWhoTheyAre() {
        Client other = vendor.productClient(anonymous, vendor.product());
        String body = "{\"meta\":{\"key\":\"%s\"}}".formatted(key);

        expect(other.post("/v1/licenses/actions/validate-key", body).expect(200), "NOT_FOUND", false);
        other.get("/v1/licenses/" + license + "/actions/validate").expectError(404, "NOT_FOUND", null);
        Client own = vendor.productClient(anonymous, product);
        expect(own.post("/v1/licenses/actions/validate-key", body).expect(200), "VALID", true);
        expect(
                vendor.licenseClient(anonymous, license)
                        .post("/v1/licenses/actions/validate-key", body)
                        .expect(200),
                "VALID",
                true);
    }

    @Test
    void refusesBadCredentialsAlsoWhereNoneAreNeeded() {
        anonymous
                .withToken("admin-0000v3")
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"%s\"}}".formatted(key))
                .expectError(401, "TOKEN_INVALID", null);
        anonymous.get("/v1/licenses/" + license + "/actions/validate").expectError(401, "TOKEN_MISSING", null);
        anonymous.post("/v1/licenses/" + license + "/actions/validate", "{}").expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void refusesATokenThatMayNotValidate() {
        Client narrowed = anonymous.withToken(admin.post("/v1/licenses/" + license + "/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["license.read"]}}}""")
                .expect(200)
                .text("/data/attributes/token"));

        narrowed.get("/v1/licenses/" + license + "/actions/validate").expectError(403, null, null);
        narrowed.post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"%s\"}}".formatted(key))
                .expectError(403, null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"meta":{"scope":{"colour":"red"}}}              | /meta/scope/colour
            {"meta":{"scope":{"product":7}}}                 | /meta/scope/product
            {"meta":{"scope":{"entitlements":"PRO"}}}        | /meta/scope/entitlements
            {"meta":{"scope":[]}}                            | /meta/scope
            {"meta":{"nonce":"x"}}                           | /meta/nonce
            {"meta":{"other":1}}                             | /meta/other
            {"data":{}}                                      | /data
            """)
    void refusesAMalformedQuestion(String body, String pointer) {
        admin.post("/v1/licenses/" + license + "/actions/validate", body).expectError(400, null, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                     | /meta
            {"meta":{"nonce":1}}   | /meta/key
            {"meta":{"key":""}}    | /meta/key
            {"meta":{"key":null}}  | /meta/key
            {"meta":{"key":1}}     | /meta/key
            """)
    void refusesToValidateNoKey(String body, String pointer) {
        anonymous.post("/v1/licenses/actions/validate-key", body).expectError(400, null, pointer);
    }

    @Test
    void findsWhatIsWrongInOrder() {
        Reply owner = vendor.user("user");
        issue("\"duration\":86400,\"expirationStrategy\":\"REVOKE_ACCESS\",\"requireProductScope\":true");
        take(vendor.licenseOf(policy, owner.id()));
        expectScope("", "PRODUCT_SCOPE_REQUIRED");

        server.clock().advance(Duration.ofDays(2));
        expectScope("", "EXPIRED");
        admin.post("/v1/licenses/" + license + "/actions/suspend", "").expect(200);
        expectScope("", "SUSPENDED");
        admin.post("/v1/users/" + owner.id() + "/actions/ban", "").expect(200);
        expectScope("", "BANNED");
        expect(quick(), "BANNED", false);
    }

    @ParameterizedTest
    @CsvSource({"RESTRICT_ACCESS, false", "REVOKE_ACCESS, false", "MAINTAIN_ACCESS, true", "ALLOW_ACCESS, true"})
    void judgesAnExpiredLicenseByItsPolicy(String strategy, boolean valid) {
        issue("\"duration\":86400,\"expirationStrategy\":\"%s\"".formatted(strategy));
        server.clock().advance(Duration.ofDays(2));

        expect(quick(), "EXPIRED", valid);
        // All but the one that takes everything away look at scopes first.
        expect(
                validate(admin, "\"product\":\"none\""),
                strategy.equals("REVOKE_ACCESS") ? "EXPIRED" : "PRODUCT_SCOPE_MISMATCH",
                false);
    }

    @Test
    void findsALicenseThatShouldHaveCheckedIn() {
        issue("\"requireCheckIn\":true,\"checkInInterval\":\"week\",\"checkInIntervalCount\":1");
        expect(quick(), "VALID", true);

        server.clock().advance(Duration.ofDays(8));

        expect(quick(), "OVERDUE", false);
        admin.post("/v1/licenses/" + license + "/actions/check-in", "").expect(200);
        expect(quick(), "VALID", true);
    }

    @Test
    void comparesTheProductAndThePolicy() {
        String code = Vendor.unique("code");
        product = vendor.product("\"code\":\"%s\"".formatted(code));
        issue("\"requirePolicyScope\":true");

        expectScope("\"product\":\"%s\",\"policy\":\"%s\"".formatted(product, policy), "VALID");
        expectScope("\"product\":\"%s\",\"policy\":\"%s\"".formatted(code, policy), "VALID");
        expectScope("\"product\":\"%s\"".formatted(product), "POLICY_SCOPE_REQUIRED");
        expectScope("\"product\":\"%s\"".formatted(vendor.product()), "PRODUCT_SCOPE_MISMATCH");
        expectScope("\"product\":\"\"", "PRODUCT_SCOPE_MISMATCH");
        expectScope("\"policy\":\"%s\"".formatted(product), "POLICY_SCOPE_MISMATCH");
        expectScope("\"environment\":\"production\"", "ENVIRONMENT_SCOPE_MISMATCH");
    }

    @Test
    void comparesTheUser() {
        issue("\"requireUserScope\":true");
        Reply owner = vendor.user("user");
        Reply sharing = vendor.user("user");
        take(vendor.licenseOf(policy, owner.id()));
        admin.post("/v1/licenses/" + license + "/users", """
                {"data":[{"type":"users","id":"%s"}]}""".formatted(sharing.id()))
                .expect(200);

        expectScope("", "USER_SCOPE_REQUIRED");
        expectScope("\"user\":\"%s\"".formatted(owner.id()), "VALID");
        expectScope("\"user\":\"%s\"".formatted(owner.text("/data/attributes/email")), "VALID");
        expectScope("\"user\":\"%s\"".formatted(sharing.id()), "VALID");
        expectScope("\"user\":\"%s\"".formatted(vendor.user("user").id()), "USER_SCOPE_MISMATCH");
    }

    @Test
    void comparesEntitlementsOfLicenseAndPolicy() {
        String own = Vendor.unique("OWN");
        String inherited = Vendor.unique("INHERITED");
        attach("/v1/licenses/" + license, vendor.entitlement(own));
        attach("/v1/policies/" + policy, vendor.entitlement(inherited));

        expectScope("\"entitlements\":[\"%s\",\"%s\"]".formatted(own, inherited), "VALID");
        expectScope("\"entitlements\":[]", "ENTITLEMENTS_SCOPE_EMPTY");
        expectScope("\"entitlements\":[\"%s\",\"other\"]".formatted(own), "ENTITLEMENTS_MISSING");
    }

    private void attach(String holder, String entitlement) {
        admin.post(holder + "/entitlements", """
                {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement)).expect(200);
    }

    @Test
    void comparesTheVersionAndRemembersIt() {
        issue("\"requireVersionScope\":true");
        published(product, "2.1.0");
        release(product, "2.2.0", "DRAFT");
        published(vendor.product(), "3.0.0");

        expectScope("", "VERSION_SCOPE_REQUIRED");
        expectScope("\"version\":\"2.2.0\"", "VERSION_SCOPE_MISMATCH");
        expectScope("\"version\":\"3.0.0\"", "VERSION_SCOPE_MISMATCH");
        Reply reply = validate(admin, "\"version\":\"2.1.0\"");
        expect(reply, "VALID", true);
        assertThat(reply.text("/data/attributes/version")).isEqualTo("2.1.0");
    }

    @Test
    void doesNotKnowVersionsThatTheLicenseMayNotHave() {
        String entitlement = vendor.entitlement(Vendor.unique("PRO"));
        release(product, "2.1.0", "PUBLISHED", constraintRelation(entitlement));

        expectScope("\"version\":\"2.1.0\"", "VERSION_SCOPE_MISMATCH");
        attach("/v1/licenses/" + license, entitlement);
        expectScope("\"version\":\"2.1.0\"", "VALID");
    }

    @Test
    void comparesTheChecksumOfAFile() {
        issue("\"requireChecksumScope\":true");
        String release = release(product, "1.0.0", "DRAFT");
        String checksum = Vendor.unique("opaque checksum");
        upload(announce(release, "\"filename\":\"app.zip\",\"checksum\":\"%s\"".formatted(checksum)), "bytes")
                .expect(200);

        expectScope("", "CHECKSUM_SCOPE_REQUIRED");
        expectScope("\"checksum\":\"%s\"".formatted(checksum), "CHECKSUM_SCOPE_MISMATCH");
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        expectScope("\"checksum\":\"%s\"".formatted(checksum), "VALID");
        expectScope("\"checksum\":\"other\"", "CHECKSUM_SCOPE_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({"NO_OVERAGE, false", "ALLOW_1_5X_OVERAGE, false", "ALLOW_2X_OVERAGE, true", "ALWAYS_ALLOW_OVERAGE, true"
    })
    void countsUsers(String overage, boolean valid) {
        issue("\"overageStrategy\":\"ALWAYS_ALLOW_OVERAGE\",\"maxUsers\":1");
        take(vendor.licenseOf(policy, vendor.user("user").id()));
        expect(quick(), "VALID", true);

        admin.post("/v1/licenses/" + license + "/users", """
                {"data":[{"type":"users","id":"%s"}]}""".formatted(
                                vendor.user("user").id()))
                .expect(200);
        admin.patch("/v1/policies/" + policy, """
                {"data":{"type":"policies","attributes":{"overageStrategy":"%s"}}}""".formatted(overage)).expect(200);

        expect(quick(), "TOO_MANY_USERS", valid);
    }

    @Test
    void passesOverMachines() {
        issue("\"requireFingerprintScope\":true,\"requireMachineScope\":true,\"requireComponentsScope\":true,"
                + "\"strict\":true");

        expectScope("", "VALID");
        expectScope("\"fingerprint\":\"a\",\"fingerprints\":[],\"machine\":\"b\",\"components\":[\"c\"]", "VALID");
    }

    @Test
    void startsTheTimeOfALicenseAtItsFirstValidation() {
        issue("\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_VALIDATION\"");
        assertThat(admin.get("/v1/licenses/" + license)
                        .at("/data/attributes/expiry")
                        .isNull())
                .isTrue();

        validate(admin, "\"product\":\"other\"");
        assertThat(eventsOf(license)).containsExactly("license.created");
        String expiry = quick().text("/data/attributes/expiry");

        server.clock().advance(Duration.ofHours(1));
        assertThat(validate(admin, "").text("/data/attributes/expiry")).isEqualTo(expiry);
        assertThat(eventsOf(license)).containsExactly("license.created", "license.updated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.0"})
    void answersOldClientsInTheirWords(String version) {
        Reply reply = admin.with("Keygen-Version", version)
                .get("/v1/licenses/" + license + "/actions/validate")
                .expect(200);

        assertThat(reply.text("/meta/constant")).isEqualTo("VALID");
        assertThat(reply.at("/meta/code").isMissingNode()).isTrue();
        assertThat(reply.at("/meta/valid").booleanValue()).isTrue();
    }

    @Test
    void answersOldClientsAboutAnUnknownKey() {
        Reply reply = anonymous
                .with("Keygen-Version", "1.1")
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"no such key\"}}")
                .expect(200);

        assertThat(reply.text("/meta/constant")).isEqualTo("NOT_FOUND");
    }
}
