package dev.slipway.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps immutable sequences of bytes under keys of our own making.
 *
 * <p>A blob has two lives. <em>Staged</em>, it is on stable storage but under no key: nothing but the
 * {@link StagedBlob} leads to it, and a restart removes it. <em>Committed</em>, it is durable, visible to every method
 * here and never changes again until it is deleted. There is no third state: a crash at any instant leaves either
 * nothing visible or the whole blob.
 *
 * <p>All methods may be called from any number of threads at once, virtual threads included. A failure of the storage
 * itself is a {@link BlobStorageException}; other {@link BlobException}s are the caller's doing.
 *
 * <p>Undefined: what a reader that has begun sees once its blob is deleted (the rest of the bytes, or an error, never
 * other bytes), and whether a deletion that was not followed by an orderly end of the machine has happened. Two running
 * programs must not share a store whose implementation does not say it allows that.
 */
public interface BlobStore {
    /**
     * Reads the source to its end and puts its bytes on stable storage, computing all digests in the same pass. When
     * this returns, the bytes have been synced, but the blob is not visible before {@link StagedBlob#commit()}. When it
     * throws, nothing is left over. Memory used per call is bounded, whatever the length.
     *
     * @param source the bytes; not closed here. An exception it throws is passed on unchanged
     * @param maxBytes the most bytes accepted, not negative
     * @param expectedLength the exact length announced by the sender, or -1 when it announced none
     * @throws BlobTooLarge if the source has, or announces, more than {@code maxBytes}; at most one byte beyond the
     *     limit has been read, none if the announcement was too large
     * @throws BlobLengthMismatch if the source ends before or goes on after {@code expectedLength}
     * @throws BlobStorageException if the storage is full or fails
     */
    StagedBlob stage(InputStream source, long maxBytes, long expectedLength) throws IOException;

    /**
     * Finds a committed blob.
     *
     * @return empty if no blob was ever committed under this key, or it has been deleted
     * @throws BlobStorageException if the storage fails
     */
    Optional<StoredBlob> find(BlobKey key) throws IOException;

    /**
     * Opens a part of a committed blob. The stream ends after exactly {@code length} bytes; should the storage hold
     * fewer, it throws {@link java.io.EOFException} rather than ending early. The caller closes it.
     *
     * @param offset the first byte, counted from 0
     * @param length the number of bytes, which may be 0
     * @throws BlobNotFound if there is no such committed blob
     * @throws IndexOutOfBoundsException if the part does not lie within the blob
     * @throws BlobStorageException if the storage fails
     */
    InputStream open(BlobKey key, long offset, long length) throws IOException;

    /**
     * Deletes a committed blob. Deleting what is not there is no error.
     *
     * @return whether this call deleted it
     * @throws BlobStorageException if the storage fails
     */
    boolean delete(BlobKey key) throws IOException;

    /**
     * Lists committed blobs whose last byte was stored before the given instant, by the storage's own clock, in no
     * particular order. Blobs committed or deleted during the walk may or may not appear. Meant for collecting orphans:
     * leave a margin of hours, for a blob is committed before the metadata that refers to it.
     *
     * @return a lazy stream, which throws {@link java.io.UncheckedIOException} if the storage fails
     */
    Stream<BlobKey> keysOlderThan(Instant instant);

    /**
     * Removes what uploads cut short by a crash left behind. Call it at start-up, before the first
     * {@link #stage(InputStream, long, long)}: blobs staged by then would be lost.
     *
     * @return how many leftovers were removed
     * @throws BlobStorageException if the storage fails
     */
    int removeLeftovers() throws IOException;

    /** Whether the storage answers and would take writes at this moment; quick enough for a readiness check. */
    boolean isReachable();
}
