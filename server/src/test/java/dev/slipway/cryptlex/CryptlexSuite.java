package dev.slipway.cryptlex;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** A suite for /v3. Its clients send plain JSON. */
public abstract class CryptlexSuite extends HttpSuite {
    /** Presents the first administrator's opaque token, which is good for everything. */
    protected Client staff;

    /** Presents nothing. */
    protected Client stranger;

    @BeforeParameterizedClassInvocation
    void prepareClients(Engine on) {
        stranger = plain(anonymous);
        staff = plain(admin);
    }

    /** The same client, sending plain JSON. */
    protected static Client plain(Client client) {
        return client.with("Content-Type", "application/json");
    }

    /** A new personal access token of the administrator with these scopes. */
    protected String token(String... scopes) {
        return issue(staff, scopes).text("/token");
    }

    /** A client with a new personal access token of the administrator that has these scopes. */
    protected Client withScopes(String... scopes) {
        return stranger.withToken(token(scopes));
    }

    /** A new personal access token of whoever asks, with these scopes. */
    protected static Reply issue(Client client, String... scopes) {
        String list = Arrays.stream(scopes).map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        return client.post(
                        "/v3/personal-access-tokens",
                        "{\"name\":\"%s\",\"scopes\":[%s]}".formatted(Vendor.unique("Token"), list))
                .expect(201);
    }

    /** A client that signed in with an e-mail address and a password. */
    protected Client signedIn(String email, String password) {
        Reply reply = stranger.post(
                "/v3/accounts/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
        return stranger.withToken(reply.expect(200).text("/accessToken"));
    }
}
