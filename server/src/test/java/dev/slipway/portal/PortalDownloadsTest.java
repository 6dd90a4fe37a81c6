package dev.slipway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.model.DailyCount;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What customers fetch in the portal, on both engines and without a browser: what it leaves behind, and what it cannot do. */
class PortalDownloadsTest extends HttpSuite {
    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([0-9a-f]+)\"");
    private static final Pattern FILE = Pattern.compile("href=\"(/portal/releases/[^\"]+/files/[^\"]+)\"");
    private static final String PAGE = "<script>alert(1)</script>";

    private Client publisher;
    private String product;
    private String key;

    @BeforeEach
    void makeProduct() {
        publisher = admin.with("Content-Type", "application/json");
        product = publisher
                .post("/v3/products", "{\"name\":\"%s\",\"displayName\":\"Kite\"}".formatted(Vendor.unique("Kite")))
                .expect(201)
                .text("/id");
        key = publisher
                .post("/v3/licenses", "{\"productId\":\"%s\"}".formatted(product))
                .expect(201)
                .text("/key");
    }

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("limit-passwords", "true"), new NioFileSystem());
    }

    private String published(String... files) {
        String release = publisher
                .post("/v3/releases", """
                        {"name":"Spring","version":"1.0","platforms":["windows"],"productId":"%s"}""".formatted(product))
                .expect(201)
                .text("/id");
        for (String file : files) {
            publisher
                    .send("PUT", "/v3/" + release + "/" + file, PAGE.getBytes(StandardCharsets.UTF_8))
                    .expect(200);
        }
        publisher.post("/v3/releases/" + release + "/publish", "").expect(200);
        return release;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String cookie(Reply reply) {
        return reply.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Answers a sign-in page by hand. */
    private Reply post(String path, String fields) {
        Client browser = anonymous.with("Accept", "text/html");
        Reply form = browser.get(path).expect(200);
        return browser.with("Cookie", cookie(form))
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(path, "form-token=" + found(TOKEN, form.body()) + "&" + fields);
    }

    private Client signedIn() {
        return anonymous
                .with("Accept", "text/html")
                .with(
                        "Cookie",
                        cookie(post("/portal/sign-in", "key=" + encode(key)).expect(303)));
    }

    private static void assertNeverShown(Reply file) {
        assertThat(file.expect(200).body()).isEqualTo(PAGE);
        assertThat(file.header("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(file.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.header("Content-Security-Policy")).contains("sandbox");
    }

    private List<DailyCount> today() {
        LocalDate day = server.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return server.slipway()
                .store()
                .read(server.account().id(), session -> session.overview().daysSince(day));
    }

    private long downloadsToday() {
        return today().stream().mapToLong(DailyCount::downloads).sum();
    }

    @Test
    void whoHoldsAKeyFindsAReleaseAndFetchesAFileWhichIsCounted() {
        String release = published("kite-setup.exe");
        Client customer = signedIn();
        assertThat(customer.get("/portal/releases").expect(200).body()).contains("Kite 1.0");
        String page = customer.get("/portal/releases/" + release).expect(200).body();
        long before = downloadsToday();
        String file = found(FILE, page);

        Reply link = customer.get(file).expect(303);
        assertNeverShown(anonymous.get(link.header("Location").orElseThrow()));

        String artifact = file.substring(file.lastIndexOf('/') + 1);
        Reply counted = askUntil(
                () -> publisher.get("/v3/release-files?releaseId=" + release),
                reply -> reply.at("/0/downloads").intValue() > 0);
        assertThat(counted.expect(200).at("/0/downloads").intValue()).isEqualTo(1);
        assertThat(downloadsToday()).isGreaterThan(before);
        Reply logged = askUntil(
                () -> admin.get("/v1/event-logs?resource[type]=artifact&resource[id]=" + artifact),
                reply -> reply.body().contains("artifact.downloaded"));
        assertThat(logged.body()).contains("artifact.downloaded");
    }

    @Test
    void noFileIsShownAsAPageOfThisServerWhicheverWayItLeaves() {
        for (String name : new String[] {"page.html", "drawing.svg"}) {
            String release = published(name);
            Client customer = signedIn();
            String file = found(
                    FILE,
                    customer.get("/portal/releases/" + release).expect(200).body());
            String artifact = file.substring(file.lastIndexOf('/') + 1);

            assertNeverShown(anonymous.get(
                    customer.get(file).expect(303).header("Location").orElseThrow()));
            assertNeverShown(anonymous.get(admin.get("/v1/artifacts/" + artifact)
                    .expect(303)
                    .header("Location")
                    .orElseThrow()));
            assertNeverShown(anonymous.get(anonymous
                    .withLicense(key)
                    .get("/v1/artifacts/" + artifact)
                    .expect(303)
                    .header("Location")
                    .orElseThrow()));
            assertNeverShown(publisher.get("/v3/" + release + "/" + name));
            assertNeverShown(anonymous.get("/v3/" + release + "/" + name + "?key=" + key));
            Reply signIn = post(
                    "/sign-in",
                    "email=%s&password=%s"
                            .formatted(encode(TestServer.ADMIN_EMAIL), encode(TestServer.ADMIN_PASSWORD)));
            assertNeverShown(anonymous.get(anonymous
                    .with("Accept", "text/html")
                    .with("Cookie", cookie(signIn.expect(303)))
                    .get("/releases/" + release + "/files/" + artifact)
                    .expect(303)
                    .header("Location")
                    .orElseThrow()));
            publisher.post("/v3/releases/" + release + "/archive", "").expect(200);
            makeProduct();
        }
    }

    @Test
    void whoeverGuessesIsLockedOutAndOthersAreNot() {
        String email = vendor.user("user").text("/data/attributes/email");
        String wrong = "email=%s&password=wrong".formatted(encode(email));
        for (int i = 0; i < 10; i++) {
            assertThat(post("/portal/sign-in/password", wrong).status()).isEqualTo(422);
        }

        Reply locked = post(
                "/portal/sign-in/password", "email=%s&password=%s".formatted(encode(email), encode(Vendor.PASSWORD)));

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.body()).contains("Too many attempts failed. Try again in 15 minutes");
        post("/portal/sign-in", "key=" + encode(key)).expect(303);
        server.clock().advance(Duration.ofMinutes(16));
        post("/portal/sign-in/password", "email=%s&password=%s".formatted(encode(email), encode(Vendor.PASSWORD)))
                .expect(303);
    }
}
