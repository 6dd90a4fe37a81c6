package dev.slipway.keygen.downgrade;

import java.util.Arrays;
import java.util.Optional;

/** The shapes of Keygen's API that clients ask for. The server speaks the newest. */
public enum ApiVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2"),
    V1_3("1.3"),
    V1_4("1.4"),
    V1_5("1.5"),
    V1_6("1.6"),
    V1_7("1.7"),
    V1_8("1.8");

    /** What is served to clients that ask for no version. */
    public static final ApiVersion NEWEST = V1_8;

    private final String text;

    ApiVersion(String text) {
        this.text = text;
    }

    /** As headers name it, e.g. {@code 1.8}. */
    public String text() {
        return text;
    }

    /** The version of exactly that name; a leading v is tolerated. */
    public static Optional<ApiVersion> find(String text) {
        String bare = text.startsWith("v") ? text.substring(1) : text;
        return Arrays.stream(values())
                .filter(version -> version.text.equals(bare))
                .findFirst();
    }

    /** Whether this version is that one or older. */
    public boolean isAtMost(ApiVersion other) {
        return compareTo(other) <= 0;
    }
}
