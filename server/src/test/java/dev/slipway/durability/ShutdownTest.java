package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that is told to stop finishes what it has begun. */
class ShutdownTest {

    @Test
    void finishesAnUploadInFlightBeforeItStops() throws Exception {
        Path data = Files.createTempDirectory("slipway-shutdown");
        String artifact;
        byte[] content = "half, and the other half".getBytes(StandardCharsets.UTF_8);
        try (ServerProcess server = ServerProcess.start(data, "")) {
            Client admin = server.client().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
            Publisher publisher = new Publisher(admin, Publisher.product(admin));
            Reply announced = publisher.announce(publisher.draft("1.0.0").id(), "slow.txt");
            artifact = announced.id();
            URI link = URI.create(announced.text("/data/links/redirect"));
            try (Socket socket = new Socket(link.getHost(), link.getPort())) {
                OutputStream out = socket.getOutputStream();
                String head = "PUT %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
                        .formatted(link.getRawPath(), link.getAuthority(), content.length);
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                // The server asks for the body: from here on the request is in flight.
                assertThat(readLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
                assertThat(readLine(socket)).isEmpty();
                out.write(content, 0, 6);
                out.flush();

                CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> terminate(server));
                awaitRefusal(link);
                assertThat(exit).isNotDone();
                out.write(content, 6, content.length - 6);
                out.flush();

                assertThat(readLine(socket)).isEqualTo("HTTP/1.1 200 OK");
                assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(143);
            }
        }
        try (ServerProcess server = ServerProcess.start(data, "")) {
            Client admin = server.client().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
            String link = admin.get("/v1/artifacts/" + artifact)
                    .expect(303)
                    .header("Location")
                    .orElseThrow();
            assertThat(server.client().get(link).expect(200).bytes()).isEqualTo(content);
        }
    }

    private static int terminate(ServerProcess server) {
        try {
            return server.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the server takes no new connections. */
    private static void awaitRefusal(URI link) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until) {
            try (Socket probe = new Socket(link.getHost(), link.getPort())) {
                assertThat(probe.isConnected()).isTrue();
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("The server still takes connections");
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
