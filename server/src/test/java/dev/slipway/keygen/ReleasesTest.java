package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest extends CatalogSuite {
    private static final String VALID = "\"version\":\"1.0.0\",\"channel\":\"stable\"";

    @Test
    void createsADraftAndSaysWhereItIs() {
        String product = vendor.product();

        Reply reply = admin.post("/v1/releases", releaseBody(product, """
                                "name":"Orbit","description":"## Fixes","channel":"beta","tag":"next",
                                "version":"2.1.0-beta.3+b7","metadata":{"gitSha":"f00d"}""")).expect(201);

        String account = "/v1/accounts/" + server.account().id();
        String self = account + "/releases/" + reply.id();
        assertThat(reply.header("Location")).hasValue(server.url() + self);
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactly(
                        "name",
                        "description",
                        "channel",
                        "status",
                        "tag",
                        "version",
                        "semver",
                        "metadata",
                        "created",
                        "updated",
                        "backdated",
                        "yanked");
        assertThat(reply.text("/data/attributes/status")).isEqualTo("DRAFT");
        assertThat(reply.at("/data/attributes/semver"))
                .hasToString("{\"major\":2,\"minor\":1,\"patch\":0,\"prerelease\":\"beta.3\",\"build\":\"b7\"}");
        assertThat(reply.at("/data/attributes/backdated").isNull()).isTrue();
        assertThat(reply.at("/data/relationships").propertyNames())
                .containsExactly(
                        "account", "product", "package", "entitlements", "constraints", "artifacts", "upgrade");
        assertThat(reply.text("/data/relationships/product/links/related")).isEqualTo(self + "/product");
        assertThat(reply.at("/data/relationships/package/data").isNull()).isTrue();
        assertThat(reply.at("/data/relationships/artifacts").has("data")).isFalse();
        assertThat(reply.text("/data/links/self")).isEqualTo(self);
        assertThat(eventsOf(reply.id())).containsExactly("release.created");
    }

    @Test
    void goesThroughItsLifeCycle() {
        String release = release(vendor.product(), "1.0.0", "DRAFT");

        Reply published =
                admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        assertThat(published.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        Reply yanked =
                admin.post("/v1/releases/" + release + "/actions/yank", "").expect(200);
        assertThat(yanked.text("/data/attributes/status")).isEqualTo("YANKED");
        String time = yanked.text("/data/attributes/yanked");
        Reply again =
                admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        assertThat(again.text("/data/attributes/status")).isEqualTo("PUBLISHED");
        assertThat(again.text("/data/attributes/yanked")).isEqualTo(time);
        admin.delete("/v1/releases/" + release).expect(204);
        admin.get("/v1/releases/" + release)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release '%s' was not found".formatted(release));
        assertThat(eventsOf(release))
                .containsExactly(
                        "release.created",
                        "release.published",
                        "release.published",
                        "release.yanked",
                        "release.published",
                        "release.deleted");
    }

    @Test
    void findsAReleaseByIdVersionAndTagTheOldestFirst() {
        String first = vendor.product();
        String second = vendor.product();
        String tag = Vendor.unique("tag");
        String oldest = admin.post("/v1/releases", releaseBody(first, """
                        "version":"77.1.0+p1","channel":"stable","tag":"%s\"""".formatted(tag)))
                .expect(201)
                .id();
        String other = admin.post("/v1/releases", releaseBody(second, """
                        "version":"77.1.0+p1","channel":"stable","tag":"%s\"""".formatted(tag)))
                .expect(201)
                .id();

        assertThat(admin.get("/v1/releases/77.1.0%2Bp1").expect(200).id()).isEqualTo(oldest);
        assertThat(admin.get("/v1/releases/" + tag).expect(200).id()).isEqualTo(oldest);
        assertThat(admin.get("/v1/releases/" + tag + "?product=" + second)
                        .expect(200)
                        .id())
                .isEqualTo(other);
        assertThat(admin.get("/v1/releases/" + oldest.replace("-", ""))
                        .expect(200)
                        .id())
                .isEqualTo(oldest);
        assertThat(admin.get("/v1/products/" + second + "/releases/" + tag)
                        .expect(200)
                        .id())
                .isEqualTo(other);
        anonymous.get("/v1/products/" + second + "/releases").expectError(401, "TOKEN_MISSING", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "channel":"stable"                                    | is missing                                       | version
                    "version":"1.0.0"                                     | is missing                                       | channel
                    "version":"1.0.0","channel":null                      | cannot be null                                   | channel
                    "version":"","channel":"stable"                       | cannot be blank                                  | version
                    "version":1,"channel":"stable"                        | type mismatch (received integer expected string) | version
                    "version":"1.0.0","channel":"nightly"                 | is invalid                                       | channel
                    "version":"1.0.0","channel":"stable","status":"YANKED" | is invalid                                      | status
                    "version":"1.0.0","channel":"stable","description":"" | cannot be blank                                  | description
                    "version":"1.0.0","channel":"stable","filename":"x"   | unpermitted parameter                            | filename
                    """)
    void refusesABodyThatDoesNotFitTheSchema(String attributes, String detail, String attribute) {
        admin.post("/v1/releases", releaseBody(vendor.product(), attributes))
                .expectError(400, null, "/data/attributes/" + attribute)
                .expectDetail(detail);
    }

    @Test
    void refusesAMissingOrUnknownProduct() {
        admin.post("/v1/releases", """
                        {"data":{"type":"release","attributes":{%s}}}""".formatted(VALID))
                .expectError(400, null, "/data/relationships")
                .expectDetail("is missing");
        admin.post("/v1/releases", releaseBody("not-an-id", VALID))
                .expectError(400, null, "/data/relationships/product/data/id")
                .expectDetail("type mismatch (received string expected UUID string)");
        admin.post("/v1/releases", releaseBody(UUID.randomUUID().toString(), VALID))
                .expectError(422, "PRODUCT_NOT_FOUND", "/data/relationships/product")
                .expectDetail("must exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "version":"v1.2.3","channel":"stable"       | VERSION_INVALID         | version     | must be a valid version
                    "version":"1.2.3.4","channel":"stable"      | VERSION_INVALID         | version     | must be a valid version
                    "version":"1.0.0-beta.1","channel":"stable" | VERSION_CHANNEL_INVALID | version     | version does not match stable channel (expected x.y.z got 1.0.0-beta.1)
                    "version":"1.0.0","channel":"rc"            | VERSION_CHANNEL_INVALID | version     | version does not match prerelease channel (expected x.y.z-rc.n got 1.0.0)
                    "version":"1.0.0-Beta.1","channel":"beta"   | VERSION_CHANNEL_INVALID | version     | version does not match prerelease channel (expected x.y.z-beta.n got 1.0.0-Beta.1)
                    "version":"1.0.0","channel":"stable","tag":"actions" | TAG_NOT_ALLOWED | tag        | is reserved
                    "version":"1.0.0","channel":"stable","backdated":"2999-01-01T00:00:00Z" | BACKDATED_INVALID | backdated | must be in the past
                    """)
    void refusesAttributesThatBreakARule(String attributes, String code, String attribute, String detail) {
        admin.post("/v1/releases", releaseBody(vendor.product(), attributes))
                .expectError(422, code, "/data/attributes/" + attribute)
                .expectDetail(detail);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String product = vendor.product();
        String form = VALID + ",\"%s\":\"%s\"";

        admin.post("/v1/releases", releaseBody(product, form.formatted("name", "x".repeat(256))))
                .expectError(422, "NAME_TOO_LONG", "/data/attributes/name");
        admin.post("/v1/releases", releaseBody(product, form.formatted("tag", "x".repeat(256))))
                .expectError(422, "TAG_TOO_LONG", "/data/attributes/tag");
        admin.post("/v1/releases", releaseBody(product, form.formatted("description", "x".repeat(16_385))))
                .expectError(422, "DESCRIPTION_TOO_LONG", "/data/attributes/description");
    }

    @Test
    void refusesANumberOfMoreThan64BitsWithoutACode() {
        admin.post(
                        "/v1/releases",
                        releaseBody(vendor.product(), "\"version\":\"9223372036854775808.0.0\",\"channel\":\"stable\""))
                .expectError(400, null, null)
                .expectDetail("integer is too large");
    }

    @Test
    void keepsVersionsAndTagsUniqueInsideProductAndPackage() {
        String product = vendor.product();
        String first = releasePackage(product);
        String second = releasePackage(product);
        String attributes = "\"version\":\"2\",\"channel\":\"stable\",\"tag\":\"latest\"";
        admin.post("/v1/releases", releaseBody(product, attributes)).expect(201);
        admin.post("/v1/releases", releaseBody(product, attributes, packageRelation(first)))
                .expect(201);
        String inSecond = admin.post("/v1/releases", releaseBody(product, attributes, packageRelation(second)))
                .expect(201)
                .id();

        Reply taken = admin.post("/v1/releases", releaseBody(product, attributes.replace("\"2\"", "\"2.0.0\"")))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version")
                .expectDetail("version already exists");
        assertThat(taken.text("/errors/1/code")).isEqualTo("TAG_TAKEN");
        admin.put("/v1/releases/" + inSecond + "/package", "{\"data\":null}")
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @Test
    void refusesPackagesThatAreUnknownOrOfAnotherProduct() {
        String product = vendor.product();
        String foreign = releasePackage(vendor.product());
        String unknown = UUID.randomUUID().toString();

        admin.post("/v1/releases", releaseBody(product, VALID, packageRelation(unknown)))
                .expectError(422, "PACKAGE_NOT_FOUND", "/data/relationships/package")
                .expectDetail("must exist");
        admin.post("/v1/releases", releaseBody(product, VALID, packageRelation(foreign)))
                .expectError(422, "PACKAGE_NOT_ALLOWED", "/data/relationships/package")
                .expectDetail("package product must match release product");
        String release = release(product, "1.0.0", "DRAFT");
        admin.put("/v1/releases/" + release + "/package", """
                        {"data":{"type":"packages","id":"%s"}}""".formatted(foreign))
                .expectError(422, "PACKAGE_NOT_ALLOWED", "/data/relationships/package");
    }

    @Test
    void movesBetweenPackages() {
        String product = vendor.product();
        String target = releasePackage(product);
        String release = release(product, "1.0.0", "DRAFT");
        String path = "/v1/releases/" + release + "/package";

        assertThat(admin.get(path).expect(200).at("/data").isNull()).isTrue();
        assertThat(admin.put(path, """
                        {"data":{"type":"package","id":"%s"}}""".formatted(target)).expect(200).id()).isEqualTo(target);
        assertThat(admin.get(path).expect(200).id()).isEqualTo(target);
        assertThat(admin.get("/v1/releases?package=" + target).expect(200).ids())
                .containsExactly(release);
        assertThat(admin.put(path, "{\"data\":null}").expect(200).at("/data").isNull())
                .isTrue();
        assertThat(admin.get("/v1/releases?package=&product=" + product)
                        .expect(200)
                        .ids())
                .containsExactly(release);
        assertThat(eventsOf(release))
                .containsExactly("release.created", "release.package.updated", "release.package.updated");
        vendor.productClient(anonymous, product).put(path, "{\"data\":null}").expectError(403, null, null);
    }

    @Test
    void changesOnlyWhatAnUpdateNames() {
        String product = vendor.product();
        String release = admin.post("/v1/releases", releaseBody(product, """
                        "version":"1.0.0","channel":"stable","name":"Before","tag":"t","metadata":{"a":1},
                        "backdated":"2020-01-01T00:00:00Z\""""))
                .expect(201)
                .id();

        Reply reply = admin.patch("/v1/releases/1.0.0?product=" + product, """
                        {"data":{"type":"releases","id":"%s","attributes":{"tag":null,"description":"","backdated":""}}}""".formatted(release))
                .expect(200);

        assertThat(reply.text("/data/attributes/name")).isEqualTo("Before");
        assertThat(reply.text("/data/attributes/description")).isEmpty();
        assertThat(reply.at("/data/attributes/tag").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/backdated").isNull()).isTrue();
        assertThat(reply.at("/data/attributes/metadata/a").intValue()).isEqualTo(1);
        admin.patch("/v1/releases/" + release, """
                        {"data":{"type":"releases","attributes":{"version":"2.0.0"}}}""")
                .expectError(400, null, "/data/attributes/version")
                .expectDetail("unpermitted parameter");
        admin.patch("/v1/releases/" + release, """
                        {"data":{"type":"releases","relationships":{}}}""").expectError(400, null, "/data/relationships");
    }

    @Test
    void keepsABlankTagAsNone() {
        String product = vendor.product();
        for (String version : new String[] {"1.0.0", "2.0.0"}) {
            Reply reply = admin.post("/v1/releases", releaseBody(product, """
                            "version":"%s","channel":"stable","tag":"\"""".formatted(version)))
                    .expect(201);
            assertThat(reply.at("/data/attributes/tag").isNull()).isTrue();
        }
    }

    @Test
    void takesDottedVersionsWhereTheProductUsesThem() {
        String product = vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}");

        Reply four = admin.post("/v1/releases", releaseBody(product, "\"version\":\"1.2.3.4\",\"channel\":\"stable\""))
                .expect(201);
        assertThat(four.text("/data/attributes/version")).isEqualTo("1.2.3+4");
        Reply exact = admin.post(
                        "/v1/releases", releaseBody(product, "\"version\":\"1.2.3-beta.5\",\"channel\":\"beta\""))
                .expect(201);
        assertThat(exact.text("/data/attributes/version")).isEqualTo("1.2.3-beta+5");
        admin.post("/v1/releases", releaseBody(product, "\"version\":\"1.2.3-beta.x\",\"channel\":\"beta\""))
                .expectError(422, "VERSION_INVALID", "/data/attributes/version");
        assertThat(admin.get("/v1/releases/1.2.3.4?product=" + product)
                        .expect(200)
                        .id())
                .isEqualTo(four.id());
    }

    @Test
    void filtersTheList() {
        String product = vendor.product();
        String stable = published(product, "1.0.0");
        String beta = release(product, "1.1.0-beta.1", "DRAFT");
        String dev = release(product, "1.2.0-dev.1", "DRAFT");
        admin.post("/v1/releases/" + dev + "/actions/yank", "").expect(200);
        String base = "/v1/releases?product=" + product;

        assertThat(admin.get(base).expect(200).ids()).containsExactly(dev, beta, stable);
        assertThat(admin.get(base + "&order=asc").expect(200).ids()).containsExactly(stable, beta, dev);
        assertThat(admin.get(base + "&channel=beta").expect(200).ids()).containsExactly(beta, stable);
        assertThat(admin.get(base + "&channel=dev").expect(200).ids()).containsExactly(dev);
        assertThat(admin.get(base + "&channel=nonsense").expect(200).ids()).isEmpty();
        assertThat(admin.get(base + "&status=draft").expect(200).ids()).containsExactly(beta);
        assertThat(admin.get(base + "&yanked=true").expect(200).ids()).containsExactly(dev);
        assertThat(admin.get(base + "&yanked=").expect(200).ids()).containsExactly(beta, stable);
        assertThat(admin.get("/v1/products/" + product + "/releases?channel=stable")
                        .expect(200)
                        .ids())
                .containsExactly(stable);
        assertThat(admin.get("/v1/releases?product=" + UUID.randomUUID())
                        .expect(200)
                        .ids())
                .isEmpty();
    }

    @Test
    void confinesAProductTokenToItsOwnReleases() {
        String own = vendor.product();
        String other = vendor.product("\"distributionStrategy\":\"OPEN\"");
        String foreign = published(other, "1.0.0");
        Client product = vendor.productClient(anonymous, own);

        String made = product.post("/v1/releases", releaseBody(own, VALID))
                .expect(201)
                .id();
        assertThat(product.get("/v1/releases").expect(200).ids()).containsExactly(made);
        product.get("/v1/releases/" + foreign).expectError(404, "NOT_FOUND", null);
        product.post("/v1/releases", releaseBody(other, VALID)).expectError(403, null, null);
        product.post("/v1/releases", releaseBody(UUID.randomUUID().toString(), VALID))
                .expectError(403, null, null);
        product.delete("/v1/releases/" + foreign).expectError(404, "NOT_FOUND", null);
        product.post("/v1/releases/" + made + "/actions/publish", "").expect(200);
    }

    @Test
    void asksNobodyInParticularToSignInBeforeAnyChange() {
        String release = published(vendor.product("\"distributionStrategy\":\"OPEN\""), "1.0.0");
        String path = "/v1/releases/" + release;

        anonymous.get(path).expect(200);
        anonymous.delete(path).expectError(401, "TOKEN_MISSING", null);
        anonymous.patch(path, "{}").expectError(401, "TOKEN_MISSING", null);
        anonymous.post(path + "/actions/publish", "").expectError(401, "TOKEN_MISSING", null);
        anonymous.get(path + "/constraints").expectError(401, "TOKEN_MISSING", null);
        anonymous.get(path + "/product").expectError(401, "TOKEN_MISSING", null);
        anonymous.post("/v1/releases", releaseBody(vendor.product(), VALID)).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void letsOneOfManyIdenticalCreationsWin() throws Exception {
        String product = vendor.product();
        List<Callable<Integer>> attempts = Collections.nCopies(
                8, () -> admin.post("/v1/releases", releaseBody(product, VALID)).status());

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> attempt : threads.invokeAll(attempts)) {
                statuses.add(attempt.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 422 || status == 409);
        assertThat(admin.get("/v1/releases?product=" + product).expect(200).ids())
                .hasSize(1);
    }

    @Test
    void removesWhatWasDeletedInTheBackground() {
        String product = vendor.product();
        String release = published(product, "1.0.0");
        uploaded(release, "a.bin", "bytes");
        String kept = published(vendor.product(), "1.0.0");
        uploaded(kept, "a.bin", "bytes");
        admin.delete("/v1/products/" + product).expect(204);

        server.slipway().keepHouse();
        server.clock().advance(Duration.ofSeconds(1));
        server.slipway().keepHouse();

        boolean gone = server.slipway()
                .store()
                .read(
                        server.account().id(),
                        session -> session.artifacts().ofRelease(release).isEmpty());
        assertThat(gone).isTrue();
        assertThat(download(admin, "/v1/releases/" + kept + "/artifacts/a.bin")).isEqualTo("bytes");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Reply refused = admin.post(
                "/v1/releases",
                releaseBody(
                        vendor.product(),
                        "\"version\":\"one\",\"channel\":\"stable\",\"tag\":\"actions\",\"backdated\":\"2999-01-01T00:00:00Z\""));

        refused.expect(422);
        assertThat(refused.at("/errors")
                        .valueStream()
                        .map(error -> error.at("/code").stringValue()))
                .containsExactly("VERSION_INVALID", "TAG_NOT_ALLOWED", "BACKDATED_INVALID");
    }
}
