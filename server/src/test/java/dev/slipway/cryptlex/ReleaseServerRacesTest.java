package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Files that are sent, removed and frozen at the same time. */
class ReleaseServerRacesTest extends ReleaseServerSuite {
    private static final int ROUNDS = 6;

    private static List<Reply> atOnce(List<Callable<Reply>> rivals) throws Exception {
        CyclicBarrier start = new CyclicBarrier(rivals.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> futures = new ArrayList<>();
            for (Callable<Reply> rival : rivals) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return rival.call();
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }

    private List<Callable<Reply>> uploads(String release) {
        List<Callable<Reply>> uploads = new ArrayList<>();
        for (int rival = 0; rival < 3; rival++) {
            String content = "from rival " + rival;
            uploads.add(() -> put(release, "myapp.zip", content));
            uploads.add(() -> putForm(release, "MYAPP.zip", part("file", content)));
        }
        return uploads;
    }

    @Test
    void aReleaseKeepsTheFilesItWasPublishedWith() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String release = draft();
            long before = keptFiles();
            List<Callable<Reply>> rivals = uploads(release);
            rivals.add(() -> publisher.post("/v3/releases/" + release + "/publish", ""));

            List<Reply> replies = atOnce(rivals);

            replies.getLast().expect(200);
            List<Reply> sent = replies.subList(0, replies.size() - 1);
            sent.forEach(reply -> assertThat(reply.status()).as(reply.body()).isIn(200, 403));
            long taken = sent.stream().filter(reply -> reply.status() == 200).count();
            Reply shown = show(release);
            int files = shown.at("/totalFiles").intValue();
            assertThat(files).isEqualTo(taken > 0 ? 1 : 0);
            assertThat(keptFiles()).isEqualTo(before + files);
            put(release, "myapp.zip", "late").expectMessage(403, "RELEASE_PUBLISHED");
            assertThat(show(release).json()).isEqualTo(shown.json());
            // Last, because a download is counted a moment later.
            if (files > 0) {
                assertThat(content(release, "myapp.zip")).startsWith("from rival");
            }
        }
    }

    @Test
    void oneOfManyFilesOfANameIsLeftWhole() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String release = draft();
            long before = keptFiles();
            List<Callable<Reply>> rivals = uploads(release);
            rivals.add(() -> sender.delete(file(release, "myapp.zip")));

            List<Reply> replies = atOnce(rivals);

            replies.getLast().expect(204);
            replies.subList(0, replies.size() - 1).forEach(reply -> reply.expect(200));
            int files = show(release).at("/totalFiles").intValue();
            assertThat(files).isIn(0, 1);
            assertThat(keptFiles()).isEqualTo(before + files);
            if (files > 0) {
                assertThat(md5Hex(sender.get(file(release, "myapp.zip"))
                                .expect(200)
                                .bytes()))
                        .isEqualTo(show(release).text("/files/0/checksum"));
            }
        }
    }
}
