package dev.slipway.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A limit on classic upgrades: at least the version it names, and no further than the place after which it was written to
 * change. {@code 1} and {@code 1.2} keep the major number, {@code 1.2.3} keeps major and minor.
 *
 * <p>In the stable channel no prerelease is within it. In another channel it begins with the prereleases of the named version
 * that are called like the channel; those of the first version beyond it are outside.
 *
 * @param major the major number a version must have
 * @param minor with a patch, the minor number it must have; without, the least it may have; null for any
 * @param patch the least patch number, null for any
 */
public record PessimisticConstraint(
        long major, @Nullable Long minor, @Nullable Long patch) {

    private static final Pattern GRAMMAR = Pattern.compile("([0-9]+)(?:\\.([0-9]+)(?:\\.([0-9]+))?)?(-.*)?(\\+.*)?");

    /** What is wrong with a text that is no such constraint. */
    public enum Flaw {
        NOT_A_VERSION,
        HAS_PRERELEASE,
        HAS_BUILD
    }

    /** A text is no such constraint. */
    public static final class FlawException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Flaw flaw;

        FlawException(Flaw flaw) {
            super(flaw.name());
            this.flaw = flaw;
        }

        /** Why not. */
        public Flaw flaw() {
            return flaw;
        }
    }

    /** Checks the parts. */
    public PessimisticConstraint {
        if (minor == null && patch != null) {
            throw new IllegalArgumentException("A patch number needs a minor number");
        }
    }

    /**
     * Reads {@code MAJOR[.MINOR[.PATCH]]}.
     *
     * @throws FlawException when the text is anything else, or a number in it exceeds 64 bits
     */
    public static PessimisticConstraint parse(String text) throws FlawException {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new FlawException(Flaw.NOT_A_VERSION);
        }
        if (matcher.group(4) != null) {
            throw new FlawException(Flaw.HAS_PRERELEASE);
        }
        if (matcher.group(5) != null) {
            throw new FlawException(Flaw.HAS_BUILD);
        }
        try {
            return new PessimisticConstraint(
                    Tag.parseNumber(matcher.group(1)), numberOrNull(matcher.group(2)), numberOrNull(matcher.group(3)));
        } catch (VersionException tooLarge) {
            throw new FlawException(Flaw.NOT_A_VERSION);
        }
    }

    /** The least version within it for one who follows a channel. */
    public SemVer least(Channel channel) {
        return new SemVer(
                major,
                minor == null ? 0 : minor,
                patch == null ? 0 : patch,
                channel == Channel.STABLE ? null : channel.key(),
                null);
    }

    /** Whether one who follows a channel may be offered the version. */
    public boolean allows(SemVer version, Channel channel) {
        return version.major() == major
                && (patch == null || minor == null || version.minor() == minor)
                && SemVer.SEMVER_ORDER.compare(version, least(channel)) >= 0
                && (channel != Channel.STABLE || version.prerelease() == null);
    }

    private static @Nullable Long numberOrNull(@Nullable String digits) {
        return digits == null ? null : Tag.parseNumber(digits);
    }
}
