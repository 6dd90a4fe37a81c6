package dev.slipway.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A Chromium as Debian packages it. Each is used by one suite at a time and then by the next, so there are as many as suites with
 * browsers ever ran side by side.
 */
final class Browser {
    /** The one without windows takes half the time. */
    private static final List<Path> INSTALLED =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

    private static final Queue<Browser> IDLE = new ConcurrentLinkedQueue<>();

    private final com.microsoft.playwright.Browser chromium;

    private Browser(com.microsoft.playwright.Browser chromium) {
        this.chromium = chromium;
    }

    /** One that nobody uses; it is to be given back. */
    static Browser borrow() {
        Browser idle = IDLE.poll();
        return idle == null ? start() : idle;
    }

    void giveBack() {
        IDLE.add(this);
    }

    com.microsoft.playwright.Browser chromium() {
        return chromium;
    }

    private static Browser start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        com.microsoft.playwright.Browser chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        // Continuous integration runs as root, where Chromium's own sandbox does not work.
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        // A machine that is busy with everything else that is tested needs more than the usual 5 seconds now and then.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return new Browser(chromium);
    }

    private static Path executable() {
        String named = System.getenv("SLIPWAY_CHROMIUM");
        Stream<Path> candidates = named == null ? INSTALLED.stream() : Stream.of(Path.of(named));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no browser at %s: install it (apt-get install chromium-headless-shell, or chromium), or name one in SLIPWAY_CHROMIUM"
                                .formatted(Objects.requireNonNullElse(named, INSTALLED.toString()))));
    }
}
