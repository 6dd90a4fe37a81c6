package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Dialect;
import dev.slipway.model.ListQuery;
import dev.slipway.model.WebhookEvent;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever API something is done through, the same happens: one vocabulary of events, told in the words of either. */
class EventsOfBothApisTest extends CryptlexSuite {
    private final AtomicInteger versions = new AtomicInteger();

    /** Makes what something is then done to; its id. */
    interface Preparation {
        String run(EventsOfBothApisTest scene);
    }

    /** Does something; the id of what it was done to. */
    interface Action {
        String run(EventsOfBothApisTest scene, String prepared);
    }

    /**
     * What can be done through either API.
     *
     * @param recorded the names of the events, as recorded and as told to Keygen's clients
     * @param told what Cryptlex's clients are told
     */
    record Case(String name, Preparation before, Action first, Action third, List<String> recorded, List<String> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "create a release",
                        scene -> scene.vendor.product(),
                        EventsOfBothApisTest::firstRelease,
                        EventsOfBothApisTest::thirdRelease,
                        List.of("release.created"),
                        List.of("release.created")),
                new Case(
                        "rename a release",
                        EventsOfBothApisTest::draft,
                        (scene, id) -> scene.firstPatch("releases", id, "\"name\":\"Other\""),
                        (scene, id) -> scene.thirdPatch("releases", id, "\"name\":\"Other\""),
                        List.of("release.updated"),
                        List.of("release.updated")),
                new Case(
                        "publish a release",
                        EventsOfBothApisTest::draft,
                        (scene, id) -> scene.firstAction(id, "publish"),
                        (scene, id) -> scene.thirdAction(id, "publish"),
                        List.of("release.published"),
                        List.of("release.published")),
                new Case(
                        "withdraw a release",
                        EventsOfBothApisTest::published,
                        (scene, id) -> scene.firstAction(id, "yank"),
                        (scene, id) -> scene.thirdAction(id, "archive"),
                        List.of("release.yanked"),
                        List.of("release.archived")),
                new Case(
                        "offer a release again",
                        scene -> scene.thirdAction(published(scene), "archive"),
                        (scene, id) -> scene.firstAction(id, "publish"),
                        (scene, id) -> scene.thirdAction(id, "unarchive"),
                        List.of("release.published"),
                        List.of("release.published")),
                new Case(
                        "delete a release",
                        EventsOfBothApisTest::draft,
                        (scene, id) -> scene.delete("/v1/releases/", id),
                        (scene, id) -> scene.delete("/v3/releases/", id),
                        List.of("release.deleted"),
                        List.of("release.deleted")),
                new Case(
                        "delete a file",
                        EventsOfBothApisTest::file,
                        (scene, id) -> scene.delete("/v1/artifacts/", id),
                        (scene, id) -> scene.delete("/v3/release-files/", id),
                        List.of("artifact.deleted"),
                        List.of("release-file.deleted")),
                new Case(
                        "create a user",
                        scene -> "",
                        (scene, none) -> scene.vendor.user("user").id(),
                        (scene, none) -> scene.thirdUser(),
                        List.of("user.created"),
                        List.of("user.created")),
                new Case(
                        "rename a user",
                        scene -> scene.vendor.user("user").id(),
                        (scene, id) -> scene.firstPatch("users", id, "\"firstName\":\"Ada\""),
                        (scene, id) -> scene.thirdPatch("users", id, "\"firstName\":\"Ada\""),
                        List.of("user.updated"),
                        List.of("user.updated")),
                new Case(
                        "delete a user",
                        scene -> scene.vendor.user("user").id(),
                        (scene, id) -> scene.delete("/v1/users/", id),
                        (scene, id) -> scene.delete("/v3/users/", id),
                        List.of("user.deleted"),
                        List.of("user.deleted")),
                new Case(
                        "create a product",
                        scene -> "",
                        (scene, none) -> scene.vendor.product(),
                        (scene, none) -> scene.thirdProduct(),
                        List.of("product.created"),
                        List.of()),
                new Case(
                        "rename a product",
                        scene -> scene.vendor.product(),
                        (scene, id) -> scene.firstPatch("products", id, "\"name\":\"Other\""),
                        (scene, id) -> scene.thirdPatch("products", id, "\"name\":\"Other\""),
                        List.of("product.updated"),
                        List.of()),
                new Case(
                        "delete a product",
                        scene -> scene.vendor.product(),
                        (scene, id) -> scene.delete("/v1/products/", id),
                        (scene, id) -> scene.delete("/v3/products/", id),
                        List.of("product.deleted"),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameIsRecordedAndToldWhicheverApiItIsDoneThrough(Case done) {
        assertThat(whatComesOf(done.before(), done.first())).as("/v1").isEqualTo(expected(done));
        assertThat(whatComesOf(done.before(), done.third())).as("/v3").isEqualTo(expected(done));
    }

    private static Outcome expected(Case done) {
        return new Outcome(done.recorded(), done.recorded(), done.told());
    }

    private record Outcome(List<String> recorded, List<String> toldByKeygen, List<String> toldByCryptlex) {}

    private Outcome whatComesOf(Preparation before, Action action) {
        String prepared = before.run(this);
        int already = prepared.isEmpty() ? 0 : eventsOf(prepared).size();
        String keygen = admin.post("/v1/webhook-endpoints", """
                        {"data":{"type":"webhook-endpoints","attributes":{"url":"https://hooks.example.com/keygen"}}}""").expect(201).id();
        String cryptlex = staff.post("/v3/webhooks", """
                        {"name":"All","url":"https://hooks.example.com/cryptlex","events":[
                        "release.created","release.updated","release.published","release.archived","release.deleted",
                        "release-file.created","release-file.updated","release-file.deleted",
                        "license.created","license.updated","license.deleted",
                        "user.created","user.updated","user.deleted"]}""").expect(201).text("/id");

        String id = action.run(this, prepared);

        List<String> recorded = eventsOf(id);
        Outcome outcome = new Outcome(
                id.equals(prepared) ? recorded.subList(already, recorded.size()) : recorded,
                told(Dialect.KEYGEN, keygen, id),
                told(Dialect.CRYPTLEX, cryptlex, id));
        admin.delete("/v1/webhook-endpoints/" + keygen).expect(204);
        staff.delete("/v3/webhooks/" + cryptlex).expect(204);
        return outcome;
    }

    /** What was noted to be told to an endpoint about a resource, in order. */
    private List<String> told(Dialect dialect, String endpoint, String resource) {
        return server
                .slipway()
                .store()
                .read(
                        server.account().id(),
                        session -> session.webhookEvents().list(dialect, null, ListQuery.all(1, 10_000)))
                .items()
                .stream()
                .filter(event -> event.endpointId().equals(endpoint)
                        && event.resourceId().equals(resource))
                .map(WebhookEvent::event)
                .toList();
    }

    @Test
    void aFileIsToldOnceItIsThereHoweverItCame() {
        String release = draft(this);

        assertThat(whatComesOf(scene -> release, (scene, id) -> scene.firstFile(id)))
                .isEqualTo(new Outcome(
                        List.of("artifact.created", "artifact.upload.succeeded", "artifact.uploaded"),
                        List.of("artifact.created", "artifact.upload.succeeded", "artifact.uploaded"),
                        List.of("release-file.created")));
        assertThat(whatComesOf(scene -> release, (scene, id) -> scene.thirdFile(id)))
                .isEqualTo(new Outcome(
                        List.of("artifact.created", "artifact.uploaded"),
                        List.of("artifact.created", "artifact.uploaded"),
                        List.of("release-file.created")));
    }

    @Test
    void aFileThatNeverCameIsNotTold() {
        String release = draft(this);

        Outcome outcome =
                whatComesOf(scene -> scene.announced(release).id(), (scene, id) -> scene.delete("/v1/artifacts/", id));

        assertThat(outcome).isEqualTo(new Outcome(List.of("artifact.deleted"), List.of("artifact.deleted"), List.of()));
    }

    private static String draft(EventsOfBothApisTest scene) {
        return scene.firstRelease(scene.vendor.product());
    }

    private static String published(EventsOfBothApisTest scene) {
        return scene.firstAction(draft(scene), "publish");
    }

    private static String file(EventsOfBothApisTest scene) {
        return scene.firstFile(draft(scene));
    }

    private String version() {
        return "1.0." + versions.incrementAndGet();
    }

    private String firstRelease(String product) {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version(), product))
                .expect(201)
                .id();
    }

    private String thirdRelease(String product) {
        return staff.post("/v3/releases", """
                        {"name":"New","version":"%s","platform":"linux","productId":"%s"}""".formatted(version(), product))
                .expect(201)
                .text("/id");
    }

    private Reply announced(String release) {
        return admin.with("Prefer", "no-redirect")
                .post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"%s"},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(Vendor.unique("app"), release))
                .expect(200);
    }

    private String firstFile(String release) {
        Reply announced = announced(release);
        anonymous
                .send("PUT", announced.text("/data/links/redirect"), "bytes".getBytes(StandardCharsets.UTF_8))
                .expect(200);
        return announced.id();
    }

    private String thirdFile(String release) {
        return staff.post("/v3/release-files", """
                        {"name":"%s","url":"https://files.example.com/a.zip","size":5,"releaseId":"%s"}""".formatted(Vendor.unique("app"), release))
                .expect(201)
                .text("/id");
    }

    private String thirdUser() {
        return staff.post("/v3/users", "{\"email\":\"%s@example.com\"}".formatted(Vendor.unique("someone")))
                .expect(201)
                .text("/id");
    }

    private String thirdProduct() {
        return staff.post("/v3/products", "{\"name\":\"%s\"}".formatted(Vendor.unique("Product")))
                .expect(201)
                .text("/id");
    }

    private String firstPatch(String type, String id, String attributes) {
        admin.patch("/v1/" + type + "/" + id, """
                        {"data":{"type":"%s","attributes":{%s}}}""".formatted(type, attributes)).expect(200);
        return id;
    }

    private String thirdPatch(String type, String id, String members) {
        staff.patch("/v3/" + type + "/" + id, "{" + members + "}").expect(200);
        return id;
    }

    private String firstAction(String release, String action) {
        admin.post("/v1/releases/" + release + "/actions/" + action, "").expect(200);
        return release;
    }

    private String thirdAction(String release, String action) {
        staff.post("/v3/releases/" + release + "/" + action, "").expect(200);
        return release;
    }

    private String delete(String path, String id) {
        admin.delete(path + id).expect(204);
        return id;
    }
}
