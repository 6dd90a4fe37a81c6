package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.licensing.NamedRoles;
import dev.slipway.licensing.NamedRoles.Requirement;
import dev.slipway.licensing.UserActions;
import dev.slipway.licensing.UserDirectory;
import dev.slipway.licensing.Users;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Metadata;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /users}: the vendor's people and customers, with the names of their roles. */
public final class UserRoutes {
    private final Users users;
    private final UserActions actions;
    private final UserDirectory directory;
    private final NamedRoles roles;

    /** Serves these. */
    public UserRoutes(Users users, UserActions actions, UserDirectory directory, NamedRoles roles) {
        this.users = users;
        this.actions = actions;
        this.directory = directory;
        this.roles = roles;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/users", Scope.USER_READ, this::list)
                .on("POST", "/users", Scope.USER_WRITE, this::create)
                .on("GET", "/users/{id}", Scope.USER_READ, this::show)
                .on("PATCH", "/users/{id}", Scope.USER_WRITE, this::update)
                .on("DELETE", "/users/{id}", Scope.USER_WRITE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, directory.list(context.caller(), query), UserRoutes::render);
    }

    private Answer show(Context context) {
        return shown(context, context.id("id"));
    }

    private Answer shown(Context context, String id) {
        return Answer.ok(render(directory.show(context.caller(), id)));
    }

    private Answer create(Context context) throws IOException {
        Members body = context.body();
        String roleName = body.read(members -> members.optionalText("role"));
        Requirement role =
                roleName == null || roleName.equals(Role.USER.key()) ? null : roles.require(context.caller(), roleName);
        Users.Draft draft = body.read(members -> new Users.Draft(
                members.text("email"),
                members.optionalText("firstName"),
                members.optionalText("lastName"),
                members.optionalText("password"),
                role == null ? null : role.base(),
                role == null || role.made() == null ? null : role.permissions(),
                Metadata.EMPTY));
        User user = users.create(context.caller(), draft).user();
        return settled(context, user, role).withStatus(201);
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        directory.show(context.caller(), context.id("id"));
        String roleName = body.read(members -> members.optionalText("role"));
        Requirement role = roleName == null ? null : roles.require(context.caller(), roleName);
        User user = users.update(context.caller(), context.id("id"), () -> body.read(members -> changes(members, role)))
                .user();
        return settled(context, user, role);
    }

    private Answer settled(Context context, User user, @Nullable Requirement role) {
        if (role != null) {
            roles.settle(context.caller(), user.id(), role);
        }
        return shown(context, user.id());
    }

    private static Users.Changes changes(Members members, @Nullable Requirement role) {
        return new Users.Changes(
                members.changedText("email"),
                members.changedText("firstName"),
                members.changedText("lastName"),
                members.changedText("password"),
                role == null ? Change.none() : Change.to(role.base()),
                role == null ? Change.none() : Change.to(role.permissions()),
                Change.none());
    }

    private Answer delete(Context context) {
        actions.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(UserDirectory.Entry entry) {
        User user = entry.user();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", user.id());
        object.put("createdAt", Times.text(user.created()));
        object.put("updatedAt", Times.text(user.updated()));
        object.put("firstName", user.firstName() == null ? "" : user.firstName());
        object.put("lastName", user.lastName() == null ? "" : user.lastName());
        object.put("email", user.email());
        object.put("role", entry.roleName());
        return object;
    }
}
