package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, orders and filters of every list under /v3, seen on one of them. */
class ListsTest extends CryptlexSuite {
    private static final String LIST = "/v3/personal-access-tokens";

    /** Somebody with five tokens of known names and nothing else but the one presented, which has no name. */
    private Client owner;

    private List<String> ids = List.of();

    @BeforeParameterizedClassInvocation
    void makeTokens(Engine on) {
        owner = plain(vendor.userClient(anonymous, "developer"));
        List<String> made = new ArrayList<>();
        for (String name : List.of("alpha", "Beta", "beta, two", "gamma%_'", "delta ünï")) {
            String expiry = name.equals("alpha") ? "\"2999-01-01T00:00:00Z\"" : "null";
            made.add(owner.post(LIST, """
                            {"name":"%s","scopes":["release:read"],"expiresAt":%s,"revoked":%s}""".formatted(name, expiry, name.equals("Beta")))
                    .expect(201)
                    .text("/id"));
        }
        ids = made;
    }

    private Reply list(String query) {
        return owner.get(LIST + "?limit=100&" + encoded(query)).expect(200);
    }

    /** The numbers of the named tokens in an answer, in its order. */
    private List<Integer> numbers(Reply reply) {
        return reply.itemIds().stream()
                .map(ids::indexOf)
                .filter(each -> each >= 0)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=alpha | 0",
                "name[eq]=alpha | 0",
                "name%5Beq%5D=alpha | 0",
                "name%5beq%5d=Alpha | ",
                "name[EQ]=alpha | 0",
                "name[ne]=alpha | 1 2 3 4",
                "name[sw]=beta | 2",
                "name[sw]=Be | 1",
                "name[ew]=a | 0 1",
                "name[ew]=longer+than+any+of+these+names+is | ",
                "name[ew]=%C3%BCn%C3%AF | 4",
                "name[cn]=eta | 1 2",
                "name[cn]=%25_' | 3",
                "name[cn]=a_p | ",
                "name[nc]=eta | 0 3 4",
                "name[in]=alpha,Beta | 0 1",
                "name[in]=alpha,,nobody | 0",
                "name[in][]=alpha&name[in][]=beta,+two | 0 2",
                "name[in][0]=alpha&name[in][1]=Beta | 0 1",
                "name[]=alpha&name[]=Beta | 0 1",
                "name[in]=%5B%22beta%2C+two%22%2C%22alpha%22%5D | 0 2",
                "name[nin]=alpha,Beta | 2 3 4",
                "name[in]= | 0 1 2 3 4",
                "name= | 0 1 2 3 4",
                "name[cn]=a&name[cn]=l | 0 4",
                "revoked=true | 1",
                "revoked=True | 1",
                "revoked=False | 0 2 3 4",
                "revoked[ne]=true | 0 2 3 4",
                "expiresAt=2999-01-01T00:00:00Z | 0",
                "expiresAt=2999-01-01 | 0",
                "expiresAt=2999-01-01T02:00:00%2B02:00 | 0",
                "expiresAt=2999-01-01T02:00:00+02:00 | 0",
                "expiresAt=2999-01-01T00:00:00 | 0",
                "expiresAt[ne]=2999-01-01 | 1 2 3 4",
                "expiresAt[gt]=2998-12-31 | 0",
                "expiresAt[gte]=2999-01-01 | 0",
                "expiresAt[lt]=2999-01-01 | ",
                "expiresAt[lte]=2999-01-01 | 0",
                "query=BETA | 1 2",
                "query=%25_ | 3",
                "query=beta&revoked=false | 2",
                "nonsense=1 | 0 1 2 3 4",
            })
    void filtersByEveryOperator(String query, String expected) {
        List<Integer> numbers = expected == null
                ? List.of()
                : Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList();

        assertThat(numbers(list(query))).isEqualTo(numbers);
    }

    @Test
    void filtersByIdInAnyCase() {
        String two = ids.get(2);

        assertThat(numbers(list("id=" + two.toUpperCase(Locale.ROOT)))).containsExactly(2);
        assertThat(numbers(list("id[in]=" + ids.get(3) + "," + two.toUpperCase(Locale.ROOT))))
                .containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "name[xx]=1, name[xx]",
        "name[gt]=1, name[gt]",
        "revoked[cn]=true, revoked[cn]",
        "revoked=maybe, revoked",
        "createdAt=yesterday, createdAt",
        "createdAt[gt]=2026-02-30, createdAt[gt]",
        "createdAt[in]=2026-01-01, createdAt[in]",
        "nonsense[eq]=1, nonsense[eq]",
        "name[eq][]=1, name[eq][]",
        "name[eq=1, name[eq",
        "page=0, page",
        "page=-1, page",
        "page=x, page",
        "page=99999999999, page",
        "limit=0, limit",
        "limit=101, limit",
        "limit=ten, limit",
        "sort=nonsense, sort",
        "sort=revoked, sort",
        "sort=name:up, sort",
        "sort=name;drop, sort",
    })
    void refusesWhatMeansNothingAndNamesIt(String query, String parameter) {
        owner.get(LIST + "?" + encoded(query)).expectField(400, parameter);
    }

    private static String encoded(String query) {
        return query.replace("[", "%5B").replace("]", "%5D").replace(";", "%3B");
    }

    @Test
    void refusesTooManyFilters() {
        String filter = "name[ne]=x&";

        owner.get(LIST + "?" + encoded(filter.repeat(50))).expect(200);
        owner.get(LIST + "?" + encoded(filter.repeat(51))).expect(400);
    }

    @ParameterizedTest
    @CsvSource({
        "name, 1 0 2 4 3",
        "+name, 1 0 2 4 3",
        "%2Bname, 1 0 2 4 3",
        "-name, 3 4 2 0 1",
        "name:asc, 1 0 2 4 3",
        "name:DESC, 3 4 2 0 1",
        "createdAt, 0 1 2 3 4",
        "createdAt:desc, 4 3 2 1 0",
        "-expiresAt, 0 1 2 3 4",
        "'', 0 1 2 3 4",
    })
    void sorts(String sort, String expected) {
        List<Integer> numbers =
                Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList();

        assertThat(numbers(list("sort=" + sort))).isEqualTo(numbers);
    }

    @Test
    void countsInTheHeadersAndPagesUntilNothingIsLeft() {
        String filter = "&name[in]=" + URLEncoder.encode("[\"alpha\",\"Beta\",\"beta, two\"]", StandardCharsets.UTF_8);
        Reply first = owner.get(LIST + "?limit=2&page=1" + encoded(filter)).expect(200);
        Reply second = owner.get(LIST + "?limit=2&page=2" + encoded(filter)).expect(200);
        Reply third = owner.get(LIST + "?limit=2&page=3" + encoded(filter)).expect(200);
        Reply last = owner.get(LIST + "?limit=100&page=2147483647").expect(200);

        assertThat(numbers(first)).containsExactly(0, 1);
        assertThat(numbers(second)).containsExactly(2);
        assertThat(third.body()).isEqualTo("[]");
        assertThat(last.body()).isEqualTo("[]");
        for (String prefix : List.of("", "X-")) {
            assertThat(second.header(prefix + "Pagination-Count")).hasValue("3");
            assertThat(second.header(prefix + "Pagination-Page")).hasValue("2");
            assertThat(second.header(prefix + "Pagination-Limit")).hasValue("2");
            assertThat(second.header("Access-Control-Expose-Headers").orElseThrow())
                    .contains(prefix + "Pagination-Count", prefix + "Pagination-Page", prefix + "Pagination-Limit");
        }
    }

    @Test
    void showsTenUnlessMoreAreWanted() {
        Client many = plain(vendor.userClient(anonymous, "developer"));
        for (int i = 0; i < 11; i++) {
            issue(many, "release:read");
        }

        assertThat(many.get(LIST).expect(200).itemIds()).hasSize(10);
        assertThat(many.get(LIST + "?limit=100").itemIds()).hasSize(12);
        assertThat(many.head(LIST).expect(200).header("Pagination-Count")).hasValue("12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdAt[gt]", "createdAt[gte]"})
    void findsWhatIsNewerThanATime(String filter) {
        Instant soon = server.clock().instant().plus(Duration.ofHours(1));

        assertThat(numbers(list(filter + "=" + soon.minus(Duration.ofDays(1))))).hasSize(5);
        assertThat(numbers(list(filter + "=" + soon))).isEmpty();
    }
}
