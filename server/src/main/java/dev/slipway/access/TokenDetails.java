package dev.slipway.access;

import dev.slipway.model.BearerReference;
import dev.slipway.model.Permission;
import dev.slipway.model.Token;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A token with what it is good for now.
 *
 * @param permissions those of its bearer, as far as the token is not narrowed
 */
public record TokenDetails(Token token, Set<Permission> permissions) {

    static TokenDetails of(Token token, Set<Permission> ofBearer) {
        Set<Permission> narrowed = token.permissions();
        if (narrowed == null) {
            return new TokenDetails(token, ofBearer);
        }
        EnumSet<Permission> shared = EnumSet.noneOf(Permission.class);
        shared.addAll(ofBearer);
        shared.retainAll(narrowed);
        return new TokenDetails(token, shared);
    }

    /** The details of a token. */
    public static TokenDetails of(Session session, Token token) {
        return of(session, List.of(token)).getFirst();
    }

    static List<TokenDetails> of(Session session, List<Token> tokens) {
        Set<BearerReference> bearers = tokens.stream().map(Token::bearer).collect(Collectors.toSet());
        // People are read at once, and without the licenses that some of them hold.
        Map<String, User> users = session
                .users()
                .findAll(bearers.stream()
                        .filter(bearer -> bearer.kind() == BearerReference.Kind.USER)
                        .map(BearerReference::id)
                        .toList())
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
        Map<BearerReference, Set<Permission>> held = new HashMap<>();
        for (BearerReference bearer : bearers) {
            User user = users.get(bearer.id());
            held.put(
                    bearer,
                    user != null
                            ? new Bearer.Staff(user).permissions()
                            : Authenticator.findBearer(session, bearer)
                                    .map(Bearer::permissions)
                                    .orElse(Set.of()));
        }
        return tokens.stream()
                .map(token -> of(token, held.getOrDefault(token.bearer(), Set.of())))
                .toList();
    }
}
