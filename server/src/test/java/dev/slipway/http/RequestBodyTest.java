package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    @Test
    void readsSizedAndChunkedBodies() throws Exception {
        Router router = ServerUnderTest.router()
                .register(
                        "POST",
                        "/echo",
                        request -> Response.bytes(200, "text/plain", request.readBody(1000))
                                .withHeader("X-Length", Long.toString(request.contentLength())));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("POST /echo HTTP/1.1\nHost: t\nContent-Length: 5\n\nhello");
            RawHttp.Answer sized = http.receive();
            assertThat(sized.text()).isEqualTo("hello");
            assertThat(sized.header("X-Length")).contains("5");
            http.send("POST /echo HTTP/1.1\nHost: t\nTransfer-Encoding: chunked\n\n3\nhel\n2\nlo\n0\n\n");
            RawHttp.Answer chunked = http.receive();
            assertThat(chunked.text()).isEqualTo("hello");
            assertThat(chunked.header("X-Length")).contains("-1");
            assertThat(http.get("/none").receive().status()).isEqualTo(404);
        }
    }

    @Test
    void refusesBodiesBeyondTheLimitOfTheHandler() throws Exception {
        Router router = ServerUnderTest.router()
                .register("POST", "/echo", request -> Response.bytes(200, "text/plain", request.readBody(4)));
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            assertThat(server.exchange("POST /echo HTTP/1.1\nHost: t\nContent-Length: 5\n\nhello")
                            .text())
                    .isEqualTo("BodyTooLarge");
            assertThat(server.exchange("POST /echo HTTP/1.1\nHost: t\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n")
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void takesLargeUploadsInOrder() throws Exception {
        Router router = ServerUnderTest.router().registerTransfer("PUT", "/upload", request -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[50_000];
            try (InputStream body = request.body()) {
                for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                    digest.update(chunk, 0, count);
                }
            }
            return Response.text(200, HexFormat.of().formatHex(digest.digest()));
        });
        byte[] content = new byte[24 << 20];
        new Random(11).nextBytes(content);
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("PUT /upload HTTP/1.1\nHost: t\nContent-Length: " + content.length + "\n\n");
            http.send(content);
            String expected = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertThat(http.receive().text()).isEqualTo(expected);
        }
    }

    @Test
    void asksForTheBodyOnTheFirstReadOnly() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Router router = ServerUnderTest.router().register("PUT", "/", request -> {
            go.await();
            return Response.bytes(200, "text/plain", request.readBody(10));
        });
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("PUT / HTTP/1.1\nHost: t\nExpect: 100-continue\nContent-Length: 2\n\n");
            go.countDown();
            assertThat(http.receive().status()).isEqualTo(100);
            assertThat(http.send("ok").receive().text()).isEqualTo("ok");
            assertThat(http.get("/x").receive().status()).isEqualTo(404);
        }
    }

    @Test
    void refusesBeforeAnyOfTheBodyIsSent() throws Exception {
        Router router = ServerUnderTest.router().register("PUT", "/", request -> Response.text(401, "no"));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("PUT / HTTP/1.1\nHost: t\nExpect: 100-continue\nContent-Length: 1000000\n\n");
            RawHttp.Answer answer = http.receive();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void keepsTheConnectionAfterASmallUnreadBody() throws Exception {
        Router router = ServerUnderTest.router().register("PUT", "/", request -> Response.text(401, "no"));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            for (int i = 0; i < 3; i++) {
                http.send("PUT / HTTP/1.1\nHost: t\nContent-Length: 60000\n\n");
                RawHttp.Answer answer = http.receive();
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("Connection")).isEmpty();
                http.send(new byte[60_000]);
            }
            assertThat(http.get("/x").receive().status()).isEqualTo(404);
        }
    }

    @Test
    void closesTheConnectionAfterALargeUnreadBody() throws Exception {
        Router router = ServerUnderTest.router().register("PUT", "/", request -> Response.text(401, "no"));
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            http.send("PUT / HTTP/1.1\nHost: t\nContent-Length: 1000000\n\n");
            http.send(new byte[1_000_000]);
            RawHttp.Answer answer = http.receive();
            assertThat(answer.text()).isEqualTo("no");
            assertThat(answer.header("Connection")).contains("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void tellsTheHandlerOfATruncatedUpload() throws Exception {
        for (String head : new String[] {"Content-Length: 10\n\nabc", "Transfer-Encoding: chunked\n\n3\nabc\n5\nde"}) {
            CompletableFuture<IOException> seen = new CompletableFuture<>();
            Router router = ServerUnderTest.router().registerTransfer("PUT", "/", request -> {
                try {
                    request.body().readAllBytes();
                } catch (IOException e) {
                    seen.complete(e);
                    throw e;
                }
                seen.cancel(false);
                return Response.empty(204);
            });
            try (ServerUnderTest server = ServerUnderTest.start(router);
                    RawHttp http = server.connect()) {
                http.send("PUT / HTTP/1.1\nHost: t\n" + head);
                http.endOutput();
                assertThat(seen.get(10, TimeUnit.SECONDS)).isInstanceOf(BodyTruncated.class);
                assertThat(server.awaitFinished().status()).isEqualTo(RequestObserver.CLIENT_GONE);
            }
        }
    }

    @Test
    void holdsBackAFastClientWhileTheHandlerIsSlow() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong received = new AtomicLong();
        Router router = ServerUnderTest.router().registerTransfer("PUT", "/", request -> {
            InputStream body = request.body();
            body.read();
            go.await();
            received.set(1 + body.transferTo(java.io.OutputStream.nullOutputStream()));
            return Response.empty(204);
        });
        int size = 64 << 20;
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp http = server.connect()) {
            AtomicLong sent = new AtomicLong();
            http.send("PUT / HTTP/1.1\nHost: t\nContent-Length: " + size + "\n\n");
            Thread sender = Thread.ofPlatform().start(() -> {
                byte[] chunk = new byte[1 << 16];
                try {
                    while (sent.get() < size) {
                        http.send(chunk);
                        sent.addAndGet(chunk.length);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            // The sender comes to rest: no more progress within a second.
            long before = -1;
            while (before != sent.get()) {
                before = sent.get();
                assertThat(sender.join(java.time.Duration.ofSeconds(1))).isFalse();
            }
            assertThat(before).isLessThan(32 << 20);
            go.countDown();
            assertThat(http.receive().status()).isEqualTo(204);
            assertThat(received.get()).isEqualTo(size);
        }
    }
}
