package dev.slipway.blob;

/** The bytes sent were fewer or more than announced. */
public final class BlobLengthMismatch extends BlobException {
    private final long expectedLength;
    private final long receivedLength;

    BlobLengthMismatch(long expectedLength, long receivedLength) {
        super(
                receivedLength < expectedLength
                        ? "Only " + receivedLength + " of " + expectedLength + " announced bytes"
                        : "More than the announced " + expectedLength + " bytes",
                null);
        this.expectedLength = expectedLength;
        this.receivedLength = receivedLength;
    }

    /** The length announced, in bytes. */
    public long expectedLength() {
        return expectedLength;
    }

    /** The number of bytes read when the mismatch was certain: all of them, or one more than announced. */
    public long receivedLength() {
        return receivedLength;
    }
}
