package dev.slipway.durability;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Cuts releases as continuous integration does, step by step, and knows what was acknowledged. */
final class Publisher {
    private final Client client;
    private final String productId;

    Publisher(Client client, String productId) {
        this.client = client;
        this.productId = productId;
    }

    static String product(Client client) {
        return client.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"Crash","distributionStrategy":"OPEN"}}}""").expect(201).id();
    }

    Reply draft(String version) {
        return client.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version, productId)).expect(201);
    }

    /** The answer to announcing the release's one file, with the address to send it to. */
    Reply announce(String releaseId, String filename) {
        return client.with("Prefer", "no-redirect")
                .post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"%s"},
                        "relationships":{"release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(filename, releaseId))
                .expect(200);
    }

    void publish(String releaseId) {
        client.post("/v1/releases/" + releaseId + "/actions/publish", "").expect(200);
    }

    static byte[] content(RandomGenerator random) {
        byte[] content = new byte[random.nextInt(1, 700_000)];
        random.nextBytes(content);
        return content;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
