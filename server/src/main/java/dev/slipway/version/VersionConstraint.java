package dev.slipway.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter on the versions an upgrade may lead to. It only ever narrows: an upgrade must besides be newer.
 *
 * @param major the major number a version must have
 * @param minor with a patch, the minor number it must have; without, the least it may have; null for any
 * @param patch the least patch number it may have, null for any
 * @param prerelease the prerelease word and number it must have, each null for any
 * @param build the build word and number it must have, each null for any
 */
public record VersionConstraint(
        long major, @Nullable Long minor, @Nullable Long patch, Tag prerelease, Tag build) {

    private static final Pattern GRAMMAR = Pattern.compile("(?:=|!=|>|<|>=|<=|~|~>)?"
            + "([0-9]+)(?:\\.([0-9]+)(?:\\.([0-9]+))?)?"
            + "(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");

    /**
     * Checks the parts.
     *
     * @throws VersionException when a patch is given without a minor number
     */
    public VersionConstraint {
        if (minor == null && patch != null) {
            throw invalid();
        }
    }

    /**
     * Reads {@code MAJOR[.MINOR[.PATCH]][-PRERELEASE][+BUILD]}. An operator in front ({@code = != > < >= <= ~ ~>}) is
     * accepted and has no effect.
     *
     * @throws VersionException with reason INVALID when the text is anything else, or a number in it exceeds 64 bits
     */
    public static VersionConstraint parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw invalid();
        }
        try {
            return new VersionConstraint(
                    Tag.parseNumber(matcher.group(1)),
                    numberOrNull(matcher.group(2)),
                    numberOrNull(matcher.group(3)),
                    Tag.cut(matcher.group(4)),
                    Tag.cut(matcher.group(5)));
        } catch (VersionException _) {
            throw invalid();
        }
    }

    /** Whether the version passes the filter. */
    public boolean allows(SemVer version) {
        return version.major() == major
                && allowsMinorAndPatch(version)
                && allows(prerelease, version.prereleaseTag())
                && allows(build, version.buildTag());
    }

    /** What the sort key of every version that passes is at least. */
    public String lowestSortKey() {
        String key = SortKeys.padded(major) + ".";
        if (minor != null) {
            key += SortKeys.padded(minor) + ".";
        }
        return patch == null ? key : key + SortKeys.padded(patch) + ".";
    }

    /** What the sort key of every version that passes is below. */
    public String sortKeyBound() {
        String key = SortKeys.padded(major);
        if (minor != null && patch != null) {
            key += "." + SortKeys.padded(minor);
        }
        // The character after the dot that follows each number.
        return key + "/";
    }

    private boolean allowsMinorAndPatch(SemVer version) {
        if (minor == null) {
            return true;
        }
        return patch == null ? version.minor() >= minor : version.minor() == minor && version.patch() >= patch;
    }

    private static boolean allows(Tag expected, Tag actual) {
        return (expected.word() == null || expected.word().equals(actual.word()))
                && (expected.number() == null || expected.number().equals(actual.number()));
    }

    private static @Nullable Long numberOrNull(@Nullable String digits) {
        return digits == null ? null : Tag.parseNumber(digits);
    }

    private static VersionException invalid() {
        return new VersionException(
                VersionException.Reason.INVALID,
                "a constraint is MAJOR, MAJOR.MINOR or MAJOR.MINOR.PATCH, then -PRERELEASE and +BUILD if any");
    }
}
