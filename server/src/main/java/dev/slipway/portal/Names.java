package dev.slipway.portal;

import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.model.License;
import dev.slipway.model.Product;
import org.jspecify.annotations.Nullable;

/** What things are called before customers. */
final class Names {
    private Names() {}

    static String of(Product product) {
        String shown = product.displayName();
        return shown == null || shown.isBlank() ? product.name() : shown;
    }

    /** A license; its product is null where nothing is known of it any more. */
    static String of(License license, @Nullable Product product) {
        String name = license.name();
        if (name != null && !name.isBlank()) {
            return name;
        }
        return product == null ? "License" : "License for " + of(product);
    }

    /** A release by its product and version. */
    static String title(ReleaseDetails details) {
        return of(details.product()) + " " + details.release().version().text();
    }

    /** The name of a release, where it says more than its title; null otherwise. */
    static @Nullable String beside(ReleaseDetails details) {
        String name = details.release().name();
        return name == null || name.isBlank() || name.equals(title(details)) ? null : name;
    }
}
