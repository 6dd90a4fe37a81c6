package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Permission;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change a release and what surrounds it, and who may read what surrounds it: every action of the table for every role. */
class AccessToChangesTest extends CatalogSuite {
    private static final CaseTable TABLE = CaseTable.read("access-to-changes.txt");
    private static final List<String> COLUMNS =
            List.of("writer", "reader", "own", "other", "customer", "stranger", "anonymous");

    /** A published release and all that surrounds it. */
    private record Scene(
            String product,
            String releasePackage,
            String otherPackage,
            String release,
            String artifact,
            String filename,
            String entitlement,
            String otherEntitlement,
            String constraint) {}

    private String ownerId = "";

    /** People who sign in once: hashing passwords takes longer than all the rest. */
    private final Map<String, Client> people = new HashMap<>();

    @BeforeParameterizedClassInvocation
    void letPeopleSignIn(Engine on) {
        for (String role : List.of("admin", "developer", "sales-agent", "support-agent", "read-only", "user")) {
            people.put(role, vendor.userClient(anonymous, role));
        }
        Reply owner = vendor.user("user");
        people.put("owner", vendor.userClient(anonymous, owner));
        ownerId = owner.id();
    }

    static Stream<String> actions() {
        return TABLE.rows().stream().map(List::getFirst);
    }

    private Scene scene() {
        String product = vendor.product();
        String releasePackage = releasePackage(product);
        String entitlement = vendor.entitlement(Vendor.unique("NEEDED"));
        String release = release(
                product, "1.0.0", "PUBLISHED", packageRelation(releasePackage) + constraintRelation(entitlement));
        String next = release(
                product, "1.1.0", "PUBLISHED", packageRelation(releasePackage) + constraintRelation(entitlement));
        String filename = Vendor.unique("file") + ".bin";
        String artifact = uploadedForLinux(release, filename);
        uploadedForLinux(next, Vendor.unique("next") + ".bin");
        String constraint = admin.get("/v1/releases/" + release + "/constraints")
                .expect(200)
                .ids()
                .getFirst();
        return new Scene(
                product,
                releasePackage,
                releasePackage(product),
                release,
                artifact,
                filename,
                entitlement,
                vendor.entitlement(Vendor.unique("MORE")),
                constraint);
    }

    private String uploadedForLinux(String release, String filename) {
        Reply announced = announce(release, """
                "filename":"%s","filetype":"bin","platform":"linux\"""".formatted(filename));
        upload(announced, "bytes").expect(200);
        return announced.id();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void letsEveryRoleDoWhatTheTableSaysAndNothingElse(String action) {
        List<String> expected = TABLE.decide(action);
        Scene scene = scene();
        for (String column : COLUMNS) {
            for (String who : whoIn(column)) {
                Reply reply = act(action, client(who, scene), scene);
                assertThat(reply.status())
                        .as("%s by %s: %s", action, who, reply.body())
                        .isEqualTo(Integer.parseInt(expected.get(1 + COLUMNS.indexOf(column))));
                if (reply.status() == 403) {
                    assertThat(reply.text("/errors/0/detail"))
                            .startsWith("You do not have permission to complete the request (");
                }
                if (changes(action) && reply.status() < 400) {
                    scene = scene();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void refusesATokenThatLacksThePermission(String action) {
        String permission = TABLE.decide(action).getFirst();
        String others = Arrays.stream(Permission.values())
                .map(Permission::key)
                .filter(each -> !each.equals(permission))
                .map("\"%s\""::formatted)
                .collect(Collectors.joining(","));
        Client narrowed = anonymous.withToken(
                admin.post("/v1/tokens", """
                                {"data":{"type":"tokens","attributes":{"permissions":[%s]}}}""".formatted(others)).expect(201).text("/data/attributes/token"));

        act(action, narrowed, scene())
                .expectError(403, null, null)
                .expectDetail(
                        "You do not have permission to complete the request (token lacks permission to perform action)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constraints", "entitlements", "product"})
    void keepsWhatSurroundsAnOpenReleaseFromCustomersOfOtherProducts(String surroundings) {
        String release = published(vendor.product("\"distributionStrategy\":\"OPEN\""), "1.0.0");
        Client stranger = client("license of another product", scene());

        stranger.get("/v1/releases/" + release).expect(200);
        stranger.get("/v1/releases/" + release + "/" + surroundings).expectError(403, null, null);
        anonymous.get("/v1/releases/" + release + "/" + surroundings).expectError(401, "TOKEN_MISSING", null);
        stranger.get("/v1/releases/" + release + "/package").expect(200);
        anonymous.get("/v1/releases/" + release + "/package").expect(200);
    }

    private static boolean changes(String action) {
        return Stream.of("list", "show", "download", "upgrade").noneMatch(action::startsWith);
    }

    private static List<String> whoIn(String column) {
        return switch (column) {
            case "writer" -> List.of("admin", "developer");
            case "reader" -> List.of("sales-agent", "support-agent", "read-only");
            case "own" -> List.of("own product");
            case "other" -> List.of("other product");
            case "customer" -> List.of("license", "owner");
            case "stranger" -> List.of("license of another product", "user");
            default -> List.of("anonymous");
        };
    }

    private Client client(String who, Scene scene) {
        return switch (who) {
            case "anonymous" -> anonymous;
            case "own product" -> vendor.productClient(anonymous, scene.product());
            case "other product" -> vendor.productClient(anonymous, vendor.product());
            case "license" -> customer(scene.product(), scene.entitlement(), null);
            case "license of another product" -> customer(vendor.product(), scene.entitlement(), null);
            case "owner" -> customer(scene.product(), scene.entitlement(), ownerId);
            default -> person(who);
        };
    }

    private Client person(String who) {
        return Objects.requireNonNull(people.get(who));
    }

    private Client customer(String product, String entitlement, @Nullable String holder) {
        String policy = vendor.policy(product, "");
        Reply license = holder == null ? vendor.license(policy, "") : vendor.licenseOf(policy, holder);
        admin.post("/v1/licenses/" + license.id() + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        return holder == null ? vendor.licenseClient(anonymous, license.id()) : person("owner");
    }

    private static Reply act(String action, Client client, Scene scene) {
        String release = "/v1/releases/" + scene.release();
        String artifact = "/v1/artifacts/" + scene.artifact();
        Client classic = client.with("Keygen-Version", "1.0");
        return switch (action) {
            case "create-release" ->
                client.post(
                        "/v1/releases", releaseBody(scene.product(), "\"version\":\"7.0.0\",\"channel\":\"stable\""));
            case "create-artifact" ->
                client.post("/v1/artifacts", artifactBody(scene.release(), "\"filename\":\"other.bin\""));
            case "create-package" -> client.post("/v1/packages", """
                                {"data":{"type":"packages","attributes":{"name":"P","key":"%s"},"relationships":{
                                "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(Vendor.unique("key"), scene.product()));
            case "update-release" -> client.patch(release, named("releases", "name"));
            case "publish-release" -> client.post(release + "/actions/publish", "");
            case "yank-release" -> client.post(release + "/actions/yank", "");
            case "delete-release" -> client.delete(release);
            case "update-artifact" -> client.patch(artifact, named("artifacts", "signature"));
            case "delete-artifact" -> client.delete(artifact);
            case "update-package" -> client.patch("/v1/packages/" + scene.releasePackage(), named("packages", "name"));
            case "delete-package" -> client.delete("/v1/packages/" + scene.releasePackage());
            case "attach-constraint" ->
                client.post(
                        release + "/constraints", "{\"data\":[%s]}".formatted(constraint(scene.otherEntitlement())));
            case "detach-constraint" -> client.delete(release + "/constraints", """
                                {"data":[{"type":"constraints","id":"%s"}]}""".formatted(scene.constraint()));
            case "set-package" -> client.put(release + "/package", """
                                {"data":{"type":"packages","id":"%s"}}""".formatted(scene.otherPackage()));
            case "list-constraints" -> client.get(release + "/constraints");
            case "show-constraint" -> client.get(release + "/constraints/" + scene.constraint());
            case "list-entitlements" -> client.get(release + "/entitlements");
            case "show-entitlement" -> client.get(release + "/entitlements/" + scene.entitlement());
            case "show-product" -> client.get(release + "/product");
            case "show-package" -> client.get(release + "/package");
            case "list-artifacts" -> client.get(release + "/artifacts");
            case "show-release" -> client.get(release);
            case "download-artifact" -> client.get(artifact);
            case "upgrade-release" -> client.get(release + "/upgrade");
            case "list-product-releases" -> client.get("/v1/products/" + scene.product() + "/releases");
            case "upload-classic" -> classic.put(release + "/artifact", "");
            case "download-classic" -> classic.get(release + "/artifact");
            case "yank-classic" -> classic.delete(release + "/artifact");
            case "put-classic" -> classic.put("/v1/releases", classicBody(scene, Vendor.unique("file"), "7.0.0"));
            case "replace-classic" -> classic.put("/v1/releases", classicBody(scene, scene.filename(), "1.0.0"));
            case "upgrade-classic" -> classic.get(release + "/actions/upgrade");
            case "upgrade-classic-asked" ->
                classic.get("/v1/releases/actions/upgrade?version=1.0.0&platform=linux&filetype=bin&product="
                        + scene.product());
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static String classicBody(Scene scene, String filename, String version) {
        return releaseBody(scene.product(), """
                "version":"%s","channel":"stable","filename":"%s","filetype":"bin","platform":"linux\"""".formatted(version, filename));
    }

    private static String named(String type, String attribute) {
        return """
                {"data":{"type":"%s","attributes":{"%s":"changed"}}}""".formatted(type, attribute);
    }
}
