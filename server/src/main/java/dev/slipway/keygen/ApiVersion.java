package dev.slipway.keygen;

import java.util.Arrays;
import java.util.Optional;

/** The shapes of Keygen's API that clients ask for. The server speaks the newest. */
enum ApiVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2"),
    V1_3("1.3"),
    V1_4("1.4"),
    V1_5("1.5"),
    V1_6("1.6"),
    V1_7("1.7"),
    V1_8("1.8");

    static final ApiVersion NEWEST = V1_8;

    private final String text;

    ApiVersion(String text) {
        this.text = text;
    }

    /** As headers name it, e.g. {@code 1.8}. */
    String text() {
        return text;
    }

    /** The version of exactly that name; a leading v is tolerated. */
    static Optional<ApiVersion> find(String text) {
        String bare = text.startsWith("v") ? text.substring(1) : text;
        return Arrays.stream(values())
                .filter(version -> version.text.equals(bare))
                .findFirst();
    }

    /** Whether this version is that one or older. */
    boolean isAtMost(ApiVersion other) {
        return compareTo(other) <= 0;
    }
}
