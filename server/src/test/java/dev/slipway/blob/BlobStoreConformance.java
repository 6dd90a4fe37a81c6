package dev.slipway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every blob store must do; one subclass per implementation. */
abstract class BlobStoreConformance {
    static final long UNKNOWN = -1;
    static final long UNLIMITED = Long.MAX_VALUE;

    private final Random random = new Random(20260101);
    private BlobStore store;

    /** Random keys that repeat from run to run. */
    static Supplier<BlobKey> seededKeys(long seed) {
        var random = new Random(seed);
        return () -> {
            synchronized (random) {
                return new BlobKey(new UUID(random.nextLong(), random.nextLong()));
            }
        };
    }

    /** The store in its state after a start, over bytes that outlive it; asked for again, the store after a restart. */
    abstract BlobStore start() throws IOException;

    /** Ends a store that was started. */
    abstract void stop(BlobStore started);

    /** How many objects are staged, seen past the store. */
    abstract int stagedObjects() throws IOException;

    @BeforeEach
    void startStore() throws IOException {
        store = start();
    }

    @AfterEach
    void stopStore() {
        stop(store);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                8 * 1024 - 1,
                8 * 1024 + 1,
                UploadPipeline.CHUNK_BYTES - 1,
                UploadPipeline.CHUNK_BYTES,
                UploadPipeline.CHUNK_BYTES + 1,
                2 * UploadPipeline.CHUNK_BYTES,
                UploadPipeline.CHUNKS * UploadPipeline.CHUNK_BYTES - 1,
                UploadPipeline.CHUNKS * UploadPipeline.CHUNK_BYTES + 1,
                (UploadPipeline.CHUNKS + 3) * UploadPipeline.CHUNK_BYTES + 4711
            })
    void keepsBlobsOfAnyLengthWithTheirDigests(int length) throws Exception {
        byte[] bytes = bytes(length);

        for (long expectedLength : List.of(UNKNOWN, (long) length)) {
            BlobKey key;
            try (StagedBlob staged = store.stage(dribbling(bytes), length, expectedLength)) {
                staged.commit();
                assertThat(staged.length()).isEqualTo(length);
                assertThat(staged.digests()).isEqualTo(digestsOf(bytes));
                key = staged.key();
            }

            assertThat(store.find(key)).map(StoredBlob::length).contains((long) length);
            try (InputStream stored = store.open(key, 0, length)) {
                assertThat(stored.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void showsABlobOnlyAfterItsCommit() throws IOException {
        try (StagedBlob staged = store.stage(source(10), UNLIMITED, UNKNOWN)) {
            assertThat(store.find(staged.key())).isEmpty();
            assertThatExceptionOfType(BlobNotFound.class).isThrownBy(() -> store.open(staged.key(), 0, 1));
            assertThat(allKeys()).isEmpty();
            assertThat(store.delete(staged.key())).isFalse();

            staged.commit();

            assertThat(store.find(staged.key())).isPresent();
            assertThat(allKeys()).containsExactly(staged.key());
        }
        assertThat(allKeys()).hasSize(1);
        assertThat(stagedObjects()).isZero();
    }

    @Test
    void discardsABlobThatIsClosedWithoutACommit() throws IOException {
        StagedBlob staged = store.stage(source(10), UNLIMITED, UNKNOWN);
        staged.close();
        staged.close();

        assertThat(store.find(staged.key())).isEmpty();
        assertThatThrownBy(staged::commit).isInstanceOf(IllegalStateException.class);
        assertThat(stagedObjects()).isZero();
    }

    @Test
    void refusesASecondCommit() throws IOException {
        try (StagedBlob staged = store.stage(source(10), UNLIMITED, UNKNOWN)) {
            staged.commit();

            assertThatThrownBy(staged::commit).isInstanceOf(IllegalStateException.class);
            assertThat(store.find(staged.key())).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, UploadPipeline.CHUNK_BYTES, 3 * UploadPipeline.CHUNK_BYTES})
    void refusesASourceThatIsShorterThanAnnounced(int length) throws IOException {
        assertThatExceptionOfType(BlobLengthMismatch.class)
                .isThrownBy(() -> store.stage(source(length - 1), UNLIMITED, length))
                .satisfies(refusal -> {
                    assertThat(refusal.expectedLength()).isEqualTo(length);
                    assertThat(refusal.receivedLength()).isEqualTo(length - 1);
                });
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, UploadPipeline.CHUNK_BYTES - 1, UploadPipeline.CHUNK_BYTES, 3 * 256 * 1024})
    void refusesASourceThatIsLongerThanAnnounced(int length) throws IOException {
        var source = new CountingSource(source(length + 100));

        assertThatExceptionOfType(BlobLengthMismatch.class)
                .isThrownBy(() -> store.stage(source, UNLIMITED, length))
                .satisfies(refusal -> assertThat(refusal.receivedLength()).isEqualTo(length + 1));
        assertThat(source.count).isEqualTo(length + 1);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, UploadPipeline.CHUNK_BYTES - 1, UploadPipeline.CHUNK_BYTES, 3 * 256 * 1024})
    void refusesMoreThanTheAcceptedBytes(int maxBytes) throws IOException {
        var source = new CountingSource(source(maxBytes + 100));

        assertThatExceptionOfType(BlobTooLarge.class)
                .isThrownBy(() -> store.stage(source, maxBytes, UNKNOWN))
                .satisfies(refusal -> assertThat(refusal.maxBytes()).isEqualTo(maxBytes));
        assertThat(source.count).isEqualTo(maxBytes + 1);
        assertNothingIsLeft();
    }

    @Test
    void refusesAnAnnouncementOfTooManyBytesBeforeReading() throws IOException {
        var source = new CountingSource(source(100));

        assertThatExceptionOfType(BlobTooLarge.class).isThrownBy(() -> store.stage(source, 99, 100));
        assertThat(source.count).isZero();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, UploadPipeline.CHUNK_BYTES, 20 * UploadPipeline.CHUNK_BYTES + 1})
    void passesOnTheFailureOfASourceAndLeavesNothing(int failingAt) throws IOException {
        var broken = new IOException("connection reset");
        var source = new SequenceInputStream(source(failingAt), failing(broken));

        assertThatThrownBy(() -> store.stage(source, UNLIMITED, UNKNOWN)).isSameAs(broken);
        assertNothingIsLeft();
    }

    @Test
    void doesNotCloseTheSource() throws IOException {
        var source = new CountingSource(source(10));

        store.stage(source, UNLIMITED, 10).close();

        assertThat(source.closed).isFalse();
    }

    @Test
    void deletesOnceAndThenHasNothingToDelete() throws IOException {
        BlobKey key = commit(bytes(10));

        assertThat(store.delete(key)).isTrue();
        assertThat(store.delete(key)).isFalse();
        assertThat(store.find(key)).isEmpty();
        assertThatExceptionOfType(BlobNotFound.class).isThrownBy(() -> store.open(key, 0, 0));
    }

    @Test
    void readsAnyPart() throws IOException {
        byte[] bytes = bytes(300_000);
        BlobKey key = commit(bytes);

        for (int[] part : new int[][] {{0, 0}, {0, 1}, {1, 299_999}, {299_999, 1}, {300_000, 0}, {100_000, 100_000}}) {
            try (InputStream stored = store.open(key, part[0], part[1])) {
                assertThat(stored.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, part[0], part[0] + part[1]));
                assertThat(stored.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void refusesPartsThatDoNotLieWithinTheBlob() throws IOException {
        BlobKey key = commit(bytes(10));

        for (long[] part : new long[][] {{-1, 1}, {0, -1}, {0, 11}, {11, 0}, {5, 6}, {1, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> store.open(key, part[0], part[1])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void takesSixteenUploadsAtOnce() throws Exception {
        var uploads = new ArrayList<Future<BlobKey>>();
        var contents = new ArrayList<byte[]>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int upload = 0; upload < 16; upload++) {
                byte[] bytes = bytes(500_000 + upload * 100_000);
                contents.add(bytes);
                uploads.add(threads.submit(() -> commit(bytes)));
            }
        }
        for (int upload = 0; upload < 16; upload++) {
            byte[] bytes = contents.get(upload);
            try (InputStream stored = store.open(uploads.get(upload).get(), 0, bytes.length)) {
                assertThat(stored.readAllBytes()).isEqualTo(bytes);
            }
        }
        assertThat(allKeys()).hasSize(16);
    }

    @Test
    void removesLeftoversAndKeepsWhatIsCommitted() throws IOException {
        BlobKey committed = commit(bytes(10));
        store.stage(source(10), UNLIMITED, UNKNOWN);
        store.stage(source(UploadPipeline.CHUNK_BYTES * 2), UNLIMITED, UNKNOWN);
        assertThat(stagedObjects()).isEqualTo(2);

        stop(store);
        store = start();

        assertThat(store.removeLeftovers()).isEqualTo(2);
        assertThat(store.removeLeftovers()).isZero();
        assertThat(stagedObjects()).isZero();
        assertThat(allKeys()).containsExactly(committed);
        assertThat(store.find(committed)).isPresent();
    }

    @Test
    void listsBlobsByAge() throws IOException {
        BlobKey key = commit(bytes(10));
        Instant now = Instant.now();

        assertThat(store.keysOlderThan(now.minus(Duration.ofHours(1)))).isEmpty();
        assertThat(store.keysOlderThan(now.plus(Duration.ofHours(1)))).containsExactly(key);
    }

    @Test
    void isReachable() {
        assertThat(store.isReachable()).isTrue();
    }

    BlobStore store() {
        return store;
    }

    BlobKey commit(byte[] bytes) throws IOException {
        try (StagedBlob staged = store.stage(new ByteArrayInputStream(bytes), UNLIMITED, bytes.length)) {
            staged.commit();
            return staged.key();
        }
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    InputStream source(int length) {
        return new ByteArrayInputStream(bytes(length));
    }

    List<BlobKey> allKeys() {
        return store.keysOlderThan(Instant.MAX).toList();
    }

    void assertNothingIsLeft() throws IOException {
        assertThat(stagedObjects()).isZero();
        assertThat(allKeys()).isEmpty();
    }

    /** A source that, like a network connection, hands out fewer bytes than it is asked for. */
    private static InputStream dribbling(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 50_001));
            }
        };
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }

    private static Digests digestsOf(byte[] bytes) throws Exception {
        return new Digests(hex("MD5", bytes), hex("SHA-1", bytes), hex("SHA-256", bytes), hex("SHA-512", bytes));
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static final class CountingSource extends FilterInputStream {
        private long count;
        private boolean closed;

        CountingSource(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}
