package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogues of channels, platforms, arches and engines. */
class LabelsTest extends CatalogSuite {

    /** A product with a release in the beta channel, an artifact for its own platform and arch, and a package of an engine. */
    private record Line(String product, String release, String platform, String arch) {}

    private Line line(String strategy, String engine) {
        String product = vendor.product("\"distributionStrategy\":\"%s\"".formatted(strategy));
        String release = release(product, "1.0.0-beta.1", "DRAFT");
        String platform = Vendor.unique("platform");
        String arch = Vendor.unique("arch");
        announce(release, """
                "filename":"a","platform":"%s","arch":"%s\"""".formatted(platform, arch));
        engine(product, engine);
        return new Line(product, release, platform, arch);
    }

    private String engine(String product, String engine) {
        return admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"P","key":"%s","engine":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(Vendor.unique("package"), engine, product))
                .expect(201)
                .id();
    }

    private static List<String> keys(Client client, String path) {
        return client.get(path + "?limit=100")
                .expect(200)
                .json()
                .at("/data")
                .valueStream()
                .map(each -> each.at("/attributes/key").stringValue())
                .toList();
    }

    private static String idOf(Client client, String path, String key) {
        return client.get(path + "?limit=100")
                .expect(200)
                .json()
                .at("/data")
                .valueStream()
                .filter(each -> each.at("/attributes/key").stringValue().equals(key))
                .findFirst()
                .orElseThrow()
                .at("/id")
                .stringValue();
    }

    @Test
    void describesAnEntry() {
        Line line = line("LICENSED", "npm");
        String id = idOf(admin, "/v1/platforms", line.platform());
        Reply reply = admin.get("/v1/platforms/" + id).expect(200);
        String account = "/v1/accounts/" + server.account().id();

        assertThat(reply.text("/data/type")).isEqualTo("platforms");
        assertThat(reply.at("/data/attributes").propertyNames())
                .containsExactlyInAnyOrder("name", "key", "created", "updated");
        assertThat(reply.at("/data/attributes/name").isNull()).isTrue();
        assertThat(reply.at("/data/links")).hasToString("{\"related\":\"%s/platforms/%s\"}".formatted(account, id));
        assertThat(reply.at("/data/relationships").propertyNames()).containsExactly("account");
    }

    @Test
    void listsWhatIsUsedNewestFirstAndInPages() {
        Line older = line("LICENSED", "npm");
        Line newer = line("LICENSED", "npm");

        assertThat(keys(admin, "/v1/platforms")).containsSubsequence(newer.platform(), older.platform());
        Reply first = admin.get("/v1/platforms?page[cursor]=&page[size]=1"
                        .replace("[", "%5B")
                        .replace("]", "%5D"))
                .expect(200);
        assertThat(first.text("/data/0/attributes/key")).isEqualTo(newer.platform());
        assertThat(admin.get(first.text("/links/next")).expect(200).text("/data/0/attributes/key"))
                .isEqualTo(older.platform());
        admin.get("/v1/arches?limit=0").expectParameterError(400, null, "limit");
    }

    @Test
    void stopsListingWhatNothingUsesAnyMore() {
        Line line = line("LICENSED", "rubygems");
        String arch = idOf(admin, "/v1/arches", line.arch());
        admin.delete("/v1/releases/" + line.release()).expect(204);
        admin.get("/v1/arches/" + arch).expectError(404, "NOT_FOUND", null);
        assertThat(keys(admin, "/v1/platforms")).doesNotContain(line.platform());
        assertThat(keys(admin, "/v1/products/" + line.product() + "/channels")).isEmpty();
    }

    @Test
    void findsEnginesByIdOrKeyButBelowProductsByIdOnly() {
        Line line = line("LICENSED", "tauri");
        String below = "/v1/products/" + line.product() + "/engines";
        String id = admin.get("/v1/engines/tauri").expect(200).id();

        admin.get("/v1/engines/" + id.replace("-", "").toUpperCase(Locale.ROOT)).expect(200);
        assertThat(keys(admin, below)).containsExactly("tauri");
        admin.get(below + "/" + id).expect(200);
        admin.get(below + "/tauri")
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release engine 'tauri' was not found");
        admin.get("/v1/engines/cobol").expectError(404, "NOT_FOUND", null);
    }

    @Test
    void notesAnEngineThatAPackageGetsLater() {
        String product = vendor.product();
        String line = releasePackage(product);
        assertThat(keys(admin, "/v1/products/" + product + "/engines")).isEmpty();
        admin.patch("/v1/packages/" + line, """
                {"data":{"type":"packages","attributes":{"engine":"oci"}}}""").expect(200);
        assertThat(keys(admin, "/v1/products/" + product + "/engines")).containsExactly("oci");
        admin.patch("/v1/packages/" + line, """
                {"data":{"type":"packages","attributes":{"engine":null}}}""").expect(200);
        assertThat(keys(admin, "/v1/products/" + product + "/engines")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "channels,  release channel,  beta",
        "platforms, release platform, darwin",
        "arches,    release arch,     arm64",
    })
    void findsTheOthersByIdOnly(String type, String words, String key) {
        Line line = line("LICENSED", "npm");
        announce(line.release(), "\"filename\":\"b\",\"platform\":\"darwin\",\"arch\":\"arm64\"");
        String id = idOf(admin, "/v1/" + type, key);
        admin.get("/v1/" + type + "/" + id).expect(200);
        admin.get("/v1/products/" + line.product() + "/" + type + "/" + id).expect(200);
        admin.get("/v1/" + type + "/" + key)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested %s '%s' was not found".formatted(words, key));
        admin.get("/v1/products/" + vendor.product() + "/" + type + "/" + id).expectError(404, "NOT_FOUND", null);
        admin.get("/v1/" + type + "/" + UUID.randomUUID()).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void showsCustomersWhatTheirOwnLicensedAndAllOpenProductsUse() {
        Line licensed = line("LICENSED", "npm");
        Line foreign = line("LICENSED", "npm");
        Line open = line("OPEN", "npm");
        Line closed = line("CLOSED", "npm");
        String policy = vendor.policy(licensed.product(), "");
        String licenseId = vendor.license(policy, "").id();
        Client license = vendor.licenseClient(anonymous, licenseId);
        Reply customer = vendor.user("user");
        vendor.licenseOf(vendor.policy(closed.product(), ""), customer.id());
        vendor.licenseOf(policy, customer.id());
        Client user = vendor.userClient(anonymous, customer);
        admin.post("/v1/licenses/" + licenseId + "/actions/suspend", "").expect(200);
        String hidden = idOf(admin, "/v1/platforms", foreign.platform());

        // The releases are drafts and the license is suspended: neither matters here.
        for (Client client : List.of(license, user)) {
            assertThat(keys(client, "/v1/platforms"))
                    .contains(licensed.platform(), open.platform())
                    .doesNotContain(foreign.platform(), closed.platform());
            assertThat(keys(client, "/v1/arches")).contains(licensed.arch()).doesNotContain(closed.arch());
            assertThat(keys(client, "/v1/channels")).contains("beta");
            assertThat(keys(client, "/v1/engines")).contains("npm");
            client.get("/v1/platforms/" + hidden).expectError(404, "NOT_FOUND", null);
            assertThat(keys(client, "/v1/products/" + licensed.product() + "/channels"))
                    .containsExactly("beta");
            client.get("/v1/products/" + foreign.product() + "/channels").expectError(404, "NOT_FOUND", null);
        }
        assertThat(keys(user, "/v1/products/" + closed.product() + "/platforms"))
                .isEmpty();
        assertThat(keys(anonymous, "/v1/platforms"))
                .contains(open.platform())
                .doesNotContain(licensed.platform(), closed.platform());
        for (String type : List.of("channels", "platforms", "arches", "engines")) {
            anonymous.get("/v1/products/" + open.product() + "/" + type).expectError(401, "TOKEN_MISSING", null);
        }
    }

    @Test
    void showsAProductTokenWhatItsProductUses() {
        Line own = line("LICENSED", "npm");
        Line other = line("OPEN", "raw");
        Client product = vendor.productClient(anonymous, own.product());

        assertThat(keys(product, "/v1/platforms")).containsExactly(own.platform());
        assertThat(keys(product, "/v1/channels")).containsExactly("beta");
        assertThat(keys(product, "/v1/engines")).containsExactly("npm");
        product.get("/v1/engines/raw").expectError(404, "NOT_FOUND", null);
        product.get("/v1/products/" + other.product() + "/engines").expectError(404, "NOT_FOUND", null);
    }

    @ParameterizedTest
    @CsvSource({"channels, channel.read", "platforms, platform.read", "arches, arch.read", "engines, engine.read"})
    void needsThePermissionToRead(String type, String permission) {
        line("OPEN", "pypi");
        String without = admin.post("/v1/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["release.read"]}}}""").expect(201).text("/data/attributes/token");
        String with =
                admin.post("/v1/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["%s"]}}}""".formatted(permission)).expect(201).text("/data/attributes/token");
        String id = admin.get("/v1/" + type).expect(200).ids().getFirst();

        anonymous.withToken(without).get("/v1/" + type).expectError(403, null, null);
        anonymous.withToken(without).get("/v1/" + type + "/" + id).expectError(403, null, null);
        anonymous.withToken(with).get("/v1/" + type).expect(200);
    }
}
