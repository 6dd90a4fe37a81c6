package dev.slipway.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody on this machine who is told of events. Each path is a mailbox of its own with its own answer. */
public final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, BlockingQueue<Received>> received = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();

    /** Listens on a free port of the loopback. */
    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            mailbox(path)
                    .add(new Received(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders(),
                            body));
            awaitRelease(path);
            Answer answer = answers.getOrDefault(path, new Answer(200, "thanks", null));
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.location() != null) {
                exchange.getResponseHeaders().add("Location", answer.location());
            }
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    private record Answer(int status, String body, @Nullable String location) {}

    /** A request that came. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Received(String method, String target, Map<String, List<String>> headers, byte[] body) {
        /** A header; fails when it is not there once. */
        public String header(String name) {
            return Objects.requireNonNull(Headers.of(headers).getFirst(name), name);
        }

        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The name of the event. */
        public String event() {
            return json().at("/data/attributes/event").stringValue();
        }

        /** The document that the event is about. */
        public JsonNode payload() {
            return JSON.readTree(json().at("/data/attributes/payload").stringValue());
        }
    }

    private BlockingQueue<Received> mailbox(String path) {
        return received.computeIfAbsent(path, missing -> new LinkedBlockingQueue<>());
    }

    /** The address of a mailbox. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers like that from now on. */
    public void answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body, null));
    }

    /** Lets whoever sends something wait for an answer until {@link #release}. */
    public void hold(String path) {
        held.put(path, new CountDownLatch(1));
    }

    /** Answers again. */
    public void release(String path) {
        CountDownLatch latch = held.remove(path);
        if (latch != null) {
            latch.countDown();
        }
    }

    private void awaitRelease(String path) {
        CountDownLatch latch = held.get(path);
        try {
            if (latch != null && !latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Held for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Redirects from now on. */
    public void redirect(String path, String location) {
        answers.put(path, new Answer(307, "", location));
    }

    /** The next request that comes; fails when none comes. */
    public Received next(String path) {
        try {
            Received next = mailbox(path).poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing was sent to " + path);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many requests came that nobody looked at. */
    public int waiting(String path) {
        return mailbox(path).size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
