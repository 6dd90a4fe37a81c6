package dev.slipway.dashboard;

import dev.slipway.catalog.ProductChoices;
import dev.slipway.catalog.Products;
import dev.slipway.model.Change;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExternalFiles;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.PublishPolicy;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.version.VersionScheme;
import dev.slipway.web.Answer;
import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages about products. */
public final class ProductPages {
    private static final String FORM = "dashboard/product-form.jte";
    private static final String[] FIELDS = {
        "name",
        "displayName",
        "code",
        "description",
        "url",
        "distributionStrategy",
        "versionScheme",
        "publishPolicy",
        "externalFiles"
    };
    private static final List<Choice> DISTRIBUTIONS = List.of(
            new Choice("LICENSED", "Licensed: those with a license"),
            new Choice("OPEN", "Open: everybody"),
            new Choice("CLOSED", "Closed: only you"));
    private static final List<Choice> SCHEMES = List.of(
            new Choice("SEMVER", "Semantic: 1.2.3, 1.2.3-beta.1"), new Choice("DOTTED", "Dotted: two to four numbers"));
    private static final List<Choice> POLICIES = List.of(
            new Choice("FREEZE", "Freezes releases once they are published"),
            new Choice("MUTABLE", "Published releases can still be changed"));
    private static final List<Choice> EXTERNALS = List.of(
            new Choice("LINKED", "Their address is shown to whoever sees the release"),
            new Choice("GUARDED", "Their address is given to whoever may download them"));

    private final Products products;

    /** Shows these products. */
    public ProductPages(Products products) {
        this.products = products;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/products", this::list)
                .on("GET", "/products/new", this::showNew)
                .on("POST", "/products", this::create)
                .on("GET", "/products/{id}", this::show)
                .on("GET", "/products/{id}/edit", this::edit)
                .on("POST", "/products/{id}", this::update)
                .on("GET", "/products/{id}/delete", this::askDelete)
                .on("POST", "/products/{id}/delete", this::delete);
    }

    private Answer list(Visit visit) {
        Slice<Product> found = products.list(visit.caller(), PageLinks.wanted(visit));
        return Answer.page(
                "dashboard/products.jte",
                new ProductsPage(
                        visit.frame("Products"),
                        found.items().stream().map(ProductPages::row).toList(),
                        PageLinks.of(visit, found),
                        may(visit, Permission.PRODUCT_CREATE),
                        visit.origin()));
    }

    private static ProductsPage.Row row(Product product) {
        return new ProductsPage.Row(
                product.id(),
                product.name(),
                product.code(),
                Text.words(product.distributionStrategy().name()),
                product.versionScheme() == VersionScheme.SEMVER ? "Semantic" : "Dotted",
                product.publishPolicy() == PublishPolicy.FREEZE ? "Freezes releases" : "Releases stay changeable",
                product.created());
    }

    private Answer show(Visit visit) {
        Product product = products.show(visit.caller(), visit.parameter("id"));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Code", Objects.requireNonNullElse(product.code(), "–")));
        facts.add(new Fact("Display name", Objects.requireNonNullElse(product.displayName(), product.name())));
        facts.add(new Fact("Description", Objects.requireNonNullElse(product.description(), "–")));
        facts.add(new Fact("Web site", Objects.requireNonNullElse(product.url(), "–")));
        facts.add(new Fact(
                "Who may have it",
                label(DISTRIBUTIONS, product.distributionStrategy().name())));
        facts.add(new Fact("Versions", label(SCHEMES, product.versionScheme().name())));
        facts.add(new Fact("Publishing", label(POLICIES, product.publishPolicy().name())));
        facts.add(new Fact(
                "Files kept elsewhere", label(EXTERNALS, product.externalFiles().name())));
        return Answer.page(
                "dashboard/product.jte",
                new ProductPage(
                        visit.frame(product.name()),
                        product.id(),
                        facts,
                        visit.caller().account().verifyKey(),
                        List.of(new Fact(
                                "Its releases", new Commands(visit).get("/v1/releases?product=" + product.id()))),
                        may(visit, Permission.RELEASE_CREATE),
                        may(visit, Permission.PRODUCT_UPDATE),
                        may(visit, Permission.PRODUCT_DELETE)));
    }

    private static String label(List<Choice> choices, String value) {
        return choices.stream()
                .filter(choice -> choice.value().equals(value))
                .findFirst()
                .orElseThrow()
                .label();
    }

    private static boolean may(Visit visit, Permission permission) {
        return visit.caller().permissions().contains(permission);
    }

    private Answer showNew(Visit visit) {
        visit.caller().require(Permission.PRODUCT_CREATE);
        return Answer.page(FORM, page(visit, Form.blank(FIELDS).withValues(Map.of("publishPolicy", "FREEZE")), null));
    }

    private Answer create(Visit visit) {
        Form form = visit.form(FIELDS);
        try {
            Product product = products.create(
                    visit.caller(),
                    new Products.Draft(
                            form.value("name").strip(),
                            form.given("code"),
                            form.given("distributionStrategy"),
                            form.given("url"),
                            null,
                            null,
                            Metadata.EMPTY,
                            form.given("displayName"),
                            form.given("description"),
                            choices(form)));
            return new Answer.Redirect("/products/" + product.id(), "The product was added.");
        } catch (Refusal refusal) {
            return Answer.refused(FORM, page(visit, form.refused(refusal), null));
        }
    }

    private Answer edit(Visit visit) {
        Product product = products.show(visit.caller(), visit.parameter("id"));
        visit.caller().require(Permission.PRODUCT_UPDATE);
        Form form = Form.blank(FIELDS)
                .withValues(Map.of(
                        "name", product.name(),
                        "displayName", Objects.requireNonNullElse(product.displayName(), ""),
                        "code", Objects.requireNonNullElse(product.code(), ""),
                        "description", Objects.requireNonNullElse(product.description(), ""),
                        "url", Objects.requireNonNullElse(product.url(), ""),
                        "distributionStrategy", product.distributionStrategy().name(),
                        "versionScheme", product.versionScheme().name(),
                        "publishPolicy", product.publishPolicy().name(),
                        "externalFiles", product.externalFiles().name()));
        return Answer.page(FORM, page(visit, form, product));
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        Product current = products.show(visit.caller(), visit.parameter("id"));
        try {
            products.update(
                    visit.caller(),
                    current.id(),
                    () -> new Products.Changes(
                            Change.to(form.value("name").strip()),
                            Change.to(form.given("code")),
                            Change.to(form.given("distributionStrategy")),
                            Change.to(form.given("url")),
                            Change.none(),
                            Change.none(),
                            Change.none(),
                            Change.to(form.given("displayName")),
                            Change.to(form.given("description")),
                            choices(form)));
            return new Answer.Redirect("/products/" + current.id(), "The product was changed.");
        } catch (Refusal refusal) {
            return Answer.refused(FORM, page(visit, form.refused(refusal), current));
        }
    }

    private static ProductChoices choices(Form form) {
        return new ProductChoices(
                named(VersionScheme.values(), form.value("versionScheme")),
                named(PublishPolicy.values(), form.value("publishPolicy")),
                named(ExternalFiles.values(), form.value("externalFiles")));
    }

    /** What the form does not offer counts as nothing said. */
    private static <E extends Enum<E>> @Nullable E named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static ProductFormPage page(Visit visit, Form form, @Nullable Product product) {
        String back = product == null ? "/products" : "/products/" + product.id();
        return new ProductFormPage(
                visit.frame(product == null ? "Add a product" : "Edit " + product.name()),
                form,
                back,
                product == null ? "Add the product" : "Save",
                back,
                DISTRIBUTIONS,
                SCHEMES,
                POLICIES,
                EXTERNALS);
    }

    private Answer askDelete(Visit visit) {
        return Answer.page("dashboard/confirm.jte", deletion(visit, Form.blank()));
    }

    private Answer delete(Visit visit) {
        try {
            products.delete(visit.caller(), visit.parameter("id"));
            return new Answer.Redirect("/products", "The product was deleted.");
        } catch (Refusal refusal) {
            return Answer.refused(
                    "dashboard/confirm.jte", deletion(visit, visit.form().refused(refusal)));
        }
    }

    private ConfirmPage deletion(Visit visit, Form form) {
        Product product = products.show(visit.caller(), visit.parameter("id"));
        String path = "/products/" + product.id();
        List<String> consequences = new ArrayList<>(
                List.of("Its releases, files, policies and licenses go with it.", "This cannot be undone."));
        if (product.distributionStrategy() == DistributionStrategy.OPEN) {
            consequences.addFirst("Everybody can have its releases until then.");
        }
        return new ConfirmPage(
                visit.frame("Delete " + product.name()),
                form,
                consequences,
                List.of(),
                false,
                path + "/delete",
                "Delete the product",
                true,
                path);
    }
}
