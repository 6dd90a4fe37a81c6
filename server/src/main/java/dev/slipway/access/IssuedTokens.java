package dev.slipway.access;

import dev.slipway.model.BearerReference;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.TokenFilter;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;

/** Shows tokens, without their secrets. */
public final class IssuedTokens {
    private final Store store;

    /** Shows those in this store. */
    public IssuedTokens(Store store) {
        this.store = store;
    }

    /** The tokens that fit, of those that exist for a caller: all for the vendor's people. */
    public Slice<TokenDetails> list(Caller caller, TokenFilter filter, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.TOKEN_READ);
        return store.read(caller.account().id(), session -> list(session, caller, filter, page));
    }

    private static Slice<TokenDetails> list(Session session, Caller caller, TokenFilter filter, PageRequest page) {
        Slice<Token> found = session.tokens().list(TokenBearers.scope(caller), filter, page);
        return new Slice<>(TokenDetails.of(session, found.items()), found.hasMore(), found.total());
    }

    /** The tokens of one bearer, as far as they exist for a caller. */
    public Slice<TokenDetails> listOf(Caller caller, BearerReference.Kind kind, String idOrAlias, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            BearerReference bearer = bearer(session, caller, kind, idOrAlias);
            caller.require(Permission.TOKEN_READ);
            return list(session, caller, TokenFilter.of(bearer), page);
        });
    }

    private static BearerReference bearer(Session session, Caller caller, BearerReference.Kind kind, String idOrAlias) {
        String id = switch (kind) {
            case PRODUCT -> {
                Product product = TokenBearers.product(session, caller, idOrAlias);
                if (!caller.isVendor()) {
                    throw caller.deny();
                }
                yield product.id();
            }
            case LICENSE -> TokenBearers.license(session, caller, idOrAlias).id();
            case USER -> TokenBearers.user(session, caller, idOrAlias).id();
        };
        return new BearerReference(kind, id);
    }

    /** A token, if it exists for the caller. */
    public TokenDetails show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Token token = TokenBearers.token(session, caller, id);
            caller.require(Permission.TOKEN_READ);
            return TokenDetails.of(session, token);
        });
    }

    /** A token of one bearer, if both exist for the caller. */
    public TokenDetails showOf(Caller caller, BearerReference.Kind kind, String idOrAlias, String tokenId) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            BearerReference bearer = bearer(session, caller, kind, idOrAlias);
            Token token = TokenBearers.token(session, caller, tokenId);
            if (!token.bearer().equals(bearer)) {
                throw Refusal.notFound("token", tokenId);
            }
            caller.require(Permission.TOKEN_READ);
            return TokenDetails.of(session, token);
        });
    }
}
