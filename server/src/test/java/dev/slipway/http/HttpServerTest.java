package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
    @Test
    void answersWithItsOwnHeadersAndNoOthers() throws Exception {
        Router router = ServerUnderTest.router()
                .register(
                        "GET", "/hello", request -> Response.text(200, "hello").withHeader("X-Own", "1"));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            RawHttp.Answer answer = server.exchange("GET /hello HTTP/1.1\nHost: test\nX-Request-Id: abc-1\n\n");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.headerLines())
                    .containsExactlyInAnyOrder(
                            "Content-Type: text/plain; charset=utf-8",
                            "X-Own: 1",
                            "Date: Sat, 07 Mar 2026 08:09:10 GMT",
                            "X-Request-Id: abc-1",
                            "X-Content-Type-Options: nosniff",
                            "Content-Length: 5");
            assertThat(server.awaitFinished()).isEqualTo(new ServerUnderTest.Finished("/hello", 200, 5));
        }
    }

    @Test
    void showsTheRequestAsItWasSent() throws Exception {
        Router router = ServerUnderTest.router()
                .register(
                        "GET",
                        "/a/{one}/{rest...}",
                        request -> Response.text(
                                200,
                                String.join(
                                        "|",
                                        request.method(),
                                        request.target(),
                                        request.path(),
                                        String.valueOf(request.rawQuery()),
                                        request.parameter("one"),
                                        request.parameter("rest"),
                                        request.host(),
                                        String.valueOf(request.header("x-a")),
                                        String.join(",", request.headers("X-A")),
                                        request.remoteAddress(),
                                        String.valueOf(request.secure()),
                                        request.route(),
                                        String.valueOf(request.contentLength()))));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            RawHttp.Answer answer =
                    server.exchange("GET /a/x%2Fy+z/r/%20?q=%zz&b HTTP/1.1\nHost: Me:80\nX-A: 1\nX-A: 2\n\n");

            assertThat(answer.text())
                    .isEqualTo("GET|/a/x%2Fy+z/r/%20?q=%zz&b|/a/x%2Fy+z/r/%20|q=%zz&b|x/y+z|r/ |Me:80|1|1,2|127.0.0.1"
                            + "|false|/a/{one}/{rest...}|0");
            assertThat(answer.header("X-Request-Id").orElseThrow())
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        }
    }

    @Test
    void takesAnAddressForATarget() throws Exception {
        Router router = ServerUnderTest.router().register("GET", "/p", request -> Response.text(200, request.target()));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            assertThat(server.get("http://test/p?x").text()).isEqualTo("http://test/p?x");
            assertThat(server.exchange("OPTIONS * HTTP/1.1\nHost: test\n\n").status())
                    .isEqualTo(404);
            assertThat(server.get("p").status()).isEqualTo(400);
        }
    }

    @Test
    void believesForwardedHeadersOfTrustedPeersOnly() throws Exception {
        Router router = ServerUnderTest.router()
                .register(
                        "GET",
                        "/",
                        request -> Response.text(
                                200, request.host() + " " + request.remoteAddress() + " " + request.secure()));
        String text = """
                GET / HTTP/1.1
                Host: inner
                X-Forwarded-For: 6.6.6.6, 1.2.3.4
                X-Forwarded-Proto: https
                X-Forwarded-Host: outer.example

                """;
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            assertThat(server.exchange(text).text()).isEqualTo("outer.example 1.2.3.4 true");
        }
        HttpServerSettings settings = new HttpServerSettings(
                "127.0.0.1",
                0,
                null,
                HttpServerSettings.Limits.DEFAULT,
                TrustedProxies.of(java.util.List.of("10.0.0.1")));
        try (HttpServer server = HttpServer.start(
                        settings, router, (request, status, nanos, bytes) -> {}, Clock.systemUTC(), new Random(1));
                RawHttp http = RawHttp.connect(server.port())) {
            assertThat(http.send(text).receive().text()).isEqualTo("inner 127.0.0.1 false");
        }
    }

    @Test
    void answersHeadWithTheHeadersOfGet(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "0123456789");
        Router router = ServerUnderTest.router()
                .register("GET", "/text", request -> Response.text(200, "hello"))
                .register("GET", "/file", request -> new Response(200, Headers.EMPTY, new Body.FileRegion(file, 2, 5)))
                .register(
                        "GET",
                        "/stream",
                        request ->
                                new Response(200, Headers.EMPTY, new Body.Stream(InputStream.nullInputStream(), 77)));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            for (String[] expected : new String[][] {{"/text", "5"}, {"/file", "5"}, {"/stream", "77"}}) {
                http.send("HEAD " + expected[0] + " HTTP/1.1\nHost: test\n\n");
                RawHttp.Answer answer = http.receiveHead();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Length")).contains(expected[1]);
                assertThat(server.awaitFinished().bytesOut()).isZero();
            }
        }
    }

    @Test
    void sendsPartsOfFilesAndNothingElse(@TempDir Path folder) throws Exception {
        byte[] content = new byte[5 << 20];
        new Random(3).nextBytes(content);
        Path file = Files.write(folder.resolve("data.json"), content);
        Router router = ServerUnderTest.router()
                .registerTransfer(
                        "GET",
                        "/part",
                        request -> new Response(
                                200, Headers.EMPTY, new Body.FileRegion(file, 1000, content.length - 2000)))
                .register(
                        "GET",
                        "/short",
                        request -> new Response(200, Headers.EMPTY, new Body.FileRegion(file, 0, content.length + 1)));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            RawHttp.Answer answer = http.get("/part").receive();
            assertThat(answer.body()).isEqualTo(java.util.Arrays.copyOfRange(content, 1000, content.length - 1000));
            assertThat(answer.header("Content-Type")).isEmpty();
            assertThat(server.awaitFinished().bytesOut()).isEqualTo(content.length - 2000);

            assertThat(http.get("/short").receive().status()).isEqualTo(500);
            assertThat(http.get("/part").receive().status()).isEqualTo(200);
        }
    }

    @Test
    void leavesOutTheLengthWhereThereCanBeNoBody() throws Exception {
        Router router = ServerUnderTest.router()
                .register("GET", "/204", request -> Response.empty(204))
                .register("GET", "/304", request -> Response.empty(304))
                .register("GET", "/200", request -> Response.empty(200));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            assertThat(http.get("/204").receive().header("Content-Length")).isEmpty();
            assertThat(http.get("/304").receive().header("Content-Length")).isEmpty();
            assertThat(http.get("/200").receive().header("Content-Length")).contains("0");
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        Router router = ServerUnderTest.router()
                .register("GET", "/{id}", request -> Response.text(200, request.parameter("id")));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("GET /1 HTTP/1.1\nHost: t\n\nGET /2 HTTP/1.1\nHost: t\n\nGET /3 HTTP/1.1\nHost: t\n\n");
            assertThat(http.receive().text()).isEqualTo("1");
            assertThat(http.receive().text()).isEqualTo("2");
            assertThat(http.receive().text()).isEqualTo("3");
        }
    }

    @Test
    void tellsTheFallbackWhichMethodsExist() throws Exception {
        Router router = ServerUnderTest.router()
                .register("GET", "/x", request -> Response.empty(204))
                .register("DELETE", "/x", request -> Response.empty(204));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            RawHttp.Answer answer = server.exchange("POST /x HTTP/1.1\nHost: t\nContent-Length: 0\n\n");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.text()).isEqualTo("DELETE,GET,HEAD");
            assertThat(server.get("/y").status()).isEqualTo(404);
            assertThat(server.get("/%zz").text()).isEqualTo("BadRequest");
        }
    }

    @Test
    void letsTheViewOfThePathRenderFailures() throws Exception {
        Router router = ServerUnderTest.router()
                .view(
                        "/v1",
                        (request, failure) -> Response.text(418, "v1 " + failure.getMessage()),
                        (request, methods) -> Response.text(404, "v1 fallback"))
                .view(
                        "/broken",
                        (request, failure) -> {
                            throw new IllegalStateException("the renderer fails, as this test wants");
                        },
                        (request, methods) -> {
                            throw new IOException("as this test wants");
                        })
                .register("GET", "/v1/fail", request -> {
                    throw new IOException("no luck");
                });
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            assertThat(server.get("/v1/fail").text()).isEqualTo("v1 no luck");
            assertThat(server.get("/v1/other").text()).isEqualTo("v1 fallback");
            assertThat(server.get("/v1/%zz").status()).isEqualTo(418);
            assertThat(server.get("/v10").status()).isEqualTo(404);
            assertThat(server.get("/broken").status()).isEqualTo(500);
        }
    }

    @Test
    void streamsWithAndWithoutALength() throws Exception {
        byte[] content = "stream".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Router router = ServerUnderTest.router()
                .register("GET", "/known", request -> streamed(content, content.length))
                .register("GET", "/unknown", request -> streamed(content, -1))
                .register("GET", "/short", request -> streamed(content, content.length + 1))
                .register("GET", "/long", request -> streamed(content, 10));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            assertThat(server.get("/known").body()).isEqualTo(content);
            assertThat(server.get("/long").body()).hasSize(10);
            RawHttp.Answer chunked = server.get("/unknown");
            assertThat(chunked.body()).isEqualTo(content);
            assertThat(chunked.header("Transfer-Encoding")).contains("chunked");
            assertThat(server.exchange("GET /unknown HTTP/1.0\n\n").body()).isEqualTo(content);
            assertThatThrownBy(() -> server.get("/short")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void servesOrdinaryClients() throws Exception {
        Router router = ServerUnderTest.router()
                .register("POST", "/echo", request -> Response.bytes(200, "text/plain", request.readBody(100)));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo"))
                    .POST(HttpRequest.BodyPublishers.ofString("ping"))
                    .build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.body()).isEqualTo("ping");
            }
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.start(ServerUnderTest.router())) {
            HttpServerSettings settings = HttpServerSettings.plain("127.0.0.1", server.port());
            assertThatThrownBy(() -> HttpServer.start(
                                    settings,
                                    ServerUnderTest.router(),
                                    (request, status, nanos, bytes) -> {},
                                    Clock.systemUTC(),
                                    new Random(1))
                            .close())
                    .isInstanceOfSatisfying(
                            PortTakenException.class,
                            taken -> assertThat(taken.port()).isEqualTo(server.port()));
        }
    }

    private static Response streamed(byte[] content, long length) {
        return new Response(200, Headers.EMPTY, new Body.Stream(new ByteArrayInputStream(content), length));
    }
}
