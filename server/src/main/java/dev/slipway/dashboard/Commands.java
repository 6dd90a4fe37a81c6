package dev.slipway.dashboard;

import dev.slipway.model.Release;
import dev.slipway.web.Visit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same over the API: commands to copy. The token is left for whoever runs them to fill in. */
record Commands(Visit visit) {
    private static final String TOKEN = " -H \"Authorization: Bearer $SLIPWAY_TOKEN\"";
    private static final String JSON = " -H 'Content-Type: application/json'";

    /** Asks for something. */
    String get(String path) {
        return "curl '" + address(path) + "'" + TOKEN;
    }

    /** Does something. */
    String run(String method, String path) {
        return "curl -X " + method + " '" + address(path) + "'" + TOKEN;
    }

    /** Sends JSON. */
    String send(String method, String path, String json) {
        return run(method, path) + JSON + " -d '" + json.replace("'", "'\\''") + "'";
    }

    /** Sends a file of the folder one is in. */
    String upload(String path, String file) {
        return "curl -T " + file + " '" + address(path + "/" + file) + "'" + TOKEN;
    }

    /** All that can be done with a release now. */
    List<Fact> of(Release release, ReleasePage.May may) {
        String classic = "/v1/releases/" + release.id();
        String path = "/v3/releases/" + release.id();
        List<Fact> lines = new ArrayList<>();
        lines.add(new Fact("Show the release", get(classic)));
        lines.add(new Fact("List its files", get(classic + "/artifacts")));
        if (may.upload()) {
            lines.add(new Fact(
                    "Upload a file",
                    send(
                                    "POST",
                                    "/v1/artifacts",
                                    "{\"data\":{\"type\":\"artifacts\",\"attributes\":{\"filename\":\"app.zip\"},\"relationships\":{\"release\":{\"data\":{\"type\":\"releases\",\"id\":\"%s\"}}}}}"
                                            .formatted(release.id()))
                            + " -sS -o /dev/null -w '%{redirect_url}' | xargs curl -T app.zip"));
            lines.add(new Fact("Upload a file in one step", upload("/v3/" + release.id(), "app.zip")));
            lines.add(new Fact(
                    "Add an external file",
                    send(
                            "POST",
                            "/v3/release-files",
                            "{\"name\":\"app.dmg\",\"url\":\"https://example.com/app.dmg\",\"size\":1048576,\"secured\":false,\"releaseId\":\"%s\"}"
                                    .formatted(release.id()))));
        }
        if (may.edit()) {
            lines.add(new Fact("Edit", send("PATCH", path, "{\"notes\":\"What is new\"}")));
        }
        if (may.publish()) {
            lines.add(new Fact("Publish", run("POST", classic + "/actions/publish")));
        }
        if (may.yank()) {
            lines.add(new Fact(
                    "Yank", send("POST", classic + "/actions/yank", "{\"meta\":{\"reason\":\"It does not start\"}}")));
        }
        if (may.archive()) {
            lines.add(new Fact("Archive", run("POST", path + "/archive")));
        }
        if (may.unarchive()) {
            lines.add(new Fact("Unarchive", run("POST", path + "/unarchive")));
        }
        if (may.delete()) {
            lines.add(new Fact("Delete", run("DELETE", classic)));
        }
        return lines;
    }

    /**
     * How a release is made.
     *
     * @param productId null for one that is still to be filled in
     */
    String create(@Nullable String productId) {
        return send(
                "POST",
                "/v3/releases",
                "{\"name\":\"Spring release\",\"version\":\"1.2.3\",\"channel\":\"stable\",\"platforms\":[\"windows\"],\"notes\":\"What is new\",\"productId\":\"%s\"}"
                        .formatted(productId == null ? "PRODUCT_ID" : productId));
    }

    private String address(String path) {
        return visit.origin()
                + path.replaceFirst(
                        "^/v1/", "/v1/accounts/" + visit.caller().account().slug() + "/");
    }
}
