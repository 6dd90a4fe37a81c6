package dev.slipway.keygen;

import dev.slipway.catalog.ArtifactQuery;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.http.QueryParameters;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.FileFilter;
import dev.slipway.model.ReleaseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query parameters that narrow releases and artifacts. Unknown ones are ignored. */
final class ReleaseFilters {
    private ReleaseFilters() {}

    /** Which releases a request asks for. */
    static ReleaseQuery releases(Context context) {
        QueryParameters query = context.query();
        return withFile(
                context,
                new ReleaseQuery(
                        context.filter("product"),
                        query.first("package"),
                        query.first("engine"),
                        context.filter("channel"),
                        status(context),
                        yanked(query.first("yanked")),
                        entitlements(query)));
    }

    /** Which releases of a product a request asks for. */
    static ReleaseQuery releasesOf(String productId, Context context) {
        QueryParameters query = context.query();
        return withFile(
                context,
                new ReleaseQuery(
                        productId,
                        query.first("package"),
                        query.first("engine"),
                        context.filter("channel"),
                        null,
                        yanked(query.first("yanked")),
                        null));
    }

    /** Clients of API version 1.0 also tell releases apart by their version and their file. */
    private static ReleaseQuery withFile(Context context, ReleaseQuery wanted) {
        QueryParameters query = context.query();
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

    /** Two names of one filter; given both, a release may only need what both name. */
    private static @Nullable List<String> entitlements(QueryParameters query) {
        List<String> codes = query.all("entitlements[]");
        List<String> others = query.all("constraints[]");
        if (codes.isEmpty() || others.isEmpty()) {
            return codes.isEmpty() && others.isEmpty() ? null : codes.isEmpty() ? others : codes;
        }
        return codes.stream()
                .filter(code -> others.stream().anyMatch(code::equalsIgnoreCase))
                .toList();
    }

    /** Which artifacts a request asks for. The status is that of the artifact here. */
    static ArtifactQuery artifacts(Context context) {
        return artifacts(context, context.filter("product"), context.filter("release"));
    }

    /** Which artifacts of a product a request asks for. */
    static ArtifactQuery artifactsOf(String productId, Context context) {
        return artifacts(context, productId, null);
    }

    private static ArtifactQuery artifacts(Context context, @Nullable String product, @Nullable String release) {
        QueryParameters query = context.query();
        ReleaseQuery releases = new ReleaseQuery(
                product, query.first("package"), query.first("engine"), context.filter("channel"), null, null, null);
        return new ArtifactQuery(
                releases,
                release,
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
