package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What attacks share: a look at all rows before and after, and what a refusal must look like. */
abstract class HostileSuite extends HttpSuite {
    static final JsonMapper JSON = new JsonMapper();
    static final List<String> TABLES = List.of(
            "accounts",
            "products",
            "packages",
            "labels",
            "releases",
            "constraints",
            "artifacts",
            "entitlements",
            "policies",
            "policy_entitlements",
            "licenses",
            "license_entitlements",
            "users",
            "tokens",
            "events",
            "discarded_blobs");

    /** Counted a moment after the answer, so that they say nothing about what a request changed. */
    private static final Set<String> COUNTERS = Set.of("downloads", "upgrades");

    private String databaseUrl = "";
    private @Nullable Connection connection;

    @Override
    protected TestServer startServer(Engine on) {
        databaseUrl = on.freshDatabase();
        Map<String, String> flags = new HashMap<>(settings());
        flags.put("database-url", databaseUrl);
        return TestServer.start(on, flags, new NioFileSystem());
    }

    /** Settings other than the usual ones. */
    Map<String, String> settings() {
        return Map.of();
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection(
                    databaseUrl.isEmpty() ? "jdbc:sqlite:" + server.data().resolve("slipway.db") : databaseUrl);
            connection = open;
        }
        return open;
    }

    @AfterParameterizedClassInvocation
    void disconnect() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Every row that a change would add, alter or remove, by table. */
    Map<String, List<String>> rows() {
        // What is cleaned up in its own time is cleaned up now, so that it makes no difference later.
        server.slipway().keepHouse();
        Map<String, List<String>> tables = new TreeMap<>();
        try {
            for (String table : TABLES) {
                tables.put(table, rows(table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tables;
    }

    /** Fails unless every row is as it was. */
    void expectUnchanged(Map<String, List<String>> before) {
        List<String> changed = new ArrayList<>();
        rows().forEach((table, now) -> {
            List<String> then = before.getOrDefault(table, List.of());
            now.stream().filter(row -> !then.contains(row)).forEach(row -> changed.add("new in " + table + ": " + row));
            then.stream()
                    .filter(row -> !now.contains(row))
                    .forEach(row -> changed.add("gone from " + table + ": " + row));
        });
        assertThat(changed).isEmpty();
    }

    private List<String> rows(String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = connection().createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    if (!COUNTERS.contains(found.getMetaData().getColumnName(column))) {
                        row.append(found.getString(column)).append('|');
                    }
                }
                rows.add(row.toString());
            }
        }
        return rows.stream().sorted().toList();
    }

    /** How many changes were recorded so far. */
    long changes() {
        try (var statement = connection().createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM events")) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong with a refusal as an answer of the contract; empty when nothing is. */
    static Optional<String> flaw(int status, String body) {
        if (status < 400 || status > 499) {
            return Optional.of("is no refusal: " + status + " " + shortened(body));
        }
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JacksonException e) {
            return Optional.of("is no JSON: " + status + " " + shortened(body));
        }
        JsonNode errors = document.path("errors");
        if (!errors.isArray() || errors.isEmpty()) {
            return Optional.of("has no errors: " + status + " " + shortened(body));
        }
        for (JsonNode error : errors) {
            boolean said = !error.path("title").stringValue("").isBlank()
                    && !error.path("detail").stringValue("").isBlank();
            boolean oneSource = !error.has("source") || error.path("source").size() == 1;
            if (!said || !oneSource) {
                return Optional.of("is unclear: " + status + " " + shortened(body));
            }
        }
        boolean leaks = body.contains("Exception") || body.contains("dev.slipway") || body.contains("SQLITE");
        return leaks ? Optional.of("tells of our insides: " + shortened(body)) : Optional.empty();
    }

    static Optional<String> flaw(Reply reply) {
        return flaw(reply.status(), reply.body());
    }

    static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    /** Fails unless the request is refused clearly and changes nothing. */
    Reply refused(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(flaw(reply)).isEmpty();
        return reply;
    }

    /** A document about a new or changed resource. */
    static String document(String type, String attributes, String relationships) {
        return """
                {"data":{"type":"%s","attributes":{%s}%s}}""".formatted(
                        type, attributes, relationships.isEmpty() ? "" : ",\"relationships\":{" + relationships + "}");
    }

    static String document(String type, String attributes) {
        return document(type, attributes, "");
    }

    /** A relationship to one resource. */
    static String toOne(String name, String type, String id) {
        return """
                "%s":{"data":{"type":"%s","id":"%s"}}""".formatted(name, type, id);
    }

    static String references(String type, String id) {
        return """
                {"data":[{"type":"%s","id":"%s"}]}""".formatted(type, id);
    }

    static String constraints(String entitlementId) {
        return """
                {"data":[{"type":"constraints","relationships":{%s}}]}""".formatted(toOne("entitlement", "entitlements", entitlementId));
    }

    /** One of everything, in one account. */
    record Estate(
            Client client,
            String product,
            String releasePackage,
            String entitlement,
            String freeEntitlement,
            String policy,
            String license,
            String licenseKey,
            String user,
            String release,
            String constraint,
            String artifact,
            String token) {}

    /** Makes one of everything as that administrator. */
    static Estate estate(Client client) {
        return estate(client, "/v1");
    }

    /**
     * Makes one of everything as that administrator.
     *
     * @param base what the addresses begin with
     */
    static Estate estate(Client client, String base) {
        String product = client.post(
                        base + "/products", document("products", "\"name\":\"P\",\"code\":\"" + name() + "\""))
                .expect(201)
                .id();
        String inProduct = toOne("product", "products", product);
        String releasePackage = client.post(
                        base + "/packages",
                        document("packages", "\"name\":\"K\",\"key\":\"" + name() + "\"", inProduct))
                .expect(201)
                .id();
        String entitlement = entitlement(client, base);
        String policy = client.post(
                        base + "/policies",
                        document("policies", "\"name\":\"Q\",\"authenticationStrategy\":\"MIXED\"", inProduct))
                .expect(201)
                .id();
        Reply license = client.post(base + "/licenses", document("licenses", "", toOne("policy", "policies", policy)))
                .expect(201);
        String user = client.post(base + "/users", document("users", "\"email\":\"" + name() + "@example.com\""))
                .expect(201)
                .id();
        String release = client.post(
                        base + "/releases",
                        document("releases", "\"version\":\"1.0.0\",\"channel\":\"stable\"", inProduct))
                .expect(201)
                .id();
        String constraint = client.post(base + "/releases/" + release + "/constraints", constraints(entitlement))
                .expect(200)
                .text("/data/0/id");
        String artifact = client.with("Prefer", "no-redirect")
                .post(
                        base + "/artifacts",
                        document("artifacts", "\"filename\":\"app.zip\"", toOne("release", "releases", release)))
                .expect(200)
                .id();
        String token = client.post(base + "/products/" + product + "/tokens", "")
                .expect(200)
                .id();
        return new Estate(
                client,
                product,
                releasePackage,
                entitlement,
                entitlement(client, base),
                policy,
                license.id(),
                license.text("/data/attributes/key"),
                user,
                release,
                constraint,
                artifact,
                token);
    }

    private static String entitlement(Client client, String base) {
        return client.post(
                        base + "/entitlements", document("entitlements", "\"name\":\"E\",\"code\":\"" + name() + "\""))
                .expect(201)
                .id();
    }

    static String name() {
        return Vendor.unique("hostile");
    }

    /** Announces a file and gives the address that its bytes go to. */
    static String uploadAddress(Client client, String release, String filename) {
        return announce(client, release, filename).text("/data/links/redirect");
    }

    static Reply announce(Client client, String release, String filename) {
        return client.with("Prefer", "no-redirect")
                .post(
                        "/v1/artifacts",
                        document(
                                "artifacts",
                                "\"filename\":" + JSON.writeValueAsString(filename),
                                toOne("release", "releases", release)))
                .expect(200);
    }

    static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
