package dev.slipway.keygen;

import dev.slipway.catalog.Packages;
import dev.slipway.catalog.ProductFinder;
import dev.slipway.model.Metadata;
import dev.slipway.model.ReleasePackage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /packages}. */
public final class PackageRoutes {
    private static final Kind ENGINE = new Kind.OneOf(Set.of("pypi", "tauri", "raw", "rubygems", "npm", "oci"));
    static final BodySchema CREATE = BodySchema.resource("packages")
            .attribute("name", Member.required(new Kind.Text()))
            .attribute("key", Member.required(new Kind.Text()))
            .attribute("engine", Member.nullable(ENGINE).notBlank())
            .attribute("metadata", Member.optional(new Kind.Free()))
            .toOne("product", "products")
            .build();
    static final BodySchema UPDATE = BodySchema.resource("packages")
            .withId()
            .attribute("name", Member.optional(new Kind.Text()))
            .attribute("key", Member.optional(new Kind.Text()))
            .attribute("engine", Member.nullable(ENGINE).notBlank())
            .attribute("metadata", Member.optional(new Kind.Free()))
            .build();

    private final Packages packages;
    private final ProductFinder products;

    /** Translates for these. */
    public PackageRoutes(Packages packages, ProductFinder products) {
        this.packages = packages;
        this.products = products;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/packages", context -> list(context, context.filter("product")));
        view.on("POST", "/packages", this::create);
        view.on("GET", "/packages/{id}", this::show);
        view.onUpdate("/packages/{id}", this::update);
        view.on("DELETE", "/packages/{id}", this::delete);
        view.on("GET", "/products/{product}/packages", context -> list(context, product(context)));
        view.on("GET", "/products/{product}/packages/{id}", this::showOfProduct);
    }

    private String product(Context context) {
        return products.find(context.caller(), context.parameter("product"));
    }

    private Answer list(Context context, @Nullable String product) {
        return Answer.ok(Documents.of(
                context,
                packages.list(context.caller(), product, context.filter("engine"), context.page()),
                releasePackage -> render(context.account().id(), releasePackage),
                ReleasePackage::id));
    }

    private Answer show(Context context) {
        return answer(context, packages.show(context.caller(), context.parameter("id")));
    }

    private Answer showOfProduct(Context context) {
        return answer(context, packages.showOf(context.caller(), product(context), context.parameter("id")));
    }

    private Answer create(Context context) throws IOException {
        Body document = CREATE.read(context.json());
        Body attributes = BodySchema.attributes(document);
        ReleasePackage created = packages.create(
                context.caller(),
                new Packages.Draft(
                        BodySchema.linked(document, "product"),
                        attributes.text("name"),
                        attributes.text("key"),
                        attributes.textOrNull("engine"),
                        attributes.metadata("metadata")));
        return Answer.created(
                Documents.of(render(context.account().id(), created)), context.url("/packages/" + created.id()));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return answer(context, packages.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new Packages.Changes(
                    attributes.change("name", String.class),
                    attributes.change("key", String.class),
                    attributes.change("engine", String.class),
                    attributes.change("metadata", Metadata.class));
        }));
    }

    private Answer delete(Context context) {
        packages.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private static Answer answer(Context context, ReleasePackage releasePackage) {
        return Answer.ok(Documents.of(render(context.account().id(), releasePackage)));
    }

    /** A document of the package that a release may have. */
    static ObjectNode document(Context context, Optional<ReleasePackage> releasePackage) {
        return releasePackage
                .map(found -> Documents.of(render(context.account().id(), found)))
                .orElseGet(Documents::ofNone);
    }

    /** A package as clients see it. */
    static ObjectNode render(String accountId, ReleasePackage releasePackage) {
        String path = "/packages/" + releasePackage.id();
        String account = Links.account(accountId);
        String productId = releasePackage.productId();
        return new Resource(accountId, "packages", releasePackage.id(), path)
                .attribute("name", releasePackage.name())
                .attribute("key", releasePackage.key())
                .attribute("engine", releasePackage.engine())
                .attribute("metadata", releasePackage.metadata())
                .times(releasePackage.created(), releasePackage.updated())
                .toOne("product", "products", productId, account + "/products/" + productId)
                .link("related", account + path)
                .build();
    }
}
