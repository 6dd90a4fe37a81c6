package dev.slipway.dashboard;

import dev.slipway.access.IssuedTokens;
import dev.slipway.access.TokenDetails;
import dev.slipway.access.Tokens;
import dev.slipway.model.Change;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.TokenFilter;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page about tokens: one's own are made here, those of others beside their bearers. */
public final class TokenPages {
    private static final String TEMPLATE = "dashboard/tokens.jte";
    private static final String[] FIELDS = {"name", "expiry", "permissions"};

    private final Tokens tokens;
    private final IssuedTokens issued;

    /** Shows and makes these. */
    public TokenPages(Tokens tokens, IssuedTokens issued) {
        this.tokens = tokens;
        this.issued = issued;
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/tokens", visit -> Answer.page(TEMPLATE, page(visit, Form.blank(FIELDS), null)))
                .on("POST", "/tokens", this::make)
                .on("POST", "/tokens/{id}/revoke", this::revoke);
    }

    private TokensPage page(Visit visit, Form form, @Nullable String freshToken) {
        Slice<TokenDetails> found = issued.list(visit.caller(), TokenFilter.ANY, PageLinks.wanted(visit));
        Set<Permission> held = visit.caller().permissions();
        return new TokensPage(
                visit.frame("Tokens"),
                form,
                found.items().stream().map(TokenPages::row).toList(),
                PageLinks.of(visit, found),
                PermissionGroup.of(held, form.values("permissions")),
                freshToken,
                held.contains(Permission.TOKEN_GENERATE),
                held.contains(Permission.TOKEN_REVOKE));
    }

    private static TokensPage.Row row(TokenDetails details) {
        Token token = details.token();
        String id = token.bearer().id();
        return new TokensPage.Row(
                token.id(),
                Objects.requireNonNullElse(token.name(), "Token without a name"),
                Text.words(token.kind().replaceFirst("-token$", "")),
                switch (token.bearer().kind()) {
                    case USER -> "/users/" + id;
                    case LICENSE -> "/licenses/" + id;
                    case PRODUCT -> null;
                },
                token.permissions() == null
                        ? "Whatever its bearer may do"
                        : "Only " + count(details.permissions().size()),
                token.expiry(),
                token.created());
    }

    private static String count(int permissions) {
        return permissions == 1 ? "1 permission" : Text.number(permissions) + " permissions";
    }

    private Answer make(Visit visit) {
        Form form = visit.form(FIELDS);
        try {
            List<String> permissions = form.values("permissions");
            Instant expiry = Dates.endOf(form, "expiry");
            Tokens.Issued made = tokens.issue(
                    visit.caller(),
                    null,
                    new Tokens.Draft(
                            form.given("name"),
                            Change.to(expiry),
                            permissions.isEmpty() ? null : permissions,
                            null,
                            null));
            return Answer.page(TEMPLATE, page(visit, Form.blank(FIELDS), made.secretText()));
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, page(visit, form.refused(refusal), null));
        }
    }

    private Answer revoke(Visit visit) {
        tokens.revoke(visit.caller(), visit.parameter("id"));
        return new Answer.Redirect("/tokens", "The token is worthless now.");
    }
}
