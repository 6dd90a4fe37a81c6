package dev.slipway.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The few operations on a file system that a durable store is made of. They are a seam so that tests can observe their
 * order and make each of them fail. Every method passes on the file system's own {@link IOException}.
 */
public interface FileSystemOperations {
    /** A new file being written from its beginning. */
    interface WritableFile extends Closeable {
        /** Appends all remaining bytes of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns once everything appended before this call is on stable storage. May run beside a write. */
        void sync() throws IOException;
    }

    /**
     * What is known of an ordinary file.
     *
     * @param length in bytes
     * @param modified when its last byte was written, by the file system's clock
     */
    record FileStatus(long length, Instant modified) {}

    /**
     * Creates an empty file, readable by this program's user alone.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something has this name
     */
    WritableFile create(Path file) throws IOException;

    /** Opens a file for reading. */
    SeekableByteChannel openForReading(Path file) throws IOException;

    /** What is known of an ordinary file; empty if there is none of this name. */
    Optional<FileStatus> status(Path file) throws IOException;

    /** Gives a file another name in one step, within one file system. */
    void moveAtomically(Path from, Path to) throws IOException;

    /**
     * Creates a folder whose parent exists.
     *
     * @return false if the folder existed already
     */
    boolean createDirectory(Path directory) throws IOException;

    /** Returns once the names of a folder's entries are on stable storage. */
    void syncDirectory(Path directory) throws IOException;

    /**
     * Removes a file.
     *
     * @return false if there was none of this name
     */
    boolean deleteIfExists(Path file) throws IOException;

    /** All entries of a folder, in no particular order; none if there is no such folder. */
    List<Path> list(Path directory) throws IOException;

    /** Whether this is a folder in which this program may create files. */
    boolean isWritableDirectory(Path directory);
}
