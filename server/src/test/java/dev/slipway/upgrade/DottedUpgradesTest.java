package dev.slipway.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.model.Change;
import dev.slipway.model.Constraint;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import dev.slipway.upgrade.DottedUpgrades.Offer;
import dev.slipway.upgrade.DottedUpgrades.Question;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DottedUpgradesTest extends HttpSuite {
    private DottedScene scene;
    private Backstage backstage;

    @BeforeEach
    void open() {
        scene = new DottedScene(server);
        backstage = scene.backstage;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String license(String product) {
        return vendor.license(vendor.policy(product, ""), "").id();
    }

    private static void refused(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.2.3.5 | 1.2.3.5         | none
                    1.2.3.4 | 1.2.3.5         | 1.2.3.5
                    1.2.3   | 1.2.3.4         | none
                    1.2     | 1.2.3.4         | none
                    1.2     | 1.3.0.1         | 1.3.0.1
                    1.2.3   | 1.2.4           | 1.2.4
                    1.2.3.0 | 1.2.3           | none
                    1.2.3.1 | 1.2.3           | none
                    2.0     | 1.9.9.9         | none
                    1.9     | 1.10            | 1.10
                    1.10    | 1.9             | none
                    01.02   | 1.2.0.0         | none
                    0.0     | 0.0.0.1         | none
                    0.0.0.0 | 0.0.0.1         | 0.0.0.1
                    1.0     | 1.2 1.10 1.9.9  | 1.10
                    9.9     | 1.2 1.10 1.9.9  | none
                    1.2147483647 | 2.0        | 2.0
                    1.0     | 2147483647.0.0.0 | 2147483647.0.0.0
                    """)
    void comparesAsManyPartsAsWereSent(String sent, String available, String expected) {
        String product = scene.product();
        for (String version : available.split(" ", -1)) {
            scene.published(product, version);
        }
        Caller staff = backstage.admin();
        assertThat(DottedScene.words(scene.update(staff, DottedScene.about(product), sent)))
                .isEqualTo(expected);
        Caller license = backstage.license(license(product));
        assertThat(DottedScene.words(scene.update(license, DottedScene.allowedOf(product), sent)))
                .isEqualTo(expected);
    }

    @Test
    void staysInChannelPlatformAndProduct() {
        String product = scene.product();
        String stable = scene.published(product, "1.1", "stable", "Windows", "linux");
        String nightly = scene.published(product, "3.0", "Nightly", "windows");
        String linux = scene.published(product, "2.0", "stable", "Linux");
        String beta = scene.published(product, "4.0", "beta", "windows");
        scene.published(scene.product(), "9.0");
        Caller caller = backstage.admin();

        assertThat(latest(caller, product, "windows", null)).isEqualTo(stable);
        assertThat(latest(caller, product, "WINDOWS", "")).isEqualTo(stable);
        assertThat(latest(caller, product, "linux", "stable")).isEqualTo(linux);
        assertThat(latest(caller, product, "windows", "Nightly")).isEqualTo(nightly);
        assertThat(latest(caller, product, "windows", "nightly")).isEqualTo("none");
        assertThat(latest(caller, product, "windows", "beta")).isEqualTo(beta);
        assertThat(latest(caller, product, "windows", "rc")).isEqualTo("none");
        assertThat(latest(caller, product, "macos", null)).isEqualTo("none");
        assertThat(latest(caller, product, " ", null)).isEqualTo("none");
        assertThat(latest(caller, product, "win%", null)).isEqualTo("none");
    }

    private String latest(Caller caller, String product, String platform, String channel) {
        return DottedScene.id(scene.latest(caller, new Question(product, platform, channel, false)));
    }

    @Test
    void offersOnlyWhatIsPublishedAndNotArchived() {
        String product = scene.product();
        String old = scene.published(product, "1.0");
        String archived = scene.published(product, "1.1");
        String yanked = scene.published(product, "1.2");
        DottedVersion next = DottedVersion.parse("1.3");
        scene.insert(DottedScene.release(
                backstage.ids().next(),
                product,
                next,
                next,
                "stable",
                ReleaseStatus.DRAFT,
                DottedScene.LONG_AGO,
                "windows"));
        Instant now = server.clock().instant();
        backstage.change(yanked, release -> release.withStatus(ReleaseStatus.YANKED, release.published(), now, now));
        backstage.change(archived, release -> release.archive(now));

        for (Caller caller : List.of(backstage.admin(), backstage.license(license(product)))) {
            assertThat(DottedScene.id(scene.latest(caller, DottedScene.about(product))))
                    .isEqualTo(old);
            assertThat(scene.update(caller, DottedScene.about(product), "1.0")).isEmpty();
        }
    }

    @Test
    void prefersTheLaterOfEqualVersions() {
        String product = scene.product(VersionScheme.SEMVER, DistributionStrategy.LICENSED);
        Release first = semantic(product, "1.0.0", Duration.ofDays(2));
        Release second = semantic(product, "1.0.0+0", Duration.ofDays(1));
        scene.insert(first);
        scene.insert(second);
        Caller caller = backstage.admin();

        assertThat(DottedScene.id(scene.latest(caller, DottedScene.about(product))))
                .isEqualTo(first.id());
        backstage.change(
                second.id(),
                release -> release.withDetails(
                        null,
                        null,
                        null,
                        DottedScene.LONG_AGO.plus(Duration.ofDays(3)),
                        release.metadata(),
                        release.updated()));
        assertThat(DottedScene.id(scene.latest(caller, DottedScene.about(product))))
                .isEqualTo(second.id());
    }

    private Release semantic(String product, String version, Duration after) {
        SemVer semver = SemVer.parse(version);
        String channel = semver.prereleaseTag().word() == null
                ? "stable"
                : semver.prereleaseTag().word();
        return DottedScene.release(
                backstage.ids().next(),
                product,
                semver,
                Release.Offer.dotted(semver),
                channel,
                ReleaseStatus.PUBLISHED,
                DottedScene.LONG_AGO.plus(after),
                "windows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.2.3         | stable | 1.2.4
                    1.2.4         | stable | none
                    1.2           | stable | none
                    1.2.4-beta.1  | stable | 1.2.4
                    1.2.3-beta.1  | beta   | 1.2.4-beta.2
                    1.2.4-beta.2  | beta   | none
                    1.2.4-beta.10 | beta   | none
                    1.2.4.1       | beta   | 1.2.4-beta.2
                    1             | stable | 1.2.4
                    1.2.4-x.y+z   | stable | 1.2.4
                    """)
    void readsSemanticVersionsOfProductsThatHaveThem(String sent, String channel, String expected) {
        String product = scene.product(VersionScheme.SEMVER, DistributionStrategy.LICENSED);
        for (String version :
                List.of("1.2.3", "1.2.4", "1.2.4-beta.2", "1.2.4-beta.1", "1.2.5+build", "1.2.6-beta.1.2")) {
            scene.insert(semantic(product, version, Duration.ZERO));
        }
        Question question = new Question(product, "windows", channel, false);
        assertThat(DottedScene.words(scene.update(backstage.admin(), question, sent)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3.4.5", "v1.2", "1.2-beta", "1..2", "1.2.", "1.2147483648", "a.b"})
    void refusesAVersionThatIsNone(String version) {
        String product = scene.product();
        scene.published(product, "2.0");
        assertThatThrownBy(() -> scene.update(backstage.admin(), DottedScene.about(product), version))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
                    assertThat(refusal.faults().getFirst().source().toString()).contains("version");
                });
    }

    @Test
    void tellsWhatIsWrongWithProductAndLicense() {
        String product = scene.product();
        scene.published(product, "2.0");
        String license = license(product);
        String elsewhere = scene.product();
        Caller staff = backstage.admin();

        refused(() -> scene.latest(staff, DottedScene.about("nothing")), Problem.NOT_FOUND);
        refused(() -> scene.latest(backstage.license(license), DottedScene.about(elsewhere)), Problem.LICENSE_INVALID);
        refused(() -> scene.latest(backstage.license(license), DottedScene.about("nothing")), Problem.LICENSE_INVALID);
        refused(
                () -> scene.latest(backstage.caller(new Bearer.Anonymous()), DottedScene.about(product)),
                Problem.NOT_FOUND);
        admin.post("/v1/licenses/" + license + "/actions/suspend", "").expect(200);
        refused(
                () -> scene.latest(backstage.license(license), DottedScene.allowedOf(product)),
                Problem.LICENSE_SUSPENDED);
        backstage.revoke(license);
        refused(
                () -> scene.update(backstage.license(license), DottedScene.about(product), "1.0"),
                Problem.LICENSE_REVOKED);
        backstage.upkeep(license, new LicenseUpkeep(Change.to(false), Change.to(false), Change.none(), Change.none()));
        assertThat(scene.latest(backstage.license(license), DottedScene.about(product)))
                .isPresent();
    }

    @Test
    void hidesWhatIsClosedAndServesWhatIsOpen() {
        String closed = scene.product(VersionScheme.DOTTED, DistributionStrategy.CLOSED);
        scene.published(closed, "1.0");
        String open = scene.product(VersionScheme.DOTTED, DistributionStrategy.OPEN);
        String release = scene.published(open, "1.0");
        Caller nobody = backstage.caller(new Bearer.Anonymous());

        refused(() -> scene.latest(backstage.license(license(closed)), DottedScene.about(closed)), Problem.NOT_FOUND);
        assertThat(DottedScene.id(scene.latest(nobody, DottedScene.allowedOf(open))))
                .isEqualTo(release);
        String limited = license(open);
        backstage.limit(limited, "0.1");
        Optional<Offer> offer = scene.update(backstage.license(limited), DottedScene.allowedOf(open), "0.1");
        assertThat(DottedScene.words(offer)).isEqualTo("1.0");
    }

    @Test
    void looksBeyondTheLicenseUnlessAskedNotTo() {
        String product = scene.product();
        scene.published(product, "1.5");
        scene.published(product, "2.0");
        String license = license(product);
        backstage.limit(license, "1.9");

        Offer beyond = scene.update(backstage.license(license), DottedScene.about(product), "1.0")
                .orElseThrow();
        assertThat(beyond.release().version().text()).isEqualTo("2.0");
        assertThat(beyond.isAllowed()).isFalse();
        assertThat(beyond.reason()).isEqualTo("license does not allow versions as great as the release's");
        Offer within = scene.update(backstage.license(license), DottedScene.allowedOf(product), "1.0")
                .orElseThrow();
        assertThat(within.release().version().text()).isEqualTo("1.5");
        assertThat(within.isAllowed()).isTrue();
        assertThat(scene.update(backstage.license(license), DottedScene.allowedOf(product), "1.5"))
                .isEmpty();
        assertThat(DottedScene.words(scene.latest(backstage.license(license), DottedScene.about(product))))
                .isEqualTo("2.0!");
    }

    @Test
    void neverNamesWhatNeedsEntitlements() {
        String product = scene.product();
        scene.published(product, "1.5");
        String constrained = scene.published(product, "2.0");
        String entitlement = vendor.entitlement(Vendor.unique("MORE"));
        String license = license(product);
        backstage.write(session -> {
            session.constraints()
                    .insert(new Constraint(
                            backstage.ids().next(),
                            constrained,
                            entitlement,
                            DottedScene.LONG_AGO,
                            DottedScene.LONG_AGO));
            return entitlement;
        });

        for (Question question : List.of(DottedScene.about(product), DottedScene.allowedOf(product))) {
            assertThat(DottedScene.words(scene.latest(backstage.license(license), question)))
                    .isEqualTo("1.5");
        }
        admin.post("/v1/licenses/" + license + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(entitlement))
                .expect(200);
        assertThat(DottedScene.words(scene.latest(backstage.license(license), DottedScene.about(product))))
                .isEqualTo("2.0");
    }

    @Test
    void believesAnInstallationOnlyAVersionThatWasReleasedToIt() {
        String product = scene.product();
        scene.published(product, "1.5");
        scene.published(product, "2.0");
        String license = license(product);
        backstage.maintain(license, backstage.maintenancePolicy(0, "immediate", false, true));

        assertThat(DottedScene.words(scene.update(backstage.license(license), DottedScene.about(product), "1.0")))
                .isEqualTo("2.0!");
        reopen();
        assertThat(backstage.stored(license).maintenance().currentVersion()).isNull();
        assertThat(DottedScene.words(scene.update(backstage.license(license), DottedScene.about(product), "9.0")))
                .isEqualTo("none");
        reopen();
        assertThat(backstage.stored(license).maintenance().currentVersion()).isNull();
        scene.update(backstage.license(license), DottedScene.about(product), "1.5.0");
        reopen();
        assertThat(backstage.stored(license).maintenance().currentVersion()).isEqualTo(DottedVersion.parse("1.5.0"));
        scene.update(backstage.license(license), DottedScene.about(product), "2.0");
        reopen();
        assertThat(backstage.stored(license).maintenance().currentVersion()).isEqualTo(DottedVersion.parse("1.5.0"));
    }

    /** Writes what was observed, and starts to observe anew. */
    private void reopen() {
        scene.close();
        open();
    }

    @Test
    void countsAndStartsOnlyWhatIsAllowed() {
        String product = scene.product();
        String within = scene.published(product, "1.5");
        String beyond = scene.published(product, "2.0");
        String license = license(product);
        backstage.limit(license, "1.9");
        backstage.maintain(license, backstage.maintenancePolicy(60, "delayed", false, true));

        scene.update(backstage.license(license), DottedScene.about(product), "1.0");
        scene.latest(backstage.license(license), DottedScene.allowedOf(product));
        assertThat(scene.begun).isEmpty();
        scene.update(backstage.license(license), DottedScene.allowedOf(product), "1.0");
        assertThat(scene.begun).containsExactly(license);
        reopen();
        assertThat(upgrades(within)).isEqualTo(1);
        assertThat(upgrades(beyond)).isZero();
    }

    private long upgrades(String release) {
        return backstage.write(
                session -> session.releases().find(release).orElseThrow().upgrades());
    }

    @Test
    void forgetsAnAnswerAsSoonAsItIsNoLongerTrue() {
        String product = scene.product();
        scene.published(product, "1.0");
        String license = license(product);
        String policy = backstage.maintenancePolicy(0, "immediate", false, false);
        backstage.maintain(license, policy);
        assertThat(allowed(license, product)).isEqualTo("none");
        scene.published(product, "1.1");
        assertThat(allowed(license, product)).isEqualTo("none");
        backstage.maintain(license, null);
        assertThat(allowed(license, product)).isEqualTo("1.1");
        backstage.limit(license, "1.0");
        assertThat(allowed(license, product)).isEqualTo("none");
        backstage.limit(license, null);
        assertThat(allowed(license, product)).isEqualTo("1.1");
    }

    private String allowed(String license, String product) {
        return DottedScene.words(scene.update(backstage.license(license), DottedScene.allowedOf(product), "1.0"));
    }

    @Test
    void letsAUserInThroughTheLicenseThatReachesFurthest() {
        String product = scene.product();
        scene.published(product, "1.5");
        scene.published(product, "2.5");
        Reply owner = vendor.user("user");
        String policy = vendor.policy(product, "");
        String low = vendor.licenseOf(policy, owner.id()).id();
        String high = vendor.licenseOf(policy, owner.id()).id();
        backstage.limit(low, "1.9");
        backstage.limit(high, "1.2");

        assertThat(DottedScene.words(scene.latest(user(owner, low, high), DottedScene.about(product))))
                .isEqualTo("2.5!");
        assertThat(DottedScene.words(scene.latest(user(owner, low, high), DottedScene.allowedOf(product))))
                .isEqualTo("1.5");
        backstage.limit(high, "2.5");
        assertThat(DottedScene.words(scene.latest(user(owner, low, high), DottedScene.allowedOf(product))))
                .isEqualTo("2.5");
        backstage.revoke(high);
        assertThat(DottedScene.words(scene.latest(user(owner, low, high), DottedScene.about(product))))
                .isEqualTo("2.5!");
        backstage.revoke(low);
        refused(() -> scene.latest(user(owner, low, high), DottedScene.about(product)), Problem.ACCESS_DENIED);
        refused(() -> scene.latest(user(owner), DottedScene.about(product)), Problem.NOT_FOUND);
    }

    private Caller user(Reply user, String... licenses) {
        return backstage.write(session -> backstage.caller(new Bearer.Customer(
                session.users().find(user.id()).orElseThrow(),
                Stream.of(licenses)
                        .map(id -> LicenseStanding.of(
                                session, session.licenses().find(id).orElseThrow()))
                        .toList())));
    }
}
