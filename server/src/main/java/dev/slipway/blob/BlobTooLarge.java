package dev.slipway.blob;

/** More bytes were sent, or announced, than are accepted. */
public final class BlobTooLarge extends BlobException {
    private final long maxBytes;

    BlobTooLarge(long maxBytes) {
        super("More than the accepted " + maxBytes + " bytes", null);
        this.maxBytes = maxBytes;
    }

    /** The most bytes accepted. */
    public long maxBytes() {
        return maxBytes;
    }
}
