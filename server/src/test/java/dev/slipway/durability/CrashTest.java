package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the program with SIGKILL while releases are cut, again and again on the same data, and looks after each restart
 * whether everything acknowledged is there and nothing half-done can be seen. {@code -Dslipway.crash.kills=200} kills more
 * often than an ordinary run does.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("slipway.crash.kills", 5);
    private static final int WORKERS = 4;

    /** What the server acknowledged of one release. */
    private enum Acknowledged {
        DRAFTED,
        ANNOUNCED,
        UPLOADED,
        PUBLISHED
    }

    private record Known(String releaseId, String artifactId, String sha256, Acknowledged state) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    /** What was acknowledged since the last restart: looked at after the next one, and all of it once more at the end. */
    private final Map<String, Known> fresh = new ConcurrentHashMap<>();

    private final Random random = new Random(Long.getLong("slipway.test.seed", System.nanoTime()));

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAcknowledgedAndShowsNothingHalfDone(Engine engine) throws Exception {
        Path data = Files.createTempDirectory("slipway-crash");
        String databaseUrl = engine.freshDatabase();
        String product = null;
        String token = null;
        for (int round = 0; round < KILLS; round++) {
            try (ServerProcess server = ServerProcess.start(data, databaseUrl)) {
                Client client = token == null
                        ? server.client().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                        : server.client().withToken(token);
                if (product == null || token == null) {
                    product = Publisher.product(client);
                    token = client.post("/v1/products/" + product + "/tokens", "")
                            .expect(200)
                            .text("/data/attributes/token");
                }
                verify(fresh, client, server.client());
                fresh.clear();
                workUntilKilled(server, server.client().withToken(token), product, round);
            }
        }
        try (ServerProcess server = ServerProcess.start(data, databaseUrl)) {
            verify(known, server.client().withToken(String.valueOf(token)), server.client());
            assertThat(known.values()).anyMatch(each -> each.state() == Acknowledged.PUBLISHED);
            assertThat(leftovers(data)).isEmpty();
            assertThat(server.terminate()).isEqualTo(143);
        }
        System.out.printf("crash test: %d kills on %s, %d releases acknowledged%n", KILLS, engine, known.size());
    }

    /** Cuts releases side by side; after a random number of acknowledged steps the process is killed. */
    private void workUntilKilled(ServerProcess server, Client client, String product, int round) throws Exception {
        Semaphore steps = new Semaphore(0);
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < WORKERS; worker++) {
                Random own = new Random(random.nextLong());
                int number = worker;
                work.add(workers.submit(() -> {
                    try {
                        for (int patch = 0; ; patch++) {
                            cut(client, product, "%d.%d.%d".formatted(round, number, patch), own, steps);
                        }
                    } catch (UncheckedIOException e) {
                        // The server is gone: what was under way is not acknowledged.
                    }
                }));
            }
            assertThat(steps.tryAcquire(random.nextInt(3, 60), 60, TimeUnit.SECONDS))
                    .as("the server works")
                    .isTrue();
            server.kill();
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private void cut(Client client, String product, String version, Random own, Semaphore steps) {
        Publisher publisher = new Publisher(client, product);
        byte[] content = Publisher.content(own);
        String release = publisher.draft(version).id();
        acknowledge(version, new Known(release, "", "", Acknowledged.DRAFTED), steps);
        Reply announced = publisher.announce(release, version + ".bin");
        Known waiting = new Known(release, announced.id(), Publisher.sha256(content), Acknowledged.ANNOUNCED);
        acknowledge(version, waiting, steps);
        client.send("PUT", announced.text("/data/links/redirect"), content).expect(200);
        acknowledge(version, with(waiting, Acknowledged.UPLOADED), steps);
        publisher.publish(release);
        acknowledge(version, with(waiting, Acknowledged.PUBLISHED), steps);
    }

    private static Known with(Known each, Acknowledged state) {
        return new Known(each.releaseId(), each.artifactId(), each.sha256(), state);
    }

    private void acknowledge(String version, Known state, Semaphore steps) {
        known.put(version, state);
        fresh.put(version, state);
        steps.release();
    }

    private static void verify(Map<String, Known> expected, Client vendor, Client customer) {
        expected.forEach((version, each) -> {
            Reply release = vendor.get("/v1/releases/" + each.releaseId()).expect(200);
            assertThat(release.text("/data/attributes/version")).isEqualTo(version);
            if (each.state() == Acknowledged.PUBLISHED) {
                assertThat(release.text("/data/attributes/status")).isEqualTo("PUBLISHED");
                customer.get("/v1/releases/" + each.releaseId()).expect(200);
            }
            if (each.state() == Acknowledged.DRAFTED) {
                return;
            }
            Reply artifact = vendor.get("/v1/artifacts/" + each.artifactId());
            String status = artifact.text("/data/attributes/status");
            if (each.state() != Acknowledged.ANNOUNCED) {
                assertThat(status).isEqualTo("UPLOADED");
            }
            if (status.equals("UPLOADED")) {
                // Acknowledged or not: what is shown as uploaded is whole.
                Optional<String> address = artifact.expect(303).header("Location");
                byte[] bytes = customer.send("GET", address.orElseThrow(), null)
                        .expect(200)
                        .bytes();
                assertThat(Publisher.sha256(bytes)).isEqualTo(each.sha256());
            } else {
                assertThat(status).isEqualTo("WAITING");
            }
        });
    }

    /** Files of uploads that never finished. */
    private static List<Path> leftovers(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("staging"))
                    .toList();
        }
    }
}
