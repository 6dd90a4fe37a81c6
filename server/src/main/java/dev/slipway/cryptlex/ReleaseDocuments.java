package dev.slipway.cryptlex;

import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.DottedVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Releases as objects.
 *
 * @param origin scheme and authority of the addresses that files are fetched from
 */
record ReleaseDocuments(String accountId, String origin) {

    /** As answers to a request have them. */
    static ReleaseDocuments of(Context context) {
        return new ReleaseDocuments(context.account().id(), context.origin());
    }

    /** As the vendor sees it. */
    ObjectNode render(ReleaseDetails details) {
        return render(details, null);
    }

    /**
     * As the vendor sees it.
     *
     * @param platform the platform that was asked for; null for the first of those it is for
     */
    ObjectNode render(ReleaseDetails details, @Nullable String platform) {
        Release release = details.release();
        ObjectNode object = essence(details, platform);
        object.put("private", release.offer().isPrivate());
        object.put("published", release.status() != ReleaseStatus.DRAFT);
        object.put("publishedAt", Json.time(release.published()));
        object.put("archived", release.isArchived());
        object.put("productId", release.productId());
        object.put("tenantId", accountId);
        object.put("yanked", release.isYanked() ? Json.time(release.withdrawn()) : null);
        object.put("packageId", release.packageId());
        object.put("tag", release.tag());
        object.set("constraints", Json.array(details.entitlementCodes()));
        object.set("metadata", MetadataDocuments.object(release.metadata()));
        return object;
    }

    /** As customers browse it: with its product, and without what is the vendor's business. */
    ObjectNode renderForCustomer(ReleaseDetails details) {
        ObjectNode object = essence(details, null);
        Product product = details.product();
        object.putObject("product")
                .put("id", product.id())
                .put("name", product.name())
                .put("displayName", product.displayName() == null ? product.name() : product.displayName())
                .put("description", product.description() == null ? "" : product.description());
        return object;
    }

    private ObjectNode essence(ReleaseDetails details, @Nullable String wanted) {
        Release release = details.release();
        List<String> platforms = platforms(details);
        @Nullable DottedVersion dotted = release.offer().dotted();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", release.id());
        object.put("createdAt", Times.text(release.accessDate()));
        object.put("updatedAt", Times.text(release.updated()));
        object.put("name", release.name() == null ? "" : release.name());
        object.put("version", dotted == null ? numbers(release) : dotted.text());
        object.put("versionExact", dotted != null && dotted.equals(Release.Offer.dotted(release.version())));
        object.put("semver", release.semver().text());
        object.put("channel", release.offer().channelName());
        object.put("platform", wanted != null ? wanted : platforms.isEmpty() ? "" : platforms.getFirst());
        object.set("platforms", Json.array(platforms));
        object.put("notes", release.description() == null ? "" : release.description());
        object.put("totalFiles", details.files().size());
        ArrayNode files = object.putArray("files");
        ReleaseFileDocuments documents = new ReleaseFileDocuments(accountId, origin);
        details.files().forEach(file -> files.add(documents.render(file)));
        return object;
    }

    /** What a version without a dotted form is shown as. */
    private static String numbers(Release release) {
        return "%d.%d.%d"
                .formatted(
                        release.semver().major(),
                        release.semver().minor(),
                        release.semver().patch());
    }

    /** Those named for the release, and what its files add to them. */
    private static List<String> platforms(ReleaseDetails details) {
        List<String> platforms = new ArrayList<>(details.release().offer().platforms());
        details.files().stream()
                .map(each -> each.file().platform())
                .filter(platform -> platform != null
                        && platforms.stream().noneMatch(known -> known.strip().equalsIgnoreCase(platform)))
                .distinct()
                .toList()
                .forEach(platforms::add);
        return platforms;
    }
}
