package dev.slipway.licensing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a validation says the license is used for. Null means that nothing was said about it.
 *
 * @param user an id or an e-mail address
 * @param entitlements their codes
 * @param checksum as it was declared of a file
 * @param version of the program
 */
public record ValidationScope(
        @Nullable String environment,
        @Nullable String product,
        @Nullable String policy,
        @Nullable String user,
        @Nullable List<String> entitlements,
        @Nullable String machine,
        @Nullable List<String> fingerprints,
        @Nullable List<String> components,
        @Nullable String checksum,
        @Nullable String version) {
    /** Says nothing. */
    public static final ValidationScope NONE =
            new ValidationScope(null, null, null, null, null, null, null, null, null, null);
}
