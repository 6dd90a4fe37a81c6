package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueKindTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "7B, 7",
        "2kB, 2000",
        "2KB, 2000",
        "3MB, 3000000",
        "4GB, 4000000000",
        "1TB, 1000000000000",
        "2KiB, 2048",
        "1 MiB, 1048576",
        "5GiB, 5368709120",
        "1TiB, 1099511627776"
    })
    void readsSizesInDecimalAndBinaryUnits(String text, long bytes) {
        assertThat(ValueKind.size().parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "1.5GiB", "GiB", "5gib", "5  GiB", "9999999999999999999", "99999999999TiB", "٣"})
    void refusesOtherSizes(String text) {
        assertThat(ValueKind.size().parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "2h, PT2H"})
    void readsDurations(String text, Duration duration) {
        assertThat(ValueKind.durationUpTo(Duration.ofHours(2)).parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-1s", "1.5s", "3h", "30S", "1d", "PT30S", "999999999999999999h"})
    void refusesOtherDurations(String text) {
        assertThat(ValueKind.durationUpTo(Duration.ofHours(2)).parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::", "::1", "fe80::1", "localhost", "node-1.example.com"})
    void readsHosts(String text) {
        assertThat(ValueKind.HOST.parse(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:80", "http://localhost", "[::1]", "127.0.0.1:80", "999.1.1.1", "a b", "-a", "a/b"})
    void refusesOtherHosts(String text) {
        assertThat(ValueKind.HOST.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "80.0", "eighty", "+80", "0x50", "99999999999999999999", ""})
    void refusesOtherWholeNumbers(String text) {
        assertThat(ValueKind.wholeNumber(0, 65_535).parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "/path",
                "ftp://example.com",
                "http://",
                "https:///path",
                "https://ada:hidden@example.com",
                "https://example.com?x=1",
                "https://example.com#x",
                "https://exa mple.com"
            })
    void refusesOtherPublicUrls(String text) {
        assertThat(ValueKind.WEB_URL.parse(text)).isEmpty();
    }

    @Test
    void aPublicUrlKeepsItsPathButNoSlashAtItsEnd() {
        assertThat(ValueKind.WEB_URL.parse("https://example.com:8443/releases/"))
                .map(Object::toString)
                .contains("https://example.com:8443/releases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "-a", "a-", "a_b", "", "0190a3c4-0000-7000-8000-000000000000"})
    void refusesOtherSlugs(String text) {
        assertThat(ValueKind.ACCOUNT_SLUG.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "@example.com", "ada@", "a@b@c", "ada lovelace@example.com"})
    void refusesOtherEmailAddresses(String text) {
        assertThat(ValueKind.EMAIL_ADDRESS.parse(text)).isEmpty();
    }

    @Test
    void aPostgresqlUrlMayHaveAnAtSignInItsParametersOnly() {
        assertThat(ValueKind.POSTGRESQL_URL.parse("jdbc:postgresql://db/x?user=ada@example.com"))
                .isPresent();
        assertThat(ValueKind.POSTGRESQL_URL.parse("jdbc:postgresql://ada@db/x")).isEmpty();
        assertThat(ValueKind.POSTGRESQL_URL.parse("jdbc:sqlite:x")).isEmpty();
    }

    @Test
    void countsTheCharactersOfASecret() {
        ValueKind<String> kind = ValueKind.textOfAtLeast(32);
        assertThat(kind.parse("x".repeat(31))).isEmpty();
        assertThat(kind.parse("x".repeat(32))).isPresent();
    }

    @Test
    void refusesPathsThatNoFileCanHave() {
        assertThat(ValueKind.PATH.parse("a\0b")).isEmpty();
        assertThat(ValueKind.PATH.parse("a b")).contains(Path.of("a b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example.com", "10.0.0.0/8,", "10.0.0.0/33", "10.0.0.0/x", "none,::1", "10.0.0.1-9"})
    void refusesOtherProxies(String text) {
        assertThat(ValueKind.ADDRESS_RANGES.parse(text)).isEmpty();
    }
}
