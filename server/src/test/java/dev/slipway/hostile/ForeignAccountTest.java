package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Account;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two accounts on one server: neither learns anything of the other, nor changes it. */
class ForeignAccountTest extends HostileSuite {
    private static final String NOBODY = "0198b2f0-0000-7000-8000-000000000000";

    @Override
    protected TestServer startServer(Engine on) {
        TestServer started = super.startServer(on);
        started.slipway().accounts().create("other", "other@example.com", "other password");
        return started;
    }

    /** The administrator of the other account, with paths that name that account. */
    private Client other() {
        Account account = server.slipway().accounts().resolve("other");
        return anonymous.withToken(server.slipway().issueOperatorToken(account.id(), "admin"));
    }

    /** What the other account owns, made through an address that names it. */
    private Estate foreignEstate() {
        return estate(other(), "/v1/accounts/other");
    }

    private static List<String> paths(Estate estate) {
        String release = "/v1/releases/" + estate.release();
        return List.of(
                "/v1/products/" + estate.product(),
                "/v1/packages/" + estate.releasePackage(),
                "/v1/entitlements/" + estate.entitlement(),
                "/v1/policies/" + estate.policy(),
                "/v1/policies/" + estate.policy() + "/entitlements",
                "/v1/licenses/" + estate.license(),
                "/v1/licenses/" + estate.licenseKey(),
                "/v1/licenses/" + estate.license() + "/entitlements",
                "/v1/users/" + estate.user(),
                release,
                release + "/constraints",
                release + "/constraints/" + estate.constraint(),
                release + "/entitlements",
                release + "/artifacts",
                release + "/artifacts/app.zip",
                release + "/product",
                release + "/package",
                release + "/upgrade",
                "/v1/artifacts/" + estate.artifact(),
                "/v1/artifacts/" + estate.artifact() + "/app.zip",
                "/v1/tokens/" + estate.token(),
                "/v1/products/" + estate.product() + "/releases",
                "/v1/products/" + estate.product() + "/artifacts",
                "/v1/products/" + estate.product() + "/packages");
    }

    @Test
    void foreignIdsAreAsUnknownAsIdsOfNothing() {
        Estate foreign = foreignEstate();
        Map<String, List<String>> before = rows();
        List<String> flaws = new ArrayList<>();
        for (String path : paths(foreign)) {
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                Reply reply = admin.send(method, path, utf8(method.equals("GET") ? null : "{\"data\":{}}"));
                boolean unclear = reply.status() != 404 || flaw(reply).isPresent();
                if (unclear) {
                    flaws.add(method + " " + path + ": " + reply.status() + " " + shortened(reply.body()));
                }
                Reply anonymously = anonymous.send(method, path, utf8(method.equals("GET") ? null : "{\"data\":{}}"));
                if (anonymously.status() != 404 && anonymously.status() != 401) {
                    flaws.add("anonymous " + method + " " + path + ": " + anonymously.status());
                }
            }
        }
        assertThat(flaws).isEmpty();
        expectUnchanged(before);
    }

    @Test
    void aForeignIdIsAnsweredLikeAnIdOfNothingWordForWord() {
        Estate foreign = foreignEstate();
        for (String type :
                List.of("products", "releases", "artifacts", "packages", "policies", "users", "entitlements")) {
            String id = switch (type) {
                case "products" -> foreign.product();
                case "releases" -> foreign.release();
                case "artifacts" -> foreign.artifact();
                case "packages" -> foreign.releasePackage();
                case "policies" -> foreign.policy();
                case "users" -> foreign.user();
                default -> foreign.entitlement();
            };
            Reply there = admin.with("X-Request-Id", "same").get("/v1/" + type + "/" + id);
            Reply nowhere = admin.with("X-Request-Id", "same").get("/v1/" + type + "/" + NOBODY);
            assertThat(there.body().replace(id, NOBODY)).isEqualTo(nowhere.body());
        }
    }

    @Test
    void listsAndFiltersShowNothingForeign() {
        Estate foreign = foreignEstate();
        Estate own = estate(admin);
        for (String path : List.of(
                "/v1/products",
                "/v1/packages",
                "/v1/entitlements",
                "/v1/policies",
                "/v1/licenses",
                "/v1/users",
                "/v1/releases",
                "/v1/artifacts",
                "/v1/tokens")) {
            String body = admin.get(path + "?limit=100").expect(200).body();
            for (String id : List.of(
                    foreign.product(),
                    foreign.releasePackage(),
                    foreign.entitlement(),
                    foreign.policy(),
                    foreign.license(),
                    foreign.user(),
                    foreign.release(),
                    foreign.artifact(),
                    foreign.token())) {
                assertThat(body).as(path).doesNotContain(id);
            }
            assertThat(admin.get(path + "?page%5Bcursor%5D=" + foreign.product() + "&page%5Bsize%5D=100")
                            .expect(200)
                            .ids())
                    .as(path)
                    .isEmpty();
        }
        for (String filter : List.of(
                "/v1/releases?product=" + foreign.product(),
                "/v1/releases?package=" + foreign.releasePackage(),
                "/v1/artifacts?release=" + foreign.release(),
                "/v1/artifacts?product=" + foreign.product(),
                "/v1/packages?product=" + foreign.product(),
                "/v1/policies?product=" + foreign.product(),
                "/v1/licenses?policy=" + foreign.policy(),
                "/v1/licenses?owner=" + foreign.user(),
                "/v1/users?product=" + foreign.product())) {
            assertThat(admin.get(filter).expect(200).ids()).as(filter).isEmpty();
        }
        assertThat(own.product()).isNotEqualTo(foreign.product());
    }

    @Test
    void bodiesCannotReferToForeignResources() {
        Estate foreign = foreignEstate();
        Estate own = estate(admin);
        Map<String, List<String>> before = rows();

        unknown(
                "PRODUCT_NOT_FOUND",
                "/v1/packages",
                document("packages", "\"name\":\"N\",\"key\":\"k\"", toOne("product", "products", foreign.product())));
        unknown(
                "PRODUCT_NOT_FOUND",
                "/v1/policies",
                document("policies", "\"name\":\"N\"", toOne("product", "products", foreign.product())));
        unknown("PRODUCT_NOT_FOUND", "/v1/releases", release(toOne("product", "products", foreign.product())));
        String inProduct = toOne("product", "products", own.product());
        unknown(
                "PACKAGE_NOT_FOUND",
                "/v1/releases",
                release(inProduct + "," + toOne("package", "packages", foreign.releasePackage())));
        unknown(
                "CONSTRAINTS_ENTITLEMENT_NOT_FOUND",
                "/v1/releases",
                release(inProduct + ",\"constraints\":" + constraints(foreign.entitlement())));
        unknown(
                "RELEASE_NOT_FOUND",
                "/v1/artifacts",
                document("artifacts", "\"filename\":\"f\"", toOne("release", "releases", foreign.release())));
        unknown(
                "POLICY_NOT_FOUND",
                "/v1/licenses",
                document("licenses", "", toOne("policy", "policies", foreign.policy())));
        unknown(
                "OWNER_NOT_FOUND",
                "/v1/licenses",
                document(
                        "licenses",
                        "",
                        toOne("policy", "policies", own.policy()) + "," + toOne("owner", "users", foreign.user())));
        unknown(
                "ENTITLEMENT_NOT_FOUND",
                "/v1/releases/" + own.release() + "/constraints",
                constraints(foreign.entitlement()));
        for (String holder : List.of("/v1/policies/" + own.policy(), "/v1/licenses/" + own.license())) {
            Reply reply = admin.post(holder + "/entitlements", references("entitlements", foreign.entitlement()));
            assertThat(reply.status()).as(reply.body()).isEqualTo(422);
            assertThat(reply.text("/errors/0/code")).endsWith("NOT_FOUND");
        }
        refused(
                422,
                admin.delete(
                        "/v1/releases/" + own.release() + "/constraints",
                        references("constraints", foreign.constraint())));
        Reply reply = admin.put(
                "/v1/releases/" + own.release() + "/package",
                "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(foreign.releasePackage()));
        assertThat(refused(422, reply).text("/errors/0/code")).isEqualTo("PACKAGE_NOT_FOUND");

        expectUnchanged(before);
    }

    private static String release(String relationships) {
        return document("releases", "\"version\":\"9.0.0\",\"channel\":\"stable\"", relationships);
    }

    private void unknown(String code, String path, String body) {
        assertThat(refused(422, admin.post(path, body)).text("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void credentialsAreWorthNothingElsewhere() {
        Estate foreign = foreignEstate();

        other().get("/v1/products").expectError(401, "TOKEN_INVALID", null);
        admin.get("/v1/accounts/other/products").expectError(401, "TOKEN_INVALID", null);
        anonymous.withLicense(foreign.licenseKey()).get("/v1/releases").expectError(401, "LICENSE_INVALID", null);
        anonymous
                .withLicense(foreign.licenseKey())
                .get("/v1/accounts/other/releases")
                .expect(200);
    }

    @Test
    void oneIdCanLiveInBothAccounts() {
        Estate foreign = foreignEstate();
        Estate own = estate(admin);
        String body = """
                {"data":{"type":"licenses","id":"%s","relationships":{%s}}}""".formatted(foreign.license(), toOne("policy", "policies", own.policy()));

        assertThat(admin.post("/v1/licenses", body).expect(201).id()).isEqualTo(foreign.license());
        admin.delete("/v1/licenses/" + foreign.license()).expect(204);
        foreign.client().get("/v1/accounts/other/licenses/" + foreign.license()).expect(200);
    }
}
