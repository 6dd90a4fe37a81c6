package dev.slipway.catalog;

import dev.slipway.catalog.Guard.Held;
import dev.slipway.model.Change;
import dev.slipway.model.FileLabels;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.VersionException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a release with a channel of any name and platforms of its own must keep to. */
final class DottedRules {
    private static final int LONGEST_TEXT = 255;
    private static final int MOST_PLATFORMS = 10;
    private static final Source PLATFORMS = Source.attribute("platforms");

    private DottedRules() {}

    /** The version after an update. */
    static ReleaseRules.Numbered numbered(
            Held held, DottedReleases.Changes update, String channelName, Violations violations) {
        Release current = held.release();
        boolean stays =
                !update.version().given() && channelName.equals(current.offer().channelName());
        return stays
                ? new ReleaseRules.Numbered(current.version(), current.semver())
                : ReleaseRules.dottedVersion(
                                update.version().overRequired(current.version().text()),
                                held.product().versionScheme(),
                                channelName,
                                violations)
                        .orElseThrow(violations::refusal);
    }

    /** What the publisher said stays, until they say otherwise; a projection follows the version. */
    static @Nullable DottedVersion dotted(
            Release current, ReleaseRules.Numbered numbered, Change<String> update, Violations violations) {
        if (update.value() != null) {
            return explicit(update.value(), numbered, violations);
        }
        boolean wasSaid = !Objects.equals(current.offer().dotted(), Release.Offer.dotted(current.version()));
        return wasSaid && !update.given() ? current.offer().dotted() : Release.Offer.dotted(numbered.version());
    }

    /** A dotted version as the publisher said it; null when something about it was noted. */
    static @Nullable DottedVersion explicit(String text, ReleaseRules.Numbered numbered, Violations violations) {
        Source source = Source.attribute("dottedVersion");
        try {
            DottedVersion said = DottedVersion.parse(text);
            boolean contradicts = numbered.version() instanceof DottedVersion own && !own.equals(said);
            violations.addIf(contradicts, source, Rule.NOT_ALLOWED, "must be the version of a dotted release");
            return said;
        } catch (VersionException e) {
            violations.add(source, Rule.INVALID, "must be two to four numbers separated by dots");
            return null;
        }
    }

    /** A channel as it is kept: a blank one is the default. */
    static String channelName(@Nullable String given) {
        return given == null || given.isBlank() ? DottedReleases.DEFAULT_CHANNEL : given;
    }

    /** Each platform once. */
    static List<String> distinct(List<String> platforms) {
        return platforms.stream().distinct().toList();
    }

    /** Metadata that says whether the release is private. */
    static Metadata agreeing(Metadata metadata, boolean isPrivate) {
        if (isPrivate) {
            return metadata.with("private", true);
        }
        return Release.Offer.isPrivate(metadata) ? metadata.without("private") : metadata;
    }

    /** The platform of a file that names none of its own: that of its release, where it is for exactly one. */
    static Optional<String> filePlatform(List<String> platforms) {
        return platforms.size() == 1 ? Optional.ofNullable(FileLabels.label(platforms.getFirst())) : Optional.empty();
    }

    /** Notes what is wrong with a release as such; Keygen's clients need not name it or its platforms. */
    static void check(Release release, Instant now, Violations violations) {
        violations.addIfLonger(release.offer().channelName(), LONGEST_TEXT, "channel");
        List<String> platforms = release.offer().platforms();
        violations.addIf(
                platforms.stream().anyMatch(String::isBlank), PLATFORMS, Rule.INVALID, "can't hold a blank one");
        violations.addIf(
                platforms.size() > MOST_PLATFORMS,
                PLATFORMS,
                Rule.TOO_LONG,
                "are too many (maximum is %d)".formatted(MOST_PLATFORMS));
        platforms.forEach(platform -> violations.addIfLonger(platform, LONGEST_TEXT, "platforms"));
        ReleaseRules.check(ReleaseRules.Words.of(release), now, violations);
    }

    /** Notes that a release has no name. */
    static void requireName(Release release, Violations violations) {
        String name = release.name();
        violations.addIf(name == null || name.isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
    }

    /** Notes that a release is named for no platform. */
    static void requirePlatforms(Release release, Violations violations) {
        violations.addIf(release.offer().platforms().isEmpty(), PLATFORMS, Rule.MISSING, "can't be blank");
    }
}
