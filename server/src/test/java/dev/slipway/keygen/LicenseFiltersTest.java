package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseFiltersTest extends HttpSuite {
    private String product = "";
    private String policy = "";
    private final Map<String, String> ids = new LinkedHashMap<>();

    @BeforeEach
    void prepare() {
        product = vendor.product();
        policy = vendor.policy(product, "");
        ids.clear();
    }

    private String id(String name) {
        return Objects.requireNonNull(ids.get(name));
    }

    private void issue(String name, String attributes) {
        ids.put(name, vendor.license(policy, attributes).id());
    }

    /** The names of the licenses of the product that a query finds, oldest first. */
    private List<String> found(String query) {
        String escaped = query.replace("[", "%5B").replace("]", "%5D");
        Reply reply = admin.get("/v1/licenses?limit=100&order=asc&product=" + product + "&" + escaped)
                .expect(200);
        List<String> known = reply.ids();
        return ids.entrySet().stream()
                .filter(each -> known.contains(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void expect(String query, @Nullable String names) {
        assertThat(found(query))
                .as(query)
                .containsExactlyElementsOf(names == null ? List.of() : Arrays.asList(names.split(" ")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String in(Duration duration) {
        return server.clock()
                .instant()
                .plus(duration)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }

    private void issueByExpiry() {
        issue("perpetual", "");
        issue("gone", "\"expiry\":\"%s\"".formatted(in(Duration.ofDays(-10))));
        issue("soon", "\"expiry\":\"%s\"".formatted(in(Duration.ofDays(2))));
        issue("later", "\"expiry\":\"%s\"".formatted(in(Duration.ofDays(20))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expired=true              | gone
            expired=false             | perpetual soon later
            expiring=true             | soon
            expiring=false            | perpetual gone later
            expires[within]=P5D       | soon
            expires[within]=432000    | soon
            expires[within]=30d       | soon later
            expires[within]=P1DT25H   | soon
            expires[in]=P20D          | later
            expires[in]=P3D           |
            expired[within]=P11D      | gone
            expired[within]=P1D       |
            expired[in]=P10D          | gone
            expired[in]=2             |
            expires[within]=sometime  |
            expires[within]=P999999999Y |
            expires[other]=P1D        | perpetual gone soon later
            expires[within]=          | perpetual gone soon later
            expires=P1D               | perpetual gone soon later
            activity[inside]=P1D      | perpetual gone soon later
            activity[outside]=P1D     |
            """)
    void filtersByExpiry(String query, @Nullable String names) {
        issueByExpiry();

        expect(query, names);
    }

    @Test
    void filtersByDates() {
        issueByExpiry();
        String week = encoded(in(Duration.ofDays(7)));
        String day = encoded(in(Duration.ofDays(20)).substring(0, 10));

        expect("expires%5Bbefore%5D=" + week, "gone soon");
        expect("expires[after]=" + week, "later");
        expect("expires[after]=" + Instant.now().plus(Duration.ofDays(365 * 40)).getEpochSecond(), null);
        expect("expires[on]=" + day, "later");
        expect("expired[before]=" + week, "gone");
        expect("expired[after]=" + encoded(in(Duration.ofDays(-11))), "gone");
        expect("expired[on]=" + day, null);
        expect("activity[after]=" + week, null);
        expect("activity[before]=" + week, "perpetual gone soon later");
        expect("expires[before]=never", null);
    }

    @Test
    void filtersByHowLicensesStandAndHowTheyWereLastHeardOf() {
        issue("old", "");
        issue("validated", "");
        issue("suspended", "\"suspended\":true");
        String banned = vendor.user("user").id();
        ids.put("banned", vendor.licenseOf(policy, banned).id());
        admin.post("/v1/users/" + banned + "/actions/ban", "").expect(200);
        server.clock().advance(LONG);
        admin.post("/v1/licenses/" + id("validated") + "/actions/check-out", "").expect(200);
        issueByExpiry();

        for (String status : List.of("BANNED", "SUSPENDED", "EXPIRED", "EXPIRING", "INACTIVE", "ACTIVE")) {
            Reply all = admin.get("/v1/licenses?limit=100&product=" + product);
            List<String> expected = all.json()
                    .at("/data")
                    .valueStream()
                    .filter(each -> each.at("/attributes/status").stringValue().equals(status))
                    .map(each -> each.at("/id").stringValue())
                    .toList();
            assertThat(expected).as(status).isNotEmpty();
            assertThat(admin.get("/v1/licenses?limit=100&product=" + product + "&status=" + status)
                            .ids())
                    .as(status)
                    .containsExactlyElementsOf(expected);
        }
        expect("status=INACTIVE", "old");
        expect("status=LOST", null);
        expect("activity[outside]=P90D", "old suspended banned");
        expect("activity[inside]=P90D", "validated perpetual gone soon later");
    }

    private static final Duration LONG = Duration.ofDays(100);

    @Test
    void filtersByFlagsAndPeople() {
        issue("free", "");
        issue("suspended", "\"suspended\":true");
        Reply owner = vendor.user("user");
        Reply sharing = vendor.user("user");
        ids.put("owned", vendor.licenseOf(policy, owner.id()).id());
        admin.post("/v1/licenses/" + id("owned") + "/users", """
                {"data":[{"type":"users","id":"%s"}]}""".formatted(sharing.id()))
                .expect(200);
        String email = encoded(sharing.text("/data/attributes/email"));

        expect("suspended=true", "suspended");
        expect("suspended=false", "free owned");
        expect("assigned=true", "owned");
        expect("assigned=false", "free suspended");
        expect("unassigned=true", "free suspended");
        expect("assigned=true&unassigned=true", null);
        expect("owner=" + owner.id(), "owned");
        expect("owner=" + encoded(owner.text("/data/attributes/email")), "owned");
        expect("owner=" + sharing.id(), null);
        expect("user=" + owner.id(), "owned");
        expect("user=" + sharing.id(), "owned");
        expect("user=" + email, "owned");
        expect("user=nobody%40example.com", null);
        expect("policy=" + policy, "free suspended owned");
        expect("policy=" + product, null);
        expect("activated=true", null);
        expect("activated=false", "free suspended owned");
        expect("activations[eq]=0", "free suspended owned");
        expect("activations[gt]=0", null);
        expect("activations[lt]=3&activations[gte]=0", "free suspended owned");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"machine=5b1e0000-0000-7000-8000-000000000000", "group=5b1e0000-0000-7000-8000-000000000000"})
    void findsNothingByWhatThereIsNot(String query) {
        issue("license", "");

        expect(query, null);
        assertThat(admin.get("/v1/policies/" + policy + "/licenses?" + query)
                        .expect(200)
                        .ids())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metadata[orderId]=8841                   | number text
            metadata[order_id]=8841                  | number text
            metadata[orderId]=884                    |
            metadata[flag]=true                      | number
            metadata[flag]=null                      | text
            metadata[rate]=1.5                       | number
            metadata[orderId]=8841&metadata[flag]=true | number
            metadata[nested]=x                       |
            metadata[missing]=null                   |
            """)
    void filtersByMetadata(String query, @Nullable String names) {
        issue("number", "\"metadata\":{\"orderId\":8841,\"flag\":true,\"rate\":1.5,\"nested\":{\"x\":1}}");
        issue("text", "\"metadata\":{\"orderId\":\"8841\",\"flag\":null}");
        issue("none", "");

        expect(query, names);
    }

    @Test
    void forgetsMetadataThatWasReplaced() {
        issue("license", "\"metadata\":{\"orderId\":1,\"plan\":\"a\"}");
        admin.post("/v1/licenses/" + id("license") + "/actions/suspend", "").expect(200);
        expect("metadata[orderId]=1", "license");

        admin.patch("/v1/licenses/" + id("license"), """
                {"data":{"type":"licenses","attributes":{"metadata":{"orderId":2}}}}""").expect(200);

        expect("metadata[orderId]=1", null);
        expect("metadata[plan]=a", null);
        expect("metadata[orderId]=2", "license");
    }

    @Test
    void findsAKeyOnlyAsAWhole() {
        Reply license = vendor.license(policy, "");
        String key = license.text("/data/attributes/key");

        assertThat(admin.get("/v1/licenses?key=" + key).expect(200).ids()).containsExactly(license.id());
        assertThat(admin.get("/v1/licenses?key=" + key.substring(0, 8))
                        .expect(200)
                        .ids())
                .isEmpty();
        admin.get("/v1/licenses?key%5Bcontains%5D=" + key.substring(0, 8))
                .expectParameterError(400, null, "key[contains]");
    }

    @Test
    void pagesThroughWhatIsFound() {
        for (int i = 0; i < 5; i++) {
            issue("license" + i, "\"metadata\":{\"batch\":7}");
        }
        issue("other", "");

        Reply page = admin.get("/v1/licenses?product=" + product
                        + "&metadata%5Bbatch%5D=7&page%5Bnumber%5D=2&page%5Bsize%5D=2")
                .expect(200);

        assertThat(page.ids()).hasSize(2);
        assertThat(page.at("/links/meta/count").intValue()).isEqualTo(5);
    }

    @Test
    void keepsTheListFromWhoMayNotSeeItAlsoWhenItIsEmpty() {
        issue("license", "");

        vendor.licenseClient(anonymous, id("license"))
                .get("/v1/licenses?machine=x")
                .expectError(403, null, null);
        anonymous.get("/v1/licenses?machine=x").expectError(401, "TOKEN_MISSING", null);
    }
}
