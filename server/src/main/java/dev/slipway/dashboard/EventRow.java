package dev.slipway.dashboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param what in words
 * @param name as programs know it
 * @param thing to what kind of thing
 * @param thingAddress where that is; null where there is no page about it
 * @param who did it, in words
 * @param whoAddress where that is; null where there is no page about it
 */
public record EventRow(
        String id,
        String what,
        String name,
        String thing,
        String thingId,
        @Nullable String thingAddress,
        String who,
        @Nullable String whoAddress,
        Instant at) {

    /** Who did it, in the middle of a sentence. */
    public String by() {
        return EventWords.inSentence(who);
    }
}
