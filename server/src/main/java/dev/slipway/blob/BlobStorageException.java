package dev.slipway.blob;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The storage failed; the request that met this may be repeated later. */
public final class BlobStorageException extends BlobException {
    /** Why the storage failed. */
    public enum Reason {
        /** No space, or no more of the quota, is left. */
        NO_SPACE,
        /** Anything else: a broken or missing disk, missing permissions, a store that is closing. */
        UNAVAILABLE
    }

    private final Reason reason;

    BlobStorageException(Throwable cause) {
        this(reasonOf(cause), cause);
    }

    private BlobStorageException(Reason reason, Throwable cause) {
        super(reason == Reason.NO_SPACE ? "The blob storage is full" : "The blob storage failed", cause);
        this.reason = reason;
    }

    /** Why the storage failed. */
    public Reason reason() {
        return reason;
    }

    private static Reason reasonOf(Throwable cause) {
        // The JDK hands on the kernel's text and nothing else, so the text is all there is to go by.
        @Nullable String message = cause.getMessage();
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        boolean full = text.contains("no space left") || text.contains("quota exceeded");
        return full ? Reason.NO_SPACE : Reason.UNAVAILABLE;
    }
}
