package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What suites about API version 1.0 share, where a release is one file. */
abstract class ClassicSuite extends CatalogSuite {

    /** The same caller as a client of API version 1.0. */
    static Client classic(Client client) {
        return client.with("Keygen-Version", "1.0");
    }

    /** The administrator as a client of API version 1.0. */
    Client classic() {
        return classic(admin);
    }

    /** A file name nobody has used yet. */
    static String filename(String extension) {
        return Vendor.unique("orbit") + "." + extension;
    }

    /** The attributes of a release with a file for a platform; its file type is the extension. */
    static String attributes(String version, String filename, String platform) {
        return """
                "version":"%s","channel":"%s","filename":"%s","filetype":"%s","platform":"%s\"""".formatted(
                version, channel(version), filename, filename.substring(filename.lastIndexOf('.') + 1), platform);
    }

    /** The id of a new release for macOS. */
    String classicRelease(String productId, String version, String filename) {
        return classic()
                .post("/v1/releases", releaseBody(productId, attributes(version, filename, "darwin")))
                .expect(201)
                .id();
    }

    /** The answer to asking where to send the file of a release. */
    Reply askToUpload(String release) {
        return classic()
                .send("PUT", "/v1/releases/" + release + "/artifact", null)
                .expect(307);
    }

    /** Sends the file of a release, which publishes it. */
    void send(String release, String content) {
        upload(askToUpload(release).header("Location").orElseThrow(), content).expect(200);
    }

    /** The id of a new release for macOS whose file was sent. */
    String sent(String productId, String version) {
        String release = classicRelease(productId, version, filename("dmg"));
        send(release, "bytes of " + version);
        return release;
    }

    String status(String release) {
        return classic().get("/v1/releases/" + release).expect(200).text("/data/attributes/status");
    }

    /** The bytes behind an address. */
    String fetch(Reply redirect) {
        return new String(
                anonymous
                        .get(redirect.header("Location").orElseThrow())
                        .expect(200)
                        .bytes(),
                StandardCharsets.UTF_8);
    }

    /** The release once a counter of it, which is written shortly after the answer that it counts, has come to a value. */
    static Reply counted(Client client, String release, String counter, long expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Reply reply = classic(client).get("/v1/releases/" + release).expect(200);
            long count = reply.at("/data/attributes/" + counter).longValue();
            if (count == expected) {
                return reply;
            }
            assertThat(System.nanoTime()).as("%s is still %d", counter, count).isLessThan(deadline);
        }
    }

    /** The statuses of requests that were sent at the same time, in ascending order. */
    static List<Integer> race(List<Callable<Reply>> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = new ArrayList<>();
            for (Callable<Reply> request : requests) {
                replies.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return request.call();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Reply> reply : replies) {
                statuses.add(reply.get(60, TimeUnit.SECONDS).status());
            }
            statuses.sort(Comparator.naturalOrder());
            return statuses;
        }
    }

    /** Fails unless the answer refuses with 422 and that text alone. */
    static void expectUnprocessable(Reply reply, String detail) {
        reply.expectError(422, null, null).expectDetail(detail);
        assertThat(reply.text("/errors/0/title")).isEqualTo("Unprocessable entity");
    }
}
