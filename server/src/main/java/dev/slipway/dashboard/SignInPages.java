package dev.slipway.dashboard;

import dev.slipway.access.Accounts;
import dev.slipway.access.Credentials;
import dev.slipway.licensing.FirstRunSetup;
import dev.slipway.model.Account;
import dev.slipway.model.User;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.SignInAccounts;
import dev.slipway.web.Visit;

/** Signing in, and setting up who may. */
public final class SignInPages {
    private final Accounts accounts;
    private final SignInAccounts choice;
    private final FirstRunSetup firstRun;

    /** Signs in to these accounts. */
    public SignInPages(Accounts accounts, FirstRunSetup firstRun) {
        this.accounts = accounts;
        this.choice = new SignInAccounts(accounts);
        this.firstRun = firstRun;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/", visit -> new Answer.Redirect(Dashboard.HOME, null))
                .onOpen("GET", "/sign-in", this::show)
                .onOpen("POST", "/sign-in", this::signIn)
                .onOpen("GET", "/first-run", this::showFirstRun)
                .onOpen("POST", "/first-run", this::setUp);
    }

    private Answer show(Visit visit) {
        return visit.signedIn() == null
                ? Answer.page("dashboard/sign-in.jte", page(visit, blank(visit)))
                : new Answer.Redirect(visit.next(Dashboard.HOME), null);
    }

    private Form blank(Visit visit) {
        return Form.of(visit.query(), "email", "password", "account");
    }

    private SignInPage page(Visit visit, Form form) {
        return new SignInPage(
                visit.frame("Sign in"),
                form,
                visit.next(Dashboard.HOME),
                choice.isAsked(visit),
                firstRun.isOpen(home(visit)));
    }

    private Answer signIn(Visit visit) {
        Form form = visit.form("email", "password", "account");
        try {
            Credentials credentials =
                    new Credentials.Password(form.value("email").strip(), form.value("password"));
            return visit.signIn(choice.of(visit, form), credentials, visit.next(Dashboard.HOME));
        } catch (Refusal refusal) {
            int status = refusal.problem() == Problem.PASSWORD_INVALID
                    ? 422
                    : refusal.problem().status();
            return new Answer.Page(status, "dashboard/sign-in.jte", page(visit, form.refused(unplaced(refusal))));
        }
    }

    /** Which of both is wrong is nobody's business. */
    private static Refusal unplaced(Refusal refusal) {
        boolean ofAccount = refusal.faults().getFirst().source().equals(Source.attribute("account"));
        return ofAccount
                ? refusal
                : Refusal.of(refusal.problem(), refusal.faults().getFirst().detail());
    }

    private Answer showFirstRun(Visit visit) {
        Form form = Form.of(visit.query(), "code", "email", "password");
        return firstRun.isOpen(home(visit))
                ? Answer.page("dashboard/first-run.jte", new FirstRunPage(visit.frame("Set up Slipway"), form))
                : new Answer.Redirect("/sign-in", "This installation is set up already, or the code has expired.");
    }

    private Answer setUp(Visit visit) {
        Form form = visit.form("code", "email", "password");
        Account account = home(visit);
        if (!firstRun.isOpen(account)) {
            return showFirstRun(visit);
        }
        try {
            User admin = firstRun.finish(
                    account,
                    form.value("code"),
                    form.value("email"),
                    form.value("password"),
                    visit.request().id());
            Credentials credentials = new Credentials.Password(admin.email(), form.value("password"));
            return visit.signIn(account, credentials, Dashboard.HOME);
        } catch (Refusal refusal) {
            return Answer.refused(
                    "dashboard/first-run.jte", new FirstRunPage(visit.frame("Set up Slipway"), form.refused(refusal)));
        }
    }

    private Account home(Visit visit) {
        return accounts.resolveHost(visit.request().host());
    }
}
