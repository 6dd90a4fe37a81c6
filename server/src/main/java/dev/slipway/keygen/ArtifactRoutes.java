package dev.slipway.keygen;

import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.Artifacts;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.ProductFinder;
import dev.slipway.catalog.TransferLink;
import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.Metadata;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /artifacts}. */
public final class ArtifactRoutes {
    private static final Member TEXT = Member.nullable(new Kind.Text());
    static final BodySchema CREATE = BodySchema.resource("artifacts")
            .attribute("filename", Member.required(new Kind.Text()))
            .attribute("filetype", TEXT)
            .attribute("filesize", Member.nullable(new Kind.WholeNumber()))
            .attribute("platform", TEXT)
            .attribute("arch", TEXT)
            .attribute("signature", TEXT)
            .attribute("checksum", TEXT)
            .attribute("metadata", Member.optional(new Kind.Free()))
            .toOne("release", "releases")
            .build();
    static final BodySchema UPDATE = BodySchema.resource("artifacts")
            .withId()
            .attribute("filesize", Member.nullable(new Kind.WholeNumber()))
            .attribute("signature", TEXT)
            .attribute("checksum", TEXT)
            .attribute("metadata", Member.optional(new Kind.Free()))
            .build();

    private final Artifacts artifacts;
    private final ProductFinder products;

    /** Translates for these. */
    public ArtifactRoutes(Artifacts artifacts, ProductFinder products) {
        this.artifacts = artifacts;
        this.products = products;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/artifacts", context -> list(context, query(context)));
        view.on("POST", "/artifacts", this::create);
        view.on(
                "GET",
                "/artifacts/{path...}",
                context -> show(context, query(context)),
                KeygenView.Trait.ANY_MEDIA_TYPE);
        view.onUpdate("/artifacts/{path...}", this::update);
        view.on("DELETE", "/artifacts/{path...}", this::delete);
        view.on("GET", "/releases/{release}/artifacts", this::listOfRelease);
        view.on("GET", "/releases/{release}/artifacts/{path...}", this::showOfRelease);
        view.on("GET", "/products/{product}/artifacts", context -> list(context, ofProduct(context)));
        view.on("GET", "/products/{product}/artifacts/{path...}", context -> show(context, ofProduct(context)));
    }

    private static ArtifactQuery query(Context context) {
        return ReleaseFilters.artifacts(context);
    }

    private ArtifactQuery ofProduct(Context context) {
        return ReleaseFilters.artifactsOf(products.find(context.caller(), context.parameter("product")), context);
    }

    private Answer list(Context context, ArtifactQuery query) {
        return Answer.ok(Documents.of(
                context,
                artifacts.list(context.caller(), query, context.page()),
                artifact -> render(context, artifact, null),
                Artifact::id));
    }

    private Answer listOfRelease(Context context) {
        return Answer.ok(Documents.of(
                context,
                artifacts.listOfRelease(
                        context.caller(),
                        context.parameter("release"),
                        ReleaseFilters.artifactsOfRelease(context),
                        context.page()),
                artifact -> render(context, artifact, null),
                Artifact::id));
    }

    private Answer show(Context context, ArtifactQuery query) {
        return answer(context, artifacts.show(context.caller(), query, named(context), wish(context)));
    }

    private Answer showOfRelease(Context context) {
        ArtifactQuery query = ReleaseFilters.artifacts(context);
        return answer(
                context,
                artifacts.showOfRelease(
                        context.caller(), context.parameter("release"), query, named(context), wish(context)));
    }

    /** File names may contain slashes; after an id, the rest of the path is only there to look nice. */
    private static String named(Context context) {
        String path = context.parameter("path");
        int slash = path.indexOf('/');
        return slash > 0 && Aliases.isIdLike(path.substring(0, slash)) ? path.substring(0, slash) : path;
    }

    private static Artifacts.Wish wish(Context context) {
        return new Artifacts.Wish(!context.prefers("no-download"), lifetime(context));
    }

    /** How long a link is wished to live, null when nothing is said. */
    static @Nullable Duration lifetime(Context context) {
        String ttl = context.query().first("ttl");
        return ttl == null ? null : seconds(ttl);
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static Answer answer(Context context, Download download) {
        return switch (download) {
            case Download.Described described -> Answer.ok(document(context, described.artifact(), null));
            case Download.Linked linked -> redirect(context, linked.artifact(), address(context, linked.link()), 303);
            case Download.Elsewhere elsewhere -> redirect(context, elsewhere.artifact(), elsewhere.url(), 303);
        };
    }

    /** Sends the client where the bytes are, or only says so to one who prefers that. */
    private static Answer redirect(Context context, Artifact artifact, String address, int status) {
        return Answer.ok(document(context, artifact, address))
                .withStatus(context.prefers("no-redirect") ? 200 : status)
                .withHeader("Location", address);
    }

    /** Where a link leads. */
    static String address(Context context, TransferLink link) {
        return context.origin() + "/-/blobs/" + link.token() + "/" + Links.escape(link.filename());
    }

    private Answer create(Context context) throws IOException {
        Body document = CREATE.read(context.json());
        Body attributes = BodySchema.attributes(document);
        Artifacts.Announced announced = artifacts.create(
                context.caller(),
                new Artifacts.Draft(
                        BodySchema.linked(document, "release"),
                        attributes.text("filename"),
                        attributes.textOrNull("filetype"),
                        attributes.numberOrNull("filesize"),
                        attributes.textOrNull("platform"),
                        attributes.textOrNull("arch"),
                        attributes.textOrNull("signature"),
                        attributes.textOrNull("checksum"),
                        attributes.metadata("metadata")));
        return redirect(context, announced.artifact(), address(context, announced.link()), 307);
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        Artifact artifact = artifacts.update(context.caller(), query(context), named(context), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new Artifacts.Changes(
                    attributes.change("filesize", Long.class),
                    attributes.change("signature", String.class),
                    attributes.change("checksum", String.class),
                    attributes.change("metadata", Metadata.class));
        });
        return Answer.ok(document(context, artifact, null));
    }

    private Answer delete(Context context) {
        artifacts.delete(context.caller(), query(context), named(context));
        return Answer.noContent();
    }

    /** A document of one artifact; see {@link #render}. */
    static ObjectNode document(Context context, Artifact artifact, @Nullable String redirect) {
        return Documents.of(render(context, artifact, redirect));
    }

    private static ObjectNode render(Context context, Artifact artifact, @Nullable String redirect) {
        return render(context.account().id(), artifact, redirect);
    }

    /**
     * An artifact as clients see it.
     *
     * @param redirect where to send or fetch its bytes, null when that was not asked
     */
    static ObjectNode render(String accountId, Artifact artifact, @Nullable String redirect) {
        String path = "/artifacts/" + artifact.id();
        String account = Links.account(accountId);
        Resource resource = new Resource(accountId, "artifacts", artifact.id(), path)
                .attribute("filename", artifact.filename())
                .attribute("filetype", artifact.filetype())
                .attribute("filesize", artifact.filesize())
                .attribute("platform", artifact.platform())
                .attribute("arch", artifact.arch())
                .attribute("signature", artifact.signature())
                .attribute("checksum", artifact.checksum())
                .attribute("status", artifact.status().name())
                .attribute("metadata", artifact.metadata())
                .times(artifact.created(), artifact.updated())
                .toOne("release", "releases", artifact.releaseId(), account + "/releases/" + artifact.releaseId());
        if (redirect != null) {
            resource.link("redirect", redirect);
        }
        return resource.link("related", account + path + "/" + Links.escape(artifact.filename()))
                .selfLink()
                .build();
    }
}
