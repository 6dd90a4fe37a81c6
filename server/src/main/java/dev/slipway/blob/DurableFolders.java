package dev.slipway.blob;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates folders so that a power cut cannot take them away again.
 *
 * <p>That a folder exists does not mean its name is on stable storage: another upload may have created it a moment ago
 * and not have synced its parent yet, or this program may have been killed in between. So each folder of the store
 * counts as durable only once this object has synced its parent.
 */
final class DurableFolders {
    private final Path root;
    private final FileSystemOperations files;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /**
     * Looks after a folder.
     *
     * @param root an absolute path; what lies above it is left alone where it exists
     * @param files the file system
     */
    DurableFolders(Path root, FileSystemOperations files) {
        this.root = root;
        this.files = files;
    }

    /** Creates a folder, and those above it, where they are missing. Their names are on stable storage on return. */
    void ensure(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || durable.contains(folder)) {
            return;
        }
        ensure(parent);
        boolean created = files.createDirectory(folder);
        boolean inside = folder.startsWith(root) && !folder.equals(root);
        if (created || inside) {
            files.syncDirectory(parent);
        }
        durable.add(folder);
    }
}
