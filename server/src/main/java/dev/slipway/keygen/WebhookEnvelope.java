package dev.slipway.keygen;

import dev.slipway.access.SigningKeys;
import dev.slipway.event.delivery.Envelope;
import dev.slipway.http.HttpDates;
import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Sends an event as the resource that {@code /webhook-events} shows, signed as answers are. */
public final class WebhookEnvelope implements Envelope {
    private static final String TOKEN = "passwordResetToken";

    private final ResponseSigner signer;
    private final Function<Event, Optional<String>> resetTokens;

    /**
     * Signs with these keys.
     *
     * @param resetTokens what an event holds that only its receiver is told
     */
    public WebhookEnvelope(SigningKeys keys, Function<Event, Optional<String>> resetTokens) {
        this.signer = new ResponseSigner(keys::sign);
        this.resetTokens = resetTokens;
    }

    @Override
    public Sealed seal(String accountId, WebhookEvent event, String target, String host, Instant now) {
        ObjectNode resource = WebhookEventRoutes.render(accountId, event, WebhookEvent.Status.DELIVERING);
        opened(event).ifPresent(payload -> resource.withObject("/attributes").put("payload", payload));
        byte[] body = Json.write(Documents.of(resource));
        String date = HttpDates.format(now);
        String digest = ResponseSigner.digest(body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Keygen/" + event.apiVersion() + " (Slipway)");
        headers.put("Keygen-Version", event.apiVersion());
        headers.put("Date", date);
        headers.put("Keygen-Date", date);
        headers.put("Digest", digest);
        headers.put("Keygen-Digest", digest);
        headers.put("Keygen-Signature", signer.signature(accountId, "POST", target, host, date, digest));
        return new Sealed(headers, body);
    }

    /** The payload with what was sealed in it, where something was. */
    private Optional<String> opened(WebhookEvent event) {
        if (!event.event().equals("user.password-reset")
                || !(Json.tree(event.payload()) instanceof ObjectNode document)) {
            return Optional.empty();
        }
        String sealed = document.at("/meta/" + TOKEN).stringValue("");
        Metadata details = new Metadata(Map.of(EventDocuments.SEALED_TOKEN, sealed));
        Event told = new Event(
                event.id(), event.event(), "users", event.resourceId(), null, null, null, details, event.created());
        return resetTokens.apply(told).map(token -> {
            document.withObject("/meta").put(TOKEN, token);
            return new String(Json.write(document), StandardCharsets.UTF_8);
        });
    }
}
