package dev.slipway.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records the order of everything that changes the file system, and of foreign events such as a database commit, so
 * that a test can assert what happened before what. An action repeated at once on the same file (the writes of one
 * upload) counts as one event.
 */
public final class RecordingFileSystem implements FileSystemOperations {
    /** What was done. */
    public enum Action {
        CREATE_FILE,
        WRITE,
        SYNC_FILE,
        MOVE,
        CREATE_FOLDER,
        SYNC_FOLDER,
        DELETE,
        /** Something outside the file system, told by {@link RecordingFileSystem#record(String)}. */
        FOREIGN
    }

    /**
     * One step.
     *
     * @param action what was done
     * @param subject to which path, relative to the root ("" is the root itself; of a move the target); of a foreign
     *     event its name
     */
    public record Event(Action action, String subject) {}

    private final Path root;
    private final FileSystemOperations files;
    private final List<Event> events = new ArrayList<>();

    /** Records what happens to another file system; paths are told relative to the root. */
    public RecordingFileSystem(Path root, FileSystemOperations files) {
        this.root = root.toAbsolutePath().normalize();
        this.files = files;
    }

    /** Appends something that happened elsewhere. */
    public void record(String foreign) {
        append(new Event(Action.FOREIGN, foreign));
    }

    /** All events so far, in order. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Forgets the events so far. */
    public synchronized void clear() {
        events.clear();
    }

    private void record(Action action, Path path) {
        append(new Event(action, root.relativize(path).toString()));
    }

    private synchronized void append(Event event) {
        if (events.isEmpty() || !events.getLast().equals(event)) {
            events.add(event);
        }
    }

    @Override
    public WritableFile create(Path file) throws IOException {
        WritableFile created = files.create(file);
        record(Action.CREATE_FILE, file);
        return new WritableFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                created.write(bytes);
                record(Action.WRITE, file);
            }

            @Override
            public void sync() throws IOException {
                created.sync();
                record(Action.SYNC_FILE, file);
            }

            @Override
            public void close() throws IOException {
                created.close();
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
        files.moveAtomically(from, to);
        record(Action.MOVE, to);
    }

    @Override
    public boolean createDirectory(Path directory) throws IOException {
        boolean created = files.createDirectory(directory);
        if (created) {
            record(Action.CREATE_FOLDER, directory);
        }
        return created;
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        files.syncDirectory(directory);
        record(Action.SYNC_FOLDER, directory);
    }

    @Override
    public boolean deleteIfExists(Path file) throws IOException {
        boolean deleted = files.deleteIfExists(file);
        if (deleted) {
            record(Action.DELETE, file);
        }
        return deleted;
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
