package dev.slipway.config;

/** Writes the table of settings down for people. */
public final class SettingsReference {

    private SettingsReference() {}

    /** The settings as they are listed in a command's help: a flag and what it does, by turns. */
    public static String help() {
        StringBuilder text = new StringBuilder();
        text.append("  --config=VALUE (SLIPWAY_CONFIG)\n      A file with further settings.\n");
        for (Setting<?> setting : SettingsTable.all()) {
            text.append("  --%s=VALUE (%s%s)\n      %s\n"
                    .formatted(
                            setting.name(),
                            setting.environmentName(),
                            setting.defaultText().isEmpty() ? "" : ", default " + setting.defaultText(),
                            setting.description()));
        }
        return text.toString();
    }

    /** The reference page in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Settings

                This page is written from the table in `SettingsTable`; a test keeps the two alike.

                A setting is given as a flag (`--port 9000` or `--port=9000`), as an environment variable
                (`SLIPWAY_PORT=9000`), or in the file that `--config FILE` or `SLIPWAY_CONFIG` names (`port = 9000`).
                A flag wins over the environment, and the environment over the file. An empty value counts as not given.

                The file is UTF-8 text with one `name = value` on each line. A value is taken as it stands, without
                quotes and escapes. Lines that begin with `#` are comments. Relative paths, in the file too, start at
                the working directory.

                Durations have a unit: `500ms`, `30s`, `5m`, `2h`, `90d`. Sizes may have one: `4096`, `100MB`, `5GiB`.

                Unknown names are refused, unknown environment variables that begin with `SLIPWAY_` too, and every
                problem is reported at once. `SLIPWAY_JAVA_HOME` and `SLIPWAY_JAVA_OPTIONS` are read by the launcher
                script alone: the JDK to use, and further options for the Java virtual machine.

                | flag and file | environment | default | meaning |
                | --- | --- | --- | --- |
                """);
        for (Setting<?> setting : SettingsTable.all()) {
            page.append("| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                            setting.name(),
                            setting.environmentName(),
                            setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`",
                            setting.description()));
        }
        return page.toString();
    }
}
