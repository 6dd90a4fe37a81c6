package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RolesTest extends CryptlexSuite {

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    private Reply role(String claims) {
        return staff.post(
                        "/v3/roles",
                        "{\"name\":\"%s\",\"description\":\"d\",\"claims\":[%s]}"
                                .formatted(Vendor.unique("Role"), claims))
                .expect(201);
    }

    private Reply user(String role) {
        return staff.post(
                "/v3/users",
                "{\"email\":\"%s@example.com\",\"firstName\":\"Ada\",\"password\":\"%s\",\"role\":\"%s\"}"
                        .formatted(Vendor.unique("person"), Vendor.PASSWORD, role));
    }

    private Client client(Reply user) {
        return signedIn(user.text("/email"), Vendor.PASSWORD);
    }

    @Test
    void showsTheBuiltInRolesAndTheClaimsThereAre() {
        Reply list = staff.get("/v3/roles?limit=100&sort=name").expect(200);
        List<String> names = list.json()
                .valueStream()
                .map(each -> each.at("/name").stringValue())
                .toList();

        assertThat(names).contains("admin", "developer", "read-only", "user");
        JsonNode readOnly =
                staff.get("/v3/roles?name=read-only").expect(200).json().get(0);
        assertThat(texts(readOnly.at("/claims"))).contains("release:read").doesNotContain("release:write");
        assertThat(texts(staff.get("/v3/roles/claims").expect(200).json()))
                .contains("release:read", "release:write", "personalAccessToken:write", "role:write");
    }

    @Test
    void aRoleLimitsWhatItsHolderMay() {
        Reply role = role("\"release:read\",\"RELEASE:WRITE\",\"personalAccessToken:write\"");
        assertThat(texts(role.at("/claims")))
                .containsExactly("release:read", "release:write", "personalAccessToken:write");
        Reply user = user(role.text("/name")).expect(201);
        assertThat(user.text("/role")).isEqualTo(role.text("/name"));
        Client holder = client(user);

        holder.get("/v3/roles").expect(403);
        holder.get("/v3/users").expect(403);
        issue(holder, "release:read", "release:write");
        holder.post("/v3/personal-access-tokens", "{\"name\":\"x\",\"scopes\":[\"product:write\"]}")
                .expectField(400, "scopes");
        Client elsewhere = anonymous.signIn(user.text("/email"), Vendor.PASSWORD);
        elsewhere.get("/v1/releases").expect(200);
        elsewhere.get("/v1/users").expect(403);
        elsewhere
                .post("/v1/products", "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":\"P\"}}}")
                .expect(403);
    }

    @Test
    void aChangedRoleChangesWhatItsHoldersMay() {
        Reply role = role("\"release:read\"");
        String path = "/v3/roles/" + role.text("/id");
        Client holder = client(user(role.text("/name")).expect(201));
        holder.get("/v3/users").expect(403);

        staff.patch(path, "{\"claims\":[\"release:read\",\"user:read\"],\"description\":null}")
                .expect(200);

        holder.get("/v3/users").expect(200);
        Reply shown = staff.get(path).expect(200);
        assertThat(shown.text("/name")).isEqualTo(role.text("/name"));
        assertThat(shown.text("/description")).isEmpty();
        assertThat(eventsOf(role.text("/id"))).containsExactly("role.created", "role.updated");
    }

    @Test
    void aRoleThatSomebodyHasStays() {
        Reply role = role("\"release:read\"");
        String path = "/v3/roles/" + role.text("/id");
        String user = "/v3/users/" + user(role.text("/name")).expect(201).text("/id");

        staff.delete(path).expect(409);
        assertThat(staff.patch(user, "{\"role\":\"developer\"}").expect(200).text("/role"))
                .isEqualTo("developer");
        staff.delete(path).expect(204);
        staff.get(path).expectMessage(404, "NOT_FOUND");
    }

    @Test
    void aRoleIsLostWithWhatItPermits() {
        Reply role = role("\"release:read\"");
        String id = user(role.text("/name")).expect(201).text("/id");

        admin.patch("/v1/users/" + id, """
                {"data":{"type":"users","attributes":{"permissions":["release.read"]}}}""").expect(200);

        assertThat(staff.get("/v3/users/" + id).expect(200).text("/role")).isEqualTo("developer");
        staff.delete("/v3/roles/" + role.text("/id")).expect(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"claims\":[]} | name | 400",
                "{\"name\":\" \",\"claims\":[]} | name | 400",
                "{\"name\":\"Super-Admin\",\"claims\":[]} | name | 400",
                "{\"name\":\"ADMIN\",\"claims\":[]} | name | 409",
                "{\"name\":\"x\"} | claims | 400",
                "{\"name\":\"x\",\"claims\":[\"everything\"]} | claims | 400",
            })
    void refusesRolesThatAreNone(String body, String field, int status) {
        staff.post("/v3/roles", body).expectField(status, field);
    }

    @Test
    void builtInRolesStayAsTheyAre() {
        String path = "/v3/roles/" + staff.get("/v3/roles?name=admin").itemIds().getFirst();

        staff.patch(path, "{\"claims\":[]}").expect(403);
        staff.delete(path).expect(403);
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        Reply managing = role("\"role:read\",\"role:write\",\"user:read\",\"user:write\"");
        Client manager = client(user(managing.text("/name")).expect(201));
        Reply releasing = role("\"release:write\"");

        manager.post("/v3/roles", "{\"name\":\"%s\",\"claims\":[\"release:write\"]}".formatted(Vendor.unique("r")))
                .expect(403);
        manager.patch("/v3/roles/" + managing.text("/id"), "{\"claims\":[\"release:write\",\"role:write\"]}")
                .expect(403);
        manager.patch("/v3/roles/" + releasing.text("/id"), "{\"claims\":[]}").expect(403);
        manager.post(
                        "/v3/users",
                        "{\"email\":\"%s@example.com\",\"password\":\"%s\",\"role\":\"admin\"}"
                                .formatted(Vendor.unique("p"), Vendor.PASSWORD))
                .expect(403);
        Client narrow = withScopes("user:read", "user:write");
        narrow.post(
                        "/v3/users",
                        "{\"email\":\"%s@example.com\",\"password\":\"%s\",\"role\":\"admin\"}"
                                .formatted(Vendor.unique("p"), Vendor.PASSWORD))
                .expect(403);
    }

    @Test
    void keepsUsersWithTheirRoles() {
        Reply user = user("user").expect(201);
        String path = "/v3/users/" + user.text("/id");

        assertThat(user.text("/role")).isEqualTo("user");
        assertThat(user.text("/firstName")).isEqualTo("Ada");
        assertThat(user.text("/lastName")).isEmpty();
        assertThat(staff.get("/v3/users?email=" + user.text("/email").toUpperCase(Locale.ROOT))
                        .expect(200)
                        .itemIds())
                .containsExactly(user.text("/id"));
        assertThat(staff.patch(path, "{\"lastName\":\"Byron\"}").expect(200).text("/lastName"))
                .isEqualTo("Byron");
        staff.patch(path, "{\"role\":\"nothing\"}").expectField(400, "role");
        user("nothing").expectField(400, "role");
        staff.post("/v3/users", "{\"email\":\"%s\"}".formatted(user.text("/email")))
                .expectField(409, "email");
        client(user).get("/v3/users").expect(403);
        staff.delete(path).expect(204);
        staff.get(path).expect(404);
    }
}
