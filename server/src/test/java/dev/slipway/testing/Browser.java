package dev.slipway.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One Chromium, as Debian packages it, for the whole test run. */
final class Browser {
    private static final String INSTALLED = "/usr/bin/chromium";
    private static final com.microsoft.playwright.Browser CHROMIUM = start();

    private Browser() {}

    static com.microsoft.playwright.Browser chromium() {
        return CHROMIUM;
    }

    private static com.microsoft.playwright.Browser start() {
        Path executable = Path.of(Objects.requireNonNullElse(System.getenv("SLIPWAY_CHROMIUM"), INSTALLED));
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException(
                    "There is no browser at %s: install it (apt-get install chromium), or name one in SLIPWAY_CHROMIUM"
                            .formatted(executable));
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        com.microsoft.playwright.Browser chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // Continuous integration runs as root, where Chromium's own sandbox does not work.
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        // A machine that is busy with everything else that is tested needs more than the usual 5 seconds now and then.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return chromium;
    }
}
