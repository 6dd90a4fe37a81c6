package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicensesTest extends HttpSuite {
    private static final String UNKNOWN = "5b1e0000-0000-7000-8000-000000000000";

    private static String document(String attributes) {
        return """
                {"data":{"type":"licenses","attributes":{%s}}}""".formatted(attributes);
    }

    private static String document(String attributes, String policyId) {
        return """
                {"data":{"type":"licenses","attributes":{%s},
                "relationships":{"policy":{"data":{"type":"policies","id":"%s"}}}}}""".formatted(attributes, policyId);
    }

    private static String document(String attributes, String policyId, String relationship, String userId) {
        return """
                {"data":{"type":"licenses","attributes":{%s},
                "relationships":{"policy":{"data":{"type":"policies","id":"%s"}},
                "%s":{"data":{"type":"users","id":"%s"}}}}}""".formatted(attributes, policyId, relationship, userId);
    }

    private static Duration lasts(Reply license) {
        return Duration.between(
                Instant.parse(license.text("/data/attributes/created")),
                Instant.parse(license.text("/data/attributes/expiry")));
    }

    @Test
    void issuesALicenseWithAllAttributes() {
        String product = vendor.product();
        String policy = vendor.policy(product, "\"maxMachines\":5,\"floating\":true,\"maxUsers\":3");
        String user = vendor.user("user").id();

        Reply reply = admin.post(
                        "/v1/licenses",
                        document("\"name\":\"Seat 1\",\"metadata\":{\"orderId\":8841}", policy, "owner", user))
                .expect(201);

        String path = "/v1/accounts/" + server.account().id() + "/licenses/" + reply.id();
        assertThat(reply.header("Location")).hasValue(server.url() + path);
        assertThat(reply.text("/data/attributes/key")).matches("([0-9A-F]{6}-){5}V3");
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "key",
                        "expiry",
                        "status",
                        "uses",
                        "suspended",
                        "scheme",
                        "encrypted",
                        "strict",
                        "floating",
                        "protected",
                        "version",
                        "maxMachines",
                        "maxProcesses",
                        "maxUsers",
                        "maxCores",
                        "maxMemory",
                        "maxDisk",
                        "maxUses",
                        "requireHeartbeat",
                        "requireCheckIn",
                        "lastValidated",
                        "lastCheckIn",
                        "nextCheckIn",
                        "lastCheckOut",
                        "permissions",
                        "metadata",
                        "created",
                        "updated");
        assertThat(reply.text("/data/attributes/status")).isEqualTo("ACTIVE");
        assertThat(reply.at("/data/attributes/expiry").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/maxMachines").intValue()).isEqualTo(5);
        assertThat(reply.at("/data/attributes/maxUsers").intValue()).isEqualTo(3);
        assertThat(reply.at("/data/attributes/floating").booleanValue()).isTrue();
        assertThat(reply.at("/data/attributes/permissions").toString())
                .contains("release.download")
                .doesNotContain("policy.read");
        assertThat(reply.at("/data/relationships").propertyNames())
                .containsExactly(
                        "account",
                        "product",
                        "policy",
                        "group",
                        "owner",
                        "users",
                        "machines",
                        "tokens",
                        "entitlements");
        assertThat(reply.text("/data/relationships/product/data/id")).isEqualTo(product);
        assertThat(reply.text("/data/relationships/policy/links/related")).isEqualTo(path + "/policy");
        assertThat(reply.text("/data/relationships/owner/data/id")).isEqualTo(user);
        assertThat(reply.at("/data/relationships/group/data").isNull()).isTrue();
        assertThat(reply.at("/data/relationships/users/meta/count").intValue()).isEqualTo(1);
        assertThat(reply.at("/data/relationships/machines/meta").toString())
                .isEqualTo("{\"cores\":0,\"memory\":0,\"disk\":0,\"count\":0}");
        assertThat(eventsOf(reply.id())).containsExactly("license.created");
    }

    @Test
    void takesTheOwnerUnderItsOldName() {
        String policy = vendor.policy(vendor.product(), "");
        String user = vendor.user("user").id();

        Reply reply =
                admin.post("/v1/licenses", document("", policy, "user", user)).expect(201);

        assertThat(reply.text("/data/relationships/owner/data/id")).isEqualTo(user);
    }

    @Test
    void countsTheExpiryFromCreationUnlessToldOtherwise() {
        String yearly = vendor.policy(vendor.product(), "\"duration\":31536000");

        assertThat(lasts(vendor.license(yearly, ""))).isEqualTo(Duration.ofDays(365));
        assertThat(lasts(vendor.license(yearly, "\"expiry\":null"))).isEqualTo(Duration.ofDays(365));
        assertThat(vendor.license(yearly, "\"expiry\":\"2099-01-01T00:00:00Z\"").text("/data/attributes/expiry"))
                .isEqualTo("2099-01-01T00:00:00.000Z");
        String onDownload =
                vendor.policy(vendor.product(), "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");
        assertThat(vendor.license(onDownload, "").at("/data/attributes/expiry").isNull())
                .isTrue();
    }

    @Test
    void tellsHowALicenseStands() {
        String policy = vendor.policy(vendor.product(), "");
        Instant now = server.clock().instant();

        assertThat(vendor.license(policy, "\"expiry\":\"%s\"".formatted(now.plus(Duration.ofDays(2))))
                        .text("/data/attributes/status"))
                .isEqualTo("EXPIRING");
        assertThat(vendor.license(policy, "\"expiry\":%d".formatted(now.getEpochSecond()))
                        .text("/data/attributes/status"))
                .isEqualTo("EXPIRED");
        assertThat(vendor.license(policy, "\"suspended\":true").text("/data/attributes/status"))
                .isEqualTo("SUSPENDED");
        String user = vendor.user("user").id();
        Reply owned = vendor.licenseOf(policy, user);
        admin.post("/v1/users/" + user + "/actions/ban", "").expect(200);
        assertThat(admin.get("/v1/licenses/" + owned.id()).text("/data/attributes/status"))
                .isEqualTo("BANNED");
    }

    @Test
    void findsALicenseByItsKey() {
        String policy = vendor.policy(vendor.product(), "");
        String key = "Key of " + Vendor.unique("license") + "/with slash";
        String id = vendor.license(policy, "\"key\":\"%s\"".formatted(key)).id();
        String idLike = vendor.license(policy, "\"key\":\"ABCDEF01234567890123456789ABCDEF\"")
                .id();

        String escaped = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(admin.get("/v1/licenses/" + escaped).expect(200).id()).isEqualTo(id);
        assertThat(admin.get("/v1/licenses/ABCDEF01234567890123456789ABCDEF")
                        .expect(200)
                        .id())
                .isEqualTo(idLike);
        Reply missing =
                admin.get("/v1/licenses/" + escaped.toUpperCase(Locale.ROOT)).expect(404);
        assertThat(missing.body()).doesNotContainIgnoringCase("with slash");
    }

    @Test
    void signsKeysThatAnAppCanVerifyByItself() throws GeneralSecurityException {
        String policy = vendor.policy(vendor.product(), "\"scheme\":\"ED25519_SIGN\",\"duration\":86400");
        Reply user = vendor.user("user");

        Reply license = vendor.licenseOf(policy, user.id());
        assertThat(signedBy(license)).isEqualTo("""
                        {"account":{"id":"%s"},"product":{"id":"%s"},"policy":{"id":"%s","duration":86400},\
                        "user":{"id":"%s","email":"%s"},"license":{"id":"%s","created":"%s","expiry":"%s"}}""".formatted(
                        server.account().id(),
                        license.text("/data/relationships/product/data/id"),
                        policy,
                        user.id(),
                        user.text("/data/attributes/email"),
                        license.id(),
                        license.text("/data/attributes/created"),
                        license.text("/data/attributes/expiry")));
        assertThat(license.text("/data/attributes/scheme")).isEqualTo("ED25519_SIGN");

        Reply templated = vendor.license(policy, "\"key\":\"{{id}} {{ duration }} {{email}} {{what}}\"");
        assertThat(signedBy(templated)).isEqualTo(templated.id() + " 86400  {{what}}");
        admin.post("/v1/licenses", document("\"key\":\"$1\"", policy)).expect(201);
        admin.post("/v1/licenses", document("\"key\":\"$1\"", policy))
                .expectError(422, "KEY_TAKEN", "/data/attributes/key");
    }

    /** The text that a license's key carries, if the account's signature over it is good. */
    private String signedBy(Reply license) throws GeneralSecurityException {
        String key = license.text("/data/attributes/key");
        int dot = key.indexOf('.');
        byte[] header = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] publicKey = HexFormat.of().parseHex(server.account().verifyKey());
        byte[] encoded = Arrays.copyOf(header, header.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, header.length, publicKey.length);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(key.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(key.substring(dot + 1))))
                .isTrue();
        assertThat(key).startsWith("key/");
        return new String(Base64.getUrlDecoder().decode(key.substring(4, dot)), StandardCharsets.UTF_8);
    }

    @Test
    void refusesKeysThatCannotBeUsed() {
        String policy = vendor.policy(vendor.product(), "");
        Reply license = vendor.license(policy, "");

        for (String[] refused : new String[][] {
            {license.text("/data/attributes/key"), "KEY_TAKEN"},
            {license.id(), "KEY_CONFLICT"},
            {"short", "KEY_TOO_SHORT"},
            {"k".repeat(16_385), "KEY_TOO_LONG"},
            {"actions", "KEY_NOT_ALLOWED"}
        }) {
            admin.post("/v1/licenses", document("\"key\":\"%s\"".formatted(refused[0]), policy))
                    .expectError(422, refused[1], "/data/attributes/key");
        }
    }

    @Test
    void takesAnIdFromTheVendorOnce() {
        String policy = vendor.policy(vendor.product(), "");
        String id = "0195a1b2-0000-7000-8000-%012x".formatted(server.clock().millis());
        String body = document("", policy).replaceFirst("\\{\"data\":\\{", "{\"data\":{\"id\":\"%s\",".formatted(id));

        assertThat(admin.post("/v1/licenses", body).expect(201).id()).isEqualTo(id);
        admin.post("/v1/licenses", body).expectError(422, "ID_CONFLICT", "/data/id");
        admin.post("/v1/licenses", body.replace(id, "mine")).expectError(400, null, "/data/id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "maxUses":0                       | MAX_USES_INVALID        | maxUses
                    "maxMachines":-1                  | MAX_MACHINES_INVALID    | maxMachines
                    "permissions":["policy.delete"]   | PERMISSIONS_NOT_ALLOWED | permissions
                    "permissions":["no.such"]         | PERMISSIONS_NOT_ALLOWED | permissions
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute) {
        String policy = vendor.policy(vendor.product(), "");
        String license = vendor.license(policy, "").id();

        admin.post("/v1/licenses", document(attributes, policy))
                .expectError(422, code, "/data/attributes/" + attribute);
        admin.patch("/v1/licenses/" + license, document(attributes))
                .expectError(422, code, "/data/attributes/" + attribute);
        assertThat(eventsOf(license)).containsExactly("license.created");
    }

    @Test
    void refusesUnknownPoliciesAndOwners() {
        String policy = vendor.policy(vendor.product(), "");

        admin.post("/v1/licenses", document("", UNKNOWN))
                .expectError(422, "POLICY_NOT_FOUND", "/data/relationships/policy");
        admin.post("/v1/licenses", document("", policy, "owner", UNKNOWN))
                .expectError(422, "OWNER_NOT_FOUND", "/data/relationships/owner");
        admin.post("/v1/licenses", document("\"name\":\"x\"")).expectError(400, null, "/data/relationships");
    }

    @Test
    void changesOnlyWhatAnUpdateNames() {
        String policy = vendor.policy(vendor.product(), "\"duration\":86400,\"maxUses\":7");
        Reply license = vendor.license(policy, "\"metadata\":{\"a\":1},\"maxUses\":9,\"maxCores\":4");

        Reply reply = admin.patch(
                        "/v1/licenses/" + license.id(),
                        document("\"expiry\":null,\"maxUses\":null,\"protected\":false,\"permissions\":[\"*\"]"))
                .expect(200);

        assertThat(reply.text("/data/attributes/key")).isEqualTo(license.text("/data/attributes/key"));
        assertThat(reply.text("/data/attributes/name")).isEqualTo(license.text("/data/attributes/name"));
        assertThat(reply.at("/data/attributes/expiry").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/maxUses").intValue()).isEqualTo(7);
        assertThat(reply.at("/data/attributes/maxCores").intValue()).isEqualTo(4);
        assertThat(reply.at("/data/attributes/protected").booleanValue()).isFalse();
        assertThat(reply.at("/data/attributes/metadata/a").intValue()).isEqualTo(1);
        assertThat(reply.at("/data/attributes/permissions").toString()).contains("policy.read");
        assertThat(eventsOf(license.id())).containsExactly("license.created", "license.updated");
        admin.patch("/v1/licenses/" + license.id(), document("\"key\":\"another key\""))
                .expectError(400, null, "/data/attributes/key");
    }

    @Test
    void suspendsAndReinstatesOnce() {
        String id = vendor.license(vendor.policy(vendor.product(), ""), "").id();

        assertThat(admin.post("/v1/licenses/" + id + "/actions/suspend", "")
                        .expect(200)
                        .text("/data/attributes/status"))
                .isEqualTo("SUSPENDED");
        admin.post("/v1/licenses/" + id + "/actions/suspend", "").expectError(422, null, "/data/attributes/suspended");
        admin.post("/v1/licenses/" + id + "/actions/reinstate", "").expect(200);
        admin.post("/v1/licenses/" + id + "/actions/reinstate", "")
                .expectError(422, null, "/data/attributes/suspended");
        assertThat(eventsOf(id)).containsExactly("license.created", "license.suspended", "license.reinstated");
    }

    @Test
    void renewsByThePolicysBasis() {
        String product = vendor.product();
        Instant now = server.clock().instant();
        String past = now.minus(Duration.ofDays(10)).toString();

        Reply fromExpiry = renew(vendor.license(vendor.policy(product, "\"duration\":86400"), ""));
        assertThat(lasts(fromExpiry)).isEqualTo(Duration.ofDays(2));
        Reply fromNow = renew(vendor.license(
                vendor.policy(product, "\"duration\":86400,\"renewalBasis\":\"FROM_NOW\""),
                "\"expiry\":\"2099-01-01T00:00:00Z\""));
        assertThat(lasts(fromNow))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(1));
        String ifExpired = vendor.policy(product, "\"duration\":86400,\"renewalBasis\":\"FROM_NOW_IF_EXPIRED\"");
        assertThat(lasts(renew(vendor.license(ifExpired, "\"expiry\":\"%s\"".formatted(past)))))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(1));
        assertThat(renew(vendor.license(ifExpired, "\"expiry\":\"2099-01-01T00:00:00Z\""))
                        .text("/data/attributes/expiry"))
                .isEqualTo("2099-01-02T00:00:00.000Z");
        assertThat(eventsOf(fromNow.id())).containsExactly("license.created", "license.renewed");
    }

    private Reply renew(Reply license) {
        return admin.post("/v1/licenses/" + license.id() + "/actions/renew", "").expect(200);
    }

    @Test
    void refusesToRenewWhatDoesNotExpire() {
        String product = vendor.product();
        String perpetual = vendor.license(vendor.policy(product, ""), "").id();
        String waiting = vendor.license(
                        vendor.policy(product, "\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_USE\""), "")
                .id();
        String last = vendor.license(
                        vendor.policy(product, "\"duration\":86400"), "\"expiry\":\"9999-12-31T12:00:00Z\"")
                .id();

        for (String id : new String[] {perpetual, waiting, last}) {
            admin.post("/v1/licenses/" + id + "/actions/renew", "").expectError(422, null, null);
            assertThat(eventsOf(id)).containsExactly("license.created");
        }
    }

    @Test
    void deletesAndRevokes() {
        String policy = vendor.policy(vendor.product(), "");
        String deleted = vendor.license(policy, "").id();
        String revoked = vendor.license(policy, "").id();
        Client client = vendor.licenseClient(anonymous, deleted);

        admin.delete("/v1/licenses/" + deleted).expect(204);
        admin.delete("/v1/licenses/" + revoked + "/actions/revoke").expect(204);

        admin.get("/v1/licenses/" + deleted).expectError(404, "NOT_FOUND", null);
        admin.get("/v1/licenses/" + revoked).expectError(404, "NOT_FOUND", null);
        client.get("/v1/licenses/" + deleted).expectError(401, "TOKEN_INVALID", null);
        assertThat(eventsOf(deleted)).contains("license.deleted");
        assertThat(eventsOf(revoked)).containsExactly("license.created", "license.revoked");
    }

    @Test
    void filtersTheList() {
        String product = vendor.product();
        String policy = vendor.policy(product, "");
        Reply user = vendor.user("user");
        String owned = vendor.licenseOf(policy, user.id()).id();
        String suspended = vendor.license(policy, "\"suspended\":true").id();
        String expired =
                vendor.license(policy, "\"expiry\":\"2020-01-01T00:00:00Z\"").id();
        String elsewhere =
                vendor.license(vendor.policy(vendor.product(), ""), "").id();

        String list = "/v1/licenses?product=" + product;
        assertThat(admin.get(list).expect(200).ids()).containsExactly(expired, suspended, owned);
        assertThat(admin.get("/v1/licenses?policy=" + policy).expect(200).ids()).doesNotContain(elsewhere);
        assertThat(admin.get(list + "&suspended=true").ids()).containsExactly(suspended);
        assertThat(admin.get(list + "&suspended=false").ids()).containsExactly(expired, owned);
        assertThat(admin.get(list + "&expired=true").ids()).containsExactly(expired);
        assertThat(admin.get(list + "&expired=false").ids()).containsExactly(suspended, owned);
        assertThat(admin.get(list + "&unassigned=true").ids()).containsExactly(expired, suspended);
        assertThat(admin.get("/v1/licenses?owner=" + user.id()).ids()).containsExactly(owned);
        assertThat(admin.get("/v1/licenses?user=" + user.text("/data/attributes/email"))
                        .ids())
                .containsExactly(owned);
        assertThat(admin.get("/v1/licenses?owner=nobody@example.com")
                        .expect(200)
                        .ids())
                .isEmpty();
    }

    @Test
    void confinesAProductTokenToItsOwnLicenses() {
        String own = vendor.product();
        String other = vendor.product();
        String policy = vendor.policy(own, "");
        String foreignPolicy = vendor.policy(other, "");
        String license = vendor.license(policy, "").id();
        String foreign = vendor.license(foreignPolicy, "").id();
        Client product = vendor.productClient(anonymous, own);

        assertThat(product.get("/v1/licenses").expect(200).ids()).containsExactly(license);
        assertThat(product.get("/v1/licenses?product=" + other).expect(200).ids())
                .isEmpty();
        product.get("/v1/licenses/" + foreign).expectError(404, "NOT_FOUND", null);
        product.patch("/v1/licenses/" + foreign, document("\"name\":\"x\"")).expectError(404, "NOT_FOUND", null);
        product.post("/v1/licenses/" + foreign + "/actions/suspend", "").expectError(404, "NOT_FOUND", null);
        product.delete("/v1/licenses/" + foreign).expectError(404, "NOT_FOUND", null);
        product.post("/v1/licenses", document("", foreignPolicy))
                .expectError(422, "POLICY_NOT_FOUND", "/data/relationships/policy");
        product.post("/v1/licenses", document("", policy)).expect(201);
    }

    @Test
    void letsALicenseSeeItselfOnly() {
        String policy = vendor.policy(vendor.product(), "\"authenticationStrategy\":\"MIXED\"");
        Reply license = vendor.license(policy, "");
        String other = vendor.license(policy, "").id();
        Client client = anonymous.withLicense(license.text("/data/attributes/key"));

        assertThat(client.get("/v1/licenses/" + license.id()).expect(200).id()).isEqualTo(license.id());
        client.get("/v1/licenses/" + other).expectError(404, "NOT_FOUND", null);
        client.get("/v1/licenses").expectError(403, null, null);
        client.patch("/v1/licenses/" + license.id(), document("\"name\":\"x\"")).expectError(403, null, null);
        client.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expectError(403, null, null);
        client.delete("/v1/licenses/" + license.id()).expectError(403, null, null);
    }

    @Test
    void letsAUserManageTheirOwnUnprotectedLicenses() {
        String open = vendor.policy(vendor.product(), "\"protected\":false,\"duration\":86400");
        String closed = vendor.policy(vendor.product(), "\"protected\":true,\"duration\":86400");
        Reply user = vendor.user("user");
        String unprotected = vendor.licenseOf(open, user.id()).id();
        String isProtected = vendor.licenseOf(closed, user.id()).id();
        String foreign = vendor.license(open, "").id();
        Client client = vendor.userClient(anonymous, user);

        assertThat(client.get("/v1/licenses").expect(200).ids()).containsExactly(isProtected, unprotected);
        client.get("/v1/licenses/" + foreign).expectError(404, "NOT_FOUND", null);
        client.post("/v1/licenses/" + unprotected + "/actions/renew", "").expect(200);
        client.post("/v1/licenses/" + isProtected + "/actions/renew", "").expectError(403, null, null);
        client.post("/v1/licenses/" + unprotected + "/actions/suspend", "").expectError(403, null, null);
        client.patch("/v1/licenses/" + unprotected, document("\"name\":\"x\"")).expectError(403, null, null);
        client.delete("/v1/licenses/" + isProtected).expectError(403, null, null);
        client.delete("/v1/licenses/" + unprotected).expect(204);
    }

    @Test
    void letsAUserTakeALicenseForThemselvesWhereThePolicyIsOpen() {
        String open = vendor.policy(vendor.product(), "\"protected\":false");
        String closed = vendor.policy(vendor.product(), "\"protected\":true");
        Reply user = vendor.user("user");
        String other = vendor.user("user").id();
        Client client = vendor.userClient(anonymous, user);

        Reply license = client.post("/v1/licenses", document("", open, "owner", user.id()))
                .expect(201);
        assertThat(client.get("/v1/licenses").expect(200).ids()).containsExactly(license.id());
        client.post("/v1/licenses", document("", closed, "owner", user.id())).expectError(403, null, null);
        client.post("/v1/licenses", document("", open, "owner", other)).expectError(403, null, null);
        client.post("/v1/licenses", document("", open)).expectError(403, null, null);
        for (String attribute : new String[] {"expiry", "suspended", "protected", "maxUses", "maxMachines"}) {
            client.post("/v1/licenses", document("\"%s\":null".formatted(attribute), open, "owner", user.id()))
                    .expectError(400, null, "/data/attributes/" + attribute)
                    .expectDetail("unpermitted parameter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"support-agent", "read-only"})
    void keepsLicensesFromBeingIssuedOrRemovedByTheRestOfTheStaff(String role) {
        String policy = vendor.policy(vendor.product(), "\"duration\":86400");
        String id = vendor.license(policy, "").id();
        Client client = vendor.userClient(anonymous, role);
        int changing = role.equals("support-agent") ? 200 : 403;

        client.get("/v1/licenses/" + id).expect(200);
        client.patch("/v1/licenses/" + id, document("\"name\":\"x\"")).expect(changing);
        client.post("/v1/licenses/" + id + "/actions/suspend", "").expect(changing);
        client.post("/v1/licenses", document("", policy)).expectError(403, null, null);
        client.post("/v1/licenses/" + id + "/actions/renew", "").expectError(403, null, null);
        client.delete("/v1/licenses/" + id).expectError(403, null, null);
        client.delete("/v1/licenses/" + id + "/actions/revoke").expectError(403, null, null);
    }

    @Test
    void asksNobodyInParticularToSignIn() {
        String id = vendor.license(vendor.policy(vendor.product(), ""), "").id();

        anonymous.get("/v1/licenses").expectError(401, "TOKEN_MISSING", null);
        anonymous.get("/v1/licenses/" + id).expectError(401, "TOKEN_MISSING", null);
        anonymous.post("/v1/licenses", document("", UNKNOWN)).expectError(401, "TOKEN_MISSING", null);
        anonymous.post("/v1/licenses/" + id + "/actions/suspend", "").expectError(401, "TOKEN_MISSING", null);
        anonymous.delete("/v1/licenses/" + id).expectError(401, "TOKEN_MISSING", null);
    }
}
