package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.catalog.ReleaseFiles.Announcement;
import dev.slipway.catalog.ReleaseFiles.External;
import dev.slipway.catalog.ServedFiles.Served;
import dev.slipway.model.Artifact;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseFilesTest extends HttpSuite {
    private static final long LARGEST = 100;

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

    private ReleaseFiles files() {
        return parts().files(LARGEST, 0);
    }

    private ServedFiles served() {
        return parts().served(0);
    }

    private Release release(String... platforms) {
        return releaseOf("\"metadata\":{\"versionScheme\":\"DOTTED\"}", platforms);
    }

    private Release releaseOf(String productAttributes, String... platforms) {
        return parts().dotted
                .create(
                        parts().admin(),
                        new DottedReleases.Draft(
                                vendor.product(productAttributes),
                                "Kite",
                                "1.2",
                                null,
                                List.of(platforms),
                                false,
                                null,
                                null,
                                null,
                                Metadata.EMPTY));
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private Artifact upload(Release release, String name, String content) {
        return files().upload(
                        parts().admin(),
                        release.id(),
                        name,
                        new Announcement(content.length(), null, null),
                        bytes(content));
    }

    private List<Artifact> of(Release release) {
        return served().of(parts().admin(), List.of(release.id())).getOrDefault(release.id(), List.of());
    }

    private String content(Release release, String name) {
        Served served = served().open(parts().admin(), release.id(), name);
        assertThat(served).isInstanceOf(Served.Bytes.class);
        try {
            return Files.readString(((Served.Bytes) served).content().file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void expect(Problem problem, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .extracting(Refusal::problem)
                .isEqualTo(problem);
    }

    @Test
    void keepsWhatIsSentInOneStep() {
        Release release = release("Windows");

        Artifact file = upload(release, "Kite-Setup.EXE", "hello");

        assertThat(of(release)).containsExactly(file);
        assertThat(file.filesize()).isEqualTo(5);
        assertThat(file.filetype()).isEqualTo("exe");
        assertThat(file.platform()).isEqualTo("windows");
        assertThat(file.content()).isNotNull();
        assertThat(file.content().md5()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(content(release, "kite-setup.exe")).isEqualTo("hello");
        assertThat(eventsOf(file.id()))
                .containsExactly("artifact.created", "artifact.upload.succeeded", "artifact.uploaded");
        Reply shown = admin.with("Prefer", "no-download")
                .get("/v1/artifacts/" + file.id())
                .expect(200);
        assertThat(shown.text("/data/attributes/filename")).isEqualTo("Kite-Setup.EXE");
        assertThat(shown.text("/data/attributes/status")).isEqualTo("UPLOADED");
        assertThat(shown.at("/data/attributes/filesize").asLong()).isEqualTo(5);
    }

    @Test
    void replacesAFileInPlace() {
        Release release = release("windows");
        long before = parts().keptFiles();
        Artifact first = upload(release, "kite.zip", "first");

        Artifact second = upload(release, "KITE.zip", "second");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.filename()).isEqualTo("kite.zip");
        assertThat(of(release)).containsExactly(second);
        assertThat(content(release, "kite.zip")).isEqualTo("second");
        assertThat(parts().keptFiles()).isEqualTo(before + 1);
    }

    @Test
    void keepsTheOldFileWhenAnUploadFails() {
        Release release = release("windows");
        Artifact first = upload(release, "kite.zip", "first");
        long before = parts().keptFiles();
        InputStream broken = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 'x';
                }
                throw new IOException("the connection broke");
            }
        };
        Consumer<Announcement> sendShort =
                announcement -> files().upload(parts().admin(), release.id(), "kite.zip", announcement, bytes("short"));

        expect(Problem.BAD_REQUEST, () -> sendShort.accept(new Announcement(9, null, null)));
        expect(Problem.BAD_REQUEST, () -> sendShort.accept(new Announcement(3, null, null)));
        expect(Problem.BAD_REQUEST, () -> sendShort.accept(new Announcement(5, null, "0".repeat(32))));
        expect(Problem.BODY_TOO_LARGE, () -> sendShort.accept(new Announcement(LARGEST + 1, null, null)));
        expect(
                Problem.BODY_TOO_LARGE,
                () -> files().upload(
                                parts().admin(),
                                release.id(),
                                "kite.zip",
                                new Announcement(-1, null, null),
                                bytes("x".repeat(101))));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> files().upload(
                                parts().admin(), release.id(), "kite.zip", new Announcement(9, null, null), broken));

        assertThat(of(release)).containsExactly(first);
        assertThat(content(release, "kite.zip")).isEqualTo("first");
        assertThat(parts().keptFiles()).isEqualTo(before);
    }

    @Test
    void discardsBytesOfAReleaseThatWasPublishedMeanwhile() {
        Release release = release("windows");
        long before = parts().keptFiles();
        InputStream publishing = new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                parts().releases.publish(parts().admin(), release.id());
                return super.read(into, offset, length);
            }
        };

        expect(
                Problem.RELEASE_FROZEN,
                () -> files().upload(
                                parts().admin(),
                                release.id(),
                                "kite.zip",
                                new Announcement(3, null, null),
                                publishing));

        assertThat(of(release)).isEmpty();
        assertThat(parts().keptFiles()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "my app.zip", "a/b.zip", "app$.zip", "...", "größe.zip", "..\\x"})
    void refusesOtherNames(String name) {
        Release release = release("windows");

        expect(Problem.INVALID, () -> upload(release, name, "x"));
        assertThat(ReleaseFiles.isName(name)).isFalse();
    }

    @Test
    void needsLeaveToReadAndToWrite() {
        Release release = release("windows");
        Announcement one = new Announcement(1, null, null);

        expect(
                Problem.ACCESS_DENIED,
                () -> files().upload(
                                parts().staff(Permission.RELEASE_READ), release.id(), "kite.zip", one, bytes("x")));
        expect(
                Problem.ACCESS_DENIED,
                () -> files().upload(
                                parts().staff(Permission.RELEASE_UPLOAD, Permission.ARTIFACT_CREATE),
                                release.id(),
                                "kite.zip",
                                one,
                                bytes("x")));
        expect(
                Problem.TOKEN_MISSING,
                () -> files().upload(parts().anonymous(), release.id(), "kite.zip", one, bytes("x")));
        expect(
                Problem.NOT_FOUND,
                () -> files().upload(
                                parts().admin(), "00000000-0000-0000-0000-000000000000", "kite.zip", one, bytes("x")));
        assertThat(of(release)).isEmpty();
    }

    @Test
    void freezesFilesWithTheirRelease() {
        Release release = release("windows");
        Artifact file = upload(release, "kite.zip", "first");
        parts().releases.publish(parts().admin(), release.id());

        expect(Problem.RELEASE_FROZEN, () -> upload(release, "kite.zip", "second"));
        expect(Problem.RELEASE_FROZEN, () -> upload(release, "more.zip", "second"));
        expect(
                Problem.RELEASE_FROZEN,
                () -> files().addExternal(
                                parts().admin(),
                                new External(release.id(), "more.zip", "https://files.example/x", 1L, null)));
        expect(Problem.RELEASE_FROZEN, () -> files().delete(parts().admin(), file.id()));
        expect(Problem.RELEASE_FROZEN, () -> files().deleteNamed(parts().admin(), release.id(), "kite.zip"));
        assertThat(of(release)).containsExactly(file);
    }

    @Test
    void removesFilesByIdAndByName() {
        Release release = release("windows");
        long before = parts().keptFiles();
        Artifact first = upload(release, "first.zip", "1");
        Artifact second = upload(release, "second.zip", "2");

        files().delete(parts().admin(), first.id());
        files().deleteNamed(parts().admin(), release.id(), "SECOND.zip");

        assertThat(of(release)).isEmpty();
        assertThat(parts().keptFiles()).isEqualTo(before);
        expect(Problem.NOT_FOUND, () -> files().delete(parts().admin(), first.id()));
        expect(Problem.NOT_FOUND, () -> served().show(parts().admin(), second.id()));
        files().deleteNamed(parts().admin(), release.id(), "second.zip");
        assertThat(eventsOf(first.id())).contains("artifact.deleted");
    }

    @Test
    void namesFilesThatAreKeptElsewhere() {
        Release release = release("windows");
        External external = new External(release.id(), "kite.msi", "https://files.example/kite.msi", 12L, "abc");

        Artifact file = files().addExternal(parts().admin(), external);

        assertThat(of(release)).containsExactly(file);
        assertThat(served().show(parts().admin(), file.id())).isEqualTo(file);
        assertThat(file.externalUrl()).isEqualTo("https://files.example/kite.msi");
        Reply shown = admin.get("/v1/artifacts/" + file.id()).expect(303);
        assertThat(shown.header("Location")).hasValue("https://files.example/kite.msi");
        assertThat(shown.text("/data/links/redirect")).isEqualTo("https://files.example/kite.msi");
        assertThat(shown.text("/data/attributes/checksum")).isEqualTo("abc");
        expect(Problem.NOT_FOUND, () -> served().open(parts().admin(), release.id(), "kite.msi"));
        for (String url : List.of("ftp://files.example/x", "files.example", "https://", "a b", "javascript:alert(1)")) {
            expect(
                    Problem.INVALID,
                    () -> files().addExternal(parts().admin(), new External(release.id(), "other.msi", url, 1L, null)));
        }
        expect(
                Problem.INVALID,
                () -> files().addExternal(
                                parts().admin(),
                                new External(release.id(), "other.msi", "https://files.example/x", -1L, null)));
    }

    @Test
    void guardsFilesThatAreKeptElsewhereWhereTheProductSaysSo() {
        Release release =
                releaseOf("\"metadata\":{\"versionScheme\":\"DOTTED\",\"externalFiles\":\"guarded\"}", "windows");
        files().addExternal(
                        parts().admin(),
                        new External(release.id(), "kite.msi", "https://files.example/kite.msi", 12L, null));

        assertThat(served().open(parts().admin(), release.id(), "KITE.msi"))
                .isInstanceOfSatisfying(
                        Served.Elsewhere.class,
                        served -> assertThat(served.url()).isEqualTo("https://files.example/kite.msi"));
    }

    @Test
    void turnsAFileFromHereIntoOneFromElsewhereAndBack() {
        Release release = release("windows");
        long before = parts().keptFiles();
        Artifact here = upload(release, "kite.msi", "bytes");

        Artifact elsewhere = files().addExternal(
                        parts().admin(),
                        new External(release.id(), "kite.msi", "https://files.example/kite.msi", 12L, "abc"));
        assertThat(elsewhere.id()).isEqualTo(here.id());
        assertThat(elsewhere.content()).isNull();
        assertThat(parts().keptFiles()).isEqualTo(before);

        Artifact back = upload(release, "kite.msi", "again");
        assertThat(back.id()).isEqualTo(here.id());
        assertThat(back.externalUrl()).isNull();
        assertThat(back.checksum()).isNull();
        assertThat(content(release, "kite.msi")).isEqualTo("again");
    }

    @Test
    void keepsNoMoreThanTheAccountMay() {
        Release release = release("windows");
        long used = served().storage(parts().admin()).usedBytes();
        ReleaseFiles limited = parts().files(LARGEST, used + 6);
        assertThat(parts().served(used + 6).storage(parts().admin()))
                .isEqualTo(new ServedFiles.Storage(used + 6, used));
        long before = parts().keptFiles();

        expect(
                Problem.STORAGE_LIMIT_REACHED,
                () -> limited.upload(
                        parts().admin(), release.id(), "kite.zip", new Announcement(7, null, null), bytes("7 bytes")));
        expect(
                Problem.STORAGE_LIMIT_REACHED,
                () -> limited.upload(
                        parts().admin(), release.id(), "kite.zip", new Announcement(-1, null, null), bytes("7 bytes")));
        assertThat(parts().keptFiles()).isEqualTo(before);
        limited.upload(parts().admin(), release.id(), "kite.zip", new Announcement(6, null, null), bytes("6bytes"));

        assertThat(parts().served(used + 6).storage(parts().admin()).usedBytes())
                .isEqualTo(used + 6);
    }

    @Test
    void countsDownloadsOfEachFile() {
        Release release = release("windows");
        Artifact file = upload(release, "kite.zip", "first");
        Served served = served().open(parts().admin(), release.id(), "kite.zip");

        try (CatalogParts counting = new CatalogParts(server)) {
            ServedFiles counted = counting.served(0);
            counted.count(parts().admin(), served);
            counted.count(parts().admin(), served);
        }

        assertThat(served().show(parts().admin(), file.id()).downloads()).isEqualTo(2);
        assertThat(parts().releases
                        .show(parts().admin(), ReleaseQuery.ANY, release.id())
                        .downloads())
                .isEqualTo(2);
    }

    @Test
    void movesFilesToTheNewPlatformOfTheirRelease() {
        Release release = release("windows");
        upload(release, "kite.zip", "first");

        parts().dotted
                .update(
                        parts().admin(),
                        release.id(),
                        () -> new DottedReleases.Changes(
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.to(List.of("Linux")),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none()));

        assertThat(of(release).getFirst().platform()).isEqualTo("linux");
        List<String> platforms = parts().store
                .read(server.account().id(), session -> session.releases().platforms(release.id()));
        assertThat(platforms).containsExactly("linux");
    }
}
