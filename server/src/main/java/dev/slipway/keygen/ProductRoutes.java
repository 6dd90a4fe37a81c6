package dev.slipway.keygen;

import dev.slipway.catalog.ProductChoices;
import dev.slipway.catalog.Products;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /products}. */
public final class ProductRoutes {
    private static final Member TEXTS = Member.nullable(new Kind.ListOf(new Kind.Text(), 0, 100));
    static final BodySchema CREATE = attributes(BodySchema.resource("products"), true)
            .attribute("name", Member.required(new Kind.Text()))
            .build();

    private final Products products;

    /** Translates for these. */
    public ProductRoutes(Products products) {
        this.products = products;
    }

    /** What a product may be said to be, beside its name. */
    private static BodySchema.Builder attributes(BodySchema.Builder schema, boolean withPermissions) {
        schema.attribute("code", Member.nullable(new Kind.Text()).notBlank())
                .attribute("distribution_strategy", Member.optional(new Kind.Text()))
                .attribute("url", Member.nullable(new Kind.Text()).notBlank())
                .attribute("platforms", TEXTS)
                .attribute("metadata", Member.optional(new Kind.Free()));
        if (withPermissions) {
            schema.attribute("permissions", Member.optional(new Kind.ListOf(new Kind.Text(), 0, 500)));
        }
        return schema;
    }

    /** What somebody who may say these things may say of an existing product. */
    static BodySchema change(boolean withPermissions) {
        return attributes(BodySchema.resource("products").withId(), withPermissions)
                .attribute("name", Member.optional(new Kind.Text()))
                .build();
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/products", this::list);
        view.on("POST", "/products", this::create);
        view.on("GET", "/products/{id}", this::show);
        view.onUpdate("/products/{id}", this::update);
        view.on("DELETE", "/products/{id}", this::delete);
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                products.list(context.caller(), context.page()),
                product -> render(context.account().id(), product),
                Product::id));
    }

    private Answer create(Context context) throws IOException {
        Body attributes = BodySchema.attributes(CREATE.read(context.json()));
        Product product = products.create(
                context.caller(),
                new Products.Draft(
                        attributes.text("name"),
                        attributes.textOrNull("code"),
                        attributes.textOrNull("distribution_strategy"),
                        attributes.textOrNull("url"),
                        attributes.textsOrNull("platforms"),
                        attributes.textsOrNull("permissions"),
                        attributes.metadata("metadata"),
                        null,
                        null,
                        ProductChoices.NONE));
        return Answer.created(document(context, product), context.url("/products/" + product.id()));
    }

    private Answer show(Context context) {
        return Answer.ok(document(context, products.show(context.caller(), context.parameter("id"))));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        Product product = products.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(
                    change(Products.maySetPermissions(context.caller())).read(json));
            return new Products.Changes(
                    attributes.change("name", String.class),
                    attributes.change("code", String.class),
                    attributes.change("distribution_strategy", String.class),
                    attributes.change("url", String.class),
                    attributes.textsChange("platforms"),
                    attributes.textsChange("permissions"),
                    attributes.change("metadata", Metadata.class),
                    Change.none(),
                    Change.none(),
                    ProductChoices.NONE);
        });
        return Answer.ok(document(context, product));
    }

    private Answer delete(Context context) {
        products.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private static ObjectNode document(Context context, Product product) {
        return Documents.of(render(context.account().id(), product));
    }

    /** A product as clients see it. */
    static ObjectNode render(String accountId, Product product) {
        return new Resource(accountId, "products", product.id(), "/products/" + product.id())
                .attribute("name", product.name())
                .attribute("code", product.code())
                .attribute(
                        "distributionStrategy", product.distributionStrategy().name())
                .attribute("url", product.url())
                .attribute("platforms", product.platforms())
                .attribute("permissions", Permission.keysOf(Products.permissions(product)))
                .attribute("metadata", product.metadata())
                .times(product.created(), product.updated())
                .toMany("policies")
                .toMany("licenses")
                .toMany("machines")
                .toMany("users")
                .toMany("tokens")
                .toMany("platforms")
                .toMany("channels")
                .toMany("releases")
                .toMany("artifacts")
                .selfLink()
                .build();
    }
}
