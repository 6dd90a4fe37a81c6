package dev.slipway.portal;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The platforms that are told apart from what browsers, labels and file names say. */
enum Platform {
    // Android calls itself Linux as well, so it is asked first.
    ANDROID("Android", "Android", "android", "apk|aab"),
    IOS("iOS", "iPhone|iPad|iPod", "ios|ipados", "ipa"),
    WINDOWS("Windows", "Windows", "win|windows", "exe|msi|msix|appx|nupkg"),
    MACOS("macOS", "Macintosh|Mac OS X", "mac|macos|osx|darwin", "dmg|pkg"),
    LINUX("Linux", "Linux|X11; U", "linux", "deb|rpm|appimage|snap|flatpak");

    private final String words;
    private final Pattern browsers;
    private final Pattern labels;
    private final Pattern names;

    Platform(String words, String browsers, String labels, String extensions) {
        this.words = words;
        this.browsers = Pattern.compile(browsers);
        this.labels = Pattern.compile("(?<![a-z])(?:%s)(?![a-z])".formatted(labels));
        this.names = Pattern.compile("\\.(?:%s)$".formatted(extensions));
    }

    /** What people call it. */
    String words() {
        return words;
    }

    /** What a browser runs on, by what it calls itself; null when that does not tell. */
    static @Nullable Platform ofBrowser(@Nullable String userAgent) {
        return userAgent == null ? null : first(each -> each.browsers, userAgent);
    }

    /** What a file is for: by the platform it names, else by the end of its name; null when neither tells. */
    static @Nullable Platform of(String filename, @Nullable String label) {
        return label == null
                ? first(each -> each.names, filename.toLowerCase(Locale.ROOT))
                : first(each -> each.labels, label.toLowerCase(Locale.ROOT));
    }

    private static @Nullable Platform first(Function<Platform, Pattern> clue, String text) {
        return Arrays.stream(values())
                .filter(each -> clue.apply(each).matcher(text).find())
                .findFirst()
                .orElse(null);
    }
}
