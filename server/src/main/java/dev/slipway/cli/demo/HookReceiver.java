package dev.slipway.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two programs of the vendor's that are told of events: one that takes them, and one that is out of order. */
public final class HookReceiver implements AutoCloseable {
    private static final String WELL = "/team-chat/releases";
    private static final String BROKEN = "/billing/licenses";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HookReceiver(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens on a free port of this machine alone.
     *
     * @throws IOException when there is none
     */
    public static HookReceiver open() throws IOException {
        HookReceiver receiver =
                new HookReceiver(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        receiver.server.setExecutor(receiver.threads);
        receiver.server.createContext(WELL, exchange -> answer(exchange, 200, "posted"));
        receiver.server.createContext(BROKEN, exchange -> answer(exchange, 503, "Down for maintenance until Monday"));
        receiver.server.start();
        return receiver;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String well() {
        return address(WELL);
    }

    String broken() {
        return address(BROKEN);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
