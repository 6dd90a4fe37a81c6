package dev.slipway.cryptlex;

import dev.slipway.event.delivery.Envelope;
import dev.slipway.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends an event as {@code {event, data, triggeredAt}}, signed with the token of its webhook. */
public final class WebhookRequests implements Envelope {
    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public Sealed seal(String accountId, WebhookEvent event, String target, String host, Instant now) {
        byte[] body = body(event);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("User-Agent", "Slipway");
        headers.put("Webhook-Signature", signature(Objects.requireNonNull(event.token()), body));
        // An event may arrive more than once; by this the receiver knows.
        headers.put("Webhook-Id", event.idempotencyToken());
        return new Sealed(headers, body);
    }

    /** The document goes in as it was written, so that no retry reads differently. */
    private static byte[] body(WebhookEvent event) {
        String text = "{\"event\":\"%s\",\"data\":".formatted(event.event())
                + event.payload()
                + ",\"triggeredAt\":\"%s\"}".formatted(Times.text(event.created()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String signature(String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
