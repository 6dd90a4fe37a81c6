package dev.slipway.blob;

import java.io.IOException;

/**
 * Bytes on stable storage that are not visible yet. Commit makes them so; closing without a commit discards them, which
 * suits try-with-resources. Not for use by several threads at once.
 */
public interface StagedBlob extends AutoCloseable {
    /** The fresh key under which the blob becomes visible. */
    BlobKey key();

    /** The length in bytes. */
    long length();

    /** The digests of all its bytes. */
    Digests digests();

    /**
     * Makes the blob visible under its key, in one step. When this returns, the blob is durable: it survives a power
     * cut. When it throws, the blob is not visible and cannot be committed any more.
     *
     * @throws IllegalStateException if the blob was committed or discarded before
     * @throws BlobStorageException if the storage fails
     */
    void commit() throws IOException;

    /**
     * Discards the bytes if they have not been committed; else does nothing. What cannot be discarded now is removed by
     * {@link BlobStore#removeLeftovers()}.
     */
    @Override
    void close();
}
