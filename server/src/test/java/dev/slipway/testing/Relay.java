package dev.slipway.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The way to a server on this machine, which can break: then connections are cut, and new ones refused. */
public final class Relay implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final InetSocketAddress server;
    private final int port;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong breakAt = new AtomicLong(Long.MAX_VALUE);
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    /** Leads to the server at this address. */
    public Relay(String url) throws IOException {
        URI address = URI.create(url);
        server = new InetSocketAddress(address.getHost(), address.getPort());
        port = listen(0);
    }

    /** The address to use instead of the server's. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many bytes came from clients. */
    public long sent() {
        return sent.get();
    }

    /** Breaks once clients have sent so many more bytes. */
    public void breakAfter(long bytes) {
        breakAt.set(sent.get() + bytes);
    }

    /** Mends it, on the same port. */
    public void mend() throws IOException {
        breakAt.set(Long.MAX_VALUE);
        listen(port);
    }

    private int listen(int wanted) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        open.add(listener);
        Thread.ofVirtual().start(() -> accept(listener));
        return listener.getLocalPort();
    }

    private void accept(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> lead(client));
            } catch (IOException e) {
                // Broken on purpose: whoever comes now is refused.
                return;
            }
        }
    }

    private void lead(Socket client) {
        try (client;
                Socket onward = new Socket()) {
            open.add(onward);
            onward.connect(server);
            Thread.ofVirtual().start(() -> copy(onward, client, false));
            copy(client, onward, true);
        } catch (IOException e) {
            // Nobody serves there, which the client learns by being cut off.
            return;
        } finally {
            open.remove(client);
        }
    }

    private void copy(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                if (counted && sent.addAndGet(count) >= breakAt.get()) {
                    breakNow();
                }
            }
        } catch (IOException e) {
            // Either end is gone, and so is the other one now.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        breakNow();
    }

    /** Breaks at once. */
    public void breakNow() {
        for (Closeable each : List.copyOf(open)) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            open.remove(each);
        }
    }
}
