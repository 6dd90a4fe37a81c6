package dev.slipway.model;

import dev.slipway.version.Channel;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name that an account offers releases under.
 *
 * @param channel the known channel that a channel of this name counts as; null for a platform
 */
public record OfferName(
        String id, Kind kind, String name, @Nullable Channel channel, Instant created, Instant updated) {

    /** What it is the name of. */
    public enum Kind {
        /** Told apart by case. */
        CHANNEL("release channel"),
        /** The same in any case. */
        PLATFORM("release platform");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What an entry is called in a sentence. */
        public String words() {
            return words;
        }

        /** What two names have in common that mean the same. */
        public String key(String name) {
            return this == CHANNEL ? name : name.strip().toLowerCase(Locale.ROOT);
        }
    }
}
