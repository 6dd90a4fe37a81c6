package dev.slipway.blob;

/** There is no committed blob under a key. */
public final class BlobNotFound extends BlobException {
    BlobNotFound(BlobKey key) {
        super("No blob " + key, null);
    }
}
