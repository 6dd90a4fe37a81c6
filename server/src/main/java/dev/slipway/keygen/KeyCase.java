package dev.slipway.keygen;

import dev.slipway.model.MetadataNames;
import java.util.Locale;

/** Member names are read in any casing and punctuation, kept in snake case and written in lower camel case. */
final class KeyCase {
    private KeyCase() {}

    /** {@code firstName}, {@code first-name} and {@code First Name} become {@code first_name}. Names of no letter or digit stay. */
    static String snake(String name) {
        return MetadataNames.snake(name);
    }

    /** {@code first_name} becomes {@code firstName}. */
    static String camel(String snake) {
        return MetadataNames.camel(snake);
    }

    /** {@code distributionStrategy} becomes {@code DISTRIBUTION_STRATEGY}. */
    static String screaming(String camel) {
        return snake(camel).toUpperCase(Locale.ROOT);
    }
}
