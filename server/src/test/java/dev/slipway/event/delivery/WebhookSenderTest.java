package dev.slipway.event.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.event.delivery.Envelope.Sealed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against raw sockets that say exactly what a test wants. */
class WebhookSenderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final AddressGuard LOCAL = AddressGuard.allowing(InetAddress::isLoopbackAddress);

    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 50, LOOPBACK);
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    private static WebhookSender sender(AddressGuard guard, WebhookSender.Resolver resolver) {
        return sender(guard, resolver, Duration.ofSeconds(10));
    }

    private static WebhookSender sender(AddressGuard guard, WebhookSender.Resolver resolver, Duration patience) {
        return new WebhookSender(guard, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), patience);
    }

    private Outcome send(String scheme, String host) {
        return sender(LOCAL, name -> List.of(LOOPBACK))
                .send(
                        "%s://%s:%d/hook?a=1".formatted(scheme, host, listening.getLocalPort()),
                        (target, named) ->
                                new Sealed(Map.of("X-Target", target, "X-Host", named), new byte[] {'h', 'i'}));
    }

    /** Reads the request up to its body, answers with that and hangs up. */
    private List<String> answer(String text) {
        List<String> heads = new ArrayList<>();
        Thread.ofVirtual().start(() -> {
            try (Socket socket = listening.accept()) {
                StringBuilder read = new StringBuilder();
                while (!read.toString().endsWith("\r\n\r\nhi")) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        return;
                    }
                    read.append((char) next);
                }
                heads.add(read.toString());
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The sender hung up first.
            }
        });
        return heads;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HTTP/1.1 200 OK~Content-Length: 2~~ok                              | 200 | ok
                    HTTP/1.1 204 No Content~~                                          | 204 | ''
                    HTTP/1.0 200 OK~~until the end                                     | 200 | until the end
                    HTTP/1.1 100 Continue~~HTTP/1.1 201 Created~Content-Length: 0~~    | 201 | ''
                    HTTP/1.1 503 Busy~Transfer-Encoding: chunked~~3~abc~2;x=y~de~0~~   | 503 | abcde
                    HTTP/1.1 307 Elsewhere~Location: http://x~Content-Length: 0~~      | 307 | ''
                    HTTP/1.1 200 OK~Content-Length: 9000~~x                            | 200 | RES_BODY_TOO_LARGE
                    """)
    void readsAnswers(String text, int status, String body) {
        answer(text.replace("~", "\r\n"));

        assertThat(send("http", "hooks.example.com")).isEqualTo(new Outcome.Answered(status, body));
    }

    @Test
    void namesTheHostAndTheTargetAsTheyAreSent() {
        List<String> heads = answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        send("http", "hooks.example.com");

        String host = "hooks.example.com:" + listening.getLocalPort();
        assertThat(heads.getFirst())
                .startsWith("POST /hook?a=1 HTTP/1.1\r\nHost: " + host + "\r\n")
                .contains("X-Target: /hook?a=1\r\n", "X-Host: " + host + "\r\n", "Content-Length: 2\r\n");
    }

    @Test
    void sendsAndSignsAddressesInEscapes() {
        List<String> heads = answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        sender(LOCAL, name -> List.of(LOOPBACK))
                .send(
                        "http://hooks.example.com:%d/h\u00f6\u00f6k?price=\u20ac".formatted(listening.getLocalPort()),
                        (target, named) -> new Sealed(Map.of("X-Target", target), new byte[] {'h', 'i'}));

        assertThat(heads.getFirst())
                .startsWith("POST /h%C3%B6%C3%B6k?price=%E2%82%AC HTTP/1.1\r\n")
                .contains("X-Target: /h%C3%B6%C3%B6k?price=%E2%82%AC\r\n");
    }

    @Test
    void waitsNoLongerForANameOfManyAddresses() throws IOException {
        // A queue of one that is full: the kernel leaves all who come after without an answer.
        try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
            List<Socket> waiting = new ArrayList<>();
            boolean isFull = false;
            while (!isFull) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException e) {
                    isFull = true;
                }
            }
            WebhookSender impatient = sender(LOCAL, host -> Collections.nCopies(100, LOOPBACK), Duration.ofMillis(400));

            long start = System.nanoTime();
            Outcome outcome = impatient.send(
                    "http://many.example.com:" + full.getLocalPort(),
                    (target, host) -> new Sealed(Map.of(), new byte[0]));

            assertThat(outcome).isEqualTo(new Outcome.Unanswered(Failure.REQ_TIMEOUT));
            // A hundred times the patience would be forty seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void tellsWhyNothingCameBack() throws IOException {
        answer("");
        assertThat(send("http", "a.example.com")).isEqualTo(new Outcome.Unanswered(Failure.EOF_ERROR));
        answer("SSH-2.0-OpenSSH_9.9\r\n");
        assertThat(send("http", "a.example.com")).isEqualTo(new Outcome.Unanswered(Failure.RES_INVALID));
        // Accepted by the kernel, and then silence.
        WebhookSender impatient = sender(LOCAL, host -> List.of(LOOPBACK), Duration.ofMillis(300));
        assertThat(impatient.send(
                        "http://a.example.com:" + listening.getLocalPort(),
                        (target, host) -> new Sealed(Map.of(), new byte[0])))
                .isEqualTo(new Outcome.Unanswered(Failure.REQ_TIMEOUT));
        listening.close();
        assertThat(send("http", "a.example.com")).isEqualTo(new Outcome.Unanswered(Failure.CONN_REFUSED));
    }

    @Test
    void doesNotSpeakPlainlyWhereSecrecyIsAskedFor() {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = listening.accept()) {
                socket.getInputStream().read(new byte[5]);
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The sender hung up.
            }
        });

        assertThat(send("https", "a.example.com")).isEqualTo(new Outcome.Unanswered(Failure.SSL_ERROR));
    }

    @Test
    void connectsToNothingButTheAddressThatWasChecked() {
        AtomicInteger asked = new AtomicInteger();
        WebhookSender strict = sender(AddressGuard.strict(), host -> {
            asked.incrementAndGet();
            return List.of(LOOPBACK, InetAddress.ofLiteral("169.254.169.254"));
        });

        Outcome outcome = strict.send("https://rebinding.example.com/", (target, host) -> {
            throw new AssertionError("Nothing is to be sent");
        });

        assertThat(outcome).isEqualTo(new Outcome.Unanswered(Failure.HOST_NOT_ALLOWED));
        assertThat(asked).hasValue(1);
    }

    @Test
    void saysThatANameLeadsNowhere() {
        WebhookSender lost = sender(LOCAL, host -> {
            throw new UnknownHostException(host);
        });

        assertThat(lost.send("https://nowhere.example.com/", (target, host) -> new Sealed(Map.of(), new byte[0])))
                .isEqualTo(new Outcome.Unanswered(Failure.DNS_ERROR));
    }

    @Test
    void waitsLongerAndLongerAndGivesUpAfterFifteenTimes() {
        RetrySchedule schedule = new RetrySchedule(new Random(7));
        for (int attempts = 1; attempts < 15; attempts++) {
            long base = (long) attempts * attempts * attempts * attempts;
            assertThat(schedule.after(attempts).orElseThrow().toSeconds()).isBetween(base + 600, base + 6_000);
        }
        assertThat(schedule.after(15)).isEmpty();
    }
}
