package dev.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check that all tests rely on has to find what is wrong. */
class DescriptionTest {
    private static final String ENTITLEMENT = """
            {"data": {"id": "%1$s", "type": "entitlements",
              "attributes": {"name": "Beta", "code": "BETA", "metadata": {},
                "created": "2026-01-01T00:00:00.000Z", "updated": "2026-01-01T00:00:00.000Z"},
              "relationships": {"account": {"data": {"type": "accounts", "id": "%1$s"}, "links": {"related": "/v1/accounts/a"}}},
              "links": {"self": "/v1/accounts/a/entitlements/b"}}}
            """.formatted(new UUID(1, 2));
    private static final String REQUEST =
            "{\"data\": {\"type\": \"entitlement\", \"attributes\": {\"NAME\": \"Beta\", \"code\": \"BETA\"}}}";

    @Test
    void whatIsAsDocumentedPasses() {
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 200, ENTITLEMENT))
                .isEmpty();
        assertThat(problems("GET", "/v1/accounts/acme/entitlements/BETA", null, 200, ENTITLEMENT))
                .isEmpty();
        assertThat(problems("PUT", "/v1/entitlements/BETA", REQUEST, 200, ENTITLEMENT))
                .isEmpty();
        assertThat(problems("HEAD", "/v1/entitlements/BETA", null, 200, "")).isEmpty();
        assertThat(problems("GET", "/v1/nowhere", null, 200, "{}")).isEmpty();
    }

    @Test
    void membersTooManyOrTooFewAreFound() {
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 200, ENTITLEMENT.replace("\"name\"", "\"label\"")))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("showEntitlement: /data/attributes: ")
                        .contains("label"))
                .anySatisfy(problem -> assertThat(problem).contains("name"));
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 200, ENTITLEMENT.replace("\"account\"", "\"owner\"")))
                .isNotEmpty();
    }

    @Test
    void valuesOfTheWrongKindAreFound() {
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 200, ENTITLEMENT.replace("\"Beta\"", "null")))
                .singleElement()
                .asString()
                .startsWith("showEntitlement: /data/attributes/name: ");
        assertThat(problems(
                        "GET",
                        "/v1/entitlements/BETA",
                        null,
                        200,
                        ENTITLEMENT.replace("2026-01-01T00:00:00.000Z", "now")))
                .hasSize(2);
    }

    @Test
    void undocumentedStatusesCodesAndBodiesAreFound() {
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 418, "{}"))
                .containsExactly("showEntitlement: the status 418 is not documented");
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 404, error("NOT_FOUND")))
                .isEmpty();
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 404, error("VANISHED")))
                .singleElement()
                .asString()
                .startsWith("showEntitlement: /errors/0/code: ");
        assertThat(problems("DELETE", "/v1/entitlements/BETA", null, 204, "{}")).hasSize(1);
        assertThat(problems("GET", "/v1/entitlements/BETA", null, 200, "")).hasSize(1);
        assertThat(problems("POST", "/v1/entitlements", null, 201, ENTITLEMENT))
                .containsExactly("createEntitlement: the header Location is missing");
    }

    @Test
    void requestsThatSucceedAlthoughUndocumentedAreFound() {
        assertThat(problems("PATCH", "/v1/entitlements/BETA", REQUEST.replace("NAME", "label"), 200, ENTITLEMENT))
                .singleElement()
                .asString()
                .startsWith("updateEntitlement: request: /data/attributes: ");
    }

    @Test
    void olderVersionsAreLeftAlone() {
        assertThat(Description.problems(
                        "GET",
                        "/v1/entitlements/BETA",
                        null,
                        answer(418, "{}", Map.of("Keygen-Version", List.of("1.7")))))
                .isEmpty();
    }

    private static String error(String code) {
        return "{\"errors\": [{\"title\": \"t\", \"detail\": \"d\", \"code\": \"%s\"}]}".formatted(code);
    }

    private static List<String> problems(
            String method, String path, @Nullable String request, int status, String body) {
        Map<String, List<String>> headers = Map.of(
                "Keygen-Version", List.of("1.8"),
                "X-Request-Id", List.of("r"),
                "Content-Type", List.of("application/vnd.api+json; charset=utf-8"));
        byte[] bytes = request == null ? null : request.getBytes(StandardCharsets.UTF_8);
        return Description.problems(method, path, bytes, answer(status, body, headers));
    }

    private static Description.Answer answer(int status, String body, Map<String, List<String>> headers) {
        return new Description.Answer(
                status, HttpHeaders.of(headers, (_, _) -> true), body.getBytes(StandardCharsets.UTF_8));
    }
}
