package dev.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A suite that uses the pages of a whole server as a person would. Its tests share the server, and each has a fresh browser window
 * in UTC. A test fails when the browser reports an error, or asks anybody else but the server for anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrowserSuite {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int HEAVIEST = 300 * 1024;
    private static final int TALLEST = 3_000;

    protected TestServer server;
    protected Client admin;
    protected Vendor vendor;
    protected Page page;

    private Browser browser;
    private final List<BrowserContext> windows = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void prepareServer() {
        browser = Browser.borrow();
        server = startServer();
        admin = server.admin();
        vendor = server.vendor();
    }

    /** Starts the server; a suite that needs other settings says so here. */
    protected TestServer startServer() {
        return TestServer.start(Engine.SQLITE);
    }

    @AfterAll
    void stopServer() {
        browser.giveBack();
        server.close();
    }

    @BeforeEach
    void openWindow() {
        complaints.clear();
        expected.clear();
        expected.add(server.url());
        page = newWindow();
    }

    /** Lets the browser ask another server as well. */
    protected void expectRequestsTo(String address) {
        expected.add(address);
    }

    /** Another browser, which knows nothing of the others: somebody else's, or one's own at home. */
    protected Page newWindow() {
        return newWindow(new NewContextOptions());
    }

    /** Another browser that is special. */
    protected Page newWindow(NewContextOptions options) {
        BrowserContext window = browser.chromium()
                .newContext(options.setBaseURL(options.baseURL == null ? server.url() : options.baseURL)
                        .setLocale("en-US")
                        .setTimezoneId(options.timezoneId == null ? "UTC" : options.timezoneId));
        window.setDefaultTimeout(20_000);
        windows.add(window);
        window.onRequest(this::watch);
        window.onConsoleMessage(this::watch);
        window.onWebError(error -> complaints.add(error.error()));
        return window.newPage();
    }

    private void watch(Request request) {
        boolean local = expected.stream().anyMatch(address -> request.url().startsWith(address + "/"))
                || request.url().startsWith("data:")
                || request.url().startsWith("blob:");
        if (!local) {
            complaints.add("asked another server: " + request.url());
        }
    }

    private void watch(ConsoleMessage message) {
        // A page that is refused on purpose is told of here as well.
        boolean refused = message.text().startsWith("Failed to load resource")
                && !message.location().contains("/-/assets/");
        if (message.type().equals("error") && !refused) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    @AfterEach
    void closeWindows() {
        windows.forEach(BrowserContext::close);
        windows.clear();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    /** Signs the first administrator in, in the window of the test. */
    protected void signIn() {
        signIn(page, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        PlaywrightAssertions.assertThat(page).hasURL(server.url() + "/overview");
    }

    /** Signs one of the vendor's people in. */
    protected static void signIn(Page window, String email, String password) {
        window.navigate("/sign-in");
        window.getByLabel("E-mail address").fill(email);
        window.getByLabel("Password").fill(password);
        window.locator("main button:has-text('Sign in')").click();
    }

    /** Fails when a page as it is now has what keeps people out, in either theme. */
    protected static void assertAccessible(Page window) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            // Colors that are still on their way to others would be judged half-way.
            window.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            List<String> serious = new AxeBuilder(window)
                    .analyze().getViolations().stream()
                            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                            .map(BrowserSuite::describe)
                            .toList();
            assertThat(serious).as("%s, %s", window.url(), scheme).isEmpty();
        }
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Fails when an address takes a browser that has seen nothing of it more than the limit for every page. */
    protected void assertLight(Page window, String path) {
        List<Request> finished = new ArrayList<>();
        Page fresh = newWindow(
                new NewContextOptions().setStorageState(window.context().storageState()));
        fresh.onRequestFinished(finished::add);
        fresh.navigate(path);
        fresh.waitForLoadState();
        // Asking for a size lets further requests finish.
        int weight = List.copyOf(finished).stream()
                .mapToInt(request -> request.sizes().responseBodySize + request.sizes().responseHeadersSize)
                .sum();
        assertThat(finished).isNotEmpty();
        assertThat(weight).as("bytes of " + path).isLessThan(HEAVIEST);
    }

    /** Keeps pictures of a page as it is now: both themes, on a telephone and a large screen. Nothing may be cut off, on a laptop neither. */
    protected static void screenshots(Page window, String name) {
        Map<String, ColorScheme> schemes = Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK);
        schemes.forEach((theme, scheme) -> {
            window.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            for (int width : List.of(360, 1280, 1920)) {
                window.setViewportSize(width, 900);
                if (width != 1280) {
                    // Charts have followed the width when that is done.
                    window.screenshot(new Page.ScreenshotOptions()
                            .setPath(SCREENSHOTS.resolve("%s-%s-%d.png".formatted(name, theme, width)))
                            .setFullPage(height(window) < TALLEST));
                }
                Object overflow =
                        window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(overflow).as("pixels of %s beyond %d", name, width).isEqualTo(0);
            }
        });
        window.setViewportSize(1280, 900);
    }

    private static int height(Page window) {
        return window.evaluate("document.documentElement.scrollHeight") instanceof Number height
                ? height.intValue()
                : TALLEST;
    }
}
