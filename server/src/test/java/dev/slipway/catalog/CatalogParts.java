package dev.slipway.catalog;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.blob.BlobKey;
import dev.slipway.blob.FileBlobStore;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.blob.SignedLinks;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Observations;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Unsubscribed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Use cases of the catalog over a server's store, with a folder of their own for bytes. */
final class CatalogParts implements AutoCloseable {
    final Path folder;
    final Store store;
    final Releases releases;
    final DottedReleases dotted;

    private final TestServer server;
    private final Ids ids;
    private final ChangeLog changes;
    private final FileBlobStore blobs;
    private final Observations observations;

    CatalogParts(TestServer server) {
        this.server = server;
        this.store = server.slipway().store();
        this.ids = new Ids(InstantSource.system(), new SecureRandom());
        this.changes = new ChangeLog(ids, Unsubscribed.outbox(store, ids));
        this.releases = new Releases(store, changes, ids);
        this.dotted = new DottedReleases(store, changes, ids);
        this.observations = new Observations(store, ids, Unsubscribed.outbox(store, ids));
        try {
            this.folder = Files.createTempDirectory("slipway-files");
            this.blobs = new FileBlobStore(folder, () -> new BlobKey(UUID.fromString(ids.next())), new NioFileSystem());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ReleaseFiles files(long largestBytes, long quota) {
        DiscardedBlobs discarded = new DiscardedBlobs(blobs);
        return new ReleaseFiles(
                store,
                changes,
                ids,
                discarded,
                new ReceivedFiles(store, blobs, discarded, largestBytes),
                new StorageQuota(quota));
    }

    ServedFiles served(long quota) {
        Downloads downloads = new Downloads(
                store,
                blobs,
                new SignedLinks(new byte[32]),
                observations,
                (session, caller, license) -> {},
                InstantSource.system());
        return new ServedFiles(store, downloads, new StorageQuota(quota));
    }

    Caller admin() {
        return staff(Permission.defaultsFor(Role.ADMIN));
    }

    /** The administrator with a token of these permissions only. */
    Caller staff(Permission... permissions) {
        return staff(EnumSet.copyOf(Set.of(permissions)));
    }

    private Caller staff(Collection<Permission> permissions) {
        var user = store.read(
                server.account().id(),
                session -> session.users().findByEmail(TestServer.ADMIN_EMAIL).orElseThrow());
        return new Caller(
                server.account(),
                new Bearer.Staff(user),
                null,
                Set.copyOf(permissions),
                "request",
                server.clock().instant().truncatedTo(ChronoUnit.MICROS));
    }

    Caller anonymous() {
        return new Caller(
                server.account(),
                new Bearer.Anonymous(),
                null,
                Set.of(Permission.RELEASE_DOWNLOAD),
                "request",
                Instant.now());
    }

    /** How many bytes files there are, whatever refers to them. */
    long keptFiles() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        observations.close();
        blobs.close();
    }
}
