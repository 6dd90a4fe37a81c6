package dev.slipway.cryptlex;

import dev.slipway.access.Accounts;
import dev.slipway.access.Authenticator;
import dev.slipway.access.Caller;
import dev.slipway.access.Credentials;
import dev.slipway.access.PersonalAccessTokens;
import dev.slipway.access.RateLimits;
import dev.slipway.model.Account;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /accounts/login}: how people sign in with an e-mail address and a password. */
public final class LoginRoutes {
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final PersonalAccessTokens tokens;

    /** Signs people in by these. */
    public LoginRoutes(Accounts accounts, Authenticator authenticator, PersonalAccessTokens tokens) {
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.tokens = tokens;
    }

    /** Adds the endpoint to the view. */
    public void register(CryptlexView view) {
        view.on("POST", "/accounts/login", null, this::login);
    }

    /**
     * What somebody presents.
     *
     * @param account the id or alias of the account; null for the one the address means
     */
    private record Login(@Nullable String account, String email, String password) {
        @Override
        public String toString() {
            return "Login[" + email + "]";
        }
    }

    private Answer login(Context context) throws IOException {
        Login login = context.bodyOfAnybody()
                .read(members -> new Login(account(members), members.text("email"), members.text("password")));
        Account account = login.account() == null ? context.account() : accounts.resolve(login.account());
        context.countAttempt(RateLimits.SIGN_IN, account, login.email().toLowerCase(Locale.ROOT));
        Caller caller = authenticator.authenticate(
                account,
                new Credentials.Password(login.email(), login.password()),
                context.request().id());
        return Answer.ok(Json.NODES.objectNode().put("accessToken", tokens.signIn(caller, context.origin())));
    }

    /** The account by any of its names; the last one is what clients of old say. */
    private static @Nullable String account(Members members) {
        return Stream.of("accountId", "accountAlias", "companyId")
                .map(members::optionalText)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
