package dev.slipway.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.store.RequestLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogQueueTest {
    private static final RequestFilter ANY = new RequestFilter(null, null, null, null, null, null, null, null);
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final long LARGE = 1L << 30;

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("requests.db");
    }

    private static LoggedRequest entry(String id) {
        return entry(id, "/v1/x");
    }

    private static LoggedRequest entry(String id, String url) {
        return new LoggedRequest(id, "account", NOW, "POST", url, 201, "127.0.0.1", null, null, null, null);
    }

    private RequestLogFile file(long largest) {
        return RequestLogFile.open(path, () -> "another-id", largest);
    }

    private RequestLog log() {
        return log(() -> file(LARGE));
    }

    private static RequestLog log(Supplier<RequestLogFile> opening) {
        return new RequestLog(opening, RequestLog.Extent.EVERYTHING, Duration.ofDays(30), InstantSource.fixed(NOW));
    }

    private List<String> ids() {
        try (RequestLogFile file = file(LARGE)) {
            return file.list("account", ANY, new PageRequest.Limit(100, false)).items().stream()
                    .map(LoggedRequest::id)
                    .toList();
        }
    }

    @Test
    void aFullQueueDropsAndCountsInsteadOfWaiting() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RequestLog log = log()) {
            log.log(() -> {
                began.countDown();
                await(goOn);
                return Optional.of(entry("first"));
            });
            began.await();
            for (int i = 0; i < RequestLog.WAITING + 5; i++) {
                String id = "entry-" + i;
                log.log(() -> Optional.of(entry(id)));
            }
            assertThat(log.dropped()).isEqualTo(5);
            goOn.countDown();
        }
        try (RequestLogFile file = file(LARGE)) {
            assertThat(file.find("account", "entry-" + (RequestLog.WAITING - 1)))
                    .isPresent();
            assertThat(file.find("account", "entry-" + RequestLog.WAITING)).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anEntryThatCannotBeMadeCostsNoOther() {
        try (RequestLog log = log()) {
            log.log(() -> Optional.of(entry("before")));
            log.log(() -> {
                throw new IllegalStateException("It cannot be described");
            });
            log.log(Optional::empty);
            log.log(() -> Optional.of(entry("after")));
        }
        assertThat(ids()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    @SuppressWarnings("NullAway") // What the file refuses.
    void anEntryThatCannotBeWrittenCostsNoOther() {
        try (RequestLog log = log()) {
            log.log(() -> Optional.of(entry("before")));
            log.log(() -> Optional.of(entry("bad", null)));
            log.log(() -> Optional.of(entry("after")));
        }
        assertThat(ids()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void anIdThatIsTakenHidesNothing() {
        try (RequestLog log = log()) {
            log.log(() -> Optional.of(entry("same")));
            log.log(() -> Optional.of(entry("same")));
        }
        assertThat(ids()).containsExactlyInAnyOrder("same", "another-id");
    }

    @Test
    void whatIsNoDatabaseIsSetAside() throws IOException {
        Files.writeString(path, "This is no database, and long enough to be seen as none. ".repeat(200));
        try (RequestLog log = log()) {
            log.log(() -> Optional.of(entry("new")));
        }
        assertThat(ids()).containsExactly("new");
        assertThat(folder.resolve("requests.db" + RequestLogFile.BROKEN))
                .content()
                .startsWith("This is no database");
    }

    @Test
    void aFileThatCannotBeOpenedCostsOnlyTheLog() throws IOException {
        Files.createDirectory(path);
        try (RequestLog log = log()) {
            log.log(() -> Optional.of(entry("lost")));
            assertThat(log.wants(true, 200)).isTrue();
        }
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void theOldestMakeRoomInAFileThatIsLargeEnough() {
        try (RequestLogFile file = file(256 * 1024)) {
            for (int i = 0; i < 100; i++) {
                LoggedRequest large = new LoggedRequest(
                        "entry-" + i,
                        "account",
                        NOW.plusSeconds(i),
                        "POST",
                        "/v1/x?" + "y".repeat(10_000),
                        201,
                        "127.0.0.1",
                        null,
                        null,
                        null,
                        null);
                file.insert(List.of(large));
            }
        }
        assertThat(ids()).contains("entry-99").doesNotContain("entry-0").hasSizeBetween(10, 30);
    }
}
