package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSettingsTest extends HttpSuite {
    private static final String LICENSES = "\"key\":\"default_license_permissions\"";
    private static final String USERS = "\"key\":\"default_user_permissions\"";

    private static String document(String attributes) {
        return """
                {"data":{"type":"settings","attributes":{%s}}}""".formatted(attributes);
    }

    @AfterEach
    void forgetSettings() {
        admin.get("/v1/settings")
                .expect(200)
                .ids()
                .forEach(id -> admin.delete("/v1/settings/" + id).expect(204));
    }

    @Test
    void decidesAboutNewLicensesAndUsers() {
        String policy = vendor.policy(vendor.product(), "");
        Reply before = vendor.license(policy, "");
        Reply setting = admin.post(
                        "/v1/settings", document(LICENSES + ",\"value\":[\"release.read\",\"license.read\"]"))
                .expect(201);
        admin.post("/v1/settings", document(USERS + ",\"value\":[\"user.read\"]"))
                .expect(201);

        assertThat(setting.header("Location")).hasValue(server.url() + setting.text("/data/links/self"));
        assertThat(vendor.license(policy, "").at("/data/attributes/permissions"))
                .hasToString("[\"license.read\",\"release.read\"]");
        assertThat(vendor.license(policy, "\"permissions\":[\"user.read\"]").at("/data/attributes/permissions"))
                .hasToString("[\"user.read\"]");
        assertThat(vendor.user("user").at("/data/attributes/permissions")).hasToString("[\"user.read\"]");
        assertThat(vendor.user("developer").at("/data/attributes/permissions")).hasSize(144);
        assertThat(admin.get("/v1/licenses/" + before.id()).at("/data/attributes/permissions"))
                .hasSize(37);
        assertThat(eventsOf(setting.id())).containsExactly("account.settings.created");
    }

    @Test
    void showsChangesAndDeletesASettingByIdOrKey() {
        Reply setting = admin.post("/v1/settings", document(USERS + ",\"value\":[\"user.read\"]"))
                .expect(201);
        String byKey = "/v1/accounts/default/settings/default_user_permissions";

        assertThat(admin.get(byKey).expect(200).id()).isEqualTo(setting.id());
        assertThat(admin.patch(byKey, document("\"value\":[\"*\"]")).expect(200).at("/data/attributes/value"))
                .hasToString("[\"*\"]");
        assertThat(vendor.user("user").at("/data/attributes/permissions")).hasSize(59);
        admin.patch(byKey, document("\"value\":[]")).expect(200);
        assertThat(vendor.user("user").at("/data/attributes/permissions")).isEmpty();
        assertThat(admin.get("/v1/settings").expect(200).ids()).containsExactly(setting.id());
        admin.delete("/v1/settings/" + setting.id()).expect(204);
        admin.get(byKey).expectError(404, "NOT_FOUND", null);
        assertThat(vendor.user("user").at("/data/attributes/permissions")).hasSize(54);
        assertThat(eventsOf(setting.id()))
                .containsExactly(
                        "account.settings.created",
                        "account.settings.updated",
                        "account.settings.updated",
                        "account.settings.deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "key":"color","value":[]                                            | 422 | KEY_NOT_ALLOWED   | key
                    "key":"default_license_permissions","value":["product.create"]      | 422 | VALUE_NOT_ALLOWED | value
                    "key":"default_user_permissions","value":["fly"]                    | 422 | VALUE_NOT_ALLOWED | value
                    "key":"default_user_permissions","value":"*"                        | 400 |                   | value
                    "key":"default_user_permissions"                                    | 400 |                   | value
                    "value":["*"]                                                       | 400 |                   | key
                    """)
    void refusesSettingsThatBreakARule(String attributes, int status, String code, String attribute) {
        admin.post("/v1/settings", document(attributes)).expectError(status, code, "/data/attributes/" + attribute);
    }

    @Test
    void decidesOnceOnly() {
        admin.post("/v1/settings", document(USERS + ",\"value\":[]")).expect(201);
        admin.post("/v1/settings", document(USERS + ",\"value\":[]"))
                .expectError(422, "KEY_TAKEN", "/data/attributes/key");
        admin.patch("/v1/settings/default_user_permissions", document(USERS + ",\"value\":[]"))
                .expectError(400, null, "/data/attributes/key");
        admin.patch("/v1/settings/default_user_permissions", document("\"value\":[\"fly\"]"))
                .expectError(422, "VALUE_NOT_ALLOWED", "/data/attributes/value");
        admin.patch("/v1/settings/default_license_permissions", document("\"value\":[]"))
                .expectError(404, "NOT_FOUND", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales-agent", "support-agent", "read-only", "user"})
    void isForAdministratorsAndDevelopers(String role) {
        Client client = vendor.userClient(anonymous, role);

        client.get("/v1/settings").expectError(403, null, null);
        client.get("/v1/settings/default_user_permissions").expectError(403, null, null);
        client.post("/v1/settings", document(USERS + ",\"value\":[]")).expectError(403, null, null);
        client.delete("/v1/settings/default_user_permissions").expectError(403, null, null);
        anonymous.get("/v1/settings").expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void grantsNothingByDefaultThatTheCallerDoesNotHold() {
        String narrow = """
                {"data":{"type":"tokens","attributes":{"permissions":["account.update"]}}}""";
        Client narrowed =
                anonymous.withToken(admin.post("/v1/tokens", narrow).expect(201).text("/data/attributes/token"));

        narrowed.post("/v1/settings", document(USERS + ",\"value\":[\"user.read\"]"))
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request"
                        + " (admin lacks privileges to perform action on account)");
    }
}
