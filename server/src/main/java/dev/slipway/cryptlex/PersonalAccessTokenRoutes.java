package dev.slipway.cryptlex;

import dev.slipway.access.PersonalAccessTokens;
import dev.slipway.access.Scope;
import dev.slipway.access.TokenDetails;
import dev.slipway.access.Tokens;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Token;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /personal-access-tokens}: what a person's programs sign in with. */
public final class PersonalAccessTokenRoutes {
    private static final Scope SCOPE = Scope.PERSONAL_ACCESS_TOKEN_WRITE;

    private final PersonalAccessTokens tokens;

    /** Serves these. */
    public PersonalAccessTokenRoutes(PersonalAccessTokens tokens) {
        this.tokens = tokens;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/personal-access-tokens", SCOPE, this::list)
                .on("POST", "/personal-access-tokens", SCOPE, this::create)
                .on("GET", "/personal-access-tokens/{id}", SCOPE, this::show)
                .on("PATCH", "/personal-access-tokens/{id}", SCOPE, this::update)
                .on("DELETE", "/personal-access-tokens/{id}", SCOPE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, tokens.list(context.caller(), query), PersonalAccessTokenRoutes::render);
    }

    private Answer create(Context context) throws IOException {
        PersonalAccessTokens.Draft draft = context.body()
                .read(members -> new PersonalAccessTokens.Draft(
                        members.text("name"),
                        members.texts("scopes"),
                        members.optionalTime("expiresAt"),
                        members.flag("revoked", false)));
        Tokens.Issued issued = tokens.issue(context.caller(), context.origin(), draft);
        return Answer.created(
                render(issued.details()).put("token", issued.secretText()).put("accessToken", issued.secretText()));
    }

    private Answer show(Context context) {
        return Answer.ok(render(tokens.show(context.caller(), context.id("id"))));
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        TokenDetails updated = tokens.setRevoked(
                context.caller(), context.id("id"), () -> body.read(members -> members.optionalFlag("revoked")));
        return Answer.ok(render(updated));
    }

    private Answer delete(Context context) {
        tokens.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(TokenDetails details) {
        Token token = details.token();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", token.id());
        object.put("createdAt", Times.text(token.created()));
        object.put("updatedAt", Times.text(token.updated()));
        object.put("name", token.name() == null ? "" : token.name());
        object.put("expiresAt", Json.time(token.expiry()));
        object.put("revoked", token.revoked() != null);
        object.set("scopes", Json.array(Scope.of(details)));
        return object;
    }
}
