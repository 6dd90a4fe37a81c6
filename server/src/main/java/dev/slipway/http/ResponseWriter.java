package dev.slipway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;

/** Writes one answer and leaves the connection fit for the next request, or closes it. */
final class ResponseWriter {
    private static final int CHUNK = 64 * 1024;

    /** Chunks on their way to the client: what bounds the memory of a stream, however slow the client. */
    private static final int CHUNKS_IN_FLIGHT = 4;

    /** An unread body up to this size is read and dropped, so that the connection can be kept. */
    private static final long SMALL_BODY = 64 * 1024;

    /** How much, and how long, a client may go on sending after its request was refused before it is cut off. */
    private static final long LINGERING_BYTES = 16L << 20;

    private static final long LINGERING_MILLIS = 2_000;

    private final ServerCore core;
    private final HttpServerRequest raw;
    private final HttpServerResponse out;
    private final IncomingRequest request;
    private final Context context;
    private final boolean malformed;

    ResponseWriter(
            ServerCore core, HttpServerRequest raw, IncomingRequest request, Context context, boolean malformed) {
        this.core = core;
        this.raw = raw;
        this.out = raw.response();
        this.request = request;
        this.context = context;
        this.malformed = malformed;
    }

    /** Bytes of body written so far. */
    long bytesOut() {
        return request.isHead() ? 0 : out.bytesWritten();
    }

    /** Cuts the connection: the only way to tell a client that the answer is not complete. */
    void abort() {
        var _ = raw.connection().close();
    }

    /** Releases what a body that is not written holds. */
    static void discard(Body body) throws IOException {
        if (body instanceof Body.Stream stream) {
            stream.content().close();
        }
    }

    /**
     * Writes the answer. Returns when the network has taken all of it, or at once where it is in memory.
     *
     * @throws ClientGone if the connection ended before
     */
    void write(Response response) throws IOException {
        boolean close = head(response);
        switch (response.body()) {
            case Body.Empty _ -> finish(out.end(), close);
            case Body.Bytes bytes -> {
                boolean bare = request.isHead() || isBodiless(response.status());
                finish(bare ? out.end() : out.end(Buffer.buffer(bytes.content())), close);
            }
            case Body.FileRegion region -> file(region, isBodiless(response.status()), close);
            case Body.Stream stream -> {
                try (InputStream content = stream.content()) {
                    stream(content, stream.length(), isBodiless(response.status()), close);
                }
            }
        }
    }

    private static boolean isBodiless(int status) {
        return status == 204 || status == 304;
    }

    /** Sets the head and returns whether the connection has to be closed after this answer. */
    private boolean head(Response response) {
        MultiMap headers = out.headers();
        headers.clear();
        out.setStatusCode(response.status());
        response.headers().forEach(headers::add);
        if (response.headers().first("Date") == null) {
            headers.add(HeaderNames.DATE, core.date().now());
        }
        headers.set(HeaderNames.REQUEST_ID, request.id());
        headers.set(HeaderNames.CONTENT_TYPE_OPTIONS, HeaderNames.NOSNIFF);
        long length = switch (response.body()) {
            case Body.Empty _ -> 0;
            case Body.Bytes bytes -> bytes.content().length;
            case Body.FileRegion region -> region.length();
            case Body.Stream stream -> stream.length();
        };
        if (length >= 0 && !isBodiless(response.status())) {
            headers.set(HeaderNames.CONTENT_LENGTH, Long.toString(length));
        }
        boolean close = malformed || cannotKeep() || (length < 0 && request.isOldProtocol());
        if (close || core.draining().get()) {
            headers.set(HeaderNames.CONNECTION, HeaderNames.CLOSE);
        }
        return close;
    }

    /** Whether too much of the request is still to come, or none of it may ever come, to wait for the next one. */
    private boolean cannotKeep() {
        RequestBody body = request.bodyStream();
        if (body == null || body.complete()) {
            return false;
        }
        long length = request.contentLength();
        return body.withheld() || length < 0 || length - body.received() > SMALL_BODY;
    }

    private void finish(Future<Void> written, boolean close) {
        RequestBody body = request.bodyStream();
        if (body != null && !body.complete()) {
            context.runOnContext(_ -> {
                if (close) {
                    context.owner().setTimer(LINGERING_MILLIS, _ -> abort());
                }
                body.discard(close ? LINGERING_BYTES : SMALL_BODY, close, this::abort);
            });
        } else if (close) {
            written.onComplete(_ -> abort());
        }
    }

    private void file(Body.FileRegion region, boolean bodiless, boolean close) throws IOException {
        if (request.isHead() || bodiless || region.length() == 0) {
            finish(out.end(), close);
            return;
        }
        try (FileChannel channel = FileChannel.open(region.file(), StandardOpenOption.READ)) {
            if (channel.size() - region.offset() < region.length()) {
                throw new IOException("A stored file is shorter than it should be");
            }
            boolean typed = out.headers().contains("Content-Type");
            Promise<Void> sent = Promise.promise();
            context.runOnContext(_ -> {
                if (!typed) {
                    out.headersEndHandler(_ -> out.headers().remove("Content-Type"));
                }
                Cork.insert(raw.connection());
                out.sendFile(channel, region.offset(), region.length())
                        .onComplete(_ -> Cork.pull(raw.connection()))
                        .onComplete(sent);
            });
            await(sent.future());
            finish(sent.future(), close);
        }
    }

    private void stream(InputStream content, long length, boolean bodiless, boolean close) throws IOException {
        if (request.isHead() || bodiless) {
            finish(out.end(), close);
            return;
        }
        ArrayDeque<Future<Void>> inFlight = new ArrayDeque<>();
        byte[] chunk = new byte[CHUNK];
        long left = length < 0 ? Long.MAX_VALUE : length;
        while (left > 0) {
            int count = content.read(chunk, 0, (int) Math.min(CHUNK, left));
            if (count < 0) {
                break;
            }
            left -= count;
            if (inFlight.size() == CHUNKS_IN_FLIGHT) {
                await(inFlight.remove());
            }
            inFlight.add(out.write(Buffer.buffer(count).appendBytes(chunk, 0, count)));
        }
        if (length >= 0 && left > 0) {
            throw new IOException("A stream ended " + left + " bytes before its announced length");
        }
        Future<Void> end = out.end();
        finish(end, close);
        await(end);
    }

    private static void await(Future<Void> written) throws IOException {
        if (written.succeeded()) {
            return;
        }
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new ClientGone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while writing an answer");
        }
    }
}
