package dev.slipway.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file system that breaks at a chosen moment: at a byte of what is written, or at one of the steps that change
 * something other than by deleting. It breaks once and works again after.
 */
public final class FailingFileSystem implements FileSystemOperations {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final FileSystemOperations files;
    private final AtomicLong bytesLeft = new AtomicLong(NEVER);
    private final AtomicLong stepsLeft = new AtomicLong(NEVER);

    /** Works like another file system until told otherwise. */
    public FailingFileSystem(FileSystemOperations files) {
        this.files = files;
    }

    /** Writes so many bytes more, then reports that no space is left. */
    public void failAfterBytes(long bytes) {
        bytesLeft.set(bytes);
    }

    /** Takes so many steps more (creating, writing, syncing, moving), then fails one. */
    public void failAfterSteps(long steps) {
        stepsLeft.set(steps);
    }

    private void step() throws IOException {
        if (stepsLeft.getAndDecrement() == 0) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public WritableFile create(Path file) throws IOException {
        step();
        WritableFile created = files.create(file);
        return new WritableFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                step();
                int wanted = bytes.remaining();
                long before = bytesLeft.getAndAdd(-wanted);
                if (before >= 0 && before < wanted) {
                    created.write(bytes.slice(bytes.position(), (int) before));
                    throw new IOException("No space left on device");
                }
                created.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                step();
                created.sync();
            }

            @Override
            public void close() throws IOException {
                created.close();
                step();
            }
        };
    }

    @Override
    public SeekableByteChannel openForReading(Path file) throws IOException {
        return files.openForReading(file);
    }

    @Override
    public Optional<FileStatus> status(Path file) throws IOException {
        return files.status(file);
    }

    @Override
    public void moveAtomically(Path from, Path to) throws IOException {
        step();
        files.moveAtomically(from, to);
    }

    @Override
    public boolean createDirectory(Path directory) throws IOException {
        step();
        return files.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step();
        files.syncDirectory(directory);
    }

    @Override
    public boolean deleteIfExists(Path file) throws IOException {
        return files.deleteIfExists(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public boolean isWritableDirectory(Path directory) {
        return files.isWritableDirectory(directory);
    }
}
