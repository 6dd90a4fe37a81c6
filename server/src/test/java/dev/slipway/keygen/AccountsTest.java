package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.model.Event;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest extends HttpSuite {
    private static final String OPERATOR = "operator-token-of-tests";
    private static final String OWN_HOST = "releases.slipway.example";

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(
                on, Map.of("operator-token", OPERATOR, "public-url", "https://" + OWN_HOST), new NioFileSystem());
    }

    private static String document(String attributes) {
        return """
                {"data":{"type":"accounts","attributes":{%s}}}""".formatted(attributes);
    }

    private static String withAdmins(String attributes, String... admins) {
        return """
                {"data":{"type":"accounts","attributes":{%s},"relationships":{"admins":{"data":[%s]}}}}""".formatted(attributes, String.join(",", admins));
    }

    private static String person(String email, String password) {
        return """
                {"type":"users","attributes":{"email":"%s","password":"%s"}}""".formatted(email, password);
    }

    private Client operator() {
        return anonymous.withToken(OPERATOR);
    }

    /** An account and its administrator, who signs in at an address that names it. */
    private record Tenant(Reply account, Client admin) {
        String path() {
            return "/v1/accounts/" + account.id();
        }
    }

    private Tenant tenant() {
        String slug = Vendor.unique("tenant");
        String email = slug + "@example.com";
        Reply account = operator()
                .post("/v1/accounts", withAdmins("\"slug\":\"%s\"".formatted(slug), person(email, "password")))
                .expect(201);
        String token = server.slipway().issueOperatorToken(account.id(), "admin");
        return new Tenant(account, anonymous.withToken(token));
    }

    @Test
    void makesAnAccountWithItsAdministrators() {
        Reply made = operator()
                .post(
                        "/v1/accounts",
                        withAdmins("""
                                "slug":"acme","name":"Acme","apiVersion":"1.7","protected":false,"domain":"Dist.Acme.example\"""", person("one@acme.example", "password"), person("two@acme.example", "password")))
                .expect(201);

        assertThat(made.header("Location")).hasValue("https://" + OWN_HOST + "/v1/accounts/" + made.id());
        assertThat(made.at("/data/attributes").propertyNames())
                .containsExactly("name", "slug", "domain", "apiVersion", "status", "protected", "created", "updated");
        assertThat(made.text("/data/attributes/domain")).isEqualTo("dist.acme.example");
        assertThat(made.at("/data/relationships/admins/data")).hasSize(2);
        assertThat(made.text("/data/meta/keys/ed25519"))
                .isNotEqualTo(admin.get("/v1/accounts/default").text("/data/meta/keys/ed25519"));
        assertThat(server
                        .slipway()
                        .store()
                        .read(made.id(), session -> session.events().ofResource(made.id()))
                        .stream()
                        .map(Event::name))
                .containsExactly("account.created");

        Client byDomain = anonymous.with("X-Forwarded-Host", "dist.acme.example");
        Client one = byDomain.signIn("one@acme.example", "password");
        assertThat(one.get("/v1/me").expect(200).header("Keygen-Account")).hasValue(made.id());
        assertThat(one.get("/v1/me").header("Keygen-Version")).hasValue("1.7");
    }

    @Test
    void namesAnAccountAfterItsFirstAdministrator() {
        String body = withAdmins("", person("boss@Widgets.Example", "password"));
        assertThat(operator().post("/v1/accounts", body).expect(201).text("/data/attributes/slug"))
                .isEqualTo("widgets-example");
        operator().post("/v1/accounts", body).expectError(422, "SLUG_TAKEN", "/data/attributes/slug");
        assertThat(operator()
                        .post("/v1/accounts", withAdmins("", person("ada.l@gmail.com", "password")))
                        .expect(201)
                        .text("/data/attributes/name"))
                .isEqualTo("ada-l");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    boss@x.example | 12345    | ADMINS_PASSWORD_TOO_SHORT | password
                    nobody         | password | ADMINS_EMAIL_INVALID      | email
                    """)
    void refusesAdministratorsThatBreakARule(String email, String password, String code, String attribute) {
        operator()
                .post("/v1/accounts", withAdmins("\"slug\":\"refused\"", person(email, password)))
                .expectError(422, code, "/data/relationships/admins/data/0/attributes/" + attribute);
        assertThat(server.slipway().accounts().find("refused")).isEmpty();
    }

    @Test
    void refusesTheSameAdministratorTwice() {
        operator()
                .post(
                        "/v1/accounts",
                        withAdmins("", person("a@b.example", "password"), person("A@b.example", "password")))
                .expectError(422, "ADMINS_EMAIL_TAKEN", "/data/relationships/admins/data/1/attributes/email");
    }

    @Test
    void refusesBodiesWithoutAdministrators() {
        operator().post("/v1/accounts", document("")).expectError(400, null, "/data/relationships");
        operator()
                .post("/v1/accounts", withAdmins("\"slug\":\"x1\""))
                .expectError(400, null, "/data/relationships/admins/data");
        operator()
                .post("/v1/accounts", withAdmins("\"apiVersion\":\"9.9\"", person("a@b.example", "password")))
                .expectError(400, null, "/data/attributes/apiVersion");
    }

    @Test
    void makesAccountsForTheOperatorOnly() {
        String body = withAdmins("", person("a@b.example", "password"));

        anonymous.post("/v1/accounts", body).expectError(401, "TOKEN_MISSING", null);
        admin.post("/v1/accounts", body).expectError(401, "TOKEN_INVALID", null);
        operator().with("Keygen-Version", "9").post("/v1/accounts", body).expectError(400, "INVALID_API_VERSION", null);
        operator().get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        try (TestServer without = TestServer.start(engine)) {
            without.anonymous().withToken(OPERATOR).post("/v1/accounts", body).expectError(404, "NOT_FOUND", null);
        }
    }

    @Test
    void keepsAccountsFromSeeingEachOther() {
        Tenant tenant = tenant();
        String product = vendor.product();

        tenant.admin().get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        admin.get(tenant.path() + "/products").expectError(401, "TOKEN_INVALID", null);
        admin.get(tenant.path()).expectError(401, "TOKEN_INVALID", null);
        assertThat(tenant.admin().get(tenant.path() + "/products").expect(200).ids())
                .isEmpty();
        tenant.admin().get(tenant.path() + "/products/" + product).expectError(404, "NOT_FOUND", null);
        Reply me = tenant.admin().get(tenant.path() + "/me").expect(200);
        assertThat(me.header("Keygen-Signature").orElseThrow())
                .contains(tenant.account().id());
    }

    @Test
    void changesAnAccount() {
        Tenant tenant = tenant();
        String slug = Vendor.unique("renamed");

        Reply changed = tenant.admin()
                .patch(tenant.path(), document("""
                        "name":"New","slug":"%s","apiVersion":"1.0","protected":false,"domain":"%s.example\"""".formatted(slug, slug)))
                .expect(200);

        assertThat(changed.text("/data/attributes/name")).isEqualTo("New");
        assertThat(changed.text("/data/attributes/apiVersion")).isEqualTo("1.0");
        assertThat(changed.at("/data/attributes/protected").asBoolean()).isFalse();
        Reply me = tenant.admin().get("/v1/accounts/" + slug + "/me").expect(200);
        assertThat(me.header("Keygen-Version")).hasValue("1.0");
        tenant.admin()
                .put(tenant.path(), document("\"apiVersion\":null,\"domain\":null"))
                .expect(200);
        Reply shown = tenant.admin().get(tenant.path()).expect(200);
        assertThat(shown.text("/data/attributes/apiVersion")).isEqualTo("1.8");
        assertThat(shown.at("/data/attributes/domain").isNull()).isTrue();
        assertThat(shown.at("/data/relationships").propertyNames()).contains("settings", "webhookEndpoints", "admins");
        assertThat(server
                        .slipway()
                        .store()
                        .read(
                                tenant.account().id(),
                                session -> session.events()
                                        .ofResource(tenant.account().id()))
                        .stream()
                        .map(Event::name))
                .containsExactly("account.created", "account.updated", "account.updated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":" "                           | 422 | NAME_MISSING       | name
                    "slug":"A"                           | 422 | SLUG_INVALID       | slug
                    "slug":"-a"                          | 422 | SLUG_INVALID       | slug
                    "slug":"0198b2f000007000800000000000000a" | 422 | SLUG_INVALID  | slug
                    "slug":"actions"                     | 422 | SLUG_NOT_ALLOWED   | slug
                    "slug":"default"                     | 422 | SLUG_TAKEN         | slug
                    "domain":"localhost"                 | 422 | DOMAIN_INVALID     | domain
                    "domain":"a.example:80"              | 422 | DOMAIN_INVALID     | domain
                    "domain":"127.0.0.1"                 | 422 | DOMAIN_INVALID     | domain
                    "domain":"Releases.Slipway.Example"  | 422 | DOMAIN_NOT_ALLOWED | domain
                    "domain":"taken.example"             | 422 | DOMAIN_TAKEN       | domain
                    "apiVersion":"2.0"                   | 400 |                    | apiVersion
                    "apiVersion":""                      | 400 |                    | apiVersion
                    "protected":"yes"                    | 400 |                    | protected
                    "status":"CANCELED"                  | 400 |                    | status
                    """)
    void refusesAttributesThatBreakARule(String attributes, int status, String code, String attribute) {
        if (server.slipway().accounts().find("taken").isEmpty()) {
            operator()
                    .post("/v1/accounts", withAdmins("""
                            "slug":"taken","domain":"taken.example\"""", person("boss@taken.example", "password")))
                    .expect(201);
        }
        Tenant tenant = tenant();

        tenant.admin()
                .patch(tenant.path(), document(attributes))
                .expectError(status, code, "/data/attributes/" + attribute);

        assertThat(tenant.admin().get(tenant.path()).expect(200).at("/data/attributes"))
                .isEqualTo(tenant.account().at("/data/attributes"));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        admin.patch("/v1/accounts/default", document("\"name\":\"%s\"".formatted("n".repeat(256))))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name");
    }

    @Test
    void keepsTheSlugOfTheAccountThatAnswersWhereNoneIsNamed() {
        admin.patch("/v1/accounts/default", document("\"slug\":\"other-name\""))
                .expectError(422, "SLUG_NOT_ALLOWED", "/data/attributes/slug");
        admin.patch("/v1/accounts/default", document("\"slug\":\"default\",\"name\":\"Home\""))
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales-agent", "support-agent", "read-only", "user", "product"})
    void letsOnlyAdministratorsAndDevelopersChangeIt(String role) {
        Client client = role.equals("product")
                ? vendor.productClient(anonymous, vendor.product())
                : vendor.userClient(anonymous, role);

        client.patch("/v1/accounts/default", document("\"nonsense\":1")).expectError(403, null, null);
        vendor.userClient(anonymous, "developer")
                .patch("/v1/accounts/default", document("\"name\":\"Home\""))
                .expect(200);
        anonymous.patch("/v1/accounts/default", document("\"name\":\"Home\"")).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void neverDeletesAnAccount() {
        admin.delete("/v1/accounts/default").expectError(403, null, null);
        anonymous.delete("/v1/accounts/default").expectError(401, "TOKEN_MISSING", null);
        assertThat(List.of(admin.get("/v1/accounts/default").expect(200).id()))
                .containsExactly(server.account().id());
    }

    @Test
    void letsStrangersRegisterWhereTheAccountIsNotProtected() {
        Tenant tenant = tenant();
        String body = """
                {"data":{"type":"users","attributes":{"email":"new@example.com","password":"password"}}}""";
        anonymous.post(tenant.path() + "/users", body).expectError(401, "TOKEN_MISSING", null);

        tenant.admin().patch(tenant.path(), document("\"protected\":false")).expect(200);

        assertThat(anonymous.post(tenant.path() + "/users", body).expect(201).text("/data/attributes/role"))
                .isEqualTo("user");
    }
}
