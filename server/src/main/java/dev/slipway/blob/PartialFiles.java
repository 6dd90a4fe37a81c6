package dev.slipway.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that arrive in pieces, over as many connections and restarts as it takes: {@code <id>.part} holds the bytes so far, {@code
 * <id>.about} what is known of them. What was acknowledged is synced. One program at a time may use the folder.
 */
public final class PartialFiles {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final String ABOUT = ".about";

    private final Path folder;
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    /**
     * Opens a folder, which is created where it is missing.
     *
     * @throws BlobStorageException if the folder cannot be read or created
     */
    public PartialFiles(Path folder) throws IOException {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ABOUT)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    known.put(name.substring(0, name.length() - ABOUT.length()), read(file));
                }
            }
        } catch (IOException e) {
            throw new BlobStorageException(e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            properties.load(stream);
        }
        Map<String, String> about = new ConcurrentHashMap<>();
        properties.stringPropertyNames().forEach(key -> about.put(key, properties.getProperty(key)));
        return Map.copyOf(about);
    }

    /** All there are, by id. */
    public Map<String, Map<String, String>> all() {
        return Map.copyOf(known);
    }

    /** What is known of one. */
    public Optional<Map<String, String>> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /**
     * Begins an empty one, or writes anew what is known of one.
     *
     * @param id letters, digits and dashes
     */
    public void describe(String id, Map<String, String> about) throws IOException {
        Properties properties = new Properties();
        properties.putAll(about);
        Path fresh = folder.resolve(id + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    var writer = java.nio.channels.Channels.newOutputStream(channel)) {
                properties.store(writer, null);
                channel.force(true);
            }
            Files.move(fresh, folder.resolve(id + ABOUT), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new BlobStorageException(e);
        }
        known.put(id, Map.copyOf(about));
    }

    /** How many bytes there are. */
    public long length(String id) throws IOException {
        Path part = part(id);
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /**
     * Adds bytes at the end, and syncs what came even when the source breaks off. The caller sees to it that nobody else does so.
     *
     * @param most how many bytes are taken
     * @return whether the source ended by then
     */
    public boolean append(String id, InputStream source, long most) throws IOException {
        try (FileChannel channel = FileChannel.open(
                part(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            try {
                return copy(source, channel, most);
            } finally {
                channel.force(true);
            }
        }
    }

    private static boolean copy(InputStream source, FileChannel channel, long most) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = most;
        while (left > 0) {
            int count = source.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (count < 0) {
                return true;
            }
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            left -= count;
        }
        return source.read() < 0;
    }

    /** The bytes so far. The caller closes it. */
    public InputStream open(String id) throws IOException {
        Path part = part(id);
        return Files.exists(part) ? Files.newInputStream(part) : InputStream.nullInputStream();
    }

    /** Removes the bytes, and keeps what is known. */
    public void dropBytes(String id) throws IOException {
        Files.deleteIfExists(part(id));
    }

    /** Removes one altogether. */
    public void delete(String id) throws IOException {
        known.remove(id);
        List<Path> files = new ArrayList<>(List.of(part(id), folder.resolve(id + ABOUT)));
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private Path part(String id) {
        return folder.resolve(id + ".part");
    }
}
