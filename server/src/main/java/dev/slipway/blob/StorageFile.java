package dev.slipway.blob;

import dev.slipway.blob.FileSystemOperations.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file whose failures are told apart from those of the source its bytes come from. */
record StorageFile(WritableFile file) implements WritableFile {
    @Override
    public void write(ByteBuffer bytes) throws BlobStorageException {
        try {
            file.write(bytes);
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }

    @Override
    public void sync() throws BlobStorageException {
        try {
            file.sync();
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }

    @Override
    public void close() throws BlobStorageException {
        try {
            file.close();
        } catch (IOException failure) {
            throw new BlobStorageException(failure);
        }
    }
}
