package dev.slipway.version;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a version of one scheme is shown and written in the other. */
final class Projection {

    private static final Pattern CHANNEL_PRERELEASE = Pattern.compile("(?:rc|beta|alpha|dev)(?:\\.([0-9]+))?");
    private static final Pattern NOT_IN_TAG = Pattern.compile("[^0-9A-Za-z-]");
    private static final Pattern LONG_CLOSING_NUMBER = Pattern.compile("([0-9]{18})[0-9]+$");
    private static final int NAME_LENGTH = 64;

    private Projection() {}

    /**
     * {@code x.y.z} with a numeric build as fourth part. A prerelease must be a prerelease channel's key: followed by
     * one number and no build, the number is the fourth part; alone, the build is, or 0 without one.
     */
    static Optional<DottedVersion> toDotted(SemVer version) {
        String build = version.build();
        if (build != null && !Tag.isNumeric(build)) {
            return Optional.empty();
        }
        String prerelease = version.prerelease();
        if (prerelease == null) {
            return dotted(version, build);
        }
        Matcher channel = CHANNEL_PRERELEASE.matcher(prerelease);
        if (!channel.matches()) {
            return Optional.empty();
        }
        String number = channel.group(1);
        if (number == null) {
            return dotted(version, build == null ? "0" : build);
        }
        return build == null ? dotted(version, number) : Optional.empty();
    }

    /** The four numbers, the last as build; every channel but stable shows in the prerelease. */
    static SemVer toSemVer(DottedVersion version, Channel channel, String channelName) {
        String prerelease = channel == Channel.STABLE ? null : prerelease(channel, channelName);
        String build = version.partCount() < 4 ? null : String.valueOf(version.part(3));
        return new SemVer(version.part(0), version.part(1), version.part(2), prerelease, build);
    }

    /**
     * A name that no version can hold is shortened instead of refused: it was accepted as a channel's name, and its
     * releases must remain visible.
     */
    private static String prerelease(Channel channel, String channelName) {
        if (channelName.toLowerCase(Locale.ROOT).equals(channel.key())) {
            return channel.key();
        }
        String reduced = NOT_IN_TAG.matcher(channelName).replaceAll("");
        String shortened = reduced.substring(0, Math.min(reduced.length(), NAME_LENGTH));
        String suffix = LONG_CLOSING_NUMBER.matcher(shortened).replaceFirst("$1");
        return suffix.isEmpty() ? channel.key() : channel.key() + "." + suffix;
    }

    private static Optional<DottedVersion> dotted(SemVer version, @Nullable String fourth) {
        if (isTooLarge(version.major()) || isTooLarge(version.minor()) || isTooLarge(version.patch())) {
            return Optional.empty();
        }
        String text = version.major() + "." + version.minor() + "." + version.patch();
        if (fourth == null) {
            return Optional.of(DottedVersion.parse(text));
        }
        long number = Tag.parseNumber(fourth);
        return isTooLarge(number) ? Optional.empty() : Optional.of(DottedVersion.parse(text + "." + number));
    }

    private static boolean isTooLarge(long number) {
        return number > DottedVersion.MAXIMUM_PART;
    }
}
