package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Account;
import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a request is answered in. */
class VersionSelectionTest extends HttpSuite {

    private void pin(@Nullable String version) {
        Account account = server.account();
        server.slipway().store().writeAll(installation -> {
            installation.updateAccount(new Account(
                    account.id(),
                    account.slug(),
                    account.name(),
                    account.domain(),
                    version,
                    account.isProtected(),
                    account.verifyKey(),
                    account.created(),
                    account.updated()));
            return account;
        });
    }

    @AfterEach
    void unpin() {
        pin(null);
    }

    private static void assertVersion(Reply reply, int status, String version) {
        assertThat(reply.expect(status).header("Keygen-Version")).hasValue(version);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,1.0",
        "1.1,1.1",
        "1.2,1.2",
        "1.3,1.3",
        "1.4,1.4",
        "1.5,1.5",
        "1.6,1.6",
        "1.7,1.7",
        "1.8,1.8",
        "v1.0,1.0",
        "v1.1,1.1",
        "v1.8,1.8"
    })
    void isTheOneTheHeaderNames(String asked, String version) {
        pin("1.3");

        assertVersion(admin.with("Keygen-Version", asked).get("/v1/products"), 200, version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.0.0", "2.0", "1.9", "0.9", "v1", "vv1.1", "V1.1", "1.1.", "1,1", "1.01", "latest", "v"})
    void refusesEveryOther(String asked) {
        pin("1.3");
        Client client = admin.with("Keygen-Version", asked);

        assertThat(client.get("/v1/products")
                        .expectError(400, "INVALID_API_VERSION", null)
                        .header("Keygen-Version"))
                .isPresent();
        client.get("/v1/accounts/nobody/products").expectError(400, "INVALID_API_VERSION", null);
        client.post("/v1/products", "{").expectError(400, "INVALID_API_VERSION", null);
        admin.with("Keygen-Version", "1.8").get("/v1/products").expect(200);
    }

    @Test
    void isTheAccountsOwnWithoutAHeader() {
        assertVersion(admin.get("/v1/products"), 200, "1.8");
        pin("1.0");

        assertVersion(admin.get("/v1/products"), 200, "1.0");
        assertVersion(admin.get("/v1/accounts/default/products"), 200, "1.0");
        assertVersion(admin.with("Keygen-Version", "").get("/v1/products"), 200, "1.0");
        assertVersion(admin.with("Keygen-Version", " ").get("/v1/products"), 200, "1.0");
        assertVersion(admin.with("Keygen-Version", "1.8").get("/v1/products"), 200, "1.8");
        assertThat(admin.get("/v1/accounts/default").text("/data/attributes/apiVersion"))
                .isEqualTo("1.0");
    }

    @Test
    void isTheNewestWithoutAHeaderAndAPin() {
        assertVersion(admin.get("/v1/products"), 200, "1.8");
        assertVersion(admin.with("Keygen-Version", "").get("/v1/products"), 200, "1.8");
    }

    @Test
    void isEchoedByEveryKindOfAnswer() {
        pin("1.2");
        String product = vendor.product();

        assertVersion(admin.get("/v1/products/" + product), 200, "1.2");
        assertVersion(admin.get("/v1/products/nothing"), 404, "1.2");
        assertVersion(anonymous.get("/v1/products"), 401, "1.2");
        assertVersion(admin.post("/v1/products", "{}"), 400, "1.2");
        assertVersion(admin.with("Keygen-Accept-Signature", "x").get("/v1/products"), 400, "1.2");
        assertVersion(admin.delete("/v1/products/" + product), 204, "1.2");
        Client older = admin.with("Keygen-Version", "v1.1");
        assertVersion(older.get("/v1/accounts/nobody/products"), 404, "1.1");
        assertVersion(older.get("/v1/nothing"), 404, "1.1");
        assertVersion(older.with("Accept", "text/html").get("/v1/products"), 400, "1.1");
        assertVersion(older.delete("/v1/products/nothing"), 404, "1.1");
    }

    @Test
    void decidesWhatAPinnedAccountIsShown() {
        String product = vendor.product();
        Reply newest = admin.post(
                        "/v1/releases",
                        CatalogSuite.releaseBody(product, "\"version\":\"1.0.0\",\"channel\":\"stable\""))
                .expect(201);
        pin("1.0");

        Reply pinned = admin.get("/v1/releases/" + newest.id()).expect(200);

        assertThat(newest.text("/data/attributes/status")).isEqualTo("DRAFT");
        assertThat(pinned.text("/data/attributes/status")).isEqualTo("NOT_PUBLISHED");
        assertThat(pinned.header("Keygen-Account-Id")).hasValue(server.account().id());
        assertThat(pinned.header("Keygen-Account")).isEmpty();
    }
}
