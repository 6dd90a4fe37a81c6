package dev.slipway.keygen;

import dev.slipway.access.Tokens;
import dev.slipway.model.Permission;
import dev.slipway.model.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /tokens}, and the tokens of products, licenses and users. */
public final class TokenRoutes {
    static final BodySchema SELF = schema(false);
    static final BodySchema FOR_LICENSE = schema(true);

    private final Tokens tokens;

    /** Translates for these. */
    public TokenRoutes(Tokens tokens) {
        this.tokens = tokens;
    }

    private static BodySchema schema(boolean ofLicense) {
        BodySchema.Builder schema = BodySchema.resource("tokens")
                .attribute("name", Member.nullable(new Kind.Text()))
                .attribute("expiry", Member.nullable(new Kind.Time()))
                .attribute("permissions", Member.optional(new Kind.ListOf(new Kind.Text(), 0, 500)));
        if (ofLicense) {
            schema.attribute("max_activations", Member.nullable(new Kind.WholeNumber()))
                    .attribute("max_deactivations", Member.nullable(new Kind.WholeNumber()));
        }
        return schema.meta("otp", Member.nullable(new Kind.Text())).build();
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("POST", "/tokens", this::issueForSelf, KeygenView.Trait.PASSWORD);
        view.on("GET", "/tokens", this::list);
        view.on("GET", "/tokens/{id}", this::show);
        view.on("DELETE", "/tokens/{id}", this::revoke);
        view.on(
                "POST",
                "/products/{id}/tokens",
                context -> issued(
                        context,
                        tokens.issueForProduct(context.caller(), context.parameter("id"), draft(context, SELF))));
        view.on(
                "POST",
                "/licenses/{id}/tokens",
                context -> issued(
                        context,
                        tokens.issueForLicense(
                                context.caller(), context.parameter("id"), draft(context, FOR_LICENSE))));
        view.on(
                "POST",
                "/users/{id}/tokens",
                context -> issued(
                        context, tokens.issueForUser(context.caller(), context.parameter("id"), draft(context, SELF))));
    }

    private Answer issueForSelf(Context context) throws IOException {
        context.caller().requireAuthentication();
        Tokens.Issued issued = tokens.issueForSelf(context.caller(), draft(context, SELF));
        return Answer.created(
                document(context, issued),
                context.url("/tokens/" + issued.token().id()));
    }

    private static Tokens.Draft draft(Context context, BodySchema schema) throws IOException {
        var json = context.json();
        Body attributes = json.isEmpty() ? Body.EMPTY : BodySchema.attributes(schema.read(json));
        return new Tokens.Draft(
                attributes.textOrNull("name"),
                attributes.change("expiry", Instant.class),
                attributes.textsOrNull("permissions"),
                attributes.numberOrNull("max_activations"),
                attributes.numberOrNull("max_deactivations"));
    }

    private static Answer issued(Context context, Tokens.Issued issued) {
        return Answer.ok(document(context, issued));
    }

    private static ObjectNode document(Context context, Tokens.Issued issued) {
        return Documents.of(render(context.account().id(), issued.token(), issued.secretText()));
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                tokens.list(context.caller(), context.page()),
                token -> render(context.account().id(), token, null),
                Token::id));
    }

    private Answer show(Context context) {
        Token token = tokens.show(context.caller(), context.parameter("id"));
        return Answer.ok(Documents.of(render(context.account().id(), token, null)));
    }

    private Answer revoke(Context context) {
        tokens.revoke(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    /**
     * A token as clients see it.
     *
     * @param secret the token itself, only when it has just been issued
     */
    static ObjectNode render(String accountId, Token token, @Nullable String secret) {
        Resource resource =
                new Resource(accountId, "tokens", token.id(), "/tokens/" + token.id()).attribute("kind", token.kind());
        if (secret != null) {
            resource.attribute("token", secret);
        }
        resource.attribute("expiry", token.expiry())
                .attribute("name", token.name())
                .attribute(
                        "permissions",
                        token.permissions() == null ? List.of("*") : Permission.keysOf(token.permissions()));
        String bearers = switch (token.bearer().kind()) {
            case USER -> "users";
            case PRODUCT -> "products";
            case LICENSE -> {
                resource.attribute("maxActivations", token.maxActivations())
                        .attribute("activations", 0L)
                        .attribute("maxDeactivations", token.maxDeactivations())
                        .attribute("deactivations", 0L);
                yield "licenses";
            }
        };
        String bearerId = token.bearer().id();
        return resource.times(token.created(), token.updated())
                .toOne("bearer", bearers, bearerId, Links.account(accountId) + "/" + bearers + "/" + bearerId)
                .selfLink()
                .build();
    }
}
