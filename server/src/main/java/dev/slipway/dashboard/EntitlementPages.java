package dev.slipway.dashboard;

import dev.slipway.licensing.Entitlements;
import dev.slipway.model.Change;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.Map;

/** The pages about entitlements. */
public final class EntitlementPages {
    private static final String LIST = "dashboard/entitlements.jte";
    private static final String ONE = "dashboard/entitlement.jte";

    private final Entitlements entitlements;

    /** Shows and changes these. */
    public EntitlementPages(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/entitlements", visit -> Answer.page(LIST, list(visit, Form.blank("name", "code"))))
                .on("POST", "/entitlements", this::create)
                .on("GET", "/entitlements/{id}", this::show)
                .on("POST", "/entitlements/{id}", this::update)
                .on("POST", "/entitlements/{id}/delete", this::delete);
    }

    private EntitlementsPage list(Visit visit, Form form) {
        Slice<Entitlement> found = entitlements.list(visit.caller(), PageLinks.wanted(visit));
        return new EntitlementsPage(
                visit.frame("Entitlements"),
                form,
                found.items().stream()
                        .map(each -> new EntitlementsPage.Row(each.id(), each.name(), each.code(), each.created()))
                        .toList(),
                PageLinks.of(visit, found),
                Entitlements.mayWrite(visit.caller()));
    }

    private Answer create(Visit visit) {
        Form form = visit.form("name", "code");
        try {
            entitlements.create(
                    visit.caller(),
                    new Entitlements.Draft(
                            form.value("name").strip(), form.value("code").strip(), Metadata.EMPTY));
            return new Answer.Redirect("/entitlements", "The entitlement was added.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(LIST, list(visit, form.refused(refusal)));
        }
    }

    private Answer show(Visit visit) {
        Entitlement entitlement = entitlements.show(visit.caller(), visit.parameter("id"));
        Form form = Form.filled(Map.of("name", entitlement.name(), "code", entitlement.code()));
        return Answer.page(ONE, page(visit, entitlement, form));
    }

    private static EntitlementPage page(Visit visit, Entitlement entitlement, Form form) {
        return new EntitlementPage(
                visit.frame(entitlement.name()),
                form,
                entitlement.id(),
                entitlement.name(),
                entitlement.code(),
                Entitlements.mayWrite(visit.caller()));
    }

    private Answer update(Visit visit) {
        Form form = visit.form("name", "code");
        try {
            entitlements.update(
                    visit.caller(),
                    visit.parameter("id"),
                    () -> new Entitlements.Changes(
                            Change.to(form.value("name").strip()),
                            Change.to(form.value("code").strip()),
                            Change.none()));
            return new Answer.Redirect("/entitlements", "The entitlement was changed.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(
                    ONE, page(visit, entitlements.show(visit.caller(), visit.parameter("id")), form.refused(refusal)));
        }
    }

    private Answer delete(Visit visit) {
        try {
            entitlements.delete(visit.caller(), visit.parameter("id"));
            return new Answer.Redirect("/entitlements", "The entitlement was deleted.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            Entitlement entitlement = entitlements.show(visit.caller(), visit.parameter("id"));
            return Answer.refused(
                    ONE, page(visit, entitlement, Form.blank("name", "code").refused(refusal)));
        }
    }
}
