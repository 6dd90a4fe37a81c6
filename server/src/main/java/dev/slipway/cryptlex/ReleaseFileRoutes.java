package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.catalog.FileDetails;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.ServedFiles;
import dev.slipway.model.Artifact;
import dev.slipway.model.ListQuery;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /release-files}: the records of files. Those made here are kept elsewhere, whatever the client says of them. */
public final class ReleaseFileRoutes {
    private final ReleaseFiles files;
    private final ServedFiles served;
    private final ReleaseDirectory directory;

    /** Serves these. */
    public ReleaseFileRoutes(ReleaseFiles files, ServedFiles served, ReleaseDirectory directory) {
        this.files = files;
        this.served = served;
        this.directory = directory;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/release-files", Scope.RELEASE_READ, this::list)
                .on("POST", "/release-files", Scope.RELEASE_WRITE, this::create)
                .on("GET", "/release-files/{id:uuid}", Scope.RELEASE_READ, this::show)
                .on("DELETE", "/release-files/{id:uuid}", Scope.RELEASE_WRITE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, directory.listFiles(context.caller(), query), details -> render(context, details));
    }

    private Answer create(Context context) throws IOException {
        ReleaseFiles.External external = context.body()
                .read(members -> new ReleaseFiles.External(
                        members.text("releaseId"),
                        members.text("name"),
                        members.text("url"),
                        members.optionalNumber("size"),
                        members.optionalText("checksum")));
        return shown(context, files.addExternal(context.caller(), external)).withStatus(201);
    }

    private Answer show(Context context) {
        return shown(context, served.show(context.caller(), context.id("id")));
    }

    private Answer shown(Context context, Artifact file) {
        return Answer.ok(render(context, directory.describe(context.caller(), file)));
    }

    private Answer delete(Context context) {
        files.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(Context context, FileDetails details) {
        return new ReleaseFileDocuments(context.account().id(), context.origin()).render(details);
    }
}
