package dev.slipway.keygen;

import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.ClassicArtifacts;
import dev.slipway.catalog.Download;
import dev.slipway.http.Request;
import dev.slipway.keygen.KeygenView.Trait;
import dev.slipway.model.Artifact;
import java.io.IOException;
import java.io.InputStream;

/** {@code /releases/{id}/artifact}: the one file of a release, under API version 1.0 only. */
public final class ClassicArtifactRoutes {
    private static final String PATH = "/releases/{id}/artifact";

    private final ClassicArtifacts artifacts;
    private final long largestBytes;

    /**
     * Translates for these.
     *
     * @param largestBytes how much of a body is taken and dropped
     */
    public ClassicArtifactRoutes(ClassicArtifacts artifacts, long largestBytes) {
        this.artifacts = artifacts;
        this.largestBytes = largestBytes;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("PUT", PATH, this::upload, Trait.CLASSIC, Trait.ANY_MEDIA_TYPE, Trait.UNREAD_BODY);
        view.on("GET", PATH, this::download, Trait.CLASSIC);
        view.on("DELETE", PATH, this::withdraw, Trait.CLASSIC);
    }

    /** Clients send the bytes here and, led on, once more to where they belong: only the address is of use. */
    private Answer upload(Context context) throws IOException {
        Artifacts.Announced announced =
                artifacts.upload(context.caller(), ReleaseFilters.releases(context), context.parameter("id"));
        dropBody(context.request());
        return redirect(context, announced.artifact(), ArtifactRoutes.address(context, announced.link()), 307);
    }

    /** Old clients look at the answer only after they have sent everything; those who ask first need not send it. */
    private void dropBody(Request request) throws IOException {
        if (request.header("Expect") == null) {
            try (InputStream body = request.body()) {
                body.skip(largestBytes);
            }
        }
    }

    private Answer download(Context context) {
        Download download = artifacts.download(
                context.caller(),
                ReleaseFilters.releases(context),
                context.parameter("id"),
                ArtifactRoutes.lifetime(context));
        return switch (download) {
            case Download.Described described ->
                Answer.ok(ArtifactRoutes.document(context, described.artifact(), null));
            case Download.Linked linked ->
                redirect(context, linked.artifact(), ArtifactRoutes.address(context, linked.link()), 303);
            case Download.Elsewhere elsewhere -> redirect(context, elsewhere.artifact(), elsewhere.url(), 303);
        };
    }

    /** Sends the client where the bytes are; clients of this version cannot prefer anything else. */
    private static Answer redirect(Context context, Artifact artifact, String address, int status) {
        return Answer.ok(ArtifactRoutes.document(context, artifact, address))
                .withStatus(status)
                .withHeader("Location", address);
    }

    private Answer withdraw(Context context) {
        artifacts.withdraw(context.caller(), ReleaseFilters.releases(context), context.parameter("id"));
        return Answer.noContent();
    }
}
