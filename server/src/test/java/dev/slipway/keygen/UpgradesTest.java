package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradesTest extends CatalogSuite {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.5.0         | constraint=1.0   | 1.6.0 1.7.0 2.0.0           | 1.7.0
                    2.0.0         | constraint=2.1.0 | 2.1.9 2.9.0 3.0.0           | 2.1.9
                    1.0.0         | channel=beta     | 1.7.0 2.0.0-alpha.1         | 1.7.0
                    1.8.0-alpha.2 | channel=beta     | 1.8.0-beta.1 2.0.0-alpha.1  | 1.8.0-beta.1
                    1.0.0         | channel=alpha    | 2.0.0-alpha.1               | 2.0.0-alpha.1
                    1.0.0-beta.1  | constraint=1-beta | 1.0.0-beta.3 1.0.0         | 1.0.0-beta.3
                    1.0.0+p1      | constraint=1%2Bp1 | 1.0.1+p1 1.2.0+p2          | 1.0.1+p1
                    3.0.1-dev.1   | limit=1          | 3.1.0 3.1.0-rc.1            | none
                    3.0.1-dev.1   | limit=1          | 3.1.0-dev.1                 | 3.1.0-dev.1
                    3.0.1-beta.1  | limit=1          | 3.1.0-alpha.1 3.0.2         | 3.0.2
                    1.0.0         | limit=1          | 1.0.0+b2                    | none
                    1.0.0-rc.1    | limit=1          | 1.0.0-rc.1+b2               | 1.0.0-rc.1+b2
                    1.0.0         | constraint=<1.0  | 1.1.0 2.0.0                 | 1.1.0
                    2.0.0         | constraint=1     | 1.9.0                       | none
                    """)
    void offersTheGreatestNewerVersion(String base, String query, String available, String expected) {
        String product = vendor.product();
        String id = published(product, base);
        for (String version : available.split(" ", -1)) {
            published(product, version);
        }

        Reply reply = admin.get("/v1/releases/" + id + "/upgrade?" + query.replace("<", "%3C"));

        if (expected.equals("none")) {
            reply.expectError(404, "NOT_FOUND", null).expectDetail("The requested release was not found");
        } else {
            reply.expect(200);
            assertThat(reply.text("/data/attributes/version")).isEqualTo(expected);
            assertThat(reply.text("/meta/current")).isEqualTo(base);
            assertThat(reply.text("/meta/next")).isEqualTo(expected);
        }
    }

    @Test
    void staysInsideProductAndPackage() {
        String product = vendor.product();
        String line = releasePackage(product);
        String other = releasePackage(product);
        String base = published(product, "1.0.0");
        String inLine = release(product, "1.0.0", "PUBLISHED", packageRelation(line));
        String nextInLine = release(product, "1.5.0", "PUBLISHED", packageRelation(line));
        String nextInOther = release(product, "3.0.0", "PUBLISHED", packageRelation(other));
        published(vendor.product(), "9.0.0");

        admin.get("/v1/releases/" + base + "/upgrade").expectError(404, "NOT_FOUND", null);
        assertThat(admin.get("/v1/releases/" + inLine + "/upgrade").expect(200).id())
                .isEqualTo(nextInLine);
        assertThat(admin.get("/v1/releases/1.0.0/upgrade?product=" + product + "&package=" + line)
                        .expect(200)
                        .id())
                .isEqualTo(nextInLine);
        admin.get("/v1/releases/1.0.0/upgrade?product=" + product + "&package=").expectError(404, "NOT_FOUND", null);
        admin.get("/v1/releases/" + base + "/upgrade?package=" + other).expectError(404, "NOT_FOUND", null);
        assertThat(admin.get("/v1/releases/" + nextInOther).expect(200).id()).isEqualTo(nextInOther);
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        String product = vendor.product();
        String path = "/v1/releases/" + published(product, "1.0.0") + "/upgrade";
        published(product, "1.1.0");

        admin.get(path + "?constraint=x.y")
                .expectParameterError(400, "CONSTRAINT_INVALID", "constraint")
                .expectDetail("invalid constraint format");
        admin.get(path + "?constraint=").expectParameterError(400, null, "constraint");
        admin.get(path + "?channel=").expectParameterError(400, null, "channel");
        admin.get(path + "?channel=nightly").expectError(404, "NOT_FOUND", null);
        admin.get("/v1/releases/9.9.9/upgrade?product=" + product)
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release '9.9.9' was not found");
    }

    @Test
    void ordersDottedVersionsByTheirNumbers() {
        String product = vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}");
        String base = dotted(product, "1.9.0.9");
        dotted(product, "1.9.0.10");
        String newest = dotted(product, "1.10.0.2");

        assertThat(admin.get("/v1/releases/" + base + "/upgrade").expect(200).id())
                .isEqualTo(newest);
        admin.get("/v1/releases/" + newest + "/upgrade").expectError(404, "NOT_FOUND", null);
    }

    private String dotted(String product, String version) {
        return admin.post(
                        "/v1/releases",
                        releaseBody(
                                product,
                                "\"version\":\"%s\",\"channel\":\"stable\",\"status\":\"PUBLISHED\""
                                        .formatted(version)))
                .expect(201)
                .id();
    }

    @Test
    void noticesARemovedPermission() {
        String product = vendor.product();
        String base = published(product, "1.0.0");
        published(product, "1.1.0");
        Reply token = admin.post("/v1/products/" + product + "/tokens", """
                        {"data":{"type":"tokens","attributes":{"permissions":["release.read"]}}}""").expect(200);
        Client narrowed = anonymous.withToken(token.text("/data/attributes/token"));

        vendor.productClient(anonymous, product)
                .get("/v1/releases/" + base + "/upgrade")
                .expect(200);
        narrowed.get("/v1/releases/" + base + "/upgrade")
                .expectError(403, null, null)
                .expectDetail(
                        "You do not have permission to complete the request (token lacks permission to perform action)");
        narrowed.get("/v1/releases/9.9.9/upgrade")
                .expectError(404, "NOT_FOUND", null)
                .expectDetail("The requested release '9.9.9' was not found");
    }
}
