package dev.slipway.cryptlex;

import dev.slipway.http.Body;
import dev.slipway.http.Headers;
import dev.slipway.http.Response;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Slice;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What an endpoint says: a status and headers of its own, and what follows them.
 *
 * @param document a JSON document; null for none
 * @param bytes what follows where there is no document
 */
record Answer(int status, @Nullable JsonNode document, Headers headers, Body bytes) {

    /** 200 with a document. */
    static Answer ok(JsonNode document) {
        return new Answer(200, document, Headers.EMPTY, Body.EMPTY);
    }

    /** 201 with what was made. */
    static Answer created(JsonNode document) {
        return new Answer(201, document, Headers.EMPTY, Body.EMPTY);
    }

    /** 204. */
    static Answer noContent() {
        return noContent(Headers.EMPTY);
    }

    /** 204 with headers. */
    static Answer noContent(Headers headers) {
        return new Answer(204, null, headers, Body.EMPTY);
    }

    /** A response as it is, whose headers are added to. */
    static Answer of(Response response) {
        return new Answer(response.status(), null, response.headers(), response.body());
    }

    /** 200 with a page of a list: a bare array, and in the headers which page of how many records it is. */
    static <T> Answer page(ListQuery query, Slice<T> slice, Function<? super T, ? extends JsonNode> renderer) {
        ArrayNode items = Json.NODES.arrayNode();
        slice.items().forEach(item -> items.add(renderer.apply(item)));
        Answer answer = ok(items);
        for (String prefix : new String[] {"", "X-"}) {
            answer = answer.withHeader(prefix + "Pagination-Count", Long.toString(slice.total()))
                    .withHeader(prefix + "Pagination-Page", Integer.toString(query.page()))
                    .withHeader(prefix + "Pagination-Limit", Integer.toString(query.limit()));
        }
        return answer;
    }

    /** The same with one more header. */
    Answer withHeader(String name, String value) {
        return new Answer(status, document, headers.with(name, value), bytes);
    }

    /** The same with another status. */
    Answer withStatus(int other) {
        return new Answer(other, document, headers, bytes);
    }
}
