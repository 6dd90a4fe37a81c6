package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.catalog.DottedReleases.Changes;
import dev.slipway.catalog.DottedReleases.Draft;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DottedReleasesTest extends HttpSuite {
    private static final Changes NOTHING = new Changes(
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none(),
            Change.none());

    private @Nullable CatalogParts parts;

    @Override
    protected TestServer startServer(Engine on) {
        TestServer started = super.startServer(on);
        parts = new CatalogParts(started);
        return started;
    }

    private CatalogParts parts() {
        assertThat(parts).isNotNull();
        return parts;
    }

    private String product() {
        return vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}");
    }

    private static Draft draft(String product, String version) {
        return new Draft(
                product, "Kite " + version, version, null, List.of("windows"), false, null, null, null, Metadata.EMPTY);
    }

    private static Draft draft(String product, String version, @Nullable String channel, String... platforms) {
        return new Draft(
                product, "Kite", version, channel, List.of(platforms), false, "Notes", null, null, Metadata.EMPTY);
    }

    private Release created(Draft draft) {
        return parts().dotted.create(parts().admin(), draft);
    }

    private Release published(Draft draft) {
        return parts().releases.publish(parts().admin(), created(draft).id());
    }

    private Release updated(Release release, Changes changes) {
        return parts().dotted.update(parts().admin(), release.id(), () -> changes);
    }

    private static Changes archived(boolean archived) {
        return with(changes -> changes, Change.to(archived));
    }

    private static Changes with(UnaryOperator<Changes> more, Change<Boolean> archived) {
        Changes base = more.apply(NOTHING);
        return new Changes(
                base.name(),
                base.version(),
                base.channelName(),
                base.platforms(),
                base.isPrivate(),
                base.notes(),
                base.created(),
                base.dottedVersion(),
                base.metadata(),
                archived);
    }

    private static Changes changes(
            @Nullable String version, @Nullable String channel, @Nullable List<String> platforms) {
        return new Changes(
                Change.none(),
                version == null ? Change.none() : Change.to(version),
                channel == null ? Change.none() : Change.to(channel),
                platforms == null ? Change.none() : Change.to(platforms),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none());
    }

    private static void expect(Problem problem, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .extracting(Refusal::problem)
                .isEqualTo(problem);
    }

    private static void expectFault(Source source, Rule rule, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.faults()).anySatisfy(fault -> {
                    assertThat(fault.source()).isEqualTo(source);
                    assertThat(fault.rule()).isEqualTo(rule);
                }));
    }

    private Release stored(Release release) {
        return parts().releases.show(parts().admin(), ReleaseQuery.ANY, release.id());
    }

    @Test
    void draftsAReleaseInTheDefaultChannel() {
        String product = product();

        Release release = created(draft(product, "1.2.3.4"));

        assertThat(release.status()).isEqualTo(ReleaseStatus.DRAFT);
        assertThat(release.offer().channelName()).isEqualTo("stable");
        assertThat(release.offer().platforms()).containsExactly("windows");
        assertThat(stored(release)).isEqualTo(release);
        assertThat(eventsOf(release.id())).containsExactly("release.created");
        Reply shown = admin.get("/v1/releases/" + release.id()).expect(200);
        assertThat(shown.text("/data/attributes/version")).isEqualTo("1.2.3+4");
        assertThat(shown.text("/data/attributes/channel")).isEqualTo("stable");
    }

    @Test
    void showsAnyOtherChannelAsDevToKeygensClients() {
        Release release = created(draft(product(), "1.2", "Nightly", "windows"));

        assertThat(release.channel()).isEqualTo(Channel.DEV);
        Reply shown = admin.get("/v1/releases/" + release.id()).expect(200);
        assertThat(shown.text("/data/attributes/version")).isEqualTo("1.2.0-dev.Nightly");
        assertThat(shown.text("/data/attributes/channel")).isEqualTo("dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2.3.4.5", "1.2b", "v1.2", "1..2", "1.2.", "-1.2", "1.2 ", ""})
    void refusesWhatIsNoVersion(String version) {
        String product = product();

        expectFault(Source.attribute("version"), Rule.INVALID, () -> created(draft(product, version)));
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() {
        String product = product();
        Draft nameless = new Draft(product, " ", "1.2", null, List.of(), false, null, null, null, Metadata.EMPTY);
        expectFault(Source.attribute("name"), Rule.MISSING, () -> created(nameless));
        expectFault(Source.attribute("platforms"), Rule.MISSING, () -> created(nameless));
        String[] many = "a b c d e f g h i j k".split(" ", -1);
        expectFault(Source.attribute("platforms"), Rule.TOO_LONG, () -> created(draft(product, "1.2", null, many)));
        expectFault(Source.attribute("platforms"), Rule.INVALID, () -> created(draft(product, "1.2", null, " ")));
        expectFault(
                Source.attribute("channel"),
                Rule.TOO_LONG,
                () -> created(draft(product, "1.2", "c".repeat(256), "windows")));
        expectFault(
                Source.relationship("product"),
                Rule.NOT_FOUND,
                () -> created(draft("00000000-0000-0000-0000-000000000000", "1.2")));
        expect(
                Problem.ACCESS_DENIED,
                () -> parts().dotted.create(parts().staff(Permission.RELEASE_READ), draft(product, "1.2")));
    }

    @Test
    void sharesAVersionOnlyAmongChannelsAndPlatforms() {
        String product = product();
        created(draft(product, "1.2"));

        created(draft(product, "1.2", "dev", "windows"));
        created(draft(product, "1.2", "Stable", "windows"));
        created(draft(product, "1.2", "stable", "linux"));
        expectFault(
                Source.attribute("version"),
                Rule.TAKEN,
                () -> created(draft(product, "1.2.0.0", "stable", "macos", "Windows")));
        admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.2","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product))
                .expectError(422, "VERSION_TAKEN", "/data/attributes/version");
    }

    @Test
    void countsAsCreatedWhenThePublisherSays() {
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        Draft backdated =
                new Draft(product(), "Kite", "1.2", null, List.of("windows"), false, null, past, null, Metadata.EMPTY);

        Release release = created(backdated);

        assertThat(stored(release).accessDate()).isEqualTo(past);
        assertThat(release.created()).isAfter(past);
        Instant future = server.clock().instant().plus(Duration.ofDays(1));
        Draft later = new Draft(
                product(), "Kite", "1.2", null, List.of("windows"), false, null, future, null, Metadata.EMPTY);
        expectFault(Source.attribute("backdated"), Rule.INVALID, () -> created(later));
    }

    @Test
    void changesEverythingOfADraft() {
        Release release = created(draft(product(), "1.2"));
        Instant past = Instant.parse("2020-01-01T00:00:00Z");

        Release changed = updated(
                release,
                new Changes(
                        Change.to("Other"),
                        Change.to("2.0"),
                        Change.to("nightly"),
                        Change.to(List.of("linux", "macos")),
                        Change.to(true),
                        Change.to("# Hi"),
                        Change.to(past),
                        Change.none(),
                        Change.to(new Metadata(Map.of("key", "value"))),
                        Change.none()));

        assertThat(stored(release)).isEqualTo(changed);
        assertThat(changed.name()).isEqualTo("Other");
        assertThat(changed.description()).isEqualTo("# Hi");
        assertThat(changed.semver().text()).isEqualTo("2.0.0-dev.nightly");
        assertThat(changed.channel()).isEqualTo(Channel.DEV);
        assertThat(changed.offer().platforms()).containsExactly("linux", "macos");
        assertThat(changed.offer().dotted()).isEqualTo(DottedVersion.parse("2.0"));
        assertThat(changed.accessDate()).isEqualTo(past);
        assertThat(changed.metadata().values()).isEqualTo(Map.of("key", "value", "private", true));
        assertThat(updated(changed, NOTHING)
                        .withDetails(
                                changed.name(),
                                changed.description(),
                                null,
                                past,
                                changed.metadata(),
                                changed.updated()))
                .isEqualTo(changed);
        assertThat(eventsOf(release.id())).containsExactly("release.created", "release.updated", "release.updated");
    }

    @Test
    void refusesAnUpdateToATakenPlace() {
        String product = product();
        created(draft(product, "1.2"));
        Release other = created(draft(product, "1.3"));

        expectFault(Source.attribute("version"), Rule.TAKEN, () -> updated(other, changes("1.2.0", null, null)));
        updated(other, changes("1.2.0", "beta", null));
        expectFault(Source.attribute("version"), Rule.TAKEN, () -> updated(other, changes(null, "", null)));
        updated(other, changes(null, "", List.of("linux")));
        assertThat(stored(other).version().text()).isEqualTo("1.2.0");
    }

    @Test
    void freezesWhatIsPublished() {
        Release release = published(draft(product(), "1.2"));

        expect(Problem.RELEASE_FROZEN, () -> updated(release, NOTHING));
        expect(Problem.RELEASE_FROZEN, () -> updated(release, changes("1.3", null, null)));
        expect(
                Problem.RELEASE_FROZEN,
                () -> updated(release, with(nothing -> changes("1.3", null, null), Change.to(true))));
        expect(Problem.RELEASE_FROZEN, () -> parts().releases.delete(parts().admin(), ReleaseQuery.ANY, release.id()));
        assertThat(stored(release)).isEqualTo(release);
        assertThat(parts().releases.publish(parts().admin(), release.id())).isEqualTo(release);
    }

    @Test
    void withdrawsAPublishedReleaseByArchivingIt() {
        Release release = published(draft(product(), "1.2"));

        Release archived = updated(release, archived(true));

        assertThat(archived.isArchived()).isTrue();
        assertThat(stored(release)).isEqualTo(archived);
        Reply shown = admin.get("/v1/releases/" + release.id()).expect(200);
        assertThat(shown.text("/data/attributes/status")).isEqualTo("YANKED");
        assertThat(Instant.parse(shown.text("/data/attributes/yanked")))
                .isEqualTo(archived.updated().truncatedTo(ChronoUnit.MILLIS));
        assertThat(parts().dotted.archive(parts().admin(), release.id())).isEqualTo(archived);
        Release back = parts().dotted.unarchive(parts().admin(), release.id());
        assertThat(back.status()).isEqualTo(ReleaseStatus.PUBLISHED);
        assertThat(back.isArchived()).isFalse();
        assertThat(parts().dotted.unarchive(parts().admin(), release.id())).isEqualTo(back);
        assertThat(admin.get("/v1/releases/" + release.id())
                        .expect(200)
                        .at("/data/attributes/yanked")
                        .isNull())
                .isTrue();
        assertThat(eventsOf(release.id()))
                .containsExactly("release.created", "release.published", "release.yanked", "release.published");
    }

    @Test
    void archivesADraftWithoutTellingMoreThanAnUpdate() {
        Release release = created(draft(product(), "1.2"));

        Release archived = parts().dotted.archive(parts().admin(), release.id());

        assertThat(archived.status()).isEqualTo(ReleaseStatus.DRAFT);
        assertThat(archived.isArchived()).isTrue();
        assertThat(parts().dotted.unarchive(parts().admin(), release.id()).isArchived())
                .isFalse();
        assertThat(eventsOf(release.id())).containsExactly("release.created", "release.updated", "release.updated");
        parts().dotted.archive(parts().admin(), release.id());
        assertThat(parts().releases.publish(parts().admin(), release.id()).isArchived())
                .isFalse();
    }

    @Test
    void doesNotBringBackWhatWasYanked() {
        Release yanked = published(draft(product(), "1.2"));
        parts().releases.yank(parts().admin(), yanked.id());
        Release archivedFirst = published(draft(product(), "1.2"));
        parts().dotted.archive(parts().admin(), archivedFirst.id());
        admin.post("/v1/releases/" + archivedFirst.id() + "/actions/yank", "").expect(200);

        expect(Problem.ACCESS_DENIED, () -> parts().dotted.unarchive(parts().admin(), yanked.id()));
        expect(Problem.ACCESS_DENIED, () -> updated(archivedFirst, archived(false)));
        assertThat(parts().dotted.archive(parts().admin(), yanked.id()).isYanked())
                .isTrue();
    }

    @Test
    void doesNotBringBackWhatLostItsPlace() {
        String product = product();
        Release first = published(draft(product, "1.2"));
        parts().dotted.archive(parts().admin(), first.id());
        Release second = created(draft(product, "1.2"));

        expectFault(
                Source.attribute("version"), Rule.TAKEN, () -> parts().dotted.unarchive(parts().admin(), first.id()));
        parts().releases.delete(parts().admin(), ReleaseQuery.ANY, second.id());
        assertThat(parts().dotted.unarchive(parts().admin(), first.id()).status())
                .isEqualTo(ReleaseStatus.PUBLISHED);
    }

    @Test
    void convertsExactlyForAProductOfSemanticVersions() {
        String product = vendor.product();

        Release release = created(draft(product, "1.2.3.4", "beta", "windows"));
        assertThat(release.version().text()).isEqualTo("1.2.3-beta+4");
        assertThat(release.offer().dotted()).isEqualTo(DottedVersion.parse("1.2.3.4"));
        Release semantic = created(draft(product, "2.0.0-beta.7", "Beta", "windows"));
        assertThat(semantic.offer().dotted()).isEqualTo(DottedVersion.parse("2.0.0.7"));
        expectFault(
                Source.attribute("version"),
                Rule.INVALID,
                () -> created(draft(product, "1.2.3", "nightly", "windows")));
        expectFault(
                Source.attribute("version"),
                Rule.CHANNEL_INVALID,
                () -> created(draft(product, "1.2.3-rc.1", "beta", "windows")));
    }

    @Test
    void takesThePublishersWordForAVersionWithoutAnExactForm() {
        String product = vendor.product();
        Draft inexact = new Draft(
                product, "Kite", "1.2.3+word", null, List.of("windows"), false, null, null, "1.2.3.9", Metadata.EMPTY);

        Release release = created(inexact);

        assertThat(stored(release).offer().dotted()).isEqualTo(DottedVersion.parse("1.2.3.9"));
        Release moved = updated(release, changes("1.2.4+word", null, null));
        assertThat(moved.offer().dotted()).isEqualTo(DottedVersion.parse("1.2.3.9"));
        Draft contradicting =
                new Draft(product(), "Kite", "1.2", null, List.of("windows"), false, null, null, "1.3", Metadata.EMPTY);
        expectFault(Source.attribute("dottedVersion"), Rule.NOT_ALLOWED, () -> created(contradicting));
    }

    @Test
    void agreesWithMetadataAboutWhatIsPrivate() {
        Draft secret =
                new Draft(product(), "Kite", "1.2", null, List.of("windows"), true, null, null, null, Metadata.EMPTY);
        Release release = created(secret);
        String path = "/v1/releases/" + release.id();
        assertThat(admin.get(path)
                        .expect(200)
                        .at("/data/attributes/metadata/private")
                        .asBoolean())
                .isTrue();

        admin.patch(path, """
                        {"data":{"type":"releases","attributes":{"metadata":{"private":"yes"}}}}""").expect(200);
        assertThat(stored(release).offer().isPrivate()).isFalse();
        admin.patch(path, """
                        {"data":{"type":"releases","attributes":{"metadata":{"private":true}}}}""").expect(200);
        assertThat(stored(release).offer().isPrivate()).isTrue();
    }
}
