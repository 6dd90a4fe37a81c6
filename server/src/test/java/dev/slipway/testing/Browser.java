package dev.slipway.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Two Chromiums, as Debian packages them, for the whole test run. Each may be used by one suite at a time, and a suite always uses
 * the same one, which its name decides.
 */
enum Browser {
    FIRST,
    SECOND;

    /** The one without windows takes half the time. */
    private static final List<Path> INSTALLED =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

    /** What must be held while a suite runs. */
    static final class Locks implements ResourceLocksProvider {
        @Override
        public Set<Lock> provideForClass(Class<?> suite) {
            return Set.of(new Lock("chromium " + of(suite)));
        }
    }

    /** The browser of a suite. */
    static Browser of(Class<?> suite) {
        return values()[Math.floorMod(suite.getSimpleName().hashCode(), values().length)];
    }

    com.microsoft.playwright.Browser chromium() {
        return this == FIRST ? First.CHROMIUM : Second.CHROMIUM;
    }

    private static final class First {
        static final com.microsoft.playwright.Browser CHROMIUM = start();
    }

    private static final class Second {
        static final com.microsoft.playwright.Browser CHROMIUM = start();
    }

    private static com.microsoft.playwright.Browser start() {
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
        return chromium;
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
