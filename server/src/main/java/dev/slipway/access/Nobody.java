package dev.slipway.access;

import dev.slipway.model.Account;
import java.time.Instant;
import java.util.Set;

/** Changes that nobody in particular makes: the holder of a signed link, or time itself. */
public final class Nobody {
    private Nobody() {}

    /** A caller without any permission, to record such a change under. */
    public static Caller in(Account account, String requestId, Instant now) {
        return new Caller(account, new Bearer.Anonymous(), null, Set.of(), requestId, now);
    }
}
