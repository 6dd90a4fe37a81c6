package dev.slipway.keygen;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document as it goes over the wire.
 *
 * @param digest the value of the Digest header
 */
@SuppressWarnings("ArrayRecordComponent")
record Written(byte[] body, String digest) {
    private static final Written NOTHING = of(new byte[0]);

    private static Written of(byte[] body) {
        return new Written(body, ResponseSigner.digest(body));
    }

    /** Writes the documents of answers, those that last only once. */
    static final class Writer {
        private final Cache<JsonNode, Written> lasting =
                Caffeine.newBuilder().weakKeys().maximumSize(1_000).build();

        /** The document of an answer. */
        Written write(Answer answer) {
            if (answer.file() != null) {
                return of(answer.file().getBytes(StandardCharsets.UTF_8));
            }
            @Nullable JsonNode document = answer.document();
            if (document == null) {
                return NOTHING;
            }
            return answer.lasting()
                    ? lasting.get(document, missing -> of(Json.write(missing)))
                    : of(Json.write(document));
        }
    }
}
