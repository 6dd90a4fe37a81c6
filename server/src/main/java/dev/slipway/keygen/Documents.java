package dev.slipway.keygen;

import dev.slipway.model.Slice;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole JSON:API documents. */
final class Documents {
    private Documents() {}

    /** A document of one resource. */
    static ObjectNode of(ObjectNode resource) {
        ObjectNode document = Json.NODES.objectNode();
        document.set("data", resource);
        return document;
    }

    /** A document of no resource where there could be one. */
    static ObjectNode ofNone() {
        ObjectNode document = Json.NODES.objectNode();
        document.putNull("data");
        return document;
    }

    /** A document of some resources. */
    static ObjectNode ofAll(List<ObjectNode> resources) {
        ObjectNode document = Json.NODES.objectNode();
        ArrayNode data = document.putArray("data");
        resources.forEach(data::add);
        return document;
    }

    /** A part of a list, with links to the other parts where the client pages. */
    static <T> ObjectNode of(Context context, Slice<T> slice, Function<T, ObjectNode> render, Function<T, String> id) {
        ObjectNode document = ofAll(slice.items().stream().map(render).toList());
        String lastId = slice.items().isEmpty() ? null : id.apply(slice.items().getLast());
        ObjectNode links = Paging.links(context, context.page(), slice, lastId);
        if (!links.isEmpty()) {
            document.set("links", links);
        }
        return document;
    }
}
