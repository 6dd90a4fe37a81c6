package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.licensing.Users;
import dev.slipway.model.Event;
import dev.slipway.model.Permission;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Text;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, in words, for one page: users are called by their e-mail addresses, each looked up once. */
final class EventWords {
    private static final Set<String> WITH_PAGES =
            Set.of("products", "releases", "licenses", "policies", "entitlements", "users");

    private static final Set<String> SEEN = Set.of(
            "artifact.downloaded",
            "release.downloaded",
            "release.upgraded",
            "license.validation.succeeded",
            "license.validation.failed");

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

    /** Who did it, as the beginning of a sentence. */
    String who(Event event) {
        String id = event.bearerId();
        String type = event.bearerType();
        if (id == null || type == null) {
            // What is only seen is done by customers, who need not say who they are; changes are.
            return SEEN.contains(event.name()) ? "Anonymous" : "The system";
        }
        if (id.equals(caller.bearer().id())) {
            return "You";
        }
        boolean named = type.equals("users") && caller.permissions().contains(Permission.USER_READ);
        return named ? emails.computeIfAbsent(id, this::email) : thing(type) + " " + id;
    }

    /** Who did it, in the middle of a sentence; e-mail addresses stay as they are. */
    static String inSentence(String who) {
        return who.contains("@") ? who : who.substring(0, 1).toLowerCase(Locale.ROOT) + who.substring(1);
    }

    private String email(String id) {
        try {
            return users.show(caller, id).user().email();
        } catch (Refusal gone) {
            return "User " + id;
        }
    }
}
