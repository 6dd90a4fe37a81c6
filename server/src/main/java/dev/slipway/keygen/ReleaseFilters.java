package dev.slipway.keygen;

import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.http.QueryParameters;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.FileFilter;
import dev.slipway.model.ReleaseStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query parameters that narrow releases and artifacts. Unknown ones are ignored. */
final class ReleaseFilters {
    private ReleaseFilters() {}

    /** Which releases a request asks for. */
    static ReleaseQuery releases(Context context) {
        return releases(context, context.filter("product"));
    }

    /** Which releases of a product, or of any, a request asks for. */
    static ReleaseQuery releases(Context context, @Nullable String product) {
        QueryParameters query = context.query();
        ReleaseQuery wanted = new ReleaseQuery(
                product,
                query.first("package"),
                query.first("engine"),
                context.filter("channel"),
                status(context),
                yanked(query.first("yanked")),
                entitlements(query));
        return context.version() != ApiVersion.V1_0
                ? wanted
                : wanted.with(
                        context.filter("version"),
                        new FileFilter(query.first("filetype"), query.first("platform"), query.first("arch")));
    }

    /** Clients of API version 1.0 have a word of their own for a draft. */
    private static @Nullable String status(Context context) {
        String status = context.filter("status");
        return context.version() == ApiVersion.V1_0 && "NOT_PUBLISHED".equalsIgnoreCase(status)
                ? ReleaseStatus.DRAFT.name()
                : status;
    }

    private static @Nullable Boolean yanked(@Nullable String text) {
        return text == null ? null : text.equals("true") || text.equals("1");
    }

    private static @Nullable List<String> entitlements(QueryParameters query) {
        List<String> codes = Stream.of("entitlements[]", "constraints[]")
                .flatMap(name -> query.all(name).stream())
                .toList();
        return codes.isEmpty() ? null : codes;
    }

    /** Which artifacts a request asks for. The status is that of the artifact here. */
    static ArtifactQuery artifacts(Context context, @Nullable String product) {
        QueryParameters query = context.query();
        ReleaseQuery releases = new ReleaseQuery(
                product, query.first("package"), query.first("engine"), context.filter("channel"), null, null, null);
        return new ArtifactQuery(
                releases,
                context.filter("release"),
                query.first("filetype"),
                query.first("platform"),
                query.first("arch"),
                context.filter("status"));
    }

    /** Which artifacts of one release a request asks for. */
    static ArtifactQuery artifactsOfRelease(Context context) {
        return new ArtifactQuery(
                ReleaseQuery.ANY,
                null,
                context.filter("filetype"),
                context.filter("platform"),
                context.filter("arch"),
                context.filter("status"));
    }
}
