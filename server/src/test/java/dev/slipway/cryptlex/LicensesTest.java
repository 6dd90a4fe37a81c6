package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Licenses under /v3: issued by product, with everybody who has them. */
class LicensesTest extends UpdateSuite {
    private static String path(Reply license) {
        return "/v3/licenses/" + license.text("/id");
    }

    private String user() {
        return vendor.user("user").id();
    }

    @Test
    void issuesALicenseForAProduct() {
        Reply license = license(product, "");

        assertThat(license.text("/productId")).isEqualTo(product);
        assertThat(license.text("/key")).hasSizeGreaterThan(20);
        assertThat(license.at("/revoked").booleanValue()).isFalse();
        assertThat(license.at("/suspended").booleanValue()).isFalse();
        assertThat(license.at("/additionalUserIds")).hasToString("[]");
        assertThat(license.at("/entitlements")).hasToString("[]");
        assertThat(license.at("/metadata")).hasToString("[]");
        for (String none : List.of(
                "expiresAt",
                "userId",
                "maintenancePolicyId",
                "maintenanceExpiresAt",
                "currentReleaseVersion",
                "maxAllowedReleaseVersion")) {
            assertThat(license.at("/" + none).isNull()).as(none).isTrue();
        }
        assertThat(license.text("/createdAt")).endsWith("Z");
        assertThat(seller.get(path(license)).expect(200).json()).isEqualTo(license.json());
        assertThat(eventsOf(license.text("/id"))).containsExactly("license.created");
    }

    @Test
    void keepsWhatItIsTold() {
        String owner = user();
        String sharer = user();
        String key = Vendor.unique("my-own-key");
        Reply license = license(product, """
                "key":"%s","userId":"%s","additionalUserIds":["%s","%s"],"expiresAt":"2030-01-02T03:04:05Z","suspended":true,
                "maxAllowedReleaseVersion":"2.5","metadata":[{"key":"orderId","value":"A-1"}],"allowedActivations":5,
                "allowVmActivation":false,"type":"node-locked","unknown":{"any":1}""".formatted(key, owner, sharer, owner));

        assertThat(license.text("/key")).isEqualTo(key);
        assertThat(license.text("/userId")).isEqualTo(owner);
        assertThat(license.at("/additionalUserIds")).hasToString("[\"" + sharer + "\"]");
        assertThat(license.text("/expiresAt")).isEqualTo("2030-01-02T03:04:05Z");
        assertThat(license.at("/suspended").booleanValue()).isTrue();
        assertThat(license.text("/maxAllowedReleaseVersion")).isEqualTo("2.5");
        assertThat(license.at("/metadata")).hasToString("[{\"key\":\"orderId\",\"value\":\"A-1\"}]");
        assertThat(license.at("/allowedActivations").intValue()).isEqualTo(5);
        assertThat(license.at("/allowVmActivation").booleanValue()).isFalse();
        assertThat(license.text("/type")).isEqualTo("node-locked");
        assertThat(license.at("/allowedDeactivations").isMissingNode()).isTrue();
    }

    @Test
    void issuesAllLicensesOfAProductOnOnePolicyThatTheOtherApiShows() {
        Reply one = license(product, "");
        Reply other = license(product, "");
        Reply foreign = license(product(""), "");

        assertThat(other.text("/policyId")).isEqualTo(one.text("/policyId"));
        assertThat(foreign.text("/policyId")).isNotEqualTo(one.text("/policyId"));
        Reply policy = admin.get("/v1/policies/" + one.text("/policyId")).expect(200);
        assertThat(policy.text("/data/attributes/expirationStrategy")).isEqualTo("RESTRICT_ACCESS");
        assertThat(policy.text("/data/attributes/authenticationStrategy")).isEqualTo("MIXED");
        Reply shown = admin.get("/v1/licenses/" + one.text("/id")).expect(200);
        assertThat(shown.text("/data/attributes/key")).isEqualTo(one.text("/key"));
        anonymous
                .with("Authorization", "License " + one.text("/key"))
                .get("/v1/me")
                .expect(200);
    }

    @Test
    void showsTheLicensesOfTheOtherApi() {
        String policy = vendor.policy(product, "\"duration\":86400");
        Reply license = vendor.license(policy, "");

        Reply shown = seller.get("/v3/licenses/" + license.id()).expect(200);

        assertThat(shown.text("/key")).isEqualTo(license.text("/data/attributes/key"));
        assertThat(shown.text("/policyId")).isEqualTo(policy);
        seller.patch("/v3/licenses/" + license.id(), "{\"revoked\":true}").expect(200);
        Reply revoked = admin.get("/v1/licenses/" + license.id()).expect(200);
        assertThat(revoked.at("/data/attributes/suspended").booleanValue()).isTrue();
        assertThat(revoked.text("/data/attributes/status")).isEqualTo("SUSPENDED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "productId":7                                 | productId
            "key":7                                       | key
            "key":"short"                                 | key
            "expiresAt":"tomorrow"                        | expiresAt
            "suspended":"yes"                             | suspended
            "revoked":1                                   | revoked
            "userId":"11111111-1111-7111-8111-111111111111" | userId
            "additionalUserIds":"all"                     | additionalUserIds
            "additionalUserIds":["11111111-1111-7111-8111-111111111111"] | additionalUserIds
            "maintenancePolicyId":"11111111-1111-7111-8111-111111111111" | maintenancePolicyId
            "maxAllowedReleaseVersion":"2"                | maxAllowedReleaseVersion
            "maxAllowedReleaseVersion":"2.0.0-beta"       | maxAllowedReleaseVersion
            "metadata":"data"                             | metadata
            "validity":-1                                 | validity
            "validity":1.5                                | validity
            "validity":9223372036854775807                | validity
            "allowedActivations":"many"                   | allowedActivations
            "type":{}                                     | type
            """)
    void refusesWhatItCannotKeepAndMakesNothing(String members, String field) {
        String other = product("");
        String body = members.contains("productId") ? members : "\"productId\":\"" + other + "\"," + members;

        seller.post("/v3/licenses", "{" + body + "}").expectField(400, field);
        assertThat(seller.get("/v3/licenses?productId=" + other).expect(200).itemIds())
                .isEmpty();
        assertThat(admin.get("/v1/policies?product=" + other).expect(200).ids()).isEmpty();
        if (!field.equals("productId") && !field.equals("key")) {
            Reply license = license(other, "");
            seller.patch(path(license), "{" + members + "}").expectField(400, field);
            assertThat(seller.get(path(license)).json()).isEqualTo(license.json());
        }
    }

    @Test
    void refusesUnknownProductsAndKeysThatAreTaken() {
        issue(MISSING, "").expectMessage(400, "INVALID_PRODUCT_ID");
        seller.post("/v3/licenses", "{}").expectField(400, "productId");
        String key = key(product, "");
        issue(product, "\"key\":\"" + key + "\"").expect(409);
    }

    @Test
    void changesOnlyWhatIsNamed() {
        String owner = user();
        String sharer = user();
        Reply license = license(product, "\"userId\":\"%s\",\"validity\":3600,\"notes\":\"VIP\"".formatted(owner));

        Reply changed = seller.patch(path(license), """
                        {"additionalUserIds":["%s"],"maxAllowedReleaseVersion":"3.0","notes":null,"allowedActivations":2}""".formatted(sharer)).expect(200);
        assertThat(changed.text("/userId")).isEqualTo(owner);
        assertThat(changed.text("/expiresAt")).isEqualTo(license.text("/expiresAt"));
        assertThat(changed.at("/additionalUserIds")).hasToString("[\"" + sharer + "\"]");
        assertThat(changed.text("/maxAllowedReleaseVersion")).isEqualTo("3.0");
        assertThat(changed.at("/notes").isMissingNode()).isTrue();
        assertThat(changed.at("/allowedActivations").intValue()).isEqualTo(2);

        Reply moved = seller.patch(path(license), """
                        {"userId":"%s","expiresAt":null,"maxAllowedReleaseVersion":""}""".formatted(sharer)).expect(200);
        assertThat(moved.text("/userId")).isEqualTo(sharer);
        assertThat(moved.at("/additionalUserIds")).hasToString("[]");
        assertThat(moved.at("/expiresAt").isNull()).isTrue();
        assertThat(moved.at("/maxAllowedReleaseVersion").isNull()).isTrue();
        assertThat(seller.patch(path(license), "{\"userId\":null}")
                        .expect(200)
                        .at("/userId")
                        .isNull())
                .isTrue();
    }

    @Test
    void keepsKeyAndProduct() {
        Reply license = license(product, "");
        String same = "{\"key\":\"%s\",\"productId\":\"%s\"}".formatted(license.text("/key"), product);

        seller.patch(path(license), same).expect(200);
        seller.patch(path(license), "{\"key\":\"another-key\"}").expectField(400, "key");
        seller.patch(path(license), "{\"productId\":\"%s\"}".formatted(MISSING)).expectField(400, "productId");
    }

    @Test
    void renewsByTheValidityAndExtendsByWhatItIsTold() {
        Reply license = license(product, "\"validity\":86400");
        Instant expiry = Instant.parse(license.text("/expiresAt"));
        assertThat(expiry).isEqualTo(Instant.parse(license.text("/createdAt")).plus(Duration.ofDays(1)));

        Reply renewed = seller.post(path(license) + "/renew", "").expect(200);
        assertThat(renewed.text("/expiresAt")).isEqualTo(Times.text(expiry.plus(Duration.ofDays(1))));
        Reply extended = seller.post(path(license) + "/extend", "{\"extensionLength\":60}")
                .expect(200);
        assertThat(extended.text("/expiresAt"))
                .isEqualTo(Times.text(expiry.plus(Duration.ofDays(1)).plusSeconds(60)));
        for (String length : List.of("0", "-1", "\"long\"", "9223372036854775807")) {
            seller.post(path(license) + "/extend", "{\"extensionLength\":" + length + "}")
                    .expectField(400, "extensionLength");
        }
        seller.post(path(license) + "/extend", "").expectField(400, "extensionLength");

        Reply endless = license(product, "");
        seller.post(path(endless) + "/renew", "").expect(400);
        seller.post(path(endless) + "/extend", "{\"extensionLength\":60}").expect(400);
        seller.post("/v3/licenses/" + MISSING + "/renew", "").expectMessage(404, "NOT_FOUND");
    }

    @Test
    void renewsAndExtendsMaintenance() {
        Reply license =
                license(product, "\"maintenancePolicyId\":\"%s\"".formatted(maintenancePolicy(3600, true, true)));
        Instant expiry = Instant.parse(license.text("/maintenanceExpiresAt"));
        assertThat(expiry).isEqualTo(Instant.parse(license.text("/createdAt")).plusSeconds(3600));

        Reply renewed = seller.post(path(license) + "/maintenance/renew", "").expect(200);
        assertThat(renewed.text("/maintenanceExpiresAt")).isEqualTo(Times.text(expiry.plusSeconds(3600)));
        Reply extended = seller.post(path(license) + "/maintenance/extend", "{\"extensionLength\":5}")
                .expect(200);
        assertThat(extended.text("/maintenanceExpiresAt")).isEqualTo(Times.text(expiry.plusSeconds(3605)));
        seller.post(path(license) + "/maintenance/extend", "{\"extensionLength\":0}")
                .expectField(400, "extensionLength");

        Reply without = license(product, "");
        seller.post(path(without) + "/maintenance/renew", "").expect(400);
        seller.post(path(without) + "/maintenance/extend", "{\"extensionLength\":5}")
                .expect(400);
    }

    @Test
    void deletes() {
        Reply license = license(product, "");

        assertThat(seller.delete(path(license)).expect(204).bytes()).isEmpty();
        seller.get(path(license)).expectMessage(404, "NOT_FOUND");
        seller.delete(path(license)).expectMessage(404, "NOT_FOUND");
        admin.get("/v1/licenses/" + license.text("/id")).expect(404);
    }

    @Test
    void filtersLists() {
        String other = product("");
        Reply owner = vendor.user("user");
        String policy = maintenancePolicy(0, true, true);
        String first = license(other, "\"name\":\"Acme one\",\"userId\":\"%s\"".formatted(owner.id()))
                .text("/id");
        Reply second = license(other, """
                "name":"Globex","revoked":true,"expiresAt":"2030-01-01T00:00:00Z","metadata":[{"key":"order","value":"A-1"}]""");
        String third = license(other, "\"suspended\":true,\"maintenancePolicyId\":\"%s\"".formatted(policy))
                .text("/id");
        String list = "/v3/licenses?productId=" + other;

        assertThat(seller.get(list).expect(200).itemIds()).containsExactly(first, second.text("/id"), third);
        assertThat(seller.get(list + "&sort=-createdAt&limit=1").expect(200).itemIds())
                .containsExactly(third);
        assertThat(seller.get(list + "&page=3&limit=1").expect(200).header("Pagination-Count"))
                .contains("3");
        assertThat(seller.get(list + "&userId=" + owner.id()).itemIds()).containsExactly(first);
        assertThat(seller.get(list + "&user.email[eq]=" + owner.text("/data/attributes/email"))
                        .itemIds())
                .containsExactly(first);
        assertThat(seller.get(list + "&revoked=True").itemIds()).containsExactly(second.text("/id"));
        assertThat(seller.get(list + "&suspended=true").itemIds()).containsExactly(third);
        assertThat(seller.get(list + "&suspended=False").itemIds()).containsExactly(first, second.text("/id"));
        assertThat(seller.get(list + "&expiresAt[lt]=2031-01-01T00:00:00Z").itemIds())
                .containsExactly(second.text("/id"));
        assertThat(seller.get(list + "&maintenancePolicyId=" + policy).itemIds())
                .containsExactly(third);
        assertThat(seller.get(list + "&metadata.value[sw]=A-").itemIds()).containsExactly(second.text("/id"));
        assertThat(seller.get(list + "&query=acme").itemIds()).containsExactly(first);
        assertThat(seller.get("/v3/licenses?key=" + second.text("/key")).itemIds())
                .containsExactly(second.text("/id"));
        assertThat(seller.get("/v3/licenses?key[in]=nothing," + second.text("/key"))
                        .itemIds())
                .containsExactly(second.text("/id"));
        seller.get("/v3/licenses?key[cn]=A").expectField(400, "key[cn]");
        seller.get(list + "&sort=expiresAt").expectField(400, "sort");
        seller.get(list + "&revoked=maybe").expectField(400, "revoked");
    }

    @Test
    void showsCustomersTheirOwn() {
        Reply user = vendor.user("user");
        Client customer = signedIn(user.text("/data/attributes/email"), Vendor.PASSWORD);
        Reply owned = license(product, "\"userId\":\"%s\"".formatted(user.id()));
        Reply shared = license(product, "\"additionalUserIds\":[\"%s\"]".formatted(user.id()));
        Reply foreign = license(product, "");

        assertThat(customer.get("/v3/licenses").expect(200).itemIds())
                .containsExactly(owned.text("/id"), shared.text("/id"));
        customer.get(path(owned)).expect(200);
        customer.get(path(foreign)).expect(404);
        customer.patch(path(owned), "{\"expiresAt\":null}").expect(403);
        customer.post("/v3/licenses", "{\"productId\":\"%s\"}".formatted(product))
                .expect(403);
        customer.post(path(owned) + "/renew", "").expect(403);
        customer.delete(path(owned)).expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"license:read", "release:write"})
    void asksForTheScopeOfWriters(String scope) {
        Reply license = license(product, "");
        Client client = plain(withScopes(scope));

        client.post("/v3/licenses", "{\"productId\":\"%s\"}".formatted(product)).expect(403);
        client.patch(path(license), "{}").expect(403);
        client.delete(path(license)).expect(403);
        client.post(path(license) + "/renew", "").expect(403);
        client.post(path(license) + "/maintenance/extend", "{\"extensionLength\":1}")
                .expect(403);
        client.get("/v3/licenses").expect(scope.equals("license:read") ? 200 : 403);
        stranger.get("/v3/licenses").expect(401);
        stranger.post("/v3/licenses", "{}").expect(401);
    }
}
