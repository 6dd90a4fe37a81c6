package dev.slipway.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.License.Maintenance;
import dev.slipway.model.Metadata;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.version.DottedVersion;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the vendor stops licenses, and says for how long and how far they are maintained. */
class LicenseMaintenanceTest extends HttpSuite {
    private static final Duration YEAR = Duration.ofDays(365);

    private Backstage backstage;

    @BeforeEach
    void open() {
        backstage = new Backstage(server);
    }

    private String license() {
        return vendor.license(vendor.policy(vendor.product(), ""), "").id();
    }

    private Instant expiry(String license) {
        return backstage.stored(license).maintenance().expiry();
    }

    private String yearly(String strategy) {
        return backstage.maintenancePolicy(YEAR.toSeconds(), strategy, true, true);
    }

    private static void refused(Runnable call, Problem problem, String words) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(problem);
            assertThat(refusal.faults().getFirst().detail()).contains(words);
        });
    }

    private void assertEnds(String license, Instant expected) {
        assertThat(expiry(license)).isBetween(expected.minusSeconds(30), expected.plusSeconds(30));
    }

    @Test
    void isNothingAtFirst() {
        License fresh = backstage.stored(license());
        assertThat(fresh.maintenance()).isEqualTo(Maintenance.NONE);
        assertThat(fresh.revoked()).isFalse();
    }

    @Test
    void issuesAMaintainedLicense() {
        String policy = vendor.policy(vendor.product(), "");
        String yearly = yearly("immediate");
        LicenseUpkeep upkeep = new LicenseUpkeep(Change.to(true), Change.to(true), Change.to(yearly), Change.to("2.0"));
        Licenses.Terms terms = new Licenses.Terms(null, null, false, null, null, null, Metadata.EMPTY, null, upkeep);

        LicenseDetails made = backstage
                .licenses()
                .create(backstage.admin(), new Licenses.Draft(policy, null, null, null, Metadata.EMPTY, terms));

        License stored = backstage.stored(made.license().id());
        assertThat(stored.suspended()).isTrue();
        assertThat(stored.revoked()).isTrue();
        assertThat(stored.maintenance().policyId()).isEqualTo(yearly);
        assertThat(stored.maintenance().maxVersion()).isEqualTo(DottedVersion.parse("2.0"));
        assertEnds(stored.id(), server.clock().instant().plus(YEAR));
    }

    @Test
    void countsMaintenanceFromWhenItWasGiven() {
        String license = license();
        String yearly = yearly("immediate");
        backstage.maintain(license, yearly);
        Instant first = expiry(license);
        assertEnds(license, server.clock().instant().plus(YEAR));

        server.clock().advance(Duration.ofDays(1));
        backstage.maintain(license, yearly);
        assertThat(expiry(license)).isEqualTo(first);
        backstage.limit(license, "3.1");
        assertThat(expiry(license)).isEqualTo(first);
        backstage.maintain(license, yearly("immediate"));
        assertEnds(license, server.clock().instant().plus(YEAR));
        backstage.maintain(license, backstage.maintenancePolicy(0, "immediate", true, true));
        assertThat(expiry(license)).isNull();
        backstage.maintain(license, yearly);
        backstage.maintain(license, null);
        assertThat(backstage.stored(license).maintenance())
                .isEqualTo(new Maintenance(null, null, null, DottedVersion.parse("3.1")));
    }

    @Test
    void countsDelayedMaintenanceFromTheFirstValidation() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        backstage.maintain(license.id(), yearly("delayed"));
        assertThat(expiry(license.id())).isNull();
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        admin.get("/v1/licenses/" + license.id() + "/actions/validate").expect(200);
        assertThat(expiry(license.id())).isNull();
        admin.post("/v1/licenses/" + license.id() + "/actions/reinstate", "").expect(200);

        server.clock().advance(Duration.ofDays(10));
        admin.get("/v1/licenses/" + license.id() + "/actions/validate").expect(200);

        Instant started = expiry(license.id());
        assertEnds(license.id(), server.clock().instant().plus(YEAR));
        server.clock().advance(Duration.ofDays(10));
        admin.get("/v1/licenses/" + license.id() + "/actions/validate").expect(200);
        assertThat(expiry(license.id())).isEqualTo(started);
    }

    @Test
    void doesNotStartWhatNeverEnds() {
        String license = license();
        backstage.maintain(license, backstage.maintenancePolicy(0, "delayed", true, true));
        admin.get("/v1/licenses/" + license + "/actions/validate").expect(200);
        assertThat(expiry(license)).isNull();
    }

    @Test
    void renewsByTheValidityAndExtendsByAnyTime() {
        String license = license();
        backstage.maintain(license, yearly("immediate"));
        Instant first = expiry(license);

        backstage.maintenance().renew(backstage.admin(), license);
        assertThat(expiry(license)).isEqualTo(first.plus(YEAR));
        LicenseDetails extended = backstage.maintenance().extend(backstage.admin(), license, () -> 61);
        assertThat(expiry(license)).isEqualTo(first.plus(YEAR).plusSeconds(61));
        assertThat(extended.license().maintenance().expiry())
                .isEqualTo(first.plus(YEAR).plusSeconds(61));
        assertThat(eventsOf(license))
                .containsExactly("license.created", "license.updated", "license.updated", "license.updated");
    }

    @Test
    void renewsWithoutEndOnceThePolicyHasNone() {
        String license = license();
        String policy = yearly("immediate");
        backstage.maintain(license, policy);
        backstage
                .maintenancePolicies()
                .update(
                        backstage.admin(),
                        policy,
                        () -> new MaintenancePolicies.Changes(
                                Change.none(), Change.to(0L), Change.none(), Change.none(), Change.none()));
        assertThat(expiry(license)).isNotNull();
        backstage.maintenance().renew(backstage.admin(), license);
        assertThat(expiry(license)).isNull();
    }

    @Test
    void refusesToLengthenWhatIsNotRunning() {
        String license = license();
        refused(
                () -> backstage.maintenance().renew(backstage.admin(), license),
                Problem.UNPROCESSABLE,
                "has no maintenance policy");
        refused(
                () -> backstage.maintenance().extend(backstage.admin(), license, () -> 1),
                Problem.UNPROCESSABLE,
                "has no maintenance policy");
        backstage.maintain(license, yearly("delayed"));
        refused(
                () -> backstage.maintenance().renew(backstage.admin(), license),
                Problem.UNPROCESSABLE,
                "has not begun");
        backstage.maintain(license, backstage.maintenancePolicy(0, "immediate", true, true));
        refused(
                () -> backstage.maintenance().extend(backstage.admin(), license, () -> 1),
                Problem.UNPROCESSABLE,
                "has no end");
        assertThat(expiry(license)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2_147_483_648L, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesNoTimeAtAll(long seconds) {
        String license = license();
        backstage.maintain(license, yearly("immediate"));
        Instant before = expiry(license);
        refused(
                () -> backstage.maintenance().extend(backstage.admin(), license, () -> seconds),
                Problem.INVALID,
                "must be between 1 and");
        assertThat(expiry(license)).isEqualTo(before);
    }

    @Test
    void refusesToLengthenBeyondWhatClientsCanRead() {
        String license = license();
        backstage.maintain(license, backstage.maintenancePolicy(Integer.MAX_VALUE, "immediate", true, true));
        int renewals = 0;
        try {
            while (renewals < 1_000) {
                backstage.maintenance().renew(backstage.admin(), license);
                renewals++;
            }
        } catch (Refusal refusal) {
            assertThat(refusal.faults().getFirst().detail()).contains("beyond the year 9999");
        }
        assertThat(renewals).isBetween(100, 130);
        admin.get("/v1/licenses/" + license).expect(200);
    }

    @Test
    void letsOnlyTheVendorLengthen() {
        String license = license();
        backstage.maintain(license, yearly("immediate"));
        Instant before = expiry(license);
        refused(() -> backstage.maintenance().renew(backstage.license(license), license), Problem.ACCESS_DENIED, "");
        refused(
                () -> backstage.maintenance().renew(backstage.license(license()), license),
                Problem.NOT_FOUND,
                "license");
        assertThat(expiry(license)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2.3.4.5", "v1.2", "1.2-beta", "", "1.2 ", "1.99999999999"})
    void refusesAGreatestVersionThatIsNone(String version) {
        String license = license();
        backstage.limit(license, "1.2");
        refused(() -> backstage.limit(license, version), Problem.INVALID, "two to four numbers");
        assertThat(backstage.stored(license).maintenance().maxVersion()).isEqualTo(DottedVersion.parse("1.2"));
    }

    @Test
    void refusesAMaintenancePolicyThatIsNotThere() {
        String license = license();
        refused(
                () -> backstage.maintain(license, "00000000-0000-7000-8000-000000000000"),
                Problem.INVALID,
                "must exist");
        assertThat(backstage.stored(license).maintenance()).isEqualTo(Maintenance.NONE);
    }

    @Test
    void takesALicenseBackWithoutForgettingThatItWasSuspended() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        String path = "/v1/licenses/" + license.id();
        admin.post(path + "/actions/suspend", "").expect(200);
        backstage.revoke(license.id());
        assertThat(backstage.stored(license.id()).suspended()).isTrue();
        assertThat(backstage.stored(license.id()).revoked()).isTrue();

        LicenseUpkeep given = new LicenseUpkeep(Change.none(), Change.to(false), Change.none(), Change.none());
        backstage.upkeep(license.id(), given);
        assertThat(backstage.stored(license.id()).suspended()).isTrue();
        assertThat(backstage.stored(license.id()).revoked()).isFalse();
        backstage.upkeep(
                license.id(), new LicenseUpkeep(Change.to(false), Change.none(), Change.none(), Change.none()));
        assertThat(backstage.stored(license.id()).isStopped()).isFalse();
        backstage.revoke(license.id());
        backstage.upkeep(
                license.id(), new LicenseUpkeep(Change.to(false), Change.none(), Change.none(), Change.none()));
        assertThat(backstage.stored(license.id()).revoked()).isTrue();
    }

    @Test
    void showsARevokedLicenseAsSuspended() {
        Reply license = vendor.license(vendor.policy(vendor.product(), "\"authenticationStrategy\":\"LICENSE\""), "");
        String path = "/v1/licenses/" + license.id();
        String key = license.text("/data/attributes/key");
        backstage.revoke(license.id());

        Reply shown = admin.get(path).expect(200);
        assertThat(shown.at("/data/attributes/suspended").booleanValue()).isTrue();
        assertThat(shown.text("/data/attributes/status")).isEqualTo("SUSPENDED");
        assertThat(admin.get("/v1/licenses?limit=100&status=SUSPENDED")
                        .expect(200)
                        .ids())
                .contains(license.id());
        assertThat(admin.get("/v1/licenses?limit=100&status=ACTIVE").expect(200).ids())
                .doesNotContain(license.id());
        assertThat(admin.get(path + "/actions/validate").expect(200).text("/meta/code"))
                .isEqualTo("SUSPENDED");
        anonymous.withLicense(key).get("/v1/me").expectError(403, "LICENSE_SUSPENDED", null);
        admin.post(path + "/actions/suspend", "").expectError(422, null, "/data/attributes/suspended");
    }

    @Test
    void endsARevocationAsIfItWereASuspension() {
        String reinstated = license();
        String patched = license();
        String untouched = license();
        for (String id : new String[] {reinstated, patched, untouched}) {
            backstage.revoke(id);
        }

        admin.post("/v1/licenses/" + reinstated + "/actions/reinstate", "").expect(200);
        suspend(patched, false);
        suspend(untouched, true);

        assertThat(backstage.stored(reinstated).isStopped()).isFalse();
        assertThat(backstage.stored(patched).isStopped()).isFalse();
        assertThat(backstage.stored(untouched).revoked()).isTrue();
        assertThat(backstage.stored(untouched).suspended()).isFalse();
    }

    private void suspend(String license, boolean suspended) {
        admin.patch("/v1/licenses/" + license, """
                        {"data":{"type":"licenses","attributes":{"suspended":%b}}}""".formatted(suspended)).expect(200);
    }
}
