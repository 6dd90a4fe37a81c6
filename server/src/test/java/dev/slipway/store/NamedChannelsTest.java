package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.testing.HttpSuite;
import dev.slipway.version.Channel;
import dev.slipway.version.VersionScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dotted releases in channels of any name, for platforms of their own. */
class NamedChannelsTest extends HttpSuite {
    private static final Instant NOW = Releases.NOW;

    private String product = "";

    @BeforeEach
    void addProduct() {
        product = UUID.randomUUID().toString();
        write(session -> {
            session.products()
                    .insert(new Product(
                            product,
                            "Dotted",
                            null,
                            DistributionStrategy.LICENSED,
                            VersionScheme.DOTTED,
                            PublishPolicy.FREEZE,
                            null,
                            null,
                            null,
                            Metadata.EMPTY,
                            "Shown",
                            "What it is",
                            ExternalFiles.GUARDED,
                            NOW,
                            NOW));
            return product;
        });
    }

    private <T> T write(Function<Session, T> work) {
        return server.slipway().store().write(server.account().id(), work);
    }

    private Release release(String version, Channel channel, String channelName, String... platforms) {
        return Releases.dotted(UUID.randomUUID().toString(), product, version, channel, channelName, platforms);
    }

    private Release inserted(Release release) {
        return write(session -> {
            session.releases().insert(release);
            return release;
        });
    }

    private boolean isTaken(Release release) {
        return write(session -> session.releases().isOfferTaken(release));
    }

    private Optional<Release> find(String text) {
        ReleaseScope scope = new ReleaseScope.OfProduct(product);
        return write(session -> session.releases().find(scope, ReleaseFilter.ANY, text));
    }

    private List<String> platforms(Release release) {
        return write(session -> session.releases().platforms(release.id()));
    }

    @Test
    void keepsAProductsWords() {
        Product found = write(session -> session.products().find(product).orElseThrow());
        assertThat(found.displayName()).isEqualTo("Shown");
        assertThat(found.description()).isEqualTo("What it is");
        assertThat(found.externalFiles()).isEqualTo(ExternalFiles.GUARDED);
    }

    @Test
    void keepsChannelNamesAndPlatformsAsSent() {
        Release nightly = inserted(release("1.2.3.4", Channel.DEV, "Nightly", "Windows", "linux"));

        Release found = find(nightly.id()).orElseThrow();

        assertThat(found).isEqualTo(nightly);
        assertThat(found.semver().text()).isEqualTo("1.2.3-dev.Nightly+4");
        assertThat(find("1.2.3-dev.Nightly+4")).contains(nightly);
        assertThat(find("1.2.3.4")).contains(nightly);
    }

    @Test
    void findsTheNewestPublishedReleaseOfASharedVersion() {
        Release windows = inserted(release("3.0", Channel.STABLE, "stable", "windows"));
        Release linux = release("3.0", Channel.STABLE, "stable", "linux");
        Instant later = NOW.plus(Duration.ofDays(1));
        inserted(at(linux, later));
        Release draft = inserted(at(release("3.0", Channel.STABLE, "stable", "macos"), later.plusSeconds(1)));
        write(session -> {
            session.releases().update(draft.withStatus(ReleaseStatus.DRAFT, null, null, NOW));
            return draft;
        });

        assertThat(find("3.0").orElseThrow().id()).isEqualTo(linux.id());
        assertThat(find("3.0.0").orElseThrow().id()).isEqualTo(linux.id());
        assertThat(find(windows.id())).contains(windows);
    }

    private static Release at(Release release, Instant created) {
        return new Release(
                release.id(),
                release.productId(),
                null,
                null,
                null,
                release.channel(),
                release.status(),
                null,
                release.version(),
                release.semver(),
                release.metadata(),
                release.apiVersion(),
                0,
                0,
                created,
                created,
                null,
                created,
                null,
                release.offer());
    }

    @Test
    void sharesAVersionAmongChannelsAndPlatforms() {
        inserted(release("1.2", Channel.STABLE, "stable", "Windows"));

        assertThat(isTaken(release("1.2.0.0", Channel.STABLE, "stable", "windows", "linux")))
                .isTrue();
        assertThat(isTaken(release("1.2", Channel.STABLE, "stable"))).isTrue();
        assertThat(isTaken(release("1.2", Channel.STABLE, "stable", "linux"))).isFalse();
        assertThat(isTaken(release("1.2", Channel.DEV, "Stable-2", "windows"))).isFalse();
        assertThat(isTaken(release("1.2.1", Channel.STABLE, "stable", "windows")))
                .isFalse();
    }

    @Test
    void takesAReleaseWithoutPlatformsForAllOfThem() {
        inserted(release("1.2", Channel.STABLE, "stable"));

        assertThat(isTaken(release("1.2", Channel.STABLE, "stable", "linux"))).isTrue();
    }

    @Test
    void leavesThePlaceOfAnArchivedRelease() {
        Release first = inserted(release("1.2", Channel.STABLE, "stable", "windows"));
        Release second = release("1.2", Channel.STABLE, "stable", "windows");
        Release archived = first.archive(NOW);
        write(session -> {
            session.releases().update(archived);
            return first;
        });

        assertThat(isTaken(second)).isFalse();
        assertThat(find(first.id())).contains(archived);
        inserted(second);
        assertThat(isTaken(first)).isTrue();
    }

    @Test
    void knowsAnArchivedReleaseFromAYankedOne() {
        Release release = release("1.2", Channel.STABLE, "stable");
        Release archived = release.archive(NOW);
        Release yanked = archived.withStatus(ReleaseStatus.YANKED, NOW, NOW, NOW);
        Release draft = release.withStatus(ReleaseStatus.DRAFT, null, null, NOW).archive(NOW);

        assertThat(archived.status()).isEqualTo(ReleaseStatus.YANKED);
        assertThat(archived.yanked()).isNull();
        assertThat(archived.withdrawn()).isEqualTo(NOW);
        assertThat(archived.isYanked()).isFalse();
        assertThat(archived.unarchive(NOW)).isEqualTo(release);
        assertThat(yanked.isYanked()).isTrue();
        assertThat(yanked.isArchived()).isTrue();
        assertThat(draft.status()).isEqualTo(ReleaseStatus.DRAFT);
        assertThat(draft.withdrawn()).isNull();
        assertThat(draft.isArchived()).isTrue();
    }

    @Test
    void isForThePlatformsOfItsUploadedFilesToo() {
        Release release = inserted(release("1.2", Channel.STABLE, "stable", "Windows"));
        assertThat(platforms(release)).containsExactly("windows");

        Artifact file = file(release, "linux");
        write(session -> {
            session.artifacts().insert(file);
            session.artifacts().insert(file(release, "windows"));
            return file;
        });
        assertThat(platforms(release)).containsExactly("linux", "windows");

        write(session -> {
            session.artifacts().update(file.withContent(ArtifactStatus.FAILED, "no", null, NOW));
            return file;
        });
        assertThat(platforms(release)).containsExactly("windows");

        write(session -> {
            session.artifacts().update(file);
            session.artifacts().delete(file);
            return file;
        });
        assertThat(platforms(release)).containsExactly("windows");
    }

    private Artifact file(Release release, String platform) {
        return new Artifact(
                UUID.randomUUID().toString(),
                product,
                release.id(),
                "file-" + platform,
                null,
                3L,
                platform,
                null,
                null,
                "abc",
                ArtifactStatus.UPLOADED,
                null,
                Metadata.EMPTY,
                null,
                "https://files.example/file",
                0,
                NOW,
                NOW);
    }
}
