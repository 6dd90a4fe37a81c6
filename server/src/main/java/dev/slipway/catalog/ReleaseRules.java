package dev.slipway.catalog;

import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import dev.slipway.version.VersionException;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a release must keep to. */
final class ReleaseRules {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 16_384;
    private static final Set<String> RESERVED_TAGS = Set.of("action", "actions");
    private static final Source VERSION = Source.attribute("version");

    private ReleaseRules() {}

    /** The words about a release, whatever its version. */
    record Words(
            @Nullable String name,
            @Nullable String description,
            @Nullable String tag,
            @Nullable Instant backdated,
            Metadata metadata) {

        static Words of(Release release) {
            return new Words(
                    release.name(), release.description(), release.tag(), release.backdated(), release.metadata());
        }
    }

    /** Notes what is wrong with the words about a release. */
    static void check(Words words, Instant now, Violations violations) {
        violations.addIfLonger(words.name(), LONGEST_NAME, "name");
        violations.addIfLonger(words.description(), LONGEST_DESCRIPTION, "description");
        if (words.tag() != null) {
            violations.addIfLonger(words.tag(), LONGEST_NAME, "tag");
            violations.addIf(
                    RESERVED_TAGS.contains(words.tag().toLowerCase(Locale.ROOT)),
                    Source.attribute("tag"),
                    Rule.NOT_ALLOWED,
                    "is reserved");
        }
        violations.addIf(
                words.backdated() != null && !words.backdated().isBefore(now),
                Source.attribute("backdated"),
                Rule.INVALID,
                "must be in the past");
        MetadataRules.check(words.metadata(), violations);
    }

    /**
     * Notes that another release of the same product and package has the version or the tag. Releases made through Keygen's
     * API version 1.0 share versions: there, each file is a release of its own. Dotted versions are shared by channels and by
     * platforms.
     */
    static void refuseTaken(Session session, Release release, Violations violations) {
        violations.addIf(
                !release.isClassic() && isVersionTaken(session, release),
                VERSION,
                Rule.TAKEN,
                "version already exists");
        refuseTakenTag(session, release, violations);
    }

    /** Archived and yanked releases leave a dotted version to others. */
    private static boolean isVersionTaken(Session session, Release release) {
        return switch (release.version()) {
            case SemVer semver ->
                session.releases().isVersionTaken(release.productId(), release.packageId(), semver, release.id());
            case DottedVersion dotted ->
                !release.isArchived() && session.releases().isOfferTaken(release);
        };
    }

    /** Notes that another release of the same product and package has the tag. */
    static void refuseTakenTag(Session session, Release release, Violations violations) {
        violations.addIf(
                release.tag() != null
                        && session.releases()
                                .isTagTaken(release.productId(), release.packageId(), release.tag(), release.id()),
                Source.attribute("tag"),
                Rule.TAKEN,
                "tag already exists");
    }

    /** A tag as it is kept: a blank one is none. */
    static @Nullable String tag(@Nullable String given) {
        return given == null || given.isBlank() ? null : given;
    }

    /** A version in its product's scheme, and as semantic versioning sees it. */
    record Numbered(Version version, SemVer semver) {}

    /**
     * Reads a version in the product's scheme and checks that it suits its channel. A semantic version is also taken for a
     * dotted product when it has an exact dotted form.
     *
     * @return empty when something about it was noted
     * @throws Refusal 400 when a number in it is too large
     */
    static Optional<Numbered> version(String text, VersionScheme scheme, Channel channel, Violations violations) {
        return reading(text, violations, () -> switch (scheme) {
            case SEMVER -> semver(text, channel, violations).map(semver -> new Numbered(semver, semver));
            case DOTTED -> dotted(text, channel, violations);
        });
    }

    /**
     * As {@link #version} for a release in a channel of any name, whose version is written as two to four numbers: these are
     * also taken for a product of semantic versions when they have an exact semantic form.
     */
    static Optional<Numbered> dottedVersion(
            String text, VersionScheme scheme, String channelName, Violations violations) {
        Channel channel = Channel.ofName(channelName);
        return reading(text, violations, () -> switch (scheme) {
            case SEMVER ->
                (isDotted(text)
                                ? exactly(DottedVersion.parse(text), channel, channelName, violations)
                                : semver(text, channel, violations))
                        .map(semver -> new Numbered(semver, semver));
            case DOTTED -> {
                DottedVersion dotted = DottedVersion.parse(text);
                yield Optional.of(new Numbered(dotted, dotted.toSemVer(channel, channelName)));
            }
        });
    }

    private static Optional<Numbered> reading(
            String text, Violations violations, Supplier<Optional<Numbered>> reading) {
        if (text.length() > Version.MAXIMUM_LENGTH) {
            violations.add(
                    VERSION, Rule.TOO_LONG, "is too long (maximum is %d characters)".formatted(Version.MAXIMUM_LENGTH));
            return Optional.empty();
        }
        try {
            return reading.get();
        } catch (VersionException e) {
            if (e.reason() == VersionException.Reason.TOO_LARGE) {
                throw Refusal.of(Problem.BAD_REQUEST, "integer is too large");
            }
            violations.add(VERSION, Rule.INVALID, "must be a valid version");
            return Optional.empty();
        }
    }

    private static Optional<SemVer> semver(String text, Channel channel, Violations violations) {
        SemVer version = SemVer.parse(text);
        List<String> contradictions = channel.violations(version);
        contradictions.forEach(each -> violations.add(VERSION, Rule.CHANNEL_INVALID, each));
        return contradictions.isEmpty() ? Optional.of(version) : Optional.empty();
    }

    private static Optional<Numbered> dotted(String text, Channel channel, Violations violations) {
        Optional<DottedVersion> version = isDotted(text)
                ? Optional.of(DottedVersion.parse(text))
                : semver(text, channel, violations).flatMap(semver -> exactly(semver, violations));
        return version.map(dotted -> new Numbered(dotted, dotted.toSemVer(channel, channel.key())));
    }

    /** The semantic version that a dotted one stands for, where it reads back as the same. */
    private static Optional<SemVer> exactly(
            DottedVersion dotted, Channel channel, String channelName, Violations violations) {
        SemVer semver = dotted.toSemVer(channel, channelName);
        boolean exact =
                semver.toDotted().filter(back -> back.compareTo(dotted) == 0).isPresent();
        violations.addIf(!exact, VERSION, Rule.INVALID, "must be a valid version");
        return exact ? Optional.of(semver) : Optional.empty();
    }

    private static Optional<DottedVersion> exactly(SemVer semver, Violations violations) {
        Optional<DottedVersion> exact = semver.toDotted();
        violations.addIf(exact.isEmpty(), VERSION, Rule.INVALID, "must be a valid version");
        return exact;
    }

    private static boolean isDotted(String text) {
        try {
            DottedVersion.parse(text);
            return true;
        } catch (VersionException e) {
            if (e.reason() == VersionException.Reason.TOO_LARGE) {
                throw e;
            }
            return false;
        }
    }
}
