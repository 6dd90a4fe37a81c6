package dev.slipway.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** The bytes of a channel from its position on, exactly so many; it owns the channel. */
final class BoundedChannelStream extends InputStream {
    private final SeekableByteChannel channel;
    private long remaining;

    BoundedChannelStream(SeekableByteChannel channel, long length) {
        this.channel = channel;
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, remaining)));
        if (count < 0) {
            throw new EOFException("The blob is shorter than it was when it was opened");
        }
        remaining -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
