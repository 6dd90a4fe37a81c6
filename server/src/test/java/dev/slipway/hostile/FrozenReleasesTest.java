package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A release that was published in a product that freezes what is published: no way leads around that. */
class FrozenReleasesTest extends HostileSuite {

    /** A frozen release with one file and one constraint, and a link to send bytes that is older than the freeze. */
    private record Frozen(
            String product,
            String releasePackage,
            String otherPackage,
            String entitlement,
            String release,
            String constraint,
            String artifact,
            String uploadLink) {}

    private Frozen frozen() {
        String product = vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}");
        String inProduct = toOne("product", "products", product);
        String first = releasePackage(inProduct);
        String second = releasePackage(inProduct);
        String entitlement = vendor.entitlement(name());
        Reply created = admin.post(
                        "/v1/releases",
                        document(
                                "releases",
                                "\"version\":\"1.0.0\",\"channel\":\"stable\"",
                                inProduct
                                        + ","
                                        + toOne("package", "packages", first)
                                        + ",\"constraints\":"
                                        + constraints(entitlement)))
                .expect(201);
        Reply announced = announce(admin, created.id(), "app.bin");
        String link = announced.text("/data/links/redirect");
        anonymous.send("PUT", link, bytes("the true bytes")).expect(200);
        admin.post("/v1/releases/" + created.id() + "/actions/publish", "").expect(200);
        String constraint = admin.get("/v1/releases/" + created.id() + "/constraints")
                .expect(200)
                .ids()
                .getFirst();
        return new Frozen(product, first, second, entitlement, created.id(), constraint, announced.id(), link);
    }

    private String releasePackage(String inProduct) {
        return admin.post("/v1/packages", document("packages", "\"name\":\"N\",\"key\":\"" + name() + "\"", inProduct))
                .expect(201)
                .id();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void expectFrozen(Reply reply) {
        reply.expectError(403, "RELEASE_FROZEN", null);
    }

    private void attack(Client client, Frozen frozen) {
        String release = "/v1/releases/" + frozen.release();
        String artifact = "/v1/artifacts/" + frozen.artifact();
        for (String attributes : List.of(
                "\"name\":\"Other\"",
                "\"description\":\"Other\"",
                "\"backdated\":\"2001-01-01T00:00:00Z\"",
                "\"metadata\":{\"a\":1}",
                "\"tag\":\"moved\",\"name\":\"Other\"")) {
            expectFrozen(client.patch(release, document("releases", attributes)));
            expectFrozen(client.put(release, document("releases", attributes)));
        }
        expectFrozen(client.delete(release));
        expectFrozen(client.post(release + "/constraints", constraints(vendorEntitlement)));
        expectFrozen(client.delete(release + "/constraints", references("constraints", frozen.constraint())));
        expectFrozen(client.put(
                release + "/package",
                "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(frozen.otherPackage())));
        expectFrozen(client.post(
                "/v1/artifacts",
                document("artifacts", "\"filename\":\"more.bin\"", toOne("release", "releases", frozen.release()))));
        for (String attributes :
                List.of("\"filesize\":1", "\"checksum\":\"c\"", "\"signature\":\"s\"", "\"metadata\":{\"a\":1}")) {
            expectFrozen(client.patch(artifact, document("artifacts", attributes)));
        }
        expectFrozen(client.delete(artifact));
        expectFrozen(client.delete("/v1/artifacts/app.bin?release=" + frozen.release()));
        expectFrozen(anonymous.send("PUT", frozen.uploadLink(), bytes("other bytes")));
        expectFrozen(anonymous
                .with("Content-Type", "application/octet-stream")
                .send("POST", frozen.uploadLink(), bytes("other bytes")));
        expectFrozen(client.delete("/v1/packages/" + frozen.releasePackage()));
    }

    private String vendorEntitlement = "";

    @Test
    void refusesEveryWriteOnAPublishedRelease() {
        Frozen frozen = frozen();
        vendorEntitlement = vendor.entitlement(name());
        Client product = vendor.productClient(anonymous, frozen.product());
        Map<String, List<String>> before = rows();

        attack(admin, frozen);
        attack(product, frozen);
        expectFrozen(admin.delete("/v1/products/" + frozen.product()));
        admin.put("/v1/releases/" + frozen.release() + "/package", "{\"data\":null}")
                .expectError(403, "RELEASE_FROZEN", null);

        expectUnchanged(before);
        assertThat(bytesOf(frozen.artifact())).isEqualTo("the true bytes");
    }

    private String bytesOf(String artifact) {
        return anonymous
                .get(admin.get("/v1/artifacts/" + artifact)
                        .expect(303)
                        .header("Location")
                        .orElseThrow())
                .expect(200)
                .body();
    }

    @Test
    void staysFrozenWhenItIsYanked() {
        Frozen frozen = frozen();
        vendorEntitlement = vendor.entitlement(name());
        admin.post("/v1/releases/" + frozen.release() + "/actions/yank", "").expect(200);
        Map<String, List<String>> before = rows();

        attack(admin, frozen);
        expectFrozen(admin.post("/v1/releases/" + frozen.release() + "/actions/publish", ""));
        expectFrozen(admin.delete("/v1/products/" + frozen.product()));

        expectUnchanged(before);
    }

    @Test
    void cannotBeThawedThroughItsProduct() {
        Frozen frozen = frozen();
        Client product = vendor.productClient(anonymous, frozen.product());
        Map<String, List<String>> before = rows();

        for (Client client : List.of(admin, product)) {
            expectFrozen(client.patch(
                    "/v1/products/" + frozen.product(),
                    document("products", "\"metadata\":{\"publishPolicy\":\"MUTABLE\"}")));
        }

        expectUnchanged(before);
        admin.patch("/v1/products/" + frozen.product(), document("products", "\"metadata\":{}"))
                .expect(200);
        expectFrozen(admin.delete("/v1/releases/" + frozen.release()));
    }

    @Test
    void keepsItsConstraintsWhenTheirEntitlementIsToGo() {
        Frozen frozen = frozen();
        Map<String, List<String>> before = rows();

        expectFrozen(admin.delete("/v1/entitlements/" + frozen.entitlement()));

        expectUnchanged(before);
        admin.delete("/v1/entitlements/" + vendor.entitlement(name())).expect(204);
    }

    @Test
    void mayStillMoveItsTagAndBeYanked() {
        Frozen frozen = frozen();

        admin.patch("/v1/releases/" + frozen.release(), document("releases", "\"tag\":\"latest\""))
                .expect(200);
        admin.post("/v1/releases/" + frozen.release() + "/actions/yank", "").expect(200);
    }
}
