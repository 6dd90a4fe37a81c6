package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest extends HttpSuite {
    private static final String ROLES = "/v1/users?limit=100&roles%5B%5D=";

    private static String document(String attributes) {
        return """
                {"data":{"type":"users","attributes":{%s}}}""".formatted(attributes);
    }

    private static String email() {
        return Vendor.unique("someone") + "@example.com";
    }

    private static String emailOf(Reply user) {
        return user.text("/data/attributes/email");
    }

    @Test
    void createsAUserAndSaysWhereToFindThem() {
        String email = email();

        Reply reply = admin.post("/v1/users", document("""
                        "email":"%s","firstName":"Ada","lastName":"Lovelace","metadata":{"vip":true}""".formatted(email.toUpperCase(Locale.ROOT))))
                .expect(201);

        String path = "/v1/accounts/" + server.account().id() + "/users/" + reply.id();
        assertThat(reply.header("Location")).hasValue(server.url() + path);
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly(
                        "fullName",
                        "firstName",
                        "lastName",
                        "email",
                        "status",
                        "role",
                        "permissions",
                        "metadata",
                        "created",
                        "updated");
        assertThat(reply.text("/data/attributes/fullName")).isEqualTo("Ada Lovelace");
        assertThat(emailOf(reply)).isEqualTo(email);
        assertThat(reply.text("/data/attributes/role")).isEqualTo("user");
        assertThat(reply.text("/data/attributes/status")).isEqualTo("ACTIVE");
        assertThat(reply.at("/data/relationships").propertyNames())
                .containsExactly("account", "group", "products", "licenses", "machines", "tokens", "secondFactors");
        assertThat(reply.text("/data/relationships/secondFactors/links/related"))
                .isEqualTo(path + "/second-factors");
        assertThat(reply.at("/data/relationships/group/data").isNull()).isTrue();
        assertThat(eventsOf(reply.id())).containsExactly("user.created");
        assertThat(admin.get("/v1/users/" + email.toUpperCase(Locale.ROOT))
                        .expect(200)
                        .id())
                .isEqualTo(reply.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "email":" "                                         | EMAIL_MISSING           | email
                    "email":"nobody"                                    | EMAIL_INVALID           | email
                    "email":"nobody@localhost"                          | EMAIL_INVALID           | email
                    "email":"a b@example.com"                           | EMAIL_INVALID           | email
                    "email":"ADMIN@example.com"                         | EMAIL_TAKEN             | email
                    "email":"a@b.example","password":"12345"            | PASSWORD_TOO_SHORT      | password
                    "email":"a@b.example","role":"admin"                | PASSWORD_MISSING        | password
                    "email":"a@b.example","role":"product"              | ROLE_NOT_ALLOWED        | role
                    "email":"a@b.example","role":"emperor"              | ROLE_NOT_ALLOWED        | role
                    "email":"a@b.example","permissions":["user.ban"]    | PERMISSIONS_NOT_ALLOWED | permissions
                    "email":"a@b.example","permissions":["no.such"]     | PERMISSIONS_NOT_ALLOWED | permissions
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute) {
        admin.post("/v1/users", document(attributes)).expectError(422, code, "/data/attributes/" + attribute);
    }

    @Test
    void countsThePasswordInBytes() {
        admin.post("/v1/users", document("\"email\":\"%s\",\"password\":\"%s\"".formatted(email(), "é".repeat(37))))
                .expectError(422, "PASSWORD_TOO_LONG", "/data/attributes/password");
        String email = email();
        admin.post("/v1/users", document("\"email\":\"%s\",\"password\":\"%s\"".formatted(email, "é".repeat(36))))
                .expect(201);
        anonymous.signIn(email, "é".repeat(36)).get("/v1/users/" + email).expect(200);
    }

    @Test
    void listsCustomersUnlessRolesAreAskedFor() {
        String customer = vendor.user("user").id();
        String developer = vendor.user("developer").id();

        assertThat(admin.get("/v1/users?limit=100").expect(200).ids())
                .contains(customer)
                .doesNotContain(developer);
        assertThat(admin.get(ROLES + "developer&roles%5B%5D=admin").expect(200).ids())
                .contains(developer)
                .doesNotContain(customer);
        assertThat(admin.get(ROLES + "emperor").expect(200).ids()).isEmpty();
    }

    @Test
    void letsOnlyAdministratorsGiveRoles() {
        Reply customer = vendor.user("user");
        Client developer = vendor.userClient(anonymous, "developer");

        developer
                .post("/v1/users", document("\"email\":\"%s\",\"role\":\"user\"".formatted(email())))
                .expectError(400, null, "/data/attributes/role")
                .expectDetail("unpermitted parameter");
        developer
                .patch("/v1/users/" + customer.id(), document("\"role\":\"admin\""))
                .expectError(400, null, "/data/attributes/role");
        assertThat(admin.patch("/v1/users/" + customer.id(), document("\"role\":\"support-agent\""))
                        .expect(200)
                        .text("/data/attributes/role"))
                .isEqualTo("support-agent");
    }

    @Test
    void keepsLowerRanksFromChangingHigherOnes() {
        Reply otherAdmin = vendor.user("admin");
        Reply otherDeveloper = vendor.user("developer");
        Client developer = vendor.userClient(anonymous, "developer");
        Client sales = vendor.userClient(anonymous, "sales-agent");

        developer.get("/v1/users/" + otherAdmin.id()).expect(200);
        developer
                .patch("/v1/users/" + otherAdmin.id(), document("\"firstName\":\"x\""))
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request"
                        + " (developer lacks privileges to perform action on user)");
        developer.delete("/v1/users/" + otherAdmin.id()).expectError(403, null, null);
        developer
                .patch("/v1/users/" + otherDeveloper.id(), document("\"firstName\":\"x\""))
                .expect(200);
        sales.patch("/v1/users/" + otherDeveloper.id(), document("\"firstName\":\"x\""))
                .expectError(403, null, null);
    }

    @Test
    void keepsTheLastAdministrator() {
        try (TestServer fresh = startServer(engine)) {
            String id = fresh.admin()
                    .get("/v1/users/" + TestServer.ADMIN_EMAIL)
                    .expect(200)
                    .id();
            String path = "/v1/users/" + id;

            fresh.admin().delete(path).expectError(422, "ACCOUNT_ADMINS_REQUIRED", "/data/relationships/account");
            fresh.admin()
                    .patch(path, document("\"role\":\"developer\""))
                    .expectError(422, "ACCOUNT_ADMINS_REQUIRED", "/data/relationships/account");
            fresh.admin()
                    .patch(path, document("\"permissions\":[\"user.read\"]"))
                    .expectError(422, "ACCOUNT_ADMINS_REQUIRED", "/data/relationships/account");

            fresh.vendor().user("admin");
            fresh.admin().delete(path).expect(204);
        }
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoRemoveEachOther() throws Exception {
        try (TestServer fresh = startServer(engine);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Reply second = fresh.vendor().user("admin");
            Client other = fresh.vendor().userClient(fresh.anonymous(), second);
            String first =
                    fresh.admin().get("/v1/users/" + TestServer.ADMIN_EMAIL).id();
            CyclicBarrier start = new CyclicBarrier(2);

            Future<Integer> one = threads.submit(() -> {
                start.await();
                return fresh.admin().delete("/v1/users/" + second.id()).status();
            });
            Future<Integer> two = threads.submit(() -> {
                start.await();
                return other.delete("/v1/users/" + first).status();
            });

            List<Integer> statuses = List.of(one.get(), two.get());
            assertThat(statuses).containsOnlyOnce(204).containsAnyOf(401, 404, 422);
            Client left = statuses.getFirst() == 204 ? fresh.admin() : other;
            assertThat(left.get(ROLES + "admin").expect(200).ids()).hasSize(1);
        }
    }

    @Test
    void revokesOtherTokensWhenPasswordOrRoleChange() {
        Reply user = vendor.user("developer");
        Client before = vendor.userClient(anonymous, user);

        admin.patch("/v1/users/" + user.id(), document("\"password\":\"another one\""))
                .expect(200);
        before.get("/v1/users").expectError(401, "TOKEN_INVALID", null);
        Client after = anonymous.signIn(emailOf(user), "another one");
        after.patch("/v1/users/" + user.id(), document("\"password\":\"and another\""))
                .expect(200);
        after.get("/v1/users").expect(200);

        admin.patch("/v1/users/" + user.id(), document("\"role\":\"read-only\""))
                .expect(200);
        after.get("/v1/users").expectError(401, "TOKEN_INVALID", null);
        assertThat(eventsOf(user.id())).containsExactly("user.created", "user.updated", "user.updated", "user.updated");
    }

    @Test
    void bansCustomersAndTheirLicenses() {
        Reply user = vendor.user("user");
        String policy = vendor.policy(vendor.product(), "\"authenticationStrategy\":\"MIXED\"");
        Reply license = vendor.licenseOf(policy, user.id());
        Client client = vendor.userClient(anonymous, user);
        Client key = anonymous.withLicense(license.text("/data/attributes/key"));

        assertThat(admin.post("/v1/users/" + user.id() + "/actions/ban", "")
                        .expect(200)
                        .text("/data/attributes/status"))
                .isEqualTo("BANNED");
        admin.post("/v1/users/" + user.id() + "/actions/ban", "").expect(200);
        client.get("/v1/users/" + user.id()).expectError(403, "USER_BANNED", null);
        key.get("/v1/licenses/" + license.id()).expectError(403, "LICENSE_BANNED", null);

        admin.post("/v1/users/" + user.id() + "/actions/unban", "").expect(200);
        client.get("/v1/users/" + user.id()).expect(200);
        assertThat(eventsOf(user.id())).containsExactly("user.created", "user.banned", "user.unbanned");
        String developer = vendor.user("developer").id();
        admin.post("/v1/users/" + developer + "/actions/ban", "").expectError(403, null, null);
    }

    @Test
    void deletesAUserWithTheirLicenses() {
        Reply user = vendor.user("user");
        String license =
                vendor.licenseOf(vendor.policy(vendor.product(), ""), user.id()).id();
        Client client = vendor.userClient(anonymous, user);
        Client ofLicense = vendor.licenseClient(anonymous, license);

        admin.delete("/v1/users/" + emailOf(user)).expect(204);

        admin.get("/v1/users/" + user.id()).expectError(404, "NOT_FOUND", null);
        admin.get("/v1/licenses/" + license).expectError(404, "NOT_FOUND", null);
        client.get("/v1/licenses").expectError(401, "TOKEN_INVALID", null);
        ofLicense.get("/v1/licenses/" + license).expectError(401, "TOKEN_INVALID", null);
        assertThat(eventsOf(user.id())).containsExactly("user.created", "user.deleted");
    }

    @Test
    void letsUsersSeeAndRenameThemselvesOnly() {
        Reply user = vendor.user("user");
        String other = vendor.user("user").id();
        Client client = vendor.userClient(anonymous, user);
        String own = "/v1/users/" + user.id();

        assertThat(client.get("/v1/users").expect(200).ids()).containsExactly(user.id());
        client.get(own).expect(200);
        client.get("/v1/users/" + other).expectError(404, "NOT_FOUND", null);
        assertThat(client.patch(own, document("\"firstName\":\"Grace\""))
                        .expect(200)
                        .text("/data/attributes/firstName"))
                .isEqualTo("Grace");
        for (String attribute : new String[] {"password", "metadata", "role", "permissions"}) {
            client.patch(own, document("\"%s\":\"x\"".formatted(attribute)))
                    .expectError(400, null, "/data/attributes/" + attribute)
                    .expectDetail("unpermitted parameter");
        }
        client.patch("/v1/users/" + other, document("\"firstName\":\"x\"")).expectError(404, "NOT_FOUND", null);
        client.delete(own).expectError(403, null, null);
        client.get(ROLES + "admin").expectError(403, null, null);
    }

    @Test
    void confinesAProductTokenToItsCustomers() {
        String product = vendor.product();
        Reply own = vendor.user("user");
        Reply shared = vendor.user("user");
        Reply foreign = vendor.user("user");
        vendor.licenseOf(vendor.policy(product, ""), own.id());
        vendor.licenseOf(vendor.policy(product, ""), shared.id());
        vendor.licenseOf(vendor.policy(vendor.product(), ""), shared.id());
        Client client = vendor.productClient(anonymous, product);

        assertThat(client.get("/v1/users").expect(200).ids()).containsExactly(shared.id(), own.id());
        client.get("/v1/users/" + foreign.id()).expectError(404, "NOT_FOUND", null);
        client.get("/v1/users/" + TestServer.ADMIN_EMAIL).expectError(404, "NOT_FOUND", null);
        client.get(ROLES + "admin").expectError(403, null, null);
        client.patch("/v1/users/" + own.id(), document("\"metadata\":{\"a\":1}"))
                .expect(200);
        client.delete("/v1/users/" + shared.id()).expectError(403, null, null);
        client.delete("/v1/users/" + own.id()).expect(204);
        client.post("/v1/users", document("\"email\":\"%s\"".formatted(email())))
                .expect(201);
    }

    @Test
    void tellsWhoWasAtWorkLately() {
        try (TestServer fresh = startServer(engine)) {
            Reply idle = fresh.vendor().user("user");
            Reply busy = fresh.vendor().user("user");
            fresh.clock().advance(Duration.ofDays(91));
            String policy = fresh.vendor().policy(fresh.vendor().product(), "");
            fresh.vendor().licenseOf(policy, busy.id());

            assertThat(fresh.admin().get("/v1/users/" + idle.id()).text("/data/attributes/status"))
                    .isEqualTo("INACTIVE");
            assertThat(fresh.admin().get("/v1/users/" + busy.id()).text("/data/attributes/status"))
                    .isEqualTo("ACTIVE");
        }
    }

    @Test
    void grantsPermissions() {
        Reply user = vendor.user("user");

        Reply granted = admin.patch("/v1/users/" + user.id(), document("\"permissions\":[\"user.read\"]"))
                .expect(200);

        assertThat(granted.at("/data/attributes/permissions").toString()).isEqualTo("[\"user.read\"]");
        Client narrowed =
                anonymous.withToken(admin.post("/v1/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["user.update","user.read"]}}}""").expect(201).text("/data/attributes/token"));
        narrowed.patch("/v1/users/" + user.id(), document("\"permissions\":[\"license.read\"]"))
                .expectError(403, null, null)
                .expectDetail("You do not have permission to complete the request"
                        + " (admin lacks privileges to perform action on user)");
    }

    @Test
    void asksNobodyInParticularToSignIn() {
        anonymous.get("/v1/users").expectError(401, "TOKEN_MISSING", null);
        anonymous.get("/v1/users/" + TestServer.ADMIN_EMAIL).expectError(401, "TOKEN_MISSING", null);
        anonymous
                .post("/v1/users", document("\"email\":\"%s\"".formatted(email())))
                .expectError(401, "TOKEN_MISSING", null);
        anonymous.delete("/v1/users/" + TestServer.ADMIN_EMAIL).expectError(401, "TOKEN_MISSING", null);
    }
}
