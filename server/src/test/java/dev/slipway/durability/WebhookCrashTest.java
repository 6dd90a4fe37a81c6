package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Receiver;
import dev.slipway.testing.Receiver.Received;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the program while an event is being sent. */
class WebhookCrashTest {
    @TempDir
    private Path data;

    private ServerProcess start() throws Exception {
        return ServerProcess.start(data, "", Map.of("SLIPWAY_WEBHOOK_ADDRESSES", "127.0.0.1"));
    }

    @Test
    void sendsAgainWhatWasBeingSentAndInventsNothing() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.hold("/hook");
            Received first;
            String token;
            try (ServerProcess server = start()) {
                Reply signedIn = server.client()
                        .signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                        .post("/v1/tokens", "")
                        .expect(201);
                token = signedIn.text("/data/attributes/token");
                Client admin = server.client().withToken(token);
                admin.post("/v1/webhook-endpoints", """
                                {"data":{"type":"webhook-endpoints","attributes":{"url":"%s",
                                "subscriptions":["product.created"]}}}""".formatted(receiver.url("/hook")))
                        .expect(201);
                Publisher.product(admin);
                first = receiver.next("/hook");
                server.kill();
            }
            receiver.release("/hook");
            try (ServerProcess server = start()) {
                Client admin = server.client().withToken(token);
                Received second = receiver.next("/hook");
                assertThat(second.json().at("/data/id")).isEqualTo(first.json().at("/data/id"));
                assertThat(second.payload()).isEqualTo(first.payload());
                String event =
                        "/v1/webhook-events/" + second.json().at("/data/id").stringValue();
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                Reply reply = admin.get(event).expect(200);
                while (!reply.text("/data/attributes/status").equals("DELIVERED") && System.nanoTime() < deadline) {
                    reply = admin.get(event).expect(200);
                }
                assertThat(reply.text("/data/attributes/status")).isEqualTo("DELIVERED");
                assertThat(admin.get("/v1/webhook-events").expect(200).ids()).hasSize(1);
                assertThat(receiver.waiting("/hook")).isZero();
                server.terminate();
            }
        }
    }
}
