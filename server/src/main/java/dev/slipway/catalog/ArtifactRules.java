package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.FileLabels;
import dev.slipway.model.MetadataRules;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an artifact must keep to. */
final class ArtifactRules {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PROOF = 4_096;
    private static final Source FILENAME = Source.attribute("filename");
    private static final Source FILESIZE = Source.attribute("filesize");
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    private ArtifactRules() {}

    /** Notes what is wrong with an artifact. */
    static void check(Artifact artifact, long largestBytes, Violations violations) {
        String filename = artifact.filename();
        violations.addIf(filename.isBlank(), FILENAME, Rule.MISSING, "can't be blank");
        violations.addIfLonger(filename, LONGEST_NAME, "filename");
        violations.addIf(
                !isHarmless(filename),
                FILENAME,
                Rule.INVALID,
                "must be a relative path without '.' and '..' segments and control characters");
        violations.addIf(
                !suits(artifact.filetype(), filename),
                FILENAME,
                Rule.EXTENSION_INVALID,
                "filename extension does not match filetype (expected %s)".formatted(artifact.filetype()));
        violations.addIfLonger(artifact.filetype(), LONGEST_NAME, "filetype");
        violations.addIfLonger(artifact.platform(), LONGEST_NAME, "platform");
        violations.addIfLonger(artifact.arch(), LONGEST_NAME, "arch");
        checkDeclarations(artifact, largestBytes, violations);
    }

    /** Notes what is wrong with what an update can change. */
    static void checkDeclarations(Artifact artifact, long largestBytes, Violations violations) {
        Long filesize = artifact.filesize();
        if (filesize != null) {
            violations.addIf(filesize < 0, FILESIZE, Rule.INVALID, "must be greater than or equal to 0");
            violations.addIf(
                    filesize > largestBytes,
                    FILESIZE,
                    Rule.INVALID,
                    "must be less than or equal to %d".formatted(largestBytes));
        }
        violations.addIfLonger(artifact.signature(), LONGEST_PROOF, "signature");
        violations.addIfLonger(artifact.checksum(), LONGEST_PROOF, "checksum");
        MetadataRules.check(artifact.metadata(), violations);
    }

    /** We never use a name as a path, but whoever downloads the file may: both kinds of slashes separate there. */
    private static boolean isHarmless(String filename) {
        List<String> segments = List.of(SEPARATOR.split(filename, -1));
        boolean leaves = segments.contains(".") || segments.contains("..");
        boolean absolute = filename.startsWith("/") || filename.startsWith("\\");
        return !leaves && !absolute && filename.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean suits(@Nullable String filetype, String filename) {
        return filetype == null
                || !filename.contains(".")
                || filename.toLowerCase(Locale.ROOT).endsWith("." + filetype);
    }

    /** A file type to look for: null for any, empty for none. */
    static @Nullable String filetypeFilter(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String key = FileLabels.filetype(given);
        return key == null ? "" : key;
    }
}
