package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of events, or a form for a new one.
 *
 * @param id null for a new one
 * @param isNamed whether it has a name, a token and a switch: it is told in Cryptlex's words
 * @param boxes the name of the boxes in the form
 * @param token the secret that what is sent is signed with; null where the account's key signs, or nobody may see it
 * @param standing how it is doing; null for a new one
 * @param apiVersions what can be chosen; empty where there is nothing to choose
 * @param links where the list of deliveries goes on; null for a new one
 */
public record WebhookPage(
        Frame frame,
        Form form,
        @Nullable String id,
        String title,
        String url,
        String api,
        boolean isNamed,
        String boxes,
        boolean everything,
        List<EventGroup> events,
        List<Choice> apiVersions,
        @Nullable String token,
        @Nullable Badge standing,
        List<Delivery> deliveries,
        @Nullable PageLinks links,
        boolean mayWrite) {

    /** Something it was told or is to be told. */
    public record Delivery(
            String id,
            String event,
            Badge standing,
            long attempts,
            @Nullable Long responseCode,
            Instant created) {}
}
