package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.access.IssuedTokens;
import dev.slipway.access.Tokens;
import dev.slipway.catalog.Products;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.licensing.Entitlements;
import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseRights;
import dev.slipway.licensing.LicenseSharing;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.Users;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Change;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.version.DottedVersion;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of one license, and what can be done there. */
public final class LicenseDetailPages {
    private static final String TEMPLATE = "dashboard/license.jte";
    private static final PageRequest.Limit MANY = new PageRequest.Limit(100, false);

    private final Parts parts;

    /** What the page is made of. */
    public record Parts(
            Licenses licenses,
            LicenseActions actions,
            LicenseSharing sharing,
            EntitlementHolding holding,
            Entitlements entitlements,
            Tokens tokens,
            IssuedTokens issued,
            Users users,
            Products products) {}

    /** Shows and changes these. */
    public LicenseDetailPages(Parts parts) {
        this.parts = parts;
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
                        visit -> act(visit, "The license is revoked.", () -> revoke(visit)))
                .on("POST", "/licenses/{id}/delete", this::delete)
                .on("POST", "/licenses/{id}/entitlements", this::grant)
                .on("POST", "/licenses/{id}/entitlements/{entitlement}/remove", this::take)
                .on("POST", "/licenses/{id}/users", this::share)
                .on("POST", "/licenses/{id}/users/{user}/remove", this::unshare)
                .on("POST", "/licenses/{id}/tokens", this::makeToken)
                .on("POST", "/licenses/{id}/tokens/{token}/revoke", this::revokeToken);
    }

    private Answer show(Visit visit) {
        return Answer.page(TEMPLATE, page(visit, LicensePage.Forms.BLANK, null));
    }

    private LicensePage page(Visit visit, LicensePage.Forms forms, @Nullable String freshToken) {
        Caller caller = visit.caller();
        LicenseDetails details = parts.licenses().show(caller, visit.parameter("id"));
        License license = details.license();
        LicenseRights rights = LicenseRights.of(caller);
        List<LicensePage.EntitlementRow> held = entitlements(caller, license);
        return new LicensePage(
                visit.frame(LicensePages.name(license)),
                license.id(),
                LicensePages.name(license),
                license.key(),
                LicensePages.standing(details, caller.now()),
                facts(caller, details),
                rights,
                license.revoked(),
                license.isStopped(),
                rights.renews() && details.policy().duration() != null && license.expiry() != null,
                held,
                grantable(caller, held),
                tokens(caller, license),
                users(caller, details),
                freshToken,
                forms);
    }

    private LicensePage.Facts facts(Caller caller, LicenseDetails details) {
        License license = details.license();
        Long most = license.maxUses() == null ? details.policy().maxUses() : license.maxUses();
        return new LicensePage.Facts(
                new ProductNames(parts.products(), caller).of(license.productId()),
                details.policy().name(),
                details.owner() == null ? null : details.owner().email(),
                license.expiry(),
                text(license.maintenance().maxVersion()),
                license.maintenance().expiry(),
                text(license.maintenance().currentVersion()),
                Text.number(license.uses()) + (most == null ? "" : " of " + Text.number(most)),
                license.lastValidated(),
                license.created());
    }

    private static @Nullable String text(@Nullable DottedVersion version) {
        return version == null ? null : version.text();
    }

    private List<LicensePage.EntitlementRow> entitlements(Caller caller, License license) {
        if (!caller.permissions().contains(Permission.ENTITLEMENT_READ)) {
            return List.of();
        }
        Set<String> inherited = parts.holding().listOfPolicy(caller, license.policyId(), MANY).items().stream()
                .map(Entitlement::id)
                .collect(Collectors.toSet());
        return parts.holding().listOfLicense(caller, license.id(), MANY).items().stream()
                .map(each -> new LicensePage.EntitlementRow(
                        each.id(), each.name(), each.code(), inherited.contains(each.id())))
                .toList();
    }

    private List<Choice> grantable(Caller caller, List<LicensePage.EntitlementRow> held) {
        if (!caller.permissions().contains(Permission.ENTITLEMENT_READ)) {
            return List.of();
        }
        Set<String> ids = held.stream().map(LicensePage.EntitlementRow::id).collect(Collectors.toSet());
        return parts.entitlements().list(caller, MANY).items().stream()
                .filter(each -> !ids.contains(each.id()))
                .map(each -> new Choice(each.id(), each.name() + " (" + each.code() + ")"))
                .toList();
    }

    private List<LicensePage.TokenRow> tokens(Caller caller, License license) {
        if (!caller.permissions().contains(Permission.TOKEN_READ)) {
            return List.of();
        }
        return parts.issued().listOf(caller, BearerReference.Kind.LICENSE, license.id(), MANY).items().stream()
                .map(each -> new LicensePage.TokenRow(
                        each.token().id(),
                        Objects.requireNonNullElse(each.token().name(), "Token without a name"),
                        each.token().expiry(),
                        each.token().created()))
                .toList();
    }

    private List<LicensePage.UserRow> users(Caller caller, LicenseDetails details) {
        if (!caller.permissions().contains(Permission.USER_READ)) {
            return List.of();
        }
        String owner = details.license().ownerId();
        return parts.sharing().list(caller, details.license().id(), MANY).items().stream()
                .map(each -> new LicensePage.UserRow(
                        each.user().id(), each.user().email(), each.user().id().equals(owner)))
                .toList();
    }

    /** Does something and shows the license as it then is, or what was wrong. */
    private Answer act(Visit visit, String notice, Runnable action) {
        return act(
                visit,
                notice,
                action,
                refusal -> new LicensePage.Forms(
                        Form.blank().refused(refusal),
                        LicensePage.Forms.BLANK.entitlement(),
                        LicensePage.Forms.BLANK.token(),
                        LicensePage.Forms.BLANK.user()));
    }

    private Answer act(Visit visit, String notice, Runnable action, Function<Refusal, LicensePage.Forms> refused) {
        try {
            action.run();
            return new Answer.Redirect("/licenses/" + visit.parameter("id"), notice);
        } catch (Refusal refusal) {
            rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, page(visit, refused.apply(refusal), null));
        }
    }

    /** What is wrong with more than what was typed is for a page of its own. */
    static void rethrowUnlessOfForm(Refusal refusal) {
        int status = refusal.problem().status();
        if (status == 401 || status == 403 || status == 404) {
            throw refusal;
        }
    }

    /** The user with that e-mail address. */
    static String userId(Users users, Caller caller, String email, String field) {
        try {
            return users.show(caller, email).user().id();
        } catch (Refusal refusal) {
            if (refusal.problem() != Problem.NOT_FOUND) {
                throw refusal;
            }
            throw Refusal.invalid(Source.attribute(field), Rule.NOT_FOUND, "is nobody known: add the user first");
        }
    }

    private void revoke(Visit visit) {
        LicenseUpkeep revoked = new LicenseUpkeep(Change.none(), Change.to(true), Change.none(), Change.none());
        parts.licenses()
                .update(
                        visit.caller(),
                        visit.parameter("id"),
                        () -> new Licenses.Changes(
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Change.none(),
                                Metadata.EMPTY,
                                Change.none(),
                                Change.none(),
                                revoked));
    }

    private Answer delete(Visit visit) {
        parts.licenses().delete(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect("/licenses", "The license was deleted.");
    }

    private Answer grant(Visit visit) {
        Form form = visit.form("entitlement");
        return act(
                visit,
                "The license holds the entitlement.",
                () -> parts.holding()
                        .attachToLicense(
                                visit.caller(), visit.parameter("id"), () -> List.of(form.value("entitlement"))),
                refusal -> with(forms ->
                        new LicensePage.Forms(forms.action(), form.refused(refusal), forms.token(), forms.user())));
    }

    private static LicensePage.Forms with(UnaryOperator<LicensePage.Forms> change) {
        return change.apply(LicensePage.Forms.BLANK);
    }

    private Answer take(Visit visit) {
        return act(
                visit,
                "The license no longer holds the entitlement.",
                () -> parts.holding()
                        .detachFromLicense(
                                visit.caller(), visit.parameter("id"), () -> List.of(visit.parameter("entitlement"))));
    }

    private Answer share(Visit visit) {
        Form form = visit.form("user");
        return act(
                visit,
                "The user shares the license.",
                () -> {
                    String id = userId(
                            parts.users(), visit.caller(), form.value("user").strip(), "user");
                    parts.sharing().attach(visit.caller(), visit.parameter("id"), () -> List.of(id));
                },
                refusal -> with(forms -> new LicensePage.Forms(
                        forms.action(), forms.entitlement(), forms.token(), form.refused(refusal))));
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
            return Answer.page(TEMPLATE, page(visit, LicensePage.Forms.BLANK, made.secretText()));
        } catch (Refusal refusal) {
            rethrowUnlessOfForm(refusal);
            return Answer.refused(
                    TEMPLATE,
                    page(
                            visit,
                            with(forms -> new LicensePage.Forms(
                                    forms.action(), forms.entitlement(), form.refused(refusal), forms.user())),
                            null));
        }
    }

    private Answer revokeToken(Visit visit) {
        return act(
                visit,
                "The token is worthless now.",
                () -> parts.tokens().revoke(visit.caller(), visit.parameter("token")));
    }
}
