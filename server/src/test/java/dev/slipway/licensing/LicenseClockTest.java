package dev.slipway.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Unsubscribed;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LicenseClockTest extends HttpSuite {
    private static final Instant DOWNLOAD = Instant.parse("2027-05-01T12:00:00Z");

    @Test
    void startsTheClockAtTheFirstDownloadOnly() {
        String id = license("\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");

        assertThat(download(id, DOWNLOAD)).isTrue();
        assertThat(download(id, DOWNLOAD.plusSeconds(5))).isFalse();

        assertThat(admin.get("/v1/licenses/" + id).text("/data/attributes/expiry"))
                .isEqualTo("2027-05-02T12:00:00.000Z");
        assertThat(eventsOf(id)).containsExactly("license.created", "license.updated");
    }

    @Test
    void leavesOtherClocksAlone() {
        String perpetual = license("\"expirationBasis\":\"FROM_FIRST_DOWNLOAD\"");
        String onUse = license("\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_USE\"");

        for (String id : new String[] {perpetual, onUse}) {
            assertThat(download(id, DOWNLOAD)).isFalse();
            assertThat(eventsOf(id)).containsExactly("license.created");
        }
        assertThat(download("no such license", DOWNLOAD)).isFalse();
    }

    private String license(String policyAttributes) {
        return vendor.license(vendor.policy(vendor.product(), policyAttributes), "")
                .id();
    }

    private Store store() {
        return server.slipway().store();
    }

    private boolean download(String id, Instant now) {
        Caller caller = new Caller(
                server.account(),
                new Bearer.Anonymous(),
                null,
                Permission.defaultsFor(Role.LICENSE),
                "00000000-0000-7000-8000-000000000000",
                now);
        Ids ids = new Ids(server.clock(), new SecureRandom());
        ChangeLog changes = new ChangeLog(ids, Unsubscribed.outbox(store(), ids));
        LicenseClock clock = new LicenseClock(changes);
        return store().write(
                        server.account().id(),
                        session -> clock.start(ExpirationBasis.FROM_FIRST_DOWNLOAD, session, caller, id));
    }
}
