package dev.slipway.keygen;

import dev.slipway.licensing.Policies;
import dev.slipway.model.Aliases;
import dev.slipway.model.Policy;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /policies}. */
public final class PolicyRoutes {
    private final Policies policies;

    /** Translates for these. */
    public PolicyRoutes(Policies policies) {
        this.policies = policies;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/policies", this::list);
        view.on("POST", "/policies", this::create);
        view.on("GET", "/policies/{id}", this::show);
        view.onUpdate("/policies/{id}", this::update);
        view.on("DELETE", "/policies/{id}", this::delete);
    }

    private Answer list(Context context) {
        String product = context.filter("product");
        return Answer.ok(Documents.of(
                context,
                policies.list(context.caller(), product == null ? null : Aliases.canonical(product), context.page()),
                policy -> PolicyDocuments.render(context.account().id(), policy),
                Policy::id));
    }

    private Answer create(Context context) throws IOException {
        Body document = PolicyDocuments.CREATE.read(context.json());
        Body attributes = BodySchema.attributes(document);
        Policy policy = policies.create(
                context.caller(),
                new Policies.Draft(
                        BodySchema.linked(document, "product"),
                        Objects.requireNonNullElse(attributes.textOrNull("name"), ""),
                        attributes.textOrNull("scheme"),
                        PolicyDocuments.terms(attributes, context.version())));
        return Answer.created(document(context, policy), context.url("/policies/" + policy.id()));
    }

    private Answer show(Context context) {
        return Answer.ok(document(context, policies.show(context.caller(), context.parameter("id"))));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        Policy policy = policies.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(PolicyDocuments.UPDATE.read(json));
            return new Policies.Changes(attributes.change("name", String.class), PolicyDocuments.terms(attributes));
        });
        return Answer.ok(document(context, policy));
    }

    private Answer delete(Context context) {
        policies.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private static ObjectNode document(Context context, Policy policy) {
        return Documents.of(PolicyDocuments.render(context.account().id(), policy));
    }
}
