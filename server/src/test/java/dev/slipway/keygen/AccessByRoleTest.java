package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use which endpoint: every route of the table for every role, and the permission it takes. */
class AccessByRoleTest extends CatalogSuite {
    private static final CaseTable TABLE = CaseTable.read("access-by-role.txt");
    private static final CaseTable ELSEWHERE = CaseTable.read("access-judged-elsewhere.txt");
    private static final List<String> PEOPLE =
            List.of("admin", "developer", "sales-agent", "support-agent", "read-only");
    private static final List<String> COLUMNS = Stream.concat(
                    PEOPLE.stream(), Stream.of("own", "other", "license", "foreign", "owner", "stranger", "anonymous"))
            .toList();
    private static final Pattern VARIABLE = Pattern.compile("([\\w-]+)/\\{(\\w+)}");
    private static final Set<String> PLACES =
            Set.of("channels", "platforms", "arches", "engines", "packages", "releases");

    /** What no test changes: made once, for it takes longer than most of what is tested. */
    private record Ground(
            String product, Client own, Client other, Client foreign, Client stranger, Map<String, String> ids) {}

    /** People who sign in once: hashing passwords takes longer than all the rest. */
    private final Map<String, Client> people = new HashMap<>();

    private final Map<String, RoleScene> scenes = new HashMap<>();

    /** An administrator's tokens by the one permission they lack. */
    private final Map<String, Client> narrowed = new HashMap<>();

    private @Nullable Ground ground;
    private @Nullable String artifact;

    @BeforeParameterizedClassInvocation
    void letPeopleSignIn(Engine on) {
        for (String role : PEOPLE) {
            people.put(role, vendor.userClient(anonymous, role));
        }
        ground = null;
        artifact = null;
        scenes.clear();
        narrowed.clear();
    }

    static Stream<List<String>> rows() {
        return TABLE.rows().stream();
    }

    static Stream<List<String>> rowsWithAPermission() {
        return rows().filter(row -> !row.get(2).equals("-"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void letsEveryRoleDoWhatTheTableSaysAndNothingElse(List<String> row) {
        SoftAssertions all = new SoftAssertions();
        for (String who : COLUMNS) {
            Reply reply = act(row, who);
            int expected = Integer.parseInt(row.get(3 + COLUMNS.indexOf(who)));
            all.assertThat(reply.status())
                    .as("%s (%s) by %s: %s", row.getFirst(), row.get(1), who, reply.body())
                    .isEqualTo(expected);
            if (reply.status() == expected) {
                all.assertThat(refusal(reply))
                        .as("%s by %s", row.getFirst(), who)
                        .isEqualTo(usualRefusal(expected));
            }
            if (reply.status() < 400) {
                forgetWhatChanged(row);
            }
        }
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("rowsWithAPermission")
    void refusesATokenThatLacksThePermission(List<String> row) {
        Client client = narrowed.computeIfAbsent(row.get(2), this::allBut);

        send(row, client, scene(row.get(1)))
                .expectError(403, null, null)
                .expectDetail(
                        "You do not have permission to complete the request (token lacks permission to perform action)");
    }

    @Test
    void judgesEveryRoute() {
        Set<String> served = server.slipway().routes().stream()
                .filter(route -> route.contains(" /v1/"))
                .map(AccessByRoleTest::plain)
                .collect(Collectors.toCollection(TreeSet::new));
        // An update may be sent by either method.
        served.removeIf(route -> route.startsWith("PUT ") && served.contains(route.replace("PUT ", "PATCH ")));
        Set<String> judged = Stream.of(TABLE, ELSEWHERE)
                .flatMap(table -> table.rows().stream())
                .map(row -> plain(row.getFirst()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(judged).containsExactlyInAnyOrderElementsOf(served);
    }

    /** A route without what differs between the two families of addresses, and without names of variables. */
    private static String plain(String route) {
        return route.replace(" /v1/accounts/{account}/", " /")
                .replace(" /v1/", " /")
                .replaceAll("\\{[^}]*}", "{}");
    }

    /** An administrator's token for everything but one permission. */
    private Client allBut(String permission) {
        String others = RoleScene.array(Arrays.stream(Permission.values())
                .map(Permission::key)
                .filter(each -> !each.equals(permission))
                .toList());
        return anonymous.withToken(
                admin.post("/v1/tokens", """
                                {"data":{"type":"tokens","attributes":{"permissions":%s}}}""".formatted(others)).expect(201).text("/data/attributes/token"));
    }

    private static @Nullable String refusal(Reply reply) {
        return switch (reply.status()) {
            case 401, 404 -> reply.text("/errors/0/code");
            case 403 -> reply.text("/errors/0/detail").replaceFirst(" \\(.*\\)$", "");
            case 422 -> reply.text("/errors/0/code").replaceFirst(".*_(?=NOT_FOUND)", "");
            default -> null;
        };
    }

    private static @Nullable String usualRefusal(int status) {
        return switch (status) {
            case 401 -> "TOKEN_MISSING";
            case 403 -> "You do not have permission to complete the request";
            // What is named in the body and not the caller's to see does not exist either.
            case 404, 422 -> "NOT_FOUND";
            default -> null;
        };
    }

    private Ground ground() {
        Ground known = ground;
        if (known == null) {
            known = lay();
            ground = known;
        }
        return known;
    }

    private Ground lay() {
        String product = vendor.product();
        String otherProduct = vendor.product();
        String foreign = vendor.license(vendor.policy(otherProduct, ""), "").id();
        String release = published(product, "1.0.0");
        artifact = Vendor.unique("file") + ".bin";
        upload(announce(release, """
                                "filename":"%s","platform":"%s","arch":"%s\"""".formatted(artifact, Vendor.unique("platform"), Vendor.unique("arch"))), "bytes")
                .expect(200);
        String engine = "pypi";
        admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"P","key":"%s","engine":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(Vendor.unique("package"), engine, product))
                .expect(201);
        Map<String, String> ids = new HashMap<>();
        for (String place : PLACES) {
            ids.put(
                    place,
                    admin.get("/v1/products/" + product + "/" + place)
                            .expect(200)
                            .ids()
                            .getFirst());
        }
        String stranger = vendor.user("user").id();
        return new Ground(
                product,
                vendor.productClient(anonymous, product),
                vendor.productClient(anonymous, otherProduct),
                vendor.licenseClient(anonymous, foreign),
                anonymous.withToken(admin.post("/v1/users/" + stranger + "/tokens", "")
                        .expect(200)
                        .text("/data/attributes/token")),
                ids);
    }

    private RoleScene scene(String target) {
        String product = ground().product();
        return scenes.computeIfAbsent(target, key -> new RoleScene(admin, anonymous, vendor, product, key));
    }

    private void forgetWhatChanged(List<String> row) {
        String route = row.getFirst();
        String target = row.get(1);
        boolean reads = route.startsWith("GET") || route.contains("validate") || route.equals("POST /search");
        if (route.equals("DELETE /products/{id}")) {
            ground = null;
            scenes.clear();
        } else if (route.contains(" /policies/{") || route.contains(" /entitlements/{")) {
            scenes.remove(target);
        } else if (!reads && (route.contains("{") || route.equals("PUT /tokens"))) {
            scenes.put(target, scene(target).successor());
        }
    }

    private Reply act(List<String> row, String who) {
        RoleScene scene = scene(row.get(1));
        // The token that is presented is worthless afterwards.
        Client client = row.getFirst().equals("PUT /tokens") ? passing(who, scene) : client(who, scene);
        return send(row, client, scene);
    }

    private Client client(String who, RoleScene scene) {
        return switch (who) {
            case "anonymous" -> anonymous;
            case "own" -> ground().own();
            case "other" -> ground().other();
            case "license" -> scene.licenseClient();
            case "foreign" -> ground().foreign();
            case "owner" -> scene.ownerClient();
            case "stranger" -> ground().stranger();
            default -> person(who);
        };
    }

    private Client person(String role) {
        return Objects.requireNonNull(people.get(role));
    }

    /** The same caller with a token of their own. */
    private Client passing(String who, RoleScene scene) {
        return switch (who) {
            case "anonymous", "license", "owner" -> client(who, scene);
            case "own", "other" -> vendor.productClient(anonymous, vendor.product());
            case "foreign" ->
                vendor.licenseClient(
                        anonymous,
                        vendor.license(vendor.policy(vendor.product(), ""), "").id());
            default ->
                anonymous.withToken(
                        client(who, scene).post("/v1/tokens", "").expect(201).text("/data/attributes/token"));
        };
    }

    private Reply send(List<String> row, Client client, RoleScene scene) {
        String route = row.getFirst();
        String method = route.substring(0, route.indexOf(' '));
        String body = body(row, scene);
        return client.send(
                method,
                "/v1" + path(route.substring(method.length() + 1), row.get(1), scene),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    private String path(String template, String target, RoleScene scene) {
        String owner = template.substring(1).replaceFirst("/.*", "");
        Matcher variables = VARIABLE.matcher(template);
        return variables.replaceAll(variable -> variable.group(1) + "/" + id(owner, variable.group(1), target, scene));
    }

    /** What a variable stands for, by what comes before it and by what the whole path is about. */
    private String id(String owner, String type, String target, RoleScene scene) {
        return switch (type) {
            case "accounts" -> server.account().id();
            case "settings" -> scene.setting();
            case "products" -> scene.product();
            case "policies" -> scene.policy();
            case "licenses" -> scene.license();
            case "users" -> user(target, scene);
            case "entitlements" -> scene.entitlement();
            case "tokens" -> owner.equals("tokens") ? token(target, scene) : scene.token(owner);
            case "webhook-endpoints" -> scene.webhook();
            case "webhook-events" -> scene.webhookEvent();
            case "artifacts" -> Objects.requireNonNull(artifact);
            default -> Objects.requireNonNull(ground().ids().get(type), type);
        };
    }

    private static String user(String target, RoleScene scene) {
        return switch (target) {
            case "admin" -> scene.colleague("admin");
            case "agent" -> scene.colleague("support-agent");
            default -> scene.licensedOwner();
        };
    }

    private String token(String target, RoleScene scene) {
        return switch (target) {
            case "agent" -> scene.tokenOf(person("read-only"));
            case "owner" -> scene.token("users");
            default -> scene.token(target + "s");
        };
    }

    /** What is sent along; null for nothing. */
    private @Nullable String body(List<String> row, RoleScene scene) {
        String route = row.getFirst();
        return switch (route) {
            case "PATCH /accounts/{account}" -> resource("accounts", "\"name\":\"Acme\"", "");
            case "POST /settings" -> {
                admin.delete("/v1/settings/default_user_permissions");
                yield scene.settingBody();
            }
            case "PATCH /settings/{id}" -> {
                String value = RoleScene.array(Permission.keysOf(Permission.defaultsFor(Role.USER)));
                yield resource("settings", "\"value\":" + value, "");
            }
            case "POST /products" -> resource("products", "\"name\":\"P\"", "");
            case "PATCH /products/{id}" -> resource("products", "\"name\":\"P\"", "");
            case "POST /policies" ->
                resource("policies", "\"name\":\"P\"", relation("product", "products", scene.product()));
            case "PATCH /policies/{id}" -> resource("policies", "\"name\":\"P\"", "");
            case "POST /policies/{id}/entitlements" -> references("entitlements", scene.freeEntitlement());
            case "DELETE /policies/{id}/entitlements" -> references("entitlements", scene.entitlement());
            case "POST /licenses" ->
                resource(
                        "licenses",
                        "\"name\":\"L\"",
                        relation("policy", "policies", scene.policy()) + ","
                                + relation("owner", "users", scene.owner()));
            case "PATCH /licenses/{id}" -> resource("licenses", "\"name\":\"L\"", "");
            case "POST /licenses/actions/validate-key" -> "{\"meta\":{\"key\":\"unknown\"}}";
            case "PATCH /licenses/{id}/policy" -> data(RoleScene.reference("policies", scene.otherPolicy()));
            case "PATCH /licenses/{id}/owner", "PATCH /licenses/{id}/user" ->
                data(RoleScene.reference("users", scene.guest()));
            case "POST /licenses/{id}/users" -> references("users", scene.guest());
            case "DELETE /licenses/{id}/users" -> references("users", scene.attachedGuest());
            case "POST /licenses/{id}/entitlements" -> references("entitlements", scene.freeEntitlement());
            case "DELETE /licenses/{id}/entitlements" -> references("entitlements", scene.licenseEntitlement());
            case "POST /entitlements" ->
                resource("entitlements", "\"name\":\"E\",\"code\":\"%s\"".formatted(Vendor.unique("CODE")), "");
            case "PATCH /entitlements/{id}" -> resource("entitlements", "\"name\":\"E\"", "");
            case "POST /users" -> resource("users", "\"email\":\"%s@example.com\"".formatted(Vendor.unique("new")), "");
            case "PATCH /users/{id}" -> resource("users", "\"firstName\":\"Ada\"", "");
            case "POST /users/{id}/actions/update-password" -> """
                {"meta":{"oldPassword":"%s","newPassword":"open barley"}}""".formatted(Vendor.PASSWORD);
            case "POST /tokens" ->
                switch (row.get(1)) {
                    case "owner" -> resource("tokens", "", relation("bearer", "users", scene.licensedOwner()));
                    case "license" -> resource("tokens", "", relation("bearer", "licenses", scene.license()));
                    case "product" -> resource("tokens", "", relation("bearer", "products", scene.product()));
                    default -> "";
                };
            case "POST /webhook-endpoints" -> scene.webhookBody();
            case "PATCH /webhook-endpoints/{id}" -> resource("webhook-endpoints", "\"subscriptions\":[\"*\"]", "");
            case "POST /search" -> "{\"meta\":{\"type\":\"licenses\",\"query\":{\"name\":\"anything\"}}}";
            default -> route.startsWith("POST") ? "" : null;
        };
    }

    private static String resource(String type, String attributes, String relationships) {
        String more = relationships.isEmpty() ? "" : ",\"relationships\":{%s}".formatted(relationships);
        return """
                {"data":{"type":"%s","attributes":{%s}%s}}""".formatted(type, attributes, more);
    }

    private static String relation(String name, String type, String id) {
        return "\"%s\":%s".formatted(name, data(RoleScene.reference(type, id)));
    }

    private static String references(String type, String id) {
        return data("[" + RoleScene.reference(type, id) + "]");
    }

    private static String data(String content) {
        return "{\"data\":%s}".formatted(content);
    }
}
