package dev.slipway.keygen;

import dev.slipway.catalog.ClassicReleases;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.model.Release;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /releases} under API version 1.0, where a release is one file. */
final class ClassicReleaseRoutes {
    private static final Member TEXT = Member.nullable(new Kind.Text());
    private static final Member SIZE = Member.nullable(new Kind.WholeNumber());
    static final BodySchema CREATE = ReleaseRoutes.creating()
            .attribute("filename", TEXT)
            .attribute("filetype", TEXT)
            .attribute("filesize", SIZE)
            .attribute("platform", TEXT)
            .attribute("signature", TEXT)
            .attribute("checksum", TEXT)
            .build();
    private static final BodySchema UPDATE = ReleaseRoutes.updating()
            .attribute("filesize", SIZE)
            .attribute("signature", TEXT)
            .attribute("checksum", TEXT)
            .build();

    private final ClassicReleases releases;

    ClassicReleaseRoutes(ClassicReleases releases) {
        this.releases = releases;
    }

    /** Adds the endpoint that no newer version has. */
    void register(KeygenView view) {
        view.on("PUT", "/releases", this::put, KeygenView.Trait.CLASSIC);
    }

    /** A release by what newer versions know it by, or by its file name. */
    Answer show(Context context, ReleaseQuery query) {
        return answer(context, releases.show(context.caller(), query, context.parameter("id")));
    }

    Answer create(Context context) throws IOException {
        return created(context, releases.create(context.caller(), draft(context)));
    }

    private Answer put(Context context) throws IOException {
        ClassicReleases.Put put = releases.put(context.caller(), draft(context));
        return put.isNew() ? created(context, put.release()) : answer(context, put.release());
    }

    private static ClassicReleases.Draft draft(Context context) throws IOException {
        Body document = CREATE.read(context.json());
        Body attributes = BodySchema.attributes(document);
        return new ClassicReleases.Draft(
                ReleaseRoutes.draft(context, document),
                new ClassicReleases.FileDraft(
                        attributes.textOrNull("filename"),
                        attributes.textOrNull("filetype"),
                        attributes.numberOrNull("filesize"),
                        attributes.textOrNull("platform"),
                        attributes.textOrNull("signature"),
                        attributes.textOrNull("checksum")));
    }

    Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        ReleaseQuery query = ReleaseFilters.releases(context);
        return answer(context, releases.update(context.caller(), query, context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new ClassicReleases.Changes(
                    ReleaseRoutes.changes(attributes),
                    attributes.change("filesize", Long.class),
                    attributes.change("signature", String.class),
                    attributes.change("checksum", String.class));
        }));
    }

    private static Answer created(Context context, Release release) {
        return Answer.created(ReleaseRoutes.document(context, release), context.url("/releases/" + release.id()));
    }

    private static Answer answer(Context context, Release release) {
        return Answer.ok(ReleaseRoutes.document(context, release));
    }
}
