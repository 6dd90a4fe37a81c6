package dev.slipway.http;

import java.io.InputStream;
import java.nio.file.Path;

/** What follows the head of a response. */
public sealed interface Body {
    /** The one empty body. */
    Body EMPTY = new Empty();

    /** No body. */
    record Empty() implements Body {}

    /** Bytes in memory; not to be changed afterwards. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] content) implements Body {}

    /** A part of a file, sent without copying it through this process where the system can. */
    record FileRegion(Path file, long offset, long length) implements Body {
        /** Refuses negative numbers. */
        public FileRegion {
            if (offset < 0 || length < 0) {
                throw new IllegalArgumentException("A file region needs an offset and a length of at least 0");
            }
        }
    }

    /** A stream of {@code length} bytes (-1: unknown), read as fast as the client takes it and closed in every case. */
    record Stream(InputStream content, long length) implements Body {}
}
