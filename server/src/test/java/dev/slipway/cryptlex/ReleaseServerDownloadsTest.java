package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;

class ReleaseServerDownloadsTest extends ReleaseServerSuite {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    /** A new published release with one file. */
    private String withFile(String productId, String name, String content) {
        String release = draft(productId, "1.0", "");
        put(release, name, content).expect(200);
        publish(release);
        return release;
    }

    private long downloads(String release) {
        return show(release).at("/files/0/downloads").longValue();
    }

    @Test
    void aFileIsForThoseWithAKey() {
        String product = product("");
        String release = withFile(product, "MyApp.zip", "the program");
        String key = key(product);

        anonymous.get(fileOfAccount(release, "myapp.zip")).expectMessage(401, "TOKEN_MISSING");
        anonymous.get(file(UNKNOWN, "myapp.zip")).expect(401);
        Reply got =
                anonymous.get(fileOfAccount(release, "myapp.zip?key=" + key)).expect(200);

        assertThat(got.body()).isEqualTo("the program");
        assertThat(got.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(got.header("Content-Length")).hasValue("11");
        assertThat(got.header("ETag")).hasValue("\"" + md5Hex(bytes("the program")) + "\"");
        assertThat(got.header("Accept-Ranges")).hasValue("bytes");
        assertThat(got.header("Last-Modified")).isPresent();
        assertThat(got.header("Cache-Control")).hasValue("max-age=0");
        assertThat(got.header("Content-Disposition")).hasValue("attachment; filename=\"MyApp.zip\"");
        assertThat(anonymous
                        .get(file(release, "MYAPP.ZIP?key=" + key))
                        .expect(200)
                        .body())
                .isEqualTo("the program");
        anonymous.withLicense(key).get(file(release, "myapp.zip")).expect(403);
        assertThat(sender.get(file(release, "myapp.zip")).expect(200).body()).isEqualTo("the program");
        assertThat(sender.get(file(release, "myapp.zip?key=nonsense"))
                        .expect(200)
                        .body())
                .isEqualTo("the program");
    }

    @Test
    void otherKeysAreRefused() {
        String product = product("");
        String release = withFile(product, "myapp.zip", "the program");

        anonymous.get(file(release, "myapp.zip?key=" + key(product("")))).expectMessage(403, "INVALID_LICENSE_KEY");
        anonymous.get(file(release, "myapp.zip?key=nonsense")).expectMessage(403, "INVALID_LICENSE_KEY");
        Reply license = vendor.license(vendor.policy(product, ""), "");
        String suspended = license.text("/data/attributes/key");
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        anonymous.get(file(release, "myapp.zip?key=" + suspended)).expectMessage(403, "SUSPENDED_LICENSE");
        anonymous.withToken("nonsense").get(file(release, "myapp.zip")).expect(401);
        anonymous
                .withToken(token("release:write"))
                .get(file(release, "myapp.zip"))
                .expect(403);
        assertThat(downloads(release)).isZero();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String product = product("");
        String release = withFile(product, "myapp.zip", "the program");
        String key = key(product);

        anonymous.get(file(release, "other.zip?key=" + key)).expectMessage(404, "RELEASE_FILE_NOT_FOUND");
        anonymous.get(file(UNKNOWN, "myapp.zip?key=" + key)).expect(404);
        sender.get("/v3/" + UNKNOWN + "/" + release + "/myapp.zip").expect(404);
        anonymous
                .get("/v3/" + UNKNOWN + "/" + release + "/myapp.zip?key=" + key)
                .expect(404);
        sender.get("/v3/not-an-id/myapp.zip").expect(404);
        sender.post(file(release, "myapp.zip"), "{}").expect(405);
    }

    @Test
    void draftsAndArchivedReleasesAreForTheVendor() {
        String product = product("");
        String release = draft(product, "1.0", "");
        put(release, "myapp.zip", "the program").expect(200);
        String key = key(product);

        anonymous.get(file(release, "myapp.zip?key=" + key)).expect(403);
        assertThat(content(release, "myapp.zip")).isEqualTo("the program");
        publish(release);
        anonymous.get(file(release, "myapp.zip?key=" + key)).expect(200);
        publisher.post("/v3/releases/" + release + "/archive", "").expect(200);
        anonymous.get(file(release, "myapp.zip?key=" + key)).expect(403);
        assertThat(content(release, "myapp.zip")).isEqualTo("the program");
    }

    @Test
    void whatALicenseDoesNotReachIsRefused() {
        String product = product("");
        String release = withFile(product, "myapp.zip", "the program");
        String expired = vendor.license(
                        vendor.policy(product, "\"expirationStrategy\":\"RESTRICT_ACCESS\""),
                        "\"expiry\":\"2020-01-01T00:00:00Z\"")
                .text("/data/attributes/key");

        anonymous.get(file(release, "myapp.zip?key=" + expired)).expectMessage(403, null);
        anonymous.get("/v3/releases/" + release + "/authorize?key=" + expired).expect(403);
    }

    @Test
    void usersNeedALicenseOfTheProduct() {
        String product = product("");
        String release = withFile(product, "myapp.zip", "the program");
        Reply user = vendor.user("user");
        Client customer = vendor.userClient(anonymous, user);

        customer.get(file(release, "myapp.zip")).expect(403);
        vendor.licenseOf(vendor.policy(product, ""), user.id());
        assertThat(customer.get(file(release, "myapp.zip")).expect(200).body()).isEqualTo("the program");
    }

    @Test
    void openProductsNeedNoKey() {
        String product =
                vendor.product("\"distributionStrategy\":\"OPEN\",\"metadata\":{\"versionScheme\":\"DOTTED\"}");
        String release = withFile(product, "myapp.zip", "the program");
        String draft = draft(product, "2.0", "");
        put(draft, "myapp.zip", "x").expect(200);

        assertThat(anonymous.get(file(release, "myapp.zip")).expect(200).body()).isEqualTo("the program");
        anonymous.get(file(release, "myapp.zip?key=" + key(product("")))).expect(200);
        anonymous.get(file(draft, "myapp.zip")).expect(401);
    }

    @Test
    void partsAreServedAndOnlyTheFirstOneCounts() {
        String product = product("");
        String release = withFile(product, "myapp.zip", "0123456789");
        Client customer = anonymous;
        String address = file(release, "myapp.zip?key=" + key(product));
        String tag = customer.get(address).header("ETag").orElseThrow();

        Reply part = customer.with("Range", "bytes=2-4").get(address).expect(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.header("Content-Range")).hasValue("bytes 2-4/10");
        assertThat(part.header("Cache-Control")).hasValue("max-age=0");
        customer.with("Range", "bytes=10-").get(address).expect(416);
        customer.with("Range", "bytes=-3").get(address).expect(206);
        customer.with("If-None-Match", tag).get(address).expect(304);
        customer.with("Range", "bytes=5-").with("If-Range", tag).get(address).expect(206);
        Reply head = customer.head(address).expect(200);
        assertThat(head.header("Content-Length")).hasValue("10");
        assertThat(head.header("Content-Disposition")).hasValue("attachment; filename=\"myapp.zip\"");
        customer.with("Range", "bytes=0-4").get(address).expect(206);

        Reply counted = askUntil(
                () -> show(release), reply -> reply.at("/files/0/downloads").longValue() >= 2);
        assertThat(counted.at("/files/0/downloads").longValue()).isEqualTo(2);
    }

    @Test
    void filesKeptElsewhereAreFetchedThereUnlessTheyAreGuarded() {
        String address = "https://files.example/app.zip?part=1";
        String linked = draft();
        external(linked, "app.zip", address).expect(201);
        sender.get(file(linked, "app.zip")).expectMessage(404, "RELEASE_FILE_NOT_FOUND");
        String product = product("\"externalFiles\":\"GUARDED\"");
        String guarded = draft(product, "1.0", "");
        external(guarded, "app.zip", address).expect(201);
        publish(guarded);

        anonymous.get(file(guarded, "app.zip")).expect(401);
        anonymous.get(file(guarded, "app.zip?key=" + key(product("")))).expect(403);
        Reply led = anonymous
                .get(fileOfAccount(guarded, "app.zip?key=" + key(product)))
                .expect(302);
        assertThat(led.header("Location")).hasValue(address);
        assertThat(led.header("Cache-Control")).hasValue("max-age=0");
        assertThat(led.body()).isEmpty();
        Reply counted = askUntil(
                () -> show(guarded), reply -> reply.at("/files/0/downloads").longValue() > 0);
        assertThat(counted.at("/files/0/downloads").longValue()).isEqualTo(1);
    }

    @Test
    void filesSentThroughTheOtherApiAreServedUnderTheirNames() {
        String release = draft();
        uploaded(release, "My App.zip", "", "spaces");
        uploaded(release, "docs/read me.txt", "", "folders");

        show(release)
                .at("/files")
                .forEach(file -> assertThat(sender.get(file.at("/url").stringValue())
                                .expect(200)
                                .body())
                        .isIn("spaces", "folders"));
        anonymous.get(file(release, "My%20App.zip")).expect(401);
    }

    @Test
    void authorizingTellsWhetherAFileCouldBeHad() {
        String product = product("");
        String release = withFile(product, "MyApp.zip", "the program");
        String address = "/v3/releases/" + release + "/authorize";
        String key = key(product);

        Reply allowed = anonymous
                .get(address + "?normalizedFileName=MYAPP.ZIP&key=" + key + "&accountId="
                        + server.account().id())
                .expect(200);
        assertThat(allowed.text("/id")).isEqualTo(release);
        assertThat(allowed.text("/productId")).isEqualTo(product);
        assertThat(allowed.text("/tenantId")).isEqualTo(server.account().id());
        sender.get(address).expect(200);
        anonymous.get(address).expect(401);
        anonymous.get(address + "?key=" + key(product(""))).expectMessage(400, "INVALID_LICENSE_KEY");
        anonymous.get(address + "?key=nonsense").expectMessage(400, "INVALID_LICENSE_KEY");
        anonymous.get(address + "?normalizedFileName=OTHER.ZIP&key=" + key).expect(404);
        anonymous.get("/v3/releases/" + UNKNOWN + "/authorize?key=" + key).expect(404);
        anonymous.get(address + "?key=" + key + "&accountId=" + UNKNOWN).expect(404);
        assertThat(downloads(release)).isZero();
    }

    @Test
    void pagesOfAnyOriginMayAsk() {
        String release = draft();
        for (String name : new String[] {"myapp.zip", "a%20b", "a/b"}) {
            Reply preflight = anonymous
                    .with("Origin", "https://app.example")
                    .with("Access-Control-Request-Method", "PUT")
                    .send("OPTIONS", file(release, name), null)
                    .expect(204);
            expectCors(preflight);
        }
        expectCors(anonymous.get(file(release, "myapp.zip")).expect(401));
        expectCors(put(release, "myapp.zip", "x").expect(200));
        Reply asked = anonymous
                .with("Access-Control-Request-Headers", "authorization,content-md5")
                .send("OPTIONS", fileOfAccount(release, Vendor.unique("app")), null);
        assertThat(asked.header("Access-Control-Allow-Headers")).hasValue("authorization,content-md5");
    }

    private static void expectCors(Reply reply) {
        assertThat(reply.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(reply.header("Access-Control-Allow-Methods")).hasValue("GET, POST, OPTIONS, PUT, DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers")).hasValue("Content-Type, Authorization");
        assertThat(reply.header("Access-Control-Max-Age")).hasValue("86400");
        assertThat(reply.header("Vary")).hasValue("Origin");
        assertThat(reply.header("Cache-Control")).hasValue("max-age=0");
    }
}
