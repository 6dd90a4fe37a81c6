package dev.slipway.catalog;

import dev.slipway.blob.BlobKey;
import dev.slipway.blob.BlobStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes bytes that nothing refers to any more. What fails here stays noted in the store, to be tried again. */
public final class DiscardedBlobs {
    private static final Logger LOGGER = LoggerFactory.getLogger(DiscardedBlobs.class);

    private final BlobStore blobs;

    /** Removes from these blobs. */
    public DiscardedBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Removes bytes whose end is committed; whether they are gone. */
    boolean delete(String blobKey) {
        try {
            blobs.delete(BlobKey.parse(blobKey).orElseThrow());
            return true;
        } catch (IOException e) {
            LOGGER.atWarn()
                    .addKeyValue("blob", blobKey)
                    .setCause(e)
                    .log("Discarded bytes could not be removed; this is tried again");
            return false;
        }
    }
}
