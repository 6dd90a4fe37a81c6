package dev.slipway.version;

import java.util.regex.Pattern;

/**
 * A version of two to four numbers: {@code MAJOR.MINOR[.PATCH[.BUILD]]}. A missing part counts as 0 in the order, so
 * that {@code 1.2} and {@code 1.2.0} hold the same place, while {@link #equals} compares the text as sent.
 *
 * @param text the version as sent, leading zeros included
 */
public record DottedVersion(String text) implements Version, Comparable<DottedVersion> {

    /** The greatest number a part may be. */
    public static final int MAXIMUM_PART = Integer.MAX_VALUE;

    /** How many parts a version has at most; the order compares all of them. */
    public static final int PARTS = 4;

    private static final Pattern GRAMMAR = Pattern.compile("[0-9]+(?:\\.[0-9]+){1,3}");

    /**
     * Checks the text.
     *
     * @throws VersionException when it is no dotted version, or one of its numbers exceeds {@link #MAXIMUM_PART}
     */
    public DottedVersion {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new VersionException(
                    VersionException.Reason.INVALID, "a dotted version is two to four numbers separated by dots");
        }
        if (text.length() > MAXIMUM_LENGTH) {
            throw new VersionException(
                    VersionException.Reason.TOO_LARGE,
                    "a version must not exceed %d characters".formatted(MAXIMUM_LENGTH));
        }
        parts(text);
    }

    /**
     * Reads {@code MAJOR.MINOR}, {@code MAJOR.MINOR.PATCH} or {@code MAJOR.MINOR.PATCH.BUILD}.
     *
     * @throws VersionException when the text is none of them, or one of its numbers exceeds {@link #MAXIMUM_PART}
     */
    public static DottedVersion parse(String text) {
        return new DottedVersion(text);
    }

    /** Whether a text has the form of a dotted version; its numbers may still be too large. */
    public static boolean isDotted(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /** How many parts were sent: 2 to 4. */
    public int partCount() {
        return texts(text).length;
    }

    /**
     * One of the four numbers, 0 for a part that was not sent.
     *
     * @param index 0 for MAJOR to 3 for BUILD
     */
    public int part(int index) {
        return parts(text)[index];
    }

    /** The numeric order, part by part. */
    @Override
    public int compareTo(DottedVersion other) {
        return compareParts(other, PARTS);
    }

    @Override
    public String sortKey() {
        StringBuilder key = new StringBuilder();
        for (int part : parts(text)) {
            key.append(SortKeys.padded(part)).append('.');
        }
        return key.toString();
    }

    /**
     * Whether this version is an update for an installation that reported {@code sent}: cut to the number of parts that
     * were sent, it must be the greater one. The same cut decides whether this version exceeds the greatest version a
     * license allows.
     */
    public boolean isUpdateFor(DottedVersion sent) {
        return compareParts(sent, sent.partCount()) > 0;
    }

    /**
     * A text that the sort keys of this version and of all that are no {@linkplain #isUpdateFor update} for it are below, and
     * the keys of all others above.
     */
    public String limitKey() {
        return limitKey(partCount());
    }

    /** The same as if only the first {@code count} parts had been sent. */
    public String limitKey(int count) {
        int[] parts = parts(text);
        StringBuilder key = new StringBuilder();
        for (int index = 0; index < count; index++) {
            key.append(SortKeys.padded(parts[index])).append('.');
        }
        return key.append(SortKeys.HIGHEST).toString();
    }

    /**
     * This version as a semantic version: the three first numbers, a prerelease for every channel but stable, and the
     * fourth number, when sent, as build. In the channel {@code nightly}, which is mapped to {@link Channel#DEV},
     * {@code 1.2.3.4} is {@code 1.2.3-dev.nightly+4}. The result always satisfies {@link Channel#violations}.
     *
     * @param channel the channel that the release's own channel is mapped to
     * @param channelName the name of the release's own channel; characters a tag cannot hold are left out
     */
    public SemVer toSemVer(Channel channel, String channelName) {
        return Projection.toSemVer(this, channel, channelName);
    }

    private int compareParts(DottedVersion other, int count) {
        int[] here = parts(text);
        int[] there = parts(other.text);
        for (int index = 0; index < count; index++) {
            int order = Integer.compare(here[index], there[index]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int[] parts(String text) {
        String[] texts = texts(text);
        int[] parts = new int[PARTS];
        for (int index = 0; index < texts.length; index++) {
            parts[index] = parsePart(texts[index]);
        }
        return parts;
    }

    private static int parsePart(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            throw new VersionException(
                    VersionException.Reason.TOO_LARGE, "a number in a version must not exceed " + MAXIMUM_PART);
        }
    }

    private static String[] texts(String text) {
        return text.split("\\.", -1);
    }
}
