package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** In a product that freezes what is published, only a withdrawal and a moving tag remain. */
class FrozenReleasesTest extends CatalogSuite {

    @Test
    void aPublishedReleaseRefusesEveryChangeButItsTagAndItsWithdrawal() {
        String product = freezingProduct();
        String release = release(product, "1.0.0", "DRAFT");
        String artifact = uploaded(release, "a.bin", "bytes");
        String entitlement = vendor.entitlement(Vendor.unique("FROZEN"));
        String path = "/v1/releases/" + release;
        admin.patch(path, update("\"name\":\"Still a draft\"")).expect(200);
        admin.post(path + "/actions/publish", "").expect(200);

        for (int round = 0; round < 2; round++) {
            refused(admin.patch(path, update("\"name\":\"Other\"")));
            refused(admin.patch(path, update("\"name\":\"Other\",\"tag\":\"x\"")));
            refused(admin.delete(path));
            refused(admin.post(path + "/constraints", "{\"data\":[%s]}".formatted(constraint(entitlement))));
            refused(admin.put(path + "/package", "{\"data\":null}"));
            refused(admin.post("/v1/artifacts", artifactBody(release, "\"filename\":\"b.bin\"")));
            refused(admin.patch("/v1/artifacts/" + artifact, """
                            {"data":{"type":"artifacts","attributes":{"checksum":"x"}}}"""));
            refused(admin.delete("/v1/artifacts/" + artifact));
            refused(admin.delete("/v1/products/" + product));
            admin.patch(path, update("\"tag\":\"round-%d\"".formatted(round))).expect(200);
            admin.patch(path, update("\"tag\":null,\"name\":\"Still a draft\"")).expect(200);
            admin.post(path + "/actions/yank", "").expect(200);
        }
        refused(admin.post(path + "/actions/publish", ""));
        assertThat(admin.get(path).text("/data/attributes/status")).isEqualTo("YANKED");
    }

    @Test
    void aPackageWithAFrozenReleaseStays() {
        String product = freezingProduct();
        String line = releasePackage(product);
        String draft = release(product, "1.0.0", "DRAFT", packageRelation(line));

        admin.post("/v1/releases/" + draft + "/actions/publish", "").expect(200);

        refused(admin.delete("/v1/packages/" + line));
        admin.get("/v1/packages/" + line).expect(200);
    }

    @Test
    void bytesThatArriveAfterPublicationAreDiscarded() {
        String product = freezingProduct();
        String release = release(product, "1.0.0", "DRAFT");
        Reply late = announce(release, "\"filename\":\"late.bin\"");
        Reply replaced = announce(release, "\"filename\":\"replaced.bin\"");
        upload(replaced, "before").expect(200);
        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);

        assertThat(upload(late, "after").expect(403).text("/errors/0/code")).isEqualTo("RELEASE_FROZEN");
        assertThat(upload(replaced, "after").expect(403).text("/errors/0/code")).isEqualTo("RELEASE_FROZEN");

        assertThat(download(admin, "/v1/artifacts/" + replaced.id())).isEqualTo("before");
        assertThat(admin.get("/v1/artifacts/" + late.id()).expect(200).text("/data/attributes/status"))
                .isEqualTo("WAITING");
    }

    @Test
    void publicationAndUploadNeverBothWinWithOtherBytes() throws Exception {
        for (int round = 0; round < 5; round++) {
            String release = release(freezingProduct(), "1.0.0", "DRAFT");
            Reply announced = announce(release, "\"filename\":\"raced.bin\"");
            upload(announced, "draft").expect(200);

            Reply racing;
            String offered;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Reply> upload = threads.submit(() -> upload(announced, "late"));
                admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
                offered = downloaded(announced.id());
                racing = upload.get();
            }

            assertThat(offered).isEqualTo(racing.status() == 200 ? "late" : "draft");
            assertThat(downloaded(announced.id())).isEqualTo(offered);
        }
    }

    private String downloaded(String artifact) {
        return download(admin, "/v1/artifacts/" + artifact);
    }

    private static String update(String attributes) {
        return """
                {"data":{"type":"releases","attributes":{%s}}}""".formatted(attributes);
    }

    private static void refused(Reply reply) {
        reply.expectError(403, "RELEASE_FROZEN", null);
    }
}
