package dev.slipway.cryptlex;

import dev.slipway.access.Caller;
import dev.slipway.access.Scope;
import dev.slipway.catalog.DottedReleases;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.catalog.Releases;
import dev.slipway.catalog.ServedFiles;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.problem.Fault.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /releases}: as the vendor makes and keeps them. */
public final class ReleaseRoutes {
    private static final MemberNames NAMES = new MemberNames(Map.of("description", "notes", "backdated", "createdAt"));

    private final Releases releases;
    private final DottedReleases dotted;
    private final ReleaseDirectory directory;
    private final ServedFiles files;

    /** Serves these. */
    public ReleaseRoutes(Releases releases, DottedReleases dotted, ReleaseDirectory directory, ServedFiles files) {
        this.releases = releases;
        this.dotted = dotted;
        this.directory = directory;
        this.files = files;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/releases", Scope.RELEASE_READ, this::list)
                .on("POST", "/releases", Scope.RELEASE_WRITE, NAMES.translate(this::create))
                .on("GET", "/releases/storage", Scope.RELEASE_READ, this::storage)
                .on("GET", "/releases/{id:uuid}", Scope.RELEASE_READ, this::show)
                .on("PATCH", "/releases/{id:uuid}", Scope.RELEASE_WRITE, NAMES.translate(this::update))
                .on("DELETE", "/releases/{id:uuid}", Scope.RELEASE_WRITE, this::delete)
                .on("POST", "/releases/{id:uuid}/publish", Scope.RELEASE_WRITE, acting(releases::publish))
                .on("POST", "/releases/{id:uuid}/archive", Scope.RELEASE_WRITE, acting(dotted::archive))
                .on("POST", "/releases/{id:uuid}/unarchive", Scope.RELEASE_WRITE, acting(dotted::unarchive));
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, directory.list(context.caller(), query), ReleaseDocuments.of(context)::render);
    }

    private Answer show(Context context) {
        return Answer.ok(ReleaseDocuments.of(context).render(directory.show(context.caller(), context.id("id"))));
    }

    private Answer shown(Context context, Release release) {
        return Answer.ok(ReleaseDocuments.of(context).render(directory.describe(context.caller(), release)));
    }

    private Answer create(Context context) throws IOException {
        DottedReleases.Draft draft = context.body().read(ReleaseRoutes::draft);
        return shown(context, dotted.create(context.caller(), draft)).withStatus(201);
    }

    private static DottedReleases.Draft draft(Members members) {
        @Nullable List<String> platforms = platforms(members);
        if (platforms == null && members.node("platforms") == null && members.node("platform") == null) {
            members.refuse("platform", Rule.REQUIRED, "is required, or 'platforms'");
        }
        @Nullable Metadata metadata = members.optionalMetadata("metadata");
        return new DottedReleases.Draft(
                members.text("productId"),
                members.text("name"),
                members.text("version"),
                members.optionalText("channel"),
                platforms == null ? List.of() : platforms,
                members.flag("private", false),
                members.optionalText("notes"),
                members.optionalTime("createdAt"),
                members.optionalText("dottedVersion"),
                metadata == null ? Metadata.EMPTY : metadata);
    }

    /** What it is for; the list wins where both are sent. */
    private static @Nullable List<String> platforms(Members members) {
        @Nullable List<String> several = members.optionalTexts("platforms");
        @Nullable String one = members.optionalText("platform");
        return several == null && one != null ? List.of(one) : several;
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return shown(
                context, dotted.update(context.caller(), context.id("id"), () -> body.read(ReleaseRoutes::changes)));
    }

    private static DottedReleases.Changes changes(Members members) {
        @Nullable List<String> platforms = platforms(members);
        return new DottedReleases.Changes(
                members.changedText("name"),
                members.changedText("version"),
                members.changedText("channel"),
                platforms == null ? Change.none() : Change.to(platforms),
                members.changed("private", members.optionalFlag("private")),
                members.changedText("notes"),
                members.changedTime("createdAt"),
                members.changedText("dottedVersion"),
                members.changed("metadata", members.optionalMetadata("metadata")),
                members.changed("archived", members.optionalFlag("archived")));
    }

    private Answer delete(Context context) {
        releases.delete(context.caller(), ReleaseQuery.ANY, context.id("id"));
        return Answer.noContent();
    }

    /** Something that is done with a release. */
    @FunctionalInterface
    private interface Deed {
        Release on(Caller caller, String id);
    }

    private Action acting(Deed deed) {
        return context -> shown(context, deed.on(context.caller(), context.id("id")));
    }

    private Answer storage(Context context) {
        ServedFiles.Storage storage = files.storage(context.caller());
        return Answer.ok(Json.NODES
                .objectNode()
                .put("allowedSpace", storage.allowedBytes())
                .put("usedSpace", storage.usedBytes()));
    }
}
