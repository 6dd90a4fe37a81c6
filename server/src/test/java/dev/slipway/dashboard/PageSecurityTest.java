package dev.slipway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Client;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.SelfSigned;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages withstand, on both engines and without a browser, which would be too well-behaved. */
class PageSecurityTest extends HttpSuite {
    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([0-9a-f]+)\"");
    private static final Pattern COOKIE = Pattern.compile("((?:__Host-)?slipway-(?:session|visitor)=[^;]+)");

    /** A browser by hand: it keeps one cookie, and the token of the last form. */
    private record Browser(Client client, String cookie, String token) {
        static Browser open(Client client) {
            Reply page = client.with("Accept", "text/html").get("/sign-in").expect(200);
            return new Browser(client, PageSecurityTest.cookie(page), PageSecurityTest.token(page));
        }

        Reply get(String path) {
            return client.with("Accept", "text/html").with("Cookie", cookie).get(path);
        }

        Reply post(String path, String form) {
            return post(path, form, client);
        }

        Reply post(String path, String form, Client as) {
            return as.with("Accept", "text/html")
                    .with("Cookie", cookie)
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .post(path, form);
        }

        Reply signIn(String email, String password) {
            return post(
                    "/sign-in", "form-token=%s&email=%s&password=%s".formatted(token, encode(email), encode(password)));
        }

        Browser signedIn(String email, String password) {
            String session = PageSecurityTest.cookie(signIn(email, password).expect(303));
            Browser browser = new Browser(client, session, "");
            return new Browser(
                    client,
                    session,
                    PageSecurityTest.token(browser.get("/products").expect(200)));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String cookie(Reply reply) {
        Matcher matcher = COOKIE.matcher(reply.header("Set-Cookie").orElseThrow());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String token(Reply page) {
        Matcher matcher = TOKEN.matcher(text(page));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String text(Reply reply) {
        return reply.body();
    }

    private Browser signedIn() {
        return Browser.open(anonymous).signedIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
    }

    @Test
    void everyPageTellsBrowsersToBeCareful() {
        for (Reply page : List.of(
                signedIn().get("/products").expect(200),
                anonymous.with("Accept", "text/html").get("/sign-in").expect(200),
                anonymous.with("Accept", "text/html").get("/nothing").expect(404))) {
            assertThat(page.header("Content-Security-Policy"))
                    .contains(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Referrer-Policy")).contains("same-origin");
            assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(text(page)).doesNotContain("<script>", " style=", "<style", "onclick");
        }
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() {
        Browser browser = Browser.open(anonymous);

        Reply signedIn = browser.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                .expect(303);

        assertThat(signedIn.header("Set-Cookie").orElseThrow())
                .matches("slipway-session=[0-9a-f-]{36}\\.[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(signedIn.header("Location")).contains("/overview");
    }

    @Test
    void overHttpsCookiesBelongToTheHostAlone(@TempDir Path folder) throws Exception {
        SelfSigned certificate = SelfSigned.make(folder, "localhost");
        try (TestServer secure = TestServer.startSecure(engine, Map.of(), certificate)) {
            Browser browser = Browser.open(secure.anonymous());
            assertThat(browser.cookie()).startsWith("__Host-slipway-visitor=");

            Reply signedIn = browser.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                    .expect(303);

            assertThat(signedIn.header("Set-Cookie").orElseThrow())
                    .startsWith("__Host-slipway-session=")
                    .endsWith("; Path=/; HttpOnly; SameSite=Lax; Secure");
            Browser plain = new Browser(secure.anonymous(), cookie(signedIn).replace("__Host-", ""), "");
            plain.get("/products").expect(303);
            new Browser(secure.anonymous(), cookie(signedIn), "")
                    .get("/products")
                    .expect(200);
        }
    }

    @Test
    void aFormWithoutItsTokenDoesNothing() {
        Browser browser = signedIn();
        String foreign = Browser.open(anonymous).token();
        for (String form : List.of("", "form-token=", "form-token=" + foreign, "form-token=" + browser.token() + "0")) {
            assertThat(text(browser.post("/sign-out", form).expect(403))).contains("This form was open for too long");
        }
        browser.get("/products").expect(200);

        browser.post("/sign-out", "form-token=" + browser.token()).expect(303);
        browser.get("/products").expect(303);
    }

    @Test
    void scriptsSendTheTokenAsAHeader() {
        Browser browser = signedIn();

        browser.post("/sign-out", "", anonymous.with("X-CSRF-Token", browser.token()))
                .expect(303);

        browser.get("/products").expect(303);
    }

    @Test
    void aFormFromAnotherSiteDoesNothing() {
        Browser browser = signedIn();
        String form = "form-token=" + browser.token();
        for (Client other : List.of(
                anonymous.with("Origin", "https://evil.example"),
                anonymous.with("Origin", "null"),
                anonymous.with("Origin", server.url() + ".evil.example"),
                anonymous.with("Sec-Fetch-Site", "cross-site"),
                anonymous.with("Sec-Fetch-Site", "same-site"))) {
            browser.post("/sign-out", form, other).expect(403);
        }
        browser.get("/products").expect(200);

        browser.post("/sign-out", form, anonymous.with("Origin", server.url()).with("Sec-Fetch-Site", "same-origin"))
                .expect(303);
    }

    @Test
    void theTokenOfOneVisitorIsWorthlessToAnother() {
        Browser attacker = Browser.open(anonymous);
        Browser victim = Browser.open(anonymous);

        Browser mixed = new Browser(anonymous, victim.cookie(), attacker.token());

        mixed.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD).expect(403);
    }

    @Test
    void inventedCookiesAreNobodys() {
        String account = server.account().id();
        for (String cookie : List.of(
                "",
                "x",
                ".",
                account,
                account + ".",
                account + "." + "0".repeat(64),
                "default." + "0".repeat(64),
                account + "." + "0".repeat(4000),
                "%00.%00")) {
            Reply reply = new Browser(anonymous, "slipway-session=" + cookie, "")
                    .get("/products")
                    .expect(303);
            assertThat(reply.header("Location")).contains("/sign-in?next=%2Fproducts");
        }
    }

    @Test
    void aSessionIsGoodInItsOwnAccountOnly() {
        server.slipway().accounts().create("other", "boss@other.example", "other password");
        Browser browser = signedIn();
        String other = server.slipway().accounts().resolve("other").id();

        String moved = browser.cookie().replace(server.account().id(), other);
        new Browser(anonymous, moved, "").get("/products").expect(303);

        Reply page = anonymous.with("Accept", "text/html").get("/sign-in").expect(200);
        assertThat(text(page)).contains(">Account<");
        Browser visitor = new Browser(anonymous, cookie(page), token(page));
        String form = "form-token=%s&email=boss%%40other.example&password=other+password".formatted(visitor.token());
        visitor.post("/sign-in", form).expect(422);
        assertThat(text(visitor.post("/sign-in", form + "&account=nowhere").expect(422)))
                .contains("Account does not exist on this server.");
        visitor.post("/sign-in", form + "&account=other").expect(303);
    }

    @Test
    void programsAreAnsweredInPlainText() {
        assertThat(text(anonymous.get("/nothing").expect(404))).isEqualTo("There is nothing at this address.\n");
        assertThat(text(anonymous.put("/sign-in", "").expect(405))).doesNotContain("<");
        assertThat(anonymous
                        .with("Accept", "text/html")
                        .put("/sign-in", "")
                        .expect(405)
                        .header("Allow"))
                .contains("GET, HEAD, POST");
    }

    @Test
    void partsOfPagesAreAnsweredSoThatTheWholeWindowGoesOn() {
        Reply reply = anonymous.with("HX-Request", "true").get("/products").expect(204);

        assertThat(reply.header("HX-Redirect")).contains("/sign-in?next=%2Fproducts");
    }

    @Test
    void bodiesThatAreNoFormsAreRefused() {
        Browser browser = Browser.open(anonymous);
        Client json = anonymous.with("X-CSRF-Token", browser.token());

        json.with("Accept", "text/html")
                .with("Cookie", browser.cookie())
                .with("Content-Type", "application/json")
                .post("/sign-in", "{}")
                .expect(400);
        browser.post("/sign-in", "form-token=" + browser.token() + "&email=%zz").expect(400);
        browser.post("/sign-in", "form-token=" + browser.token() + "&email=" + "x".repeat(1 << 20))
                .expect(413);
    }

    @Test
    void tooManyWrongPasswordsCloseTheDoorForAWhile() {
        try (TestServer strict = strict()) {
            String email = strict.vendor().user("developer").text("/data/attributes/email");
            Browser browser = Browser.open(strict.anonymous());
            for (int i = 0; i < 10; i++) {
                browser.signIn(email, "guess " + i).expect(422);
            }

            Reply refused = browser.signIn(email, Vendor.PASSWORD).expect(429);

            assertThat(text(refused)).containsPattern("Too many attempts failed. Try again in 1[45] minutes");
            browser.signIn(email.toUpperCase(Locale.ROOT), Vendor.PASSWORD).expect(429);
            browser.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD).expect(303);
            strict.clock().advance(Duration.ofMinutes(15));
            browser.signIn(email, Vendor.PASSWORD).expect(303);
        }
    }

    @Test
    void tooManyWrongPasswordsFromOneAddressCloseTheDoorForIt() {
        try (TestServer strict = strict()) {
            Browser browser = Browser.open(strict.anonymous());
            for (int i = 0; i < 50; i++) {
                browser.signIn("nobody" + i + "@example.com", "guess").expect(422);
            }

            browser.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD).expect(429);

            Client elsewhere = strict.anonymous().with("X-Forwarded-For", "198.51.100.7");
            Browser.open(elsewhere)
                    .signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                    .expect(303);
        }
    }

    @Test
    void signingInWellIsNeverTooMuch() {
        try (TestServer strict = strict()) {
            Browser browser = Browser.open(strict.anonymous());
            for (int i = 0; i < 12; i++) {
                browser.signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD)
                        .expect(303);
            }
        }
    }

    private TestServer strict() {
        return TestServer.start(engine, Map.of("limit-passwords", "true"), new NioFileSystem());
    }

    @Test
    void assetsAreKeptForEverAndCompressed() {
        Matcher address = Pattern.compile("href=\"(/-/assets/[0-9a-f]{16}/)tabler.css\"")
                .matcher(text(anonymous.with("Accept", "text/html").get("/sign-in")));
        assertThat(address.find()).isTrue();
        String folder = address.group(1);

        Reply plain = anonymous.get(folder + "tabler.css").expect(200);
        assertThat(plain.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(plain.header("Content-Type")).contains("text/css; charset=utf-8");
        Reply compressed = anonymous
                .with("Accept-Encoding", "br, gzip;q=0.8")
                .get(folder + "tabler.css")
                .expect(200);
        assertThat(compressed.header("Content-Encoding")).contains("gzip");
        assertThat(compressed.body().length()).isLessThan(plain.body().length() / 4);
        assertThat(anonymous
                        .with("Accept-Encoding", "gzip;q=0")
                        .get(folder + "tabler.css")
                        .header("Content-Encoding"))
                .isEmpty();

        assertThat(anonymous
                        .get("/-/assets/0123456789abcdef/slipway.js")
                        .expect(200)
                        .header("Cache-Control"))
                .contains("no-store");
        anonymous.get(folder + "pom.xml").expect(404);
        anonymous.get(folder + "..%2Fslipway.css").expect(404);
    }
}
