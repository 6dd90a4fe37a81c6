package dev.slipway.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Light or dark, as the visitor chose. */
public enum Theme {
    LIGHT("Light"),
    DARK("Dark"),
    /** As the visitor's system has it. */
    SYSTEM("As the system");

    static final String COOKIE = "slipway-theme";

    private final String label;

    Theme(String label) {
        this.label = label;
    }

    /** What the choice is called on pages. */
    public String label() {
        return label;
    }

    /** What the choice is called in cookies and attributes. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colors to begin with; a script corrects them where the system decides. */
    public String colors() {
        return this == DARK ? "dark" : "light";
    }

    static Theme of(@Nullable String key) {
        return Arrays.stream(values())
                .filter(theme -> theme.key().equals(key))
                .findFirst()
                .orElse(SYSTEM);
    }
}
