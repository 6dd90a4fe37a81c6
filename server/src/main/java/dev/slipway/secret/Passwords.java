package dev.slipway.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id password hashes in the usual encoded form. A hash costs megabytes and tens of milliseconds by design, so only a few
 * are computed at a time.
 */
public final class Passwords {
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final SecureRandom random;
    private final Cost cost;
    private final Semaphore permits = new Semaphore(2);

    /**
     * What one hash costs.
     *
     * @param memoryKibibytes the memory it fills
     * @param iterations how often it goes over that memory
     */
    public record Cost(int memoryKibibytes, int iterations) {
        /** What makes guessing expensive. Nothing less is for passwords that somebody uses. */
        public static final Cost SAFE = new Cost(19 * 1024, 2);
    }

    /** Salts come from this randomness, and new hashes cost that much. */
    public Passwords(SecureRandom random, Cost cost) {
        this.random = random;
        this.cost = cost;
    }

    /** The encoded hash of a password, with a fresh salt. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = compute(password, salt, cost.memoryKibibytes(), cost.iterations(), LANES, HASH_BYTES);
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKibibytes(),
                        cost.iterations(),
                        LANES,
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    /** Whether the password is the one the encoded hash was made of. */
    public boolean matches(String password, String encoded) {
        String[] parts = encoded.split("\\$", -1);
        if (parts.length != 6 || !parts[1].equals("argon2id")) {
            throw new IllegalArgumentException("Not an Argon2id hash");
        }
        String[] costs = parts[3].split(",", -1);
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = compute(password, salt, number(costs[0]), number(costs[1]), number(costs[2]), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static int number(String assignment) {
        return Integer.parseInt(assignment.substring(2));
    }

    private byte[] compute(String password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
        return bounded(() -> {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(iterations)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        });
    }

    private <T> T bounded(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
