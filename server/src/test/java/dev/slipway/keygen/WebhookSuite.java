package dev.slipway.keygen;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Receiver;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** A catalog suite whose server may tell receivers on this machine of events. */
abstract class WebhookSuite extends CatalogSuite {
    protected final Receiver receiver = new Receiver();

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("webhook-addresses", "127.0.0.0/8"), new NioFileSystem());
    }

    @AfterAll
    void stopReceiver() {
        receiver.close();
    }

    /** A mailbox nobody has used yet. */
    protected static String mailbox() {
        return "/" + Vendor.unique("mailbox");
    }

    protected static String endpointDocument(String attributes) {
        return """
                {"data":{"type":"webhook-endpoints","attributes":{%s}}}""".formatted(attributes);
    }

    /** The id of a new endpoint. */
    protected String endpoint(Client by, String path, String subscriptions) {
        return by.post(
                        "/v1/webhook-endpoints",
                        endpointDocument(
                                "\"url\":\"%s\",\"subscriptions\":[%s]".formatted(receiver.url(path), subscriptions)))
                .expect(201)
                .id();
    }

    /** The newest webhook event of a name about a resource. */
    protected Reply eventIn(String status, String id) {
        return askUntil(
                () -> admin.get("/v1/webhook-events/" + id).expect(200),
                reply -> reply.text("/data/attributes/status").equals(status));
    }
}
