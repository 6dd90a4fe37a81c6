package dev.slipway.keygen;

import dev.slipway.access.SigningKeys;
import dev.slipway.event.delivery.Envelope;
import dev.slipway.http.HttpDates;
import dev.slipway.model.WebhookEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends an event as the resource that {@code /webhook-events} shows, signed as answers are. */
public final class WebhookEnvelope implements Envelope {
    private final ResponseSigner signer;

    /** Signs with these keys. */
    public WebhookEnvelope(SigningKeys keys) {
        this.signer = new ResponseSigner(keys::sign);
    }

    @Override
    public Sealed seal(String accountId, WebhookEvent event, String target, String host, Instant now) {
        byte[] body =
                Json.write(Documents.of(WebhookEventRoutes.render(accountId, event, WebhookEvent.Status.DELIVERING)));
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
}
