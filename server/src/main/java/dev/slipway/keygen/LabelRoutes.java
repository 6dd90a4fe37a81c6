package dev.slipway.keygen;

import dev.slipway.catalog.Labels;
import dev.slipway.catalog.ProductFinder;
import dev.slipway.model.Label;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Slice;
import tools.jackson.databind.node.ObjectNode;

/** {@code /channels}, {@code /platforms}, {@code /arches} and {@code /engines}, of the account and of one product. */
public final class LabelRoutes {
    private final Labels labels;
    private final ProductFinder products;

    /** Translates for these. */
    public LabelRoutes(Labels labels, ProductFinder products) {
        this.labels = labels;
        this.products = products;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        for (LabelKind kind : LabelKind.values()) {
            String type = type(kind);
            view.on(
                    "GET",
                    "/" + type,
                    context -> list(context, type, labels.list(context.caller(), kind, null, context.page())));
            view.on("GET", "/" + type + "/{id}", context -> answer(context, type, find(context, kind)));
            view.on(
                    "GET",
                    "/products/{product}/" + type,
                    context ->
                            list(context, type, labels.list(context.caller(), kind, product(context), context.page())));
            view.on(
                    "GET",
                    "/products/{product}/" + type + "/{id}",
                    context -> answer(
                            context,
                            type,
                            labels.show(context.caller(), kind, product(context), context.parameter("id"))));
        }
    }

    private static String type(LabelKind kind) {
        return switch (kind) {
            case CHANNEL -> "channels";
            case PLATFORM -> "platforms";
            case ARCH -> "arches";
            case ENGINE -> "engines";
        };
    }

    private Label find(Context context, LabelKind kind) {
        String id = context.parameter("id");
        return kind == LabelKind.ENGINE
                ? labels.showEngine(context.caller(), id)
                : labels.show(context.caller(), kind, null, id);
    }

    private String product(Context context) {
        return products.find(context.caller(), context.parameter("product"));
    }

    private static Answer list(Context context, String type, Slice<Label> slice) {
        return Answer.ok(Documents.of(context, slice, label -> render(context, type, label), Label::id));
    }

    private static Answer answer(Context context, String type, Label label) {
        return Answer.ok(Documents.of(render(context, type, label)));
    }

    private static ObjectNode render(Context context, String type, Label label) {
        String path = "/" + type + "/" + label.id();
        return new Resource(context.account().id(), type, label.id(), path)
                .attribute("name", label.name())
                .attribute("key", label.key())
                .times(label.created(), label.updated())
                .link("related", context.path(path))
                .build();
    }
}
