package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Somebody who talks to the API: every request carries the same headers. Redirects are not followed. Every answer is held
 * against the OpenAPI document. */
public final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpClient http;
    private final String url;
    private final List<String> headers;

    private Client(HttpClient http, String url, String... headers) {
        this.http = http;
        this.url = url;
        this.headers = List.of(headers);
    }

    /** A client of the server at that address, which presents nothing. */
    public static Client of(String url) {
        return new Client(HTTP, url);
    }

    /** A client of the secure server at that address, which presents nothing and trusts what the context trusts. */
    public static Client of(String url, SSLContext trust) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
        return new Client(http, url);
    }

    /** The same with one more header on every request. */
    public Client with(String name, String value) {
        return new Client(
                http,
                url,
                Stream.concat(headers.stream(), Stream.of(name, value)).toArray(String[]::new));
    }

    /** The same with a token. */
    public Client withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same with a license key. */
    public Client withLicense(String key) {
        return with("Authorization", "License " + key);
    }

    /** The same with a fresh token, got by e-mail address and password. */
    public Client signIn(String email, String password) {
        String pair = Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
        Reply reply =
                with("Authorization", "Basic " + pair).post("/v1/tokens", "").expect(201);
        return withToken(reply.text("/data/attributes/token"));
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply head(String path) {
        return send("HEAD", path, null);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    public Reply delete(String path, String json) {
        return send("DELETE", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply post(String path, String json) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply patch(String path, String json) {
        return send("PATCH", path, json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply put(String path, String json) {
        return send("PUT", path, json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends any request.
     *
     * @param path a path of the server, or a whole address such as one from a Location header
     * @param body bytes, or null for no body
     */
    public Reply send(String method, String path, byte @Nullable [] body) {
        URI address = URI.create(path.startsWith("http") ? path : url + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        boolean typed = headers.stream().anyMatch("Content-Type"::equalsIgnoreCase);
        if (body != null && !typed) {
            request.header("Content-Type", "application/vnd.api+json");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Description.check(response, body);
            return new Reply(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Client" + Arrays.asList(url);
    }
}
