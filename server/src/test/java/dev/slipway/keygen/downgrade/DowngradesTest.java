package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.ClassicFiles;
import dev.slipway.testing.HttpSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DowngradesTest extends HttpSuite {
    private static final Audience CUSTOMER = new Audience("A", false, false);

    private Downgrades downgrades;

    @BeforeEach
    void makeDowngrades() {
        downgrades = new Downgrades(new ClassicFiles(server.slipway().store()));
    }

    private static ObjectNode document(ObjectNode resource) {
        return Example.json("{'meta':{'next':'2.0.0'}}").set("data", resource);
    }

    private static ObjectNode release(String metadata) {
        return document(Example.resource(
                "releases",
                "R",
                "'status':'PUBLISHED','metadata':" + metadata,
                "'artifacts':{'links':{'related':'/v1/accounts/A/releases/R/artifacts'}}"));
    }

    @Test
    void goesFromTheNewestVersionDown() {
        List<ApiVersion> versions =
                Downgrades.ALL.stream().map(Downgrade::newest).toList();

        assertThat(versions)
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .doesNotContain(ApiVersion.NEWEST);
    }

    @Test
    void copiesNothingWhereNothingDiffers() {
        ObjectNode plain = release("{'gitSha':'f'}");
        ObjectNode nested = release("{'build':{'builtBy':'CI'}}");

        for (ApiVersion version : ApiVersion.values()) {
            assertSame(plain, downgrades.rewriteLasting(plain, version, CUSTOMER), version != ApiVersion.V1_0);
            assertSame(nested, downgrades.rewrite(nested, version, CUSTOMER), !version.isAtMost(ApiVersion.V1_4));
        }
    }

    private static void assertSame(JsonNode given, JsonNode rewritten, boolean same) {
        if (same) {
            assertThat(rewritten).isSameAs(given);
        } else {
            assertThat(rewritten).isNotSameAs(given).isNotEqualTo(given);
        }
    }

    @Test
    void remembersTheOlderFormsOfWhatLasts() {
        ObjectNode document = release("{'build':{'builtBy':'CI'}}");
        ObjectNode equal = document.deepCopy();

        for (ApiVersion version : List.of(ApiVersion.V1_0, ApiVersion.V1_2, ApiVersion.V1_4)) {
            JsonNode older = downgrades.rewriteLasting(document, version, CUSTOMER);
            assertThat(downgrades.rewriteLasting(document, version, CUSTOMER)).isSameAs(older);
            assertThat(downgrades.rewriteLasting(equal, version, CUSTOMER))
                    .isEqualTo(older)
                    .isNotSameAs(older);
        }
    }

    @Test
    void leavesWhatItIsGivenAsItIs() {
        ObjectNode document = release("{'build':{'builtBy':'CI'}}");
        ObjectNode before = document.deepCopy();
        ObjectNode errors = Example.json("{'errors':[{'code':'EMAIL_INVALID','detail':'d'}]}");
        ObjectNode errorsBefore = errors.deepCopy();

        JsonNode older = downgrades.rewrite(document, ApiVersion.V1_0, CUSTOMER);
        JsonNode olderErrors = downgrades.rewriteErrors(errors, 401, ApiVersion.V1_7);

        assertThat(older).isNotEqualTo(before);
        assertThat(older.at("/meta/next").stringValue()).isEqualTo("2.0.0");
        assertThat(document).isEqualTo(before);
        assertThat(olderErrors.at("/errors/0/code").stringValue()).isEqualTo("CREDENTIALS_INVALID");
        assertThat(errors).isEqualTo(errorsBefore);
    }

    @Test
    void rewritesAllOfAListAndWhatIsIncluded() {
        ObjectNode document = Example.json("{'data':[],'included':[]}");
        document.withArray("data").add(license("1")).add(license("2"));
        document.withArray("included").add(license("3"));

        JsonNode older = downgrades.rewrite(document, ApiVersion.V1_5, CUSTOMER);

        assertThat(Stream.of("/data/0", "/data/1", "/included/0")
                        .map(at -> older.at(at + "/relationships/user/links/related")
                                .stringValue(null)))
                .containsExactly(
                        "/v1/accounts/A/licenses/1/user",
                        "/v1/accounts/A/licenses/2/user",
                        "/v1/accounts/A/licenses/3/user");
    }

    private static ObjectNode license(String id) {
        return Example.resource("licenses", id, "", "'owner':{'links':{'related':'x'},'data':null}");
    }

    @Test
    void takesDocumentsWithoutAnyResource() {
        for (String text : List.of("{'data':null}", "{'data':[]}", "{'meta':{}}", "{'data':{'type':'x','id':'1'}}")) {
            ObjectNode document = Example.json(text);

            assertThat(downgrades.rewrite(document, ApiVersion.V1_0, CUSTOMER)).isSameAs(document);
        }
    }
}
