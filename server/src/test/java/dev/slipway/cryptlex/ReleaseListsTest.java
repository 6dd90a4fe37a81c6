package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters and orders of lists of releases and of their files. */
class ReleaseListsTest extends ReleaseSuite {
    private List<String> ids = List.of();
    private List<String> files = List.of();
    private String filtered = "";

    @BeforeParameterizedClassInvocation
    void makeReleases(Engine on) {
        filtered = product("");
        List<String> made = new ArrayList<>();
        made.add(published(filtered, "1.9", "\"createdAt\":\"2020-01-01T00:00:00Z\""));
        made.add(published(filtered, "1.10", "\"channel\":\"beta\",\"platforms\":[\"Linux\",\"win64\"]"));
        made.add(draft(filtered, "2.0", "\"private\":true,\"createdAt\":\"2019-01-01T00:00:00Z\",\"notes\":\"fast\""));
        made.add(draft(filtered, "1.9.0.1", "\"channel\":\"Beta\",\"platforms\":[\"solaris\"]"));
        made.add(published(filtered, "0.5", "\"channel\":\"nightly\""));
        publisher.post(release(made.get(4)) + "/archive", "").expect(200);
        ids = made;
        List<String> kept = new ArrayList<>();
        String holder = draft(product(""), "7.0", "");
        kept.add(external(holder, "a.zip", "https://files.example/a.zip").text("/id"));
        kept.add(uploaded(holder, "b.msi", "", "123"));
        kept.add(external(made.get(2), "c.zip", "https://files.example/c.zip").text("/id"));
        publish(holder);
        files = kept;
    }

    private static List<Integer> numbers(List<String> known, Reply reply) {
        return reply.itemIds().stream()
                .map(known::indexOf)
                .filter(each -> each >= 0)
                .toList();
    }

    private static List<Integer> expected(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }

    private static String encoded(String query) {
        return query.replace("[", "%5B").replace("]", "%5D");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | 2 0 1 3 4",
                "published=true | 0 1 4",
                "published=False | 2 3",
                "private=true | 2",
                "private[ne]=true | 0 1 3 4",
                "archived=true | 4",
                "archived=false | 2 0 1 3",
                "channel=beta | 1",
                "channel[in]=beta,Beta | 1 3",
                "channel[ne]=stable | 1 3 4",
                "platform=linux | 1",
                "platform=WIN64 | 1",
                "platform[ne]=windows | 1 3",
                "platform[in]=solaris,linux | 1 3",
                "platform[sw]=win | 2 0 1 4",
                "platforms=windows | 2 0 4",
                "version=1.9 | 0",
                "version[sw]=1.9 | 0 3",
                "version[nin]=1.9,2.0 | 1 3 4",
                "semver=1.9.0 | 0",
                "name=MyApp 2.0 | 2",
                "name[ew]=0 | 2 1",
                "notes[cn]=fas | 2",
                "query=myapp 1.9 | 0 3",
                "query=1.10 | 1",
                "createdAt[lt]=2020-01-01 | 2",
                "createdAt=2020-01-01T00:00:00Z | 0",
                "publishedAt[gt]=2000-01-01 | 0 1 4",
                "published=true&archived=false&channel=stable | 0",
                "sort=-createdAt&createdAt[lt]=2021-01-01 | 0 2",
                "sort=version | 4 0 3 1 2",
                "sort=-version | 2 1 3 0 4",
                "sort=name | 4 1 0 3 2",
            })
    void filtersReleases(String query, String found) {
        String wanted = query == null ? "" : "&" + query.replace(" ", "%20");
        Reply reply = publisher
                .get("/v3/releases?limit=100&productId=" + filtered + encoded(wanted))
                .expect(200);

        assertThat(numbers(ids, reply)).isEqualTo(expected(found));
        assertThat(reply.header("Pagination-Count"))
                .hasValue(String.valueOf(expected(found).size()));
    }

    @Test
    void listsTheReleasesOfAllProductsToo() {
        Reply all = publisher
                .get("/v3/releases?limit=100&createdAt%5Blt%5D=2019-06-01")
                .expect(200);

        assertThat(numbers(ids, all)).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({
        "sort=platform,sort",
        "published=perhaps,published",
        "version[gt]=1.0,version[gt]",
        "nope[eq]=1,nope[eq]"
    })
    void refusesWhatMeansNothing(String query, String parameter) {
        publisher.get("/v3/releases?" + encoded(query)).expectField(400, parameter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=a.zip | 0",
                "name[ew]=.zip | 0 2",
                "published=true | 0 1",
                "published=false | 2",
                "external=false | 1",
                "size[lt]=10 | 1",
                "size=37580 | 0 2",
                "query=B.M | 1",
                "sort=-name | 2 1 0",
                "sort=size | 1 0 2",
            })
    void filtersFiles(String query, String found) {
        Reply reply =
                publisher.get("/v3/release-files?limit=100&" + encoded(query)).expect(200);

        assertThat(numbers(files, reply)).isEqualTo(expected(found));
    }

    @Test
    void listsTheFilesOfARelease() {
        String release = publisher
                .get("/v3/release-files/" + files.getFirst())
                .expect(200)
                .text("/releaseId");

        Reply reply = publisher.get("/v3/release-files?releaseId=" + release).expect(200);

        assertThat(numbers(files, reply)).containsExactly(0, 1);
        assertThat(reply.header("X-Pagination-Count")).hasValue("2");
    }
}
