package dev.slipway;

import dev.slipway.access.FirstUse;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.blob.BlobStore;
import dev.slipway.blob.PartialFiles;
import dev.slipway.blob.SignedLinks;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.CatalogSearch;
import dev.slipway.catalog.ClassicArtifacts;
import dev.slipway.catalog.ClassicReleases;
import dev.slipway.catalog.DiscardedBlobs;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.Downloads;
import dev.slipway.catalog.Housekeeping;
import dev.slipway.catalog.Labels;
import dev.slipway.catalog.Packages;
import dev.slipway.catalog.ProductFinder;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.ReceivedFiles;
import dev.slipway.catalog.ReleaseBrowser;
import dev.slipway.catalog.ReleaseConstraints;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.Releases;
import dev.slipway.catalog.ResumableUploads;
import dev.slipway.catalog.ServedFiles;
import dev.slipway.catalog.StorageQuota;
import dev.slipway.catalog.Uploads;
import dev.slipway.config.Settings;
import dev.slipway.dashboard.Pickers;
import dev.slipway.dashboard.ReleaseDashboard;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.EventLog;
import dev.slipway.event.Observations;
import dev.slipway.http.Router;
import dev.slipway.keygen.ArtifactRoutes;
import dev.slipway.keygen.ClassicArtifactRoutes;
import dev.slipway.keygen.ClassicUpgradeRoutes;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.LabelRoutes;
import dev.slipway.keygen.PackageRoutes;
import dev.slipway.keygen.ReleaseConstraintRoutes;
import dev.slipway.keygen.ReleaseRoutes;
import dev.slipway.keygen.SearchRoutes;
import dev.slipway.keygen.UpgradeRoutes;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.LicensingSearch;
import dev.slipway.licensing.Users;
import dev.slipway.secret.Ids;
import dev.slipway.store.Store;
import dev.slipway.transfer.TransferRoutes;
import dev.slipway.upgrade.ClassicUpgrades;
import dev.slipway.upgrade.Upgrades;
import dev.slipway.web.PageView;
import java.io.IOException;
import java.nio.file.Path;

/** The part of the composition that is about what a vendor offers: releases, their files, and what is newer. */
final class CatalogParts {
    private final Settings settings;
    private final Environment environment;
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final BlobStore blobs;
    private final Observations observations;
    private final FirstUse firstUse;
    private final DiscardedBlobs discarded;
    private final Downloads downloads;
    private final StorageQuota quota;
    private final Releases releases;

    CatalogParts(
            Settings settings,
            Environment environment,
            Store store,
            ChangeLog changes,
            Ids ids,
            SignedLinks links,
            BlobStore blobs,
            Observations observations,
            FirstUse firstUse) {
        this.settings = settings;
        this.environment = environment;
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.blobs = blobs;
        this.observations = observations;
        this.firstUse = firstUse;
        this.discarded = new DiscardedBlobs(blobs);
        this.downloads = new Downloads(store, blobs, links, observations, firstUse, environment.clock());
        this.quota = new StorageQuota(settings.storageQuota());
        this.releases = new Releases(store, changes, ids);
    }

    Releases releases() {
        return releases;
    }

    /** The files of releases by name, as they are sent. */
    ReleaseFiles releaseFiles() {
        ReceivedFiles received = new ReceivedFiles(store, blobs, discarded, settings.maxUploadBytes());
        return new ReleaseFiles(store, changes, ids, discarded, received, quota);
    }

    /** The files of releases by name, as they are fetched. */
    ServedFiles servedFiles() {
        return new ServedFiles(store, downloads, quota);
    }

    /** Uploads that go on where they stopped, kept in this folder until they are whole. */
    ResumableUploads resumableUploads(Path folder) throws IOException {
        PartialFiles pieces = new PartialFiles(folder.resolve("uploads"));
        return new ResumableUploads(pieces, releaseFiles(), ids, settings.maxUploadBytes());
    }

    /** Shows it to the vendor's people. */
    void register(PageView pages, Products products, Users users, Licenses licenses) {
        new ReleaseDashboard(
                        products,
                        releases,
                        new DottedReleases(store, changes, ids),
                        new ReleaseBrowser(store),
                        artifacts(),
                        releaseFiles(),
                        new ReleaseConstraints(store, changes, ids),
                        new EventLog(store, settings.activityRetention()),
                        users,
                        licenses,
                        new ReleaseExplanations(store),
                        new Pickers(new CatalogSearch(store), new LicensingSearch(store)))
                .register(pages);
    }

    /** The files of releases by id, as they are announced and fetched. */
    Artifacts artifacts() {
        return new Artifacts(store, changes, ids, downloads, discarded, settings.maxUploadBytes());
    }

    /** What cleans up after all of it. */
    Housekeeping housekeeping() {
        return new Housekeeping(store, blobs, discarded, changes, ids, environment.clock());
    }

    /** Serves all of it in Keygen's words, and the bytes behind signed links. */
    void register(KeygenView keygen, Router router) {
        long largest = settings.maxUploadBytes();
        ProductFinder finder = new ProductFinder(store);
        new PackageRoutes(new Packages(store, changes, ids), finder).register(keygen);
        ClassicReleases classic = new ClassicReleases(store, changes, ids, releases, settings.keygenClassic(), largest);
        new ReleaseRoutes(releases, classic, finder).register(keygen);
        new ClassicArtifactRoutes(new ClassicArtifacts(store, changes, ids, downloads, discarded), largest)
                .register(keygen);
        new ClassicUpgradeRoutes(new ClassicUpgrades(store, observations, firstUse), downloads).register(keygen);
        new ReleaseConstraintRoutes(new ReleaseConstraints(store, changes, ids)).register(keygen);
        new ArtifactRoutes(artifacts(), finder).register(keygen);
        new UpgradeRoutes(new Upgrades(store, observations, firstUse)).register(keygen);
        new LabelRoutes(new Labels(store), finder).register(keygen);
        new SearchRoutes(new CatalogSearch(store), new LicensingSearch(store)).register(keygen);
        Uploads uploads = new Uploads(store, blobs, changes, discarded, environment.clock(), largest, quota);
        new TransferRoutes(uploads, downloads).register(router);
    }
}
