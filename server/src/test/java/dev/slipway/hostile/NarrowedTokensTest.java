package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import org.junit.jupiter.api.Test;

/** A token that may do little never begets one for the same bearer that may do more. */
class NarrowedTokensTest extends HostileSuite {
    private Client narrowed() {
        String body = document("tokens", "\"permissions\":[\"token.generate\",\"release.read\"]");
        return anonymous.withToken(admin.post("/v1/tokens", body).expect(201).text("/data/attributes/token"));
    }

    @Test
    void aTokenMadeWithANarrowedOneIsAsNarrow() {
        Client narrowed = narrowed();
        narrowed.get("/v1/products").expect(403);
        for (String body : new String[] {"", document("tokens", "\"permissions\":[\"*\"]")}) {
            Reply child = narrowed.post("/v1/tokens", body).expect(201);

            assertThat(child.at("/data/attributes/permissions").valueStream().map(each -> each.stringValue()))
                    .containsExactlyInAnyOrder("token.generate", "release.read");
            Client with = anonymous.withToken(child.text("/data/attributes/token"));
            with.get("/v1/products").expect(403);
            with.get("/v1/releases").expect(200);
        }
    }

    @Test
    void aTokenCannotBeMadeToDoMoreThanTheOneItIsMadeWith() {
        narrowed()
                .post("/v1/tokens", document("tokens", "\"permissions\":[\"product.read\"]"))
                .expectError(422, "PERMISSIONS_NOT_ALLOWED", "/data/attributes/permissions");
    }
}
