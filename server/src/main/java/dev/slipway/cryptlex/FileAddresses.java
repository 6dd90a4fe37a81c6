package dev.slipway.cryptlex;

import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.http.Request;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.util.regex.Pattern;

/** The addresses of files: {@code /v3/{release}/{name}}, also with an account before the release. */
final class FileAddresses {
    private static final Pattern PREFIX =
            Pattern.compile("/v3/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/.*", Pattern.DOTALL);
    private static final Pattern BRACKET = Pattern.compile("(?i)%(5B|5D|28|29)");

    private FileAddresses() {}

    /** Whether what a request went to would be a file, were there one. */
    static boolean covers(Request request) {
        return PREFIX.matcher(request.path()).matches();
    }

    /**
     * Refuses with 404 an address that ends in no name a file may have. Characters that need no escape may have none: an escaped
     * name is another one. Only brackets may, which cannot stand in every address as they are.
     */
    static void requireName(Request request) {
        String path = request.path();
        String written = path.substring(path.lastIndexOf('/') + 1);
        if (!ReleaseFiles.isName(BRACKET.matcher(written).replaceAll("_"))) {
            throw Refusal.of(Problem.RELEASE_FILE_NOT_FOUND);
        }
    }
}
