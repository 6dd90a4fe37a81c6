package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests that arrive at once and cannot all be right. */
class RacesTest extends HostileSuite {
    private static final int RIVALS = 8;
    private static final int ROUNDS = 4;

    /** What one rival in one round does. */
    private interface Attempt {
        Reply go(int rival) throws Exception;
    }

    private static List<Reply> atOnce(int rivals, Attempt attempt) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(rivals);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> futures = new ArrayList<>();
            for (int rival = 0; rival < rivals; rival++) {
                int number = rival;
                Callable<Reply> task = () -> {
                    start.await();
                    return attempt.go(number);
                };
                futures.add(threads.submit(task));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }

    private static void expectOneWinner(List<Reply> replies) {
        List<Reply> losers =
                replies.stream().filter(reply -> reply.status() >= 300).toList();
        assertThat(losers).as("losers").hasSize(replies.size() - 1);
        for (Reply loser : losers) {
            assertThat(loser.status()).as(loser.body()).isIn(409, 422);
            assertThat(flaw(loser)).isEmpty();
        }
    }

    @Test
    void oneOfManyReleasesGetsTheVersion() throws Exception {
        String product = vendor.product();
        for (int round = 1; round <= ROUNDS; round++) {
            String body = document(
                    "releases",
                    "\"version\":\"%d.0.0\",\"channel\":\"stable\"".formatted(round),
                    toOne("product", "products", product));
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/releases", body)));
        }
        assertThat(admin.get("/v1/products/" + product + "/releases").ids()).hasSize(ROUNDS);
    }

    @Test
    void oneOfManyReleasesGetsTheTag() throws Exception {
        String product = vendor.product();
        for (int round = 1; round <= ROUNDS; round++) {
            int major = round;
            expectOneWinner(atOnce(
                    RIVALS,
                    rival -> admin.post(
                            "/v1/releases",
                            document(
                                    "releases",
                                    "\"version\":\"%d.%d.0\",\"channel\":\"stable\",\"tag\":\"tag-%d\""
                                            .formatted(major, rival, major),
                                    toOne("product", "products", product)))));
        }
    }

    @Test
    void oneOfManyArtifactsGetsTheFilename() throws Exception {
        Estate estate = estate(admin);
        for (int round = 1; round <= ROUNDS; round++) {
            String body = document(
                    "artifacts",
                    "\"filename\":\"same-%d.bin\",\"platform\":\"p-%d\"".formatted(round, round),
                    toOne("release", "releases", estate.release()));
            expectOneWinner(
                    atOnce(RIVALS, rival -> admin.with("Prefer", "no-redirect").post("/v1/artifacts", body)));
        }
    }

    @Test
    void oneOfManyGetsTheCodeTheKeyOrTheAddress() throws Exception {
        Estate estate = estate(admin);
        String policy = toOne("policy", "policies", estate.policy());
        String product = toOne("product", "products", estate.product());
        for (int round = 1; round <= ROUNDS; round++) {
            String name = name();
            String entitlement = document("entitlements", "\"name\":\"N\",\"code\":\"%s\"".formatted(name));
            String license = document("licenses", "\"key\":\"%s\"".formatted(name), policy);
            String user = document("users", "\"email\":\"%s@example.com\"".formatted(name));
            String code = document("products", "\"name\":\"N\",\"code\":\"%s\"".formatted(name));
            String key = document("packages", "\"name\":\"N\",\"key\":\"%s\"".formatted(name), product);
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/entitlements", entitlement)));
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/licenses", license)));
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/users", user)));
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/products", code)));
            expectOneWinner(atOnce(RIVALS, rival -> admin.post("/v1/packages", key)));
        }
    }

    @Test
    void oneOfManyAttachesTheEntitlement() throws Exception {
        Estate estate = estate(admin);
        String constraint = constraints(estate.freeEntitlement());
        String reference = references("entitlements", estate.freeEntitlement());
        String release = "/v1/releases/" + estate.release() + "/constraints";
        expectOneWinner(atOnce(RIVALS, rival -> admin.post(release, constraint)));
        String policy = "/v1/policies/" + estate.policy() + "/entitlements";
        expectOneWinner(atOnce(RIVALS, rival -> admin.post(policy, reference)));
    }

    @Test
    void aFreezingProductKeepsTheBytesItPublished() throws Exception {
        String product = vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}");
        for (int round = 1; round <= ROUNDS * 2; round++) {
            String release = release(product, round + ".0.0");
            Reply announced = announce(admin, release, "app.bin");
            String address = announced.text("/data/links/redirect");
            List<Reply> replies = atOnce(
                    RIVALS,
                    rival -> rival == 0
                            ? admin.post("/v1/releases/" + release + "/actions/publish", "")
                            : anonymous.send("PUT", address, ("bytes " + rival).getBytes(StandardCharsets.UTF_8)));

            replies.getFirst().expect(200);
            for (Reply upload : replies.subList(1, RIVALS)) {
                assertThat(upload.status()).as(upload.body()).isIn(200, 403);
            }
            boolean any = replies.subList(1, RIVALS).stream().anyMatch(reply -> reply.status() == 200);
            Reply artifact = admin.with("Prefer", "no-download").get("/v1/artifacts/" + announced.id());
            assertThat(artifact.text("/data/attributes/status")).isEqualTo(any ? "UPLOADED" : "WAITING");
            String kept = any ? bytesOf(announced.id()) : "";
            refused(403, anonymous.send("PUT", address, "late".getBytes(StandardCharsets.UTF_8)));
            assertThat(any ? bytesOf(announced.id()) : "").isEqualTo(kept);
        }
    }

    private String release(String product, String version) {
        return admin.post(
                        "/v1/releases",
                        document(
                                "releases",
                                "\"version\":\"%s\",\"channel\":\"stable\"".formatted(version),
                                toOne("product", "products", product)))
                .expect(201)
                .id();
    }

    private String bytesOf(String artifact) {
        return anonymous
                .get(admin.get("/v1/artifacts/" + artifact)
                        .expect(303)
                        .header("Location")
                        .orElseThrow())
                .expect(200)
                .body();
    }

    @Test
    void whatIsDeletedStaysDeletedWhateverIsUploaded() throws Exception {
        Estate estate = estate(admin);
        for (int round = 1; round <= ROUNDS; round++) {
            Reply announced = announce(admin, estate.release(), "gone-" + round + ".bin");
            String address = announced.text("/data/links/redirect");
            List<Reply> replies = atOnce(
                    RIVALS,
                    rival -> rival == 0
                            ? admin.delete("/v1/artifacts/" + announced.id())
                            : anonymous.send("PUT", address, ("bytes " + rival).getBytes(StandardCharsets.UTF_8)));

            replies.getFirst().expect(204);
            for (Reply upload : replies.subList(1, RIVALS)) {
                assertThat(upload.status()).as(upload.body()).isIn(200, 404);
            }
            refused(404, admin.get("/v1/artifacts/" + announced.id()));
            refused(404, anonymous.send("PUT", address, "late".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aProductIsNotLeftWithOrphans() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            Estate estate = estate(admin);
            String inProduct = toOne("product", "products", estate.product());
            List<Reply> replies = atOnce(RIVALS, rival -> switch (rival % 4) {
                case 0 -> admin.delete("/v1/products/" + estate.product());
                case 1 -> admin.post("/v1/policies", document("policies", "\"name\":\"N\"", inProduct));
                case 2 ->
                    admin.post("/v1/licenses", document("licenses", "", toOne("policy", "policies", estate.policy())));
                default ->
                    admin.post(
                            "/v1/packages",
                            document("packages", "\"name\":\"N\",\"key\":\"%s\"".formatted(name()), inProduct));
            });
            assertThat(replies)
                    .allSatisfy(
                            reply -> assertThat(reply.status()).as(reply.body()).isIn(201, 204, 404, 409, 422));
            for (String type : List.of("licenses", "policies", "packages")) {
                assertThat(admin.get("/v1/" + type + "?limit=100&product=" + estate.product())
                                .expect(200)
                                .ids())
                        .as(type)
                        .isEmpty();
                admin.get("/v1/" + type + "?limit=100").expect(200);
            }
        }
    }

    @Test
    void oneOfManyReleasesGetsTheTagItIsGivenLater() throws Exception {
        String product = vendor.product();
        List<String> releases = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            releases.add(release(product, "1." + rival + ".0"));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            String body = document("releases", "\"tag\":\"moved-%d\"".formatted(round));
            expectOneWinner(atOnce(RIVALS, rival -> admin.patch("/v1/releases/" + releases.get(rival), body)));
        }
    }

    @Test
    void oneOfManyReleasesOfAVersionGetsIntoThePackage() throws Exception {
        Estate estate = estate(admin);
        String target = "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(estate.releasePackage());
        List<String> releases = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            String line = admin.post(
                            "/v1/packages",
                            document(
                                    "packages",
                                    "\"name\":\"N\",\"key\":\"%s\"".formatted(name()),
                                    toOne("product", "products", estate.product())))
                    .expect(201)
                    .id();
            releases.add(admin.post(
                            "/v1/releases",
                            document(
                                    "releases",
                                    "\"version\":\"5.0.0\",\"channel\":\"stable\"",
                                    toOne("product", "products", estate.product())
                                            + ","
                                            + toOne("package", "packages", line)))
                    .expect(201)
                    .id());
        }

        expectOneWinner(atOnce(RIVALS, rival -> admin.put("/v1/releases/" + releases.get(rival) + "/package", target)));
    }

    @Test
    void classicReleasesOfOneFileAreOneRelease() throws Exception {
        String product = vendor.product();
        Client classic = admin.with("Keygen-Version", "1.0");
        for (int round = 1; round <= ROUNDS; round++) {
            String body = document(
                    "releases",
                    "\"version\":\"%d.0.0\",\"channel\":\"stable\",\"filename\":\"app-%d.zip\",\"filetype\":\"zip\",\"platform\":\"any\""
                            .formatted(round, round),
                    toOne("product", "products", product));
            List<Reply> replies = atOnce(
                    RIVALS,
                    rival -> rival % 2 == 0 ? classic.put("/v1/releases", body) : classic.post("/v1/releases", body));

            assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
            assertThat(replies)
                    .allSatisfy(
                            reply -> assertThat(reply.status()).as(reply.body()).isIn(200, 201, 409, 422));
        }
        assertThat(admin.get("/v1/products/" + product + "/releases").ids()).hasSize(ROUNDS);
    }

    @Test
    void publishingAndYankingLeaveWhatTheLastOneSaid() throws Exception {
        for (String attributes : List.of("", "\"metadata\":{\"publishPolicy\":\"FREEZE\"}")) {
            String product = vendor.product(attributes);
            for (int round = 1; round <= ROUNDS; round++) {
                String release = release(product, round + ".0.0");
                String path = "/v1/releases/" + release;
                List<Reply> replies = atOnce(
                        RIVALS, rival -> admin.post(path + "/actions/" + (rival % 2 == 0 ? "publish" : "yank"), ""));

                for (Reply reply : replies) {
                    assertThat(reply.status()).as(reply.body()).isIn(200, 403);
                }
                List<String> events = eventsOf(release);
                assertThat(admin.get(path).text("/data/attributes/status"))
                        .as("after %s", events)
                        .isEqualTo(events.getLast().equals("release.yanked") ? "YANKED" : "PUBLISHED");
                assertThat(events).hasSizeLessThanOrEqualTo(RIVALS + 1);
            }
        }
    }

    @Test
    void aReleaseIsDeletedOnceAndForAll() throws Exception {
        String product = vendor.product();
        for (int round = 1; round <= ROUNDS; round++) {
            String release = release(product, round + ".0.0");
            String path = "/v1/releases/" + release;
            Reply announced = announce(admin, release, "app.bin");
            String address = announced.text("/data/links/redirect");
            List<Reply> replies = atOnce(RIVALS, rival -> switch (rival % 4) {
                case 0 -> admin.delete(path);
                case 1 -> anonymous.send("PUT", address, ("bytes " + rival).getBytes(StandardCharsets.UTF_8));
                case 2 -> admin.post(path + "/actions/publish", "");
                default ->
                    admin.with("Prefer", "no-redirect")
                            .post(
                                    "/v1/artifacts",
                                    document(
                                            "artifacts",
                                            "\"filename\":\"more-%d.bin\"".formatted(rival),
                                            toOne("release", "releases", release)));
            });

            assertThat(replies.stream().filter(reply -> reply.status() == 204)).hasSize(1);
            assertThat(replies)
                    .allSatisfy(
                            reply -> assertThat(reply.status()).as(reply.body()).isIn(200, 204, 404, 422));
            refused(404, admin.get(path));
            refused(404, admin.get("/v1/artifacts/" + announced.id()));
            refused(404, anonymous.send("PUT", address, "late".getBytes(StandardCharsets.UTF_8)));
            assertThat(eventsOf(release)).endsWith("release.deleted");
            assertThat(admin.get("/v1/artifacts?product=" + product).expect(200).ids())
                    .isEmpty();
        }
    }

    @Test
    void ofManyUploadsOneIsKeptAndWhole() throws Exception {
        Estate estate = estate(admin);
        for (int round = 1; round <= ROUNDS; round++) {
            Reply announced = announce(admin, estate.release(), "same-" + round + ".bin");
            String address = announced.text("/data/links/redirect");
            List<String> contents = new ArrayList<>();
            for (int rival = 0; rival < RIVALS; rival++) {
                contents.add(("bytes of " + rival + "; ").repeat(10_000 + rival));
            }
            List<Reply> replies = atOnce(
                    RIVALS,
                    rival -> anonymous.send("PUT", address, contents.get(rival).getBytes(StandardCharsets.UTF_8)));

            for (Reply reply : replies) {
                assertThat(reply.status()).as(reply.body()).isIn(200, 409);
            }
            assertThat(replies.stream().filter(reply -> reply.status() == 200)).isNotEmpty();
            assertThat(contents).contains(bytesOf(announced.id()));
        }
    }
}
