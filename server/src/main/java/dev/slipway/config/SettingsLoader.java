package dev.slipway.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings the settings together: a flag wins over the environment, the environment over the settings file.
 *
 * <p>An empty value counts as not given, so that the next source is asked. Whatever is wrong is reported at once.
 */
public final class SettingsLoader {
    /** The flag and, in upper case, environment variable that names the settings file. */
    public static final String CONFIG = "config";

    /** Variables that the launcher script reads for itself. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("SLIPWAY_JAVA_HOME", "SLIPWAY_JAVA_OPTIONS");

    private static final int LONGEST_ECHO = 80;

    private final List<String> problems = new ArrayList<>();
    private final List<Source> sources;

    private SettingsLoader(Map<String, String> flags, Map<String, String> environment) {
        Source flagSource = new Source(flags, UnaryOperator.identity(), "--", "");
        Source environmentSource = new Source(ours(environment), Setting::environmentName, "", "");
        refuseUnknown(flagSource, Set.of(CONFIG));
        refuseUnknown(environmentSource, Set.of(CONFIG));
        this.sources = new ArrayList<>(List.of(flagSource, environmentSource));
        given(CONFIG).ifPresent(this::addFile);
    }

    /**
     * Loads the settings.
     *
     * @param flags values by flag name without its dashes, such as {@code public-url}; {@code config} names a file
     * @param environment the environment variables, of which only those that begin with {@code SLIPWAY_} count
     * @throws SettingsException when a name is unknown, a value is not of its kind, or values do not go together
     */
    public static Settings load(Map<String, String> flags, Map<String, String> environment) throws SettingsException {
        SettingsLoader loader = new SettingsLoader(flags, environment);
        Settings settings = loader.settings();
        loader.checkTogether();
        if (!loader.problems.isEmpty()) {
            throw new SettingsException(loader.problems);
        }
        return settings;
    }

    private Settings settings() {
        value(SettingsTable.STORAGE);
        return new Settings(
                value(SettingsTable.HOST),
                value(SettingsTable.PORT),
                value(SettingsTable.DATA),
                value(SettingsTable.DATABASE_URL),
                value(SettingsTable.DATABASE_USER),
                value(SettingsTable.DATABASE_PASSWORD),
                value(SettingsTable.PUBLIC_URL),
                value(SettingsTable.ACCOUNT_SLUG),
                value(SettingsTable.ADMIN_EMAIL),
                value(SettingsTable.ADMIN_PASSWORD),
                value(SettingsTable.SECRET),
                value(SettingsTable.OPERATOR_TOKEN),
                tlsFiles(),
                value(SettingsTable.TRUSTED_PROXIES),
                value(SettingsTable.MAX_UPLOAD_SIZE),
                value(SettingsTable.STORAGE_QUOTA),
                value(SettingsTable.MAX_CONCURRENT_REQUESTS),
                value(SettingsTable.MAX_REQUESTS_PER_SECOND),
                value(SettingsTable.MAX_REQUESTS_PER_MINUTE),
                value(SettingsTable.LIMIT_PASSWORDS),
                value(SettingsTable.WEBHOOK_ADDRESSES),
                value(SettingsTable.ACTIVITY_RETENTION),
                value(SettingsTable.REQUEST_LOG),
                value(SettingsTable.REQUEST_LOG_RETENTION),
                value(SettingsTable.REQUEST_LOG_SIZE),
                value(SettingsTable.MACHINE_SCOPES),
                value(SettingsTable.KEYGEN_CLASSIC),
                value(SettingsTable.LOG_FORMAT),
                value(SettingsTable.LOG_LEVEL),
                value(SettingsTable.DRAIN_TIME));
    }

    private Optional<TlsFiles> tlsFiles() {
        Optional<Path> certificate = readable(SettingsTable.TLS_CERT);
        Optional<Path> key = readable(SettingsTable.TLS_KEY);
        return certificate.flatMap(chain -> key.map(secretKey -> new TlsFiles(chain, secretKey)));
    }

    private Optional<Path> readable(Setting<Optional<Path>> setting) {
        Optional<Path> file = value(setting);
        if (file.isPresent() && !(Files.isRegularFile(file.get()) && Files.isReadable(file.get()))) {
            problems.add(spoken(setting) + ": expected a file that can be read, got "
                    + quoted(file.get().toString()));
        }
        return file;
    }

    private void checkTogether() {
        refuseAlone(SettingsTable.TLS_CERT, SettingsTable.TLS_KEY);
        refuseAlone(SettingsTable.TLS_KEY, SettingsTable.TLS_CERT);
        refuseAlone(SettingsTable.DATABASE_USER, SettingsTable.DATABASE_URL);
        refuseAlone(SettingsTable.DATABASE_PASSWORD, SettingsTable.DATABASE_URL);
        refuseAlone(SettingsTable.ADMIN_PASSWORD, SettingsTable.ADMIN_EMAIL);
    }

    private void refuseAlone(Setting<?> setting, Setting<?> needed) {
        if (given(setting.name()).isPresent() && given(needed.name()).isEmpty()) {
            problems.add(spoken(setting) + ": needs " + needed.name() + " to be set too");
        }
    }

    /** The value that counts; after a problem the default, so that the remaining settings are still looked at. */
    private <T> T value(Setting<T> setting) {
        Optional<Given> given = given(setting.name());
        if (given.isEmpty()) {
            return setting.defaultValue();
        }
        Optional<T> value = setting.kind().parse(given.get().text());
        if (value.isEmpty()) {
            String got =
                    setting.sensitive() ? "" : ", got " + quoted(given.get().text());
            problems.add(given.get().spoken() + ": expected " + setting.kind().expected() + got);
        }
        return value.orElseGet(setting::defaultValue);
    }

    private Optional<Given> given(String name) {
        return sources.stream().flatMap(source -> source.find(name).stream()).findFirst();
    }

    private String spoken(Setting<?> setting) {
        return given(setting.name()).map(Given::spoken).orElse(setting.name());
    }

    private void addFile(Given config) {
        Path file;
        try {
            file = Path.of(config.text());
        } catch (InvalidPathException _) {
            problems.add(config.spoken() + ": expected a path, got " + quoted(config.text()));
            return;
        }
        Map<String, String> values = SettingsFile.read(file, problems);
        Source source = new Source(values, UnaryOperator.identity(), "", " in " + file);
        refuseUnknown(source, Set.of());
        sources.add(source);
    }

    private void refuseUnknown(Source source, Set<String> furtherNames) {
        Set<String> known = new LinkedHashSet<>();
        SettingsTable.all().forEach(setting -> known.add(source.key().apply(setting.name())));
        furtherNames.forEach(name -> known.add(source.key().apply(name)));
        for (String key : source.values().keySet().stream().sorted().toList()) {
            if (!known.contains(key)) {
                String advice = NearestName.of(key, known)
                        .map(near -> " (did you mean " + source.prefix() + near + "?)")
                        .orElse("");
                problems.add("unknown setting " + source.spoken(key) + advice);
            }
        }
    }

    private static Map<String, String> ours(Map<String, String> environment) {
        Map<String, String> ours = new LinkedHashMap<>(environment);
        ours.keySet().removeIf(key -> !key.startsWith("SLIPWAY_") || LAUNCHER_VARIABLES.contains(key));
        return ours;
    }

    private static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > LONGEST_ECHO ? printable.substring(0, LONGEST_ECHO) + "…" : printable) + "'";
    }

    /** A value that somebody set, and how to name it to them. */
    private record Given(String text, String spoken) {}

    /**
     * One place that settings come from.
     *
     * @param values what is set there
     * @param key the key of a setting there, by the setting's name
     * @param prefix what an operator writes before a key
     * @param suffix what tells a key from the same one in another place
     */
    private record Source(Map<String, String> values, UnaryOperator<String> key, String prefix, String suffix) {
        Optional<Given> find(String name) {
            String itsKey = key.apply(name);
            return Optional.ofNullable(values.get(itsKey))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(text -> new Given(text, spoken(itsKey)));
        }

        String spoken(String itsKey) {
            return prefix + itsKey + suffix;
        }
    }
}
