package dev.slipway.dashboard;

import dev.slipway.catalog.Products;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What fits while somebody types: parts of pages that choose from much. */
public final class ChoicePages {
    private static final String OPTIONS = "dashboard/options.jte";

    private final Pickers pickers;
    private final Products products;

    /** Offers these. */
    public ChoicePages(Pickers pickers, Products products) {
        this.pickers = pickers;
        this.products = products;
    }

    /**
     * The options of a field.
     *
     * @param form what is chosen already
     * @param blank what choosing nothing is called; empty for no such option
     */
    public record Options(Form form, String field, String blank, List<Choice> choices) {}

    /** Adds the addresses. */
    public void register(PageView pages) {
        pages.on(
                        "GET",
                        "/choices/products",
                        visit -> options(visit, (form, field) -> pickers.products(visit.caller(), form, field)))
                .on(
                        "GET",
                        "/choices/policies",
                        visit -> options(
                                visit,
                                (form, field) -> pickers.policies(
                                        visit.caller(), form, field, new ProductNames(products, visit.caller()))))
                .on(
                        "GET",
                        "/choices/entitlements",
                        visit -> options(
                                visit, (form, field) -> pickers.entitlements(visit.caller(), form, field, Set.of())))
                .on("GET", "/choices/people", this::people);
    }

    /** What can be chosen in a field of a form. */
    @FunctionalInterface
    private interface Offer {
        Picker of(Form form, String field);
    }

    private static Answer options(Visit visit, Offer offer) {
        String field = field(visit);
        Form form = Form.of(visit.query(), field);
        String blank = Objects.requireNonNullElse(visit.query().first("blank"), "");
        boolean boxes = visit.query().first("boxes") != null;
        Options options = new Options(form, field, blank, offer.of(form, field).choices());
        return Answer.page(boxes ? "dashboard/boxes.jte" : OPTIONS, options);
    }

    private static String field(Visit visit) {
        return Objects.requireNonNullElse(visit.query().first("field"), "field");
    }

    private Answer people(Visit visit) {
        String field = field(visit);
        Form form = Form.of(visit.query(), field);
        List<Choice> found = pickers.people(visit.caller(), form.given(field)).stream()
                .map(email -> new Choice(email, ""))
                .toList();
        return Answer.page(OPTIONS, new Options(Form.blank(), field, "", found));
    }
}
