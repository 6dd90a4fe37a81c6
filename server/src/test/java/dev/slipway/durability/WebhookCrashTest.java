package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Receiver;
import dev.slipway.testing.Receiver.Received;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Kills the program while events are being sent. */
class WebhookCrashTest {
    private static final int WORKERS = 3;

    @TempDir
    private Path data;

    private ServerProcess start(String databaseUrl) throws Exception {
        return ServerProcess.start(data, databaseUrl, Map.of("SLIPWAY_WEBHOOK_ADDRESSES", "127.0.0.1"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Execution(ExecutionMode.CONCURRENT)
    void sendsAgainWhatWasBeingSentAndInventsNothing(Engine engine) throws Exception {
        String databaseUrl = engine.freshDatabase();
        try (Receiver receiver = new Receiver()) {
            receiver.hold("/hook");
            Received first;
            String token;
            try (ServerProcess server = start(databaseUrl)) {
                token = subscribe(server, receiver);
                Publisher.product(server.client().withToken(token));
                first = receiver.next("/hook");
                server.kill();
            }
            receiver.release("/hook");
            endLeases(databaseUrl);
            try (ServerProcess server = start(databaseUrl)) {
                Client admin = server.client().withToken(token);
                Received second = receiver.next("/hook");
                assertThat(second.json().at("/data/id")).isEqualTo(first.json().at("/data/id"));
                assertThat(second.payload()).isEqualTo(first.payload());
                String event =
                        "/v1/webhook-events/" + second.json().at("/data/id").stringValue();
                awaitTrue(() -> admin.get(event)
                        .expect(200)
                        .text("/data/attributes/status")
                        .equals("DELIVERED"));
                assertThat(admin.get("/v1/webhook-events").expect(200).ids()).hasSize(1);
                assertThat(receiver.waiting("/hook")).isZero();
                server.terminate();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Execution(ExecutionMode.CONCURRENT)
    void tellsOfEverythingThatHappenedAndOfNothingElse(Engine engine) throws Exception {
        String databaseUrl = engine.freshDatabase();
        try (Receiver receiver = new Receiver()) {
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            String token;
            try (ServerProcess server = start(databaseUrl)) {
                token = subscribe(server, receiver);
                workUntilKilled(server, server.client().withToken(token), acknowledged);
            }
            endLeases(databaseUrl);
            try (ServerProcess server = start(databaseUrl)) {
                Client admin = server.client().withToken(token);
                awaitTrue(() -> statuses(admin).equals(Set.of("DELIVERED")));
                Set<String> products = Set.copyOf(all(admin, "/v1/products", each -> each.at("/id")));
                List<String> events = all(admin, "/v1/webhook-events", each -> each.at("/id"));
                // Told at least once each, whatever was sent twice: by its own event, about what is there.
                Map<String, String> told = new HashMap<>();
                while (receiver.waiting("/hook") > 0) {
                    Received each = receiver.next("/hook");
                    told.put(
                            each.json().at("/data/id").stringValue(),
                            each.payload().at("/data/id").stringValue());
                }
                assertThat(products).containsAll(acknowledged);
                assertThat(told.values()).containsExactlyInAnyOrderElementsOf(products);
                assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(events);
                server.terminate();
            }
        }
    }

    private static void workUntilKilled(ServerProcess server, Client admin, Set<String> acknowledged) throws Exception {
        Semaphore steps = new Semaphore(0);
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < WORKERS; worker++) {
                work.add(workers.submit(() -> {
                    try {
                        while (true) {
                            acknowledged.add(Publisher.product(admin));
                            steps.release();
                        }
                    } catch (UncheckedIOException e) {
                        // The server is gone: what was under way is not acknowledged.
                    }
                }));
            }
            assertThat(steps.tryAcquire(25, 60, TimeUnit.SECONDS))
                    .as("the server works")
                    .isTrue();
            server.kill();
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** The token of an administrator who wants to be told of new products. */
    private static String subscribe(ServerProcess server, Receiver receiver) {
        Client signedIn = server.client().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        signedIn.post("/v1/webhook-endpoints", """
                        {"data":{"type":"webhook-endpoints","attributes":{"url":"%s",
                        "subscriptions":["product.created"]}}}""".formatted(receiver.url("/hook")))
                .expect(201);
        return signedIn.post("/v1/tokens", "").expect(201).text("/data/attributes/token");
    }

    /** On an engine that other nodes may use, too, what the dead one was at is left to it for minutes: turns time on. */
    private static void endLeases(String databaseUrl) throws SQLException {
        if (databaseUrl.isEmpty()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE webhook_events SET due = created WHERE holder IS NOT NULL");
        }
    }

    private static Set<String> statuses(Client admin) {
        return Set.copyOf(all(admin, "/v1/webhook-events", each -> each.at("/attributes/status")));
    }

    private static List<String> all(Client admin, String path, Function<JsonNode, JsonNode> of) {
        List<String> found = new ArrayList<>();
        @Nullable String next = path + "?page[size]=100&page[cursor]=";
        while (next != null) {
            Reply reply = admin.get(next).expect(200);
            reply.at("/data")
                    .valueStream()
                    .forEach(each -> found.add(of.apply(each).stringValue()));
            next = reply.at("/links/next").stringValue(null);
        }
        return found;
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }
}
