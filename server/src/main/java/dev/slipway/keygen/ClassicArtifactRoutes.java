package dev.slipway.keygen;

import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.ClassicArtifacts;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.TransferLink;
import dev.slipway.keygen.KeygenView.Trait;
import dev.slipway.model.Artifact;

/** {@code /releases/{id}/artifact}: the one file of a release, under API version 1.0 only. */
public final class ClassicArtifactRoutes {
    private static final String PATH = "/releases/{id}/artifact";

    private final ClassicArtifacts artifacts;

    /** Translates for these. */
    public ClassicArtifactRoutes(ClassicArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("PUT", PATH, this::upload, Trait.CLASSIC, Trait.ANY_MEDIA_TYPE, Trait.UNREAD_BODY);
        view.on("GET", PATH, this::download, Trait.CLASSIC);
        view.on("DELETE", PATH, this::withdraw, Trait.CLASSIC);
    }

    /** Clients send the bytes here and, led on, once more to where they belong: only the address is of use. */
    private Answer upload(Context context) {
        Artifacts.Announced announced =
                artifacts.upload(context.caller(), ReleaseFilters.releases(context), context.parameter("id"));
        return redirect(context, announced.artifact(), announced.link(), 307);
    }

    private Answer download(Context context) {
        Download.Linked linked = artifacts.download(
                context.caller(),
                ReleaseFilters.releases(context),
                context.parameter("id"),
                ArtifactRoutes.lifetime(context));
        return redirect(context, linked.artifact(), linked.link(), 303);
    }

    /** Sends the client where the bytes are; clients of this version cannot prefer anything else. */
    private static Answer redirect(Context context, Artifact artifact, TransferLink link, int status) {
        String address = ArtifactRoutes.address(context, link);
        return Answer.ok(ArtifactRoutes.document(context, artifact, address))
                .withStatus(status)
                .withHeader("Location", address);
    }

    private Answer withdraw(Context context) {
        artifacts.withdraw(context.caller(), ReleaseFilters.releases(context), context.parameter("id"));
        return Answer.noContent();
    }
}
