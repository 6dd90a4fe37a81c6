package dev.slipway.catalog;

import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.PublishPolicy;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.version.VersionScheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is decided for all releases of a product; null where nothing is said. Keygen's clients can only say it in metadata. */
public record ProductChoices(
        @Nullable VersionScheme versionScheme,
        @Nullable PublishPolicy publishPolicy,
        @Nullable ExternalFiles externalFiles) {
    /** Nothing is said. */
    public static final ProductChoices NONE = new ProductChoices(null, null, null);

    private static final String SCHEME = "version_scheme";
    private static final String POLICY = "publish_policy";
    private static final String EXTERNAL_FILES = "external_files";

    /** What metadata says. */
    static ProductChoices in(Metadata metadata, Violations violations) {
        return new ProductChoices(
                choice(VersionScheme.class, metadata, SCHEME, violations),
                choice(PublishPolicy.class, metadata, POLICY, violations),
                choice(ExternalFiles.class, metadata, EXTERNAL_FILES, violations));
    }

    private static <E extends Enum<E>> @Nullable E choice(
            Class<E> type, Metadata metadata, String name, Violations violations) {
        Object given = metadata.get(name);
        if (given == null) {
            return null;
        }
        Optional<E> named = named(type, given.toString().toUpperCase(Locale.ROOT));
        violations.addIf(
                named.isEmpty(),
                Source.attribute("metadata"),
                Rule.INVALID,
                "must be one of: " + Arrays.toString(type.getEnumConstants()));
        return named.orElse(null);
    }

    /** The constant of that name. */
    static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    /** These where they say something, else the others. */
    ProductChoices over(ProductChoices others) {
        return new ProductChoices(
                versionScheme == null ? others.versionScheme : versionScheme,
                publishPolicy == null ? others.publishPolicy : publishPolicy,
                externalFiles == null ? others.externalFiles : externalFiles);
    }

    /** Metadata that agrees: where it says something, it says this. */
    Metadata into(Metadata metadata) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(metadata.values());
        agree(values, SCHEME, versionScheme);
        agree(values, POLICY, publishPolicy);
        agree(values, EXTERNAL_FILES, externalFiles);
        return new Metadata(values);
    }

    private static void agree(Map<String, @Nullable Object> values, String name, @Nullable Enum<?> chosen) {
        if (chosen != null) {
            values.computeIfPresent(name, (key, given) -> chosen.name());
        }
    }

    VersionScheme schemeOr(VersionScheme otherwise) {
        return versionScheme == null ? otherwise : versionScheme;
    }

    PublishPolicy policyOr(PublishPolicy otherwise) {
        return publishPolicy == null ? otherwise : publishPolicy;
    }

    ExternalFiles externalFilesOr(ExternalFiles otherwise) {
        return externalFiles == null ? otherwise : externalFiles;
    }
}
