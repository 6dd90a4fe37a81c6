package dev.slipway.keygen;

import dev.slipway.http.ContentDisposition;
import dev.slipway.http.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an endpoint says: a status, a document (none for 204) and headers of its own.
 *
 * @param lasting whether this same document, which nobody changes any more, will be the answer to many requests, so that it
 *     pays to remember how it is written
 * @param file a text to save instead of a document
 */
record Answer(
        int status,
        @Nullable JsonNode document,
        Headers headers,
        boolean lasting,
        @Nullable String file) {

    /** 200 with a document. */
    static Answer ok(JsonNode document) {
        return new Answer(200, document, Headers.EMPTY, false, null);
    }

    /** 200 with a document that will be the answer to many requests. */
    static Answer lasting(JsonNode document) {
        return new Answer(200, document, Headers.EMPTY, true, null);
    }

    /** 201 with a document and where to find it. */
    static Answer created(JsonNode document, String location) {
        return new Answer(201, document, Headers.of("Location", location), false, null);
    }

    /** 204. */
    static Answer noContent() {
        return new Answer(204, null, Headers.EMPTY, false, null);
    }

    /** 200 with a text to save under a name. */
    static Answer file(String text, String name) {
        Headers headers = Headers.of("Content-Disposition", ContentDisposition.attachment(name));
        return new Answer(200, null, headers, false, text);
    }

    /** The same with one more header. */
    Answer withHeader(String name, String value) {
        return new Answer(status, document, headers.with(name, value), lasting, file);
    }

    /** The same with another status. */
    Answer withStatus(int other) {
        return new Answer(other, document, headers, lasting, file);
    }

    /** The same with another document. */
    Answer withDocument(JsonNode other) {
        return new Answer(status, other, headers, lasting, file);
    }
}
