package dev.slipway.cryptlex;

import dev.slipway.access.LicenseStanding;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.model.Aliases;
import dev.slipway.model.License;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /me}: what customers find of their own. */
public final class MeRoutes {
    private final ReleaseDirectory directory;

    /** Serves these. */
    public MeRoutes(ReleaseDirectory directory) {
        this.directory = directory;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/me/releases", null, this::releases).on("GET", "/me/licenses", null, this::licenses);
    }

    private Answer releases(Context context) {
        ListQuery query = context.list();
        return Answer.page(
                query, directory.own(context.caller(), query), ReleaseDocuments.of(context)::renderForCustomer);
    }

    private Answer licenses(Context context) {
        ListQuery query = context.list();
        @Nullable String releaseId = context.parameter("releaseId");
        List<LicenseStanding> held =
                directory.licenses(context.caller(), releaseId == null ? null : Aliases.canonical(releaseId));
        List<LicenseStanding> page =
                held.stream().skip(query.offset()).limit(query.limit()).toList();
        boolean hasMore = query.offset() + page.size() < held.size();
        return Answer.page(query, new Slice<>(page, hasMore, held.size()), MeRoutes::render);
    }

    private static ObjectNode render(LicenseStanding standing) {
        License license = standing.license();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", license.id());
        object.put("createdAt", Times.text(license.created()));
        object.put("updatedAt", Times.text(license.updated()));
        object.put("key", license.key());
        object.put("suspended", license.suspended());
        object.put("expiresAt", Json.time(license.expiry()));
        object.put("productId", license.productId());
        object.put("userId", license.ownerId());
        return object;
    }
}
