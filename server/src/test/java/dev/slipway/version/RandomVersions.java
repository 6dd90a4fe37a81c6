package dev.slipway.version;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Versions that collide often: few numbers, few words, and tags that share prefixes and differ in separators, digits
 * and case. The seed is {@code -Dslipway.test.seed}, else new on every run; assertions name it.
 */
final class RandomVersions {

    private static final String TAG_CHARACTERS = "aAzZ01929.-.-";
    private static final List<String> PIECES = List.of(
            "rc",
            "beta",
            "alpha",
            "dev",
            "a",
            "aa",
            "A",
            "1",
            "2",
            "10",
            "01",
            "001",
            "0",
            "9",
            "1a",
            "a1",
            ".",
            "-",
            "..",
            "--",
            "9223372036854775807",
            "99999999999999999999x",
            "99999999999999999999.1",
            "b",
            "build");
    private static final long[] NUMBERS = {0, 0, 0, 1, 1, 2, 9, 10, 99, 100, Long.MAX_VALUE - 1, Long.MAX_VALUE};

    private final RandomGenerator random;
    private final long seed;

    private RandomVersions(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    static RandomVersions seeded() {
        return new RandomVersions(Long.getLong("slipway.test.seed", System.nanoTime()));
    }

    /** Names the seed and the values in hand, for a failure that can be repeated. */
    String describe(Object... values) {
        return "-Dslipway.test.seed=%d %s".formatted(seed, List.of(values));
    }

    SemVer semVer() {
        while (true) {
            try {
                return new SemVer(number(), number(), number(), tag(), tag());
            } catch (VersionException _) {
                // The pieces happened to close with a number of more than 64 bits.
            }
        }
    }

    /** A version that differs from the given one in as little as one part. */
    SemVer near(SemVer version) {
        while (true) {
            try {
                return new SemVer(
                        random.nextInt(8) == 0 ? number() : version.major(),
                        random.nextInt(8) == 0 ? number() : version.minor(),
                        random.nextInt(8) == 0 ? number() : version.patch(),
                        variation(version.prerelease()),
                        variation(version.build()));
            } catch (VersionException _) {
                // The variation happened to close with a number of more than 64 bits, or to be empty.
            }
        }
    }

    DottedVersion dotted() {
        int count = 2 + random.nextInt(3);
        List<String> parts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String zeros = random.nextInt(6) == 0 ? "0".repeat(1 + random.nextInt(3)) : "";
            long number = NUMBERS[random.nextInt(NUMBERS.length)];
            parts.add(zeros + Math.min(number, DottedVersion.MAXIMUM_PART - number % 2));
        }
        return DottedVersion.parse(String.join(".", parts));
    }

    private @Nullable String variation(@Nullable String tag) {
        if (tag == null) {
            return random.nextInt(3) == 0 ? tag() : null;
        }
        return switch (random.nextInt(6)) {
            case 0 -> tag();
            case 1 -> tag.substring(0, random.nextInt(tag.length() + 1));
            case 2 -> tag + PIECES.get(random.nextInt(PIECES.size()));
            case 3 -> withOneCharacterChanged(tag);
            default -> tag;
        };
    }

    private String withOneCharacterChanged(String tag) {
        int index = random.nextInt(tag.length());
        return tag.substring(0, index) + character() + tag.substring(index + 1);
    }

    private @Nullable String tag() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        StringBuilder tag = new StringBuilder();
        int pieces = 1 + random.nextInt(4);
        for (int index = 0; index < pieces; index++) {
            tag.append(random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : String.valueOf(character()));
        }
        return tag.toString();
    }

    private char character() {
        return TAG_CHARACTERS.charAt(random.nextInt(TAG_CHARACTERS.length()));
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
