package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReleaseConstraintsTest extends CatalogSuite {

    private String entitlement() {
        return vendor.entitlement(Vendor.unique("CONSTRAINT"));
    }

    private static String many(String... constraints) {
        return "{\"data\":[%s]}".formatted(String.join(",", constraints));
    }

    @Test
    void attachesShowsAndDetaches() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");
        String first = entitlement();
        String second = entitlement();
        String path = "/v1/releases/" + release;

        Reply attached = admin.post(path + "/constraints", many(constraint(first), constraint(second)))
                .expect(200);
        String id = attached.ids().getFirst();
        String account = "/v1/accounts/" + server.account().id();
        assertThat(attached.text("/data/0/relationships/entitlement/data/id")).isEqualTo(first);
        assertThat(attached.text("/data/0/relationships/entitlement/links/related"))
                .isEqualTo(account + "/entitlements/" + first);
        assertThat(attached.text("/data/0/links/related"))
                .isEqualTo(account + "/releases/" + release + "/constraints/" + id);
        assertThat(admin.get(path + "/constraints").expect(200).ids()).hasSize(2);
        assertThat(admin.get(path + "/constraints/" + id).expect(200).id()).isEqualTo(id);
        assertThat(admin.get(path + "/entitlements").expect(200).ids()).containsExactlyInAnyOrder(first, second);
        assertThat(admin.get(path + "/entitlements/" + first).expect(200).id()).isEqualTo(first);
        admin.get(path + "/entitlements/" + entitlement()).expectError(404, "NOT_FOUND", null);

        String reference = "{\"type\":\"constraints\",\"id\":\"%s\"}";
        String unknown = UUID.randomUUID().toString();
        admin.delete(path + "/constraints", many(reference.formatted(id), reference.formatted(unknown)))
                .expectError(422, null, "/data/1")
                .expectDetail("cannot detach constraint '%s' (constraint is not attached)".formatted(unknown));
        assertThat(admin.get(path + "/constraints").expect(200).ids()).hasSize(2);
        admin.delete(path + "/constraints", many(reference.formatted(id))).expect(204);
        assertThat(admin.get(path + "/entitlements").expect(200).ids()).containsExactly(second);
        assertThat(eventsOf(release))
                .containsExactly("release.created", "release.constraints.attached", "release.constraints.detached");
    }

    @Test
    void refusesAWholeBatchWhenOneCannotBeAttached() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");
        String path = "/v1/releases/" + release + "/constraints";
        String known = entitlement();
        String unknown = UUID.randomUUID().toString();

        admin.post(path, many(constraint(known), constraint(unknown)))
                .expectError(422, "ENTITLEMENT_NOT_FOUND", "/data/relationships/entitlement");
        admin.post(path, many(constraint(known), constraint(known)))
                .expectError(422, "ENTITLEMENT_TAKEN", "/data/relationships/entitlement");
        assertThat(admin.get(path).expect(200).ids()).isEmpty();
        admin.post(path, many(constraint(known).replace("\"id\"", "\"code\":\"x\",\"id\"")))
                .expectError(400, null, "/data/0/relationships/entitlement/data/code")
                .expectDetail("unpermitted parameter");
    }

    @Test
    void takesConstraintsWithANewRelease() {
        String product = vendor.product();
        String entitlement = entitlement();
        String attributes = "\"version\":\"1.0.0\",\"channel\":\"stable\"";
        String unknown = UUID.randomUUID().toString();
        String item = ",\"constraints\":{\"data\":[%s]}";

        admin.post("/v1/releases", releaseBody(product, attributes, constraintRelation(unknown)))
                .expectError(
                        422,
                        "CONSTRAINTS_ENTITLEMENT_NOT_FOUND",
                        "/data/relationships/constraints/data/0/relationships/entitlement");
        Reply twice = admin.post(
                        "/v1/releases",
                        releaseBody(
                                product,
                                attributes,
                                item.formatted(constraint(entitlement) + "," + constraint(entitlement))))
                .expectError(
                        422,
                        "CONSTRAINTS_ENTITLEMENT_CONFLICT",
                        "/data/relationships/constraints/data/0/relationships/entitlement")
                .expectDetail("is duplicated");
        assertThat(twice.at("/errors").size()).isEqualTo(2);
        String tooMany = String.join(",", Collections.nCopies(21, constraint(entitlement)));
        admin.post("/v1/releases", releaseBody(product, attributes, item.formatted(tooMany)))
                .expectError(422, null, null)
                .expectDetail("too many records");
        String release = admin.post("/v1/releases", releaseBody(product, attributes, constraintRelation(entitlement)))
                .expect(201)
                .id();
        assertThat(admin.get("/v1/releases/" + release + "/entitlements")
                        .expect(200)
                        .ids())
                .containsExactly(entitlement);
    }

    @Test
    void asksForThePermissionToAttachWhenConstraintsComeWithANewRelease() {
        String product = vendor.product();
        Reply token = admin.post("/v1/products/" + product + "/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["release.create","release.read"]}}}""").expect(200);
        Client narrowed = anonymous.withToken(token.text("/data/attributes/token"));
        String attributes = "\"version\":\"1.0.0\",\"channel\":\"stable\"";

        narrowed.post("/v1/releases", releaseBody(product, attributes, constraintRelation(entitlement())))
                .expectError(403, null, null);
        narrowed.post("/v1/releases", releaseBody(product, attributes)).expect(201);
    }

    @Test
    void filtersReleasesByWhatOneHolds() {
        String product = vendor.product();
        String code = Vendor.unique("FILTER");
        String held = vendor.entitlement(code);
        String open = published(product, "1.0.0");
        String needsHeld = release(product, "1.1.0", "PUBLISHED", constraintRelation(held));
        release(product, "1.2.0", "PUBLISHED", constraintRelation(entitlement()));

        assertThat(admin.get("/v1/releases?product=" + product + "&entitlements%5B%5D=" + code)
                        .expect(200)
                        .ids())
                .containsExactly(needsHeld, open);
    }

    @Test
    void showsConstraintsToThoseWithALicenseForTheProductOnly() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String path = "/v1/releases/" + published(product, "1.0.0") + "/constraints";
        Reply own = vendor.license(vendor.policy(product, ""), "");
        Reply other = vendor.license(vendor.policy(vendor.product(), ""), "");

        vendor.licenseClient(anonymous, own.id()).get(path).expect(200);
        vendor.licenseClient(anonymous, other.id()).get(path).expectError(403, null, null);
        anonymous.get(path).expectError(401, "TOKEN_MISSING", null);
    }
}
