package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class SettingsLoaderTest {
    private static final String SECRET = "a-secret-of-more-than-32-characters";

    @TempDir
    private Path folder;

    /** A setting with two values that differ from its default, and where the value arrives. */
    record Example(
            String name, String first, String second, Map<String, String> needed, Function<Settings, Object> read) {
        Example(String name, String first, String second, Function<Settings, Object> read) {
            this(name, first, second, Map.of(), read);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() {
        Map<String, String> database = Map.of("database-url", "jdbc:postgresql://localhost/slipway");
        return List.of(
                new Example("host", "0.0.0.0", "::1", Settings::host),
                new Example("port", "0", "65535", Settings::port),
                new Example("data", "/var/lib/slipway", "elsewhere", Settings::data),
                new Example("database-url", "jdbc:postgresql://one/db", "jdbc:postgresql:two", Settings::databaseUrl),
                new Example("database-user", "ada", "grace", database, Settings::databaseUser),
                new Example("database-password", "one = two", "#three", database, Settings::databasePassword),
                new Example("public-url", "https://example.com", "http://localhost:80/x", Settings::publicUrl),
                new Example("account-slug", "acme", "a", Settings::accountSlug),
                new Example("admin-email", "ada@example.com", "grace@localhost", Settings::adminEmail),
                new Example("admin-password", "p", "q", Map.of("admin-email", "a@b"), Settings::adminPassword),
                new Example("secret", SECRET, SECRET + "2", Settings::secret),
                new Example("trusted-proxies", "10.0.0.0/8", "none", Settings::trustedProxies),
                new Example("max-upload-size", "1", "100MB", Settings::maxUploadBytes),
                new Example("storage-quota", "1", "100MB", Settings::storageQuota),
                new Example("max-concurrent-requests", "1", "100000", Settings::maxConcurrentRequests),
                new Example("operator-token", "1234567890123456", SECRET, Settings::operatorToken),
                new Example("max-requests-per-second", "1", "1000000", Settings::maxRequestsPerSecond),
                new Example("max-requests-per-minute", "1", "1000000", Settings::maxRequestsPerMinute),
                new Example("limit-passwords", "false", "FALSE", Settings::limitPasswords),
                new Example("log-format", "json", "JSON", Settings::logFormat),
                new Example("webhook-addresses", "10.0.0.0/8", "none", Settings::webhookAddresses),
                new Example("activity-retention", "30d", "720h", Settings::activityRetention),
                new Example("request-log", "all", "OFF", Settings::requestLog),
                new Example("request-log-retention", "7d", "720h", Settings::requestLogRetention),
                new Example("request-log-size", "10MB", "1048576", Settings::requestLogSize),
                new Example("machine-scopes", "strict", "ignore", Settings::machineScopes),
                new Example("keygen-classic", "false", "TRUE", Settings::keygenClassic),
                new Example("log-level", "debug", "error", Settings::logLevel),
                new Example("drain-time", "0s", "5m", Settings::drainTime));
    }

    @Test
    void everyDefaultIsAsDocumented() throws SettingsException {
        assertThat(SettingsLoader.load(Map.of(), Map.of()))
                .isEqualTo(new Settings(
                        "127.0.0.1",
                        8080,
                        Path.of("slipway-data"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "default",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(range("127.0.0.0/8"), range("::1")),
                        5_368_709_120L,
                        0,
                        256,
                        0,
                        0,
                        true,
                        List.of(),
                        Duration.ofDays(90),
                        RequestLogging.WRITES,
                        Duration.ofDays(30),
                        1L << 30,
                        MachineScopes.IGNORE,
                        true,
                        LogFormat.TEXT,
                        Level.INFO,
                        Duration.ofSeconds(30)));
    }

    @Test
    void everySettingHasAnExampleHereOrATestOfItsOwn() {
        List<String> exampled = examples().stream().map(Example::name).toList();
        assertThat(SettingsTable.all())
                .extracting(Setting::name)
                .filteredOn(name -> !exampled.contains(name))
                .containsExactlyInAnyOrder("storage", "tls-cert", "tls-key");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everySourceSetsEverySetting(Example example) throws Exception {
        Object byDefault = example.read().apply(SettingsLoader.load(Map.of(), Map.of()));

        Object byFlag = example.read().apply(load(example, Map.of(example.name(), example.first()), Map.of()));
        Object byVariable =
                example.read().apply(load(example, Map.of(), Map.of(variable(example.name()), example.first())));
        Path file = file(example.name() + " = " + example.first());
        Object byFile = example.read().apply(load(example, Map.of("config", file.toString()), Map.of()));

        assertThat(byFlag).isNotEqualTo(byDefault).isEqualTo(byVariable).isEqualTo(byFile);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFlagWinsOverAVariableAndAVariableOverTheFile(Example example) throws Exception {
        Object second = example.read().apply(load(example, Map.of(example.name(), example.second()), Map.of()));
        Path file = file(example.name() + " = " + example.first());

        Settings byFlag = load(
                example, Map.of(example.name(), example.second()), Map.of(variable(example.name()), example.first()));
        Settings byVariable = load(
                example,
                Map.of(),
                Map.of("SLIPWAY_CONFIG", file.toString(), variable(example.name()), example.second()));

        assertThat(example.read().apply(byFlag)).isEqualTo(second);
        assertThat(example.read().apply(byVariable)).isEqualTo(second);
    }

    @Test
    void anEmptyValueCountsAsNotGiven() throws Exception {
        Path file = file("port = 9000");

        Settings settings =
                SettingsLoader.load(Map.of("host", " "), Map.of("SLIPWAY_CONFIG", file.toString(), "SLIPWAY_PORT", ""));

        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
    }

    @Test
    void readsTypedValues() throws SettingsException {
        Settings settings = SettingsLoader.load(
                Map.of("trusted-proxies", "10.1.0.0/16,::1", "public-url", "https://example.com/"),
                Map.of("SLIPWAY_MAX_UPLOAD_SIZE", "2GiB", "SLIPWAY_DRAIN_TIME", "1500ms", "SLIPWAY_LOG_LEVEL", "WARN"));

        assertThat(settings.trustedProxies()).containsExactly(range("10.1.0.0/16"), range("::1"));
        assertThat(settings.publicUrl()).contains(URI.create("https://example.com"));
        assertThat(settings.maxUploadBytes()).isEqualTo(2L << 30);
        assertThat(settings.drainTime()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.logLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void readsCommentsAndValuesWithoutEscapesFromAFile() throws Exception {
        Path file = file("\uFEFF# the first\n\n  data=C:\\new = \"ü\"  \r\nlog-level =  debug\n");

        Settings settings = SettingsLoader.load(Map.of("config", file.toString()), Map.of());

        assertThat(settings.data()).isEqualTo(Path.of("C:\\new = \"ü\""));
        assertThat(settings.logLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void takesBothTlsFilesOrNone() throws Exception {
        String certificate = file("certificate").toString();
        String key = file("key").toString();

        assertThat(SettingsLoader.load(Map.of("tls-cert", certificate, "tls-key", key), Map.of())
                        .tls())
                .contains(new TlsFiles(Path.of(certificate), Path.of(key)));
        assertThat(problems(Map.of("tls-cert", certificate), Map.of()))
                .containsExactly("--tls-cert: needs tls-key to be set too");
        assertThat(problems(Map.of(), Map.of("SLIPWAY_TLS_KEY", key)))
                .containsExactly("SLIPWAY_TLS_KEY: needs tls-cert to be set too");
        assertThat(problems(Map.of("tls-cert", certificate, "tls-key", folder + "/absent"), Map.of()))
                .containsExactly("--tls-key: expected a file that can be read, got '" + folder + "/absent'");
    }

    @Test
    void adviceNamesTheNearestSetting() throws IOException {
        Path file = file("max-upload-sice = 1MB");

        assertThat(problems(
                        Map.of("hots", "localhost", "config", file.toString()),
                        Map.of("SLIPWAY_PROT", "1", "SLIPWAY_QUITE_SOMETHING_ELSE", "1")))
                .containsExactly(
                        "unknown setting --hots (did you mean --host?)",
                        "unknown setting SLIPWAY_PROT (did you mean SLIPWAY_PORT?)",
                        "unknown setting SLIPWAY_QUITE_SOMETHING_ELSE",
                        "unknown setting max-upload-sice in " + file + " (did you mean max-upload-size?)");
    }

    @Test
    void variablesOfTheLauncherAndOfOthersAreLeftAlone() throws SettingsException {
        Map<String, String> environment =
                Map.of("SLIPWAY_JAVA_HOME", "/jdk", "SLIPWAY_JAVA_OPTIONS", "-Xmx1g", "PORT", "1", "slipway_port", "2");

        assertThat(SettingsLoader.load(Map.of(), environment).port()).isEqualTo(8080);
    }

    @Test
    void reportsEveryProblemAtOnceAndInTheOrderOfTheTable() throws IOException {
        Path file = file("drain-time = soon\nno equals sign\nport = 1\nport = 2\n");

        assertThat(problems(
                        Map.of("config", file.toString(), "port", "http"),
                        Map.of("SLIPWAY_HOST", "localhost:80", "SLIPWAY_DATABASE_PASSWORD", "x")))
                .containsExactly(
                        "settings file " + file + ", line 2: expected name = value",
                        "settings file " + file + ", line 4: port is set a second time",
                        "SLIPWAY_HOST: expected an address or a host name, without scheme and port, such as 127.0.0.1,"
                                + " ::1 or localhost, got 'localhost:80'",
                        "--port: expected a whole number from 0 to 65535, got 'http'",
                        "drain-time in " + file
                                + ": expected a duration of at most 3600s, such as 500ms, 30s, 5m, 2h or 90d, got 'soon'",
                        "SLIPWAY_DATABASE_PASSWORD: needs database-url to be set too");
    }

    @Test
    void aBadValueIsNotAlsoReportedAsMissing() {
        assertThat(problems(Map.of("database-url", "postgres://localhost/db", "database-user", "ada"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("--database-url: expected a URL that begins with jdbc:postgresql:");
    }

    @Test
    void saysWhatStorageThereIs() {
        assertThat(problems(Map.of(), Map.of("SLIPWAY_STORAGE", "s3://bucket")))
                .containsExactly("SLIPWAY_STORAGE: expected to be empty: files in the data folder are the only storage"
                        + " this version has");
    }

    @Test
    void refusesASettingsFileThatCannotBeRead() throws IOException {
        Path absent = folder.resolve("absent");
        Path latin = Files.write(folder.resolve("latin"), "data = ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(Map.of("config", absent.toString()), Map.of()))
                .containsExactly("settings file " + absent + ": cannot be read (NoSuchFileException)");
        assertThat(problems(Map.of("config", latin.toString()), Map.of()))
                .containsExactly("settings file " + latin + ": expected UTF-8 text");
        assertThat(problems(Map.of("config", "a\0b"), Map.of()))
                .containsExactly("--config: expected a path, got 'a?b'");
    }

    @Test
    void theFileCannotNameAnotherFile() throws IOException {
        Path file = file("config = other");

        assertThat(problems(Map.of("config", file.toString()), Map.of()))
                .containsExactly("unknown setting config in " + file);
    }

    @Test
    void aSensitiveValueIsNeitherShownNorRepeated() throws Exception {
        Map<String, String> flags = Map.of(
                "database-url", "jdbc:postgresql://db/slipway?password=hidden-one",
                "database-password", "hidden-two",
                "admin-email", "ada@example.com",
                "admin-password", "hidden-three",
                "secret", "hidden-four-hidden-four-hidden-four");

        assertThat(SettingsLoader.load(flags, Map.of()).toString())
                .contains("jdbc:postgresql://db/slipway,", "secret=(set)")
                .doesNotContain("hidden");
        assertThat(problems(Map.of("secret", "hidden", "database-url", "jdbc:postgresql://ada:hidden@db/x"), Map.of()))
                .hasSize(2)
                .noneMatch(problem -> problem.contains("hidden"));
        assertThat(problems(Map.of("config", file("hidden").toString()), Map.of()))
                .singleElement()
                .asString()
                .endsWith("line 1: expected name = value");
    }

    @Test
    void theExceptionSaysAllItsProblems() {
        assertThat(new SettingsException(List.of("one", "two")))
                .hasMessage("The settings cannot be used:\n  - one\n  - two");
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }

    private static String variable(String name) {
        return Setting.environmentName(name);
    }

    private static Settings load(Example example, Map<String, String> flags, Map<String, String> environment)
            throws SettingsException {
        Map<String, String> all = new HashMap<>(example.needed());
        all.putAll(flags);
        return SettingsLoader.load(all, environment);
    }

    private static List<String> problems(Map<String, String> flags, Map<String, String> environment) {
        SettingsException refusal =
                catchThrowableOfType(SettingsException.class, () -> SettingsLoader.load(flags, environment));
        assertThat(refusal).isNotNull();
        return refusal.problems();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "settings", ".conf"), content);
    }
}
