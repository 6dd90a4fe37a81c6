package dev.slipway.keygen;

import dev.slipway.http.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an endpoint says: a status, a document (none for 204) and headers of its own. */
record Answer(int status, @Nullable JsonNode document, Headers headers) {

    /** 200 with a document. */
    static Answer ok(JsonNode document) {
        return new Answer(200, document, Headers.EMPTY);
    }

    /** 201 with a document and where to find it. */
    static Answer created(JsonNode document, String location) {
        return new Answer(201, document, Headers.of("Location", location));
    }

    /** 204. */
    static Answer noContent() {
        return new Answer(204, null, Headers.EMPTY);
    }

    /** The same with one more header. */
    Answer withHeader(String name, String value) {
        return new Answer(status, document, headers.with(name, value));
    }

    /** The same with another status. */
    Answer withStatus(int other) {
        return new Answer(other, document, headers);
    }
}
