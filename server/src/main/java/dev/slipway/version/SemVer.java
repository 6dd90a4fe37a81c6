package dev.slipway.version;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version. Three relations exist on it and none replaces another: the list order of {@link #compareTo},
 * precedence of {@link #SEMVER_ORDER}, and the upgrade predicate {@link #isNewerThan}.
 *
 * <p>The list order holds versions equal whose tags have equal components, such as {@code 1.0.0-rc.1} and
 * {@code 1.0.0-rc-1}; {@link #equals} tells them apart.
 *
 * @param major the first number, at least 0
 * @param minor the second number, at least 0
 * @param patch the third number, at least 0
 * @param prerelease what follows the hyphen, as written, or null
 * @param build what follows the plus sign, as written, or null
 */
public record SemVer(
        long major,
        long minor,
        long patch,
        @Nullable String prerelease,
        @Nullable String build) implements Version, Comparable<SemVer> {

    /**
     * Precedence of semantic versions, completed by the build: a final version above its prereleases, identifiers
     * compared as numbers where both are, a number below a word, and a build above the same version without one.
     */
    public static final Comparator<SemVer> SEMVER_ORDER = Precedence.ORDER;

    private static final Pattern TAG = Pattern.compile("[0-9A-Za-z.-]+");
    private static final Pattern FULL =
            Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)(?:-(%1$s))?(?:\\+(%1$s))?".formatted(TAG.pattern()));
    private static final Pattern SHORT = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?\\.?");

    private static final Comparator<SemVer> CORE_ORDER = Comparator.comparingLong(SemVer::major)
            .thenComparingLong(SemVer::minor)
            .thenComparingLong(SemVer::patch);
    private static final Comparator<@Nullable String> WORD_ABSENT_FIRST =
            Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<@Nullable String> WORD_ABSENT_LAST =
            Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<@Nullable Long> NUMBER_ABSENT_FIRST =
            Comparator.nullsFirst(Comparator.naturalOrder());

    /**
     * Checks the parts.
     *
     * @throws VersionException when a part is outside the grammar or a limit
     */
    public SemVer {
        if (major < 0 || minor < 0 || patch < 0 || !isAbsentOrTag(prerelease) || !isAbsentOrTag(build)) {
            throw invalid();
        }
        Tag.cut(prerelease);
        Tag.cut(build);
        if (text(major, minor, patch, prerelease, build).length() > MAXIMUM_LENGTH) {
            throw new VersionException(
                    VersionException.Reason.TOO_LARGE,
                    "a version must not exceed %d characters".formatted(MAXIMUM_LENGTH));
        }
    }

    /**
     * Reads {@code MAJOR.MINOR.PATCH[-PRERELEASE][+BUILD]}, {@code MAJOR.MINOR} or {@code MAJOR}; the two short forms
     * may end with a dot and have zeros for what is missing. Leading zeros of the three numbers are dropped, the rest
     * is kept as written.
     *
     * @throws VersionException when the text is no such version, or a number in it exceeds 64 bits
     */
    public static SemVer parse(String text) {
        Matcher full = FULL.matcher(text);
        if (full.matches()) {
            return new SemVer(
                    Tag.parseNumber(full.group(1)),
                    Tag.parseNumber(full.group(2)),
                    Tag.parseNumber(full.group(3)),
                    full.group(4),
                    full.group(5));
        }
        Matcher abbreviated = SHORT.matcher(text);
        if (abbreviated.matches()) {
            String minor = Objects.requireNonNullElse(abbreviated.group(2), "0");
            return new SemVer(Tag.parseNumber(abbreviated.group(1)), Tag.parseNumber(minor), 0, null, null);
        }
        throw invalid();
    }

    @Override
    public String text() {
        return text(major, minor, patch, prerelease, build);
    }

    /** The sort components of the prerelease part. */
    public Tag prereleaseTag() {
        return Tag.cut(prerelease);
    }

    /** The sort components of the build part. */
    public Tag buildTag() {
        return Tag.cut(build);
    }

    /**
     * The list order: the three numbers, then the prerelease word (absent above every present one), then prerelease
     * number, build word and build number (absent below every present one each).
     */
    @Override
    public int compareTo(SemVer other) {
        int core = CORE_ORDER.compare(this, other);
        if (core != 0) {
            return core;
        }
        Tag prereleaseHere = prereleaseTag();
        Tag prereleaseThere = other.prereleaseTag();
        int prereleaseWord = WORD_ABSENT_LAST.compare(prereleaseHere.word(), prereleaseThere.word());
        if (prereleaseWord != 0) {
            return prereleaseWord;
        }
        int prereleaseNumber = NUMBER_ABSENT_FIRST.compare(prereleaseHere.number(), prereleaseThere.number());
        if (prereleaseNumber != 0) {
            return prereleaseNumber;
        }
        Tag buildHere = buildTag();
        Tag buildThere = other.buildTag();
        int buildWord = WORD_ABSENT_FIRST.compare(buildHere.word(), buildThere.word());
        return buildWord != 0 ? buildWord : NUMBER_ABSENT_FIRST.compare(buildHere.number(), buildThere.number());
    }

    /** {@inheritDoc} The order is that of {@link #compareTo}. */
    @Override
    public String sortKey() {
        Tag prereleaseTag = prereleaseTag();
        Tag buildTag = buildTag();
        return coreKey()
                + wordKey(prereleaseTag.word(), SortKeys.HIGHEST)
                + numberKey(prereleaseTag.number())
                + wordKey(buildTag.word(), SortKeys.LOWEST)
                + numberKey(buildTag.number());
    }

    /** An ASCII string whose byte order is {@link #SEMVER_ORDER}; keys are equal exactly for versions equal in it. */
    public String semverKey() {
        return coreKey() + Precedence.tagsKey(this);
    }

    /**
     * Whether an installation of {@code base} may be offered this version. Implies a greater place in the list order,
     * but is narrower: an absent part never counts as equal to an absent part, so that {@code 1.0.0+b2} is not newer
     * than {@code 1.0.0}.
     */
    public boolean isNewerThan(SemVer base) {
        int core = CORE_ORDER.compare(this, base);
        return core > 0 || (core == 0 && hasNewerPrerelease(base));
    }

    /**
     * The dotted form, when there is an exact one; see {@link Projection#toDotted}. Which channel a prerelease stands
     * for is lost in it and is for the caller to carry along.
     *
     * @return empty when there is no exact form
     */
    public Optional<DottedVersion> toDotted() {
        return Projection.toDotted(this);
    }

    private boolean hasNewerPrerelease(SemVer base) {
        Tag tag = prereleaseTag();
        Tag baseTag = base.prereleaseTag();
        String baseWord = baseTag.word();
        if (baseWord == null) {
            return false;
        }
        if (tag.isEmpty()) {
            return true;
        }
        if (!baseWord.equals(tag.word())) {
            return isStep(baseWord, tag.word());
        }
        return isStep(baseTag.number(), tag.number())
                || (baseTag.number() != null && baseTag.number().equals(tag.number()) && hasNewerBuild(base));
    }

    private boolean hasNewerBuild(SemVer base) {
        Tag tag = buildTag();
        Tag baseTag = base.buildTag();
        return isStep(baseTag.word(), tag.word())
                || (baseTag.word() != null
                        && baseTag.word().equals(tag.word())
                        && isStep(baseTag.number(), tag.number()));
    }

    /** Whether a part appeared or grew. */
    private static <T extends Comparable<T>> boolean isStep(@Nullable T from, @Nullable T to) {
        return to != null && (from == null || to.compareTo(from) > 0);
    }

    /** The part of both keys that stands for the three numbers; the sort key of a dotted version starts in the same way. */
    public String coreKey() {
        return SortKeys.padded(major) + "." + SortKeys.padded(minor) + "." + SortKeys.padded(patch) + ".";
    }

    private static String wordKey(@Nullable String word, char absent) {
        return word == null ? String.valueOf(absent) : word + SortKeys.END;
    }

    private static String numberKey(@Nullable Long number) {
        return number == null ? String.valueOf(SortKeys.LOWEST) : SortKeys.padded(number);
    }

    private static boolean isAbsentOrTag(@Nullable String text) {
        return text == null || TAG.matcher(text).matches();
    }

    private static String text(
            long major, long minor, long patch, @Nullable String prerelease, @Nullable String build) {
        return major + "." + minor + "." + patch
                + (prerelease == null ? "" : "-" + prerelease)
                + (build == null ? "" : "+" + build);
    }

    private static VersionException invalid() {
        return new VersionException(
                VersionException.Reason.INVALID, "a version is MAJOR.MINOR.PATCH, then -PRERELEASE and +BUILD if any");
    }
}
