package dev.slipway.bench;

import dev.slipway.access.Accounts;
import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Observations;
import dev.slipway.event.Outbox;
import dev.slipway.model.Account;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.TransferStrategy;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.secret.Passwords;
import dev.slipway.store.Store;
import dev.slipway.upgrade.Upgrade;
import dev.slipway.upgrade.Upgrades;
import dev.slipway.version.Channel;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** One product with many releases and one license, in an SQLite database of its own. */
final class Catalog implements AutoCloseable {
    private final Path folder;
    private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    private final Instant now = Instant.now();
    private final Store store;
    private final Observations observations;
    private final Caller caller;

    /** Makes releases 1.0.0 to 1.N-1.0, all published in the stable channel. */
    Catalog(int releases) throws IOException {
        folder = Files.createTempDirectory("slipway-bench");
        SecureRandom random = new SecureRandom();
        store = Store.sqlite(
                folder.resolve("slipway.db"), InstallationSecret.of("a secret for measurements only", random));
        Outbox outbox = Unsubscribed.outbox(store, ids);
        observations = new Observations(store, ids, outbox);
        Account account = new Accounts(
                        store,
                        new ChangeLog(ids, outbox),
                        ids,
                        new Passwords(random, Passwords.Cost.SAFE),
                        Clock.systemUTC(),
                        new Accounts.Home("default", null))
                .create("default", "admin@example.com", "correct-horse-battery")
                .account();
        LicenseStanding standing = store.write(account.id(), session -> {
            Product product = product();
            session.products().insert(product);
            Policy policy = policy(product.id());
            session.policies().insert(policy);
            License license = license(product.id(), policy.id());
            session.licenses().insert(license);
            for (int minor = 0; minor < releases; minor++) {
                session.releases().insert(release(product.id(), new SemVer(1, minor, 0, null, null)));
            }
            return new LicenseStanding(license, policy, Set.of(), null, null);
        });
        Bearer bearer = new Bearer.OfLicense(standing);
        caller = new Caller(account, bearer, null, bearer.permissions(), "bench", now);
    }

    /** Decides what 1.0.0 should become, with nothing remembered from before. */
    Upgrade decide() {
        Upgrades upgrades = new Upgrades(store, observations, (session, user, licenseId) -> {});
        return upgrades.next(caller, new Upgrades.Question("1.0.0", null, null, null, null));
    }

    /** Gives the newest release that many files of an ending of their own, all there to be downloaded; answers its id. */
    String addArtifacts(int artifacts) {
        String accountId = caller.account().id();
        return store.write(accountId, session -> {
            String releaseId = session.releases()
                    .list(new ReleaseScope.Everything(), ReleaseFilter.ANY, new PageRequest.Limit(1, false))
                    .items()
                    .getFirst()
                    .id();
            String productId = session.releases().find(releaseId).orElseThrow().productId();
            for (int i = 0; i < artifacts; i++) {
                session.artifacts().insert(artifact(productId, releaseId, "file-" + i));
            }
            return releaseId;
        });
    }

    private Artifact artifact(String productId, String releaseId, String filename) {
        return new Artifact(
                ids.next(),
                productId,
                releaseId,
                filename,
                "bin",
                null,
                "linux",
                "amd64",
                null,
                null,
                ArtifactStatus.UPLOADED,
                null,
                Metadata.EMPTY,
                null,
                null,
                0,
                now,
                now);
    }

    /** Where all of it is. */
    Store store() {
        return store;
    }

    /** The license. */
    Caller caller() {
        return caller;
    }

    private Product product() {
        return new Product(
                ids.next(),
                "Tool",
                null,
                DistributionStrategy.LICENSED,
                VersionScheme.SEMVER,
                PublishPolicy.MUTABLE,
                null,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                ExternalFiles.LINKED,
                now,
                now);
    }

    private Policy policy(String productId) {
        return new Policy(
                ids.next(),
                productId,
                "Usual",
                null,
                ExpirationStrategy.RESTRICT_ACCESS,
                ExpirationBasis.FROM_CREATION,
                RenewalBasis.FROM_EXPIRY,
                TransferStrategy.KEEP_EXPIRY,
                AuthenticationStrategy.LICENSE,
                null,
                false,
                null,
                null,
                Metadata.EMPTY,
                Metadata.EMPTY,
                now,
                now);
    }

    private License license(String productId, String policyId) {
        return new License(
                ids.next(),
                productId,
                policyId,
                null,
                null,
                ids.randomHex(16),
                null,
                false,
                false,
                License.Maintenance.NONE,
                null,
                0,
                null,
                null,
                Metadata.EMPTY,
                null,
                null,
                null,
                null,
                null,
                Metadata.EMPTY,
                now,
                now);
    }

    private Release release(String productId, SemVer version) {
        return new Release(
                ids.next(),
                productId,
                null,
                version.text(),
                null,
                Channel.STABLE,
                ReleaseStatus.PUBLISHED,
                null,
                version,
                version,
                Metadata.EMPTY,
                "1.8",
                0,
                0,
                now,
                now,
                null,
                now,
                null,
                Release.Offer.of(Channel.STABLE, version, Metadata.EMPTY));
    }

    @Override
    public void close() throws IOException {
        observations.close();
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
