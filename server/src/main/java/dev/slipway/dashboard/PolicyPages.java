package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Products;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.licensing.Policies;
import dev.slipway.model.Change;
import dev.slipway.model.Entitlement;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages about policies. */
public final class PolicyPages {
    private static final String ONE = "dashboard/policy.jte";
    private static final PageRequest.Limit MANY = new PageRequest.Limit(100, false);
    private static final String[] FIELDS = {
        "name",
        "product",
        "duration",
        "expirationStrategy",
        "expirationBasis",
        "renewalBasis",
        "authenticationStrategy",
        "maxUses",
        "maxUsers"
    };
    private static final PolicyPage.Choices CHOICES = new PolicyPage.Choices(
            List.of(
                    new Choice("RESTRICT_ACCESS", "The releases made before"),
                    new Choice("MAINTAIN_ACCESS", "The releases made before, and it stays valid"),
                    new Choice("REVOKE_ACCESS", "Nothing"),
                    new Choice("ALLOW_ACCESS", "Everything")),
            choices(ExpirationBasis.values()),
            choices(RenewalBasis.values()),
            List.of(
                    new Choice("TOKEN", "A token"),
                    new Choice("LICENSE", "Its key"),
                    new Choice("MIXED", "Its key or a token"),
                    new Choice("SESSION", "A session"),
                    new Choice("NONE", "Nothing")));

    private static final Picker NOTHING = new Picker("", List.of(), false);

    private final Policies policies;
    private final EntitlementHolding holding;
    private final Products products;
    private final Pickers pickers;

    /** Shows and changes these. */
    public PolicyPages(Policies policies, EntitlementHolding holding, Products products, Pickers pickers) {
        this.policies = policies;
        this.holding = holding;
        this.products = products;
        this.pickers = pickers;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/policies", this::list)
                .on("GET", "/policies/new", this::draft)
                .on("POST", "/policies", this::create)
                .on("GET", "/policies/{id}", this::show)
                .on("POST", "/policies/{id}", this::update)
                .on("POST", "/policies/{id}/delete", this::delete)
                .on("POST", "/policies/{id}/entitlements", this::grant)
                .on("POST", "/policies/{id}/entitlements/{entitlement}/remove", this::take);
    }

    private static List<Choice> choices(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(each -> new Choice(each.name(), Text.words(each.name())))
                .toList();
    }

    private Answer list(Visit visit) {
        Slice<Policy> found = policies.list(visit.caller(), null, PageLinks.wanted(visit));
        ProductNames names = new ProductNames(products, visit.caller());
        return Answer.page(
                "dashboard/policies.jte",
                new PoliciesPage(
                        visit.frame("Policies"),
                        found.items().stream().map(policy -> row(policy, names)).toList(),
                        PageLinks.of(visit, found),
                        Policies.mayWrite(visit.caller())));
    }

    private static PoliciesPage.Row row(Policy policy, ProductNames names) {
        String afterwards = CHOICES.expiration().stream()
                .filter(choice ->
                        choice.value().equals(policy.expirationStrategy().name()))
                .map(Choice::label)
                .findFirst()
                .orElseThrow();
        return new PoliciesPage.Row(
                policy.id(), policy.name(), names.of(policy.productId()), words(policy.duration()), afterwards);
    }

    private static String words(@Nullable Duration duration) {
        if (duration == null) {
            return "For ever";
        }
        long days = duration.toDays();
        return days == 1 ? "1 day" : Text.number(days) + " days";
    }

    private Answer draft(Visit visit) {
        return Answer.page(ONE, draftPage(visit, Form.of(visit.query(), FIELDS)));
    }

    private PolicyPage draftPage(Visit visit, Form form) {
        return new PolicyPage(
                visit.frame("Add a policy"),
                null,
                "Add a policy",
                form,
                CHOICES,
                pickers.products(visit.caller(), form, "product"),
                Form.blank(),
                List.of(),
                NOTHING,
                Policies.mayWrite(visit.caller()),
                false);
    }

    private Answer create(Visit visit) {
        Form form = visit.form(FIELDS);
        if (visit.isSearching()) {
            return Answer.page(ONE, draftPage(visit, form));
        }
        try {
            String id = policies.create(
                            visit.caller(),
                            new Policies.Draft(
                                    form.value("product"), form.value("name").strip(), null, terms(form, null)))
                    .id();
            return new Answer.Redirect("/policies/" + id, "The policy was added.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(ONE, draftPage(visit, form.refused(refusal)));
        }
    }

    /**
     * The terms as they were typed.
     *
     * @param lasting how long a license lasts now, which need not be whole days; null for ever
     */
    private static Policies.Terms terms(Form form, @Nullable Duration lasting) {
        Long days = Numbers.whole(form, "duration");
        boolean isSame = days != null && lasting != null && days == lasting.toDays();
        Long seconds = days == null ? null : Long.valueOf(Duration.ofDays(days).toSeconds());
        return new Policies.Terms(
                isSame ? Change.none() : Change.to(seconds),
                Change.to(form.given("expirationStrategy")),
                Change.to(form.given("expirationBasis")),
                Change.to(form.given("renewalBasis")),
                Change.none(),
                Change.to(form.given("authenticationStrategy")),
                Change.none(),
                Change.to(Numbers.whole(form, "maxUses")),
                Change.to(Numbers.whole(form, "maxUsers")),
                Metadata.EMPTY,
                Change.none());
    }

    private Answer show(Visit visit) {
        Policy policy = policies.show(visit.caller(), visit.parameter("id"));
        return Answer.page(ONE, page(visit, policy, filled(policy), Form.blank("entitlement")));
    }

    private static Form filled(Policy policy) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("name", policy.name());
        values.put("product", policy.productId());
        values.put(
                "duration",
                Numbers.text(
                        policy.duration() == null ? null : policy.duration().toDays()));
        values.put("expirationStrategy", policy.expirationStrategy().name());
        values.put("expirationBasis", policy.expirationBasis().name());
        values.put("renewalBasis", policy.renewalBasis().name());
        values.put("authenticationStrategy", policy.authenticationStrategy().name());
        values.put("maxUses", Numbers.text(policy.maxUses()));
        values.put("maxUsers", Numbers.text(policy.maxUsers()));
        return Form.filled(values);
    }

    private PolicyPage page(Visit visit, Policy policy, Form form, Form entitlementForm) {
        Caller caller = visit.caller();
        List<EntitlementsPage.Row> held = List.of();
        Picker grantable = NOTHING;
        if (caller.permissions().contains(Permission.ENTITLEMENT_READ)) {
            List<Entitlement> found =
                    holding.listOfPolicy(caller, policy.id(), MANY).items();
            Set<String> ids = found.stream().map(Entitlement::id).collect(Collectors.toSet());
            held = found.stream()
                    .map(each -> new EntitlementsPage.Row(each.id(), each.name(), each.code(), each.created()))
                    .toList();
            grantable = pickers.entitlements(caller, entitlementForm, "entitlement", ids);
        }
        return new PolicyPage(
                visit.frame(policy.name()),
                policy.id(),
                policy.name(),
                form,
                CHOICES,
                NOTHING,
                entitlementForm,
                held,
                grantable,
                Policies.mayWrite(caller),
                Policies.mayDelete(caller));
    }

    private Answer refused(Visit visit, Refusal refusal, Form form, Form entitlementForm) {
        Form.rethrowUnlessOfForm(refusal);
        Policy policy = policies.show(visit.caller(), visit.parameter("id"));
        return Answer.refused(ONE, page(visit, policy, form, entitlementForm));
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        Policy current = policies.show(visit.caller(), visit.parameter("id"));
        try {
            policies.update(
                    visit.caller(),
                    current.id(),
                    () -> new Policies.Changes(Change.to(form.value("name").strip()), terms(form, current.duration())));
            return new Answer.Redirect("/policies/" + visit.parameter("id"), "The policy was changed.");
        } catch (Refusal refusal) {
            return refused(visit, refusal, form.refused(refusal), Form.blank("entitlement"));
        }
    }

    private Answer delete(Visit visit) {
        policies.delete(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect("/policies", "The policy was deleted.");
    }

    private Answer grant(Visit visit) {
        Form form = visit.form("entitlement");
        String id = visit.parameter("id");
        if (visit.isSearching()) {
            Policy policy = policies.show(visit.caller(), id);
            return Answer.page(ONE, page(visit, policy, filled(policy), form));
        }
        try {
            holding.attachToPolicy(visit.caller(), id, () -> List.of(form.value("entitlement")));
            return new Answer.Redirect("/policies/" + id, "All licenses of the policy hold the entitlement.");
        } catch (Refusal refusal) {
            return refused(visit, refusal, filled(policies.show(visit.caller(), id)), form.refused(refusal));
        }
    }

    private Answer take(Visit visit) {
        String id = visit.parameter("id");
        try {
            holding.detachFromPolicy(visit.caller(), id, () -> List.of(visit.parameter("entitlement")));
            return new Answer.Redirect("/policies/" + id, "The policy no longer holds the entitlement.");
        } catch (Refusal refusal) {
            return refused(
                    visit,
                    refusal,
                    filled(policies.show(visit.caller(), id)),
                    Form.blank("entitlement").refused(refusal));
        }
    }
}
