package dev.slipway.keygen;

import dev.slipway.http.Headers;
import dev.slipway.model.EventFilter.Linkage;
import dev.slipway.model.LoggedRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked and answered, as it was said: waits in memory to be rid of its secrets, and so is small.
 *
 * @param resource what the answer shows, or null when that is no single thing
 */
record LoggedExchange(
        String id,
        Instant created,
        String method,
        LoggedAddress address,
        String ip,
        Map<String, String> headers,
        @Nullable String authorization,
        @Nullable Content body,
        int status,
        Headers answeredHeaders,
        @Nullable Content answeredBody,
        @Nullable Linkage requestor,
        @Nullable Linkage resource) {
    private static final int LARGEST_BODY = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A body, of which no more is held on to than is kept. */
    static final class Content {
        private final int length;
        private final byte @Nullable [] bytes;

        private Content(byte[] bytes) {
            this.length = bytes.length;
            this.bytes = bytes.length > LARGEST_BODY ? null : bytes;
        }

        /** The body of these bytes; null for none. */
        static @Nullable Content of(byte @Nullable [] bytes) {
            return bytes == null || bytes.length == 0 ? null : new Content(bytes);
        }

        private @Nullable JsonNode read() {
            if (bytes == null) {
                return null;
            }
            try {
                JsonNode node = JSON.readTree(bytes);
                return node.isObject() ? node : null;
            } catch (JacksonException e) {
                return null;
            }
        }

        /** What is kept: only what can be searched for secrets, else how much it was. */
        private String text(@Nullable JsonNode read, Masking masking) {
            if (read == null) {
                return "[%d bytes]".formatted(length);
            }
            masking.mask(read);
            return JSON.writeValueAsString(read);
        }
    }

    /** The entry in the log of that account, without anything secret. */
    LoggedRequest entry(String accountId) {
        Masking masking = new Masking();
        masking.hideCredentials(authorization);
        address.hideSecrets(masking);
        JsonNode asked = body == null ? null : body.read();
        JsonNode answered = answeredBody == null ? null : answeredBody.read();
        masking.hideSecrets(asked);
        masking.hideSecrets(answered);
        Map<String, String> sent = new LinkedHashMap<>();
        headers.forEach((name, value) -> sent.put(name, masking.text(value)));
        Map<String, String> received = new LinkedHashMap<>();
        answeredHeaders.forEach((name, value) -> received.put(name, masking.text(value)));
        received.remove("Set-Cookie");
        // Where a redirect leads to is meant for the client alone.
        received.computeIfPresent("Location", (name, value) -> status < 300 ? value : Masking.MASK);
        return new LoggedRequest(
                id,
                accountId,
                created,
                method,
                masking.text(address.text()),
                status,
                ip,
                sent.get("User-Agent"),
                requestor,
                resource == null ? address.resource() : resource,
                new LoggedRequest.Detail(
                        sent,
                        body == null ? null : body.text(asked, masking),
                        received,
                        answeredBody == null ? null : answeredBody.text(answered, masking),
                        answeredHeaders.first("Keygen-Signature")));
    }
}
