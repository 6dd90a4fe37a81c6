package dev.slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurlTest {
    private static final Credential TOKEN = new Credential.Secret("Bearer", "TOKEN", "admin-1");

    @Test
    void saysAShortCallOnOneLine() {
        Call call = Call.get("http://localhost/v1/me", new Credential.Anonymous());

        assertThat(Curl.lines(call, 80)).containsExactly("curl http://localhost/v1/me");
    }

    @Test
    void breaksALongCallWithBackslashes() {
        Call call = Call.post("http://localhost/v1/releases/1.0.0/actions/publish", TOKEN);

        assertThat(Curl.lines(call, 80))
                .containsExactly(
                        "curl -X POST http://localhost/v1/releases/1.0.0/actions/publish \\",
                        "  -H \"Authorization: Bearer $TOKEN\"");
    }

    @Test
    void keepsASecretOutOfTheCommandAndSendsItInTheRequest() {
        Call call = Call.get("http://localhost/v1/me", TOKEN);

        assertThat(Curl.lines(call, 80)).noneMatch(line -> line.contains("admin-1"));
        assertThat(call.request().headers().firstValue("Authorization")).hasValue("Bearer admin-1");
    }

    @Test
    void breaksJsonAtItsOutermostMembers() {
        Call call = Call.post("http://localhost/v1/policies", TOKEN, """
                {"data":{"type":"policies","attributes":{"name":"Standard","authenticationStrategy":"MIXED"}}}""");

        assertThat(Curl.lines(call, 80))
                .containsExactly(
                        "curl http://localhost/v1/policies -H \"Authorization: Bearer $TOKEN\" \\",
                        "  --json '{\"data\": {",
                        "    \"type\": \"policies\",",
                        "    \"attributes\": {\"name\": \"Standard\", \"authenticationStrategy\": \"MIXED\"}",
                        "  }}'");
    }

    @Test
    void quotesForTheShell() {
        Call call = Call.post("http://localhost/v1/products", TOKEN, "{\"name\":\"Ada's\"}");

        assertThat(Curl.lines(call, 200)).last().asString().contains("--json '{\"name\": \"Ada'\\''s\"}'");
        assertThat(Curl.quoted("a b")).isEqualTo("'a b'");
        assertThat(Curl.quoted("$HOME")).isEqualTo("'$HOME'");
    }

    @Test
    void saysAPartOfTheAddressWithAVariable() {
        Call call = Call.get("http://localhost/v1/licenses/42", TOKEN).saying("42", "ADA_ID");

        assertThat(Curl.lines(call, 100).getFirst()).startsWith("curl \"http://localhost/v1/licenses/$ADA_ID\"");
        assertThat(call.address()).hasToString("http://localhost/v1/licenses/42");
    }

    @Test
    void keepsTheOutputInAVariable() {
        Call call = Call.get("http://localhost/v1/me", new Credential.Anonymous());

        assertThat(Curl.kept("ME", call, 80)).isEqualTo(List.of("ME=$(curl http://localhost/v1/me)"));
    }
}
