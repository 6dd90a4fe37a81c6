package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest extends ReleaseSuite {

    @Test
    void hasDottedVersionsAndFreezesUnlessItSaysOtherwise() {
        Reply made = publisher
                .post(
                        "/v3/products",
                        "{\"name\":\"Kite\",\"metadata\":[{\"key\":\"tier\",\"value\":\"gold\"}],\"description\":\"d\"}")
                .expect(201);

        assertThat(made.text("/versionScheme")).isEqualTo("DOTTED");
        assertThat(made.text("/publishPolicy")).isEqualTo("FREEZE");
        assertThat(made.text("/distributionStrategy")).isEqualTo("LICENSED");
        assertThat(made.text("/externalFiles")).isEqualTo("LINKED");
        assertThat(made.text("/displayName")).isEqualTo("Kite");
        assertThat(made.text("/description")).isEqualTo("d");
        assertThat(made.text("/publicKey")).isEqualTo(server.account().verifyKey());
        assertThat(made.at("/totalReleases").intValue()).isZero();
        assertThat(made.at("/totalLicenses").intValue()).isZero();
        assertThat(made.at("/metadata")).hasToString("[{\"key\":\"tier\",\"value\":\"gold\"}]");
        Reply elsewhere = admin.get("/v1/products/" + made.text("/id")).expect(200);
        assertThat(elsewhere.text("/data/attributes/name")).isEqualTo("Kite");
        assertThat(elsewhere.text("/data/attributes/metadata/tier")).isEqualTo("gold");
    }

    @Test
    void saysOtherwise() {
        Reply made = publisher.post("/v3/products", """
                        {"name":"Semantic","displayName":"Shown","versionScheme":"semver","publishPolicy":"FREEZE",
                        "distributionStrategy":"open","externalFiles":"guarded"}""").expect(201);

        assertThat(made.text("/versionScheme")).isEqualTo("SEMVER");
        assertThat(made.text("/publishPolicy")).isEqualTo("FREEZE");
        assertThat(made.text("/distributionStrategy")).isEqualTo("OPEN");
        assertThat(made.text("/externalFiles")).isEqualTo("GUARDED");
        assertThat(made.text("/displayName")).isEqualTo("Shown");
    }

    @Test
    void productsOfTheOtherApiHaveSemanticVersions() {
        String id = vendor.product();
        vendor.license(vendor.policy(id, ""), "");

        Reply shown = publisher.get("/v3/products/" + id).expect(200);

        assertThat(shown.text("/versionScheme")).isEqualTo("SEMVER");
        assertThat(shown.text("/publishPolicy")).isEqualTo("MUTABLE");
        assertThat(shown.at("/totalLicenses").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{\"name\":\"\"} | name",
                "{\"name\":\"A\",\"versionScheme\":\"ROMAN\"} | versionScheme",
                "{\"name\":\"A\",\"publishPolicy\":7} | publishPolicy",
                "{\"name\":\"A\",\"distributionStrategy\":\"SECRET\"} | distributionStrategy",
                "{\"name\":\"A\",\"externalFiles\":\"x\"} | externalFiles",
                "{\"name\":\"A\",\"metadata\":[1]} | metadata",
            })
    void refusesWhatCannotBeAndNamesIt(String body, String member) {
        publisher.post("/v3/products", body).expectField(400, member);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        String id = product("\"description\":\"d\"");
        String path = "/v3/products/" + id;

        Reply changed = publisher
                .patch(path, "{\"displayName\":\"New\",\"versionScheme\":\"SEMVER\",\"metadata\":[]}")
                .expect(200);

        assertThat(changed.text("/displayName")).isEqualTo("New");
        assertThat(changed.text("/description")).isEqualTo("d");
        assertThat(changed.text("/versionScheme")).isEqualTo("SEMVER");
        assertThat(publisher.get(path).body()).isEqualTo(changed.body());
    }

    @Test
    void keepsItsSchemeAndStaysWhileItHasReleases() {
        String id = product("");
        String path = "/v3/products/" + id;
        String draft = draft(id, "1.0", "");

        publisher.patch(path, "{\"versionScheme\":\"SEMVER\"}").expectField(400, "versionScheme");
        publisher.delete(path).expect(409);
        assertThat(publisher.get(path).at("/totalReleases").intValue()).isEqualTo(1);
        publisher.delete(release(draft)).expect(204);
        publisher.delete(path).expect(204);
        publisher.get(path).expect(404);
        publisher.delete(path).expect(404);
    }

    @Test
    void aProductThatFreezesKeepsItsPolicyOncePublished() {
        String id = product("");
        published(id, "1.0", "");

        publisher.patch("/v3/products/" + id, "{\"publishPolicy\":\"MUTABLE\"}").expect(403);
        assertThat(publisher.get("/v3/products/" + id).text("/publishPolicy")).isEqualTo("FREEZE");
    }

    @Test
    void listsByName() {
        String name = Vendor.unique("Listed");
        String id = publisher
                .post("/v3/products", "{\"name\":\"%s\"}".formatted(name))
                .expect(201)
                .text("/id");

        assertThat(publisher.get("/v3/products?name=" + name).expect(200).itemIds())
                .containsExactly(id);
        assertThat(publisher.get("/v3/products?query=" + name).expect(200).itemIds())
                .containsExactly(id);
        publisher.get("/v3/products?sort=metadata").expectField(400, "sort");
    }

    @Test
    void scopesDecideWhatATokenMay() {
        Client reader = plain(withScopes("product:read"));
        String path = "/v3/products/" + product("");

        reader.get(path).expect(200);
        reader.patch(path, "{}").expect(403);
        reader.delete(path).expect(403);
        reader.post("/v3/products", "{}").expect(403);
        plain(withScopes("release:read")).get(path).expect(403);
        stranger.get(path).expect(401);
    }
}
