package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.SelfSigned;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path folder;

    @Test
    void servesFilesByTlsAndReloadsItsCertificate() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        Router router = ServerUnderTest.router()
                .register("GET", "/secure", request -> Response.text(200, String.valueOf(request.secure())))
                .registerTransfer(
                        "GET", "/file", request -> new Response(200, Headers.EMPTY, new Body.FileRegion(file, 2, 3)));
        SelfSigned first = SelfSigned.make(folder, "first");
        HttpServerSettings settings = new HttpServerSettings(
                "127.0.0.1",
                0,
                new HttpServerSettings.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem")),
                HttpServerSettings.Limits.DEFAULT,
                TrustedProxies.LOOPBACK);
        try (HttpServer server = HttpServer.start(
                settings, router, (request, status, nanos, bytes) -> {}, Clock.systemUTC(), new Random(1))) {
            assertThat(get(server.port(), first, "/secure")).endsWith("\r\n\r\ntrue");
            assertThat(get(server.port(), first, "/file")).endsWith("\r\n\r\n234");

            SelfSigned second = SelfSigned.make(folder, "second");
            server.reloadCertificate();
            assertThat(serial(server.port(), second))
                    .isEqualTo(second.content().getSerialNumber())
                    .isNotEqualTo(first.content().getSerialNumber());

            Files.writeString(folder.resolve("key.pem"), "not a key");
            assertThatThrownBy(server::reloadCertificate).isInstanceOf(IOException.class);
            assertThat(serial(server.port(), second)).isEqualTo(second.content().getSerialNumber());
        }
    }

    @Test
    void refusesToStartWithoutItsCertificate() {
        HttpServerSettings settings = new HttpServerSettings(
                "127.0.0.1",
                0,
                new HttpServerSettings.Tls(folder.resolve("none.pem"), folder.resolve("none.pem")),
                HttpServerSettings.Limits.DEFAULT,
                TrustedProxies.LOOPBACK);
        assertThatThrownBy(() -> HttpServer.start(
                                settings,
                                ServerUnderTest.router(),
                                (request, status, nanos, bytes) -> {},
                                Clock.systemUTC(),
                                new Random(1))
                        .close())
                .isInstanceOf(IOException.class);
    }

    private static SSLSocket connect(int port, SelfSigned trusted) throws Exception {
        return (SSLSocket) trusted.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private static String get(int port, SelfSigned trusted, String target) throws Exception {
        try (SSLSocket socket = connect(port, trusted)) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static BigInteger serial(int port, SelfSigned trusted) throws Exception {
        try (SSLSocket socket = connect(port, trusted)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
