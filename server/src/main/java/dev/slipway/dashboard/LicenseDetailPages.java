package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.access.IssuedTokens;
import dev.slipway.access.Tokens;
import dev.slipway.catalog.Products;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseSharing;
import dev.slipway.licensing.LicenseTransfers;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.Users;
import dev.slipway.model.Change;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of one license, and what can be done there. */
public final class LicenseDetailPages {
    private static final String TEMPLATE = "dashboard/license.jte";
    private static final LicensePage.Forms BLANK = LicensePage.Forms.BLANK;

    private final Parts parts;
    private final LicenseOverview view;

    /** What the page is made of. */
    public record Parts(
            Licenses licenses,
            LicenseActions actions,
            LicenseSharing sharing,
            EntitlementHolding holding,
            LicenseTransfers transfers,
            Tokens tokens,
            IssuedTokens issued,
            Users users,
            Products products,
            Pickers pickers) {}

    /** Shows and changes these. */
    public LicenseDetailPages(Parts parts) {
        this.parts = parts;
        this.view = new LicenseOverview(parts);
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses/{id}", this::show)
                .on(
                        "POST",
                        "/licenses/{id}/suspend",
                        visit -> act(
                                visit,
                                "The license is suspended.",
                                () -> parts.actions().suspend(visit.caller(), visit.parameter("id"))))
                .on(
                        "POST",
                        "/licenses/{id}/reinstate",
                        visit -> act(
                                visit,
                                "The license can be used again.",
                                () -> parts.actions().reinstate(visit.caller(), visit.parameter("id"))))
                .on(
                        "POST",
                        "/licenses/{id}/renew",
                        visit -> act(
                                visit,
                                "The license was renewed.",
                                () -> parts.actions().renew(visit.caller(), visit.parameter("id"))))
                .on(
                        "POST",
                        "/licenses/{id}/revoke",
                        visit -> act(
                                visit,
                                "The license is revoked.",
                                () -> parts.actions().withdraw(visit.caller(), visit.parameter("id"))))
                .on("POST", "/licenses/{id}/delete", this::delete)
                .on("POST", "/licenses/{id}/entitlements", this::grant)
                .on("POST", "/licenses/{id}/entitlements/{entitlement}/remove", this::take)
                .on("POST", "/licenses/{id}/owner", this::changeOwner)
                .on("POST", "/licenses/{id}/users", this::share)
                .on("POST", "/licenses/{id}/users/{user}/remove", this::unshare)
                .on("POST", "/licenses/{id}/tokens", this::makeToken)
                .on("POST", "/licenses/{id}/tokens/{token}/revoke", this::revokeToken);
    }

    private Answer show(Visit visit) {
        return Answer.page(TEMPLATE, view.page(visit, BLANK, null));
    }

    /** Does something and shows the license as it then is, or what was wrong. */
    private Answer act(Visit visit, String notice, Runnable action) {
        return act(
                visit, notice, action, refusal -> BLANK.withAction(Form.blank().refused(refusal)));
    }

    private Answer act(Visit visit, String notice, Runnable action, Function<Refusal, LicensePage.Forms> refused) {
        try {
            action.run();
            return new Answer.Redirect("/licenses/" + visit.parameter("id"), notice);
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, view.page(visit, refused.apply(refusal), null));
        }
    }

    /** The user with that e-mail address; whoever is called like that is named where there is none. */
    static String userId(Users users, Pickers pickers, Caller caller, String email, String field) {
        try {
            return users.show(caller, email).user().id();
        } catch (Refusal refusal) {
            if (refusal.problem() != Problem.NOT_FOUND) {
                throw refusal;
            }
            List<String> others = pickers.people(caller, email);
            String advice = others.isEmpty() ? "add the user first" : "there is " + String.join(", ", others);
            throw Refusal.invalid(Source.attribute(field), Rule.NOT_FOUND, "is nobody known: " + advice);
        }
    }

    private Answer delete(Visit visit) {
        parts.licenses().delete(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect("/licenses", "The license was deleted.");
    }

    private Answer grant(Visit visit) {
        Form form = visit.form("entitlement");
        if (visit.isSearching()) {
            return Answer.page(TEMPLATE, view.page(visit, BLANK.withEntitlement(form), null));
        }
        return act(
                visit,
                "The license holds the entitlement.",
                () -> parts.holding()
                        .attachToLicense(
                                visit.caller(), visit.parameter("id"), () -> List.of(form.value("entitlement"))),
                refusal -> BLANK.withEntitlement(form.refused(refusal)));
    }

    private Answer take(Visit visit) {
        return act(
                visit,
                "The license no longer holds the entitlement.",
                () -> parts.holding()
                        .detachFromLicense(
                                visit.caller(), visit.parameter("id"), () -> List.of(visit.parameter("entitlement"))));
    }

    private Answer changeOwner(Visit visit) {
        Form form = visit.form("owner");
        String email = form.given("owner");
        return act(
                visit,
                email == null ? "Nobody owns the license any more." : "The license has another owner.",
                () -> {
                    Optional<String> owner = Optional.ofNullable(email).map(given -> userId(visit, given, "owner"));
                    parts.transfers().changeOwner(visit.caller(), visit.parameter("id"), () -> owner);
                },
                refusal -> BLANK.withOwner(form.refused(refusal)));
    }

    private String userId(Visit visit, String email, String field) {
        return userId(parts.users(), parts.pickers(), visit.caller(), email, field);
    }

    private Answer share(Visit visit) {
        Form form = visit.form("user");
        return act(
                visit,
                "The user shares the license.",
                () -> {
                    String id = userId(visit, form.value("user").strip(), "user");
                    parts.sharing().attach(visit.caller(), visit.parameter("id"), () -> List.of(id));
                },
                refusal -> BLANK.withUser(form.refused(refusal)));
    }

    private Answer unshare(Visit visit) {
        return act(
                visit,
                "The user no longer shares the license.",
                () -> parts.sharing()
                        .detach(visit.caller(), visit.parameter("id"), () -> List.of(visit.parameter("user"))));
    }

    private Answer makeToken(Visit visit) {
        Form form = visit.form("name", "expiry");
        try {
            Instant expiry = Dates.endOf(form, "expiry");
            Tokens.Issued made = parts.tokens()
                    .issueForLicense(
                            visit.caller(),
                            visit.parameter("id"),
                            new Tokens.Draft(form.given("name"), Change.to(expiry), null, null, null));
            return Answer.page(TEMPLATE, view.page(visit, BLANK, made.secretText()));
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, view.page(visit, BLANK.withToken(form.refused(refusal)), null));
        }
    }

    private Answer revokeToken(Visit visit) {
        return act(
                visit,
                "The token is worthless now.",
                () -> parts.tokens().revoke(visit.caller(), visit.parameter("token")));
    }
}
