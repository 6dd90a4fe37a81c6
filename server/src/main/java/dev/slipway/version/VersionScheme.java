package dev.slipway.version;

import java.util.Arrays;
import java.util.Optional;

/** The grammar and order that all versions of one product share. */
public enum VersionScheme {
    /** Semantic versions, {@link SemVer}. */
    SEMVER {
        @Override
        public Version parse(String text) {
            return SemVer.parse(text);
        }
    },
    /** Two to four numbers separated by dots, {@link DottedVersion}. */
    DOTTED {
        @Override
        public Version parse(String text) {
            return DottedVersion.parse(text);
        }
    };

    /**
     * Reads a version of this scheme.
     *
     * @throws VersionException when the text is no version of this scheme
     */
    public abstract Version parse(String text);

    /** The scheme of exactly that (upper-case) name, if there is one. */
    public static Optional<VersionScheme> named(String name) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.name().equals(name))
                .findFirst();
    }
}
