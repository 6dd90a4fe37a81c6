package dev.slipway.event.delivery;

import dev.slipway.event.delivery.Envelope.Sealed;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends one request over a connection of its own, to exactly the address that was checked: a client that looks names up by
 * itself could be led elsewhere between the check and the connection. Redirects are answers like any other, and not followed.
 */
public final class WebhookSender {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MOST_ADDRESSES = 4;

    private final AddressGuard guard;
    private final Resolver resolver;
    private final SSLSocketFactory secure;
    private final Duration patience;

    /**
     * Sends where the guard permits it.
     *
     * @param patience how long connecting, sending and each wait for an answer may take
     */
    public WebhookSender(AddressGuard guard, Resolver resolver, SSLSocketFactory secure, Duration patience) {
        this.guard = guard;
        this.resolver = resolver;
        this.secure = secure;
        this.patience = patience;
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {
        /** All addresses of that name, at least one. */
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** Makes the request, once it is known how the host and the target are sent. */
    @FunctionalInterface
    public interface Request {
        /** The request for a path and query at a host. */
        Sealed seal(String target, String host);
    }

    /** The longest that an attempt takes, apart from looking up the name. */
    public Duration longest() {
        return patience.multipliedBy(3);
    }

    /** Sends a request to an address and waits for the answer. */
    public Outcome send(String url, Request request) {
        // What is not of ASCII is sent, and signed, in escapes.
        URI address = URI.create(URI.create(url).toASCIIString());
        boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
        List<InetAddress> permitted;
        try {
            permitted = resolver.resolve(bare(address.getHost())).stream()
                    .filter(each -> guard.permits(each, encrypted))
                    .toList();
        } catch (UnknownHostException e) {
            return new Outcome.Unanswered(Failure.DNS_ERROR);
        }
        if (permitted.isEmpty()) {
            return new Outcome.Unanswered(Failure.HOST_NOT_ALLOWED);
        }
        try {
            return send(address, encrypted, permitted, request);
        } catch (IOException e) {
            return new Outcome.Unanswered(failure(e));
        }
    }

    private Outcome send(URI address, boolean encrypted, List<InetAddress> permitted, Request request)
            throws IOException {
        String host = bare(address.getHost());
        int usual = encrypted ? HTTPS_PORT : HTTP_PORT;
        int port = address.getPort() < 0 ? usual : address.getPort();
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        String named = port == usual ? address.getHost() : address.getHost() + ":" + port;
        try (Socket plain = connect(permitted, port)) {
            // Reads end by themselves, writes do not.
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> closeQuietly(plain),
                    CompletableFuture.delayedExecutor(longest().toMillis(), TimeUnit.MILLISECONDS));
            try (Socket socket = encrypted ? encrypt(plain, host, port) : plain) {
                socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
                write(socket.getOutputStream(), target, named, request.seal(target, named));
                return new AnswerReader(socket.getInputStream()).read();
            } catch (SocketException e) {
                if (plain.isClosed() && !end.cancel(false)) {
                    throw new SocketTimeoutException("The whole took too long");
                }
                throw e;
            } finally {
                end.cancel(false);
            }
        }
    }

    /** Connects to the first that answers. They share the time, so that a name of many addresses gets no more of it. */
    private Socket connect(List<InetAddress> permitted, int port) throws IOException {
        List<InetAddress> tried = permitted.subList(0, Math.min(permitted.size(), MOST_ADDRESSES));
        int each = Math.toIntExact(patience.dividedBy(tried.size()).toMillis());
        IOException first = null;
        for (InetAddress address : tried) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), each);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                first = first == null ? e : first;
            }
        }
        throw first == null ? new ConnectException("No address") : first;
    }

    private Socket encrypt(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
        SSLSocket socket = (SSLSocket) secure.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without this, any certificate of a known authority would do.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(OutputStream to, String target, String host, Sealed sealed) throws IOException {
        StringBuilder head = new StringBuilder(512)
                .append("POST ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        sealed.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(sealed.body().length).append("\r\nConnection: close\r\n\r\n");
        BufferedOutputStream output = new BufferedOutputStream(to);
        output.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        output.write(sealed.body());
        output.flush();
    }

    private static Failure failure(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (e) {
            case SocketTimeoutException timeout -> Failure.REQ_TIMEOUT;
            case SSLException broken when broken.getCause() instanceof SocketTimeoutException -> Failure.REQ_TIMEOUT;
            case SSLException broken -> Failure.SSL_ERROR;
            case AnswerReader.NotHttp garbage -> Failure.RES_INVALID;
            case EOFException ended -> Failure.EOF_ERROR;
            case NoRouteToHostException unreachable -> Failure.HOST_UNREACH;
            case ConnectException refused when message.contains("unreachable") -> Failure.NET_UNREACH;
            case ConnectException refused when message.contains("timed out") -> Failure.REQ_TIMEOUT;
            case ConnectException refused -> Failure.CONN_REFUSED;
            case SocketException broken when message.contains("network is unreachable") -> Failure.NET_UNREACH;
            default -> Failure.CONN_RESET;
        };
    }

    /** Without the brackets of an IPv6 address. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
