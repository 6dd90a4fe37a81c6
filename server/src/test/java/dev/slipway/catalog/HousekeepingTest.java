package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.BlobKey;
import dev.slipway.blob.FileBlobStore;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.blob.StagedBlob;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.Store;
import dev.slipway.testing.Unsubscribed;
import dev.slipway.version.Channel;
import dev.slipway.version.SemVer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    /** After everything that a test stores. */
    private final Instant start = Instant.now().plus(Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private Store store;
    private FileBlobStore blobs;
    private Housekeeping housekeeping;

    @BeforeEach
    void open() throws IOException {
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(InstantSource.system(), random);
        store = Store.sqlite(
                folder.resolve("slipway.db"), InstallationSecret.of("0123456789abcdef0123456789abcdef", random));
        blobs = new FileBlobStore(
                folder.resolve("blobs"), () -> new BlobKey(UUID.fromString(ids.next())), new NioFileSystem());
        housekeeping = new Housekeeping(
                store,
                blobs,
                new DiscardedBlobs(blobs),
                new ChangeLog(ids, Unsubscribed.outbox(store, ids)),
                ids,
                InstantSource.fixed(start));
    }

    @AfterEach
    void close() {
        blobs.close();
        store.close();
    }

    private BlobKey committed(String content) throws IOException {
        try (StagedBlob staged =
                blobs.stage(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 100, -1)) {
            staged.commit();
            return staged.key();
        }
    }

    private Release release() {
        SemVer version = SemVer.parse("1.0.0");
        return new Release(
                "release",
                "product",
                null,
                null,
                null,
                Channel.STABLE,
                ReleaseStatus.DRAFT,
                null,
                version,
                version,
                Metadata.EMPTY,
                "1.8",
                0,
                0,
                start,
                start,
                null,
                null,
                null,
                Release.Offer.of(Channel.STABLE, version, Metadata.EMPTY));
    }

    private Artifact holding(BlobKey blob) {
        return new Artifact(
                UUID.randomUUID().toString(),
                "product",
                "release",
                blob.toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                ArtifactStatus.UPLOADED,
                null,
                Metadata.EMPTY,
                new Artifact.Content(blob.toString(), 4, "text/plain", "", "", "", ""),
                null,
                0,
                start,
                start);
    }

    @Test
    void removesAtStartWhatACrashLeftAndNothingElse() throws IOException {
        BlobKey kept = committed("kept");
        BlobKey orphan = committed("orphan");
        store.write("account", session -> {
            session.releases().insert(release());
            session.artifacts().insert(holding(kept));
            return kept;
        });
        Path staging = folder.resolve("blobs/staging");
        Files.writeString(staging.resolve(UUID.randomUUID().toString()), "half an upl");

        housekeeping.removeLeftovers();

        assertThat(blobs.find(kept)).isPresent();
        assertThat(blobs.find(orphan)).isEmpty();
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void forgetsDiscardedBytesOnceTheyAreGone() throws IOException {
        BlobKey discarded = committed("discarded");
        store.write("account", session -> {
            session.artifacts().discardBlob(discarded.toString(), start);
            return discarded;
        });

        housekeeping.jobs().forEach(job -> job.work().run(start));

        assertThat(blobs.find(discarded)).isEmpty();
        List<String> remembered = store.readAll(all -> all.discardedBlobs(10));
        assertThat(remembered).isEmpty();
    }
}
