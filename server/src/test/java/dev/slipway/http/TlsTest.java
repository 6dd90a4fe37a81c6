package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
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
        KeyStore first = makeCertificate("first");
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

            KeyStore second = makeCertificate("second");
            server.reloadCertificate();
            assertThat(serial(server.port(), second))
                    .isEqualTo(serialOf(second))
                    .isNotEqualTo(serialOf(first));

            Files.writeString(folder.resolve("key.pem"), "not a key");
            assertThatThrownBy(server::reloadCertificate).isInstanceOf(IOException.class);
            assertThat(serial(server.port(), second)).isEqualTo(serialOf(second));
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

    private KeyStore makeCertificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("test").getEncoded());
        pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("test", "changeit".toCharArray()).getEncoded());
        return keys;
    }

    private void pem(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static SSLSocket connect(int port, KeyStore trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("test", trusted.getCertificate("test"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        TrustManager[] managers = factory.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private static String get(int port, KeyStore trusted, String target) throws Exception {
        try (SSLSocket socket = connect(port, trusted)) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static BigInteger serial(int port, KeyStore trusted) throws Exception {
        try (SSLSocket socket = connect(port, trusted)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static BigInteger serialOf(KeyStore keys) throws Exception {
        return ((X509Certificate) keys.getCertificate("test")).getSerialNumber();
    }
}
