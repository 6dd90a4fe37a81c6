package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Account;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.testing.HttpSuite;
import dev.slipway.version.Channel;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionConstraint;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The query for the newest release agrees with the rules on versions that it restates. */
class NewestReleaseTest extends HttpSuite {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] TAGS = {"", "-rc", "-rc.1", "-rc.2", "-beta.1", "-beta-x.2", "-alpha.10", "-B", "-5"};
    private static final String[] BUILDS = {"", "", "+b2", "+b.3", "+7", "+a.12"};
    private static final String[] CONSTRAINTS = {"0", "1", "1.1", "1.1.1", "2.0", "1-rc", "1.0-rc.1", "1+b2", "0+b.3"};

    private static String randomVersion(RandomGenerator random) {
        return random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(3)
                + TAGS[random.nextInt(TAGS.length)]
                + BUILDS[random.nextInt(BUILDS.length)];
    }

    private static Release release(String productId, SemVer version) {
        return new Release(
                UUID.randomUUID().toString(),
                productId,
                null,
                null,
                null,
                Channel.STABLE,
                ReleaseStatus.PUBLISHED,
                null,
                version,
                version,
                Metadata.EMPTY,
                "1.8",
                0,
                0,
                NOW,
                NOW,
                null,
                NOW,
                null,
                Release.Offer.of(Channel.STABLE, version, Metadata.EMPTY));
    }

    @Test
    void agreesWithTheRulesAboutVersions() {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        Account account = server.account();
        Product product = new Product(
                UUID.randomUUID().toString(),
                "Random",
                null,
                DistributionStrategy.LICENSED,
                VersionScheme.SEMVER,
                PublishPolicy.MUTABLE,
                null,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                ExternalFiles.LINKED,
                NOW,
                NOW);
        Store store = server.slipway().store();
        List<Release> releases = store.write(account.id(), session -> insert(session, product, random));

        for (int i = 0; i < 300; i++) {
            Release base = releases.get(random.nextInt(releases.size()));
            @Nullable
            VersionConstraint constraint = random.nextBoolean()
                    ? null
                    : VersionConstraint.parse(CONSTRAINTS[random.nextInt(CONSTRAINTS.length)]);
            Optional<SemVer> expected = releases.stream()
                    .map(Release::semver)
                    .filter(version -> version.isNewerThan(base.semver()))
                    .filter(version -> constraint == null || constraint.allows(version))
                    .max(Comparator.comparing(SemVer::sortKey));

            Optional<Release> found = store.read(
                    account.id(),
                    session -> session.releases()
                            .findNewest(new ReleaseScope.Everything(), base, ReleaseFilter.ANY, constraint));

            assertThat(found.map(release -> release.semver().sortKey()))
                    .as("seed %d, base %s, constraint %s", seed, base.semver().text(), constraint)
                    .isEqualTo(expected.map(SemVer::sortKey));
        }
    }

    private static List<Release> insert(Session session, Product product, RandomGenerator random) {
        session.products().insert(product);
        List<Release> releases = new ArrayList<>();
        while (releases.size() < 120) {
            SemVer version = SemVer.parse(randomVersion(random));
            if (releases.stream().noneMatch(each -> each.semver().equals(version))) {
                Release release = release(product.id(), version);
                session.releases().insert(release);
                releases.add(release);
            }
        }
        return releases;
    }
}
