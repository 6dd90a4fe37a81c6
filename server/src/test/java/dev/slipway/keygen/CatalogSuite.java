package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;

/** What suites about releases and artifacts share. */
abstract class CatalogSuite extends HttpSuite {

    /** The body of a new release of a product. */
    static String releaseBody(String productId, String attributes) {
        return releaseBody(productId, attributes, "");
    }

    static String releaseBody(String productId, String attributes, String moreRelationships) {
        return """
                {"data":{"type":"releases","attributes":{%s},"relationships":{
                "product":{"data":{"type":"products","id":"%s"}}%s}}}""".formatted(attributes, productId, moreRelationships);
    }

    /** The id of a new release of that version, in the channel its prerelease names, in that status. */
    String release(String productId, String version, String status) {
        return release(productId, version, status, "");
    }

    String release(String productId, String version, String status, String moreRelationships) {
        String attributes =
                "\"version\":\"%s\",\"channel\":\"%s\",\"status\":\"%s\"".formatted(version, channel(version), status);
        return admin.post("/v1/releases", releaseBody(productId, attributes, moreRelationships))
                .expect(201)
                .id();
    }

    String published(String productId, String version) {
        return release(productId, version, "PUBLISHED");
    }

    static String channel(String version) {
        String tags = version.contains("-") ? version.substring(version.indexOf('-') + 1) : "";
        for (String channel : new String[] {"rc", "beta", "alpha", "dev"}) {
            if (tags.startsWith(channel)) {
                return channel;
            }
        }
        return "stable";
    }

    static String packageRelation(String packageId) {
        return ",\"package\":{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(packageId);
    }

    static String constraintRelation(String entitlementId) {
        return ",\"constraints\":{\"data\":[%s]}".formatted(constraint(entitlementId));
    }

    static String constraint(String entitlementId) {
        return """
                {"type":"constraints","relationships":{"entitlement":{"data":{"type":"entitlements","id":"%s"}}}}""".formatted(entitlementId);
    }

    static String artifactBody(String releaseId, String attributes) {
        return """
                {"data":{"type":"artifacts","attributes":{%s},"relationships":{
                "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(attributes, releaseId);
    }

    /** The answer to announcing a file, with the address to send it to. */
    Reply announce(String releaseId, String attributes) {
        return admin.with("Prefer", "no-redirect")
                .post("/v1/artifacts", artifactBody(releaseId, attributes))
                .expect(200);
    }

    /** The id of a new artifact with these bytes. */
    String uploaded(String releaseId, String filename, String content) {
        Reply announced = announce(releaseId, "\"filename\":\"%s\"".formatted(filename));
        upload(announced, content).expect(200);
        return announced.id();
    }

    Reply upload(Reply announced, String content) {
        return upload(announced.text("/data/links/redirect"), content);
    }

    Reply upload(String address, String content) {
        return anonymous
                .with("Content-Type", "application/x-test")
                .send("PUT", address, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes behind the link that a caller gets for an artifact. */
    String download(Client client, String artifactPath) {
        Reply reply = client.get(artifactPath).expect(303);
        String address = reply.header("Location").orElseThrow();
        assertThat(reply.text("/data/links/redirect")).isEqualTo(address);
        return anonymous.get(address).expect(200).body();
    }

    String releasePackage(String productId) {
        return admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"P","key":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(Vendor.unique("package"), productId))
                .expect(201)
                .id();
    }

    /** A product that freezes what is published. */
    String freezingProduct() {
        return vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}");
    }
}
