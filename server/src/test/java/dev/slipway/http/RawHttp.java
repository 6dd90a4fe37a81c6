package dev.slipway.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection on which a test writes and reads HTTP byte by byte, well-formed or not. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /** A response as it came over the wire. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, List<String> headerLines, byte[] body) {
        /** The first value of a header. */
        public Optional<String> header(String name) {
            return headerLines.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Connects to a server on this machine; reads fail after ten seconds of silence. */
    public static RawHttp connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
        return new RawHttp(socket);
    }

    /** Sends text, whose line feeds become CRLF. */
    public RawHttp send(String text) throws IOException {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a GET. */
    public RawHttp get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\nHost: test\n\n");
    }

    /** Ends our side of the connection, so that the server sees the end of the stream. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads a response with a body. */
    public Answer receive() throws IOException {
        return receive(true);
    }

    /** Reads a response without a body, whatever its headers say. */
    public Answer receiveHead() throws IOException {
        return receive(false);
    }

    /** Reads one byte, -1 at the end of the stream. */
    public int readByte() throws IOException {
        return socket.getInputStream().read();
    }

    /** The stream of what the server sends. */
    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** Whether the server closed the connection and sent nothing more; waits for it. */
    public boolean isClosedByServer() throws IOException {
        try {
            return readByte() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer receive(boolean withBody) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        Answer head = new Answer(status, List.copyOf(headers), new byte[0]);
        if (!withBody || status < 200 || status == 204 || status == 304) {
            return head;
        }
        return new Answer(status, head.headerLines(), body(head));
    }

    private byte[] body(Answer head) throws IOException {
        if (head.header("Transfer-Encoding").isPresent()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                all.write(exactly(size));
                line();
            }
            line();
            return all.toByteArray();
        }
        Optional<String> length = head.header("Content-Length");
        return length.isPresent()
                ? exactly(Integer.parseInt(length.get()))
                : socket.getInputStream().readAllBytes();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The body ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            if (c < 0) {
                throw new EOFException("The connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
