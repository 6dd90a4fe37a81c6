package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What suites about real clients share. */
abstract class ClientSuite extends HttpSuite {
    static final String JSON_API = "application/vnd.api+json";

    /** A new product's token. */
    String productToken(String product) {
        return admin.post("/v1/products/" + product + "/tokens", "").expect(200).text("/data/attributes/token");
    }

    /** Makes the account answer clients that name no version in that one; null stands for the newest. */
    void pin(@Nullable String version) {
        String value = version == null ? "null" : "\"" + version + "\"";
        admin.patch(inAccount(""), """
                        {"data":{"type":"accounts","attributes":{"apiVersion":%s}}}""".formatted(value)).expect(200);
    }

    /** Addresses of the account, as clients make them that know it by id. */
    String inAccount(String path) {
        return "/v1/accounts/" + server.account().id() + path;
    }

    /** A new license of a product that may authenticate with its key. */
    Reply keyedLicense(String product) {
        return keyedLicense(product, "");
    }

    /** A new license that may authenticate with its key, by a policy with more attributes. */
    Reply keyedLicense(String product, String policyAttributes) {
        String rest = policyAttributes.isEmpty() ? "" : "," + policyAttributes;
        return vendor.license(vendor.policy(product, "\"authenticationStrategy\":\"MIXED\"" + rest), "");
    }

    /** The id of a new package of a product. */
    String newPackage(String product, String key) {
        return admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"%s","key":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(key, key, product))
                .expect(201)
                .id();
    }

    /** A name nobody has used yet. */
    static String unique(String prefix) {
        return Vendor.unique(prefix);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What Go's own client sends to an address it was given: no credentials, no media type of the API. */
    Client bareGo() {
        return anonymous.with("User-Agent", "Go-http-client/1.1");
    }

    /** Fails unless the first error has all that a client shows to a person. */
    static void expectReadableError(Reply refused, int status, @Nullable String code, @Nullable String pointer) {
        refused.expectError(status, code, pointer);
        assertThat(refused.header("Content-Type").orElse("")).startsWith(JSON_API);
    }

    /** Fails unless the attribute is there and null: old decoders tell an absent member from a null one. */
    static void expectNull(JsonNode document, String pointer) {
        assertThat(document.at(pointer).isNull())
                .as("%s of %s", pointer, document)
                .isTrue();
    }
}
