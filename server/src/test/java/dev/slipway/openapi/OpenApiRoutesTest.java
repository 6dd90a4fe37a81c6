package dev.slipway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.keygen.RequestSchemas;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OpenApiRoutesTest extends HttpSuite {
    /** Whatever the document describes; what is left over is /v3, which its guide describes, and pages. */
    private static final Pattern API = Pattern.compile(" /(v1/|-/blobs/|healthz|readyz|openapi.json)");

    private final ObjectNode document = OpenApiDocument.assemble(RequestSchemas.all());

    @Test
    void everyRouteOutsideOfV3IsDocumentedAndNothingElse() {
        Set<String> served = server.slipway().routes().stream()
                .filter(route -> !route.contains(" /v1/accounts/{account}/"))
                .filter(route -> API.matcher(route).find())
                .map(route -> route.replace("...}", "}"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(OpenApiDocumentTest.documentedRoutes(document)).isEqualTo(served);
    }

    @Test
    void everyAddressExistsWithAndWithoutTheAccount() {
        Set<String> routes = server.slipway().routes();
        Set<String> shortened = routes.stream()
                .filter(route -> route.contains(" /v1/accounts/{account}/"))
                .map(route -> route.replace("/accounts/{account}", ""))
                .collect(Collectors.toSet());

        assertThat(routes).containsAll(shortened);
    }

    @Test
    void theDocumentIsPublicAndCacheable() {
        Reply reply = anonymous.get("/openapi.json").expect(200);

        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(reply.json()).isEqualTo(document);
        String tag = reply.header("ETag").orElseThrow();
        Reply again =
                anonymous.with("If-None-Match", "W/" + tag).get("/openapi.json").expect(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).contains(tag);
        anonymous.with("If-None-Match", "\"another\"").get("/openapi.json").expect(200);
        assertThat(anonymous.head("/openapi.json").expect(200).body()).isEmpty();
        assertThat(anonymous.put("/openapi.json", "{}").expect(405).header("Allow"))
                .contains("GET, HEAD");
    }
}
