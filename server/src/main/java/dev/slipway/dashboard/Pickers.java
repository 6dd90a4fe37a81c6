package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.CatalogSearch;
import dev.slipway.licensing.LicensingSearch;
import dev.slipway.model.Entitlement;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.SearchTerms;
import dev.slipway.model.Slice;
import dev.slipway.web.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What fields can be chosen from, for people: the newest of a kind, or those that fit what they search for. */
public record Pickers(CatalogSearch catalog, LicensingSearch licensing) {
    private static final PageRequest.Limit SHOWN = new PageRequest.Limit(100, false);
    private static final PageRequest.Limit SUGGESTED = new PageRequest.Limit(12, false);
    private static final SearchTerms ALL = new SearchTerms(false, Map.of(), Map.of());

    /** Products, by a part of their name or id. */
    Picker products(Caller caller, Form form, String field) {
        return pick(
                "products",
                form.given(Picker.SEARCH + field),
                form.given(field),
                caller.permissions().contains(Permission.PRODUCT_READ),
                List.of("id", "name"),
                (terms, page) -> map(catalog.products(caller, terms, page), Pickers::choice));
    }

    private static Choice choice(Product product) {
        return new Choice(product.id(), product.name());
    }

    /** Policies with the products they are of, by a part of either name or of an id. */
    Picker policies(Caller caller, Form form, String field, ProductNames names) {
        return pick(
                "policies",
                form.given(Picker.SEARCH + field),
                form.given(field),
                caller.permissions().contains(Permission.POLICY_READ),
                List.of("id", "name", "product"),
                (terms, page) -> map(licensing.policies(caller, terms, page), policy -> choice(policy, names)));
    }

    private static Choice choice(Policy policy, ProductNames names) {
        return new Choice(policy.id(), names.of(policy.productId()) + " · " + policy.name());
    }

    /**
     * Entitlements, by a part of their name, code or id.
     *
     * @param held the ids of those that are not to be chosen
     */
    Picker entitlements(Caller caller, Form form, String field, Set<String> held) {
        Picker picker = pick(
                "entitlements",
                form.given(Picker.SEARCH + field),
                form.given(field),
                caller.permissions().contains(Permission.ENTITLEMENT_READ),
                List.of("id", "name", "code"),
                (terms, page) -> map(licensing.entitlements(caller, terms, page), Pickers::choice));
        return new Picker(
                picker.kind(),
                picker.choices().stream()
                        .filter(choice -> !held.contains(choice.value()))
                        .toList(),
                picker.isSearched());
    }

    private static Choice choice(Entitlement entitlement) {
        return new Choice(entitlement.id(), entitlement.name() + " (" + entitlement.code() + ")");
    }

    /** The e-mail addresses of people who are called like that; none where nothing is said. */
    List<String> people(Caller caller, @Nullable String text) {
        if (text == null || !caller.permissions().contains(Permission.USER_READ)) {
            return List.of();
        }
        return licensing.users(caller, any(List.of("email", "full_name"), text), SUGGESTED).items().stream()
                .map(each -> each.user().email())
                .toList();
    }

    /** A search in one kind of things. */
    @FunctionalInterface
    private interface Search {
        Slice<Choice> find(SearchTerms terms, PageRequest page);
    }

    private static Picker pick(
            String kind,
            @Nullable String text,
            @Nullable String chosen,
            boolean isReadable,
            List<String> terms,
            Search search) {
        if (!isReadable) {
            return new Picker(kind, List.of(), false);
        }
        Slice<Choice> found = search.find(text == null ? ALL : any(terms, text), SHOWN);
        List<Choice> choices = new ArrayList<>(found.items());
        if (chosen != null && choices.stream().noneMatch(each -> each.value().equals(chosen))) {
            choices.addAll(0, search.find(any(List.of("id"), chosen), SHOWN).items());
        }
        return new Picker(kind, choices, text != null || found.hasMore());
    }

    private static SearchTerms any(List<String> terms, String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        terms.forEach(term -> texts.put(term, text));
        return new SearchTerms(true, texts, Map.of());
    }

    private static <T> Slice<Choice> map(Slice<T> found, Function<T, Choice> choice) {
        return new Slice<>(found.items().stream().map(choice).toList(), found.hasMore(), found.total());
    }
}
