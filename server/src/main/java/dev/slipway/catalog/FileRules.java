package dev.slipway.catalog;

import dev.slipway.model.FileLabels;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file that is sent in one step or kept elsewhere must keep to. */
final class FileRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.()\\[\\]-]{3,256}");
    private static final Pattern DOTS = Pattern.compile("\\.+");
    private static final int LONGEST_URL = 2_047;
    private static final int LONGEST_CHECKSUM = 255;
    private static final Source URL = Source.attribute("url");

    private FileRules() {}

    /** Whether a file may have that name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !DOTS.matcher(name).matches();
    }

    /** Notes a name that a file may not have. */
    static void checkName(String name, Violations violations) {
        violations.addIf(
                !isName(name),
                Source.attribute("name"),
                Rule.INVALID,
                "must be 3 to 256 letters, digits and characters of _ . - ( ) [ ]");
    }

    /** Notes what is wrong with a file that is kept elsewhere. */
    static void check(ReleaseFiles.External external, Violations violations) {
        checkName(external.name(), violations);
        violations.addIfLonger(external.url(), LONGEST_URL, "url");
        violations.addIf(!isWebAddress(external.url()), URL, Rule.INVALID, "must be an http or https address");
        violations.addIf(
                external.size() != null && external.size() < 0,
                Source.attribute("size"),
                Rule.INVALID,
                "must be greater than or equal to 0");
        violations.addIfLonger(external.checksum(), LONGEST_CHECKSUM, "checksum");
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What follows the last dot of a name, as a file type; null where nothing does. */
    static @Nullable String filetype(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? null : FileLabels.filetype(name.substring(dot + 1));
    }
}
