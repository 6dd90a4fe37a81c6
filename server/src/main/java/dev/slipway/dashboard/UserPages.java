package dev.slipway.dashboard;

import dev.slipway.licensing.UserActions;
import dev.slipway.licensing.UserDetails;
import dev.slipway.licensing.Users;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.model.UserFilter;
import dev.slipway.model.UserStatus;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages about users: the vendor's people and customers. */
public final class UserPages {
    private static final String ONE = "dashboard/user.jte";
    private static final String[] FIELDS = {"email", "firstName", "lastName", "password", "role", "permissions"};

    private final Users users;
    private final UserActions actions;

    /** Shows and changes these. */
    public UserPages(Users users, UserActions actions) {
        this.users = users;
        this.actions = actions;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/users", this::list)
                .on("GET", "/users/new", visit -> Answer.page(ONE, draftPage(visit, Form.of(visit.query(), FIELDS))))
                .on("POST", "/users", this::create)
                .on("GET", "/users/{id}", this::show)
                .on("POST", "/users/{id}", this::update)
                .on("POST", "/users/{id}/permissions", this::permit)
                .on(
                        "POST",
                        "/users/{id}/ban",
                        visit -> act(
                                visit, "The user is banned.", () -> actions.ban(visit.caller(), visit.parameter("id"))))
                .on(
                        "POST",
                        "/users/{id}/unban",
                        visit -> act(
                                visit,
                                "The user may come in again.",
                                () -> actions.unban(visit.caller(), visit.parameter("id"))))
                .on("POST", "/users/{id}/delete", this::delete);
    }

    private Answer list(Visit visit) {
        Form filter = Form.of(visit.query(), "role");
        Set<Role> readable = EnumSet.of(Role.USER);
        if (visit.caller().permissions().contains(Permission.ADMIN_READ)) {
            readable.addAll(Role.STAFF);
        }
        Set<Role> wanted = Role.find(filter.value("role"))
                .filter(readable::contains)
                .<Set<Role>>map(EnumSet::of)
                .orElse(readable);
        Slice<UserDetails> found =
                users.list(visit.caller(), UserFilter.of(wanted, visit.caller().now()), PageLinks.wanted(visit));
        return Answer.page(
                "dashboard/users.jte",
                new UsersPage(
                        visit.frame("Users"),
                        filter,
                        choices(readable),
                        found.items().stream().map(UserPages::row).toList(),
                        PageLinks.of(visit, found),
                        Users.mayCreate(visit.caller())));
    }

    private static List<Choice> choices(Set<Role> roles) {
        return roles.stream().map(role -> new Choice(role.key(), words(role))).toList();
    }

    private static String words(Role role) {
        return role == Role.USER ? "Customer" : Text.words(role.key());
    }

    private static UsersPage.Row row(UserDetails details) {
        User user = details.user();
        return new UsersPage.Row(
                user.id(), user.email(), details.fullName(), words(user.role()), standing(details.status()));
    }

    private static Badge standing(UserStatus status) {
        String tone = switch (status) {
            case ACTIVE -> "good";
            case INACTIVE -> "fair";
            case BANNED -> "bad";
        };
        return new Badge(Text.words(status.name()), tone);
    }

    private static List<Choice> givable(Visit visit) {
        return Users.maySetRole(visit.caller())
                ? choices(EnumSet.copyOf(
                        Arrays.stream(Role.values()).filter(Role::isHeldByUsers).toList()))
                : List.of();
    }

    private static UserPage draftPage(Visit visit, Form form) {
        return new UserPage(
                visit.frame("Add a user"),
                null,
                "Add a user",
                "",
                null,
                form,
                givable(visit),
                List.of(),
                false,
                Users.mayCreate(visit.caller()),
                false,
                false);
    }

    private Answer create(Visit visit) {
        Form form = visit.form(FIELDS);
        try {
            Users.Draft draft = new Users.Draft(
                    form.value("email").strip(),
                    form.given("firstName"),
                    form.given("lastName"),
                    form.value("password").isEmpty() ? null : form.value("password"),
                    form.given("role"),
                    null,
                    Metadata.EMPTY);
            String id = users.create(visit.caller(), draft).user().id();
            return new Answer.Redirect("/users/" + id, "The user was added.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(ONE, draftPage(visit, form.refused(refusal)));
        }
    }

    private Answer show(Visit visit) {
        UserDetails details = users.show(visit.caller(), visit.parameter("id"));
        return Answer.page(ONE, page(visit, details, filled(details.user())));
    }

    private static Form filled(User user) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("email", user.email());
        values.put("firstName", user.firstName());
        values.put("lastName", user.lastName());
        values.put("password", null);
        values.put("role", user.role().key());
        return Form.filled(values);
    }

    private static UserPage page(Visit visit, UserDetails details, Form form) {
        User user = details.user();
        boolean mayEdit = Users.mayEdit(visit.caller(), user);
        return new UserPage(
                visit.frame(user.email()),
                user.id(),
                user.email(),
                words(user.role()),
                standing(details.status()),
                form,
                mayEdit ? givable(visit) : List.of(),
                mayEdit && Users.maySetPermissions(visit.caller())
                        ? PermissionGroup.of(
                                Permission.allowedFor(user.role()), Permission.keysOf(details.permissions()))
                        : List.of(),
                user.banned() != null,
                mayEdit,
                UserActions.mayBan(visit.caller(), user),
                UserActions.mayDelete(visit.caller(), user));
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        String password = form.value("password");
        String role = form.given("role");
        return change(
                visit,
                form,
                new Users.Changes(
                        Change.to(form.value("email").strip()),
                        Change.to(form.given("firstName")),
                        Change.to(form.given("lastName")),
                        password.isEmpty() ? Change.none() : Change.to(password),
                        role == null ? Change.none() : Change.to(role),
                        Change.none(),
                        Change.none()));
    }

    private Answer permit(Visit visit) {
        return change(
                visit,
                visit.form("permissions"),
                new Users.Changes(
                        Change.none(),
                        Change.none(),
                        Change.none(),
                        Change.none(),
                        Change.none(),
                        Change.to(visit.form("permissions").values("permissions")),
                        Change.none()));
    }

    private Answer change(Visit visit, Form form, Users.Changes changes) {
        return act(
                visit,
                form,
                "The user was changed.",
                () -> users.update(visit.caller(), visit.parameter("id"), () -> changes));
    }

    private Answer act(Visit visit, String notice, Runnable action) {
        return act(visit, Form.blank(FIELDS), notice, action);
    }

    private Answer act(Visit visit, Form form, String notice, Runnable action) {
        try {
            action.run();
            return new Answer.Redirect("/users/" + visit.parameter("id"), notice);
        } catch (Refusal refusal) {
            return refused(visit, form, refusal);
        }
    }

    private Answer refused(Visit visit, Form form, Refusal refusal) {
        Form.rethrowUnlessOfForm(refusal);
        UserDetails details = users.show(visit.caller(), visit.parameter("id"));
        boolean isWhole = form.given("email") != null;
        return Answer.refused(ONE, page(visit, details, (isWhole ? form : filled(details.user())).refused(refusal)));
    }

    private Answer delete(Visit visit) {
        try {
            actions.delete(visit.caller(), visit.parameter("id"));
            return new Answer.Redirect("/users", "The user was deleted.");
        } catch (Refusal refusal) {
            return refused(visit, Form.blank(FIELDS), refusal);
        }
    }
}
