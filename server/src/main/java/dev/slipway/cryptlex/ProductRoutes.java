package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.catalog.ProductChoices;
import dev.slipway.catalog.ProductDirectory;
import dev.slipway.catalog.Products;
import dev.slipway.model.Change;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Metadata;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.version.VersionScheme;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /products}. What is made here has dotted versions unless it says otherwise. */
public final class ProductRoutes {
    private final Products products;
    private final ProductDirectory directory;

    /** Serves these. */
    public ProductRoutes(Products products, ProductDirectory directory) {
        this.products = products;
        this.directory = directory;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/products", Scope.PRODUCT_READ, this::list)
                .on("POST", "/products", Scope.PRODUCT_WRITE, this::create)
                .on("GET", "/products/{id:uuid}", Scope.PRODUCT_READ, this::show)
                .on("PATCH", "/products/{id:uuid}", Scope.PRODUCT_WRITE, this::update)
                .on("DELETE", "/products/{id:uuid}", Scope.PRODUCT_WRITE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, directory.list(context.caller(), query), entry -> render(context, entry));
    }

    private Answer show(Context context) {
        return shown(context, products.show(context.caller(), context.id("id")));
    }

    private Answer shown(Context context, Product product) {
        return Answer.ok(render(context, directory.describe(context.caller(), product)));
    }

    private Answer create(Context context) throws IOException {
        Products.Draft draft = context.body().read(ProductRoutes::draft);
        return shown(context, products.create(context.caller(), draft)).withStatus(201);
    }

    private static Products.Draft draft(Members members) {
        @Nullable Metadata given = members.optionalMetadata("metadata");
        Metadata metadata = given == null ? Metadata.EMPTY : given;
        ProductChoices choices = choices(members);
        if (choices.versionScheme() == null && metadata.get("version_scheme") == null) {
            choices = new ProductChoices(VersionScheme.DOTTED, choices.publishPolicy(), choices.externalFiles());
        }
        return new Products.Draft(
                members.text("name"),
                members.optionalText("code"),
                upper(members.optionalText("distributionStrategy")),
                members.optionalText("url"),
                members.optionalTexts("platforms"),
                null,
                metadata,
                members.optionalText("displayName"),
                members.optionalText("description"),
                choices);
    }

    private static ProductChoices choices(Members members) {
        return new ProductChoices(
                members.optionalChoice("versionScheme", VersionScheme.class),
                members.optionalChoice("publishPolicy", PublishPolicy.class),
                members.optionalChoice("externalFiles", ExternalFiles.class));
    }

    private static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return shown(
                context, products.update(context.caller(), context.id("id"), () -> body.read(ProductRoutes::changes)));
    }

    private static Products.Changes changes(Members members) {
        return new Products.Changes(
                members.changedText("name"),
                members.changedText("code"),
                members.changed("distributionStrategy", upper(members.optionalText("distributionStrategy"))),
                members.changedText("url"),
                members.changed("platforms", members.optionalTexts("platforms")),
                Change.none(),
                members.changed("metadata", members.optionalMetadata("metadata")),
                members.changedText("displayName"),
                members.changedText("description"),
                choices(members));
    }

    private Answer delete(Context context) {
        products.deleteUnused(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(Context context, ProductDirectory.Entry entry) {
        Product product = entry.product();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", product.id());
        object.put("createdAt", Times.text(product.created()));
        object.put("updatedAt", Times.text(product.updated()));
        object.put("name", product.name());
        object.put("displayName", product.displayName() == null ? product.name() : product.displayName());
        object.put("description", product.description() == null ? "" : product.description());
        object.put("publicKey", context.account().verifyKey());
        object.put("totalReleases", entry.releases());
        object.put("totalLicenses", entry.licenses());
        object.put("versionScheme", product.versionScheme().name());
        object.put("publishPolicy", product.publishPolicy().name());
        object.put("distributionStrategy", product.distributionStrategy().name());
        object.put("externalFiles", product.externalFiles().name());
        object.put("code", product.code());
        object.put("url", product.url());
        object.set("metadata", MetadataDocuments.list(product.metadata()));
        return object;
    }
}
