package dev.slipway.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Handler HANDLER = request -> Response.empty(204);

    @Test
    void decodesSegmentsAfterSplitting() {
        Router router = new Router().register("GET", "/v1/accounts/{account}/releases/{id}", HANDLER);

        assertThat(values(router, "/v1/accounts/a%2Fb/releases/1+0%20x")).containsExactly("a/b", "1+0 x");
        assertThat(values(router, "/v1/%61ccounts/%C3%A9/releases/\u00c3\u00a9"))
                .containsExactly("é", "é");
        assertThat(router.find("GET", "/v1/accounts/a/b/releases/1")).isNull();
    }

    @Test
    void prefersALiteralAndStepsBackWhereItLeadsNowhere() {
        Router router = new Router()
                .register("GET", "/r/{id}", HANDLER)
                .register("PUT", "/r/special", HANDLER)
                .register("GET", "/r/latest", HANDLER)
                .register("GET", "/r/{id}/files", HANDLER)
                .register("GET", "/r/latest/notes", HANDLER);

        assertThat(template(router, "GET", "/r/latest")).isEqualTo("/r/latest");
        assertThat(template(router, "GET", "/r/latest/files")).isEqualTo("/r/{id}/files");
        assertThat(template(router, "GET", "/r/special")).isEqualTo("/r/{id}");
        assertThat(router.methods("/r/special")).containsExactly("GET", "HEAD", "PUT");
        assertThat(router.methods("/elsewhere")).isEmpty();
    }

    @Test
    void tellsUuidsFromWords() {
        String id = "019ad1f0-0000-7000-8000-00000000000A";
        Router router = new Router()
                .register("PUT", "/v3/{release:uuid}/{name}", HANDLER)
                .register("PUT", "/v3/{account:uuid}/{release:uuid}/{name}", HANDLER)
                .register("GET", "/v3/releases/{id}", HANDLER)
                .register("GET", "/v3/{word}/{id}", HANDLER);

        assertThat(template(router, "PUT", "/v3/" + id + "/app.zip")).isEqualTo("/v3/{release:uuid}/{name}");
        assertThat(template(router, "PUT", "/v3/" + id + "/" + id + "/app.zip"))
                .isEqualTo("/v3/{account:uuid}/{release:uuid}/{name}");
        assertThat(template(router, "PUT", "/v3/" + id + "/" + id)).isEqualTo("/v3/{release:uuid}/{name}");
        assertThat(router.find("PUT", "/v3/releases/" + id)).isNull();
        assertThat(router.find("PUT", "/v3/" + id.substring(1) + "/app.zip")).isNull();
        assertThat(template(router, "GET", "/v3/" + id + "/app.zip")).isEqualTo("/v3/{word}/{id}");
        assertThat(router.methods("/v3/releases/" + id)).containsExactly("GET", "HEAD");
        Router.Match match = requireNonNull(router.find("PUT", "/v3/" + id + "/app.zip"));
        assertThat(match.route().names()).containsExactly("release", "name");
        assertThat(match.values().getFirst()).isEqualTo(id);
    }

    @Test
    void takesTheRestOfAPath() {
        Router router =
                new Router().register("GET", "/files/{path...}", HANDLER).register("GET", "/files/{id}/meta", HANDLER);

        assertThat(values(router, "/files/a/b%2Fc//d")).containsExactly("a/b/c//d");
        assertThat(values(router, "/files/a/")).containsExactly("a/");
        assertThat(template(router, "GET", "/files/a/meta")).isEqualTo("/files/{id}/meta");
        assertThat(router.find("GET", "/files/")).isNull();
        assertThat(router.find("GET", "/files")).isNull();
    }

    @Test
    void keepsTrailingSlashesApartAndParametersNotEmpty() {
        Router router = new Router().register("GET", "/v2/", HANDLER).register("GET", "/a/{id}/c", HANDLER);

        assertThat(router.find("GET", "/v2/")).isNotNull();
        assertThat(router.find("GET", "/v2")).isNull();
        assertThat(router.find("GET", "/a//c")).isNull();
    }

    @Test
    void refusesBrokenEscapes() {
        Router router = new Router().register("GET", "/{id}", HANDLER);

        for (String path : List.of("/%", "/%4", "/%zz", "/a%00", "/%C3", "/%FF%FE", "/%\u0661\u0661", "/%+1")) {
            assertThatThrownBy(() -> router.find("GET", path)).as(path).isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void choosesTheViewWithTheLongestPrefix() {
        Fallback fallback = (request, methods) -> Response.empty(404);
        Router router = new Router();
        for (String prefix : List.of("/", "/v1", "/v1/engines")) {
            router.view(prefix, (request, failure) -> Response.empty(500), fallback);
        }

        assertThat(router.viewOf("/v1").prefix()).isEqualTo("/v1");
        assertThat(router.viewOf("/v1/x").prefix()).isEqualTo("/v1");
        assertThat(router.viewOf("/v10").prefix()).isEqualTo("/");
        assertThat(router.viewOf("/v1/engines/x").prefix()).isEqualTo("/v1/engines");
        assertThat(router.viewOf("*").prefix()).isEqualTo("/");
        assertThatThrownBy(() -> router.view("/v1", (request, failure) -> Response.empty(500), fallback))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Router().viewOf("/")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTemplatesThatAreNone() {
        for (String template :
                List.of("a", "/{}", "/x{id}", "/{id}.json", "/{a}/{a}", "/{rest...}/x", "/{...}", "/{a}}")) {
            assertThatThrownBy(() -> new Router().register("GET", template, HANDLER))
                    .as(template)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Router().register("HEAD", "/", HANDLER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Router().register("GET", "/{a}", HANDLER).register("GET", "/{b}", HANDLER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String template(Router router, String method, String path) {
        return requireNonNull(router.find(method, path)).route().template();
    }

    private static List<String> values(Router router, String path) {
        Router.Match match = requireNonNull(router.find("GET", path));
        return match.values().subList(0, match.route().names().size());
    }
}
