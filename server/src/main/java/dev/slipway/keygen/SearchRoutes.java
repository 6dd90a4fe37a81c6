package dev.slipway.keygen;

import dev.slipway.catalog.CatalogSearch;
import dev.slipway.licensing.LicensingSearch;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.SearchTerms;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /search}. */
public final class SearchRoutes {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 1_024;
    private static final String METADATA = "metadata";
    static final BodySchema BODY = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.required(new Kind.Members(BodySchema.ordered(
                    "type",
                    Member.required(new Kind.Text()),
                    "op",
                    Member.optional(new Kind.Text()),
                    "query",
                    Member.required(new Kind.Free()))))));

    private final CatalogSearch catalog;
    private final LicensingSearch licensing;
    private final Map<String, Type> types;

    /** Translates for these. */
    public SearchRoutes(CatalogSearch catalog, LicensingSearch licensing) {
        this.catalog = catalog;
        this.licensing = licensing;
        this.types = types();
    }

    private interface Search {
        ObjectNode run(Context context, SearchTerms terms);
    }

    /** What can be searched, and by what. */
    private record Type(Set<String> fields, Search search) {}

    /** Adds the endpoint to the view. */
    public void register(KeygenView view) {
        view.on("POST", "/search", this::search);
    }

    private Map<String, Type> types() {
        return Map.of(
                "release",
                new Type(Set.of("id", "version", "tag", METADATA, "product"), this::releases),
                "product",
                new Type(Set.of("id", "name", METADATA), this::products),
                "entitlement",
                new Type(Set.of("id", "code", "name"), this::entitlements),
                "policy",
                new Type(Set.of("id", "name", METADATA, "product"), this::policies),
                "license",
                new Type(Set.of("id", "key", "name", METADATA, "owner", "user", "product", "policy"), this::licenses),
                "user",
                new Type(
                        Set.of("id", "email", "first_name", "last_name", "full_name", "name", METADATA, "role"),
                        this::users));
    }

    private Answer search(Context context) throws IOException {
        Body meta = BODY.read(context.json()).body("meta");
        Type type = types.get(singular(meta.text("type")));
        if (type == null) {
            throw Kind.refuse("is not a type that can be searched", "/meta/type");
        }
        return Answer.ok(type.search().run(context, terms(type, meta)));
    }

    /** In any case, singular or plural. */
    private static String singular(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ies")) {
            return lower.substring(0, lower.length() - 3) + "y";
        }
        return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static SearchTerms terms(Type type, Body meta) {
        String operator = meta.textOrNull("op");
        boolean any = "OR".equalsIgnoreCase(operator);
        if (operator != null && !any && !operator.equalsIgnoreCase("AND")) {
            throw Kind.refuse("is invalid", "/meta/op");
        }
        Map<String, @Nullable Object> query = meta.metadata("query").values();
        if (query.isEmpty()) {
            throw Kind.refuse("cannot be blank", "/meta/query");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, @Nullable Object> members = Map.of();
        for (var term : query.entrySet()) {
            String place = "/meta/query/" + KeyCase.camel(term.getKey());
            if (!type.fields().contains(term.getKey())) {
                throw Kind.refuse("cannot be searched by", place);
            }
            Object value = term.getValue();
            if (value == null) {
                throw Kind.refuse("cannot be null", place);
            }
            if (term.getKey().equals(METADATA)) {
                members = members(value, place);
            } else {
                texts.put(term.getKey(), text((String) new Kind.Text().read(value, place), place));
            }
        }
        return new SearchTerms(any, texts, members);
    }

    private static Map<String, @Nullable Object> members(Object value, String place) {
        Map<String, @Nullable Object> members = ((Metadata) new Kind.Free().read(value, place)).values();
        if (members.isEmpty()) {
            throw Kind.refuse("cannot be blank", place);
        }
        for (var member : members.entrySet()) {
            String below = place + "/" + KeyCase.camel(member.getKey());
            switch (member.getValue()) {
                case String text -> text(text, below);
                case Map<?, ?> object -> throw Kind.refuse("unpermitted type (expected object of scalar types)", below);
                case Iterable<?> array ->
                    throw Kind.refuse("unpermitted type (expected object of scalar types)", below);
                case null, default -> {}
            }
        }
        return members;
    }

    private static String text(String value, String place) {
        int length = value.codePointCount(0, value.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Kind.refuse("must have %d to %d characters".formatted(SHORTEST, LONGEST), place);
        }
        return value;
    }

    private ObjectNode releases(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                catalog.releases(context.caller(), terms, context.page()),
                release -> ReleaseRoutes.render(context.account().id(), release),
                Release::id);
    }

    private ObjectNode products(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                catalog.products(context.caller(), terms, context.page()),
                product -> ProductRoutes.render(context.account().id(), product),
                Product::id);
    }

    private ObjectNode entitlements(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                licensing.entitlements(context.caller(), terms, context.page()),
                entitlement -> EntitlementRoutes.render(context.account().id(), entitlement),
                Entitlement::id);
    }

    private ObjectNode policies(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                licensing.policies(context.caller(), terms, context.page()),
                policy -> PolicyDocuments.render(context.account().id(), policy),
                Policy::id);
    }

    private ObjectNode licenses(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                licensing.licenses(context.caller(), terms, context.page()),
                details -> LicenseRoutes.render(context, details),
                details -> details.license().id());
    }

    private ObjectNode users(Context context, SearchTerms terms) {
        return Documents.of(
                context,
                licensing.users(context.caller(), terms, context.page()),
                details -> UserRoutes.render(context, details),
                details -> details.user().id());
    }
}
