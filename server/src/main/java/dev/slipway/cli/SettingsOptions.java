package dev.slipway.cli;

import dev.slipway.config.Logging;
import dev.slipway.config.Setting;
import dev.slipway.config.Settings;
import dev.slipway.config.SettingsException;
import dev.slipway.config.SettingsLoader;
import dev.slipway.config.SettingsTable;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings as options of a command. */
final class SettingsOptions {
    private static final String PREFIX = "--";

    private SettingsOptions() {}

    /** Adds one option per setting. */
    static void addTo(CommandSpec command) {
        for (Setting<?> setting : SettingsTable.all()) {
            String description = setting.description()
                    + (setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText() + ".");
            command.addOption(option(setting.name(), description, setting.environmentName()));
        }
        command.addOption(
                option(SettingsLoader.CONFIG, "A file of settings, one 'name = value' per line.", "SLIPWAY_CONFIG"));
    }

    private static OptionSpec option(String name, String description, String environmentName) {
        return OptionSpec.builder(PREFIX + name)
                .type(String.class)
                .paramLabel("VALUE")
                .description((description + " [" + environmentName + "]").replace("%", "%%"))
                .build();
    }

    /** The settings that the options, the environment and the file give; logging follows them from here on. */
    static Settings read(ParseResult arguments, Map<String, String> environment) throws SettingsException {
        Map<String, String> flags = new LinkedHashMap<>();
        for (OptionSpec option : arguments.matchedOptions()) {
            String name = option.longestName().substring(PREFIX.length());
            boolean isSetting = name.equals(SettingsLoader.CONFIG)
                    || SettingsTable.all().stream()
                            .anyMatch(setting -> setting.name().equals(name));
            if (isSetting) {
                flags.put(name, option.getValue());
            }
        }
        Settings settings = SettingsLoader.load(flags, environment);
        Logging.configure(settings.logFormat(), settings.logLevel());
        return settings;
    }
}
