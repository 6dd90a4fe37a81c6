package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Product;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file whose bytes are here or elsewhere, and how it is fetched.
 *
 * @param guarded whether it is only fetched through this server, by those who may have its release
 */
public record FileDetails(Artifact file, boolean guarded) {

    static FileDetails of(Product product, Artifact file) {
        return new FileDetails(file, file.externalUrl() == null || product.externalFiles() == ExternalFiles.GUARDED);
    }

    static List<FileDetails> of(Session session, List<Artifact> files) {
        Map<String, Product> products =
                products(session, files.stream().map(Artifact::productId).collect(Collectors.toSet()));
        return files.stream()
                .map(file -> of(product(products, file.productId()), file))
                .toList();
    }

    /** Refuses with 404 when the product was deleted meanwhile. */
    static Product product(Map<String, Product> products, String id) {
        Product product = products.get(id);
        if (product == null) {
            throw Refusal.notFound("product", id);
        }
        return product;
    }

    static Map<String, Product> products(Session session, Collection<String> ids) {
        return session.products().findAll(ids).stream().collect(Collectors.toMap(Product::id, Function.identity()));
    }
}
