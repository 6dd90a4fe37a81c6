package dev.slipway.catalog;

import dev.slipway.model.Aliases;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.Product;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What a product must keep to. */
final class ProductRules {
    private static final Pattern HOST = Pattern.compile("([a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,}");
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_DESCRIPTION = 16_384;

    private ProductRules() {}

    /** Notes what is wrong with a product. */
    static void check(Product product, Violations violations) {
        violations.addIf(product.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(product.name(), LONGEST_TEXT, "name");
        violations.addIfLonger(product.displayName(), LONGEST_TEXT, "displayName");
        violations.addIfLonger(product.description(), LONGEST_DESCRIPTION, "description");
        if (product.code() != null) {
            violations.addIf(product.code().isEmpty(), Source.attribute("code"), Rule.TOO_SHORT, "is too short");
            violations.addIfLonger(product.code(), LONGEST_TEXT, "code");
            Aliases.check(product.code(), "code", violations);
        }
        if (product.url() != null) {
            violations.addIfLonger(product.url(), LONGEST_TEXT, "url");
            checkUrl(product.url(), violations);
        }
        MetadataRules.check(product.metadata(), violations);
    }

    private static void checkUrl(String url, Violations violations) {
        Source source = Source.attribute("url");
        URI parsed;
        try {
            parsed = new URI(url);
        } catch (URISyntaxException e) {
            violations.add(source, Rule.INVALID, "must be a valid URL");
            return;
        }
        boolean web = "http".equalsIgnoreCase(parsed.getScheme()) || "https".equalsIgnoreCase(parsed.getScheme());
        if (!web) {
            violations.add(
                    source,
                    Rule.PROTOCOL_INVALID,
                    "must be a valid URL using one of the following protocols: http, https");
        } else if (parsed.getHost() == null || !HOST.matcher(parsed.getHost()).matches()) {
            violations.add(source, Rule.HOST_INVALID, "must be a URL with a valid host");
        }
    }

    /** Notes that another product has the code. */
    static void refuseTakenCode(Session session, Product product, Violations violations) {
        if (product.code() == null) {
            return;
        }
        boolean taken = session.products()
                .findByCode(product.code())
                .filter(other -> !other.id().equals(product.id()))
                .isPresent();
        violations.addIf(taken, Source.attribute("code"), Rule.TAKEN, "already exists");
    }

    /** Notes a change of the version scheme that comes too late. */
    static void refuseLateSchemeChange(Session session, Product current, Product product, Violations violations) {
        if (current.versionScheme() != product.versionScheme()) {
            violations.addIf(
                    session.releases().existInProduct(product.id()),
                    Source.attribute("metadata"),
                    Rule.NOT_ALLOWED,
                    "the version scheme cannot change once the product has a release");
        }
    }
}
