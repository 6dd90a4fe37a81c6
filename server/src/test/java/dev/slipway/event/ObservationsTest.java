package dev.slipway.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Unsubscribed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservationsTest extends HttpSuite {
    private static final ReleaseFilter ANY = new ReleaseFilter(null, null, null, null, null, null);

    @Test
    void countsEverythingHoweverFastItComes() {
        String first = release("1.0.0");
        String second = release("1.1.0");
        Caller caller = new Caller(server.account(), new Bearer.Anonymous(), null, Set.of(), "request", Instant.now());
        Metadata details = new Metadata(Map.of("next", "1.1.0"));
        try (Observations observations = observations()) {
            for (int i = 0; i < 5_000; i++) {
                observations.observe(
                        caller, "seen", "releases", first, first, Observations.Counter.UPGRADE, Metadata.EMPTY);
                observations.observe(
                        caller, "seen", "releases", second, second, Observations.Counter.DOWNLOAD, details);
                observations.observe(caller, "seen", "releases", second, second, Observations.Counter.NONE, details);
            }
        }

        assertThat(stored(first).upgrades()).isEqualTo(5_000);
        assertThat(stored(first).downloads()).isZero();
        assertThat(stored(second).upgrades()).isZero();
        assertThat(stored(second).downloads()).isEqualTo(5_000);
    }

    @Test
    void remembersTheLastValidationAndTheLastVersionNamed() {
        String license = vendor.license(vendor.policy(vendor.product(), ""), "").id();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (Observations observations = observations()) {
            observations.touchLicense(callerAt(first), license, "1.0.0");
            observations.touchLicense(callerAt(first.plusSeconds(9)), license, null);
            observations.touchLicense(callerAt(first.plusSeconds(5)), license, null);
        }
        try (Observations late = observations()) {
            late.touchLicense(callerAt(first.plusSeconds(1)), license, "0.9.0");
        }

        Reply reply = admin.get("/v1/licenses/" + license);
        assertThat(Instant.parse(reply.text("/data/attributes/lastValidated"))).isEqualTo(first.plusSeconds(9));
        assertThat(reply.text("/data/attributes/version")).isEqualTo("1.0.0");
    }

    private Caller callerAt(Instant now) {
        return new Caller(server.account(), new Bearer.Anonymous(), null, Set.of(), "request", now);
    }

    private Observations observations() {
        Store store = server.slipway().store();
        Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
        return new Observations(store, ids, Unsubscribed.outbox(store, ids));
    }

    private String release(String version) {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version, vendor.product()))
                .expect(201)
                .id();
    }

    private Release stored(String id) {
        Store store = server.slipway().store();
        return store.read(
                server.account().id(),
                session -> session.releases()
                        .find(new ReleaseScope.Everything(), ANY, id)
                        .orElseThrow());
    }
}
