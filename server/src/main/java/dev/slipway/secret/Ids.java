package dev.slipway.secret;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

/** The one place new ids come from: UUIDv7, so that ids made later sort later, also within one millisecond. */
public final class Ids {
    private static final HexFormat HEX = HexFormat.of();

    private final InstantSource clock;
    private final SecureRandom random;
    private long lastStamp;

    /** Ids by this clock and this randomness. */
    public Ids(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id in canonical text form. */
    public String next() {
        long stamp = nextStamp();
        // 48 bits of milliseconds, then a 12-bit sequence within the millisecond, as RFC 9562 allows.
        long high = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFFL);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Random bytes in lower-case hex. */
    public String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HEX.formatHex(drawn);
    }

    private synchronized long nextStamp() {
        lastStamp = Math.max(lastStamp + 1, clock.millis() << 12);
        return lastStamp;
    }
}
