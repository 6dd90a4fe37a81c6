package dev.slipway.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** Where the vendor and the customers of the past sit: makes calls that nobody needs to see. */
final class Office {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Sender sender;
    private final String url;
    private final Credential credential;

    Office(Sender sender, String url, Credential credential) {
        this.sender = sender;
        this.url = url;
        this.credential = credential;
    }

    /** The same for somebody else. */
    Office of(Credential other) {
        return new Office(sender, url, other);
    }

    /** What comes of a call that must be answered with 200, 201 or 204. */
    Reply post(String path, String json) throws StepFailed, IOException, InterruptedException {
        return call("POST", path, json, 200, 201, 204);
    }

    /** What comes of a change that must be answered with 200. */
    Reply patch(String path, String json) throws StepFailed, IOException, InterruptedException {
        return call("PATCH", path, json, 200);
    }

    /**
     * Asks.
     *
     * @throws StepFailed when the answer has another status than these
     */
    Reply get(String path, int... statuses) throws StepFailed, IOException, InterruptedException {
        return send(Call.get(url + path, credential), statuses);
    }

    /**
     * Makes a call with JSON.
     *
     * @throws StepFailed when the answer has another status than these
     */
    Reply call(String method, String path, String json, int... statuses)
            throws StepFailed, IOException, InterruptedException {
        URI address = URI.create(url + path);
        return send(
                new Call(method, address, path, credential, json.isEmpty() ? null : MAPPER.readTree(json)), statuses);
    }

    private Reply send(Call call, int... statuses) throws StepFailed, IOException, InterruptedException {
        HttpResponse<String> response = sender.send(call.request(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        Reply reply = new Reply(call, response.statusCode(), response.headers(), response.body());
        if (Arrays.stream(statuses).noneMatch(status -> status == reply.status())) {
            throw new StepFailed(call.method() + " " + call.address() + ": " + reply.described());
        }
        return reply;
    }

    /**
     * Sends the bytes of a file to where an answer leads.
     *
     * @throws StepFailed when they are not taken
     */
    void upload(URI link, byte[] bytes, int length) throws StepFailed, IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(link).PUT(BodyPublishers.ofByteArray(bytes, 0, length));
        if (link.getPath().startsWith("/v3/")) {
            request.header("Authorization", credential.header());
        }
        HttpResponse<String> response = sender.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw new StepFailed("PUT " + link + ": " + response.statusCode() + " " + response.body());
        }
    }

    URI address(String path) {
        return URI.create(url + path);
    }
}
