package dev.slipway.cryptlex;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What suites about releases under /v3 share. */
abstract class ReleaseSuite extends CryptlexSuite {
    /** May read and write releases and products, and nothing else. */
    protected Client publisher;

    /** A product of dotted versions that freezes what is published. */
    protected String product;

    @BeforeParameterizedClassInvocation
    void preparePublisher(Engine on) {
        publisher = plain(withScopes("release:read", "release:write", "product:read", "product:write"));
        product = product("");
    }

    /** The id of a new product with these members beside its name. */
    protected String product(String members) {
        return publisher
                .post("/v3/products", "{\"name\":\"%s\"%s}".formatted(Vendor.unique("Product"), more(members)))
                .expect(201)
                .text("/id");
    }

    /** The id of a new product of semantic versions. */
    protected String semanticProduct() {
        return product("\"versionScheme\":\"SEMVER\"");
    }

    private static String more(String members) {
        return members.isEmpty() ? "" : "," + members;
    }

    /** The answer to adding a release to a product, for windows, with these members beside its name. */
    protected Reply create(String productId, String version, String members) {
        return publisher.post("/v3/releases", """
                {"name":"MyApp %s","version":"%s","platform":"windows","productId":"%s"%s}""".formatted(version, version, productId, more(members)));
    }

    /** The id of a new draft. */
    protected String draft(String productId, String version, String members) {
        return create(productId, version, members).expect(201).text("/id");
    }

    /** The id of a new published release. */
    protected String published(String productId, String version, String members) {
        String id = draft(productId, version, members);
        publish(id);
        return id;
    }

    protected Reply publish(String id) {
        return publisher.post(release(id) + "/publish", "").expect(200);
    }

    protected static String release(String id) {
        return "/v3/releases/" + id;
    }

    protected Reply show(String id) {
        return publisher.get(release(id)).expect(200);
    }

    /** The answer to naming a file that is kept elsewhere. */
    protected Reply external(String releaseId, String name, String url) {
        return publisher.post("/v3/release-files", """
                {"name":"%s","url":"%s","size":37580,"checksum":"1239d72ef6ff110ef63a803120728907","secured":true,
                "external":false,"releaseId":"%s"}""".formatted(name, url, releaseId));
    }

    /** The id of a new file of a release, sent through the other API. */
    protected String uploaded(String releaseId, String filename, String attributes, String content) {
        Reply announced = admin.with("Prefer", "no-redirect")
                .post("/v1/artifacts", """
                        {"data":{"type":"artifacts","attributes":{"filename":"%s"%s},"relationships":{
                        "release":{"data":{"type":"releases","id":"%s"}}}}}""".formatted(filename, more(attributes), releaseId))
                .expect(200);
        anonymous
                .with("Content-Type", "application/x-test")
                .send("PUT", announced.text("/data/links/redirect"), content.getBytes(StandardCharsets.UTF_8))
                .expect(200);
        return announced.id();
    }
}
