package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseUsageTest extends HttpSuite {

    private String license(String policyAttributes) {
        return vendor.license(vendor.policy(vendor.product(), policyAttributes), "")
                .id();
    }

    private static Reply act(Client client, String license, String action, String body) {
        return client.post("/v1/licenses/" + license + "/actions/" + action, body);
    }

    private long uses(String license) {
        return admin.get("/v1/licenses/" + license).at("/data/attributes/uses").longValue();
    }

    @Test
    void countsUsesUpAndDown() {
        String license = license("");

        assertThat(act(admin, license, "increment-usage", "")
                        .expect(200)
                        .at("/data/attributes/uses")
                        .longValue())
                .isEqualTo(1);
        act(admin, license, "increment-usage", "{\"meta\":{\"increment\":5}}").expect(200);
        act(admin, license, "decrement-usage", "{\"meta\":{\"decrement\":2}}").expect(200);
        assertThat(uses(license)).isEqualTo(4);
        act(admin, license, "reset-usage", "").expect(200);

        assertThat(uses(license)).isZero();
        assertThat(eventsOf(license))
                .containsExactly(
                        "license.created",
                        "license.usage.incremented",
                        "license.usage.incremented",
                        "license.usage.decremented",
                        "license.usage.reset");
    }

    @Test
    void stopsAtTheLimitOfTheLicenseOrItsPolicy() {
        String license = license("\"maxUses\":2");
        act(admin, license, "increment-usage", "{\"meta\":{\"increment\":2}}").expect(200);

        act(admin, license, "increment-usage", "").expectError(422, "USES_LIMIT_EXCEEDED", "/data/attributes/uses");
        admin.patch("/v1/licenses/" + license, """
                {"data":{"type":"licenses","attributes":{"maxUses":3}}}""").expect(200);
        act(admin, license, "increment-usage", "").expect(200);
        act(admin, license, "increment-usage", "{\"meta\":{\"increment\":9223372036854775807}}")
                .expectError(422, "USES_LIMIT_EXCEEDED", "/data/attributes/uses");
        act(admin, license, "decrement-usage", "{\"meta\":{\"decrement\":4}}")
                .expectError(422, "USES_INVALID", "/data/attributes/uses");

        assertThat(uses(license)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"meta":{"increment":0}}     | /meta/increment
            {"meta":{"increment":-1}}    | /meta/increment
            {"meta":{"increment":"1"}}   | /meta/increment
            {"meta":{"increment":1.5}}   | /meta/increment
            {"meta":{"decrement":1}}     | /meta/decrement
            {"increment":1}              | /increment
            """)
    void refusesToCountWhatIsNoNumberOfUses(String body, String pointer) {
        String license = license("");

        act(admin, license, "increment-usage", body).expectError(400, null, pointer);
        assertThat(uses(license)).isZero();
    }

    @Test
    void neverCountsBeyondTheLimitHoweverManyCount() throws Exception {
        String license = license("\"maxUses\":5");
        List<Callable<Integer>> calls = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(
                        i -> () -> act(admin, license, "increment-usage", "").status())
                .toList();
        List<Integer> statuses;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = executor.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        assertThat(statuses).containsOnly(200, 422);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(5);
        assertThat(uses(license)).isEqualTo(5);
    }

    @Test
    void startsTheTimeOfALicenseAtItsFirstUse() {
        String license = license("\"duration\":86400,\"expirationBasis\":\"FROM_FIRST_USE\"");

        String expiry = act(admin, license, "increment-usage", "").expect(200).text("/data/attributes/expiry");

        assertThat(Instant.parse(expiry)).isAfter(server.clock().instant());
        assertThat(act(admin, license, "increment-usage", "").expect(200).text("/data/attributes/expiry"))
                .isEqualTo(expiry);
    }

    @Test
    void checksInWhereThePolicyAsksForIt() {
        String license = license("\"requireCheckIn\":true,\"checkInInterval\":\"day\",\"checkInIntervalCount\":3");
        act(vendor.licenseClient(anonymous, license), license, "check-in", "").expect(200);

        Reply reply = admin.get("/v1/licenses/" + license);

        Instant last = Instant.parse(reply.text("/data/attributes/lastCheckIn"));
        assertThat(Instant.parse(reply.text("/data/attributes/nextCheckIn"))).isEqualTo(last.plusSeconds(3 * 86_400));
        assertThat(eventsOf(license)).containsExactly("license.created", "license.checked-in");
        act(admin, license(""), "check-in", "").expectError(422, null, null);
    }

    @Test
    void letsTheRightRolesAct() {
        String policy = vendor.policy(
                vendor.product(),
                "\"requireCheckIn\":true,\"checkInInterval\":\"day\",\"checkInIntervalCount\":1,\"protected\":false");
        Reply user = vendor.user("user");
        String owned = vendor.licenseOf(policy, user.id()).id();
        Client owner = vendor.userClient(anonymous, user);
        Client app = vendor.licenseClient(anonymous, owned);

        for (Client client : List.of(owner, app, vendor.userClient(anonymous, "support-agent"))) {
            act(client, owned, "check-in", "").expect(200);
            act(client, owned, "increment-usage", "").expect(200);
        }
        for (Client client : List.of(owner, app)) {
            act(client, owned, "decrement-usage", "").expectError(403, null, null);
            act(client, owned, "reset-usage", "").expectError(403, null, null);
        }
        act(vendor.userClient(anonymous, "read-only"), owned, "check-in", "").expectError(403, null, null);
        admin.patch("/v1/licenses/" + owned, """
                {"data":{"type":"licenses","attributes":{"protected":true}}}""").expect(200);
        for (String action : List.of("check-in", "increment-usage", "check-out")) {
            act(owner, owned, action, "").expectError(403, null, null);
            act(app, owned, action, "").expect(200);
            act(vendor.userClient(anonymous, "user"), owned, action, "").expectError(404, "NOT_FOUND", null);
            act(anonymous, owned, action, "").expectError(401, "TOKEN_MISSING", null);
        }
    }
}
