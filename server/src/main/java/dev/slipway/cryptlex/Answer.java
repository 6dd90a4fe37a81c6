package dev.slipway.cryptlex;

import dev.slipway.http.Headers;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Slice;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What an endpoint says: a status, a document (none for 204) and headers of its own. */
record Answer(int status, @Nullable JsonNode document, Headers headers) {

    /** 200 with a document. */
    static Answer ok(JsonNode document) {
        return new Answer(200, document, Headers.EMPTY);
    }

    /** 201 with what was made. */
    static Answer created(JsonNode document) {
        return new Answer(201, document, Headers.EMPTY);
    }

    /** 204. */
    static Answer noContent() {
        return new Answer(204, null, Headers.EMPTY);
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
        return new Answer(status, document, headers.with(name, value));
    }

    /** The same with another status. */
    Answer withStatus(int other) {
        return new Answer(other, document, headers);
    }
}
