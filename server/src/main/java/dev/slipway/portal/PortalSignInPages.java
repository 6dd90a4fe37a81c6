package dev.slipway.portal;

import dev.slipway.access.Accounts;
import dev.slipway.access.Credentials;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.SignInAccounts;
import dev.slipway.web.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Signing in with the key of a license, or as a user. */
public final class PortalSignInPages {
    private static final String[] FIELDS = {"key", "email", "password", SignInAccounts.FIELD};
    private static final String TEMPLATE = "portal/sign-in.jte";

    private final SignInAccounts accounts;

    /** Signs in to these accounts. */
    public PortalSignInPages(Accounts accounts) {
        this.accounts = new SignInAccounts(accounts);
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "", visit -> new Answer.Redirect(Portal.HOME, null))
                .onOpen("GET", "/sign-in", visit -> show(visit, false))
                .onOpen("GET", "/sign-in/password", visit -> show(visit, true))
                .onOpen("POST", "/sign-in", visit -> signIn(visit, false))
                .onOpen("POST", "/sign-in/password", visit -> signIn(visit, true));
    }

    private Answer show(Visit visit, boolean byPassword) {
        return visit.signedIn() == null
                ? Answer.page(TEMPLATE, page(visit, byPassword, Form.blank(FIELDS), false))
                : new Answer.Redirect(next(visit), null);
    }

    private static String next(Visit visit) {
        return visit.next(Portal.HOME);
    }

    private SignInPage page(Visit visit, boolean byPassword, Form form, boolean isElsewhere) {
        String next = next(visit);
        return new SignInPage(
                visit.frame("Sign in"),
                form,
                byPassword,
                visit.area().path(byPassword ? "/sign-in" : "/sign-in/password") + "?next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8),
                next,
                accounts.isAsked(visit),
                isElsewhere);
    }

    private Answer signIn(Visit visit, boolean byPassword) {
        Form form = visit.form(FIELDS);
        Credentials credentials = byPassword
                ? new Credentials.Password(form.value("email").strip(), form.value("password"))
                : new Credentials.LicenseKey(form.value("key").strip());
        try {
            return visit.signIn(accounts.of(visit, form), credentials, next(visit));
        } catch (Refusal refusal) {
            int status =
                    refusal.problem().status() == 401 ? 422 : refusal.problem().status();
            boolean isElsewhere = refusal.problem() == Problem.ACCESS_DENIED;
            return new Answer.Page(
                    status, TEMPLATE, page(visit, byPassword, form.refused(forPeople(refusal)), isElsewhere));
        }
    }

    /** What is wrong in words for customers, who know nothing of policies; of no field, but for the account. */
    private static Refusal forPeople(Refusal refusal) {
        if (refusal.faults().getFirst().source().equals(Source.attribute(SignInAccounts.FIELD))) {
            return refusal;
        }
        Problem problem = refusal.problem();
        String detail = switch (problem) {
            case LICENSE_INVALID -> "There is no license with this key: look for missing characters";
            case LICENSE_NOT_ALLOWED ->
                "The key of this license is not for signing in; use your e-mail address and password instead";
            case LICENSE_SUSPENDED -> "This license is suspended; ask the vendor why";
            case LICENSE_REVOKED -> "This license was revoked; ask the vendor why";
            case LICENSE_EXPIRED -> "This license has expired; ask the vendor to renew it";
            case LICENSE_BANNED, USER_BANNED -> "You are locked out; ask the vendor why";
            default -> refusal.faults().getFirst().detail();
        };
        return Refusal.of(problem, detail);
    }
}
