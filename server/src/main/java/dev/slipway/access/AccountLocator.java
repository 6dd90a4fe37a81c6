package dev.slipway.access;

import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.store.AccountHints;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Store;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which account a request means whose address does not say so: what it presents, then what it names, then where it went. */
public final class AccountLocator {
    private final Store store;
    private final Accounts accounts;
    private final InstallationSecret secret;
    private final RevisionCache<String, Optional<Account>> found;

    /** Looks in this store. */
    public AccountLocator(Store store, Accounts accounts, InstallationSecret secret) {
        this.store = store;
        this.accounts = accounts;
        this.secret = secret;
        this.found = new RevisionCache<>(store, 20_000);
    }

    /**
     * What a request says that tells its account.
     *
     * @param accountId the account it names; null for none
     * @param productId a product it is about; null for none
     * @param releaseId a release it is about; null for none
     * @param host the Host header
     */
    public record Hints(
            Credentials credentials,
            @Nullable String accountId,
            @Nullable String productId,
            @Nullable String releaseId,
            String host) {}

    /**
     * The account that a request means: that of its token, else the one it names, else that of its product or its release, else
     * the one whose domain it went to, else the default one. These two only speak where nobody else does, so that what else a
     * caller asks for tells nothing about other accounts.
     *
     * @throws Refusal 404 when there is none, and when two of these disagree
     */
    public Account locate(Hints hints) {
        Optional<Account> account = ofToken(hints.credentials());
        if (hints.accountId() != null) {
            Account named = accounts.resolve(hints.accountId());
            account.ifPresent(other -> requireSame(named, other));
            account = Optional.of(named);
        }
        if (account.isEmpty() && hints.productId() != null) {
            String productId = Aliases.canonical(hints.productId());
            account = cached("product " + productId, each -> each.byProduct(productId));
        }
        if (account.isEmpty() && hints.releaseId() != null) {
            String releaseId = Aliases.canonical(hints.releaseId());
            account = cached("release " + releaseId, each -> each.byRelease(releaseId));
        }
        if (account.isEmpty()) {
            return accounts.resolveHost(hints.host());
        }
        Account meant = account.get();
        String domain = Accounts.domainOf(hints.host());
        cached("domain " + domain, each -> each.byDomain(domain)).ifPresent(other -> requireSame(meant, other));
        return meant;
    }

    private Optional<Account> ofToken(Credentials credentials) {
        if (!(credentials instanceof Credentials.TokenSecret(String presented)) || presented.isEmpty()) {
            return Optional.empty();
        }
        String locator = secret.locator(presented);
        return cached("token " + locator, each -> each.byTokenLocator(locator));
    }

    private Optional<Account> cached(String key, Function<AccountHints, Optional<Account>> look) {
        return found.get(key, () -> store.readAll(installation -> look.apply(installation.hints())));
    }

    private static void requireSame(Account named, Account other) {
        if (!named.id().equals(other.id())) {
            throw Refusal.notFound("account");
        }
    }
}
