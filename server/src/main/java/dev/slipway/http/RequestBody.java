package dev.slipway.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A request body that is fetched as fast as it is read: never more than a window of buffers waits here. */
final class RequestBody extends InputStream {
    private static final int WINDOW = 32;
    private static final int TOP_UP = 16;

    private sealed interface Event {}

    private record Data(Buffer buffer) implements Event {}

    private enum Last implements Event {
        END,
        LOST
    }

    private final HttpServerRequest request;
    private final Context context;
    private final boolean continueExpected;
    private final @Nullable Admission turns;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private volatile boolean complete;
    private volatile long received;
    private long discardAtMost = -1;
    private boolean closing;
    private @Nullable Runnable closer;

    private boolean started;
    private @Nullable Last last;
    private Buffer current = Buffer.buffer();
    private int position;
    private int taken;

    /**
     * To be made on the event loop; the request stays paused until the first read.
     *
     * @param turns the turns of which the reader gives up its own while it waits for the client, null to keep it
     */
    RequestBody(HttpServerRequest request, Context context, boolean continueExpected, @Nullable Admission turns) {
        this.request = request;
        this.context = context;
        this.continueExpected = continueExpected;
        this.turns = turns;
        request.pause();
        request.handler(this::arrive);
        request.endHandler(_ -> {
            complete = true;
            events.add(Last.END);
            if (closing && closer != null) {
                closer.run();
            }
        });
        request.exceptionHandler(_ -> events.add(Last.LOST));
    }

    /** Runs on the event loop, the only thread that counts what came in. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void arrive(Buffer buffer) {
        received += buffer.length();
        if (discardAtMost < 0) {
            events.add(new Data(buffer));
        } else if (received > discardAtMost && closer != null) {
            closer.run();
        }
    }

    /** Bytes that came in so far, read or not. */
    long received() {
        return received;
    }

    /** Whether the whole body came in. */
    boolean complete() {
        return complete;
    }

    /** Whether the client still waits for us to ask for the body, so that it may never send it. */
    boolean withheld() {
        return continueExpected && !started;
    }

    /**
     * Drops what is still to come; for the event loop only.
     *
     * @param limit bytes after which the connection is closed
     * @param atEnd whether to close the connection at the end of the body, too
     * @param close closes the connection
     */
    void discard(long limit, boolean atEnd, Runnable close) {
        events.clear();
        discardAtMost = received + limit;
        closing = atEnd;
        closer = close;
        if (complete && atEnd) {
            close.run();
        } else if (!complete) {
            request.resume();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position >= current.length()) {
            if (last == null) {
                advance();
            }
            if (last == Last.END) {
                return -1;
            }
            if (last == Last.LOST) {
                throw new BodyTruncated(received);
            }
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length() - position;
    }

    private void advance() throws IOException {
        if (!started) {
            started = true;
            context.runOnContext(_ -> {
                if (continueExpected) {
                    request.response().writeContinue();
                }
                request.fetch(WINDOW);
            });
        }
        switch (next()) {
            case Data data -> {
                current = data.buffer();
                position = 0;
                if (++taken == TOP_UP) {
                    taken = 0;
                    context.runOnContext(_ -> request.fetch(TOP_UP));
                }
            }
            case Last end -> {
                current = Buffer.buffer();
                position = 0;
                last = end;
            }
        }
    }

    /** The next event; whoever waits for a slow client does not keep others from running. */
    private Event next() throws IOException {
        Event event = events.poll();
        if (event != null) {
            return event;
        }
        if (turns != null) {
            turns.endTurn();
        }
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while reading the request body");
        } finally {
            if (turns != null) {
                turns.beginTurn();
            }
        }
    }
}
