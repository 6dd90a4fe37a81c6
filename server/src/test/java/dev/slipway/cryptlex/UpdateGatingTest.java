package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which updates a license gets. Of each product, 1.1.1, 1.2.0 and 2.0.0 are there when the license is issued; 2.1.0 comes a day
 * later, when what is short is over.
 */
class UpdateGatingTest extends UpdateSuite {
    private static final long HOUR = 3600;

    /** A product, and the key of a license for it that is as it is named. */
    private record Scene(String product, String key) {}

    private Scene scene(String state, String maintenance, String most) {
        String other = product("");
        published(other, "1.1.1", "");
        published(other, "1.2.0", "");
        published(other, "2.0.0", "");
        StringBuilder members = new StringBuilder("\"name\":\"Gated\"");
        switch (state) {
            case "expired" -> members.append(",\"validity\":").append(HOUR);
            case "lasting" -> members.append(",\"validity\":").append(HOUR * 24 * 30);
            case "suspended", "revoked" -> members.append(",\"%s\":true".formatted(state));
            default -> assertThat(state).isEqualTo("valid");
        }
        if (!maintenance.equals("none")) {
            long validity =
                    maintenance.startsWith("endless") ? 0 : maintenance.startsWith("short") ? HOUR : HOUR * 24 * 30;
            boolean major = maintenance.contains("major");
            members.append(",\"maintenancePolicyId\":\"%s\""
                    .formatted(maintenancePolicy(validity, major, maintenance.contains("minor"))));
        }
        if (!most.equals("none")) {
            members.append(",\"maxAllowedReleaseVersion\":\"%s\"".formatted(most));
        }
        String key = key(other, members.toString());
        server.clock().advance(Duration.ofDays(1));
        published(other, "2.1.0", "");
        return new Scene(other, key);
    }

    /** What is offered where everything is looked at is 2.1.0, and whether the license gets it; else only what it gets. */
    @ParameterizedTest
    @CsvSource({
        // License, maintenance, most, channel, platform, sent: offered of everything, allowed; offered of what is
        // allowed.
        "valid, none, none, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, none, none, stable, windows, 1.1, 2.1.0, true, 2.1.0",
        "valid, none, none, stable, windows, 2.0, 2.1.0, true, 2.1.0",
        "valid, none, none, stable, windows, 2.1.0, none, , none",
        "valid, none, none, stable, windows, 9.0, none, , none",
        "valid, none, none, beta, windows, 1.1.0, none, , none",
        "valid, none, none, stable, linux, 1.1.0, none, , none",
        "lasting, none, none, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "expired, none, none, stable, windows, 1.1.0, 2.1.0, false, 2.0.0",
        "expired, none, none, stable, windows, 2.0.0, 2.1.0, false, none",
        "expired, none, 1.2, stable, windows, 1.1.0, 2.1.0, false, 1.2.0",
        "expired, none, none, stable, windows, 2.1, none, , none",
        "valid, none, 1.1, stable, windows, 1.1.0, 2.1.0, false, 1.1.1",
        "valid, none, 1.1.0, stable, windows, 1.1.0, 2.1.0, false, none",
        "valid, none, 1.2.0.0, stable, windows, 1.1.0, 2.1.0, false, 1.2.0",
        "valid, none, 2.0, stable, windows, 1.1.0, 2.1.0, false, 2.0.0",
        "valid, none, 2.1, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, none, 0.9, stable, windows, 1.1.0, 2.1.0, false, none",
        "valid, long major, none, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, long major+minor, none, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, endless major, none, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, long minor, none, stable, windows, 1.1.0, 2.1.0, false, 1.2.0",
        "valid, long minor, none, stable, windows, 2.0.0, 2.1.0, true, 2.1.0",
        "valid, long neither, none, stable, windows, 1.1.0, 2.1.0, false, none",
        "valid, long neither, none, stable, windows, 2.1.0, none, , none",
        "valid, short major, none, stable, windows, 1.1.0, 2.1.0, false, 2.0.0",
        "valid, short minor, none, stable, windows, 1.1.0, 2.1.0, false, 1.2.0",
        "valid, short minor, none, stable, windows, 2.0.0, 2.1.0, false, none",
        "valid, long major, 1.1, stable, windows, 1.1.0, 2.1.0, true, 2.1.0",
        "valid, short major, 1.1, stable, windows, 1.1.0, 2.1.0, false, 2.0.0",
        "expired, long major, none, stable, windows, 1.1.0, 2.1.0, false, 2.0.0",
        "expired, long minor, none, stable, windows, 1.1.0, 2.1.0, false, 1.2.0",
        "expired, short neither, none, beta, windows, 1.1.0, none, , none"
    })
    void offersWhatTheLicenseGets(
            String state,
            String maintenance,
            String most,
            String channel,
            String platform,
            String sent,
            String offered,
            Boolean allowed,
            String within) {
        Scene scene = scene(state, maintenance, most);
        Map<String, String> question = question(scene.product(), scene.key(), sent);
        question.put("channel", channel);
        question.put("platform", platform);

        expect(update(question), offered, allowed);
        question.put("allowed", "false");
        expect(update(question), offered, allowed);
        question.put("allowed", "true");
        expect(update(question), within, true);
    }

    private static void expect(Reply reply, String version, Boolean allowed) {
        if (version.equals("none")) {
            assertThat(reply.expect(204).bytes()).isEmpty();
            return;
        }
        assertThat(reply.expect(200).text("/version")).isEqualTo(version);
        assertThat(reply.at("/allowed").booleanValue()).isEqualTo(allowed);
        assertThat(reply.at("/reason").isMissingNode()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "valid, none, none, true",
        "valid, none, 1.1, false",
        "expired, none, none, false",
        "valid, short major, none, false",
        "valid, long major, none, true"
    })
    void tellsWhetherTheLicenseGetsTheLatest(String state, String maintenance, String most, boolean allowed) {
        Scene scene = scene(state, maintenance, most);

        expect(latest(scene.product(), scene.key()), "2.1.0", allowed);
    }

    @ParameterizedTest
    @CsvSource({"suspended, SUSPENDED_LICENSE", "revoked, REVOKED_LICENSE"})
    void refusesStoppedLicensesWhateverIsAsked(String state, String code) {
        Scene scene = scene(state, "long major", "none");
        Map<String, String> question = question(scene.product(), scene.key(), "1.1.0");

        update(question).expectMessage(400, code);
        question.put("allowed", "true");
        update(question).expectMessage(400, code);
        latest(question).expectMessage(400, code);
    }

    @Test
    void countsMaintenanceFromTheGreatestVersionThatWasSeenToRun() {
        Scene scene = scene("valid", "long minor", "none");
        Map<String, String> question = question(scene.product(), scene.key(), "1.1.0");
        question.put("allowed", "true");
        expect(update(question), "1.2.0", true);

        String id = seller.get("/v3/licenses?key=" + scene.key()).itemIds().getFirst();
        question.put("version", "2.0.0");
        update(question).expect(200);
        askUntil(
                () -> seller.get("/v3/licenses/" + id),
                reply -> "2.0.0".equals(reply.at("/currentReleaseVersion").stringValue(null)));

        question.put("version", "1.1.0");
        expect(update(question), "2.1.0", true);
    }

    @Test
    void startsDelayedMaintenanceWithTheFirstUpdate() {
        String other = product("");
        published(other, "1.1", "");
        String policy = seller.post("/v3/maintenance-policies", """
                        {"name":"Later","validity":3600,"expirationStrategy":"delayed","allowMajorVersionUpdates":true}""").expect(201).text("/id");
        Reply license = license(other, "\"maintenancePolicyId\":\"%s\"".formatted(policy));
        assertThat(license.at("/maintenanceExpiresAt").isNull()).isTrue();

        update(other, license.text("/key"), "1.0").expect(200);

        Reply used = askUntil(
                () -> seller.get("/v3/licenses/" + license.text("/id")),
                reply -> !reply.at("/maintenanceExpiresAt").isNull());
        assertThat(used.at("/maintenanceExpiresAt").isNull()).isFalse();
    }
}
