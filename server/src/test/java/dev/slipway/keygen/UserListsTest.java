package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which users are found, and who reaches whom by way of them. */
class UserListsTest extends HttpSuite {
    private static final String LIST = "/v1/users?limit=100&";
    private static final String LACKS_PRIVILEGES = "You do not have permission to complete the request"
            + " (admin lacks privileges to perform action on user)";

    private static String document(String attributes) {
        return """
                {"data":{"type":"users","attributes":{%s}}}""".formatted(attributes);
    }

    private List<String> find(String query) {
        return admin.get(LIST + query).expect(200).ids();
    }

    private String user(String metadata) {
        return admin.post(
                        "/v1/users",
                        document("\"email\":\"%s@example.com\",\"metadata\":%s"
                                .formatted(Vendor.unique("listed"), metadata)))
                .expect(201)
                .id();
    }

    private Client narrowedAdmin(String... permissions) {
        String body = """
                {"data":{"type":"tokens","attributes":{"permissions":["%s"]}}}""".formatted(String.join("\",\"", permissions));
        return anonymous.withToken(admin.post("/v1/tokens", body).expect(201).text("/data/attributes/token"));
    }

    @Test
    void findsUsersByTheLicensesTheyHold() {
        String product = vendor.product();
        String owner = vendor.user("user").id();
        String sharer = vendor.user("user").id();
        String nobody = vendor.user("user").id();
        String license = vendor.licenseOf(vendor.policy(product, "\"maxUsers\":5"), owner)
                .id();
        admin.post("/v1/licenses/" + license + "/users", """
                        {"data":[{"type":"users","id":"%s"}]}""".formatted(sharer)).expect(200);

        assertThat(find("product=" + product)).containsExactlyInAnyOrder(owner, sharer);
        assertThat(find("license=" + license)).containsExactlyInAnyOrder(owner, sharer);
        assertThat(find("product=" + vendor.product())).isEmpty();
        assertThat(find("license=nothing")).isEmpty();
        assertThat(find("assigned=true")).contains(owner, sharer).doesNotContain(nobody);
        assertThat(find("assigned=false")).contains(nobody).doesNotContain(owner, sharer);
        assertThat(find("assigned=perhaps")).contains(owner, nobody);
        assertThat(find("group=some")).isEmpty();
        assertThat(find("group=")).contains(nobody);
        Client client = vendor.productClient(anonymous, product);
        assertThat(client.get(LIST + "license=" + license).expect(200).ids()).containsExactlyInAnyOrder(owner, sharer);
        assertThat(client.get(LIST + "product=" + vendor.product()).expect(200).ids())
                .isEmpty();
        assertThat(client.get("/v1/products/" + product + "/users?assigned=true")
                        .expect(200)
                        .ids())
                .containsExactlyInAnyOrder(owner, sharer);
    }

    @Test
    void findsUsersByHowTheyStand() {
        try (TestServer fresh = startServer(engine)) {
            String idle = fresh.vendor().user("user").id();
            String busy = fresh.vendor().user("user").id();
            String banned = fresh.vendor().user("user").id();
            fresh.admin().post("/v1/users/" + banned + "/actions/ban", "").expect(200);
            fresh.clock().advance(Duration.ofDays(91));
            fresh.vendor().licenseOf(fresh.vendor().policy(fresh.vendor().product(), ""), busy);
            Client client = fresh.admin();

            assertThat(client.get(LIST + "status=ACTIVE").ids()).containsExactly(busy);
            assertThat(client.get(LIST + "status=inactive").ids()).containsExactly(idle);
            assertThat(client.get(LIST + "status=BANNED").ids()).containsExactly(banned);
            assertThat(client.get(LIST + "status=asleep").ids()).isEmpty();
            for (String id : List.of(idle, busy, banned)) {
                String status = client.get("/v1/users/" + id).text("/data/attributes/status");
                assertThat(client.get(LIST + "status=" + status).ids()).contains(id);
            }
        }
    }

    @Test
    void findsUsersByTheirMetadata() {
        String mark = Vendor.unique("mark");
        String text = user("{\"mark\":\"%s\",\"tier\":\"7\"}".formatted(mark));
        String number = user("{\"mark\":\"%s\",\"tier\":7,\"orderId\":1.5}".formatted(mark));
        String flag = user("{\"mark\":\"%s\",\"tier\":true,\"gone\":null}".formatted(mark));
        String marked = "metadata%5Bmark%5D=" + mark;

        assertThat(find(marked)).containsExactlyInAnyOrder(text, number, flag);
        assertThat(find(marked + "&metadata%5Btier%5D=7")).containsExactlyInAnyOrder(text, number);
        assertThat(find(marked + "&metadata%5Btier%5D=true")).containsExactly(flag);
        assertThat(find(marked + "&metadata%5Bgone%5D=null")).containsExactly(flag);
        assertThat(find(marked + "&metadata%5BorderId%5D=1.5")).containsExactly(number);
        assertThat(find("metadata%5Bmark%5D=" + mark.substring(1))).isEmpty();
        assertThat(find("metadata%5Bma%27rk%5D=x")).isEmpty();
    }

    @Test
    void makesNobodyWhoMayDoMoreThanTheirMaker() {
        Client narrowed = narrowedAdmin("user.create", "admin.create", "user.read");
        String attributes = "\"email\":\"%s@example.com\",\"password\":\"password\",\"role\":\"%s\"";

        narrowed.post("/v1/users", document(attributes.formatted(Vendor.unique("made"), "admin")))
                .expectError(403, null, null)
                .expectDetail(LACKS_PRIVILEGES);
        narrowed.post("/v1/users", document(attributes.formatted(Vendor.unique("made"), "read-only")))
                .expectError(403, null, null);
        narrowed.post("/v1/users", document(attributes.formatted(Vendor.unique("made"), "user")))
                .expect(201);
    }

    @Test
    void keepsNarrowedTokensFromTheSignInsOfThoseWhoMayDoMore() {
        Client narrowed = narrowedAdmin("user.update", "admin.update", "user.read", "admin.read");
        String staff = "/v1/users/" + vendor.user("developer").id();
        String customer = "/v1/users/" + vendor.user("user").id();

        for (String attributes :
                List.of("\"password\":\"another\"", "\"email\":\"mine@example.com\"", "\"role\":\"read-only\"")) {
            narrowed.patch(staff, document(attributes))
                    .expectError(403, null, null)
                    .expectDetail(LACKS_PRIVILEGES);
        }
        narrowed.patch(customer, document("\"role\":\"admin\"")).expectError(403, null, null);
        narrowed.patch(staff, document("\"firstName\":\"Ada\"")).expect(200);
        narrowed.patch(customer, document("\"password\":\"another\"")).expect(200);
    }

    @Test
    void keepsOfThePermissionsThoseThatTheNewRoleHasByDefault() {
        Reply user = vendor.user("developer");
        String path = "/v1/users/" + user.id();
        admin.patch(path, document("\"permissions\":[\"release.create\",\"release.read\",\"account.read\"]"))
                .expect(200);

        Reply changed = admin.patch(path, document("\"role\":\"user\"")).expect(200);

        assertThat(changed.at("/data/attributes/permissions")).hasToString("[\"release.read\"]");
        assertThat(admin.patch(
                                "/v1/users/" + vendor.user("user").id(),
                                document("\"role\":\"developer\",\"password\":\"password\""))
                        .expect(200)
                        .at("/data/attributes/permissions"))
                .hasSize(144);
    }

    @Test
    void takesRolesAndPermissionsOnlyFromThoseWhoMayGiveThem() {
        String product = vendor.product();
        for (Client client :
                List.of(vendor.userClient(anonymous, "sales-agent"), vendor.productClient(anonymous, product))) {
            for (String attribute : List.of("role", "permissions")) {
                client.post("/v1/users", document("\"email\":\"a@b.example\",\"%s\":\"x\"".formatted(attribute)))
                        .expectError(400, null, "/data/attributes/" + attribute)
                        .expectDetail("unpermitted parameter");
            }
        }
        for (String role : List.of("support-agent", "read-only", "user")) {
            vendor.userClient(anonymous, role)
                    .post("/v1/users", document("\"email\":\"a@b.example\""))
                    .expectError(403, null, null);
        }
    }
}
