package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every endpoint that takes a body, given bodies that somebody means ill with. */
class HostileBodiesTest extends HostileSuite {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> HOSTILE_TEXTS = List.of(
            "../../../etc/passwd",
            "..\\..\\windows",
            "/absolute",
            "C:\\name",
            "%00",
            "%2F%2e%2e",
            "a\nb\rc\td",
            "\u0001\u001f\u007f\u0085",
            "\u202Egnp.exe\u200F\u2066",
            "\uD83D\uDE80 \uD842\uDFB7",
            "'; DROP TABLE products; --",
            "\" OR 1=1 --",
            "$1 ? :name {0} ${jndi:ldap://x} %s %n",
            "<script>alert(1)</script>",
            "' || pg_sleep(9) || '",
            "\uFFFE\uFEFF",
            " ",
            "\u00A0\u2003",
            "9".repeat(200),
            "-0",
            "action",
            "00000000-0000-0000-0000-000000000000",
            "1.0.0-" + "9".repeat(30),
            "x".repeat(255),
            "x".repeat(256),
            "\uD83D\uDE80".repeat(255),
            "\u0130".repeat(255),
            "x".repeat(20_000));

    private static final Set<String> FOUND_BY = Set.of("version", "tag", "filename", "key", "code", "email");
    private static final int FEW = 2;

    private static final List<Object> WRONG_TYPES = List.of(7L, 1.5, true, "text", List.of(1), Map.of("a", 1));

    /**
     * An endpoint and a body that it takes.
     *
     * @param loose pointers to members that take values of several types
     */
    private record Endpoint(String method, String path, String body, Set<String> loose) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private List<Endpoint> endpoints(Estate estate) {
        Set<String> free = Set.of("/data/attributes/metadata");
        Set<String> timed =
                Set.of("/data/attributes/metadata", "/data/attributes/expiry", "/data/attributes/backdated");
        Set<String> nothing = Set.of();
        String inProduct = toOne("product", "products", estate.product());
        String metadata = "\"metadata\":{\"key\":\"value\"}";
        String product = "\"name\":\"N\",\"code\":\"" + name() + "\",\"distributionStrategy\":\"OPEN\","
                + "\"url\":\"https://example.com\",\"platforms\":[\"linux\"]," + metadata;
        String releasePackage = "\"name\":\"N\",\"key\":\"" + name() + "\",\"engine\":\"raw\"," + metadata;
        String entitlement = "\"name\":\"N\",\"code\":\"" + name() + "\"," + metadata;
        String policy = "\"name\":\"N\",\"duration\":86400,\"expirationStrategy\":\"RESTRICT_ACCESS\","
                + "\"expirationBasis\":\"FROM_CREATION\",\"renewalBasis\":\"FROM_EXPIRY\","
                + "\"transferStrategy\":\"KEEP_EXPIRY\",\"authenticationStrategy\":\"MIXED\",\"protected\":true,"
                + "\"maxUses\":3,\"maxUsers\":3,\"maxMachines\":3,\"strict\":true,\"overageStrategy\":\"NO_OVERAGE\","
                + "\"checkInInterval\":\"day\",\"checkInIntervalCount\":1," + metadata;
        String license = "\"name\":\"N\",\"expiry\":\"2030-01-01T00:00:00Z\",\"suspended\":false,\"protected\":true,"
                + "\"maxUses\":3,\"maxUsers\":3,\"maxMachines\":3,\"permissions\":[\"release.read\"]," + metadata;
        String user = "\"email\":\"" + name() + "@example.com\",\"firstName\":\"F\",\"lastName\":\"L\","
                + "\"role\":\"user\",\"permissions\":[\"release.read\"]," + metadata;
        String token = document(
                "tokens", "\"name\":\"N\",\"expiry\":\"2030-01-01T00:00:00Z\",\"permissions\":[\"release.read\"]");
        String licenseToken = document("tokens", "\"name\":\"N\",\"maxActivations\":1,\"maxDeactivations\":1");
        String release =
                "\"name\":\"N\",\"description\":\"D\",\"tag\":\"t\",\"backdated\":\"2020-01-01T00:00:00Z\"," + metadata;
        String artifact = "\"filesize\":7,\"signature\":\"s\",\"checksum\":\"c\"," + metadata;
        return List.of(
                new Endpoint("POST", "/v1/products", document("products", product), free),
                new Endpoint("PATCH", "/v1/products/" + estate.product(), document("products", product), free),
                new Endpoint("POST", "/v1/packages", document("packages", releasePackage, inProduct), free),
                new Endpoint(
                        "PATCH", "/v1/packages/" + estate.releasePackage(), document("packages", releasePackage), free),
                new Endpoint("POST", "/v1/entitlements", document("entitlements", entitlement), free),
                new Endpoint(
                        "PUT",
                        "/v1/entitlements/" + estate.freeEntitlement(),
                        document("entitlements", entitlement),
                        free),
                new Endpoint("POST", "/v1/policies", document("policies", policy, inProduct), free),
                new Endpoint("PATCH", "/v1/policies/" + estate.policy(), document("policies", policy), free),
                new Endpoint(
                        "POST",
                        "/v1/policies/" + estate.policy() + "/entitlements",
                        references("entitlements", estate.entitlement()),
                        nothing),
                new Endpoint(
                        "DELETE",
                        "/v1/policies/" + estate.policy() + "/entitlements",
                        references("entitlements", estate.entitlement()),
                        nothing),
                new Endpoint(
                        "POST",
                        "/v1/licenses",
                        document(
                                "licenses",
                                license + ",\"key\":\"" + name() + "\"",
                                toOne("policy", "policies", estate.policy())
                                        + ","
                                        + toOne("owner", "users", estate.user())),
                        timed),
                new Endpoint("PATCH", "/v1/licenses/" + estate.license(), document("licenses", license), timed),
                new Endpoint(
                        "POST",
                        "/v1/licenses/" + estate.license() + "/entitlements",
                        references("entitlements", estate.freeEntitlement()),
                        nothing),
                new Endpoint("POST", "/v1/users", document("users", user), free),
                new Endpoint("PATCH", "/v1/users/" + estate.user(), document("users", user), free),
                // Alone, because hashing a password takes its time.
                new Endpoint(
                        "PATCH",
                        "/v1/users/" + estate.user(),
                        document("users", "\"password\":\"long enough\""),
                        nothing),
                new Endpoint("POST", "/v1/tokens", token, timed),
                new Endpoint("POST", "/v1/products/" + estate.product() + "/tokens", token, timed),
                new Endpoint("POST", "/v1/licenses/" + estate.license() + "/tokens", licenseToken, timed),
                new Endpoint("POST", "/v1/users/" + estate.user() + "/tokens", token, timed),
                new Endpoint(
                        "POST",
                        "/v1/releases",
                        document(
                                "releases",
                                release + ",\"version\":\"7.0.0\",\"channel\":\"stable\",\"status\":\"DRAFT\"",
                                inProduct
                                        + ","
                                        + toOne("package", "packages", estate.releasePackage())
                                        + ",\"constraints\":"
                                        + constraints(estate.entitlement())),
                        timed),
                new Endpoint("PATCH", "/v1/releases/" + estate.release(), document("releases", release), timed),
                new Endpoint(
                        "POST",
                        "/v1/releases/" + estate.release() + "/constraints",
                        constraints(estate.freeEntitlement()),
                        nothing),
                new Endpoint(
                        "DELETE",
                        "/v1/releases/" + estate.release() + "/constraints",
                        references("constraints", estate.constraint()),
                        nothing),
                new Endpoint(
                        "PUT",
                        "/v1/releases/" + estate.release() + "/package",
                        "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(estate.releasePackage()),
                        nothing),
                new Endpoint(
                        "POST",
                        "/v1/artifacts",
                        document(
                                "artifacts",
                                artifact
                                        + ",\"filename\":\"other.zip\",\"filetype\":\"zip\",\"platform\":\"linux\","
                                        + "\"arch\":\"arm64\"",
                                toOne("release", "releases", estate.release())),
                        free),
                new Endpoint("PATCH", "/v1/artifacts/" + estate.artifact(), document("artifacts", artifact), free));
    }

    /** A body that must be refused, and where the refusal must point, if that is known. */
    private record Attack(
            @SuppressWarnings("ArrayRecordComponent") byte[] body,
            String label,
            @Nullable String pointer) {}

    @Test
    void refusesBodiesThatAreNoDocumentsAndChangesNothing() {
        Estate estate = estate(admin);
        List<String> flaws = new ArrayList<>();
        Map<String, List<String>> before = rows();
        for (Endpoint endpoint : endpoints(estate)) {
            for (Attack attack : brokenDocuments(endpoint)) {
                judge(endpoint, attack, flaws);
            }
        }
        assertThat(flaws).isEmpty();
        expectUnchanged(before);
    }

    private static List<Attack> brokenDocuments(Endpoint endpoint) {
        List<String> texts = new ArrayList<>(List.of(
                "{",
                "}",
                "[",
                "nul",
                "{\"data\":",
                "{'data':1}",
                "{\"data\":{}}x",
                "{\"data\":01}",
                "{\"data\":NaN}",
                "\uFEFF{}",
                "[]",
                "[{}]",
                "\"text\"",
                "17",
                "true",
                "{\"data\":[]}",
                "{\"data\":\"text\"}",
                "{\"data\":{}}",
                "{\"data\":{\"type\":\"nonsense\"}}",
                "{\"data\":{\"type\":null}}",
                "{\"\":{}}",
                "{\"data\\u0000\":1}",
                "{\"data\":\"\\u0000\"}",
                "{\"data\":\"\\uD800\"}",
                "{\"data\":\"\\uDC00\\uD800\"}",
                "{\"data\":1e999999999}",
                "{\"data\":-1E99999999999999}",
                "{\"data\":1e-999999999}",
                "{\"data\":" + "9".repeat(5_000) + "}",
                "[".repeat(20_000),
                "{\"data\":".repeat(5_000),
                "{\"data\":" + "[".repeat(31) + "]".repeat(31) + "}",
                "[" + "{},".repeat(50_000) + "{}]",
                "{\"" + "k".repeat(60_000) + "\":1}",
                withMember(endpoint, "extra", "1"),
                withMember(endpoint, "data", "{}")));
        List<Attack> attacks = new ArrayList<>();
        for (String text : texts) {
            attacks.add(new Attack(text.getBytes(StandardCharsets.UTF_8), shortened(text), null));
        }
        attacks.add(new Attack(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, "half a character", null));
        attacks.add(new Attack(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0}, "UTF-16", null));
        attacks.add(
                new Attack((" ".repeat(1 << 20) + endpoint.body()).getBytes(StandardCharsets.UTF_8), "1 MiB", null));
        return attacks;
    }

    /** The endpoint's body with one more member at its top. */
    private static String withMember(Endpoint endpoint, String name, String value) {
        return endpoint.body().substring(0, endpoint.body().lastIndexOf('}')) + ",\"" + name + "\":" + value + "}";
    }

    @Test
    void refusesMembersItDoesNotKnowAndValuesOfTheWrongType() {
        Estate estate = estate(admin);
        List<String> flaws = new ArrayList<>();
        Map<String, List<String>> before = rows();
        for (Endpoint endpoint : endpoints(estate)) {
            for (Attack attack : misfits(endpoint)) {
                judge(endpoint, attack, flaws);
            }
        }
        assertThat(flaws).isEmpty();
        expectUnchanged(before);
    }

    private static List<Attack> misfits(Endpoint endpoint) {
        List<Attack> attacks = new ArrayList<>();
        for (String place : places(JSON.readTree(endpoint.body()), "")) {
            JsonNode body = JSON.readTree(endpoint.body());
            JsonNode node = body.at(place);
            boolean loose = endpoint.loose().contains(place);
            if (node instanceof ObjectNode object && !loose) {
                object.put("hostileMember", 1);
                attacks.add(attack(body, place + " has a stranger", place + "/hostileMember"));
            }
            for (Object wrong : loose || place.isEmpty() ? List.of() : WRONG_TYPES) {
                JsonNode value = JSON.valueToTree(wrong);
                if (value.getNodeType() != node.getNodeType() || (node.isIntegralNumber() && value.isDouble())) {
                    attacks.add(attack(with(endpoint, place, value), place + " is " + wrong, place));
                }
            }
            if (place.endsWith("/type")) {
                attacks.add(attack(with(endpoint, place, NODES.stringNode("tokenss")), place + " is wrong", place));
            }
            if (place.endsWith("/data/id") || place.matches("/data/[0-9]+/id")) {
                attacks.add(attack(with(endpoint, place, NODES.stringNode("x'x")), place + " is no id", place));
            }
        }
        for (String time : endpoint.loose()) {
            if (!time.endsWith("metadata") && !endpoint.body().contains(time.substring(time.lastIndexOf('/') + 1))) {
                continue;
            }
            if (!time.endsWith("metadata")) {
                for (Object wrong : List.of("yesterday", "2030-02-30", "9".repeat(30), "99999-01-01T00:00:00Z")) {
                    attacks.add(attack(with(endpoint, time, JSON.valueToTree(wrong)), time + " is " + wrong, time));
                }
                for (Object wrong : List.of(Long.MAX_VALUE, Long.MIN_VALUE, true, List.of(), Map.of("a", 1), 1e300)) {
                    attacks.add(attack(with(endpoint, time, JSON.valueToTree(wrong)), time + " is " + wrong, time));
                }
                BigInteger huge = BigInteger.TEN.pow(40);
                attacks.add(attack(with(endpoint, time, NODES.numberNode(huge)), time + " is huge", time));
            } else if (endpoint.body().contains("\"metadata\"")) {
                String deep = "{\"a\":{\"b\":{\"c\":{}}}}";
                attacks.add(attack(with(endpoint, time, JSON.readTree(deep)), "deep metadata", time + "/a/b/c"));
                attacks.add(attack(with(endpoint, time, many(65)), "many metadata", time));
                ObjectNode large = NODES.objectNode().put("a", "x".repeat(16_384));
                attacks.add(attack(with(endpoint, time, large), "large metadata", time));
                attacks.add(attack(with(endpoint, time, NODES.arrayNode()), "metadata is a list", time));
            }
        }
        return attacks;
    }

    private static ObjectNode many(int members) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < members; i++) {
            object.put("k" + i, i);
        }
        return object;
    }

    /** Any value of any member may be taken or refused, but nothing may break, and what is refused changes nothing. */
    @Test
    void survivesHostileValuesEverywhere() {
        Estate estate = estate(admin);
        List<String> flaws = new ArrayList<>();
        for (Endpoint endpoint : endpoints(estate)) {
            for (Map.Entry<String, JsonNode> oddity : oddities(endpoint).entrySet()) {
                survive(endpoint, oddity.getKey(), oddity.getValue(), flaws);
            }
        }
        assertThat(flaws).isEmpty();
    }

    private void survive(Endpoint endpoint, String label, JsonNode body, List<String> flaws) {
        long changes = changes();
        Reply reply = send(endpoint, body.toString().getBytes(StandardCharsets.UTF_8));
        String told = endpoint + " with " + shortened(label);
        if (reply.status() >= 300) {
            flaw(reply).ifPresent(flaw -> flaws.add(told + " " + flaw));
            if (changes() != changes) {
                flaws.add(told + " was refused and changed something: " + reply.status());
            }
            return;
        }
        // What was taken can be read again, and comes back as it was given.
        if (reply.status() == 204) {
            return;
        }
        JsonNode given = body.at("/data/attributes/name");
        if (given.isString() && !given.equals(reply.at("/data/attributes/name"))) {
            flaws.add(told + " changed the name to " + reply.at("/data/attributes/name"));
        }
        String collection = collection(endpoint, reply);
        if (collection.isEmpty()) {
            return;
        }
        Reply list = admin.get(collection + "?limit=3");
        if (list.status() != 200) {
            flaws.add(told + " spoiled the list: " + list.status());
        }
        if (endpoint.method().equals("POST")) {
            Reply deleted = admin.delete(collection + "/" + reply.id());
            if (deleted.status() != 204) {
                flaws.add(told + " cannot be deleted: " + deleted.status() + " " + shortened(deleted.body()));
            }
        }
    }

    private static String collection(Endpoint endpoint, Reply reply) {
        boolean one = reply.at("/data").isObject();
        return one && !endpoint.path().endsWith("/package")
                ? "/v1/" + reply.at("/data/type").stringValue("")
                : "";
    }

    /** All hostile texts for what resources are found by; for the rest a few, other ones at each place. */
    private static List<String> textsFor(Endpoint endpoint, String place) {
        String member = place.substring(place.lastIndexOf('/') + 1);
        if (endpoint.method().equals("POST") && FOUND_BY.contains(member)) {
            return HOSTILE_TEXTS;
        }
        int start = Math.floorMod((endpoint.path().length() + place).hashCode(), HOSTILE_TEXTS.size());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            texts.add(HOSTILE_TEXTS.get((start + i * 5) % HOSTILE_TEXTS.size()));
        }
        return texts;
    }

    private static Map<String, JsonNode> oddities(Endpoint endpoint) {
        Map<String, JsonNode> oddities = new LinkedHashMap<>();
        for (String place : places(JSON.readTree(endpoint.body()), "")) {
            JsonNode node = JSON.readTree(endpoint.body()).at(place);
            if (place.isEmpty()) {
                continue;
            }
            oddities.put(place + " is null", with(endpoint, place, NODES.nullNode()));
            oddities.put(place + " is missing", without(endpoint, place));
            boolean plain = node.isString() && !place.endsWith("/type") && !place.endsWith("/id");
            for (String text : plain ? textsFor(endpoint, place) : List.<String>of()) {
                oddities.put(place + " is " + text, with(endpoint, place, NODES.stringNode(text)));
            }
            if (node.isString()) {
                oddities.put(place + " is empty", with(endpoint, place, NODES.stringNode("")));
            }
            if (place.endsWith("/id")) {
                String nobody = "0198b2f0-0000-7000-8000-000000000000";
                oddities.put(place + " is nobody's", with(endpoint, place, NODES.stringNode(nobody)));
            }
            for (long number : node.isIntegralNumber()
                    ? new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 53}
                    : new long[0]) {
                oddities.put(place + " is " + number, with(endpoint, place, NODES.numberNode(number)));
            }
            if (node.isArray()) {
                ArrayNode many = NODES.arrayNode();
                for (int i = 0; i < 600; i++) {
                    many.add(node.get(0));
                }
                oddities.put(place + " is long", with(endpoint, place, many));
                oddities.put(place + " is empty", with(endpoint, place, NODES.arrayNode()));
                oddities.put(
                        place + " holds null",
                        with(endpoint, place, NODES.arrayNode().addNull()));
                ArrayNode twice = NODES.arrayNode().add(node.get(0)).add(node.get(0));
                oddities.put(place + " is twice the same", with(endpoint, place, twice));
            }
            if (place.endsWith("/metadata")) {
                for (String text : textsFor(endpoint, place)) {
                    ObjectNode values = NODES.objectNode().put(text, text);
                    oddities.put(place + " holds " + text, with(endpoint, place, values));
                }
                oddities.put(
                        place + " holds numbers",
                        with(
                                endpoint,
                                place,
                                JSON.readTree(
                                        "{\"a\":1e-400,\"b\":123456789012345678901234567890,\"c\":1e300,\"d\":-0.0}")));
            }
        }
        return oddities;
    }

    /** Pointers to every value of a document but those inside free data, its own first. */
    private static List<String> places(JsonNode node, String place) {
        List<String> places = new ArrayList<>(List.of(place));
        if (place.endsWith("/metadata")) {
            return places;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> places.addAll(places(member.getValue(), place + "/" + member.getKey())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.addAll(places(node.get(i), place + "/" + i));
            }
        }
        return places;
    }

    private static JsonNode with(Endpoint endpoint, String place, JsonNode value) {
        JsonNode body = JSON.readTree(endpoint.body());
        int slash = place.lastIndexOf('/');
        JsonNode parent = body.at(place.substring(0, slash));
        String last = place.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), value);
        }
        return body;
    }

    private static JsonNode without(Endpoint endpoint, String place) {
        JsonNode body = JSON.readTree(endpoint.body());
        int slash = place.lastIndexOf('/');
        JsonNode parent = body.at(place.substring(0, slash));
        String last = place.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else {
            ((ArrayNode) parent).remove(Integer.parseInt(last));
        }
        return body;
    }

    private static Attack attack(JsonNode body, String label, @Nullable String pointer) {
        return new Attack(body.toString().getBytes(StandardCharsets.UTF_8), label, pointer);
    }

    private void judge(Endpoint endpoint, Attack attack, List<String> flaws) {
        Reply reply = send(endpoint, attack.body());
        String told = endpoint + " with " + shortened(attack.label());
        Optional<String> flaw = flaw(reply);
        flaw.ifPresent(found -> flaws.add(told + " " + found));
        if (flaw.isEmpty() && attack.pointer() != null) {
            String pointer = reply.at("/errors/0/source/pointer").stringValue("");
            if (!pointer.startsWith(attack.pointer())) {
                flaws.add(told + " points to " + pointer + ": " + shortened(reply.body()));
            }
        }
    }

    private Reply send(Endpoint endpoint, byte[] body) {
        return admin.with("Prefer", "no-redirect").send(endpoint.method(), endpoint.path(), body);
    }
}
