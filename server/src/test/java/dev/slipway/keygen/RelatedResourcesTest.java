package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;

/** What is reached through another resource, and updates by PUT. That documents look as described is checked by the client. */
class RelatedResourcesTest extends CatalogSuite {
    @Test
    void aReleaseLeadsToItsProductAndItsPackage() {
        String product = vendor.product();
        String release = published(product, "1.0.0");

        assertThat(admin.get("/v1/releases/" + release + "/product").expect(200).id())
                .isEqualTo(product);
        assertThat(admin.get("/v1/releases/" + release + "/package")
                        .expect(200)
                        .at("/data")
                        .isNull())
                .isTrue();
    }

    @Test
    void aReleaseIsPutIntoAPackageAndTakenOut() {
        String product = vendor.product();
        String releasePackage = releasePackage(product);
        String address = "/v1/releases/" + published(product, "1.0.0") + "/package";
        String body = "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(releasePackage);

        assertThat(admin.put(address, body).expect(200).id()).isEqualTo(releasePackage);
        assertThat(admin.get("/v1/products/" + product + "/packages/" + releasePackage)
                        .expect(200)
                        .id())
                .isEqualTo(releasePackage);
        String key = admin.get("/v1/packages/" + releasePackage).expect(200).text("/data/attributes/key");
        admin.get("/v1/products/" + product + "/packages/" + key)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release package '%s' was not found".formatted(key));
        admin.patch(address, "{\"data\":null}").expect(200);
        assertThat(admin.get(address).expect(200).at("/data").isNull()).isTrue();
        admin.put(address, body.replace(releasePackage, product))
                .expectError(422, "PACKAGE_NOT_FOUND", "/data/relationships/package");
        admin.put(address, body.replace(releasePackage, releasePackage(vendor.product())))
                .expectError(422, "PACKAGE_NOT_ALLOWED", "/data/relationships/package");
    }

    @Test
    void aVersionIsTakenInThePackageAReleaseIsPutInto() {
        String product = vendor.product();
        String releasePackage = releasePackage(product);
        release(product, "1.0.0", "PUBLISHED", packageRelation(releasePackage));
        String outside = published(product, "1.0.0");

        admin.put(
                        "/v1/releases/" + outside + "/package",
                        "{\"data\":{\"type\":\"packages\",\"id\":\"%s\"}}".formatted(releasePackage))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @Test
    void anArtifactIsDescribedWhereThereIsNothingToDownloadYet() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        announce(release, "\"filename\":\"orbit.zip\"");

        for (String holder : new String[] {"releases/" + release, "products/" + product}) {
            assertThat(admin.get("/v1/" + holder + "/artifacts/orbit.zip")
                            .expect(200)
                            .header("Location"))
                    .isEmpty();
        }
    }

    @Test
    void putMeansTheSameAsPatch() {
        String product = vendor.product();
        String policy = vendor.policy(product, "");
        String release = published(product, "1.0.0");
        String artifact = announce(release, "\"filename\":\"orbit.zip\"").id();
        String user = vendor.user("user").id();
        String license = vendor.license(policy, "").id();
        String entitlement = vendor.entitlement(Vendor.unique("CODE"));

        for (String address : new String[] {
            "products/" + product,
            "policies/" + policy,
            "releases/" + release,
            "packages/" + releasePackage(product),
            "artifacts/" + artifact,
            "users/" + user,
            "licenses/" + license,
            "entitlements/" + entitlement
        }) {
            String body = "{\"data\":{\"type\":\"%s\",\"attributes\":{\"metadata\":{\"put\":true}}}}"
                    .formatted(address.substring(0, address.indexOf('/')));
            assertThat(admin.put("/v1/" + address, body)
                            .expect(200)
                            .at("/data/attributes/metadata/put")
                            .booleanValue())
                    .as(address)
                    .isTrue();
            admin.patch("/v1/" + address, body).expect(200);
        }
    }

    @Test
    void theRulesOfAChangeAreThoseOfACreation() {
        String entitlement = vendor.entitlement(Vendor.unique("CODE"));
        String taken = Vendor.unique("TAKEN");
        vendor.entitlement(taken);
        String body = "{\"data\":{\"type\":\"entitlements\",\"attributes\":{\"%s\":\"%s\"}}}";
        String address = "/v1/entitlements/" + entitlement;

        admin.patch(address, body.formatted("name", " ")).expectError(422, "NAME_MISSING", "/data/attributes/name");
        admin.patch(address, body.formatted("name", "n".repeat(256)))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name");
        admin.patch(address, body.formatted("code", "actions"))
                .expectError(422, "CODE_NOT_ALLOWED", "/data/attributes/code");
        admin.patch(address, body.formatted("code", taken)).expectError(422, "CODE_TAKEN", "/data/attributes/code");
    }
}
