package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Account;
import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.FileFilter;
import dev.slipway.model.LabelFilter;
import dev.slipway.model.LabelKind;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.SearchTerms;
import dev.slipway.model.Slice;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.testing.Engine;
import dev.slipway.version.Channel;
import dev.slipway.version.Version;
import dev.slipway.version.VersionConstraint;
import dev.slipway.version.VersionScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a large catalog is answered from index ranges: the work is bounded, whoever asks, on each engine. */
@ParameterizedClass
@EnumSource(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleTest {
    private static final InstallationSecret SECRET = InstallationSecret.of("x".repeat(40), new SecureRandom());
    private static final PageRequest FIRST = new PageRequest.Limit(10, false);
    private static final ReleaseScope STAFF = new ReleaseScope.Everything();
    private static final ReleaseScope ANYBODY = new ReleaseScope.Open();

    private static final String MIDDLE = LargeCatalog.release(50_000);
    private static final List<PageRequest> SOME_PAGES = List.of(FIRST, new PageRequest.Cursor(MIDDLE, 10, false));
    private static final List<PageRequest> PAGES = List.of(
            FIRST,
            new PageRequest.Limit(100, true),
            new PageRequest.Offset(3, 10, true),
            new PageRequest.Cursor(null, 10, false),
            new PageRequest.Cursor(MIDDLE, 10, false),
            new PageRequest.Cursor(MIDDLE, 10, true));

    @Parameter
    private Engine engine;

    private final String account = UUID.randomUUID().toString();
    private LargeCatalog catalog;
    private Database database;
    private boolean locks;

    @BeforeParameterizedClassInvocation
    void fill(Engine on) throws Exception {
        engine = on;
        String url = on.freshDatabase();
        Path file = Files.createTempDirectory("slipway-scale").resolve("slipway.db");
        Store store = url.isEmpty()
                ? Store.sqlite(file, SECRET)
                : Store.postgresql(url, Optional.empty(), Optional.empty(), SECRET);
        store.writeAll(installation -> {
            installation.insertAccount(
                    new Account(account, "a", "A", null, null, true, "00", LargeCatalog.NOW, LargeCatalog.NOW), "key");
            return account;
        });
        store.close();
        database = url.isEmpty()
                ? new SqliteDatabase(file)
                : new PostgresDatabase(url, Optional.empty(), Optional.empty());
        locks = database.hasConcurrentWriters();
        catalog = new LargeCatalog(account);
        database.write(sql -> {
            catalog.write(sql, new Session(sql, account, SECRET, locks, List.of()));
            return sql;
        });
        if (on == Engine.POSTGRESQL) {
            // What autovacuum does some time later.
            database.write(sql -> sql.execute("ANALYZE"));
        }
    }

    @AfterParameterizedClassInvocation
    void close() {
        database.close();
    }

    private List<ReleaseScope> everybody() {
        return List.of(
                STAFF,
                new ReleaseScope.OfProduct(catalog.product),
                new ReleaseScope.OfLicense(catalog.license, LargeCatalog.NOW),
                new ReleaseScope.OfUser(catalog.user, LargeCatalog.NOW),
                ANYBODY);
    }

    /** Runs work, and fails when any statement of it touches more than a few rows. */
    private <T> T bounded(String what, Function<Session, T> work) {
        return bounded(what, QueryWork.FEW, work);
    }

    private <T> T bounded(String what, int rows, Function<Session, T> work) {
        return database.read(sql -> {
            QueryWork measured = new QueryWork(sql, engine);
            T result = work.apply(new Session(measured.sql(), account, SECRET, locks, List.of()));
            assertThat(measured.excesses(rows)).as(what).isEmpty();
            return result;
        });
    }

    private static ReleaseFilter releases(
            @Nullable String product,
            @Nullable String releasePackage,
            @Nullable String engineKey,
            @Nullable Set<Channel> channels,
            @Nullable Set<ReleaseStatus> statuses) {
        return new ReleaseFilter(product, releasePackage, engineKey, channels, statuses, null);
    }

    private List<ReleaseFilter> releaseFilters() {
        String product = catalog.product;
        return List.of(
                ReleaseFilter.ANY,
                releases(product, null, null, null, null),
                releases(UUID.randomUUID().toString(), null, null, null, null),
                releases(null, catalog.largePackage, null, null, null),
                releases(product, catalog.smallPackage, null, null, null),
                releases(product, "", null, null, null),
                releases(null, null, "npm", null, null),
                releases(null, null, "tauri", null, null),
                releases(product, null, "", null, null),
                releases(null, null, null, Channel.BETA.includes(), null),
                releases(product, null, null, Channel.DEV.includes(), null),
                releases(product, null, null, Set.of(Channel.ALPHA), null),
                releases(null, null, null, null, Set.of(ReleaseStatus.DRAFT)),
                releases(product, null, null, null, EnumSet.of(ReleaseStatus.DRAFT, ReleaseStatus.PUBLISHED)),
                releases(product, null, null, null, Set.of(ReleaseStatus.YANKED)),
                releases(product, catalog.largePackage, null, Channel.RC.includes(), Set.of(ReleaseStatus.PUBLISHED)),
                releases(product, null, null, Set.of(), null),
                new ReleaseFilter(product, null, null, null, null, Set.of()),
                new ReleaseFilter(product, null, null, null, null, null, LargeCatalog.version(7_000), FileFilter.ANY),
                new ReleaseFilter(null, null, null, null, null, null, "9.9.9", new FileFilter("yml", "darwin", null)),
                new ReleaseFilter(product, null, null, null, null, null, null, new FileFilter("yml", null, null)));
    }

    @Test
    void listsReleases() {
        for (ReleaseScope scope : everybody()) {
            for (ReleaseFilter filter : releaseFilters()) {
                for (PageRequest page : filter.equals(ReleaseFilter.ANY) ? PAGES : SOME_PAGES) {
                    bounded(
                            scope + " " + filter + " " + page,
                            session -> session.releases().list(scope, filter, page));
                }
            }
        }
        Slice<Release> own = bounded("staff", session -> session.releases().list(STAFF, ReleaseFilter.ANY, FIRST));
        assertThat(own.items().getFirst().id()).isEqualTo(LargeCatalog.release(LargeCatalog.RELEASES - 1));
        Slice<Release> open = bounded("anybody", session -> session.releases().list(ANYBODY, ReleaseFilter.ANY, FIRST));
        assertThat(open.items()).hasSize(10).allMatch(each -> each.productId().equals(catalog.openProduct));
    }

    @Test
    void listsTheDeepestPage() {
        PageRequest deepest = new PageRequest.Offset(100, 100, false);
        for (ReleaseScope scope : everybody()) {
            bounded(
                    scope + " releases",
                    QueryWork.DEEP,
                    session -> session.releases().list(scope, ReleaseFilter.ANY, deepest));
            bounded(
                    scope + " artifacts",
                    QueryWork.DEEP,
                    session -> session.artifacts().list(scope, ArtifactFilter.ANY, deepest));
        }
    }

    @Test
    void findsAReleaseByIdVersionAndTag() {
        for (ReleaseScope scope : everybody()) {
            for (ReleaseFilter filter : List.of(ReleaseFilter.ANY, releases(catalog.product, null, null, null, null))) {
                for (String name : List.of(
                        LargeCatalog.release(50_001), LargeCatalog.version(50_001), "latest", "1.2.3.4", "nothing")) {
                    bounded(scope + " " + name, session -> session.releases().find(scope, filter, name));
                }
            }
        }
    }

    @Test
    void findsWhatIsNewer() {
        for (ReleaseScope scope : everybody()) {
            for (@Nullable String constraint : new @Nullable String[] {null, "1", "1.150000", "1.120001.0", "7", "0"}) {
                for (Channel channel : Channel.values()) {
                    bounded(scope + " " + channel + " " + constraint, session -> {
                        ReleaseFilter filter = releases(null, catalog.largePackage, null, channel.includes(), null);
                        return session.releases()
                                .find(scope, ReleaseFilter.ANY, LargeCatalog.release(20))
                                .flatMap(base -> session.releases()
                                        .findNewest(
                                                scope,
                                                base,
                                                filter,
                                                constraint == null ? null : VersionConstraint.parse(constraint)));
                    });
                }
            }
        }
    }

    private static ArtifactFilter artifacts(
            ReleaseFilter releases,
            @Nullable String releaseId,
            @Nullable String release,
            @Nullable String filetype,
            @Nullable String platform,
            @Nullable String arch,
            @Nullable Set<ArtifactStatus> statuses) {
        return new ArtifactFilter(releases, releaseId, release, filetype, platform, arch, statuses);
    }

    private List<ArtifactFilter> artifactFilters() {
        ReleaseFilter any = ReleaseFilter.ANY;
        ReleaseFilter product = releases(catalog.product, null, null, null, null);
        return List.of(
                ArtifactFilter.ANY,
                artifacts(product, null, null, null, null, null, null),
                artifacts(any, null, LargeCatalog.version(77), null, null, null, null),
                artifacts(product, null, "latest", null, null, null, null),
                artifacts(any, null, "nothing", null, null, null, null),
                artifacts(any, null, null, "bin", null, null, null),
                artifacts(product, null, null, "", null, null, null),
                artifacts(any, null, null, null, "plan9", null, null),
                artifacts(product, null, null, null, "nowhere", null, null),
                artifacts(product, null, null, null, null, "riscv", null),
                artifacts(any, null, null, null, null, null, Set.of(ArtifactStatus.FAILED)),
                artifacts(product, null, null, null, null, null, Set.of(ArtifactStatus.WAITING)),
                artifacts(releases(null, catalog.smallPackage, null, null, null), null, null, null, null, null, null),
                artifacts(releases(null, catalog.largePackage, null, null, null), null, null, null, null, null, null),
                artifacts(releases(null, null, "tauri", null, null), null, null, null, null, null, null),
                artifacts(
                        releases(catalog.product, null, null, Channel.DEV.includes(), null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                artifacts(
                        releases(null, null, null, Channel.BETA.includes(), null), null, null, null, null, null, null));
    }

    @Test
    void listsArtifacts() {
        for (ReleaseScope scope : everybody()) {
            for (ArtifactFilter filter : artifactFilters()) {
                for (PageRequest page : filter.equals(ArtifactFilter.ANY) ? PAGES : SOME_PAGES) {
                    bounded(
                            scope + " " + filter + " " + page,
                            session -> session.artifacts().list(scope, filter, page));
                }
            }
        }
    }

    @Test
    void listsTheManyArtifactsOfOneRelease() {
        String release = LargeCatalog.release(LargeCatalog.RELEASES - 2);
        ReleaseFilter any = ReleaseFilter.ANY;
        PageRequest next = new PageRequest.Cursor("00000000-0000-7000-9000-000000102500", 10, false);
        // Anybody is told that there is no such release before its artifacts are listed.
        for (ReleaseScope scope : everybody().subList(0, 4)) {
            for (PageRequest page : List.of(FIRST, new PageRequest.Offset(3, 10, false), next)) {
                bounded(
                        scope + " " + page,
                        session -> session.artifacts()
                                .list(scope, artifacts(any, release, null, null, null, null, null), page));
            }
            // A value that is rare within a release is looked for in all of the release, but in no other.
            bounded(
                    scope + " filter",
                    LargeCatalog.ARTIFACTS * 2,
                    session -> session.artifacts()
                            .list(scope, artifacts(any, release, null, "yml", "darwin", null, null), FIRST));
        }
    }

    @Test
    void findsArtifactsByIdAndName() {
        String release = LargeCatalog.release(LargeCatalog.RELEASES - 2);
        ReleaseFilter product = releases(catalog.product, null, null, null, null);
        for (ReleaseScope scope : everybody()) {
            for (String name : List.of(LargeCatalog.release(7), "latest.yml", "file-2500", "nothing")) {
                for (ArtifactFilter filter : List.of(
                        ArtifactFilter.ANY,
                        artifacts(product, null, null, null, null, null, null),
                        artifacts(ReleaseFilter.ANY, release, null, null, null, null, null))) {
                    bounded(
                            scope + " " + name + " " + filter,
                            session -> session.artifacts().find(scope, filter, name));
                }
            }
        }
        String newest = bounded(
                "newest",
                session -> session.artifacts()
                        .find(STAFF, ArtifactFilter.ANY, "latest.yml")
                        .orElseThrow()
                        .releaseId());
        assertThat(newest).isEqualTo(LargeCatalog.release(LargeCatalog.RELEASES + 99));
    }

    @Test
    void listsWhatIsUsed() {
        Set<String> licensed = Set.of(catalog.product);
        for (LabelKind kind : LabelKind.values()) {
            for (LabelFilter filter : List.of(
                    new LabelFilter(kind, null, null),
                    new LabelFilter(kind, catalog.product, null),
                    new LabelFilter(kind, null, licensed),
                    new LabelFilter(kind, null, Set.of()))) {
                bounded(filter.toString(), session -> session.labels().list(filter, FIRST));
            }
        }
        assertThat(bounded(
                                "platforms",
                                session -> session.labels()
                                        .list(new LabelFilter(LabelKind.PLATFORM, null, licensed), FIRST))
                        .items())
                .extracting(label -> label.key())
                .containsExactlyInAnyOrder("darwin", "plan9");
    }

    @Test
    void knowsWhetherAVersionOrTagIsTaken() {
        for (@Nullable String line : new @Nullable String[] {null, catalog.largePackage}) {
            for (String text : List.of(LargeCatalog.version(70_001), LargeCatalog.version(70_002), "9.9.9")) {
                for (VersionScheme scheme : VersionScheme.values()) {
                    Version version = scheme.parse(text);
                    bounded(text, session -> session.releases().isVersionTaken(catalog.product, line, version, null));
                }
            }
            for (String platform : List.of("windows", "solaris")) {
                Release dotted =
                        Releases.dotted("new", catalog.product, "1.170001", Channel.STABLE, "stable", platform);
                bounded(platform, session -> session.releases().isOfferTaken(dotted));
            }
            bounded("tag", session -> session.releases().isTagTaken(catalog.product, line, "latest", null));
        }
    }

    @Test
    void searchesNoFurtherThanTheNewestHundredThousand() {
        for (String part : List.of("1.199", "no version has this")) {
            SearchTerms terms = new SearchTerms(false, Map.of("version", part), Map.of());
            bounded(part, 110_000, session -> session.search().releases(STAFF, terms, FIRST));
        }
        SearchTerms oldest = new SearchTerms(false, Map.of("product", catalog.openProduct), Map.of());
        assertThat(bounded("oldest", 110_000, session -> session.search().releases(STAFF, oldest, FIRST))
                        .items())
                .isEmpty();
    }
}
