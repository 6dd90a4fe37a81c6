package dev.slipway.blob;

import dev.slipway.blob.FileSystemOperations.FileStatus;
import dev.slipway.blob.FileSystemOperations.WritableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files in a folder: {@code staging/<key>} before the commit, {@code blobs/ab/cd/<key>} after it.
 *
 * <p>The folders ab and cd come from the last digits of the key, which are random; the first ones are a time in the ids
 * we use, and would put the blobs of weeks into one folder. One program at a time may use the folder.
 */
public final class FileBlobStore implements BlobStore, AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(FileBlobStore.class);
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");

    private final Path staging;
    private final Path blobs;
    private final Supplier<BlobKey> keys;
    private final FileSystemOperations files;
    private final DurableFolders folders;
    private final TransferThreads threads = new TransferThreads();
    private final UploadPipeline pipeline = new UploadPipeline(threads);

    /**
     * Opens the store in a folder, which is created where it is missing.
     *
     * @param root the folder
     * @param keys makes a fresh key for each upload; see {@link BlobKey} for what it must be
     * @param files the file system, normally {@link NioFileSystem}
     * @throws BlobStorageException if the folders cannot be created
     */
    public FileBlobStore(Path root, Supplier<BlobKey> keys, FileSystemOperations files) throws IOException {
        Path folder = root.toAbsolutePath().normalize();
        this.folders = new DurableFolders(folder, files);
        this.staging = folder.resolve("staging");
        this.blobs = folder.resolve("blobs");
        this.keys = keys;
        this.files = files;
        try {
            folders.ensure(staging);
            folders.ensure(blobs);
        } catch (IOException failure) {
            threads.close();
            throw new BlobStorageException(failure);
        }
    }

    @Override
    public StagedBlob stage(InputStream source, long maxBytes, long expectedLength) throws IOException {
        var limits = new Limits(maxBytes, expectedLength);
        limits.checkAnnounced();
        BlobKey key = keys.get();
        Path file = staging.resolve(key.toString());
        WritableFile target = create(file);
        boolean complete = false;
        try {
            UploadPipeline.Received received;
            try (target) {
                received = pipeline.receive(source, target, limits);
            }
            complete = true;
            return new StagedFile(this, key, file, received);
        } finally {
            if (!complete) {
                discard(file);
            }
        }
    }

    @Override
    public Optional<StoredBlob> find(BlobKey key) throws IOException {
        Path file = fileOf(key);
        return status(file).map(found -> new StoredBlob(key, found.length(), new BlobContent.LocalFile(file)));
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) throws IOException {
        SeekableByteChannel channel;
        try {
            channel = files.openForReading(fileOf(key));
        } catch (NoSuchFileException absent) {
            throw new BlobNotFound(key);
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
        boolean opened = false;
        try {
            Objects.checkFromIndexSize(offset, length, channel.size());
            channel.position(offset);
            opened = true;
            return new BoundedChannelStream(channel, length);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    @Override
    public boolean delete(BlobKey key) throws IOException {
        try {
            // Not synced: a deletion undone by a power cut leaves an orphan, which is collected like any other.
            return files.deleteIfExists(fileOf(key));
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }

    @Override
    public Stream<BlobKey> keysOlderThan(Instant instant) {
        return list(blobs)
                .flatMap(this::shardEntries)
                .flatMap(this::shardEntries)
                .mapMulti((file, found) -> {
                    Optional<BlobKey> key = BlobKey.parse(nameOf(file))
                            .filter(named -> fileOf(named).equals(file));
                    try {
                        if (key.isPresent()
                                && status(file)
                                        .filter(s -> s.modified().isBefore(instant))
                                        .isPresent()) {
                            found.accept(key.get());
                        }
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
    }

    @Override
    public int removeLeftovers() throws IOException {
        int removed = 0;
        try {
            for (Path leftover : files.list(staging)) {
                removed += files.deleteIfExists(leftover) ? 1 : 0;
            }
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
        if (removed > 0) {
            logger.atInfo().addKeyValue("count", removed).log("Removed uploads cut short by the last stop");
        }
        return removed;
    }

    @Override
    public boolean isReachable() {
        return files.isWritableDirectory(staging) && files.isWritableDirectory(blobs);
    }

    /** Takes no more uploads of more than one chunk, and lets the chunks under way finish. */
    @Override
    public void close() {
        threads.close();
    }

    private Path fileOf(BlobKey key) {
        String name = key.toString();
        int end = name.length();
        return blobs.resolve(name.substring(end - 4, end - 2))
                .resolve(name.substring(end - 2))
                .resolve(name);
    }

    private WritableFile create(Path file) throws BlobStorageException {
        try {
            return new StorageFile(files.create(file));
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }

    private Optional<FileStatus> status(Path file) throws BlobStorageException {
        try {
            return files.status(file);
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }

    private Stream<Path> shardEntries(Path folder) {
        return SHARD.matcher(nameOf(folder)).matches() ? list(folder) : Stream.empty();
    }

    private Stream<Path> list(Path folder) {
        try {
            return files.list(folder).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(new BlobStorageException(failure));
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Makes a staged file visible and durable, or removes it. */
    void commit(BlobKey key, Path staged) throws BlobStorageException {
        Path target = fileOf(key);
        Path toRemove = staged;
        boolean complete = false;
        try {
            Path folder = Objects.requireNonNull(target.getParent());
            folders.ensure(folder);
            if (files.status(target).isPresent()) {
                // A rename would replace the other blob without a word.
                throw new FileAlreadyExistsException(target.toString());
            }
            files.moveAtomically(staged, target);
            toRemove = target;
            files.syncDirectory(folder);
            complete = true;
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        } finally {
            if (!complete) {
                discard(toRemove);
            }
        }
    }

    void discard(Path file) {
        try {
            files.deleteIfExists(file);
        } catch (IOException failure) {
            logger.atWarn()
                    .addKeyValue("file", file)
                    .setCause(failure)
                    .log("Could not discard an upload; it will be removed at the next start");
        }
    }
}
