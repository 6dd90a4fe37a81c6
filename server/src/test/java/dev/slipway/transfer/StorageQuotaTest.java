package dev.slipway.transfer;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account that may keep ten bytes. */
class StorageQuotaTest extends HttpSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("storage-quota", "10"), new NioFileSystem());
    }

    private String announced(String release, String filename) {
        Reply reply = admin.with("Prefer", "no-redirect").post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"%s"},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(filename, release));
        return reply.expect(200).text("/data/links/redirect");
    }

    private Reply send(String address, String content) {
        Client sender = anonymous.with("Content-Type", "application/x-test");
        return sender.send("PUT", address, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesBytesBeyondIt() {
        String release = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(vendor.product()))
                .expect(201)
                .id();
        String first = announced(release, "first");
        String second = announced(release, "second");

        send(first, "8 bytes.").expect(200);
        send(second, "three").expect(409);
        admin.get("/v1/releases/" + release + "/artifacts/first").expect(303);
        send(second, "ok").expect(200);
    }
}
