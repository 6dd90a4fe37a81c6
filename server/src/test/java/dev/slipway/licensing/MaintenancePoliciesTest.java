package dev.slipway.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.licensing.MaintenancePolicies.Changes;
import dev.slipway.licensing.MaintenancePolicies.Draft;
import dev.slipway.model.Change;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.model.PageRequest;
import dev.slipway.model.User;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenancePoliciesTest extends HttpSuite {
    private static final Changes NOTHING =
            new Changes(Change.none(), Change.none(), Change.none(), Change.none(), Change.none());

    private Backstage backstage;
    private MaintenancePolicies policies;
    private Caller boss;

    @BeforeEach
    void open() {
        backstage = new Backstage(server);
        policies = backstage.maintenancePolicies();
        boss = backstage.admin();
    }

    private static Draft draft(String name, long validity, String strategy) {
        return new Draft(name, validity, strategy, true, false);
    }

    private static Refusal refusal(ThrowingCallable call) {
        Refusal[] refused = new Refusal[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> refused[0] = refusal);
        return refused[0];
    }

    private Caller staff(String role) {
        String id = vendor.user(role).id();
        User user = backstage
                .store()
                .read(server.account().id(), session -> session.users().find(id).orElseThrow());
        return backstage.caller(new Bearer.Staff(user));
    }

    private String license() {
        return vendor.license(vendor.policy(vendor.product(), ""), "").id();
    }

    @Test
    void keepsWhatWasSaid() {
        MaintenancePolicy made = policies.create(boss, new Draft("Yearly", 86_400, "delayed", false, true));

        assertThat(made.name()).isEqualTo("Yearly");
        assertThat(made.validity()).isEqualTo(Duration.ofDays(1));
        assertThat(made.start()).isEqualTo(MaintenanceStart.DELAYED);
        assertThat(made.allowsMajor()).isFalse();
        assertThat(made.allowsMinor()).isTrue();
        MaintenancePolicy shown = policies.show(boss, made.id());
        assertThat(shown)
                .usingRecursiveComparison()
                .ignoringFields("created", "updated")
                .isEqualTo(made);
        assertThat(policies.list(boss, new PageRequest.Limit(100, false)).items())
                .contains(shown);
        assertThat(policies.create(boss, new Draft("Now", 0, null, true, true)).start())
                .isEqualTo(MaintenanceStart.IMMEDIATE);
        assertThat(eventsOf(made.id())).containsExactly("maintenance-policy.created");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        MaintenancePolicy made = policies.create(boss, new Draft("Yearly", 60, "immediate", true, false));

        assertThat(policies.update(boss, made.id(), () -> NOTHING))
                .usingRecursiveComparison()
                .ignoringFields("created", "updated")
                .isEqualTo(made);
        MaintenancePolicy changed = policies.update(
                boss,
                made.id(),
                () -> new Changes(
                        Change.to("For ever"), Change.to(0L), Change.to("Delayed"), Change.to(false), Change.to(true)));

        assertThat(policies.show(boss, made.id()))
                .usingRecursiveComparison()
                .ignoringFields("updated")
                .isEqualTo(changed);
        assertThat(changed.isForEver()).isTrue();
        assertThat(changed.start()).isEqualTo(MaintenanceStart.DELAYED);
        assertThat(changed.allowsMajor()).isFalse();
        assertThat(changed.allowsMinor()).isTrue();
        assertThat(eventsOf(made.id()))
                .containsExactly(
                        "maintenance-policy.created", "maintenance-policy.updated", "maintenance-policy.updated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    "  "  | 60          | immediate | name
                    Usual | -1          | immediate | validity
                    Usual | 2147483648  | immediate | validity
                    Usual | 60          | someday   | expirationStrategy
                    Usual | 60          | ""        | expirationStrategy
                    """)
    void refusesWhatMakesNoSense(String name, long validity, String strategy, String attribute) {
        Refusal made = refusal(() -> policies.create(boss, draft(name, validity, strategy)));
        assertThat(made.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).isEqualTo(Problem.INVALID);
            assertThat(fault.source()).isEqualTo(Source.attribute(attribute));
        });
        MaintenancePolicy known = policies.create(boss, draft("Known", 60, "immediate"));
        Refusal changed = refusal(() -> policies.update(
                boss,
                known.id(),
                () -> new Changes(
                        Change.to(name), Change.to(validity), Change.to(strategy), Change.none(), Change.none())));
        assertThat(changed.faults()).isEqualTo(made.faults());
        assertThat(policies.show(boss, known.id()).name()).isEqualTo("Known");
        assertThat(eventsOf(known.id())).hasSize(1);
    }

    @Test
    void refusesALongName() {
        assertThat(refusal(() -> policies.create(boss, draft("x".repeat(256), 0, null)))
                        .problem())
                .isEqualTo(Problem.INVALID);
        assertThat(policies.create(boss, draft("x".repeat(255), Integer.MAX_VALUE, null))
                        .name())
                .hasSize(255);
    }

    @Test
    void removesOneUnlessALicenseHasIt() {
        String id = policies.create(boss, draft("Yearly", 60, null)).id();
        String license = license();
        backstage.maintain(license, id);

        assertThat(refusal(() -> policies.delete(boss, id)).problem()).isEqualTo(Problem.CONFLICT);
        assertThat(policies.show(boss, id).id()).isEqualTo(id);
        backstage.maintain(license, null);
        policies.delete(boss, id);

        assertThat(refusal(() -> policies.show(boss, id)).problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(refusal(() -> policies.delete(boss, id)).problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(refusal(() -> policies.update(boss, id, () -> NOTHING)).problem())
                .isEqualTo(Problem.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"support-agent", "read-only"})
    void letsTheVendorsOtherPeopleOnlyLook(String role) {
        Caller caller = staff(role);
        String id = policies.create(boss, draft("Yearly", 60, null)).id();

        assertThat(policies.show(caller, id).id()).isEqualTo(id);
        assertThat(refusal(() -> policies.create(caller, draft("Own", 60, null)))
                        .problem())
                .isEqualTo(Problem.ACCESS_DENIED);
        assertThat(refusal(() -> policies.update(caller, id, () -> NOTHING)).problem())
                .isEqualTo(Problem.ACCESS_DENIED);
        assertThat(refusal(() -> policies.delete(caller, id)).problem()).isEqualTo(Problem.ACCESS_DENIED);
    }

    @Test
    void hidesThemFromEverybodyElse() {
        String id = policies.create(boss, draft("Yearly", 60, null)).id();
        Caller nobody = backstage.caller(new Bearer.Anonymous());
        Caller license = backstage.license(license());

        assertThat(refusal(() -> policies.list(nobody, new PageRequest.Limit(1, false)))
                        .problem())
                .isEqualTo(Problem.TOKEN_MISSING);
        assertThat(refusal(() -> policies.create(nobody, draft("Own", 60, null)))
                        .problem())
                .isEqualTo(Problem.TOKEN_MISSING);
        assertThat(refusal(() -> policies.show(license, id)).problem()).isEqualTo(Problem.ACCESS_DENIED);
        assertThat(refusal(() -> policies.list(license, new PageRequest.Limit(1, false)))
                        .problem())
                .isEqualTo(Problem.ACCESS_DENIED);
    }

    @Test
    void letsAProductLookButNotChangeWhatIsForAllProducts() {
        String id = policies.create(boss, draft("Yearly", 60, null)).id();
        String product = vendor.product();
        Caller caller = backstage.caller(new Bearer.OfProduct(backstage
                .store()
                .read(
                        server.account().id(),
                        session -> session.products().find(product).orElseThrow())));

        assertThat(policies.show(caller, id).id()).isEqualTo(id);
        assertThat(refusal(() -> policies.create(caller, draft(Vendor.unique("Own"), 60, null)))
                        .problem())
                .isEqualTo(Problem.ACCESS_DENIED);
        assertThat(refusal(() -> policies.delete(caller, id)).problem()).isEqualTo(Problem.ACCESS_DENIED);
    }
}
