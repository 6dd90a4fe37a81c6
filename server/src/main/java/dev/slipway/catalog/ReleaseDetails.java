package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.store.Session;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A release with all that is shown of it.
 *
 * @param files those whose bytes are here or elsewhere, oldest first
 * @param entitlementCodes what one must hold to have it, sorted
 */
public record ReleaseDetails(Release release, Product product, List<FileDetails> files, List<String> entitlementCodes) {

    /** Takes copies. */
    public ReleaseDetails {
        files = List.copyOf(files);
        entitlementCodes = List.copyOf(entitlementCodes);
    }

    /** Releases with what is shown of them, in their order. */
    public static List<ReleaseDetails> of(Session session, List<Release> releases) {
        List<String> ids = releases.stream().map(Release::id).toList();
        Map<String, Product> products = FileDetails.products(
                session, releases.stream().map(Release::productId).collect(Collectors.toSet()));
        Map<String, List<Artifact>> files =
                session.artifacts().uploadedOf(ids).stream().collect(Collectors.groupingBy(Artifact::releaseId));
        Map<String, List<String>> codes = session.constraints().codes(ids);
        return releases.stream()
                .map(release -> of(
                        release,
                        FileDetails.product(products, release.productId()),
                        files.getOrDefault(release.id(), List.of()),
                        codes.getOrDefault(release.id(), List.of())))
                .toList();
    }

    private static ReleaseDetails of(Release release, Product product, List<Artifact> files, List<String> codes) {
        return new ReleaseDetails(
                release,
                product,
                files.stream().map(file -> FileDetails.of(product, file)).toList(),
                codes);
    }

    /** A release with what is shown of it. */
    public static ReleaseDetails of(Session session, Release release) {
        return of(session, List.of(release)).getFirst();
    }
}
