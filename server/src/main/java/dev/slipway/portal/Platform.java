package dev.slipway.portal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The platforms that are told apart from what browsers, labels and file names say. */
enum Platform {
    // Android calls itself Linux as well, so it is asked first.
    ANDROID("Android", "Android", List.of("android"), List.of("apk", "aab")),
    IOS("iOS", "iPhone|iPad|iPod", List.of("ios", "ipados"), List.of("ipa")),
    WINDOWS("Windows", "Windows", List.of("win", "windows"), List.of("exe", "msi", "msix", "appx", "nupkg")),
    MACOS("macOS", "Macintosh|Mac OS X", List.of("mac", "macos", "osx", "darwin"), List.of("dmg", "pkg")),
    LINUX("Linux", "Linux|X11; U", List.of("linux"), List.of("deb", "rpm", "appimage", "snap", "flatpak"));

    private static final Pattern WORDS = Pattern.compile("[^a-z]+");

    private final String words;
    private final Pattern browsers;
    private final List<String> labels;
    private final List<String> extensions;

    Platform(String words, String browsers, List<String> labels, List<String> extensions) {
        this.words = words;
        this.browsers = Pattern.compile(browsers);
        this.labels = labels;
        this.extensions = extensions;
    }

    /** What people call it. */
    String words() {
        return words;
    }

    /** What a browser runs on, by what it calls itself; null when that does not tell. */
    static @Nullable Platform ofBrowser(@Nullable String userAgent) {
        String name = Objects.requireNonNullElse(userAgent, "");
        return Arrays.stream(values())
                .filter(each -> each.browsers.matcher(name).find())
                .findFirst()
                .orElse(null);
    }

    /** What a file is for: by the platform it names, else by the end of its name; null when neither tells. */
    static @Nullable Platform of(String filename, @Nullable String label) {
        return label == null ? ofExtension(filename) : ofLabel(label);
    }

    private static @Nullable Platform ofLabel(String label) {
        List<String> words = List.of(WORDS.split(label.toLowerCase(Locale.ROOT)));
        return Arrays.stream(values())
                .filter(each -> each.labels.stream().anyMatch(words::contains))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Platform ofExtension(String filename) {
        String extension = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> each.extensions.contains(extension))
                .findFirst()
                .orElse(null);
    }
}
