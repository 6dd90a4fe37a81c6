package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.licensing.UserActions;
import dev.slipway.licensing.UserDetails;
import dev.slipway.licensing.Users;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.model.UserFilter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /users}. */
public final class UserRoutes {
    private final Users users;
    private final UserActions actions;

    /** Translates for these. */
    public UserRoutes(Users users, UserActions actions) {
        this.users = users;
        this.actions = actions;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/users", context -> list(context, users, UserFilters.read(context)));
        view.on("POST", "/users", this::create);
        view.on(
                "GET",
                "/users/{id}",
                context -> answer(context, users.show(context.caller(), context.parameter("id"))));
        view.onUpdate("/users/{id}", this::update);
        view.on("DELETE", "/users/{id}", context -> {
            actions.delete(context.caller(), context.parameter("id"));
            return Answer.noContent();
        });
        view.on(
                "POST",
                "/users/{id}/actions/ban",
                context -> answer(context, actions.ban(context.caller(), context.parameter("id"))));
        view.on(
                "POST",
                "/users/{id}/actions/unban",
                context -> answer(context, actions.unban(context.caller(), context.parameter("id"))));
    }

    /** What a caller may say of a new user. */
    private static BodySchema creation(Caller caller) {
        return creation(Users.maySetRole(caller), Users.maySetPermissions(caller));
    }

    /** What somebody who may say these things may say of a new user. */
    static BodySchema creation(boolean withRole, boolean withPermissions) {
        BodySchema.Builder schema = BodySchema.resource("users")
                .attribute("email", Member.required(new Kind.Text()))
                .attribute("first_name", Member.nullable(new Kind.Text()))
                .attribute("last_name", Member.nullable(new Kind.Text()))
                .attribute("password", Member.optional(new Kind.Text()))
                .attribute("metadata", Member.optional(new Kind.Free()));
        return withGrants(schema, withRole, withPermissions).build();
    }

    /** What a caller may say of an existing user. */
    private static BodySchema change(Caller caller) {
        return change(Users.maySetAll(caller), Users.maySetRole(caller), Users.maySetPermissions(caller));
    }

    /** What somebody who may say these things may say of an existing user. */
    static BodySchema change(boolean withAll, boolean withRole, boolean withPermissions) {
        BodySchema.Builder schema = BodySchema.resource("users")
                .withId()
                .attribute("email", Member.optional(new Kind.Text()))
                .attribute("first_name", Member.nullable(new Kind.Text()))
                .attribute("last_name", Member.nullable(new Kind.Text()));
        if (withAll) {
            schema.attribute("password", Member.optional(new Kind.Text()))
                    .attribute("metadata", Member.optional(new Kind.Free()));
        }
        return withGrants(schema, withRole, withPermissions).build();
    }

    private static BodySchema.Builder withGrants(BodySchema.Builder schema, boolean withRole, boolean withPermissions) {
        if (withRole) {
            schema.attribute("role", Member.optional(new Kind.Text()));
        }
        if (withPermissions) {
            schema.attribute("permissions", Member.optional(new Kind.ListOf(new Kind.Text(), 0, 500)));
        }
        return schema;
    }

    /** The users a request asks for, none when it asks for nobody. */
    static Answer list(Context context, Users users, Optional<UserFilter> wanted) {
        users.requireLister(
                context.caller(), wanted.map(UserFilter::wantedRoles).orElse(Set.of(Role.USER)));
        Slice<UserDetails> found = wanted.map(filter -> users.list(context.caller(), filter, context.page()))
                .orElseGet(() -> new Slice<>(List.of(), false, 0));
        return Answer.ok(Documents.of(
                context,
                found,
                details -> render(context, details),
                details -> details.user().id()));
    }

    private Answer create(Context context) throws IOException {
        // Strangers may add themselves where the account is not protected.
        var json = context.account().isProtected() ? context.json() : context.jsonOfAnybody();
        Body attributes = BodySchema.attributes(creation(context.caller()).read(json));
        UserDetails details = users.create(
                context.caller(),
                new Users.Draft(
                        attributes.text("email"),
                        attributes.textOrNull("first_name"),
                        attributes.textOrNull("last_name"),
                        attributes.textOrNull("password"),
                        attributes.textOrNull("role"),
                        attributes.textsOrNull("permissions"),
                        attributes.metadata("metadata")));
        return Answer.created(
                Documents.of(render(context, details)),
                context.url("/users/" + details.user().id()));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return answer(context, users.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(change(context.caller()).read(json));
            return new Users.Changes(
                    attributes.change("email", String.class),
                    attributes.change("first_name", String.class),
                    attributes.change("last_name", String.class),
                    attributes.change("password", String.class),
                    attributes.change("role", String.class),
                    attributes.textsChange("permissions"),
                    attributes.change("metadata", Metadata.class));
        }));
    }

    static Answer answer(Context context, UserDetails details) {
        return Answer.ok(Documents.of(render(context, details)));
    }

    /** A user as clients see them. */
    static ObjectNode render(Context context, UserDetails details) {
        return render(context.account().id(), details);
    }

    /** The same for whoever is told of them without asking. */
    static ObjectNode render(String accountId, UserDetails details) {
        User user = details.user();
        return new Resource(accountId, "users", user.id(), "/users/" + user.id())
                .attribute("fullName", details.fullName())
                .attribute("firstName", user.firstName())
                .attribute("lastName", user.lastName())
                .attribute("email", user.email())
                .attribute("status", details.status().name())
                .attribute("role", user.role().key())
                .attribute("permissions", Permission.keysOf(details.permissions()))
                .attribute("metadata", user.metadata())
                .times(user.created(), user.updated())
                .toOneBelow("group", "groups", null)
                .toMany("products")
                .toMany("licenses")
                .toMany("machines")
                .toMany("tokens")
                .toMany("secondFactors", "second-factors")
                .selfLink()
                .build();
    }
}
