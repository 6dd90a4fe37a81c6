package dev.slipway.keygen;

import dev.slipway.http.Request;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which media types are spoken and understood. */
final class MediaTypes {
    static final String JSON_API = "application/vnd.api+json; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";

    private static final Set<String> AS_JSON_API = Set.of("application/vnd.api+json", "application/vnd.keygen+json");
    private static final Set<String> ANYTHING = Set.of("*/*", "*", "application/*", "application/octet-stream");
    private static final Pattern WELL_FORMED =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*(;.*)?");

    private MediaTypes() {}

    /**
     * The type to answer in.
     *
     * @param lenient whether a client that accepts neither is answered all the same
     */
    static String negotiate(Request request, boolean lenient) {
        List<String> accepts = request.headers("Accept");
        if (accepts.isEmpty()) {
            return JSON_API;
        }
        boolean acceptable = false;
        for (String range : String.join(",", accepts).split(",", -1)) {
            String type = bare(range);
            if (type.equals("application/json")) {
                return JSON;
            }
            if (AS_JSON_API.contains(type)) {
                return JSON_API;
            }
            acceptable |= ANYTHING.contains(type) || type.isEmpty();
        }
        if (!acceptable && !lenient) {
            throw Refusal.of(Problem.MIME_TYPE_INVALID);
        }
        return JSON_API;
    }

    /** Refuses a body whose media type is malformed. */
    static void checkContent(Request request) {
        String type = request.header("Content-Type");
        if (type != null
                && !type.isBlank()
                && !WELL_FORMED.matcher(type.strip()).matches()) {
            throw Refusal.of(Problem.MIME_TYPE_INVALID);
        }
    }

    private static String bare(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
