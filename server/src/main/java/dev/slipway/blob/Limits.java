package dev.slipway.blob;

/**
 * How long an upload may and must be.
 *
 * @param maxBytes the most bytes accepted
 * @param expectedLength the length announced, or -1
 */
record Limits(long maxBytes, long expectedLength) {
    Limits {
        if (maxBytes < 0 || expectedLength < -1) {
            throw new IllegalArgumentException("Lengths must not be negative");
        }
    }

    /** Refuses an announcement that is too large before anything is read. */
    void checkAnnounced() throws BlobTooLarge {
        if (expectedLength > maxBytes) {
            throw new BlobTooLarge(maxBytes);
        }
    }

    /** How many bytes to ask the source for next: at most a chunk, and one more than allowed so that excess shows. */
    int room(long received, int chunk) {
        long allowed = (expectedLength >= 0 ? Math.min(expectedLength, maxBytes) : maxBytes) - received;
        return allowed < chunk ? (int) allowed + 1 : chunk;
    }

    /** Refuses more bytes than are allowed. */
    void checkSoFar(long received) throws BlobTooLarge, BlobLengthMismatch {
        if (received > maxBytes) {
            throw new BlobTooLarge(maxBytes);
        }
        if (expectedLength >= 0 && received > expectedLength) {
            throw new BlobLengthMismatch(expectedLength, received);
        }
    }

    /** Refuses fewer bytes than were announced. */
    void checkAtEnd(long received) throws BlobLengthMismatch {
        if (expectedLength >= 0 && received < expectedLength) {
            throw new BlobLengthMismatch(expectedLength, received);
        }
    }
}
