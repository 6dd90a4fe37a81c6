package dev.slipway.http;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A running HTTP/1.1 server: event loops read and write, every request is handled on a virtual thread. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_CHUNK_BYTES = 1 << 20;

    private final ServerCore core;
    private final Vertx vertx;
    private final ThreadFactory threads = Thread.ofVirtual().name("request").factory();
    private final List<io.vertx.core.http.HttpServer> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpServer(ServerCore core) {
        this.core = core;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(eventLoops())
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Starts a server.
     *
     * @param observer hears of every finished request
     * @param clock tells the Date header
     * @param random makes request ids; used by many threads at once
     * @throws PortTakenException if another program has the port
     * @throws IOException if it cannot listen for any other reason, such as an unreadable certificate
     */
    public static HttpServer start(
            HttpServerSettings settings, Router router, RequestObserver observer, Clock clock, RandomGenerator random)
            throws IOException {
        router.viewOf("/");
        HttpServerSettings.Limits limits = settings.limits();
        ServerCore core = new ServerCore(
                settings,
                router,
                observer,
                random,
                new DateHeader(clock),
                new Admission(limits.concurrentRequests(), limits.queuedRequests()),
                new Admission(limits.concurrentTransfers(), 0),
                new AtomicBoolean());
        HttpServer server = new HttpServer(core);
        try {
            server.listen();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return listeners.getFirst().actualPort();
    }

    /**
     * Reads the certificate and its key anew, for connections made from now on.
     *
     * @throws IOException if they cannot be used; the old ones stay in use
     */
    public void reloadCertificate() throws IOException {
        HttpServerSettings.Tls tls = core.settings().tls();
        if (tls == null) {
            throw new IOException("The server has no certificate to reload");
        }
        for (io.vertx.core.http.HttpServer listener : listeners) {
            await(listener.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(certificate(tls)), true));
        }
    }

    /**
     * Takes no more connections, lets requests in flight finish for at most {@code drain}, then closes what is left.
     * Connections without a request are closed at once.
     */
    public void close(Duration drain) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        core.draining().set(true);
        try {
            await(Future.join(
                    listeners.stream().map(listener -> listener.shutdown(drain)).toList()));
            await(vertx.close());
        } catch (IOException e) {
            throw new IllegalStateException("The server could not be closed", e);
        }
    }

    /** Closes every connection at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void listen() throws IOException {
        HttpServerSettings settings = core.settings();
        try {
            // A negative port lets all event loops share one free port.
            int port = settings.port() == 0 ? -1 : settings.port();
            HttpServerOptions options = options(settings);
            await(vertx.deployVerticle(
                    () -> new Listener(options, port), new DeploymentOptions().setInstances(eventLoops())));
        } catch (IOException e) {
            Throwable cause = e.getCause();
            if (cause instanceof BindException
                    || String.valueOf(cause == null ? null : cause.getMessage()).contains("Address already in use")) {
                throw new PortTakenException(settings.host(), settings.port());
            }
            throw new IOException("Cannot listen on " + settings.host() + " port " + settings.port(), cause);
        }
    }

    private static HttpServerOptions options(HttpServerSettings settings) {
        HttpServerSettings.Limits limits = settings.limits();
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                // There are no web sockets here; without these, no handler for them looks at every message.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setMaxHeaderSize(limits.headerBytes())
                // Longer than allowed, so that the view of the path can say so.
                .setMaxInitialLineLength(2 * limits.targetLength() + 64);
        options.setIdleTimeout(Math.toIntExact(limits.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        HttpServerSettings.Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true).setUseAlpn(false).setKeyCertOptions(certificate(tls));
        }
        return options;
    }

    private static PemKeyCertOptions certificate(HttpServerSettings.Tls tls) {
        return new PemKeyCertOptions()
                .setCertPath(tls.certificate().toAbsolutePath().toString())
                .setKeyPath(tls.key().toAbsolutePath().toString());
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("The network library failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the server starts or stops");
        }
    }

    /** One event loop's share of the connections. */
    private final class Listener extends VerticleBase {
        private final HttpServerOptions options;
        private final int port;

        Listener(HttpServerOptions options, int port) {
            this.options = options;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            io.vertx.core.http.HttpServer listener = vertx.createHttpServer(options)
                    .requestHandler(this::receive)
                    .invalidRequestHandler(this::receive);
            return listener.listen(port, core.settings().host()).onSuccess(listeners::add);
        }

        private void receive(HttpServerRequest raw) {
            @Nullable Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("A request came outside of an event loop");
            }
            threads.newThread(new Exchange(core, raw, context)).start();
        }
    }
}
