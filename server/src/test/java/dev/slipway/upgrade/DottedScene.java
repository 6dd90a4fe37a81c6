package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.event.Observations;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Unsubscribed;
import dev.slipway.upgrade.DottedUpgrades.Offer;
import dev.slipway.upgrade.DottedUpgrades.Question;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Products with releases in named channels for platforms, and what is asked about them. */
final class DottedScene implements AutoCloseable {
    static final Instant LONG_AGO = Instant.parse("2024-01-01T00:00:00Z");

    final Backstage backstage;
    final List<String> begun = new ArrayList<>();
    private final Observations observations;
    private final DottedUpgrades upgrades;

    DottedScene(TestServer server) {
        backstage = new Backstage(server);
        observations = new Observations(
                backstage.store(), backstage.ids(), Unsubscribed.outbox(backstage.store(), backstage.ids()));
        upgrades = new DottedUpgrades(
                backstage.store(), observations, (session, caller, licenseId) -> begun.add(licenseId));
    }

    /** Writes what was observed. */
    @Override
    public void close() {
        observations.close();
    }

    String product(VersionScheme scheme, DistributionStrategy strategy) {
        String id = backstage.ids().next();
        return backstage.write(session -> {
            session.products()
                    .insert(new Product(
                            id,
                            "Dotted",
                            null,
                            strategy,
                            scheme,
                            PublishPolicy.FREEZE,
                            null,
                            null,
                            null,
                            Metadata.EMPTY,
                            null,
                            null,
                            ExternalFiles.LINKED,
                            LONG_AGO,
                            LONG_AGO));
            return id;
        });
    }

    String product() {
        return product(VersionScheme.DOTTED, DistributionStrategy.LICENSED);
    }

    /** A release as it is to be inserted. */
    static Release release(
            String id,
            String productId,
            Version version,
            @Nullable DottedVersion dotted,
            String channelName,
            ReleaseStatus status,
            Instant published,
            String... platforms) {
        Channel channel = Channel.parse(channelName).orElse(Channel.DEV);
        SemVer semver = switch (version) {
            case SemVer same -> same;
            case DottedVersion number -> number.toSemVer(channel, channelName);
        };
        return new Release(
                id,
                productId,
                null,
                null,
                null,
                channel,
                status,
                null,
                version,
                semver,
                Metadata.EMPTY,
                "1.8",
                0,
                0,
                published,
                published,
                null,
                published,
                null,
                new Release.Offer(channelName, List.of(platforms), false, dotted, null));
    }

    /** The id of a release of that version that was published long ago in a channel for platforms. */
    String published(String productId, String version, String channelName, String... platforms) {
        DottedVersion dotted = DottedVersion.parse(version);
        return insert(release(
                backstage.ids().next(),
                productId,
                dotted,
                dotted,
                channelName,
                ReleaseStatus.PUBLISHED,
                LONG_AGO,
                platforms));
    }

    String published(String productId, String version) {
        return published(productId, version, "stable", "windows");
    }

    String insert(Release release) {
        return backstage.write(session -> {
            session.releases().insert(release);
            return release.id();
        });
    }

    static Question about(String productId) {
        return new Question(productId, "windows", null, false);
    }

    static Question allowedOf(String productId) {
        return new Question(productId, "windows", null, true);
    }

    Optional<Offer> update(Caller caller, Question question, String version) {
        return upgrades.update(caller, question, version);
    }

    Optional<Offer> latest(Caller caller, Question question) {
        return upgrades.latest(caller, question);
    }

    /** The id of what is offered; "none" for nothing. */
    static String id(Optional<Offer> offer) {
        return offer.map(found -> found.release().id()).orElse("none");
    }

    /** The version of what is offered, with an exclamation mark when it is not allowed; "none" for nothing. */
    static String words(Optional<Offer> offer) {
        return offer.map(found -> found.release().version().text() + (found.isAllowed() ? "" : "!"))
                .orElse("none");
    }
}
