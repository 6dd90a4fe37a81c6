package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.licensing.Users;
import dev.slipway.model.Event;
import dev.slipway.model.Permission;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, in words, for one page: users are called by their e-mail addresses, each looked up once. */
final class EventWords {
    private static final Set<String> WITH_PAGES =
            Set.of("products", "releases", "licenses", "policies", "entitlements", "users");

    private final Users users;
    private final Caller caller;
    private final Map<String, String> emails = new HashMap<>();

    EventWords(Users users, Caller caller) {
        this.users = users;
        this.caller = caller;
    }

    /** An entry of the log as lists show it. */
    EventRow row(Event event) {
        return new EventRow(
                event.id(),
                what(event.name()),
                event.name(),
                thing(event.resourceType()),
                event.resourceId(),
                address(event.resourceType(), event.resourceId()),
                who(event),
                address(event.bearerType(), event.bearerId()),
                event.created());
    }

    private static String what(String name) {
        return Text.words(name.replace('.', '-'));
    }

    private static String thing(String type) {
        return Text.words(type.replaceFirst("ies$", "y").replaceFirst("s$", ""));
    }

    private static @Nullable String address(@Nullable String type, @Nullable String id) {
        if (type == null || id == null) {
            return null;
        }
        if (type.equals("webhook-endpoints")) {
            return "/webhooks/" + id;
        }
        return WITH_PAGES.contains(type) ? "/" + type + "/" + id : null;
    }

    private String who(Event event) {
        String id = event.bearerId();
        String type = event.bearerType();
        if (id == null || type == null) {
            return "Slipway";
        }
        if (id.equals(caller.bearer().id())) {
            return "You";
        }
        boolean named = type.equals("users") && caller.permissions().contains(Permission.USER_READ);
        return named ? emails.computeIfAbsent(id, this::email) : thing(type) + " " + id;
    }

    private String email(String id) {
        try {
            return users.show(caller, id).user().email();
        } catch (Refusal gone) {
            return "User " + id;
        }
    }
}
