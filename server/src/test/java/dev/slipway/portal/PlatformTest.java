package dev.slipway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 | WINDOWS",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15 | MACOS",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | LINUX",
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari | ANDROID",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 | IOS",
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 | none",
                "curl/8.5.0 | none",
                "none | none"
            })
    void aBrowserTellsWhatItRunsOn(String userAgent, Platform expected) {
        assertThat(Platform.ofBrowser(userAgent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "app.exe, none, WINDOWS",
                "APP.MSI, none, WINDOWS",
                "app.dmg, none, MACOS",
                "app.AppImage, none, LINUX",
                "app.apk, none, ANDROID",
                "app.zip, none, none",
                "app, none, none",
                "app.exe, linux, LINUX",
                "app.zip, win32, WINDOWS",
                "app.zip, windows-x64, WINDOWS",
                "app.zip, darwin, MACOS",
                "app.zip, linux-arm64, LINUX",
                "app.exe, haiku, none"
            })
    void aFileIsForThePlatformItNamesElseForThatOfItsEnding(String filename, String platform, Platform expected) {
        assertThat(Platform.of(filename, platform)).isEqualTo(expected);
    }
}
