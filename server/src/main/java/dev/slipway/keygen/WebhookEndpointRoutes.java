package dev.slipway.keygen;

import dev.slipway.event.WebhookEndpoints;
import dev.slipway.model.WebhookEndpoint;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhook-endpoints}. */
public final class WebhookEndpointRoutes {
    private static final Member SUBSCRIPTIONS =
            Member.optional(new Kind.ListOf(new Kind.Text(), 0, 1_000)).orBlank();
    static final BodySchema CREATE = BodySchema.resource("webhook-endpoints")
            .attribute("url", Member.required(new Kind.Text()))
            .attribute("subscriptions", SUBSCRIPTIONS)
            .attribute("signature_algorithm", Member.optional(new Kind.Text()))
            .attribute("api_version", Member.optional(new Kind.Text()))
            .toOneOrNone("product", "products")
            .build();
    static final BodySchema UPDATE = BodySchema.resource("webhook-endpoints")
            .withId()
            .attribute("url", Member.optional(new Kind.Text()))
            .attribute("subscriptions", SUBSCRIPTIONS)
            .attribute("signature_algorithm", Member.optional(new Kind.Text()))
            .attribute("api_version", Member.optional(new Kind.Text()))
            .build();

    private final WebhookEndpoints endpoints;

    /** Translates for these. */
    public WebhookEndpointRoutes(WebhookEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/webhook-endpoints", this::list);
        view.on("POST", "/webhook-endpoints", this::create);
        view.on("GET", "/webhook-endpoints/{id}", this::show);
        view.onUpdate("/webhook-endpoints/{id}", this::update);
        view.on("DELETE", "/webhook-endpoints/{id}", this::delete);
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                endpoints.list(context.caller(), context.page()),
                endpoint -> render(context.account().id(), endpoint),
                WebhookEndpoint::id));
    }

    private Answer create(Context context) throws IOException {
        Body document = CREATE.read(context.json());
        Body attributes = BodySchema.attributes(document);
        String version = attributes.textOrNull("api_version");
        WebhookEndpoint endpoint = endpoints.create(
                context.caller(),
                new WebhookEndpoints.Draft(
                        attributes.text("url"),
                        attributes.textsOrNull("subscriptions"),
                        attributes.textOrNull("signature_algorithm"),
                        version == null ? context.version().text() : version,
                        BodySchema.linkedOrNull(document, "product")));
        return Answer.created(document(context, endpoint), context.url("/webhook-endpoints/" + endpoint.id()));
    }

    private Answer show(Context context) {
        return Answer.ok(document(context, endpoints.show(context.caller(), context.parameter("id"))));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return Answer.ok(document(context, endpoints.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new WebhookEndpoints.Changes(
                    attributes.change("url", String.class),
                    attributes.textsChange("subscriptions"),
                    attributes.change("signature_algorithm", String.class),
                    attributes.change("api_version", String.class));
        })));
    }

    private Answer delete(Context context) {
        endpoints.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private static ObjectNode document(Context context, WebhookEndpoint endpoint) {
        return Documents.of(render(context.account().id(), endpoint));
    }

    private static ObjectNode render(String accountId, WebhookEndpoint endpoint) {
        String productId = endpoint.productId();
        Resource resource = new Resource(
                        accountId, "webhook-endpoints", endpoint.id(), "/webhook-endpoints/" + endpoint.id())
                .attribute("url", endpoint.url())
                .attribute("subscriptions", endpoint.subscriptions())
                .attribute("signatureAlgorithm", "ed25519")
                .attribute("apiVersion", endpoint.apiVersion())
                .times(endpoint.created(), endpoint.updated());
        if (productId == null) {
            resource.toNone("product");
        } else {
            resource.toOne("product", "products", productId, Links.account(accountId) + "/products/" + productId);
        }
        return resource.selfLink().build();
    }
}
