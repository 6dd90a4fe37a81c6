package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance policies under /v3. */
class MaintenancePoliciesTest extends UpdateSuite {
    private static final String POLICIES = "/v3/maintenance-policies";

    @Test
    void keepsThem() {
        Reply made = seller.post(POLICIES, """
                        {"name":"Support","validity":31536000,"expirationStrategy":"Delayed","allowMinorVersionUpdates":true}""").expect(201);
        String path = POLICIES + "/" + made.text("/id");

        assertThat(made.text("/name")).isEqualTo("Support");
        assertThat(made.at("/validity").longValue()).isEqualTo(31_536_000);
        assertThat(made.text("/expirationStrategy")).isEqualTo("delayed");
        assertThat(made.at("/allowMajorVersionUpdates").booleanValue()).isFalse();
        assertThat(made.at("/allowMinorVersionUpdates").booleanValue()).isTrue();
        assertThat(seller.get(path).expect(200).json()).isEqualTo(made.json());

        Reply changed = seller.patch(path, "{\"validity\":0,\"allowMajorVersionUpdates\":true}")
                .expect(200);
        assertThat(changed.at("/validity").longValue()).isZero();
        assertThat(changed.at("/allowMajorVersionUpdates").booleanValue()).isTrue();
        assertThat(changed.text("/expirationStrategy")).isEqualTo("delayed");

        seller.delete(path).expect(204);
        seller.get(path).expectMessage(404, "NOT_FOUND");
        seller.patch(path, "{}").expectMessage(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                | name
            {"name":"","validity":1}                                          | name
            {"name":7,"validity":1}                                           | name
            {"name":"Support"}                                                | validity
            {"name":"Support","validity":-1}                                  | validity
            {"name":"Support","validity":"long"}                              | validity
            {"name":"Support","validity":1,"expirationStrategy":"never"}      | expirationStrategy
            {"name":"Support","validity":1,"allowMajorVersionUpdates":"True"} | allowMajorVersionUpdates
            """)
    void refusesWhatItCannotKeep(String body, String field) {
        seller.post(POLICIES, body).expectField(400, field);
    }

    @Test
    void listsThem() {
        String name = Vendor.unique("Listed");
        String first = seller.post(POLICIES, "{\"name\":\"%s b\",\"validity\":1}".formatted(name))
                .expect(201)
                .text("/id");
        String second = seller.post(
                        POLICIES,
                        "{\"name\":\"%s a\",\"validity\":2,\"allowMajorVersionUpdates\":true}".formatted(name))
                .expect(201)
                .text("/id");
        String list = POLICIES + "?name[sw]=" + name;

        assertThat(seller.get(list).expect(200).itemIds()).containsExactly(first, second);
        assertThat(seller.get(list + "&sort=name").itemIds()).containsExactly(second, first);
        assertThat(seller.get(list + "&validity[gt]=1").itemIds()).containsExactly(second);
        assertThat(seller.get(list + "&allowMajorVersionUpdates=False").itemIds())
                .containsExactly(first);
        assertThat(seller.get(list + "&expirationStrategy=immediate&limit=1&page=2")
                        .itemIds())
                .containsExactly(second);
    }

    @Test
    void keepsWhatALicenseHas() {
        String policy = maintenancePolicy(60, true, true);
        String license = license(product, "\"maintenancePolicyId\":\"%s\"".formatted(policy))
                .text("/id");

        seller.delete(POLICIES + "/" + policy).expectMessage(409, null);
        seller.patch("/v3/licenses/" + license, "{\"maintenancePolicyId\":null}")
                .expect(200);
        seller.delete(POLICIES + "/" + policy).expect(204);
    }

    @Test
    void asksForTheScopes() {
        String path = POLICIES + "/" + maintenancePolicy(60, true, true);

        stranger.get(POLICIES).expect(401);
        plain(withScopes("license:write")).get(path).expect(403);
        plain(withScopes("licensePolicy:read")).get(path).expect(200);
        plain(withScopes("licensePolicy:read")).patch(path, "{}").expect(403);
        plain(withScopes("licensePolicy:read")).delete(path).expect(403);
        plain(withScopes("licenseTemplate:read")).get(path).expect(200);
    }
}
