package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole matrix of access to releases: every caller, state of a license, way of distribution, entitlement and state of a
 * release, each with what the table says of listing, showing, downloading and upgrading.
 */
class AccessMatrixTest extends CatalogSuite {
    private static final CaseTable TABLE = CaseTable.read("access-to-releases.txt");
    /** Looks the same, but is not held against the API's description: other tests do that, and here are very many answers. */
    private static final String UNDESCRIBED = "1.7";

    private static final List<String> STAFF =
            List.of("admin", "developer", "sales-agent", "support-agent", "read-only");
    private static final List<String> STATES = List.of(
            "valid",
            "foreign",
            "suspended",
            "banned",
            "expired-revoke",
            "expired-restrict",
            "expired-maintain",
            "expired-allow");
    private static final List<String> RELEASES =
            List.of("within", "after", "backdated", "postdated", "draft", "yanked");

    /** Two releases of one kind, in a package of their own, each with one file. */
    private record Shelf(
            String packageId,
            boolean constrained,
            String kind,
            String older,
            String newer,
            String artifact,
            String newerArtifact) {
        List<String> artifacts() {
            return List.of(newerArtifact, artifact);
        }
    }

    /** Somebody who asks, with what they hold. */
    private record Asker(String who, String license, boolean holdsEntitlement, Client client) {}

    private final Map<String, List<Shelf>> shelves = new LinkedHashMap<>();
    private final Map<String, String> products = new LinkedHashMap<>();
    private final List<Asker> vendors = new ArrayList<>();
    private Instant middle = Instant.EPOCH;
    private Instant dayAfter = Instant.EPOCH;
    private String entitlement = "";

    /** Releases are made before and after the one moment at which all expired licenses ran out. */
    @BeforeParameterizedClassInvocation
    void stockTheShelves() {
        shelves.clear();
        products.clear();
        vendors.clear();
        entitlement = vendor.entitlement(Vendor.unique("NEEDED"));
        middle = server.clock().instant().plus(Duration.ofDays(1));
        dayAfter = middle.plus(Duration.ofDays(1));
        for (String strategy : List.of("LICENSED", "OPEN", "CLOSED")) {
            products.put(strategy, vendor.product("\"distributionStrategy\":\"%s\"".formatted(strategy)));
        }
        stock(List.of("within", "postdated", "draft", "yanked"));
        server.clock().advance(Duration.ofDays(3));
        stock(List.of("after", "backdated"));
        shelves.values().stream().flatMap(List::stream).forEach(this::redate);
        STAFF.forEach(role -> vendors.add(new Asker("staff", "-", false, vendor.userClient(anonymous, role))));
        String elsewhere = vendor.product();
        vendors.add(new Asker("other-product", "-", false, vendor.productClient(anonymous, elsewhere)));
        vendors.add(new Asker("anonymous", "-", false, anonymous));
    }

    private List<Shelf> shelvesOf(String strategy) {
        return shelves.computeIfAbsent(strategy, missing -> new ArrayList<>());
    }

    private String productOf(String strategy) {
        return Objects.requireNonNull(products.get(strategy));
    }

    private void stock(List<String> kinds) {
        products.forEach((strategy, product) -> {
            for (String kind : kinds) {
                shelvesOf(strategy).add(shelf(product, kind, false));
                shelvesOf(strategy).add(shelf(product, kind, true));
            }
        });
    }

    private Shelf shelf(String product, String kind, boolean constrained) {
        String packageId = releasePackage(product);
        String relations = packageRelation(packageId) + (constrained ? constraintRelation(entitlement) : "");
        String status = kind.equals("draft") ? "DRAFT" : "PUBLISHED";
        String older = release(product, "1.0.0", status, relations);
        String newer = release(product, "1.1.0", status, relations);
        String artifact = uploadedFor(packageId, older);
        String newerArtifact = uploadedFor(packageId, newer);
        if (kind.equals("yanked")) {
            List.of(older, newer)
                    .forEach(id -> admin.post("/v1/releases/" + id + "/actions/yank", "")
                            .expect(200));
        }
        return new Shelf(packageId, constrained, kind, older, newer, artifact, newerArtifact);
    }

    /** Old clients know no packages; a platform of its own keeps a shelf apart for them. */
    private String uploadedFor(String platform, String release) {
        Reply announced = announce(
                release, "\"filename\":\"file.bin\",\"filetype\":\"bin\",\"platform\":\"%s\"".formatted(platform));
        upload(announced, "bytes").expect(200);
        return announced.id();
    }

    private void redate(Shelf shelf) {
        Instant date = switch (shelf.kind()) {
            case "backdated" -> middle.minus(Duration.ofHours(1));
            case "postdated" -> dayAfter;
            default -> null;
        };
        if (date != null) {
            List.of(shelf.older(), shelf.newer())
                    .forEach(id -> admin.patch("/v1/releases/" + id, """
                                    {"data":{"type":"releases","attributes":{"backdated":"%s"}}}""".formatted(date))
                            .expect(200));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSED", "OPEN", "CLOSED"})
    void givesTheVendorsPeopleAndProductsWhatTheTableSays(String strategy) {
        List<Asker> askers = new ArrayList<>(vendors);
        askers.add(new Asker("product", "-", false, vendor.productClient(anonymous, productOf(strategy))));
        assertCases(strategy, askers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSED", "OPEN", "CLOSED"})
    void givesLicensesWhatTheTableSays(String strategy) {
        List<Asker> askers = new ArrayList<>();
        for (String state : STATES) {
            for (boolean holds : new boolean[] {false, true}) {
                Reply license = license(strategy, state, holds, state.equals("banned") ? vendor.user("user") : null);
                Client byToken = vendor.licenseClient(anonymous, license.id());
                settle(license, state);
                askers.add(new Asker("token", state, holds, byToken));
                askers.add(new Asker("key", state, holds, anonymous.withLicense(license.text("/data/attributes/key"))));
            }
        }
        assertCases(strategy, askers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSED", "OPEN", "CLOSED"})
    void givesUsersWhatTheTableSays(String strategy) {
        List<Asker> askers = new ArrayList<>();
        for (String state : STATES) {
            for (boolean holds : new boolean[] {false, true}) {
                Reply owner = vendor.user("user");
                Client client = vendor.userClient(anonymous, owner);
                settle(license(strategy, state, holds, owner), state);
                askers.add(new Asker("user", state, holds, client));
            }
        }
        askers.add(new Asker("user", "none", false, vendor.userClient(anonymous, "user")));
        askers.add(ofSeveral(strategy, "one-passes", "valid"));
        askers.add(ofSeveral(strategy, "none-passes", "suspended"));
        assertCases(strategy, askers);
    }

    private Asker ofSeveral(String strategy, String name, String second) {
        Reply owner = vendor.user("user");
        Client client = vendor.userClient(anonymous, owner);
        settle(license(strategy, "expired-restrict", true, owner), "expired-restrict");
        settle(license(strategy, second, true, owner), second);
        return new Asker("user", name, true, client);
    }

    private Reply license(String strategy, String state, boolean holds, @Nullable Reply owner) {
        String product = state.equals("foreign") ? vendor.product() : productOf(strategy);
        String expiration = state.startsWith("expired-") ? state.substring("expired-".length()) : "restrict";
        String policy = vendor.policy(
                product,
                "\"authenticationStrategy\":\"MIXED\",\"expirationStrategy\":\"%s_ACCESS\""
                        .formatted(expiration.toUpperCase(Locale.ROOT)));
        Reply license = owner == null ? vendor.license(policy, "") : vendor.licenseOf(policy, owner.id());
        if (holds) {
            // An entitlement counts the same whether the license has it or its policy.
            String holder = owner == null ? "licenses/" + license.id() : "policies/" + policy;
            admin.post("/v1/" + holder + "/entitlements", """
                            {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                    .expect(200);
        }
        return license;
    }

    private void settle(Reply license, String state) {
        String path = "/v1/licenses/" + license.id();
        switch (state) {
            case "suspended" -> admin.post(path + "/actions/suspend", "").expect(200);
            case "banned" -> {
                String owner = license.text("/data/relationships/owner/data/id");
                admin.post("/v1/users/" + owner + "/actions/ban", "").expect(200);
            }
            case "expired-revoke", "expired-restrict", "expired-maintain", "expired-allow" ->
                admin.patch(path, """
                                {"data":{"type":"licenses","attributes":{"expiry":"%s"}}}""".formatted(middle)).expect(200);
            default -> {}
        }
    }

    /** Several at once: most of the time is spent on waiting for answers. */
    private void assertCases(String strategy, List<Asker> askers) {
        server.countWhatIsStored();
        askers.parallelStream().forEach(asker -> assertCases(strategy, asker));
    }

    private void assertCases(String strategy, Asker asker) {
        for (Shelf shelf : shelvesOf(strategy)) {
            boolean asOneWhoHoldsNothing = !shelf.constrained() && STATES.contains(asker.license());
            if (asker.holdsEntitlement() && asOneWhoHoldsNothing) {
                continue;
            }
            String needs = needs(asker, shelf);
            List<String> expected = TABLE.decide(asker.who(), asker.license(), strategy, needs, shelf.kind());
            String name = String.join(" | ", asker.who(), asker.license(), strategy, needs, shelf.kind());
            assertThat(outcomes(asker.client().with("Keygen-Version", UNDESCRIBED), shelf, expected.getLast()))
                    .as(name)
                    .containsExactlyElementsOf(expected.subList(0, 4));
            Client classic = asker.client().with("Keygen-Version", "1.0");
            assertThat(status(classic.get("/v1/releases/" + shelf.older() + "/artifact")))
                    .as("%s | classic download", name)
                    .isEqualTo(classicDownload(expected));
            assertThat(status(classic.get("/v1/releases/" + shelf.older() + "/actions/upgrade")))
                    .as("%s | classic upgrade", name)
                    .isEqualTo(classicUpgrade(expected));
        }
    }

    /** A withdrawn release, which only the vendor sees, has no file for old clients. */
    private static String classicDownload(List<String> expected) {
        String download = expected.get(2);
        return download.equals("200") ? "422" : download;
    }

    /** Old clients are told that there is nothing rather than that they may not have it, unless they could not even sign in. */
    private static String classicUpgrade(List<String> expected) {
        boolean signedIn = !expected.getLast().matches("[A-Z_]+");
        return switch (expected.get(1)) {
            case "404" -> "404";
            case "403" -> signedIn ? "204" : "403";
            default -> expected.get(3).equals("200") ? "303" : "204";
        };
    }

    private static String needs(Asker asker, Shelf shelf) {
        if (!shelf.constrained()) {
            return "nothing";
        }
        return asker.holdsEntitlement() ? "held" : "lacked";
    }

    private static List<String> outcomes(Client client, Shelf shelf, String why) {
        Reply list = client.get("/v1/releases?package=" + shelf.packageId());
        Reply files = client.get("/v1/artifacts?package=" + shelf.packageId());
        Reply show = client.get("/v1/releases/" + shelf.older());
        Reply download = client.get("/v1/artifacts/" + shelf.artifact());
        Reply upgrade = client.get("/v1/releases/" + shelf.older() + "/upgrade");
        assertThat(listed(files, shelf.artifacts()))
                .as("the list of artifacts: %s", files.body())
                .isEqualTo(listed(list, List.of(shelf.newer(), shelf.older())));
        for (Reply reply : List.of(list, files, show, download, upgrade)) {
            if (reply.status() == 403) {
                assertThat(List.of(why.split(","))).as(reply.body()).contains(whyNot(reply));
            }
        }
        if (upgrade.status() == 200) {
            assertThat(upgrade.id()).isEqualTo(shelf.newer());
        }
        return List.of(
                listed(list, List.of(shelf.newer(), shelf.older())), status(show), status(download), status(upgrade));
    }

    private static String listed(Reply list, List<String> all) {
        if (list.status() != 200) {
            return status(list);
        }
        if (!list.ids().isEmpty()) {
            assertThat(list.ids()).containsExactlyElementsOf(all);
        }
        return list.ids().isEmpty() ? "no" : "yes";
    }

    private static String status(Reply reply) {
        return Integer.toString(reply.status());
    }

    private static String whyNot(Reply refused) {
        String code = refused.at("/errors/0/code").stringValue("");
        String detail = refused.text("/errors/0/detail");
        return code.isEmpty() ? detail.substring(detail.indexOf('(') + 1, detail.lastIndexOf(')')) : code;
    }

    @Test
    void theTableKnowsEveryKindOfReleaseUsedHere() {
        assertThat(shelves.values())
                .allSatisfy(each -> assertThat(each.stream().map(Shelf::kind))
                        .hasSameElementsAs(RELEASES)
                        .hasSize(2 * RELEASES.size()));
    }
}
