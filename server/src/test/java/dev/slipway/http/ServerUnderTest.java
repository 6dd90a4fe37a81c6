package dev.slipway.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server with one plain root view that names every failure, on a free port. */
final class ServerUnderTest implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-07T08:09:10Z");

    final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    final HttpServer server;

    record Finished(String path, int status, long bytesOut) {}

    private ServerUnderTest(Router router, HttpServerSettings settings) throws IOException {
        server = HttpServer.start(
                settings,
                router,
                (request, status, nanos, bytesOut) -> finished.add(new Finished(request.path(), status, bytesOut)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(7));
    }

    static Router router() {
        return new Router().view("/", ServerUnderTest::render, (request, methods) -> {
            String allowed = String.join(",", methods);
            return Response.text(allowed.isEmpty() ? 404 : 405, allowed);
        });
    }

    static Response render(Request request, Throwable failure) {
        if (failure instanceof HttpProblem problem) {
            Response response =
                    Response.text(problem.status(), failure.getClass().getSimpleName());
            return failure instanceof Overloaded busy
                    ? response.withHeader("Retry-After", Integer.toString(busy.retryAfterSeconds()))
                    : response;
        }
        return Response.text(500, "failed");
    }

    static ServerUnderTest start(Router router) throws IOException {
        return start(router, HttpServerSettings.Limits.DEFAULT);
    }

    static ServerUnderTest start(Router router, HttpServerSettings.Limits limits) throws IOException {
        return new ServerUnderTest(
                router, HttpServerSettings.plain("127.0.0.1", 0).withLimits(limits));
    }

    static HttpServerSettings.Limits limits(int requests, int queued, int transfers) {
        return new HttpServerSettings.Limits(requests, queued, transfers, 8192, 1024, Duration.ofSeconds(30));
    }

    int port() {
        return server.port();
    }

    RawHttp connect() throws IOException {
        return RawHttp.connect(port());
    }

    RawHttp.Answer exchange(String text) throws IOException {
        try (RawHttp http = connect()) {
            return http.send(text).receive();
        }
    }

    RawHttp.Answer get(String target) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\nHost: test\n\n");
    }

    Finished awaitFinished() throws InterruptedException {
        Finished next = finished.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No request was finished within ten seconds");
        }
        return next;
    }

    @Override
    public void close() {
        server.close();
    }
}
