package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.blob.RecordingFileSystem;
import dev.slipway.blob.RecordingFileSystem.Action;
import dev.slipway.blob.RecordingFileSystem.Event;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * No kill can show a missing sync, so the order itself is asserted: write, sync the file, rename, sync the folder, commit,
 * answer. The commit is held back by a lock on the database that the test takes from outside.
 */
class UploadOrderTest {

    @Test
    void acknowledgesAnUploadOnlyAfterFileAndFolderAndDatabaseAreSafe() throws Exception {
        Path data = Files.createTempDirectory("slipway-order");
        RecordingFileSystem files = new RecordingFileSystem(data.resolve("blobs"), new NioFileSystem());
        try (TestServer server = TestServer.start(Engine.SQLITE, Map.of("data", data.toString()), files)) {
            Publisher publisher = new Publisher(server.admin(), Publisher.product(server.admin()));
            String release = publisher.draft("1.0.0").id();
            Reply announced = publisher.announce(release, "a.bin");
            files.clear();

            CompletableFuture<Reply> answer;
            try (Connection lock = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("slipway.db"));
                    var statement = lock.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                answer = CompletableFuture.supplyAsync(() -> {
                    Reply reply = server.anonymous()
                            .send(
                                    "PUT",
                                    announced.text("/data/links/redirect"),
                                    "precious bytes".getBytes(StandardCharsets.UTF_8));
                    files.record("answer");
                    return reply;
                });
                awaitMove(files);

                assertThat(answer).isNotDone();
                assertThat(status(server, announced.id())).isEqualTo("WAITING");
                files.record("commit becomes possible");
                statement.execute("ROLLBACK");
            }
            answer.get(30, TimeUnit.SECONDS).expect(200);

            assertThat(status(server, announced.id())).isEqualTo("UPLOADED");
            assertInOrder(files.events());
        }
    }

    private static String status(TestServer server, String artifactId) {
        return server.admin()
                .with("Prefer", "no-download")
                .get("/v1/artifacts/" + artifactId)
                .expect(200)
                .text("/data/attributes/status");
    }

    /** Waits until the bytes are under their final name and their folder is synced. */
    private static void awaitMove(RecordingFileSystem files) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (indexOf(files.events(), Action.SYNC_FOLDER, indexOf(files.events(), Action.MOVE, 0)) < 0) {
            assertThat(System.nanoTime()).as("the bytes never became safe").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static void assertInOrder(List<Event> events) {
        int written = indexOf(events, Action.WRITE, 0);
        int synced = indexOf(events, Action.SYNC_FILE, written);
        int moved = indexOf(events, Action.MOVE, synced);
        int folderSynced = indexOf(events, Action.SYNC_FOLDER, moved);
        int committable = indexOf(events, Action.FOREIGN, folderSynced);
        int answered = indexOf(events, Action.FOREIGN, committable + 1);
        assertThat(new int[] {written, synced, moved, folderSynced, committable, answered})
                .as("order of %s", events)
                .doesNotContain(-1)
                .isSorted();
        assertThat(events.get(answered).subject()).isEqualTo("answer");
        String folder = events.get(moved).subject();
        assertThat(events.get(folderSynced).subject()).isEqualTo(folder.substring(0, folder.lastIndexOf('/')));
        assertThat(events.subList(folderSynced + 1, answered))
                .as("nothing is written to files once the bytes are safe")
                .noneMatch(event -> event.action() == Action.WRITE || event.action() == Action.MOVE);
    }

    private static int indexOf(List<Event> events, Action action, int from) {
        for (int i = Math.max(from, 0); from >= 0 && i < events.size(); i++) {
            if (events.get(i).action() == action) {
                return i;
            }
        }
        return -1;
    }
}
