package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    @Test
    void refusesTooLongTargets() throws Exception {
        Router router = ServerUnderTest.router()
                .view(
                        "/v1",
                        (request, failure) -> Response.text(414, "v1 says no"),
                        (request, methods) -> Response.empty(404));
        try (ServerUnderTest server = ServerUnderTest.start(router, ServerUnderTest.limits(4, 4, 4))) {
            assertThat(server.get("/v1/" + "a".repeat(1020)).status()).isEqualTo(404);
            assertThat(server.get("/v1/" + "a".repeat(1021)).text()).isEqualTo("v1 says no");
            RawHttp.Answer answer = server.get("/v1/" + "a".repeat(5000));
            assertThat(answer.status()).isEqualTo(414);
            assertThat(answer.text()).isEqualTo("MalformedRequest");
        }
    }

    @Test
    void refusesTooLargeHeaders() throws Exception {
        try (ServerUnderTest server =
                ServerUnderTest.start(ServerUnderTest.router(), ServerUnderTest.limits(4, 4, 4))) {
            RawHttp.Answer answer = server.exchange("GET / HTTP/1.1\nHost: t\nX: " + "a".repeat(9000) + "\n\n");
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.header("Connection")).contains("close");
        }
    }

    @Test
    void refusesMalformedRequests() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.start(ServerUnderTest.router())) {
            for (String text : List.of(
                    "GET / HTTP/1.1\n\n",
                    "GET / HTTP/1.1\nHost: a\nHost: b\n\n",
                    "GET / HTTP/1.1\nHost: a\nX y: 1\n\n",
                    "POST / HTTP/1.1\nHost: a\nContent-Length: abc\n\n",
                    "POST / HTTP/1.1\nHost: a\nContent-Length: -1\n\n",
                    "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nContent-Length: 2\n\nx",
                    "rubbish\n\n")) {
                try (RawHttp http = server.connect()) {
                    RawHttp.Answer answer = http.send(text).receive();
                    assertThat(answer.status()).as(text).isEqualTo(400);
                    assertThat(answer.text()).as(text).isEqualTo("MalformedRequest");
                    assertThat(http.isClosedByServer()).as(text).isTrue();
                }
            }
            assertThat(server.exchange("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip\n\n")
                            .status())
                    .isEqualTo(501);
            assertThat(server.exchange("BREW / HTTP/1.1\nHost: a\n\n").text()).isEqualTo("UnknownMethod");
            assertThat(server.exchange("get / HTTP/1.1\nHost: a\n\n").text()).isEqualTo("UnknownMethod");
        }
    }

    @Test
    void refusesWhatExceedsTheQueueAtOnce() throws Exception {
        Semaphore running = new Semaphore(0);
        CountDownLatch go = new CountDownLatch(1);
        Router router = ServerUnderTest.router().register("GET", "/slow", request -> {
            running.release();
            go.await();
            return Response.empty(204);
        });
        try (ServerUnderTest server = ServerUnderTest.start(router, ServerUnderTest.limits(1, 0, 4));
                RawHttp first = server.connect()) {
            first.get("/slow");
            running.acquire();
            RawHttp.Answer refused = server.get("/slow");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).isEqualTo("Overloaded");
            assertThat(refused.header("Retry-After")).contains("1");
            go.countDown();
            assertThat(first.receive().status()).isEqualTo(204);
            server.awaitFinished();
            server.awaitFinished();
            assertThat(server.get("/slow").status()).isEqualTo(204);
        }
    }

    @Test
    void letsQueuedRequestsWaitForTheirTurn() throws Exception {
        AtomicLong most = new AtomicLong();
        AtomicLong now = new AtomicLong();
        Router router = ServerUnderTest.router().register("GET", "/", request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            return Response.empty(204);
        });
        try (ServerUnderTest server = ServerUnderTest.start(router, ServerUnderTest.limits(2, 100, 4))) {
            List<RawHttp> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(server.connect().get("/"));
            }
            for (RawHttp client : clients) {
                assertThat(client.receive().status()).isEqualTo(204);
                client.close();
            }
            assertThat(most.get()).isBetween(1L, 2L);
        }
    }

    @Test
    void answersRequestsWhileTransfersAreStuck(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("big");
        try (java.nio.channels.FileChannel channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.allocate(1), (64L << 20) - 1);
        }
        CountDownLatch bodyAwaited = new CountDownLatch(1);
        Router router = ServerUnderTest.router()
                .register("GET", "/quick", request -> Response.empty(204))
                .register(
                        "GET",
                        "/file",
                        request -> new Response(200, Headers.EMPTY, new Body.FileRegion(file, 0, Files.size(file))))
                .register("POST", "/body", request -> {
                    InputStream body = request.body();
                    body.read();
                    bodyAwaited.countDown();
                    body.read();
                    return Response.empty(204);
                });
        try (ServerUnderTest server = ServerUnderTest.start(router, ServerUnderTest.limits(1, 2, 1));
                RawHttp download = server.connect();
                RawHttp upload = server.connect()) {
            download.get("/file");
            assertThat(download.readByte()).isEqualTo('H');
            upload.send("POST /body HTTP/1.1\nHost: t\nContent-Length: 2\n\nx");
            bodyAwaited.await();

            assertThat(server.get("/quick").status()).isEqualTo(204);
            assertThat(server.get("/file").status()).isEqualTo(503);
            assertThat(upload.send("y").receive().status()).isEqualTo(204);
        }
    }

    @Test
    void readsAStreamOnlyAsFastAsTheClientTakesIt() throws Exception {
        AtomicLong produced = new AtomicLong();
        CountDownLatch closed = new CountDownLatch(1);
        Router router = ServerUnderTest.router().registerTransfer("GET", "/endless", request -> {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    produced.incrementAndGet();
                    return 'x';
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    produced.addAndGet(length);
                    return length;
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
            return new Response(200, Headers.EMPTY, new Body.Stream(endless, -1));
        });
        try (ServerUnderTest server = ServerUnderTest.start(router)) {
            try (RawHttp http = server.connect()) {
                http.get("/endless").receiveHead();
                long before = -1;
                while (before != produced.get()) {
                    before = produced.get();
                    assertThat(closed.await(500, java.util.concurrent.TimeUnit.MILLISECONDS))
                            .isFalse();
                }
                assertThat(before).isLessThan(32L << 20);
                http.input().readNBytes(48 << 20);
                assertThat(produced.get()).isGreaterThan(before);
            }
            closed.await();
            assertThat(server.awaitFinished().status()).isEqualTo(RequestObserver.CLIENT_GONE);
        }
    }

    @Test
    void finishesRequestsInFlightBeforeItCloses() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Router router = ServerUnderTest.router()
                .register("GET", "/", request -> Response.empty(204))
                .register("GET", "/slow", request -> {
                    running.countDown();
                    go.await();
                    return Response.text(200, "done");
                });
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp idle = server.connect();
                RawHttp busy = server.connect()) {
            idle.get("/").receive();
            busy.get("/slow");
            running.await();
            int port = server.port();
            Thread closing = Thread.ofPlatform().start(() -> server.server.close(Duration.ofSeconds(20)));

            assertThat(idle.isClosedByServer()).isTrue();
            assertThatThrownBy(() -> {
                        // The listener closes a moment after the idle connections.
                        while (true) {
                            RawHttp.connect(port).get("/").receive();
                        }
                    })
                    .isInstanceOf(java.io.IOException.class);
            go.countDown();
            RawHttp.Answer answer = busy.receive();
            assertThat(answer.text()).isEqualTo("done");
            assertThat(answer.header("Connection")).contains("close");
            assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void cutsOffWhatDoesNotFinishInTime() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Router router = ServerUnderTest.router().register("GET", "/slow", request -> {
            running.countDown();
            go.await();
            return Response.text(200, "done");
        });
        try (ServerUnderTest server = ServerUnderTest.start(router);
                RawHttp busy = server.connect()) {
            busy.get("/slow");
            running.await();
            server.server.close(Duration.ofMillis(100));
            assertThat(busy.isClosedByServer()).isTrue();
            go.countDown();
        }
    }

    @Test
    void closesSilentConnections() throws Exception {
        HttpServerSettings.Limits limits = new HttpServerSettings.Limits(4, 4, 4, 8192, 1024, Duration.ofMillis(200));
        try (ServerUnderTest server = ServerUnderTest.start(ServerUnderTest.router(), limits);
                RawHttp http = server.connect()) {
            http.send("GET / HT");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }
}
