package dev.slipway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds an installation's data, and the promise that only one server works in it. */
final class DataFolder implements AutoCloseable {
    /** What is inside is nobody else's business: hashes, sealed keys, licensed files. */
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder unless it is there.
     *
     * @throws IOException with a message for the operator when it cannot be written to
     */
    static Path prepare(Path folder) throws IOException {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder, OWNER_ONLY);
            }
        } catch (IOException e) {
            throw new IOException("The data folder " + folder.toAbsolutePath() + " cannot be made: " + reason(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("The data folder " + folder.toAbsolutePath() + " is not writable for this user");
        }
        return folder.toRealPath();
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }

    /**
     * Takes the folder for this server.
     *
     * @throws IOException when another server works in it
     */
    static DataFolder lock(Path folder) throws IOException {
        Path path = prepare(folder);
        FileChannel channel =
                FileChannel.open(path.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException("Another Slipway server works in the data folder " + path);
        }
        return new DataFolder(path, channel);
    }

    Path path() {
        return path;
    }

    /** Lets go of the folder. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock of the data folder cannot be released", e);
        }
    }
}
