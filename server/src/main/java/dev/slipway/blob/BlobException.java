package dev.slipway.blob;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What can go wrong with a blob, as opposed to with the source it is read from. */
public abstract sealed class BlobException extends IOException
        permits BlobTooLarge, BlobLengthMismatch, BlobNotFound, BlobStorageException {
    BlobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
