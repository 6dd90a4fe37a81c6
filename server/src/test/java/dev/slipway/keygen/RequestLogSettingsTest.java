package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.model.LoggedRequest;
import dev.slipway.model.PageRequest;
import dev.slipway.model.RequestFilter;
import dev.slipway.store.RequestLogFile;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is logged, and what becomes of requests when the log cannot be kept. */
class RequestLogSettingsTest extends HttpSuite {
    private static final String PATH = "/v1/request-logs";
    private static final String PRODUCT = "{\"data\":{\"type\":\"products\",\"attributes\":{\"name\":\"P\"}}}";
    private static final RequestFilter ANY = new RequestFilter(null, null, null, null, null, null, null, null);

    @TempDir
    private Path folder;

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("request-log", "all"), new NioFileSystem());
    }

    private TestServer startInFolder(String extent) {
        return TestServer.start(engine, Map.of("data", folder.toString(), "request-log", extent), new NioFileSystem());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Client as(Client client, String request) {
        return client.with("X-Request-Id", request);
    }

    private static Reply logged(Client client, String request) {
        return askUntil(() -> client.get(PATH + "/" + request), reply -> reply.status() == 200)
                .expect(200);
    }

    /** What the file holds once its server is closed. */
    private List<LoggedRequest> written(String accountId) {
        try (RequestLogFile file = RequestLogFile.open(folder.resolve("requests.db"), () -> "other", 1 << 20)) {
            return file.list(accountId, ANY, new PageRequest.Limit(100, false)).items();
        }
    }

    @Test
    void allLogsReadsAndValidationsTooButNotTheLogItself() {
        String list = id();
        String head = id();
        String log = id();
        String validation = id();
        as(admin, list).get("/v1/products").expect(200);
        as(admin, head).head("/v1/products").expect(200);
        as(admin, log).get(PATH).expect(200);
        as(admin, validation)
                .post("/v1/licenses/actions/validate-key", "{\"meta\":{\"key\":\"unknown\"}}")
                .expect(200);

        assertThat(logged(admin, validation).text("/data/attributes/requestBody"))
                .isEqualTo("{\"meta\":{\"key\":\"[masked]\"}}");
        assertThat(logged(admin, list).text("/data/attributes/method")).isEqualTo("GET");
        assertThat(logged(admin, head).text("/data/attributes/method")).isEqualTo("HEAD");
        admin.get(PATH + "/" + log).expect(404);
    }

    @Test
    void offLogsNothing() {
        String account;
        try (TestServer silent = startInFolder("off")) {
            account = silent.account().id();
            silent.admin().post("/v1/products", PRODUCT).expect(201);
            silent.admin().get("/v1/products/unknown").expect(404);
            assertThat(silent.admin().get(PATH).expect(200).ids()).isEmpty();
        }
        assertThat(written(account)).isEmpty();
    }

    @Test
    void whatWaitsIsWrittenBeforeTheServerEnds() {
        String account;
        String request = id();
        try (TestServer ending = startInFolder("writes")) {
            account = ending.account().id();
            as(ending.admin(), request).post("/v1/products", PRODUCT).expect(201);
        }
        assertThat(written(account)).extracting(LoggedRequest::id).contains(request);
    }

    @Test
    void aFileThatCannotBeOpenedCostsOnlyTheLog() throws IOException {
        Files.createDirectory(folder.resolve("requests.db"));
        try (TestServer troubled = startInFolder("all")) {
            troubled.admin().post("/v1/products", PRODUCT).expect(201);
            troubled.admin().get("/v1/products/unknown").expectError(404, "NOT_FOUND", null);
            troubled.admin().get(PATH).expectError(503, "UNAVAILABLE", null);
            troubled.admin().get(PATH + "/" + id()).expectError(503, "UNAVAILABLE", null);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAside() throws IOException {
        Files.writeString(folder.resolve("requests.db"), "not a database ".repeat(1_000));
        try (TestServer troubled = startInFolder("writes")) {
            String request = id();
            as(troubled.admin(), request).post("/v1/products", PRODUCT).expect(201);
            logged(troubled.admin(), request);
        }
        assertThat(folder.resolve("requests.db.broken")).exists();
    }

    @Test
    void aFileThatBreaksCostsOnlyTheLog() throws SQLException {
        try (TestServer troubled = startInFolder("all")) {
            String request = id();
            as(troubled.admin(), request).get("/v1/products").expect(200);
            logged(troubled.admin(), request);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("requests.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("DROP TABLE requests");
            }

            for (int i = 0; i < 20; i++) {
                troubled.admin().post("/v1/products", PRODUCT).expect(201);
            }
            troubled.admin().get(PATH).expectError(503, "UNAVAILABLE", null);
            troubled.admin().get(PATH + "/" + request).expectError(503, "UNAVAILABLE", null);
        }
    }
}
