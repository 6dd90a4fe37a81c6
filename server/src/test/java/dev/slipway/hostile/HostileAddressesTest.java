package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.http.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every address, its parts replaced by what no client sends by accident, written to the socket byte by byte. */
class HostileAddressesTest extends HostileSuite {
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private static final List<String> TEMPLATES = List.of(
            "/v1/accounts/{x}",
            "/v1/accounts/{x}/products",
            "/v1/products/{x}",
            "/v1/products/{x}/releases",
            "/v1/products/{x}/releases/{y}",
            "/v1/products/{x}/artifacts",
            "/v1/products/{x}/artifacts/{y}",
            "/v1/products/{x}/packages",
            "/v1/products/{x}/packages/{y}",
            "/v1/products/{x}/tokens",
            "/v1/packages/{x}",
            "/v1/entitlements/{x}",
            "/v1/policies/{x}",
            "/v1/policies/{x}/entitlements",
            "/v1/policies/{x}/entitlements/{y}",
            "/v1/licenses/{x}",
            "/v1/licenses/{x}/entitlements",
            "/v1/licenses/{x}/entitlements/{y}",
            "/v1/licenses/{x}/tokens",
            "/v1/licenses/{x}/actions/suspend",
            "/v1/licenses/{x}/actions/reinstate",
            "/v1/licenses/{x}/actions/renew",
            "/v1/licenses/{x}/actions/revoke",
            "/v1/users/{x}",
            "/v1/users/{x}/tokens",
            "/v1/users/{x}/actions/ban",
            "/v1/users/{x}/actions/unban",
            "/v1/tokens/{x}",
            "/v1/releases/{x}",
            "/v1/releases/{x}/actions/publish",
            "/v1/releases/{x}/actions/yank",
            "/v1/releases/{x}/upgrade",
            "/v1/releases/{x}/constraints",
            "/v1/releases/{x}/constraints/{y}",
            "/v1/releases/{x}/entitlements",
            "/v1/releases/{x}/entitlements/{y}",
            "/v1/releases/{x}/artifacts",
            "/v1/releases/{x}/artifacts/{y}",
            "/v1/releases/{x}/product",
            "/v1/releases/{x}/package",
            "/v1/artifacts/{x}",
            "/v1/artifacts/{x}/{y}",
            "/v1/{x}",
            "/-/blobs/{x}/{y}");

    private static final List<String> PARTS = List.of(
            "%",
            "%2",
            "%zz",
            "%00",
            "a%00b",
            "%FF%FE",
            "%C3",
            "%ED%A0%80",
            "%C0%AF",
            "%2F",
            "%2F%2F",
            "..",
            "%2e%2e",
            "..%2F..%2Fetc%2Fpasswd",
            "%5C..%5C",
            "%0d%0aX-Injected:%20yes",
            "%F0%9F%9A%80",
            "%E2%80%AEgnp",
            "'%20OR%201=1--",
            "%25s%25n",
            "*",
            ";a=b",
            "9".repeat(400),
            "1.0.0-" + "1.".repeat(200) + "1",
            "99999999999999999999.0.0",
            "1." + "0".repeat(300),
            "0198b2f0000070008000000000000000",
            "0198B2F0-0000-7000-8000-000000000000",
            "x".repeat(7_000));

    private static final List<String> METHODS = List.of("GET", "PATCH", "DELETE", "POST", "GET");

    private static final List<String> LISTS = List.of(
            "/v1/products",
            "/v1/packages",
            "/v1/entitlements",
            "/v1/policies",
            "/v1/licenses",
            "/v1/users",
            "/v1/tokens",
            "/v1/releases",
            "/v1/artifacts",
            "/v1/releases/{release}",
            "/v1/releases/{release}/artifacts",
            "/v1/releases/{release}/constraints",
            "/v1/releases/{release}/upgrade",
            "/v1/artifacts/app.zip",
            "/v1/products/{product}/releases",
            "/v1/products/{product}/artifacts",
            "/v1/products/{product}/packages");

    private static final List<String> PARAMETERS = List.of(
            "limit",
            "page",
            "page[number]",
            "page[size]",
            "page[cursor]",
            "order",
            "product",
            "package",
            "engine",
            "channel",
            "status",
            "yanked",
            "entitlements[]",
            "constraints[]",
            "release",
            "filetype",
            "platform",
            "arch",
            "version",
            "policy",
            "owner",
            "user",
            "roles[]",
            "expired",
            "suspended",
            "constraint",
            "ttl",
            "prefer",
            "metadata[a]",
            "token",
            "auth",
            "environment");

    /** One connection, made anew when the server closes it. */
    private final class Wire implements AutoCloseable {
        private RawHttp connection;

        Wire() throws IOException {
            connection = RawHttp.connect(server.slipway().port());
        }

        RawHttp.Answer send(String method, String target, String token) throws IOException {
            String body = method.equals("GET") || method.equals("DELETE") ? "" : "{\"data\":{}}";
            String request = "%s %s HTTP/1.1\nHost: test\nAuthorization: Bearer %s\nContent-Length: %d\n\n%s"
                    .formatted(method, target, token, body.length(), body);
            RawHttp.Answer answer = connection.send(request).receive();
            if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
                connection.close();
                connection = RawHttp.connect(server.slipway().port());
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private String token() {
        return server.slipway().issueOperatorToken("default", "admin");
    }

    @Test
    void refusesHostilePathsAndChangesNothing() throws IOException {
        estate(admin);
        String token = token();
        Map<String, List<String>> before = rows();
        List<String> flaws = new ArrayList<>();
        int next = 0;
        try (Wire wire = new Wire()) {
            for (String template : TEMPLATES) {
                for (String part : PARTS) {
                    String target = PARAMETER.matcher(template).replaceAll(_ -> part.replace("$", ""));
                    // Two methods for each, the others for the next.
                    for (int i = 0; i < 2; i++) {
                        String method = METHODS.get(next++ % METHODS.size());
                        RawHttp.Answer answer = wire.send(method, target, token);
                        flaw(answer.status(), answer.text())
                                .ifPresent(flaw -> flaws.add(method + " " + shortened(target) + " " + flaw));
                        if (answer.header("X-Injected").isPresent()) {
                            flaws.add(method + " " + target + " injects a header");
                        }
                    }
                }
            }
        }
        assertThat(flaws).isEmpty();
        expectUnchanged(before);
    }

    @Test
    void answersHostileParametersWithAListOrARefusal() throws IOException {
        Estate estate = estate(admin);
        String token = token();
        Map<String, List<String>> before = rows();
        List<String> flaws = new ArrayList<>();
        int next = 0;
        try (Wire wire = new Wire()) {
            for (String list : LISTS) {
                String path = list.replace("{release}", estate.release()).replace("{product}", estate.product());
                for (String parameter : PARAMETERS) {
                    String name = parameter.replace("[", "%5B").replace("]", "%5D");
                    // A few parts for each parameter of each list, others the next time: all of them meet most of both.
                    for (int i = 0; i < 4; i++) {
                        String target = path + "?" + name + "=" + PARTS.get(next++ % PARTS.size());
                        RawHttp.Answer answer = wire.send("GET", target, token);
                        boolean fine = answer.status() == 200 || answer.status() == 303;
                        if (!fine) {
                            flaw(answer.status(), answer.text())
                                    .ifPresent(flaw -> flaws.add(shortened(target) + " " + flaw));
                        }
                    }
                }
            }
        }
        assertThat(flaws).isEmpty();
        expectUnchanged(before);
    }

    @Test
    void survivesOddQueries() throws IOException {
        String token = token();
        try (Wire wire = new Wire()) {
            for (String query : List.of(
                    "",
                    "&&&",
                    "=",
                    "=&=",
                    "%",
                    "%00=1",
                    "a=%ZZ",
                    "[]=1&[]=2",
                    "page%5B%5D=1",
                    "page%5Bnumber%5D%5B%5D=1",
                    "limit=1&limit=x",
                    "limit=-1",
                    "limit=0",
                    "limit=101",
                    "limit=1e1",
                    "limit=%2B5",
                    "limit=%D9%A5",
                    "limit=99999999999999999999",
                    "page%5Bnumber%5D=2147483648&page%5Bsize%5D=100",
                    "page%5Bnumber%5D=100&page%5Bsize%5D=100",
                    "page%5Bcursor%5D=%00",
                    "entitlements%5B%5D=a".repeat(1) + "&entitlements%5B%5D=b".repeat(350),
                    "a&".repeat(4_000))) {
                RawHttp.Answer answer = wire.send("GET", "/v1/releases?" + query, token);
                if (answer.status() != 200) {
                    assertThat(flaw(answer.status(), answer.text())).as(query).isEmpty();
                }
            }
        }
    }
}
