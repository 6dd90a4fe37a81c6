package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.http.RawHttp;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseServerUploadsTest extends ReleaseServerSuite {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    @Test
    void aFileSentAsItIsIsKept() {
        String release = draft();

        Reply sent = put(release, "myapp.zip", "the program").expect(200);

        assertThat(sent.text("/name")).isEqualTo("myapp.zip");
        assertThat(sent.at("/size").longValue()).isEqualTo(11);
        assertThat(sent.text("/checksum")).isEqualTo(md5Hex(bytes("the program")));
        assertThat(sent.text("/extension")).isEqualTo(".zip");
        assertThat(sent.at("/secured").booleanValue()).isTrue();
        assertThat(sent.at("/external").booleanValue()).isFalse();
        assertThat(sent.text("/releaseId")).isEqualTo(release);
        assertThat(sent.text("/url")).isEqualTo(server.url() + fileOfAccount(release, "myapp.zip"));
        assertThat(sent.header("Cache-Control")).hasValue("max-age=0");
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(show(release).at("/files/0")).isEqualTo(sent.json());
        assertThat(content(release, "myapp.zip")).isEqualTo("the program");
    }

    @Test
    void aFileSentAsPartOfAFormIsTheSame() {
        String release = draft();
        Reply plain = put(release, "plain.zip", "the\r\n--program").expect(200);

        Reply sent = putForm(
                        release, "myapp.zip", part("note", "hello"), part("file", "the\r\n--program"), part("x", "y"))
                .expect(200);

        assertThat(sent.text("/name")).isEqualTo("myapp.zip");
        assertThat(sent.at("/size")).isEqualTo(plain.at("/size"));
        assertThat(sent.text("/checksum")).isEqualTo(plain.text("/checksum"));
        assertThat(content(release, "myapp.zip")).isEqualTo("the\r\n--program");
        assertThat(putForm(release, "empty.zip", part("file", ""))
                        .expect(200)
                        .at("/size")
                        .longValue())
                .isZero();
    }

    @Test
    void aFormThatIsBrokenOrHasNotExactlyOneFileChangesNothing() {
        String release = draft();
        put(release, "myapp.zip", "before").expect(200);
        String whole = form(part("file", "the program"));
        long before = keptFiles();

        assertThat(putForm(release, "myapp.zip", part("files", "x"))
                        .expectMessage(400, null)
                        .text("/message"))
                .contains("no part named 'file'");
        assertThat(putForm(release, "myapp.zip", part("file", "x"), part("file", "y"))
                        .expectMessage(400, null)
                        .text("/message"))
                .contains("more than one");
        for (String broken : List.of(
                "",
                "nothing of the kind",
                "--" + BOUNDARY + "--\r\n",
                whole.substring(0, 40),
                whole.substring(0, whole.indexOf("program")),
                whole.substring(0, whole.length() - BOUNDARY.length() - 8),
                whole.substring(0, whole.length() - 4),
                whole.replace("\r\n\r\n", "\r\n"))) {
            putBody(release, "myapp.zip", broken).expectMessage(400, null);
        }
        sender.with("Content-Type", "multipart/form-data")
                .send("PUT", file(release, "myapp.zip"), bytes(whole))
                .expectMessage(400, null);
        putBody(release, "myapp.zip", form("X: %s\r\n\r\nx".formatted("y".repeat(20_000)), part("file", "x")))
                .expectMessage(400, null);

        assertThat(content(release, "myapp.zip")).isEqualTo("before");
        assertThat(keptFiles()).isEqualTo(before);
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
    }

    @Test
    void whatAFormHasBesidesTheFileIsBounded() {
        String release = draft();
        String filler = part("filler", "x".repeat(9 << 20));

        assertThat(putForm(release, "myapp.zip", filler, part("file", "x")).status())
                .isEqualTo(413);
        assertThat(putForm(release, "myapp.zip", part("file", "x"), filler).status())
                .isEqualTo(413);

        assertThat(show(release).at("/totalFiles").intValue()).isZero();
    }

    @Test
    void sendingAFileAgainReplacesItInPlace() {
        String release = draft();
        Reply first = put(release, "MyApp.zip", "first").expect(200);
        long before = keptFiles();

        Reply second = put(release, "myapp.ZIP", "second").expect(200);

        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        assertThat(second.text("/createdAt")).isEqualTo(first.text("/createdAt"));
        assertThat(content(release, "MYAPP.zip")).isEqualTo("second");
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(keptFiles()).isEqualTo(before);
    }

    @Test
    void aDigestThatIsNamedIsHeldAgainstTheBytes() {
        String release = draft();
        put(release, "myapp.zip", "before").expect(200);
        String right = Base64.getEncoder().encodeToString(md5(bytes("after")));
        Client digesting = sender.with("Content-MD5", right);

        digesting.send("PUT", file(release, "myapp.zip"), bytes("other")).expectMessage(400, null);
        sender.with("Content-MD5", "after")
                .send("PUT", file(release, "myapp.zip"), bytes("after"))
                .expectField(400, "Content-MD5");
        putForm(release, "myapp.zip", "Content-MD5: " + right + "\r\n" + part("file", "other"))
                .expectMessage(400, null);
        assertThat(content(release, "myapp.zip")).isEqualTo("before");

        digesting.send("PUT", file(release, "myapp.zip"), bytes("after")).expect(200);
        putForm(release, "form.zip", "Content-MD5: " + right + "\r\n" + part("file", "after"))
                .expect(200);
        assertThat(content(release, "myapp.zip")).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-app_1.0.zip", "a.b", "(1)[2].zip", "abc", "A_-."})
    void namesOfLettersDigitsAndSomeSignsAreGood(String name) throws IOException {
        String release = draft();

        RawHttp.Answer answer = putRaw(file(release, name), "Content-Length: 1\n", "x");

        assertThat(answer.status()).isEqualTo(200);
        String escaped =
                name.replace("[", "%5B").replace("]", "%5d").replace("(", "%28").replace(")", "%29");
        put(release, escaped, "y").expect(200);
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(content(release, escaped)).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my%20app.zip",
                "a/b.zip",
                "a%2Fb.zip",
                "app$.zip",
                "ab",
                "...",
                "%2e%2e%2e",
                "my%2Eapp.zip",
                "caf%C3%A9.zip",
                "a+b.zip",
                "a;b.zip"
            })
    void otherNamesAreOfNothing(String name) {
        String release = draft();

        Reply refused = put(release, name, "x").expect(404);

        assertThat(refused.header("Cache-Control")).hasValue("max-age=0");
        assertThat(refused.header("Access-Control-Allow-Origin")).hasValue("*");
        sender.get(file(release, name)).expect(404);
        sender.send("DELETE", file(release, name), null).expect(404);
        anonymous.send("PUT", file(release, name), bytes("x")).expect(404);
        assertThat(show(release).at("/totalFiles").intValue()).isZero();
        put(release, "a".repeat(257), "x").expect(404);
        put(release, "a".repeat(256), "x").expect(200);
    }

    @Test
    void whatIsWrongIsToldInOrder() throws IOException {
        String release = draft();
        String published = published(product(""), "1.0", "");
        Client reading = anonymous.withToken(token("release:read"));
        Client writing = anonymous.withToken(token("release:write"));
        byte[] body = bytes("x");

        anonymous.send("PUT", fileOfAccount(release, "a%20b"), body).expectMessage(404, "RELEASE_FILE_NOT_FOUND");
        anonymous.send("PUT", fileOfAccount(release, "app.zip"), body).expect(403);
        sender.send("PUT", fileOfAccount(release, "app.zip"), body).expect(403);
        anonymous.send("PUT", file(UNKNOWN, "app.zip"), body).expectMessage(401, "TOKEN_MISSING");
        anonymous
                .send("PUT", file(release, "app.zip?key=" + key(product(""))), body)
                .expect(401);
        assertThat(putRaw(file(UNKNOWN, "app.zip"), "", "").status()).isEqualTo(400);
        assertThat(putRaw(file(UNKNOWN, "app.zip"), "", "").text()).contains("Content-Length");
        anonymous
                .withToken("nonsense")
                .send("PUT", file(UNKNOWN, "app.zip"), body)
                .expect(401);
        writing.send("PUT", file(UNKNOWN, "app.zip"), body).expect(403);
        writing.send("PUT", file(release, "app.zip"), body).expect(403);
        sender.send("PUT", file(UNKNOWN, "app.zip"), body).expectMessage(404, "NOT_FOUND");
        reading.send("PUT", file(published, "app.zip"), body).expectMessage(403, "RELEASE_PUBLISHED");
        reading.send("PUT", file(release, "app.zip"), body).expectMessage(403, null);

        assertThat(show(release).at("/totalFiles").intValue()).isZero();
        sender.send("PUT", file(release.toUpperCase(Locale.ROOT), "app.zip"), body)
                .expect(200);
        anonymous
                .send("PUT", file(release, "b.zip?token=" + token("release:read", "release:write")), body)
                .expect(200);
    }

    @Test
    void aPublishedReleaseKeepsItsFiles() {
        String product = product("");
        String release = draft(product, "1.0", "");
        put(release, "myapp.zip", "published").expect(200);
        publish(release);
        long before = keptFiles();

        put(release, "myapp.zip", "other").expectMessage(403, "RELEASE_PUBLISHED");
        put(release, "more.zip", "other").expectMessage(403, "RELEASE_PUBLISHED");
        putForm(release, "more.zip", part("file", "other")).expectMessage(403, "RELEASE_PUBLISHED");
        sender.delete(file(release, "myapp.zip")).expectMessage(403, "RELEASE_PUBLISHED");

        assertThat(keptFiles()).isEqualTo(before);
        assertThat(content(release, "myapp.zip")).isEqualTo("published");
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
    }

    @Test
    void aReleaseThatIsPublishedDuringAnUploadKeepsNothingOfIt() throws IOException {
        String release = draft();
        put(release, "myapp.zip", "before").expect(200);
        long before = keptFiles();
        try (RawHttp connection = RawHttp.connect(port())) {
            connection.send(head("PUT", file(release, "myapp.zip"), "Content-Length: 9\nExpect: 100-continue\n"));
            assertThat(connection.receiveHead().status()).isEqualTo(100);
            connection.send(bytes("half"));

            publish(release);
            connection.send(bytes("-over"));

            RawHttp.Answer answer = connection.receive();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("RELEASE_PUBLISHED");
        }
        assertThat(content(release, "myapp.zip")).isEqualTo("before");
        assertThat(keptFiles()).isEqualTo(before);
    }

    @Test
    void anUploadThatBreaksOffLeavesTheFileThatWas() throws IOException {
        String release = draft();
        put(release, "myapp.zip", "before").expect(200);
        long before = keptFiles();
        String form = form(part("file", "x".repeat(600_000)));
        String type = "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\n";
        for (String head : List.of("", type)) {
            String body = head.isEmpty() ? "x".repeat(600_000) : form;
            try (RawHttp connection = RawHttp.connect(port())) {
                connection.send(head(
                        "PUT", file(release, "myapp.zip"), head + "Content-Length: " + (body.length() + 100) + "\n"));
                connection.send(bytes(body.substring(0, 500_000)));
                connection.endOutput();
                connection.input().readAllBytes();
            }
            try (RawHttp connection = RawHttp.connect(port())) {
                connection.send(head("PUT", file(release, "myapp.zip"), head + "Transfer-Encoding: chunked\n"));
                connection
                        .send("7A120\n")
                        .send(bytes(body.substring(0, 500_000)))
                        .send("\n");
                connection.endOutput();
                connection.input().readAllBytes();
            }
        }

        assertThat(content(release, "myapp.zip")).isEqualTo("before");
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(keptFiles()).isEqualTo(before);
    }

    @Test
    void bytesBeyondTheAnnouncedLengthAreNoPartOfTheFile() throws IOException {
        String release = draft();
        try (RawHttp connection = RawHttp.connect(port())) {
            connection.send(head("PUT", file(release, "myapp.zip"), "Content-Length: 4\n"));
            connection.send(bytes("fourmore than that\r\n\r\n"));
            assertThat(connection.receive().status()).isEqualTo(200);
            assertThat(connection.receive().status()).isEqualTo(400);
        }
        assertThat(content(release, "myapp.zip")).isEqualTo("four");
    }

    @Test
    void bodiesInChunksNeedNoLength() throws IOException {
        String release = draft();

        RawHttp.Answer sent = putRaw(file(release, "a.zip"), "Transfer-Encoding: chunked\n", "4\nfour\n0\n\n");
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.text()).contains("\"size\":4");
        assertThat(content(release, "a.zip")).isEqualTo("four");
    }

    @Test
    void aFileIsRemovedByItsAddress() {
        String release = draft();
        put(release, "myapp.zip", "bytes").expect(200);
        put(release, "other.zip", "bytes").expect(200);

        anonymous.delete(file(release, "myapp.zip")).expect(401);
        anonymous.delete(file(release, "myapp.zip?key=" + key(product("")))).expect(401);
        anonymous
                .withToken(token("release:read"))
                .delete(file(release, "myapp.zip"))
                .expect(403);
        anonymous
                .withToken(token("release:write"))
                .delete(file(release, "myapp.zip"))
                .expect(403);
        sender.delete(file(UNKNOWN, "myapp.zip")).expect(404);
        sender.delete("/v3/" + UNKNOWN + file(release, "myapp.zip").substring(3))
                .expect(404);
        assertThat(show(release).at("/totalFiles").intValue()).isEqualTo(2);

        sender.delete(file(release, "MYAPP.zip")).expect(204);
        sender.delete(file(release, "myapp.zip")).expect(204);
        assertThat(sender.delete(fileOfAccount(release, "other.zip"))
                        .expect(204)
                        .header("Cache-Control"))
                .hasValue("max-age=0");
        assertThat(show(release).at("/totalFiles").intValue()).isZero();
        sender.get(file(release, "myapp.zip")).expect(404);
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    private String head(String method, String path, String headers) {
        return "%s %s HTTP/1.1\nHost: test\nAuthorization: Bearer %s\n%s\n"
                .formatted(method, path, token("release:read", "release:write"), headers);
    }

    private RawHttp.Answer putRaw(String path, String headers, String body) throws IOException {
        try (RawHttp connection = RawHttp.connect(port())) {
            return connection.send(head("PUT", path, headers)).send(body).receive();
        }
    }
}
