package dev.slipway.config;

import java.util.Locale;

/**
 * One row of the table of settings: everything that is known about a setting before anyone gives it a value.
 *
 * @param name the name as a flag (without its dashes) and as a key in the settings file
 * @param defaultText what counts when nothing is given, in the form an operator would write it; may be empty
 * @param sensitive whether the value may carry a credential and is therefore never repeated in a message
 * @param kind which values are allowed
 * @param description what the setting does, for people who run the server
 * @param <T> the type of the value
 */
public record Setting<T>(String name, String defaultText, boolean sensitive, ValueKind<T> kind, String description) {

    static <T> Setting<T> open(String name, String defaultText, ValueKind<T> kind, String description) {
        return new Setting<>(name, defaultText, false, kind, description);
    }

    static <T> Setting<T> sensitive(String name, String defaultText, ValueKind<T> kind, String description) {
        return new Setting<>(name, defaultText, true, kind, description);
    }

    /** The environment variable of this setting, such as {@code SLIPWAY_PUBLIC_URL}. */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String name) {
        return "SLIPWAY_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The default as a value. */
    T defaultValue() {
        return kind.parse(defaultText)
                .orElseThrow(() -> new IllegalStateException("The default of " + name + " is not a value of it"));
    }
}
