package dev.slipway.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.model.Attachment;
import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.Constraint;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.Entitlement;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.License.Maintenance;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Policy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.TransferStrategy;
import dev.slipway.store.Session;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.HttpSuite;
import dev.slipway.upgrade.DottedUpgrades.Question;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import dev.slipway.version.VersionScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random catalogs and licenses, judged once more by a plain restatement of the rules on numbers and lists: what is offered, what
 * is listed, and what is refused must agree with it.
 */
class DottedAccessModelTest extends HttpSuite {
    private static final String[] CHANNELS = {"stable", "beta", "Nightly"};
    private static final String[] PLATFORMS = {"windows", "linux", "macos"};
    private static final int RELEASES = 50;
    private static final int LICENSES = 25;
    private static final int QUESTIONS = 12;

    private final Instant middle = DottedScene.LONG_AGO.plus(Duration.ofDays(20));

    /** A license with all that the rules look at. */
    private record Case(
            License license, Policy policy, @Nullable MaintenancePolicy maintenance, boolean isEntitled) {}

    /** A product with everything in it. */
    private record World(String product, List<Release> releases, Set<String> constrained, List<Case> cases) {}

    @Test
    void agreesWithARestatementOfTheRules() {
        long seed = Long.getLong("slipway.test.seed", new Random().nextLong());
        RandomGenerator random = new Random(seed);
        try (DottedScene scene = new DottedScene(server)) {
            // Licenses stay as they are, whatever versions installations report.
            scene.close();
            for (VersionScheme scheme : VersionScheme.values()) {
                World world = world(scene, scheme, random);
                for (Case each : world.cases()) {
                    compare(scene, world, each, random, "seed " + seed + " " + scheme + " ");
                }
            }
        }
    }

    private void compare(DottedScene scene, World world, Case each, RandomGenerator random, String where) {
        Caller caller = scene.backstage.license(each.license().id());
        compareLists(scene.backstage, world, each, caller, where);
        for (int i = 0; i < QUESTIONS; i++) {
            String channel = pick(random, CHANNELS);
            String platform = pick(random, PLATFORMS);
            boolean onlyAllowed = random.nextBoolean();
            String sent = random.nextInt(4) == 0 ? null : numbers(random);
            Question question = new Question(world.product(), platform, channel, onlyAllowed);

            String expected = expected(world, each, question, sent);
            String found = sent == null
                    ? DottedScene.words(scene.latest(caller, question))
                    : DottedScene.words(scene.update(caller, question, sent));

            assertThat(found)
                    .as("%s %s from %s for %s", where, question, sent, describe(each))
                    .isEqualTo(expected);
        }
    }

    /** Both halves of the rule: the query lists what the model allows, and the judge refuses only what it does not. */
    private void compareLists(Backstage backstage, World world, Case each, Caller caller, String where) {
        Set<String> expected = world.releases().stream()
                .filter(release -> release.status() == ReleaseStatus.PUBLISHED)
                .filter(release -> isEntitled(world, each, release) && isWithinLimits(each, release, null))
                .map(Release::id)
                .collect(Collectors.toSet());
        backstage.write(session -> {
            ReleaseFilter ofProduct = new ReleaseFilter(world.product(), null, null, null, null, null);
            PageRequest page = new PageRequest.Limit(100, false);
            assertThat(session.releases()
                            .list(caller.releaseScope(), ofProduct, page)
                            .items())
                    .extracting(Release::id)
                    .as("%s list for %s", where, describe(each))
                    .containsExactlyInAnyOrderElementsOf(expected);
            ReleaseScope waived = caller.releaseScope().within(ReleaseScope.Limits.WAIVED);
            assertThat(session.releases().list(waived, ofProduct, page).items())
                    .as("%s waived list for %s", where, describe(each))
                    .allSatisfy(release ->
                            assertThat(isEntitled(world, each, release)).isTrue())
                    .hasSize((int) world.releases().stream()
                            .filter(release -> release.status() == ReleaseStatus.PUBLISHED)
                            .filter(release -> isEntitled(world, each, release))
                            .count());
            ReleaseAccess access = new ReleaseAccess(session, caller);
            for (Release release : world.releases()) {
                if (release.status() == ReleaseStatus.PUBLISHED) {
                    assertThat(access.reasonAgainst(release).isEmpty())
                            .as("%s %s for %s", where, release, describe(each))
                            .isEqualTo(expected.contains(release.id()));
                    assertThat(access.judge(release).map(ReleaseAccess.Denial::isLimit))
                            .as("%s %s for %s", where, release, describe(each))
                            .isEqualTo(
                                    expected.contains(release.id())
                                            ? Optional.empty()
                                            : Optional.of(isEntitled(world, each, release)));
                }
            }
            return page;
        });
    }

    private static String describe(Case each) {
        return each.license().expiry() + " " + each.license().maintenance() + " "
                + each.policy().expirationStrategy() + " " + each.maintenance() + " " + each.isEntitled();
    }

    // The restatement.

    private static String expected(World world, Case each, Question question, @Nullable String sent) {
        int[] installed = sent == null ? null : parts(sent);
        Optional<Release> best = world.releases().stream()
                .filter(release -> release.status() == ReleaseStatus.PUBLISHED)
                .filter(release -> release.offer().dotted() != null)
                .filter(release -> release.offer().channelName().equals(question.channel()))
                .filter(release -> release.offer().platforms().contains(question.platform()))
                .filter(release -> installed == null || compare(core(release), installed, installed.length) > 0)
                .filter(release -> isEntitled(world, each, release))
                .filter(release -> !question.onlyAllowed() || isWithinLimits(each, release, installed))
                .max(Comparator.<Release, int[]>comparing(
                                DottedAccessModelTest::core, (one, other) -> compare(one, other, 4))
                        .thenComparing(Release::accessDate)
                        .thenComparing(Release::id));
        return best.map(release -> release.version().text() + (isWithinLimits(each, release, installed) ? "" : "!"))
                .orElse("none");
    }

    private static boolean isEntitled(World world, Case each, Release release) {
        return each.isEntitled() || !world.constrained().contains(release.id());
    }

    private static boolean isWithinLimits(Case each, Release release, int @Nullable [] installed) {
        Instant expiry = each.license().expiry();
        boolean inTime = expiry == null
                || switch (each.policy().expirationStrategy()) {
                    case ALLOW_ACCESS -> true;
                    case REVOKE_ACCESS -> false;
                    case RESTRICT_ACCESS, MAINTAIN_ACCESS ->
                        !release.accessDate().isAfter(expiry);
                };
        Maintenance maintenance = each.license().maintenance();
        MaintenancePolicy policy = each.maintenance();
        int[] version = core(release);
        if (policy == null) {
            DottedVersion most = maintenance.maxVersion();
            return inTime && (most == null || compare(version, parts(most.text()), most.partCount()) <= 0);
        }
        boolean maintained =
                maintenance.expiry() == null || !release.published().isAfter(maintenance.expiry());
        DottedVersion known = maintenance.currentVersion();
        int[] base = known == null ? installed : parts(known.text());
        return inTime && maintained && (base == null || isStepAllowed(policy, padded(base), version));
    }

    private static boolean isStepAllowed(MaintenancePolicy policy, int[] base, int[] version) {
        if (compare(version, base, 4) <= 0) {
            return true;
        }
        return policy.allowsMajor() || (policy.allowsMinor() && version[0] == base[0]);
    }

    /** Four numbers of a release: those of its dotted version, or the first three of a semantic one. */
    private static int[] core(Release release) {
        DottedVersion dotted = release.offer().dotted();
        SemVer semver = release.semver();
        return dotted == null
                ? new int[] {(int) semver.major(), (int) semver.minor(), (int) semver.patch(), 0}
                : padded(parts(dotted.text()));
    }

    private static int[] parts(String text) {
        return Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static int[] padded(int[] parts) {
        return Arrays.copyOf(parts, 4);
    }

    /** Compares the first parts. */
    private static int compare(int[] one, int[] other, int count) {
        return Arrays.compare(padded(one), 0, count, padded(other), 0, count);
    }

    // Random things.

    private static String pick(RandomGenerator random, String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Small numbers, so that they often meet; now and then one of two digits, so that text would sort wrongly. */
    private static String numbers(RandomGenerator random) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> String.valueOf(random.nextInt(8) == 0 ? 10 + random.nextInt(2) : random.nextInt(3)))
                .collect(Collectors.joining("."));
    }

    private static String semantic(RandomGenerator random) {
        String core = "%d.%d.%d".formatted(random.nextInt(3), random.nextInt(12), random.nextInt(3));
        return core
                + switch (random.nextInt(6)) {
                    case 0 -> "-beta." + random.nextInt(4);
                    case 1 -> "+" + random.nextInt(4);
                    case 2 -> "-beta.1.2";
                    case 3 -> "+build";
                    default -> "";
                };
    }

    private Instant day(RandomGenerator random) {
        return DottedScene.LONG_AGO.plus(Duration.ofDays(random.nextInt(40)));
    }

    private World world(DottedScene scene, VersionScheme scheme, RandomGenerator random) {
        Backstage backstage = scene.backstage;
        String product = scene.product(scheme, DistributionStrategy.LICENSED);
        Set<String> constrained = new HashSet<>();
        return backstage.write(session -> {
            String entitlement = backstage.ids().next();
            session.entitlements()
                    .insert(new Entitlement(entitlement, "Needed", entitlement, Metadata.EMPTY, middle, middle));
            List<Release> releases = new ArrayList<>();
            while (releases.size() < RELEASES) {
                Release release = release(backstage, product, scheme, random);
                boolean isNew = releases.stream()
                        .noneMatch(known ->
                                known.version().text().equals(release.version().text()));
                if (isNew) {
                    session.releases().insert(release);
                    releases.add(release);
                    if (random.nextInt(6) == 0) {
                        constrained.add(release.id());
                        session.constraints()
                                .insert(new Constraint(
                                        backstage.ids().next(), release.id(), entitlement, middle, middle));
                    }
                }
            }
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < LICENSES; i++) {
                cases.add(license(session, backstage, product, entitlement, random));
            }
            return new World(product, releases, constrained, cases);
        });
    }

    private Release release(Backstage backstage, String product, VersionScheme scheme, RandomGenerator random) {
        Version version = scheme.parse(scheme == VersionScheme.DOTTED ? numbers(random) : semantic(random));
        Release made = DottedScene.release(
                backstage.ids().next(),
                product,
                version,
                Release.Offer.dotted(version),
                version.text().contains("-beta") ? "beta" : pick(random, CHANNELS),
                random.nextInt(8) == 0 ? ReleaseStatus.YANKED : ReleaseStatus.PUBLISHED,
                day(random),
                random.nextBoolean() ? new String[] {pick(random, PLATFORMS)} : PLATFORMS);
        // Dated back only: a date after the creation counts for one half of the rule alone.
        return random.nextInt(4) == 0
                ? made.withDetails(null, null, null, DottedScene.LONG_AGO, Metadata.EMPTY, made.updated())
                : made;
    }

    private Case license(
            Session session, Backstage backstage, String product, String entitlement, RandomGenerator random) {
        ExpirationStrategy[] strategies = ExpirationStrategy.values();
        Policy policy = new Policy(
                backstage.ids().next(),
                product,
                "Random",
                null,
                strategies[random.nextInt(strategies.length)],
                ExpirationBasis.FROM_CREATION,
                RenewalBasis.FROM_EXPIRY,
                TransferStrategy.KEEP_EXPIRY,
                AuthenticationStrategy.LICENSE,
                null,
                false,
                null,
                null,
                Metadata.EMPTY,
                Metadata.EMPTY,
                middle,
                middle);
        session.policies().insert(policy);
        MaintenancePolicy maintenance = random.nextBoolean()
                ? null
                : new MaintenancePolicy(
                        backstage.ids().next(),
                        "Random",
                        Duration.ofDays(1),
                        MaintenanceStart.IMMEDIATE,
                        random.nextInt(3) == 0,
                        random.nextBoolean(),
                        middle,
                        middle);
        if (maintenance != null) {
            session.maintenancePolicies().insert(maintenance);
        }
        License license = license(backstage.ids().next(), product, policy, maintenance, random);
        session.licenses().insert(license);
        boolean isEntitled = random.nextBoolean();
        if (isEntitled) {
            session.attachments()
                    .attachToLicense(new Attachment(backstage.ids().next(), license.id(), entitlement, middle, middle));
        }
        return new Case(license, policy, maintenance, isEntitled);
    }

    private License license(
            String id, String product, Policy policy, @Nullable MaintenancePolicy maintenance, RandomGenerator random) {
        return new License(
                id,
                product,
                policy.id(),
                null,
                null,
                id,
                random.nextInt(3) == 0 ? day(random) : null,
                false,
                false,
                new Maintenance(
                        maintenance == null ? null : maintenance.id(),
                        maintenance == null || random.nextBoolean() ? null : day(random),
                        random.nextBoolean() ? null : DottedVersion.parse(numbers(random)),
                        random.nextBoolean() ? null : DottedVersion.parse(numbers(random))),
                null,
                0,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                null,
                null,
                null,
                Metadata.EMPTY,
                middle,
                middle);
    }
}
