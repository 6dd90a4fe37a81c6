package dev.slipway.web;

import dev.slipway.access.Accounts;
import dev.slipway.model.Account;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;

/** Which account people sign in to: the one they name in the field {@value #FIELD}, else the one of the address they use. */
public record SignInAccounts(Accounts accounts) {
    /** The field of a form that names an account. */
    public static final String FIELD = "account";

    /** Whether people have to say which account they mean, because the address does not tell. */
    public boolean isAsked(Visit visit) {
        String host = visit.request().host();
        Account here = accounts.resolveHost(host);
        boolean named = here.domain() != null && here.domain().equalsIgnoreCase(host.replaceFirst(":\\d+$", ""));
        return !named && accounts.areSeveral();
    }

    /**
     * The account a form is for.
     *
     * @throws Refusal naming the field when there is none of that name
     */
    public Account of(Visit visit, Form form) {
        String named = form.given(FIELD);
        return named == null
                ? accounts.resolveHost(visit.request().host())
                : accounts.find(named)
                        .orElseThrow(() -> Refusal.invalid(
                                Source.attribute(FIELD), Rule.NOT_FOUND, "does not exist on this server"));
    }
}
