package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.testing.HttpSuite;
import dev.slipway.version.Channel;
import dev.slipway.version.PessimisticConstraint;
import dev.slipway.version.SemVer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The query for the next classic release agrees with the rules on versions that it restates. */
class ClassicNextTest extends HttpSuite {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] TAGS = {"", "", "-rc", "-rc.1", "-rc.11", "-beta.1", "-beta.2", "-alpha", "-dev.3"};
    private static final String[] BUILDS = {"", "", "+b2", "+7", "+11"};
    private static final String[] CONSTRAINTS = {"0", "1", "2", "1.1", "1.1.1", "0.1.2", "2.0", "2.2.0"};
    private static final String[] PLATFORMS = {"darwin", "linux"};
    private static final String[] FILETYPES = {"zip", "dmg"};

    private record Made(Release release, String platform, String filetype) {}

    @Test
    void agreesWithTheRulesAboutVersions() {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        String account = server.account().id();
        String product = vendor.product();
        Store store = server.slipway().store();
        List<Made> all = store.write(account, session -> insert(session, product, random));
        int offered = 0;

        for (int i = 0; i < 400; i++) {
            SemVer current = SemVer.parse(randomVersion(random));
            Channel channel = pick(random, Channel.values());
            @Nullable
            PessimisticConstraint constraint = random.nextBoolean() ? null : constraint(pick(random, CONSTRAINTS));
            String platform = pick(random, PLATFORMS);
            String filetype = pick(random, FILETYPES);
            Optional<SemVer> expected = all.stream()
                    .filter(made -> made.release().status() == ReleaseStatus.PUBLISHED)
                    .filter(made ->
                            made.platform().equals(platform) && made.filetype().equals(filetype))
                    .filter(made -> channel.includes().contains(made.release().channel()))
                    .map(made -> made.release().semver())
                    .filter(version -> SemVer.SEMVER_ORDER.compare(version, current) > 0)
                    .filter(version -> constraint == null || constraint.allows(version, channel))
                    .max(SemVer.SEMVER_ORDER);

            Optional<Release> found = store.read(
                    account,
                    session -> session.classicReleases()
                            .findNext(
                                    new ReleaseScope.Everything(),
                                    product,
                                    current,
                                    platform,
                                    filetype,
                                    channel,
                                    constraint));

            assertThat(found.map(release -> release.semver().semverKey()))
                    .as("seed %d, current %s, %s, %s", seed, current.text(), channel, constraint)
                    .isEqualTo(expected.map(SemVer::semverKey));
            offered += expected.isPresent() ? 1 : 0;
        }
        assertThat(offered).as("upgrades offered with seed %d", seed).isBetween(20, 380);
    }

    private static PessimisticConstraint constraint(String text) {
        try {
            return PessimisticConstraint.parse(text);
        } catch (PessimisticConstraint.FlawException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T pick(RandomGenerator random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String randomVersion(RandomGenerator random) {
        return random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(3) + pick(random, TAGS)
                + pick(random, BUILDS);
    }

    private static List<Made> insert(Session session, String product, RandomGenerator random) {
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            SemVer version = SemVer.parse(randomVersion(random));
            Channel channel = Channel.parse(Optional.ofNullable(version.prerelease())
                            .orElse("stable")
                            .split("\\.", -1)[0])
                    .orElseThrow();
            ReleaseStatus status = random.nextInt(5) == 0 ? ReleaseStatus.DRAFT : ReleaseStatus.PUBLISHED;
            Made made = new Made(
                    release(product, version, channel, status), pick(random, PLATFORMS), pick(random, FILETYPES));
            session.releases().insert(made.release());
            session.artifacts().insert(artifact(made));
            all.add(made);
        }
        return all;
    }

    private static Release release(String product, SemVer version, Channel channel, ReleaseStatus status) {
        return new Release(
                UUID.randomUUID().toString(),
                product,
                null,
                null,
                null,
                channel,
                status,
                null,
                version,
                version,
                Metadata.EMPTY,
                "1.0",
                0,
                0,
                NOW,
                NOW,
                null,
                NOW,
                null,
                Release.Offer.of(channel, version, Metadata.EMPTY));
    }

    private static Artifact artifact(Made made) {
        return new Artifact(
                UUID.randomUUID().toString(),
                made.release().productId(),
                made.release().id(),
                "file." + made.filetype(),
                made.filetype(),
                null,
                made.platform(),
                null,
                null,
                null,
                ArtifactStatus.UPLOADED,
                null,
                Metadata.EMPTY,
                null,
                null,
                0,
                NOW,
                NOW);
    }
}
