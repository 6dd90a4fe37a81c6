package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Receiver;
import dev.slipway.testing.Receiver.Received;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WebhooksTest extends CryptlexSuite {
    private static final String PATH = "/v3/webhooks";
    private static final String LOGS = "/v3/webhook-event-logs";

    private final Receiver receiver = new Receiver();

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(
                on,
                Map.of("webhook-addresses", "127.0.0.0/8", "public-url", "https://releases.example.com"),
                new NioFileSystem());
    }

    @AfterAll
    void stopReceiver() {
        receiver.close();
    }

    private static String mailbox() {
        return "/" + Vendor.unique("mailbox");
    }

    private String document(String path, String more) {
        return "{\"name\":\"Ours\",\"url\":\"%s\",%s}".formatted(receiver.url(path), more);
    }

    private Reply webhook(String path, String more) {
        return staff.post(PATH, document(path, more)).expect(201);
    }

    private String user() {
        return staff.post("/v3/users", "{\"email\":\"%s@example.com\"}".formatted(Vendor.unique("someone")))
                .expect(201)
                .text("/id");
    }

    private Reply logWith(String status, String webhook) {
        String path = LOGS + "?webhookId=" + webhook + "&status=" + status;
        return askUntil(
                () -> staff.get(path).expect(200), reply -> !reply.at("").isEmpty());
    }

    private static String signature(String token, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    @Test
    void makesShowsChangesAndRemovesAWebhook() {
        Reply made = webhook(mailbox(), "\"token\":\"s3cret\",\"events\":[\"license.created\",\"license.created\"]");
        String id = made.text("/id");

        assertThat(made.at("").propertyNames())
                .containsExactly(
                        "id", "createdAt", "updatedAt", "name", "url", "token", "active", "events", "deliveryState");
        assertThat(made.text("/token")).isEqualTo("s3cret");
        assertThat(made.at("/active").booleanValue()).isTrue();
        assertThat(made.at("/events")).hasToString("[\"license.created\"]");
        assertThat(made.text("/deliveryState")).isEqualTo("Healthy");
        assertThat(staff.get(PATH + "/" + id).expect(200).body()).isEqualTo(made.body());
        Reply changed = staff.patch(PATH + "/" + id, """
                        {"name":"Theirs","active":false,"events":["release.published","organization.created"],"unknown":1}""").expect(200);
        assertThat(changed.text("/name")).isEqualTo("Theirs");
        assertThat(changed.text("/token")).isEqualTo("s3cret");
        assertThat(changed.at("/active").booleanValue()).isFalse();
        assertThat(staff.get(PATH + "?name[sw]=Their&active=False&limit=100")
                        .expect(200)
                        .at("/0/id")
                        .stringValue())
                .isEqualTo(id);
        String fresh =
                staff.patch(PATH + "/" + id, "{\"token\":null}").expect(200).text("/token");
        assertThat(fresh).hasSize(64);
        staff.delete(PATH + "/" + id).expect(204);
        staff.get(PATH + "/" + id).expect(404);
        assertThat(eventsOf(id))
                .containsExactly(
                        "webhook-endpoint.created",
                        "webhook-endpoint.updated",
                        "webhook-endpoint.updated",
                        "webhook-endpoint.deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "name":" "                        | 'name' can't be blank.
                    "name":7                          | 'name' must be a text.
                    "url":""                          | 'url' can't be blank.
                    "url":"ftp://127.0.0.1/x"         | 'url' must be a valid URL using one of the following protocols: https.
                    "url":"https://10.1.2.3/x"        | 'url' must be a URL with a valid host.
                    "active":"yes"                    | 'active' must be true or false.
                    "events":[]                       | 'events' must name at least one event.
                    "events":"license.created"        | 'events' must be a list of texts.
                    "events":["release.invented"]     | 'events' must be names of events that there are.
                    "events":["release.yanked"]       | 'events' must be names of events that there are.
                    "events":["*"]                    | 'events' must be names of events that there are.
                    """)
    void refusesWhatBreaksARuleAndChangesNothing(String member, String message) {
        Reply made = webhook(mailbox(), "\"events\":[\"license.created\"]");
        String path = PATH + "/" + made.text("/id");

        Reply refused = staff.patch(path, "{" + member + "}").expect(400);

        assertThat(refused.text("/message")).isEqualTo(message);
        assertThat(staff.get(path).body()).isEqualTo(made.body());
        String others = Stream.of(
                        "\"name\":\"Ours\"",
                        "\"url\":\"%s\"".formatted(receiver.url(mailbox())),
                        "\"events\":[\"license.created\"]")
                .filter(each -> !each.startsWith(member.substring(0, member.indexOf(':'))))
                .collect(Collectors.joining(","));
        staff.post(PATH, "{%s,%s}".formatted(others, member)).expect(400);
    }

    @Test
    void sendsTheObjectOfAGetSignedWithTheToken() throws Exception {
        String path = mailbox();
        Reply made = webhook(path, "\"token\":\"ключ 🔑\",\"events\":[\"user.created\"]");

        String user = user();

        Received told = receiver.next(path);
        assertThat(told.method()).isEqualTo("POST");
        assertThat(told.header("Content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(told.header("Webhook-signature")).hasSize(44).isEqualTo(signature("ключ 🔑", told.body()));
        assertThat(told.json().propertyNames()).containsExactly("event", "data", "triggeredAt");
        assertThat(told.json().at("/event").stringValue()).isEqualTo("user.created");
        JsonNode now = staff.get("/v3/users/" + user).expect(200).at("");
        assertThat(told.json().at("/data")).isEqualTo(now);
        assertThat(told.json().at("/triggeredAt")).isEqualTo(now.at("/createdAt"));
        Reply log = logWith("delivered", made.text("/id"));
        assertThat(log.at("").size()).isOne();
        assertThat(log.text("/0/event")).isEqualTo("user.created");
        assertThat(log.at("/0/statusCode").intValue()).isEqualTo(200);
        assertThat(log.at("/0/retryReason").isNull()).isTrue();
        assertThat(log.text("/0/deliveryState")).isEqualTo("Healthy");
        assertThat(staff.get(LOGS + "/" + log.text("/0/id")).expect(200).at("")).isEqualTo(log.at("/0"));
    }

    @Test
    void showsALicenseWithItsKeyAndItsPeople() {
        String path = mailbox();
        webhook(path, "\"events\":[\"license.created\",\"license.updated\",\"license.renewed\",\"license.deleted\"]");
        String product = vendor.product();
        String id = vendor.license(
                        vendor.policy(product, "\"duration\":86400"), "\"metadata\":{\"seats\":3,\"plan\":\"pro\"}")
                .id();

        JsonNode made = receiver.next(path).json();
        admin.post("/v1/licenses/" + id + "/actions/suspend", "").expect(200);
        JsonNode suspended = receiver.next(path).json();
        admin.post("/v1/licenses/" + id + "/actions/renew", "").expect(200);
        JsonNode renewed = receiver.next(path).json();
        admin.delete("/v1/licenses/" + id + "/actions/revoke").expect(204);
        JsonNode gone = receiver.next(path).json();

        assertThat(made.at("/event").stringValue()).isEqualTo("license.created");
        assertThat(made.at("/data/id").stringValue()).isEqualTo(id);
        assertThat(made.at("/data/productId").stringValue()).isEqualTo(product);
        assertThat(made.at("/data/key").stringValue()).isNotBlank();
        assertThat(made.at("/data/additionalUserIds").isEmpty()).isTrue();
        assertThat(made.at("/data/metadata").valueStream().map(JsonNode::toString))
                .containsExactlyInAnyOrder("{\"key\":\"plan\",\"value\":\"pro\"}", "{\"key\":\"seats\",\"value\":3}");
        assertThat(suspended.at("/event").stringValue()).isEqualTo("license.updated");
        assertThat(suspended.at("/data/suspended").booleanValue()).isTrue();
        assertThat(renewed.at("/event").stringValue()).isEqualTo("license.renewed");
        assertThat(renewed.at("/data/expiresAt").stringValue())
                .isGreaterThan(made.at("/data/expiresAt").stringValue());
        assertThat(gone.at("/event").stringValue()).isEqualTo("license.deleted");
        assertThat(gone.at("/data/id").stringValue()).isEqualTo(id);
    }

    @Test
    void showsReleasesAndFilesAsTheyAreFound() {
        String path = mailbox();
        webhook(path, """
                "events":["release.published","release.archived","release-file.created","release-file.deleted"]""");
        String release = staff.post("/v3/releases", """
                        {"name":"Kite","version":"1.2.3.4","platform":"linux","channel":"nightly","notes":"# Hi","productId":"%s"}""".formatted(dottedProduct()))
                .expect(201)
                .text("/id");
        String file = staff.post("/v3/release-files", """
                        {"name":"kite.zip","url":"https://files.example.com/kite.zip","size":5,"releaseId":"%s"}""".formatted(release))
                .expect(201)
                .text("/id");
        JsonNode created = receiver.next(path).json();
        assertThat(created.at("/event").stringValue()).isEqualTo("release-file.created");
        assertThat(created.at("/data"))
                .isEqualTo(staff.get("/v3/release-files/" + file).expect(200).at(""));

        staff.post("/v3/releases/" + release + "/publish", "").expect(200);
        JsonNode published = receiver.next(path).json();
        assertThat(published.at("/event").stringValue()).isEqualTo("release.published");
        assertThat(published.at("/data"))
                .isEqualTo(staff.get("/v3/releases/" + release).expect(200).at(""));
        assertThat(published.at("/data/files/0")).isEqualTo(created.at("/data"));

        staff.post("/v3/releases/" + release + "/archive", "").expect(200);
        JsonNode archived = receiver.next(path).json();
        assertThat(archived.at("/event").stringValue()).isEqualTo("release.archived");
        assertThat(archived.at("/data/archived").booleanValue()).isTrue();
    }

    @Test
    void showsWhereBytesAreFetchedByThePublicAddress() {
        String path = mailbox();
        webhook(path, "\"events\":[\"release-file.created\"]");
        String release = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(vendor.product()))
                .expect(201)
                .id();
        Reply announced = admin.with("Prefer", "no-redirect")
                .post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"kite.zip"},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(release))
                .expect(200);
        String link = announced.text("/data/links/redirect").replace("https://releases.example.com", "");
        anonymous.send("PUT", link, "bytes".getBytes(StandardCharsets.UTF_8)).expect(200);

        JsonNode file = receiver.next(path).json().at("/data");

        assertThat(file.at("/url").stringValue())
                .isEqualTo("https://releases.example.com/v3/%s/%s/kite.zip"
                        .formatted(server.account().id(), release));
        assertThat(file.at("/size").longValue()).isEqualTo(5);
        assertThat(file)
                .isEqualTo(staff.get("/v3/release-files/" + announced.id())
                        .expect(200)
                        .at(""));
    }

    @Test
    void tellsOfLicensesThatRunOut() {
        String path = mailbox();
        webhook(path, "\"events\":[\"license.expiring-soon\",\"license.expired\"]");
        Instant expiry = server.clock().instant().plus(Duration.ofDays(2));
        String id = vendor.license(vendor.policy(vendor.product(), ""), "\"expiry\":\"%s\"".formatted(expiry))
                .id();

        server.slipway().keepHouse();
        JsonNode soon = receiver.next(path).json();
        server.clock().advance(Duration.ofHours(49));
        server.slipway().keepHouse();
        JsonNode expired = receiver.next(path).json();

        assertThat(soon.at("/event").stringValue()).isEqualTo("license.expiring-soon");
        assertThat(soon.at("/data/id").stringValue()).isEqualTo(id);
        assertThat(expired.at("/event").stringValue()).isEqualTo("license.expired");
    }

    @Test
    void tellsAWebhookOfAProductOnlyWhatThatProductMayRead() {
        String product = dottedProduct();
        Client own = plain(vendor.productClient(anonymous, product));
        String path = mailbox();
        String id = own.post(PATH, document(path, "\"events\":[\"release.created\",\"user.created\"]"))
                .expect(201)
                .text("/id");
        String others = webhook(mailbox(), "\"events\":[\"user.created\"]").text("/id");

        dottedRelease(dottedProduct());
        user();
        String release = dottedRelease(product);

        assertThat(receiver.next(path).json().at("/data/id").stringValue()).isEqualTo(release);
        assertThat(receiver.waiting(path)).isZero();
        own.get(PATH + "/" + others).expect(404);
        assertThat(own.get(PATH).expect(200).at("").size()).isOne();
        assertThat(staff.get(PATH + "/" + id).expect(200).text("/id")).isEqualTo(id);
    }

    private String dottedProduct() {
        return staff.post("/v3/products", "{\"name\":\"%s\"}".formatted(Vendor.unique("Product")))
                .expect(201)
                .text("/id");
    }

    private String dottedRelease(String product) {
        return staff.post("/v3/releases", """
                        {"name":"Kite","version":"1.2","platform":"linux","productId":"%s"}""".formatted(product)).expect(201).text("/id");
    }

    @Test
    void neitherApiShowsWhatBelongsToTheOther() {
        String path = mailbox();
        String ours = webhook(path, "\"events\":[\"user.created\"]").text("/id");
        String theirs = admin.post("/v1/webhook-endpoints", """
                        {"data":{"type":"webhook-endpoints","attributes":{"url":"%s","subscriptions":["user.created"]}}}""".formatted(receiver.url(path)))
                .expect(201)
                .id();
        user();
        Received one = receiver.next(path);
        Received other = receiver.next(path);
        Received keygen = one.json().has("event") ? other : one;
        String told = keygen.json().at("/data/id").stringValue();
        String logged = logWith("delivered", ours).text("/0/id");

        assertThat(admin.get("/v1/webhook-endpoints?limit=100").expect(200).ids())
                .contains(theirs)
                .doesNotContain(ours);
        admin.get("/v1/webhook-endpoints/" + ours).expectError(404, "NOT_FOUND", null);
        admin.delete("/v1/webhook-endpoints/" + ours).expectError(404, "NOT_FOUND", null);
        assertThat(admin.get("/v1/webhook-events?limit=100").expect(200).ids())
                .contains(told)
                .doesNotContain(logged);
        admin.get("/v1/webhook-events/" + logged).expectError(404, "NOT_FOUND", null);
        admin.post("/v1/webhook-events/" + logged + "/actions/retry", "").expectError(404, "NOT_FOUND", null);
        staff.get(PATH + "/" + theirs).expect(404);
        staff.patch(PATH + "/" + theirs, "{\"active\":false}").expect(404);
        staff.delete(PATH + "/" + theirs).expect(404);
        staff.get(LOGS + "/" + told).expect(404);
        assertThat(staff.get(PATH + "?limit=100").expect(200).body())
                .contains(ours)
                .doesNotContain(theirs);
        assertThat(staff.get(LOGS + "?limit=100").expect(200).body())
                .contains(logged)
                .doesNotContain(told);
    }

    @Test
    void triesAgainLaterWithTheTokenAndTheAddressOfThatMoment() throws Exception {
        String path = mailbox();
        String moved = mailbox();
        receiver.answer(path, 500, "not now");
        String id =
                webhook(path, "\"token\":\"old\",\"events\":[\"user.created\"]").text("/id");
        user();
        Received first = receiver.next(path);
        Reply failing = logWith("failing", id);
        assertThat(failing.at("/0/statusCode").intValue()).isEqualTo(500);
        assertThat(failing.text("/0/response")).isEqualTo("not now");
        assertThat(failing.text("/0/retryReason")).isEqualTo("The receiver answered with status 500.");
        assertThat(failing.text("/0/nextAttemptAt")).isGreaterThan(failing.text("/0/attemptedAt"));
        assertThat(failing.text("/0/deliveryState")).isEqualTo("Unhealthy");
        assertThat(staff.get(PATH + "/" + id).text("/deliveryState")).isEqualTo("Unhealthy");

        staff.patch(PATH + "/" + id, "{\"token\":\"new\",\"url\":\"%s\"}".formatted(receiver.url(moved)))
                .expect(200);
        server.clock().advance(Duration.ofMinutes(101));

        Received second = receiver.next(moved);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Webhook-id")).isEqualTo(first.header("Webhook-id"));
        assertThat(second.header("Webhook-signature")).isEqualTo(signature("new", second.body()));
        Reply delivered = logWith("delivered", id);
        assertThat(delivered.at("/0/attempts").intValue()).isEqualTo(2);
        assertThat(staff.get(PATH + "/" + id).text("/deliveryState")).isEqualTo("Healthy");
    }

    @Test
    void suspendsAWebhookWhoseReceiverWantsNothingMoreUntilItIsTurnedOnAgain() {
        String path = mailbox();
        receiver.answer(path, 410, "gone");
        String id = webhook(path, "\"events\":[\"user.created\"]").text("/id");
        user();
        receiver.next(path);

        Reply off = askUntil(
                () -> staff.get(PATH + "/" + id).expect(200),
                reply -> !reply.at("/active").booleanValue());

        assertThat(off.at("/active").booleanValue()).isFalse();
        assertThat(off.at("/events")).hasToString("[\"user.created\"]");
        assertThat(off.text("/deliveryState")).isEqualTo("Suspended");
        assertThat(logWith("failed", id).text("/0/deliveryState")).isEqualTo("Suspended");
        user();
        receiver.answer(path, 200, "");
        assertThat(staff.patch(PATH + "/" + id, "{\"active\":true}").expect(200).text("/deliveryState"))
                .isEqualTo("Unhealthy");
        String next = user();
        assertThat(receiver.next(path).json().at("/data/id").stringValue()).isEqualTo(next);
        assertThat(receiver.waiting(path)).isZero();
    }

    @Test
    void givesUpWhatWaitsForAWebhookThatIsTurnedOff() {
        String path = mailbox();
        receiver.answer(path, 503, "");
        String id = webhook(path, "\"events\":[\"user.created\"]").text("/id");
        user();
        receiver.next(path);
        logWith("failing", id);

        staff.patch(PATH + "/" + id, "{\"active\":false}").expect(200);
        user();
        server.clock().advance(Duration.ofHours(3));

        Reply log = logWith("failed", id);
        assertThat(log.at("").size()).isOne();
        assertThat(log.text("/0/retryReason")).isEqualTo("The receiver answered with status 503.");
        assertThat(staff.get(LOGS + "?webhookId=" + id).expect(200).at("").size())
                .isOne();
        assertThat(receiver.waiting(path)).isZero();
    }

    @Test
    void keepsTheOrderOfWhatHappensToOneThing() {
        String path = mailbox();
        webhook(path, "\"events\":[\"user.created\",\"user.updated\",\"user.deleted\"]");
        String user = user();
        IntStream.range(0, 5)
                .forEach(i -> staff.patch("/v3/users/" + user, "{\"firstName\":\"Name %d\"}".formatted(i))
                        .expect(200));
        staff.delete("/v3/users/" + user).expect(204);

        assertThat(receiver.next(path).json().at("/event").stringValue()).isEqualTo("user.created");
        for (int i = 0; i < 5; i++) {
            assertThat(receiver.next(path).json().at("/data/firstName").stringValue())
                    .isEqualTo("Name " + i);
        }
        assertThat(receiver.next(path).json().at("/event").stringValue()).isEqualTo("user.deleted");
    }

    @Test
    void servesWhoHoldsTheScopesOnly() {
        String document = document(mailbox(), "\"events\":[\"user.created\"]");
        Client reader = withScopes("webhook:read");
        Client writer = withScopes("webhook:write");
        Client other = withScopes("release:read", "release:write");
        String id = writer.post(PATH, document).expect(201).text("/id");

        reader.get(PATH + "/" + id).expect(200);
        reader.get(LOGS).expect(200);
        reader.post(PATH, document).expect(403);
        reader.patch(PATH + "/" + id, "{}").expect(403);
        reader.delete(PATH + "/" + id).expect(403);
        writer.get(PATH).expect(403);
        writer.get(LOGS).expect(403);
        other.get(PATH).expect(403);
        other.get(LOGS).expect(403);
        stranger.get(PATH).expect(401);
        stranger.post(PATH, document).expect(401);
        writer.delete(PATH + "/" + id).expect(204);
    }

    @Test
    void keepsTheTokenSealed() throws IOException {
        String token = "not-to-be-found-" + Vendor.unique("token");
        String id = webhook(mailbox(), "\"token\":\"%s\",\"events\":[\"user.created\"]".formatted(token))
                .text("/id");

        String shown = server.slipway()
                .store()
                .read(
                        server.account().id(),
                        session -> session.webhookEndpoints().find(id))
                .orElseThrow()
                .toString();

        assertThat(shown).contains(id).doesNotContain(token);
        assertThat(isOnDisk(id)).isEqualTo(engine == Engine.SQLITE);
        assertThat(isOnDisk(token)).isFalse();
    }

    private boolean isOnDisk(String text) throws IOException {
        try (Stream<Path> files = Files.walk(server.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
