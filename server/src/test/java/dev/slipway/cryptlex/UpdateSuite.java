package dev.slipway.cryptlex;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What suites about licenses and their updates under /v3 share. */
abstract class UpdateSuite extends ReleaseSuite {
    static final String MISSING = "11111111-1111-7111-8111-111111111111";

    /** May read and write licenses and their policies, and nothing else. */
    protected Client seller;

    @BeforeParameterizedClassInvocation
    void prepareSeller(Engine on) {
        seller = plain(withScopes("license:read", "license:write", "licensePolicy:read", "licensePolicy:write"));
    }

    /** The answer to issuing a license for a product with these members. */
    protected Reply issue(String productId, String members) {
        return seller.post("/v3/licenses", """
                {"productId":"%s"%s}""".formatted(productId, members.isEmpty() ? "" : "," + members));
    }

    /** A new license for a product with these members. */
    protected Reply license(String productId, String members) {
        return issue(productId, members).expect(201);
    }

    /** The key of a new license for a product with these members. */
    protected String key(String productId, String members) {
        return license(productId, members).text("/key");
    }

    /** The id of a new maintenance policy that lasts for so many seconds. */
    protected String maintenancePolicy(long validity, boolean major, boolean minor) {
        return seller.post("/v3/maintenance-policies", """
                        {"name":"Support","validity":%d,"allowMajorVersionUpdates":%s,"allowMinorVersionUpdates":%s}""".formatted(validity, major, minor))
                .expect(201)
                .text("/id");
    }

    /** What an installation asks, for windows. */
    protected Map<String, String> question(String productId, String key, String version) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("productId", productId);
        question.put("platform", "windows");
        question.put("key", key);
        question.put("version", version);
        return question;
    }

    protected Reply update(Map<String, String> question) {
        return stranger.get("/v3/releases/update?" + query(question));
    }

    protected Reply update(String productId, String key, String version) {
        return update(question(productId, key, version));
    }

    protected Reply latest(Map<String, String> question) {
        return stranger.get("/v3/releases/latest?" + query(question));
    }

    protected Reply latest(String productId, String key) {
        Map<String, String> question = question(productId, key, "");
        question.remove("version");
        return latest(question);
    }

    private static String query(Map<String, String> question) {
        StringBuilder query = new StringBuilder();
        question.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }
}
