package dev.slipway.blob;

import java.nio.file.Path;

/** A staged blob of a {@link FileBlobStore}. */
final class StagedFile implements StagedBlob {
    private enum State {
        STAGED,
        COMMITTED,
        GONE
    }

    private final FileBlobStore store;
    private final BlobKey key;
    private final Path file;
    private final UploadPipeline.Received received;
    private State state = State.STAGED;

    StagedFile(FileBlobStore store, BlobKey key, Path file, UploadPipeline.Received received) {
        this.store = store;
        this.key = key;
        this.file = file;
        this.received = received;
    }

    @Override
    public BlobKey key() {
        return key;
    }

    @Override
    public long length() {
        return received.length();
    }

    @Override
    public Digests digests() {
        return received.digests();
    }

    @Override
    public void commit() throws BlobStorageException {
        switch (state) {
            case STAGED -> {
                state = State.GONE;
                store.commit(key, file);
                state = State.COMMITTED;
            }
            case COMMITTED -> throw new IllegalStateException("The blob has been committed already");
            case GONE -> throw new IllegalStateException("The blob has been discarded");
        }
    }

    @Override
    public void close() {
        if (state == State.STAGED) {
            state = State.GONE;
            store.discard(file);
        }
    }
}
