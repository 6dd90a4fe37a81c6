package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassicUpgradesTest extends ClassicSuite {

    private static String question(String product, String version) {
        return "/v1/releases/actions/upgrade?product=%s&platform=darwin&filetype=dmg&version=%s"
                .formatted(product, version.replace("+", "%2B"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.0.0         | limit=1          | 1.1.0 2.0.0               | 2.0.0
                    1.0.0         | constraint=1     | 1.1.0 1.2.0 2.0.0         | 1.2.0
                    1.0.0         | constraint=1.1   | 1.0.5 1.1.0 1.2.0 2.0.0   | 1.2.0
                    1.0.0         | constraint=1.1   | 1.0.5                     | none
                    1.0.0         | constraint=1.1.1 | 1.1.0 1.1.1 1.1.9 1.2.0   | 1.1.9
                    1.0.0         | constraint=1.1.1 | 1.1.0 1.2.0               | none
                    2.0.0         | constraint=1     | 1.5.0 3.0.0               | none
                    1.0.0         | limit=1          | 1.1.0-beta.1              | none
                    1.0.0         | channel=beta     | 1.1.0-beta.1 1.0.1        | 1.1.0-beta.1
                    1.0.0         | channel=beta     | 1.1.0-alpha.1 1.0.1       | 1.0.1
                    1.0.0         | channel=rc       | 1.1.0-beta.1              | none
                    1.0.0         | channel=dev      | 1.1.0 1.2.0-dev.1         | 1.2.0-dev.1
                    1.0.0         | channel=stable&constraint=1 | 1.1.0-rc.1 1.0.1 | 1.0.1
                    1.0.0         | channel=beta&constraint=1   | 1.1.0-beta.1 2.0.0-beta.1 | 1.1.0-beta.1
                    1.0.0-alpha.1 | channel=beta&constraint=1.0.0 | 1.0.0-alpha.2 1.0.0-beta.1 | 1.0.0-beta.1
                    1.0.0-beta.1  | channel=beta&constraint=1.0 | 1.0.0-beta.2  | 1.0.0-beta.2
                    1.0.0-beta.2  | limit=1          | 1.0.0                     | 1.0.0
                    1.0.0-beta.2  | channel=beta     | 1.0.0-beta.11             | 1.0.0-beta.11
                    1.0.0         | limit=1          | 1.0.0+b1                  | 1.0.0+b1
                    1.0.0+b1      | limit=1          | 1.0.0 0.9.0               | none
                    1.0           | limit=1          | 1.0.0                     | none
                    1             | limit=1          | 1.0.1                     | 1.0.1
                    """)
    void offersTheFileOfTheGreatestVersionAboveTheCurrentOne(
            String current, String query, String available, String expected) {
        String product = vendor.product();
        for (String version : available.split(" ", -1)) {
            sent(product, version);
        }

        Reply reply = classic().get(question(product, current) + "&" + query);

        if (expected.equals("none")) {
            reply.expect(204);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("Location")).isEmpty();
        } else {
            reply.expect(303);
            assertThat(reply.text("/meta/next")).isEqualTo(expected);
            assertThat(fetch(reply)).isEqualTo("bytes of " + expected);
        }
    }

    @Test
    void answersWithTheFileItsAddressAndBothVersions() {
        String product = vendor.product();
        String base = sent(product, "1.0.0");
        String next = sent(product, "1.4.2");

        for (Reply reply : new Reply[] {
            classic().get(question(product, "1")).expect(303),
            classic().get("/v1/releases/" + base + "/actions/upgrade").expect(303),
            classic()
                    .get("/v1/accounts/default/releases/" + base + "/actions/upgrade?constraint=1.0&channel=rc")
                    .expect(303)
        }) {
            assertThat(reply.at("/meta")).hasToString("{\"current\":\"1.0.0\",\"next\":\"1.4.2\"}");
            assertThat(reply.text("/data/type")).isEqualTo("artifacts");
            assertThat(reply.text("/data/attributes/key")).isEqualTo(reply.text("/data/attributes/filename"));
            assertThat(reply.text("/data/relationships/release/data/id")).isEqualTo(next);
            assertThat(reply.text("/data/relationships/product/data/id")).isEqualTo(product);
            assertThat(reply.text("/data/links/redirect"))
                    .isEqualTo(reply.header("Location").orElseThrow());
        }

        Reply counted = counted(admin, next, "upgrades", 3);
        assertThat(counted.at("/data/attributes/downloads").longValue()).isZero();
    }

    @Test
    void givesAnAddressThatLivesForAnHour() {
        String product = vendor.product();
        sent(product, "2.0.0");
        String address = classic()
                .get(question(product, "1.0.0"))
                .expect(303)
                .header("Location")
                .orElseThrow();

        server.clock().advance(Duration.ofMinutes(59));
        anonymous.get(address).expect(200);
        server.clock().advance(Duration.ofMinutes(2));
        anonymous.get(address).expect(403);
    }

    @Test
    void looksForThePlatformAndTheFileTypeInAnyWriting() {
        String product = vendor.product();
        String release = sent(product, "2.0.0");
        String platform = admin.get("/v1/releases/" + release + "/artifacts").text("/data/0/attributes/platform");
        String path = "/v1/releases/actions/upgrade?version=1.0.0&product="
                + product.replace("-", "").toUpperCase(Locale.ROOT);

        assertThat(platform).isEqualTo("darwin");
        classic().get(path + "&platform=Darwin&filetype=.DMG").expect(303);
        classic().get(path + "&platform=win32&filetype=dmg").expect(204);
        classic().get(path + "&platform=darwin&filetype=zip").expect(204);
        classic().get(question(UUID.randomUUID().toString(), "1.0.0")).expect(204);
    }

    @Test
    void leavesOutWhatIsNotPublishedNotComplete() {
        String product = vendor.product();
        String base = sent(product, "1.0.0");
        classicRelease(product, "4.0.0", filename("dmg"));
        classic()
                .post("/v1/releases/" + sent(product, "3.0.0") + "/actions/yank", "")
                .expect(200);
        classic()
                .post("/v1/releases", releaseBody(product, """
                        "version":"5.0.0","channel":"stable","status":"PUBLISHED","filename":"%s","filetype":"dmg\"""".formatted(filename("dmg"))))
                .expect(201);
        classic()
                .post("/v1/releases", releaseBody(product, """
                        "version":"6.0.0","channel":"stable","status":"PUBLISHED","filename":"%s","platform":"darwin\"""".formatted(filename("dmg"))))
                .expect(201);

        classic().get(question(product, "1.0.0")).expect(204);
        classic().get("/v1/releases/" + base + "/actions/upgrade").expect(204);

        String promised = classicRelease(product, "7.0.0", filename("dmg"));
        classic().post("/v1/releases/" + promised + "/actions/publish", "").expect(200);
        sent(product, "2.0.0");
        classic().get(question(product, "1.0.0")).expect(204);
        send(promised, "bytes of 7.0.0");
        assertThat(classic().get(question(product, "1.0.0")).expect(303).text("/meta/next"))
                .isEqualTo("7.0.0");
    }

    @Test
    void cannotChooseAmongSeveralFiles() {
        String product = vendor.product();
        String release = published(product, "2.0.0");
        String file = "\"filename\":\"%s\",\"filetype\":\"dmg\",\"platform\":\"darwin\"";
        upload(announce(release, file.formatted("a.dmg")), "a").expect(200);
        assertThat(fetch(classic().get(question(product, "1.0.0")).expect(303))).isEqualTo("a");
        upload(announce(release, file.formatted("b.dmg")), "b").expect(200);

        String detail = "multiple artifacts are not supported by this release (see upgrading from v1.0 to v1.1)";
        expectUnprocessable(classic().get(question(product, "1.0.0")), detail);
        expectUnprocessable(classic().get("/v1/releases/" + release + "/actions/upgrade"), detail);
    }

    @Test
    void choosesTheFileOfThePlatformAmongThoseOfOtherPlatforms() {
        String product = vendor.product();
        String release = published(product, "2.0.0");
        upload(announce(release, "\"filename\":\"a.dmg\",\"filetype\":\"dmg\",\"platform\":\"darwin\""), "mac")
                .expect(200);
        upload(announce(release, "\"filename\":\"a.exe\",\"filetype\":\"exe\",\"platform\":\"win32\""), "windows")
                .expect(200);

        assertThat(fetch(classic().get(question(product, "1.0.0")).expect(303))).isEqualTo("mac");
        classic().get(question(product, "1.0.0").replace("=dmg", "=exe")).expect(204);
    }

    @ParameterizedTest
    @CsvSource({"product", "platform", "filetype", "version"})
    void needsEachOfFourParameters(String parameter) {
        String path = question(vendor.product(), "1.0.0");
        String without = path.replaceAll("(?<=[?&])" + parameter + "=[^&]*&?", "");
        String blank = path.replaceAll("(?<=[?&])" + parameter + "=[^&]*", parameter + "=");

        classic().get(without).expectParameterError(400, null, parameter).expectDetail("is missing");
        classic().get(blank).expectParameterError(400, null, parameter).expectDetail("cannot be blank");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version=v1.0.0                | version    | UPGRADE_VERSION_INVALID    | current version must be a valid semver: x.y.z or x.y.z-beta.1
                    version=1.2.3.4               | version    | UPGRADE_VERSION_INVALID    | current version must be a valid semver: x.y.z or x.y.z-beta.1
                    version=99999999999999999999  | version    | UPGRADE_VERSION_INVALID    | current version must be a valid semver: x.y.z or x.y.z-beta.1
                    version=1&constraint=x        | constraint | UPGRADE_CONSTRAINT_INVALID | version constraint must be valid: x, x.y, x.y.z
                    version=1&constraint=~1       | constraint | UPGRADE_CONSTRAINT_INVALID | version constraint must be valid: x, x.y, x.y.z
                    version=1&constraint=1.2.3.4  | constraint | UPGRADE_CONSTRAINT_INVALID | version constraint must be valid: x, x.y, x.y.z
                    version=1&constraint=1.0-beta | constraint | UPGRADE_CONSTRAINT_INVALID | version constraint cannot contain prerelease tag (use channel)
                    version=1&constraint=1%2Bb    | constraint | UPGRADE_CONSTRAINT_INVALID | version constraint cannot contain build tag
                    version=1&constraint=         | constraint | none                       | cannot be blank
                    version=1&channel=nightly     | channel    | UPGRADE_CHANNEL_INVALID    | channel must be one of: stable, rc, beta, alpha, dev
                    version=1&channel=            | channel    | none                       | cannot be blank
                    """)
    void refusesAQuestionThatMakesNoSense(String query, String parameter, String code, String detail) {
        String product = vendor.product();

        classic()
                .get("/v1/releases/actions/upgrade?product=%s&platform=darwin&filetype=dmg&%s"
                        .formatted(product, query))
                .expectParameterError(400, code.equals("none") ? null : code, parameter)
                .expectDetail(detail);
        if (!parameter.equals("version")) {
            String base = sent(product, "1.0.0");
            classic()
                    .get("/v1/releases/" + base + "/actions/upgrade?" + query)
                    .expectParameterError(400, code.equals("none") ? null : code, parameter)
                    .expectDetail(detail);
        }
    }

    @Test
    void refusesAProductThatIsNoId() {
        classic()
                .get(question("orbit", "1.0.0"))
                .expectParameterError(400, null, "product")
                .expectDetail("type mismatch (received string expected UUID string)");
    }

    @Test
    void upgradesFromAReleaseByIdOrFilename() {
        String product = vendor.product();
        String filename = filename("dmg");
        String base = classicRelease(product, "1.0.0", filename);
        sent(product, "1.1.0");

        for (String name : new String[] {base, base.replace("-", ""), filename}) {
            assertThat(classic()
                            .get("/v1/releases/" + name + "/actions/upgrade")
                            .expect(303)
                            .text("/meta/next"))
                    .isEqualTo("1.1.0");
        }
        for (String name : new String[] {"1.0.0", UUID.randomUUID().toString(), "none.dmg"}) {
            classic()
                    .get("/v1/releases/" + name + "/actions/upgrade?product=" + product)
                    .expectError(404, "NOT_FOUND", null)
                    .expectDetail("The requested release '%s' was not found".formatted(name));
        }
    }

    @Test
    void needsToKnowWhatAReleaseRunsOn() {
        String product = vendor.product();
        String bare = release(product, "1.0.0", "DRAFT");
        String untyped = classic()
                .post("/v1/releases", releaseBody(product, """
                        "version":"1.0.0","channel":"stable","filename":"%s","platform":"darwin\"""".formatted(filename("dmg"))))
                .expect(201)
                .id();
        String anywhere = classic()
                .post("/v1/releases", releaseBody(product, """
                        "version":"1.0.0","channel":"stable","filename":"%s","filetype":"dmg\"""".formatted(filename("dmg"))))
                .expect(201)
                .id();

        expectUnprocessable(classic().get("/v1/releases/" + bare + "/actions/upgrade"), "filetype must be present");
        expectUnprocessable(classic().get("/v1/releases/" + untyped + "/actions/upgrade"), "filetype must be present");
        expectUnprocessable(classic().get("/v1/releases/" + anywhere + "/actions/upgrade"), "platform must be present");
    }

    @Test
    void offersWhatALicenseMayHave() {
        String product = vendor.product();
        String entitlement = vendor.entitlement(Vendor.unique("PRO"));
        String base = sent(product, "1.0.0");
        sent(product, "1.1.0");
        String constrained = classic()
                .post(
                        "/v1/releases",
                        releaseBody(
                                product,
                                attributes("2.0.0", filename("dmg"), "darwin"),
                                constraintRelation(entitlement)))
                .expect(201)
                .id();
        send(constrained, "bytes of 2.0.0");
        Reply license = vendor.license(vendor.policy(product, "\"authenticationStrategy\":\"MIXED\""), "");
        Client token = classic(vendor.licenseClient(anonymous, license.id()));
        Client key = classic(anonymous.withLicense(license.text("/data/attributes/key")));
        String stranger =
                vendor.license(vendor.policy(vendor.product(), ""), "").id();
        Client foreign = classic(vendor.licenseClient(anonymous, stranger));
        String byId = "/v1/releases/" + base + "/actions/upgrade";

        for (Client client : new Client[] {token, key}) {
            assertThat(client.get(question(product, "1.0.0")).expect(303).text("/meta/next"))
                    .isEqualTo("1.1.0");
            assertThat(client.get(byId).expect(303).text("/meta/next")).isEqualTo("1.1.0");
        }
        for (Client client : new Client[] {foreign, classic(anonymous)}) {
            client.get(question(product, "1.0.0")).expect(204);
            client.get(byId).expectError(404, "NOT_FOUND", null);
        }

        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        token.get(question(product, "1.0.0")).expect(204);
        token.get(question(product, "0.1.0")).expect(204);
        token.get(byId).expect(204);
        key.get(question(product, "1.0.0")).expectError(403, "LICENSE_SUSPENDED", null);
    }

    @Test
    void offersOpenReleasesToEverybody() {
        String product = vendor.product("\"distributionStrategy\":\"OPEN\"");
        sent(product, "2.0.0");

        assertThat(fetch(classic(anonymous).get(question(product, "1.0.0")).expect(303)))
                .isEqualTo("bytes of 2.0.0");
    }
}
