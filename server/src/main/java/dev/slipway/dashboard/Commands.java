package dev.slipway.dashboard;

import dev.slipway.web.Visit;

/** The same over the API: commands to copy. The token is left for whoever runs them to fill in. */
record Commands(Visit visit) {
    private static final String TOKEN = " -H \"Authorization: Bearer $SLIPWAY_TOKEN\"";
    private static final String JSON = " -H 'Content-Type: application/vnd.api+json'";

    /** Asks for something. */
    String get(String path) {
        return "curl '" + address(path) + "'" + TOKEN;
    }

    /** Does something. */
    String run(String method, String path) {
        return "curl -X " + method + " '" + address(path) + "'" + TOKEN;
    }

    /** Sends a document of plain JSON. */
    String send(String path, String json) {
        return "curl '" + address(path) + "'" + TOKEN + JSON + " -d '" + json.replace("'", "'\\''") + "'";
    }

    /** Sends a file of the folder one is in, to an address that names no account. */
    String put(String path, String file) {
        return "curl -T " + file + " '" + visit.origin() + path + "'" + TOKEN;
    }

    private String address(String path) {
        return visit.origin()
                + path.replaceFirst(
                        "^/v1/", "/v1/accounts/" + visit.caller().account().slug() + "/");
    }
}
