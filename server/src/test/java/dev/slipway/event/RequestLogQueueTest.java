package dev.slipway.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.store.RequestLogFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogQueueTest {
    private static final RequestFilter ANY = new RequestFilter(null, null, null, null, null, null, null, null);

    private static LoggedRequest entry(String id) {
        return new LoggedRequest(
                id, "account", Instant.EPOCH, "POST", "/v1/x", 201, "127.0.0.1", null, null, null, null);
    }

    @Test
    void aFullQueueDropsAndCountsInsteadOfWaiting(@TempDir Path folder) throws InterruptedException {
        Path path = folder.resolve("requests.db");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RequestLog log =
                new RequestLog(new RequestLogFile(path), RequestLog.Extent.EVERYTHING, Duration.ofDays(30))) {
            log.log(() -> {
                began.countDown();
                await(goOn);
                return entry("first");
            });
            began.await();
            for (int i = 0; i < RequestLog.WAITING + 5; i++) {
                String id = "entry-" + i;
                log.log(() -> entry(id));
            }
            assertThat(log.dropped()).isEqualTo(5);
            goOn.countDown();
        }
        try (RequestLogFile file = new RequestLogFile(path)) {
            assertThat(file.find("account", "entry-" + (RequestLog.WAITING - 1)))
                    .isPresent();
            assertThat(file.find("account", "entry-" + RequestLog.WAITING)).isEmpty();
            assertThat(file.list("account", ANY, new PageRequest.Limit(10, false))
                            .hasMore())
                    .isTrue();
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
    void aFileThatCannotBeWrittenCostsOnlyTheLog(@TempDir Path folder) {
        RequestLogFile file = new RequestLogFile(folder.resolve("requests.db"));
        try (RequestLog log = new RequestLog(file, RequestLog.Extent.EVERYTHING, Duration.ofDays(30))) {
            log.log(() -> {
                throw new IllegalStateException("The disk is full");
            });
            assertThat(log.dropped()).isZero();
        }
    }
}
