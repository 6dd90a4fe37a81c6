package dev.slipway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.blob.BlobStorageException.Reason;
import dev.slipway.blob.RecordingFileSystem.Action;
import dev.slipway.blob.RecordingFileSystem.Event;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileBlobStoreTest extends BlobStoreConformance {
    private static final BlobKey KEY = new BlobKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
    private static final BlobKey NEIGHBOR = new BlobKey(UUID.fromString("01890a5d-ac97-7000-8000-000000008057"));

    @TempDir
    Path folder;

    private long starts;

    @Override
    BlobStore start() throws IOException {
        return new FileBlobStore(folder.resolve("data"), seededKeys(++starts), new NioFileSystem());
    }

    @Override
    void stop(BlobStore started) {
        ((FileBlobStore) started).close();
    }

    @Override
    int stagedObjects() throws IOException {
        return filesIn(folder.resolve("data/staging")).size();
    }

    @Test
    void syncsTheFileBeforeTheRenameAndEveryNewFolderBeforeTheCommitReturns() throws IOException {
        Path root = folder.resolve("new/root");
        var recorder = new RecordingFileSystem(root, new NioFileSystem());
        var keys = List.of(KEY, NEIGHBOR).iterator();
        try (var store = new FileBlobStore(root, keys::next, recorder)) {
            assertThat(recorder.events())
                    .containsExactly(
                            new Event(Action.CREATE_FOLDER, ".."),
                            new Event(Action.SYNC_FOLDER, "../.."),
                            new Event(Action.CREATE_FOLDER, ""),
                            new Event(Action.SYNC_FOLDER, ".."),
                            new Event(Action.CREATE_FOLDER, "staging"),
                            new Event(Action.SYNC_FOLDER, ""),
                            new Event(Action.CREATE_FOLDER, "blobs"),
                            new Event(Action.SYNC_FOLDER, ""));

            recorder.clear();
            try (StagedBlob staged = store.stage(source(10), 10, 10)) {
                recorder.record("staged");
                staged.commit();
            }
            recorder.record("committed");

            assertThat(recorder.events())
                    .containsExactly(
                            new Event(Action.CREATE_FILE, "staging/" + KEY),
                            new Event(Action.WRITE, "staging/" + KEY),
                            new Event(Action.SYNC_FILE, "staging/" + KEY),
                            new Event(Action.FOREIGN, "staged"),
                            new Event(Action.CREATE_FOLDER, "blobs/80"),
                            new Event(Action.SYNC_FOLDER, "blobs"),
                            new Event(Action.CREATE_FOLDER, "blobs/80/57"),
                            new Event(Action.SYNC_FOLDER, "blobs/80"),
                            new Event(Action.MOVE, "blobs/80/57/" + KEY),
                            new Event(Action.SYNC_FOLDER, "blobs/80/57"),
                            new Event(Action.FOREIGN, "committed"));

            recorder.clear();
            try (StagedBlob staged = store.stage(source(3 * UploadPipeline.CHUNK_BYTES), UNLIMITED, UNKNOWN)) {
                staged.commit();
            }

            assertThat(recorder.events())
                    .containsExactly(
                            new Event(Action.CREATE_FILE, "staging/" + NEIGHBOR),
                            new Event(Action.WRITE, "staging/" + NEIGHBOR),
                            new Event(Action.SYNC_FILE, "staging/" + NEIGHBOR),
                            new Event(Action.MOVE, "blobs/80/57/" + NEIGHBOR),
                            new Event(Action.SYNC_FOLDER, "blobs/80/57"));
        }
    }

    @Test
    void syncsTheParentsOfFoldersThatAnEarlierRunMayNotHaveSynced() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("blobs/80/57"));
        var recorder = new RecordingFileSystem(root, new NioFileSystem());
        try (var store = new FileBlobStore(root, () -> KEY, recorder);
                StagedBlob staged = store.stage(source(10), 10, 10)) {
            staged.commit();
        }

        assertThat(recorder.events())
                .contains(
                        new Event(Action.SYNC_FOLDER, ""),
                        new Event(Action.SYNC_FOLDER, "blobs"),
                        new Event(Action.SYNC_FOLDER, "blobs/80"),
                        new Event(Action.SYNC_FOLDER, "blobs/80/57"));
    }

    @Test
    void syncsALongUploadWhileItArrivesAndOnceMoreAfterItsLastByte() throws IOException {
        Path root = folder.resolve("root");
        var recorder = new RecordingFileSystem(root, new NioFileSystem());
        try (var store = new FileBlobStore(root, () -> KEY, recorder);
                StagedBlob staged = store.stage(new ByteArrayInputStream(new byte[40 << 20]), UNLIMITED, 40 << 20)) {
            assertThat(staged.length()).isEqualTo(40 << 20);
        }

        List<Action> actions = recorder.events().stream().map(Event::action).toList();
        assertThat(actions.stream().filter(Action.SYNC_FILE::equals).count()).isBetween(1L, 2L);
        assertThat(actions.lastIndexOf(Action.SYNC_FILE)).isGreaterThan(actions.lastIndexOf(Action.WRITE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, UploadPipeline.CHUNK_BYTES, 20 * UploadPipeline.CHUNK_BYTES + 1})
    void reportsAFullDiskAndLeavesNothing(int room) throws IOException {
        var files = new FailingFileSystem(new NioFileSystem());
        Path root = folder.resolve("full");
        try (var store = new FileBlobStore(root, seededKeys(1), files)) {
            files.failAfterBytes(room);

            assertThatExceptionOfType(BlobStorageException.class)
                    .isThrownBy(() -> store.stage(source(room + 1), UNLIMITED, UNKNOWN))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.NO_SPACE));

            assertThat(filesIn(root)).isEmpty();
        }
    }

    @Test
    void recognizesTheWordsOfTheOperatingSystemForAFullDisk() {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(ByteBuffer.allocate(1));
            throw new AssertionError("wrote to a full device");
        } catch (IOException failure) {
            assertThat(new BlobStorageException(failure).reason()).isEqualTo(Reason.NO_SPACE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3 * UploadPipeline.CHUNK_BYTES})
    void showsTheWholeBlobOrNothingWhicheverStepFails(int length) throws IOException {
        byte[] bytes = bytes(length);
        int failures = 0;
        boolean committed = false;
        for (int steps = 0; !committed; steps++) {
            Path root = folder.resolve("steps-" + steps);
            var files = new FailingFileSystem(new NioFileSystem());
            try (var store = new FileBlobStore(root, () -> KEY, files)) {
                files.failAfterSteps(steps);
                try (StagedBlob staged = store.stage(new ByteArrayInputStream(bytes), UNLIMITED, length)) {
                    staged.commit();
                    committed = true;
                    assertThat(Files.readAllBytes(filesIn(root).getFirst())).isEqualTo(bytes);
                } catch (BlobStorageException failure) {
                    failures++;
                    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
                    assertThat(filesIn(root)).isEmpty();
                    assertThat(store.find(KEY)).isEmpty();
                }
            }
        }
        // Create, write, sync, close; two folders created and synced; move, sync.
        assertThat(failures).isGreaterThanOrEqualTo(10);
    }

    @Test
    void neverReplacesABlobWhenAKeyComesTwice() throws IOException {
        Path root = folder.resolve("root");
        try (var store = new FileBlobStore(root, () -> KEY, new NioFileSystem())) {
            byte[] first = bytes(10);
            try (StagedBlob staged = store.stage(new ByteArrayInputStream(first), 10, 10)) {
                staged.commit();
            }
            try (StagedBlob staged = store.stage(source(10), 10, 10)) {
                assertThatExceptionOfType(BlobStorageException.class).isThrownBy(staged::commit);
            }
            try (InputStream stored = store.open(KEY, 0, 10)) {
                assertThat(stored.readAllBytes()).isEqualTo(first);
            }
        }
    }

    @Test
    void handsOutTheFileItself() throws IOException {
        byte[] bytes = bytes(1000);
        StoredBlob stored = store().find(commit(bytes)).orElseThrow();

        switch (stored.content()) {
            case BlobContent.LocalFile(Path path) ->
                assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
        }
    }

    @Test
    void listsByTheTimeTheFileWasWritten() throws IOException {
        BlobKey old = commit(bytes(10));
        BlobKey young = commit(bytes(10));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        Files.setLastModifiedTime(fileOf(old), FileTime.from(yesterday));

        assertThat(store().keysOlderThan(yesterday)).isEmpty();
        assertThat(store().keysOlderThan(yesterday.plusSeconds(1))).containsExactly(old);
        assertThat(store().keysOlderThan(Instant.MAX)).containsExactlyInAnyOrder(old, young);
    }

    @Test
    void doesNotListFilesThatAreNotItsOwn() throws IOException {
        BlobKey key = commit(bytes(10));
        Path blobs = folder.resolve("data/blobs");
        Files.writeString(blobs.resolve("README"), "hello");
        Files.writeString(blobs.resolve("zz"), "hello");
        Files.writeString(blobs.resolve("00"), "hello");
        Files.writeString(fileOf(key).resolveSibling("not-a-key"), "hello");
        Files.writeString(fileOf(key).resolveSibling("00000000-0000-0000-0000-000000000000"), "misplaced");

        assertThat(allKeys()).containsExactly(key);
    }

    @Test
    void saysSoWhenAFileHasShrunkUnderAReader() throws IOException {
        BlobKey key = commit(bytes(1000));
        try (InputStream stored = store().open(key, 0, 1000)) {
            Files.write(fileOf(key), new byte[10]);

            assertThatExceptionOfType(EOFException.class).isThrownBy(stored::readAllBytes);
        }
    }

    @Test
    void isUnreachableWhenItsFolderIsGone() throws IOException {
        Files.delete(folder.resolve("data/staging"));

        assertThat(store().isReachable()).isFalse();
        assertThatExceptionOfType(BlobStorageException.class).isThrownBy(() -> store().stage(source(1), 1, 1));
    }

    @Test
    void refusesLongUploadsOnceClosed() throws IOException {
        stop(store());

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> store().stage(source(3 * UploadPipeline.CHUNK_BYTES), UNLIMITED, UNKNOWN));
        assertThat(stagedObjects()).isZero();
    }

    @Test
    void keepsItsFilesFromOtherUsers() throws IOException {
        Path file = fileOf(commit(bytes(1)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Path fileOf(BlobKey key) throws IOException {
        return switch (store().find(key).orElseThrow().content()) {
            case BlobContent.LocalFile(Path path) -> path;
        };
    }

    private static List<Path> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
