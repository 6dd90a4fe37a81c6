package dev.slipway.cli.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A call of the API: sent as a request and shown as a command, so that the two cannot differ.
 *
 * @param word the address as the command says it, possibly with a variable in it
 * @param body the JSON to send, or null for none
 */
record Call(
        String method,
        URI address,
        String word,
        Credential credential,
        @Nullable JsonNode body) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final JsonMapper MAPPER = new JsonMapper();

    static Call get(String address, Credential credential) {
        return new Call("GET", URI.create(address), Curl.quoted(address), credential, null);
    }

    static Call post(String address, Credential credential) {
        return new Call("POST", URI.create(address), Curl.quoted(address), credential, null);
    }

    static Call post(String address, Credential credential, String json) {
        return new Call("POST", URI.create(address), Curl.quoted(address), credential, MAPPER.readTree(json));
    }

    /** The same call, whose command says this part of the address with a variable of the shell. */
    Call saying(String part, String variable) {
        return new Call(
                method, address, "\"" + address.toString().replace(part, "$" + variable) + "\"", credential, body);
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LONGEST_WAIT);
        if (!credential.header().isEmpty()) {
            request.header("Authorization", credential.header());
        }
        if (body == null) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()))
                .build();
    }
}
