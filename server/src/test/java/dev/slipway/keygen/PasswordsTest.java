package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Event;
import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest extends HttpSuite {
    private static final String NEW = "a new password";

    private static String change(String oldPassword, String newPassword) {
        return """
                {"meta":{"oldPassword":"%s","newPassword":"%s"}}""".formatted(oldPassword, newPassword);
    }

    private static String reset(String token, String newPassword) {
        return """
                {"meta":{"passwordResetToken":"%s","newPassword":"%s"}}""".formatted(token, newPassword);
    }

    private static String emailOf(Reply user) {
        return user.text("/data/attributes/email");
    }

    private static String action(Reply user, String verb) {
        return "/v1/users/" + user.id() + "/actions/" + verb;
    }

    private void forget(String email) {
        Reply reply = anonymous
                .post("/v1/passwords", "{\"meta\":{\"email\":\"%s\",\"deliver\":false}}".formatted(email))
                .expect(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Keygen-Signature")).isPresent();
    }

    /** What the event that was written last tells whoever delivers it. */
    private Optional<String> tokenSentTo(Reply user) {
        List<Event> events = server.slipway()
                .store()
                .read(server.account().id(), session -> session.events().ofResource(user.id()));
        return events.reversed().stream()
                .flatMap(event -> server.slipway().userPasswords().resetToken(event).stream())
                .findFirst();
    }

    @Test
    void changesOnesOwnPasswordAndSignsOutElsewhere() {
        Reply user = vendor.user("user");
        Client here = vendor.userClient(anonymous, user);
        Client elsewhere = vendor.userClient(anonymous, user);

        Reply changed = here.post(action(user, "update-password"), change(Vendor.PASSWORD, NEW))
                .expect(200);

        assertThat(changed.id()).isEqualTo(user.id());
        here.get("/v1/me").expect(200);
        elsewhere.get("/v1/me").expectError(401, "TOKEN_INVALID", null);
        Reply refused = signIn(user, Vendor.PASSWORD).expectError(401, "PASSWORD_INVALID", null);
        assertThat(refused.text("/errors/0/source/header")).isEqualTo("Authorization");
        signIn(user, NEW).expect(201);
        assertThat(eventsOf(user.id())).containsExactly("user.created", "user.updated");
    }

    private Reply signIn(Reply user, String password) {
        String pair =
                Base64.getEncoder().encodeToString((emailOf(user) + ":" + password).getBytes(StandardCharsets.UTF_8));
        return anonymous.with("Authorization", "Basic " + pair).post("/v1/tokens", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wrong       | another one | 401 | PASSWORD_INVALID       | /meta/oldPassword
                    open sesame | 12345       | 422 | NEW_PASSWORD_TOO_SHORT | /meta/newPassword
                    ''          | another one | 400 |                        | /meta/oldPassword
                    open sesame | ''          | 400 |                        | /meta/newPassword
                    """)
    void refusesWrongPasswords(String oldPassword, String newPassword, int status, String code, String pointer) {
        Reply user = vendor.user("user");
        Client client = vendor.userClient(anonymous, user);

        client.post(action(user, "update-password"), change(oldPassword, newPassword))
                .expectError(status, code, pointer);
        client.post(action(user, "update-password"), change(Vendor.PASSWORD, "x".repeat(73)))
                .expectError(422, "NEW_PASSWORD_TOO_LONG", "/meta/newPassword");
        signIn(user, Vendor.PASSWORD).expect(201);
    }

    @Test
    void changesNobodyElsesPassword() {
        Reply user = vendor.user("user");
        String body = change(Vendor.PASSWORD, NEW);

        admin.post(action(user, "update-password"), body).expectError(403, null, null);
        vendor.userClient(anonymous, "user")
                .post(action(user, "update-password"), body)
                .expectError(404, "NOT_FOUND", null);
        anonymous.post(action(user, "update-password"), body).expectError(401, "TOKEN_MISSING", null);
    }

    @Test
    void hasNoOldPasswordToChangeWhereThereIsNone() {
        Reply user =
                admin.post("/v1/users", """
                        {"data":{"type":"users","attributes":{"email":"%s@example.com"}}}""".formatted(Vendor.unique("keyless"))).expect(201);
        Client client = anonymous.withToken(
                admin.post("/v1/users/" + user.id() + "/tokens", "").expect(200).text("/data/attributes/token"));

        client.post(action(user, "update-password"), change("anything", NEW))
                .expectError(401, "PASSWORD_NOT_SUPPORTED", "/meta/oldPassword");
        signIn(user, "anything").expectError(401, "PASSWORD_NOT_SUPPORTED", null);
    }

    @Test
    void setsANewPasswordInPlaceOfAForgottenOneOnce() {
        Reply user = vendor.user("developer");
        Client before = vendor.userClient(anonymous, user);
        forget(emailOf(user));
        String token = tokenSentTo(user).orElseThrow();

        Reply done = anonymous
                .post(action(user, "reset-password"), reset(token, NEW))
                .expect(200);

        assertThat(done.id()).isEqualTo(user.id());
        before.get("/v1/me").expectError(401, "TOKEN_INVALID", null);
        signIn(user, NEW).expect(201);
        anonymous
                .post(action(user, "reset-password"), reset(token, "once more"))
                .expectError(404, "NOT_FOUND", null);
        assertThat(eventsOf(user.id())).containsExactly("user.created", "user.password-reset", "user.updated");
    }

    @Test
    void takesOnlyTheLastTokenOfTheRightUserAndInTime() {
        Reply user = vendor.user("user");
        forget(emailOf(user).toUpperCase(Locale.ROOT));
        String first = tokenSentTo(user).orElseThrow();
        forget(emailOf(user));
        String second = tokenSentTo(user).orElseThrow();
        Reply other = vendor.user("user");
        forget(emailOf(other));

        for (String wrong : List.of(first, "nonsense", tokenSentTo(other).orElseThrow())) {
            anonymous.post(action(user, "reset-password"), reset(wrong, NEW)).expectError(404, "NOT_FOUND", null);
        }
        anonymous
                .post(action(user, "reset-password"), reset(second, "12345"))
                .expectError(422, "NEW_PASSWORD_TOO_SHORT", "/meta/newPassword");
        anonymous
                .post("/v1/users/nobody@example.com/actions/reset-password", reset(second, NEW))
                .expectError(404, "NOT_FOUND", null);
        server.clock().advance(Duration.ofHours(24));
        anonymous
                .post(action(user, "reset-password"), reset(second, NEW))
                .expectError(401, "TOKEN_EXPIRED", "/meta/passwordResetToken");
        server.clock().advance(Duration.ofHours(25));
        server.slipway().keepHouse();
        anonymous.post(action(user, "reset-password"), reset(second, NEW)).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void tellsNobodyWhoIsThere() {
        Reply banned = vendor.user("user");
        admin.post(action(banned, "ban"), "").expect(200);
        Reply unable = vendor.user("user");
        admin.patch("/v1/users/" + unable.id(), """
                        {"data":{"type":"users","attributes":{"permissions":["user.read"]}}}""").expect(200);

        forget("nobody@example.com");
        forget(emailOf(banned));
        forget(emailOf(unable));

        assertThat(tokenSentTo(banned)).isEmpty();
        assertThat(tokenSentTo(unable)).isEmpty();
        anonymous.post("/v1/passwords", "{\"meta\":{}}").expectError(400, null, "/meta");
        anonymous.post("/v1/passwords", "{\"meta\":{\"email\":\"\"}}").expectError(400, null, "/meta/email");
        anonymous.post("/v1/passwords", "{}").expectError(400, null, "/meta");
    }

    @Test
    void keepsTheTokenOutOfTheChangeLog() {
        Reply user = vendor.user("user");
        forget(emailOf(user));
        String token = tokenSentTo(user).orElseThrow();

        List<Event> events = server.slipway()
                .store()
                .read(server.account().id(), session -> session.events().ofResource(user.id()));
        assertThat(events.toString()).doesNotContain(token);
    }
}
