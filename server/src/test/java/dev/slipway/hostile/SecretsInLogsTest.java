package dev.slipway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Whatever fails, and however much is logged, nothing that opens a door is told to the log. */
@Isolated("It turns up the log of the whole program")
class SecretsInLogsTest extends HostileSuite {
    private static final String PASSWORD = "a password nobody guesses";

    /** Keeps every word of every event, of failures too. */
    private static final class Memory extends AppenderBase<ILoggingEvent> {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName())
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append(' ')
                    .append(event.getKeyValuePairs())
                    .append(' ')
                    .append(event.getMDCPropertyMap());
            for (@Nullable IThrowableProxy failure = event.getThrowableProxy();
                    failure != null;
                    failure = failure.getCause()) {
                line.append(' ').append(failure.getClassName()).append(' ').append(failure.getMessage());
            }
            lines.add(line.toString());
        }
    }

    @Test
    void nothingSecretReachesTheLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("dev.slipway");
        Level rootLevel = root.getLevel();
        @Nullable Level ourLevel = ours.getLevel();
        Memory memory = new Memory();
        memory.setContext(root.getLoggerContext());
        memory.start();
        root.addAppender(memory);
        root.setLevel(Level.DEBUG);
        ours.setLevel(Level.TRACE);
        try {
            List<String> secrets = misuse();
            assertThat(memory.lines).as("captured").isNotEmpty();
            for (String secret : secrets) {
                assertThat(memory.lines).noneMatch(line -> line.contains(secret));
            }
        } finally {
            root.detachAppender(memory);
            root.setLevel(rootLevel);
            ours.setLevel(ourLevel);
        }
    }

    /** Uses secrets in all the wrong ways; gives those that must not be seen. */
    private List<String> misuse() throws Exception {
        Estate estate = estate(admin);
        String userBody =
                document("users", "\"email\":\"%s@example.com\",\"password\":\"%s\"".formatted(name(), PASSWORD));
        Reply user = admin.post("/v1/users", userBody).expect(201);
        String pair = user.text("/data/attributes/email") + ":" + PASSWORD;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String token = anonymous
                .with("Authorization", "Basic " + basic)
                .post("/v1/tokens", "")
                .expect(201)
                .text("/data/attributes/token");
        Reply announced = announce(admin, estate.release(), "secret.bin");
        String upload = announced.text("/data/links/redirect");
        anonymous.send("PUT", upload, new byte[10]).expect(200);
        String download = admin.get("/v1/artifacts/" + announced.id())
                .expect(303)
                .header("Location")
                .orElseThrow();
        String ownKey = "OUR-OWN-LICENSE-KEY-" + name();
        admin.post(
                        "/v1/licenses",
                        document(
                                "licenses", "\"key\":\"" + ownKey + "\"", toOne("policy", "policies", estate.policy())))
                .expect(201);

        Client bearer = anonymous.withToken(token);
        bearer.get("/v1/products").expect(403);
        bearer.post("/v1/products", "{").expect(400);
        anonymous.get("/v1/products?token=" + token).expect(403);
        anonymous.get("/v1/products/none?auth=" + token).expect(404);
        anonymous.withToken(token + "x").get("/v1/products").expect(401);
        anonymous.withLicense(ownKey + "x").get("/v1/releases").expect(401);
        anonymous.withLicense(ownKey).post("/v1/releases", "{").expect(400);
        admin.get("/v1/licenses/" + ownKey + "x").expect(404);
        admin.get("/v1/licenses/" + ownKey).expect(200);
        admin.post(
                        "/v1/licenses",
                        document(
                                "licenses", "\"key\":\"" + ownKey + "\"", toOne("policy", "policies", estate.policy())))
                .expect(422);
        admin.post("/v1/users", userBody).expect(422);
        admin.patch("/v1/users/" + user.id(), document("users", "\"password\":\"" + PASSWORD + "x".repeat(90) + "\""))
                .expect(422);
        admin.patch("/v1/users/" + user.id(), document("users", "\"passwort\":\"" + PASSWORD + "\""))
                .expect(400);
        anonymous
                .with("Authorization", "Basic " + basic.substring(0, basic.length() - 4))
                .post("/v1/tokens", "")
                .expect(401);
        anonymous.send("PUT", download, new byte[1]).expect(403);
        anonymous.get(upload).expect(403);
        breakBytes(announced.id());
        Reply broken = anonymous.get(download);
        assertThat(broken.status()).isIn(404, 500);
        String file = "/v3/" + estate.release() + "/secret.bin";
        anonymous.get(file + "?key=" + ownKey).expect(403);
        anonymous.get(file + "?key=" + ownKey + "x").expect(403);
        anonymous.send("PUT", file + "?key=" + ownKey, new byte[1]).expect(401);
        anonymous.send("PUT", file + "?token=" + token, new byte[1]).expect(404);
        admin.delete("/v1/artifacts/" + announced.id()).expect(204);
        anonymous.send("PUT", upload, new byte[1]).expect(404);
        return List.of(
                token,
                basic,
                PASSWORD,
                ownKey,
                estate.licenseKey(),
                TestServer.ADMIN_PASSWORD,
                segment(upload),
                segment(download),
                Files.readString(server.data().resolve("secret.key")).strip());
    }

    private static String segment(String address) {
        return address.split("/", -1)[5];
    }

    /** Takes the bytes away behind the server's back. */
    private void breakBytes(String artifact) throws Exception {
        Map<String, List<String>> rows = rows();
        String row = rows.getOrDefault("artifacts", List.of()).stream()
                .filter(each -> each.contains(artifact))
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.walk(server.data().resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (row.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
