package dev.slipway.blob;

import java.nio.file.Path;

/** Where the bytes of a blob can be had, besides through {@link BlobStore#open(BlobKey, long, long)}. */
public sealed interface BlobContent {
    /**
     * A file on this machine, fit for being sent by the kernel. It must not be written to.
     *
     * @param path the file
     */
    record LocalFile(Path path) implements BlobContent {}
}
