package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.event.Webhooks;
import dev.slipway.model.ListQuery;
import dev.slipway.model.WebhookEndpoint;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhooks}: who is told of events, with the token that proves it was us. */
public final class WebhookRoutes {
    private final Webhooks webhooks;

    /** Serves these. */
    public WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/webhooks", Scope.WEBHOOK_READ, this::list)
                .on("POST", "/webhooks", Scope.WEBHOOK_WRITE, this::create)
                .on("GET", "/webhooks/{id}", Scope.WEBHOOK_READ, this::show)
                .on("PATCH", "/webhooks/{id}", Scope.WEBHOOK_WRITE, this::update)
                .on("DELETE", "/webhooks/{id}", Scope.WEBHOOK_WRITE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, webhooks.list(context.caller(), query), WebhookRoutes::render);
    }

    private Answer create(Context context) throws IOException {
        Webhooks.Draft draft = context.body()
                .read(members -> new Webhooks.Draft(
                        members.text("name"),
                        members.text("url"),
                        members.optionalText("token"),
                        members.flag("active", true),
                        members.texts("events")));
        return Answer.created(render(webhooks.create(context.caller(), draft)));
    }

    private Answer show(Context context) {
        return Answer.ok(render(webhooks.show(context.caller(), context.id("id"))));
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return Answer.ok(render(webhooks.update(
                context.caller(),
                context.id("id"),
                () -> body.read(members -> new Webhooks.Changes(
                        members.changedText("name"),
                        members.changedText("url"),
                        members.changedText("token"),
                        members.changed("active", members.optionalFlag("active")),
                        members.changed("events", members.optionalTexts("events")))))));
    }

    private Answer delete(Context context) {
        webhooks.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(Webhooks.Entry entry) {
        WebhookEndpoint endpoint = entry.endpoint();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", endpoint.id());
        object.put("createdAt", Times.text(endpoint.created()));
        object.put("updatedAt", Times.text(endpoint.updated()));
        object.put("name", endpoint.name());
        object.put("url", endpoint.url());
        object.put("token", endpoint.token());
        object.put("active", endpoint.active());
        object.set("events", Json.array(endpoint.subscriptions()));
        object.put("deliveryState", WebhookEventLogRoutes.word(entry.state()));
        return object;
    }
}
