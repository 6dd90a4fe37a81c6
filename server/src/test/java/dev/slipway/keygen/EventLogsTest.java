package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventLogsTest extends CatalogSuite {
    private static final String PATH = "/v1/event-logs";

    private static List<String> events(Reply reply) {
        return reply.json()
                .at("/data")
                .valueStream()
                .map(each -> each.at("/attributes/event").stringValue())
                .toList();
    }

    @Test
    void listsWhatHappenedToAResourceNewestFirst() {
        String product = vendor.product();
        String release = release(product, "1.0.0", "DRAFT");
        Reply published =
                admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);

        Reply log = admin.get(PATH + "?resource=" + release).expect(200);

        assertThat(events(log)).containsExactly("release.published", "release.created");
        String id = log.ids().getFirst();
        Reply entry = admin.get(PATH + "/" + id).expect(200);
        assertThat(entry.text("/data/relationships/resource/data/type")).isEqualTo("releases");
        assertThat(entry.text("/data/relationships/whodunnit/data/type")).isEqualTo("users");
        String request = published.header("X-Request-Id").orElseThrow();
        assertThat(admin.get(PATH + "?request=" + request).ids()).containsExactly(id);
        assertThat(events(admin.get(PATH + "?order=asc&resource[type]=releases&resource[id]=" + release)))
                .containsExactly("release.created", "release.published");
        assertThat(admin.get(PATH + "?resource[type]=release&resource[id]=" + release)
                        .ids())
                .hasSize(2);
        assertThat(admin.get(PATH + "?resource[type]=products&resource[id]=" + release)
                        .ids())
                .isEmpty();
        String who = entry.text("/data/relationships/whodunnit/data/id");
        assertThat(admin.get(PATH + "?whodunnit=" + who + "&resource=" + release + "&event=release.created")
                        .ids())
                .hasSize(1);
        assertThat(events(admin.get(PATH + "?events[]=release.published&events[]=x&resource=" + release)))
                .containsExactly("release.published");
    }

    @Test
    void tellsWhatAnUpdateChangedAndHidesSecrets() {
        String product = vendor.product("\"url\":\"https://old.example.com\"");
        admin.patch("/v1/products/" + product, """
                        {"data":{"type":"products","attributes":{"url":"https://new.example.com",
                        "metadata":{"color":"red","apiToken":"hush"}}}}""").expect(200);

        Reply log =
                admin.get(PATH + "?event=product.updated&resource=" + product).expect(200);
        JsonNode diff = log.at("/data/0/attributes/metadata/diff");

        assertThat(diff.at("/url")).hasToString("[\"https://old.example.com\",\"https://new.example.com\"]");
        assertThat(diff.at("/metadata/1/color").stringValue()).isEqualTo("red");
        assertThat(log.body()).doesNotContain("hush");
        assertThat(diff.propertyNames()).containsExactlyInAnyOrder("url", "metadata");
    }

    @Test
    void tellsWhereALicenseAndAReleaseMoved() {
        String product = vendor.product();
        String former = vendor.policy(product, "");
        String next = vendor.policy(product, "\"maxMachines\":3");
        String owner = vendor.user("user").id();
        String license = vendor.licenseOf(former, owner).id();
        admin.put("/v1/licenses/" + license + "/policy", """
                        {"data":{"type":"policies","id":"%s"}}""".formatted(next)).expect(200);
        admin.put("/v1/licenses/" + license + "/owner", "{\"data\":null}").expect(200);
        String release = release(product, "1.0.0", "DRAFT");
        String home = releasePackage(product);
        admin.put("/v1/releases/" + release + "/package", """
                        {"data":{"type":"packages","id":"%s"}}""".formatted(home)).expect(200);

        assertThat(diff("license.policy.updated", license))
                .hasToString("{\"maxMachines\":[1,3],\"policy\":[\"%s\",\"%s\"]}".formatted(former, next));
        assertThat(diff("license.owner.updated", license).at("/owner")).hasToString("[\"%s\",null]".formatted(owner));
        assertThat(diff("release.package.updated", release)).hasToString("{\"package\":[null,\"%s\"]}".formatted(home));
    }

    private JsonNode diff(String event, String resource) {
        return admin.get(PATH + "?event=" + event + "&resource=" + resource)
                .expect(200)
                .at("/data/0/attributes/metadata/diff");
    }

    @Test
    void tellsThatAPasswordWasChangedButNothingOfIt() {
        Reply user = vendor.user("user");
        Client self = vendor.userClient(anonymous, user);
        self.post("/v1/users/" + user.id() + "/actions/update-password", """
                        {"meta":{"oldPassword":"%s","newPassword":"open barley"}}""".formatted(Vendor.PASSWORD))
                .expect(200);
        admin.patch("/v1/users/" + user.id(), """
                        {"data":{"type":"users","attributes":{"password":"open wheat","firstName":"Ada"}}}""").expect(200);
        admin.patch("/v1/users/" + user.id(), """
                        {"data":{"type":"users","attributes":{"lastName":"Bell"}}}""").expect(200);

        Reply log =
                admin.get(PATH + "?event=user.updated&resource=" + user.id()).expect(200);

        assertThat(log.at("/data/2/attributes/metadata/diff"))
                .hasToString("{\"password\":[\"[masked]\",\"[masked]\"]}");
        assertThat(log.at("/data/1/attributes/metadata/diff").propertyNames())
                .containsExactlyInAnyOrder("password", "firstName");
        assertThat(log.at("/data/0/attributes/metadata/diff").propertyNames())
                .containsExactlyInAnyOrder("lastName", "fullName");
    }

    @Test
    void tellsWhatAReplacementAndAMoveChanged() {
        String product = vendor.product();
        Client classic = admin.with("Keygen-Version", "1.0");
        String attributes = """
                "version":"1.0.0","channel":"stable","filename":"%s.dmg","filetype":"dmg","platform":"darwin\"""".formatted(Vendor.unique("orbit"));
        String release = classic.put("/v1/releases", releaseBody(product, attributes))
                .expect(201)
                .id();
        classic.put("/v1/releases", releaseBody(product, attributes + ",\"name\":\"Orbit\""))
                .expect(200);
        String target = releasePackage(product);
        admin.put("/v1/releases/" + release + "/package", """
                        {"data":{"type":"packages","id":"%s"}}""".formatted(target)).expect(200);

        String path = PATH + "?resource=" + release + "&event=release.";
        assertThat(admin.get(path + "replaced").at("/data/0/attributes/metadata/diff"))
                .hasToString("{\"name\":[null,\"Orbit\"]}");
        assertThat(admin.get(path + "package.updated").at("/data/0/attributes/metadata/diff"))
                .hasToString("{\"package\":[null,\"%s\"]}".formatted(target));
    }

    @Test
    void listsWhatWasOnlyObservedForAWhile() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String release = published(product, "1.0.0");
        String artifact = uploaded(release, "a.bin", "bytes");
        download(anonymous, "/v1/artifacts/" + artifact);

        Reply seen = askUntil(
                () -> admin.get(PATH + "?event=artifact.downloaded&resource=" + artifact),
                reply -> !reply.ids().isEmpty());
        assertThat(seen.at("/data/0/relationships/whodunnit"))
                .hasToString("{\"links\":{\"related\":null},\"data\":null}");
        assertThat(seen.at("/data/0/attributes/metadata").toString())
                .isEqualTo("{\"product\":\"%s\",\"package\":null,\"version\":\"1.0.0\"}".formatted(product));
        String id = seen.ids().getFirst();

        server.clock().advance(Duration.ofDays(91));
        server.slipway().keepHouse();

        admin.get(PATH + "/" + id).expectError(404, "NOT_FOUND", null);
        assertThat(events(admin.get(PATH + "?resource=" + release))).contains("release.created");
    }

    @Test
    void pagesThroughBothWithoutCounting() {
        String product = vendor.product();
        for (int i = 0; i < 4; i++) {
            admin.patch("/v1/products/" + product, """
                            {"data":{"type":"products","attributes":{"name":"Name %d"}}}""".formatted(i)).expect(200);
        }
        Reply first = admin.get(PATH + "?resource=" + product + "&page[cursor]=&page[size]=3")
                .expect(200);
        Reply second = admin.get(first.text("/links/next")).expect(200);
        Reply numbered = admin.get(PATH + "?resource=" + product + "&page[number]=2&page[size]=3")
                .expect(200);

        assertThat(first.ids()).hasSize(3);
        assertThat(second.ids()).hasSize(2).isEqualTo(numbered.ids());
        assertThat(numbered.at("/links").propertyNames()).containsExactly("self", "prev", "next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    date[start]=2026-01-01                              | date[end]
                    date[end]=2026-01-01                                | date[start]
                    date[start]=yesterday&date[end]=2026-01-02          | date[start]
                    date[start]=2026-01-01&date[end]=2026-02-15         | date[end]
                    date[start]=2026-01-02&date[end]=2026-01-01         | date[end]
                    page[number]=0                                      | page[number]
                    """)
    void refusesDatesThatMakeNoSense(String query, String parameter) {
        admin.get(PATH + "?" + query).expectParameterError(400, null, parameter);
    }

    @Test
    void listsWhatHappenedBetweenTwoDates() {
        String product = vendor.product();
        LocalDate today = server.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        String filter = PATH + "?resource=" + product + "&date[start]=%s&date[end]=%s";

        assertThat(admin.get(filter.formatted(today.minusDays(1), today.plusDays(1)))
                        .ids())
                .hasSize(1);
        assertThat(admin.get(filter.formatted(today.minusDays(9), today.minusDays(2)))
                        .ids())
                .isEmpty();
    }

    @Test
    void isReadByFew() {
        vendor.userClient(anonymous, "read-only").get(PATH).expect(200);
        for (String role : List.of("sales-agent", "support-agent", "user")) {
            vendor.userClient(anonymous, role).get(PATH).expectError(403, null, null);
        }
        Client product = vendor.productClient(anonymous, vendor.product());
        product.get(PATH).expectError(403, null, null);
        product.get(PATH + "/unknown").expectError(403, null, null);
        anonymous.get(PATH).expectError(401, "TOKEN_MISSING", null);
        admin.get(PATH + "/unknown").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void chainsTheAuditTrail() {
        vendor.product();
        String account = server.account().id();
        OptionalLong broken = server.slipway()
                .store()
                .read(account, session -> session.events().firstBroken());

        assertThat(broken).isEmpty();
    }
}
