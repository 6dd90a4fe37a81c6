package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Receiver.Received;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WebhooksTest extends WebhookSuite {
    private static final String EVENTS = "/v1/webhook-events/";

    @Test
    void tellsAnEndpointWhatItSubscribedToSignedOverTheHostAsSent() throws Exception {
        String path = mailbox();
        endpoint(admin, path, "\"release.published\"");
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);

        Received told = receiver.next(path);
        assertThat(told.method()).isEqualTo("POST");
        assertThat(told.event()).isEqualTo("release.published");
        assertThat(told.payload().at("/data/id").stringValue()).isEqualTo(release);
        assertThat(told.payload().at("/data/attributes/status").stringValue()).isEqualTo("PUBLISHED");
        assertThat(told.json().at("/data/type").stringValue()).isEqualTo("webhook-events");
        assertThat(told.json().at("/data/attributes/status").stringValue()).isEqualTo("DELIVERING");
        assertThat(told.json().at("/data/meta/idempotencyToken").stringValue()).hasSize(64);
        assertThat(told.header("Content-type")).isEqualTo("application/json");
        assertThat(told.header("User-agent")).startsWith("Keygen/1.8 (");
        assertThat(told.header("Keygen-version")).isEqualTo("1.8");
        assertThat(told.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
        assertThat(told.header("Keygen-date")).isEqualTo(told.header("Date"));
        assertThat(told.header("Keygen-digest")).isEqualTo(told.header("Digest"));
        verifySignature(told, path);
        Reply event = eventIn("DELIVERED", told.json().at("/data/id").stringValue());
        assertThat(event.at("/data/attributes/lastResponseCode").intValue()).isEqualTo(200);
        assertThat(event.text("/data/attributes/lastResponseBody")).isEqualTo("thanks");
        assertThat(event.text("/data/attributes/endpoint")).isEqualTo(receiver.url(path));
        assertThat(receiver.waiting(path)).isZero();
    }

    private void verifySignature(Received told, String target) throws Exception {
        String digest = "sha-256="
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(told.body()));
        assertThat(told.header("Digest")).isEqualTo(digest);
        Matcher signed = Pattern.compile("keyid=\"([^\"]+)\", algorithm=\"ed25519\", signature=\"([^\"]+)\","
                        + " headers=\"\\(request-target\\) host date digest\"")
                .matcher(told.header("Keygen-signature"));
        assertThat(signed.matches()).isTrue();
        assertThat(signed.group(1)).isEqualTo(server.account().id());
        byte[] raw = HexFormat.of().parseHex(server.account().verifyKey());
        byte[] encoded = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update("(request-target): post %s\nhost: %s\ndate: %s\ndigest: %s"
                .formatted(target, told.header("Host"), told.header("Date"), digest)
                .getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Base64.getDecoder().decode(signed.group(2)))).isTrue();
    }

    @Test
    void showsWhatWasDeletedAsItWasBefore() {
        String path = mailbox();
        endpoint(admin, path, "\"product.deleted\",\"package.deleted\",\"artifact.deleted\",\"release.deleted\"");
        String product = vendor.product("\"code\":\"gone-soon\"");
        String part = releasePackage(product);
        String release = published(product, "1.0.0");
        String artifact = uploaded(release, "a.bin", "bytes");

        admin.delete("/v1/packages/" + part).expect(204);
        admin.delete("/v1/artifacts/" + artifact).expect(204);
        admin.delete("/v1/releases/" + release).expect(204);
        admin.delete("/v1/products/" + product).expect(204);

        List<String> told =
                List.of(receiver.next(path), receiver.next(path), receiver.next(path), receiver.next(path)).stream()
                        .map(each -> each.event() + " "
                                + each.payload().at("/data/id").stringValue())
                        .toList();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "package.deleted " + part,
                        "artifact.deleted " + artifact,
                        "release.deleted " + release,
                        "product.deleted " + product);
    }

    @Test
    void tellsWhatIsOnlyObservedToo() {
        String path = mailbox();
        endpoint(admin, path, "\"release.upgraded\",\"artifact.downloaded\",\"release.downloaded\"");
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        published(product, "1.0.0");
        String next = published(product, "1.1.0");
        String artifact = uploaded(next, "app.bin", "bytes");

        anonymous.get("/v1/releases/1.0.0/upgrade?product=" + product).expect(200);
        Received upgraded = receiver.next(path);
        assertThat(upgraded.event()).isEqualTo("release.upgraded");
        assertThat(upgraded.payload().at("/data/id").stringValue()).isEqualTo(next);
        assertThat(upgraded.payload().at("/meta")).hasToString("{\"current\":\"1.0.0\",\"next\":\"1.1.0\"}");

        download(anonymous, "/v1/artifacts/" + artifact);
        List<Received> downloaded = List.of(receiver.next(path), receiver.next(path));
        assertThat(downloaded).extracting(Received::event).containsExactly("artifact.downloaded", "release.downloaded");
        assertThat(downloaded)
                .extracting(each -> each.payload().at("/data/type").stringValue())
                .containsOnly("artifacts");
    }

    @Test
    void tellsWhatAValidationFound() {
        String path = mailbox();
        endpoint(admin, path, "\"license.validation.succeeded\",\"license.validation.failed\",\"license.deleted\"");
        String license = vendor.license(vendor.policy(vendor.product(), ""), "").id();

        admin.post("/v1/licenses/" + license + "/actions/validate", "").expect(200);
        Received valid = receiver.next(path);
        admin.delete("/v1/licenses/" + license).expect(204);
        Received deleted = receiver.next(path);

        assertThat(valid.event()).isEqualTo("license.validation.succeeded");
        assertThat(valid.payload().at("/meta/code").stringValue()).isEqualTo("VALID");
        assertThat(valid.payload().at("/meta/valid").booleanValue()).isTrue();
        assertThat(valid.payload().at("/data/id").stringValue()).isEqualTo(license);
        assertThat(deleted.event()).isEqualTo("license.deleted");
        assertThat(deleted.payload().at("/data/id").stringValue()).isEqualTo(license);
    }

    @Test
    void tellsAChanceToSetAPasswordToTheReceiverAndNobodyElse() {
        String path = mailbox();
        endpoint(admin, path, "\"user.password-reset\"");
        Reply user = vendor.user("user");
        String email = user.text("/data/attributes/email");

        anonymous
                .post("/v1/passwords", "{\"meta\":{\"email\":\"%s\",\"deliver\":false}}".formatted(email))
                .expect(204);

        Received told = receiver.next(path);
        String token = told.payload().at("/meta/passwordResetToken").stringValue();
        String event = EVENTS + told.json().at("/data/id").stringValue();
        assertThat(admin.get(event).expect(200).body()).doesNotContain(token);
        Reply log = admin.get("/v1/event-logs?event=user.password-reset&resource=" + user.id());
        assertThat(log.at("/data/0/attributes/metadata")).hasToString("{}");
        anonymous
                .post("/v1/users/" + user.id() + "/actions/reset-password", """
                        {"meta":{"passwordResetToken":"%s","newPassword":"a new password"}}""".formatted(token))
                .expect(200);
    }

    @Test
    void speaksTheVersionOfTheEndpoint() {
        String path = mailbox();
        admin.post(
                        "/v1/webhook-endpoints",
                        endpointDocument("\"url\":\"%s\",\"apiVersion\":\"1.0\",\"subscriptions\":[\"release.created\"]"
                                .formatted(receiver.url(path))))
                .expect(201);
        published(vendor.product(), "3.0.0");

        Received told = receiver.next(path);

        assertThat(told.header("Keygen-version")).isEqualTo("1.0");
        assertThat(told.payload().at("/data/attributes").has("filename")).isTrue();
    }

    @Test
    void tellsAnEndpointOfAProductOnlyWhatThatProductMayRead() {
        String product = vendor.product();
        Client own = vendor.productClient(anonymous, product);
        String path = mailbox();
        String endpoint = endpoint(own, path, "\"*\"");
        assertThat(admin.get("/v1/webhook-endpoints/" + endpoint).text("/data/relationships/product/data/id"))
                .isEqualTo(product);

        published(vendor.product(), "1.0.0");
        vendor.user("user");
        String release = published(product, "2.0.0");

        Received told = receiver.next(path);
        assertThat(told.event()).isEqualTo("release.created");
        assertThat(told.payload().at("/data/id").stringValue()).isEqualTo(release);
        String event = told.json().at("/data/id").stringValue();
        own.get(EVENTS + event).expect(200);
        assertThat(own.get("/v1/webhook-events").ids()).contains(event);
        vendor.productClient(anonymous, vendor.product()).get(EVENTS + event).expectError(404, "NOT_FOUND", null);
        vendor.productClient(anonymous, vendor.product())
                .get("/v1/webhook-endpoints/" + endpoint)
                .expectError(404, "NOT_FOUND", null);
    }

    @Test
    void triesAgainLaterUntilSomebodyHasIt() {
        String path = mailbox();
        receiver.answer(path, 500, "not now");
        endpoint(admin, path, "\"product.created\"");
        vendor.product();

        String id = receiver.next(path).json().at("/data/id").stringValue();
        Reply failing = eventIn("FAILING", id);
        assertThat(failing.at("/data/attributes/lastResponseCode").intValue()).isEqualTo(500);
        assertThat(failing.text("/data/attributes/lastResponseBody")).isEqualTo("not now");

        receiver.answer(path, 204, "");
        server.clock().advance(Duration.ofMinutes(101));

        assertThat(receiver.next(path).json().at("/data/id").stringValue()).isEqualTo(id);
        assertThat(eventIn("DELIVERED", id)
                        .at("/data/attributes/lastResponseCode")
                        .intValue())
                .isEqualTo(204);
    }

    @Test
    void followsNoRedirect() {
        String path = mailbox();
        String elsewhere = mailbox();
        receiver.redirect(path, receiver.url(elsewhere));
        endpoint(admin, path, "\"product.created\"");
        vendor.product();

        String id = receiver.next(path).json().at("/data/id").stringValue();

        assertThat(eventIn("FAILING", id)
                        .at("/data/attributes/lastResponseCode")
                        .intValue())
                .isEqualTo(307);
        assertThat(receiver.waiting(elsewhere)).isZero();
    }

    @Test
    void turnsOffAnEndpointThatWantsNothingMore() {
        String path = mailbox();
        receiver.answer(path, 410, "gone");
        String endpoint = endpoint(admin, path, "\"product.created\"");
        vendor.product();

        String id = receiver.next(path).json().at("/data/id").stringValue();
        eventIn("FAILED", id);
        Reply off = askUntil(
                () -> admin.get("/v1/webhook-endpoints/" + endpoint).expect(200),
                reply -> reply.at("/data/attributes/subscriptions").isEmpty());
        assertThat(off.at("/data/attributes/subscriptions").isEmpty()).isTrue();
        assertThat(eventsOf(endpoint)).containsExactly("webhook-endpoint.created", "webhook-endpoint.updated");

        admin.patch("/v1/webhook-endpoints/" + endpoint, endpointDocument("\"subscriptions\":[\"product.created\"]"))
                .expect(200);
        receiver.answer(path, 200, "");
        vendor.product();
        assertThat(receiver.next(path).event()).isEqualTo("product.created");
    }

    @Test
    void keepsTellingAnEndpointThatMovedBeforeItsFormerReceiverSaidFarewell() {
        String former = mailbox();
        String next = mailbox();
        receiver.answer(former, 410, "moved");
        receiver.hold(former);
        String endpoint = endpoint(admin, former, "\"product.created\"");
        vendor.product();
        String id = receiver.next(former).json().at("/data/id").stringValue();
        admin.patch(
                        "/v1/webhook-endpoints/" + endpoint,
                        endpointDocument("\"url\":\"%s\"".formatted(receiver.url(next))))
                .expect(200);

        receiver.release(former);
        eventIn("FAILED", id);

        String later = vendor.product();
        assertThat(receiver.next(next).payload().at("/data/id").stringValue()).isEqualTo(later);
        assertThat(admin.get("/v1/webhook-endpoints/" + endpoint)
                        .at("/data/attributes/subscriptions")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void tellsAnEndpointOfAProductOfTheTokensItMayRead() {
        String product = vendor.product();
        String path = mailbox();
        endpoint(vendor.productClient(anonymous, product), path, "\"token.generated\",\"token.revoked\"");
        Reply user = vendor.user("user");
        String license = vendor.licenseOf(vendor.policy(product, ""), user.id()).id();
        String strange = vendor.license(vendor.policy(vendor.product(), ""), "").id();
        admin.post("/v1/licenses/" + strange + "/tokens", "").expect(200);
        vendor.userClient(anonymous, "admin");

        String ofLicense = admin.post("/v1/licenses/" + license + "/tokens", "")
                .expect(200)
                .id();
        assertThat(receiver.next(path).payload().at("/data/id").stringValue()).isEqualTo(ofLicense);
        String ofUser =
                admin.post("/v1/users/" + user.id() + "/tokens", "").expect(200).id();
        assertThat(receiver.next(path).payload().at("/data/id").stringValue()).isEqualTo(ofUser);
        admin.delete("/v1/tokens/" + ofUser).expect(204);
        Received revoked = receiver.next(path);
        assertThat(revoked.event()).isEqualTo("token.revoked");
        assertThat(revoked.payload().at("/data/attributes").has("token")).isFalse();
    }

    @Test
    void saysWhyNobodyAnswered() {
        String closed = "http://127.0.0.1:1/hook";
        String inside = "http://10.1.2.3/hook";
        admin.post("/v1/webhook-endpoints", endpointDocument("\"url\":\"%s\"".formatted(inside)))
                .expectError(422, "URL_HOST_INVALID", "/data/attributes/url");
        String endpoint = admin.post(
                        "/v1/webhook-endpoints",
                        endpointDocument("\"url\":\"%s\",\"subscriptions\":[\"package.created\"]".formatted(closed)))
                .expect(201)
                .id();
        releasePackage(vendor.product());

        String id = admin.get("/v1/webhook-events?events[]=package.created&limit=1")
                .ids()
                .getFirst();
        assertThat(eventIn("FAILED", id).text("/data/attributes/lastResponseBody"))
                .isEqualTo("CONN_REFUSED");
        admin.delete("/v1/webhook-endpoints/" + endpoint).expect(204);
        admin.post(EVENTS + id + "/actions/retry", "").expectError(422, null, null);
    }

    @Test
    void sendsAnEventAgainWhenAsked() {
        String path = mailbox();
        endpoint(admin, path, "\"product.created\"");
        vendor.product();
        Received first = receiver.next(path);
        String id = first.json().at("/data/id").stringValue();

        Reply again = admin.post(EVENTS + id + "/actions/retry", "").expect(201);

        Received second = receiver.next(path);
        assertThat(again.header("Location").orElseThrow()).endsWith("/webhook-events/" + again.id());
        assertThat(again.id()).isNotEqualTo(id);
        assertThat(second.json().at("/data/id").stringValue()).isEqualTo(again.id());
        assertThat(second.json().at("/data/meta")).isEqualTo(first.json().at("/data/meta"));
        assertThat(second.payload()).isEqualTo(first.payload());
        admin.delete(EVENTS + id).expect(204);
        admin.get(EVENTS + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void keepsTheOrderOfWhatHappensToOneResource() {
        String path = mailbox();
        endpoint(admin, path, "\"product.created\",\"product.updated\",\"product.deleted\"");
        String product = vendor.product();
        for (int i = 0; i < 5; i++) {
            admin.patch("/v1/products/" + product, """
                            {"data":{"type":"products","attributes":{"name":"Name %d"}}}""".formatted(i)).expect(200);
        }
        admin.delete("/v1/products/" + product).expect(204);

        assertThat(receiver.next(path).event()).isEqualTo("product.created");
        for (int i = 0; i < 5; i++) {
            assertThat(receiver.next(path).payload().at("/data/attributes/name").stringValue())
                    .isEqualTo("Name " + i);
        }
        assertThat(receiver.next(path).event()).isEqualTo("product.deleted");
    }

    @Test
    void forgetsEventsAfterThirtyDays() {
        String path = mailbox();
        endpoint(admin, path, "\"product.created\"");
        vendor.product();
        String id = receiver.next(path).json().at("/data/id").stringValue();
        eventIn("DELIVERED", id);
        Client later = admin;

        server.clock().advance(Duration.ofDays(31));
        server.slipway().keepHouse();

        later.get(EVENTS + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void saysThatItIsWell() {
        anonymous.get("/v1/health/webhooks").expect(204);
    }
}
