package dev.slipway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words by which files are told apart, in the form they are kept and looked for. */
public final class FileLabels {
    private FileLabels() {}

    /** A platform or an arch as it is kept: trimmed, in lower case; a blank one is none. */
    public static @Nullable String label(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip().toLowerCase(Locale.ROOT);
    }

    /** A file type as it is kept: like a label, without its leading dot. */
    public static @Nullable String filetype(@Nullable String given) {
        String key = label(given);
        return key == null ? null : label(key.startsWith(".") ? key.substring(1) : key);
    }
}
