package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.catalog.OfferNames;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.OfferName;
import dev.slipway.model.OfferName.Kind;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /release-channels} and {@code /release-platforms}: the names that publishers choose from. */
public final class OfferNameRoutes {
    private static final String CHANNEL = "keygenChannel";

    private final OfferNames names;

    /** Serves these. */
    public OfferNameRoutes(OfferNames names) {
        this.names = names;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        register(view, "/release-channels", Kind.CHANNEL);
        register(view, "/release-platforms", Kind.PLATFORM);
    }

    private void register(CryptlexView view, String path, Kind kind) {
        String one = path + "/{id:uuid}";
        view.on("GET", path, Scope.RELEASE_READ, context -> list(context, kind))
                .on("POST", path, Scope.RELEASE_WRITE, context -> create(context, kind))
                .on("GET", one, Scope.RELEASE_READ, context -> show(context, kind))
                .on("PATCH", one, Scope.RELEASE_WRITE, context -> update(context, kind))
                .on("DELETE", one, Scope.RELEASE_WRITE, context -> delete(context, kind));
    }

    private Answer list(Context context, Kind kind) {
        ListQuery query = context.list();
        return Answer.page(query, names.list(context.caller(), kind, query), OfferNameRoutes::render);
    }

    private Answer show(Context context, Kind kind) {
        return Answer.ok(render(names.show(context.caller(), kind, context.id("id"))));
    }

    private Answer create(Context context, Kind kind) throws IOException {
        OfferNames.Draft draft = context.body()
                .read(members -> new OfferNames.Draft(
                        members.text("name"), kind == Kind.CHANNEL ? members.optionalText(CHANNEL) : null));
        return Answer.created(render(names.create(context.caller(), kind, draft)));
    }

    private Answer update(Context context, Kind kind) throws IOException {
        Members body = context.body();
        OfferName updated = names.update(
                context.caller(),
                kind,
                context.id("id"),
                () -> body.read(members -> new OfferNames.Changes(
                        members.changedText("name"),
                        kind == Kind.CHANNEL ? members.changedText(CHANNEL) : Change.none())));
        return Answer.ok(render(updated));
    }

    private Answer delete(Context context, Kind kind) {
        names.delete(context.caller(), kind, context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(OfferName entry) {
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", entry.id());
        object.put("createdAt", Times.text(entry.created()));
        object.put("updatedAt", Times.text(entry.updated()));
        object.put("name", entry.name());
        if (entry.channel() != null) {
            object.put(CHANNEL, entry.channel().key());
        }
        return object;
    }
}
