package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.licensing.NamedRoles;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.NamedRole;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /roles}: built-in ones, and those made of claims. */
public final class RoleRoutes {
    private final NamedRoles roles;

    /** Serves these. */
    public RoleRoutes(NamedRoles roles) {
        this.roles = roles;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/roles", Scope.ROLE_READ, this::list)
                .on("GET", "/roles/claims", Scope.ROLE_READ, context -> Answer.ok(Json.array(claims())))
                .on("POST", "/roles", Scope.ROLE_WRITE, this::create)
                .on("GET", "/roles/{id}", Scope.ROLE_READ, this::show)
                .on("PATCH", "/roles/{id}", Scope.ROLE_WRITE, this::update)
                .on("DELETE", "/roles/{id}", Scope.ROLE_WRITE, this::delete);
    }

    private static List<String> claims() {
        return Arrays.stream(Scope.values()).map(Scope::key).toList();
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, roles.list(context.caller(), query), RoleRoutes::render);
    }

    private Answer show(Context context) {
        return Answer.ok(render(roles.show(context.caller(), context.id("id"))));
    }

    private Answer create(Context context) throws IOException {
        NamedRoles.Draft draft = context.body()
                .read(members -> new NamedRoles.Draft(
                        members.text("name"), members.optionalText("description"), members.texts("claims")));
        return Answer.created(render(roles.create(context.caller(), draft)));
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return Answer.ok(
                render(roles.update(context.caller(), context.id("id"), () -> body.read(RoleRoutes::changes))));
    }

    private static NamedRoles.Changes changes(Members members) {
        Change<List<String>> claims = members.changed("claims", members.optionalTexts("claims"));
        return new NamedRoles.Changes(members.changedText("name"), members.changedText("description"), claims);
    }

    private Answer delete(Context context) {
        roles.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(NamedRole role) {
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", role.id());
        object.put("createdAt", Times.text(role.created()));
        object.put("updatedAt", Times.text(role.updated()));
        object.put("name", role.name());
        object.put("description", role.description());
        object.set("claims", Json.array(NamedRoles.claims(role)));
        return object;
    }
}
