package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.access.IssuedTokens;
import dev.slipway.access.TokenDetails;
import dev.slipway.access.Tokens;
import dev.slipway.model.Aliases;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.Token;
import dev.slipway.model.TokenFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /tokens}, and the tokens of products, licenses and users. */
public final class TokenRoutes {
    static final BodySchema ANY_BEARER = schema(true)
            .toOneOfOrNone("bearer", "users", "licenses", "products")
            .build();
    static final BodySchema OF_BEARER = schema(false).build();
    static final BodySchema OF_LICENSE = schema(true).build();

    private final Tokens tokens;
    private final IssuedTokens issued;

    /** Translates for these. */
    public TokenRoutes(Tokens tokens, IssuedTokens issued) {
        this.tokens = tokens;
        this.issued = issued;
    }

    private static BodySchema.Builder schema(boolean ofLicense) {
        BodySchema.Builder schema = BodySchema.resource("tokens")
                .attribute("name", Member.nullable(new Kind.Text()))
                .attribute("expiry", Member.nullable(new Kind.Time()))
                .attribute("permissions", Member.optional(new Kind.ListOf(new Kind.Text(), 0, 500)));
        if (ofLicense) {
            schema.attribute("max_activations", Member.nullable(new Kind.WholeNumber()))
                    .attribute("max_deactivations", Member.nullable(new Kind.WholeNumber()));
        }
        return schema.orAbsent().meta("otp", Member.nullable(new Kind.Text()));
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("POST", "/tokens", this::issue, KeygenView.Trait.PASSWORD);
        view.on("GET", "/tokens", this::list);
        view.on("PUT", "/tokens", context -> answer(context, tokens.regenerateOwn(context.caller())));
        view.on(
                "GET",
                "/tokens/{id}",
                context -> show(context, issued.show(context.caller(), context.parameter("id"))));
        view.on(
                "PUT",
                "/tokens/{id}",
                context -> answer(context, tokens.regenerate(context.caller(), context.parameter("id"))));
        view.on("DELETE", "/tokens/{id}", this::revoke);
        registerOf(view, "products", BearerReference.Kind.PRODUCT, OF_BEARER, tokens::issueForProduct);
        registerOf(view, "licenses", BearerReference.Kind.LICENSE, OF_LICENSE, tokens::issueForLicense);
        registerOf(view, "users", BearerReference.Kind.USER, OF_BEARER, tokens::issueForUser);
    }

    /** How a token is issued for the bearer of that id or alias. */
    @FunctionalInterface
    private interface Issue {
        Tokens.Issued run(Caller caller, String idOrAlias, Tokens.Draft draft);
    }

    private void registerOf(
            KeygenView view, String bearers, BearerReference.Kind kind, BodySchema schema, Issue issue) {
        String path = "/" + bearers + "/{id}/tokens";
        view.on("POST", path, context -> {
            Body document = document(context, schema);
            return answer(context, issue.run(context.caller(), context.parameter("id"), draft(document)));
        });
        view.on(
                "GET",
                path,
                context ->
                        list(context, issued.listOf(context.caller(), kind, context.parameter("id"), context.page())));
        view.on(
                "GET",
                path + "/{token}",
                context -> show(
                        context,
                        issued.showOf(context.caller(), kind, context.parameter("id"), context.parameter("token"))));
    }

    private Answer issue(Context context) throws IOException {
        context.caller().requireAuthentication();
        Body document = document(context, ANY_BEARER);
        Tokens.Issued fresh = tokens.issue(context.caller(), bearer(document), draft(document));
        return answer(context, fresh)
                .withStatus(201)
                .withHeader(
                        "Location",
                        context.url("/tokens/" + fresh.details().token().id()));
    }

    private static @Nullable BearerReference bearer(Body document) {
        Body linkage =
                document.body("data").body("relationships").body("bearer").body("data");
        String type = linkage.textOrNull("type");
        return type == null ? null : new BearerReference(kind(type).orElseThrow(), linkage.text("id"));
    }

    /** What bears tokens by the name of its type, in the plural or the singular. */
    private static Optional<BearerReference.Kind> kind(String type) {
        return switch (type) {
            case "users", "user" -> Optional.of(BearerReference.Kind.USER);
            case "products", "product" -> Optional.of(BearerReference.Kind.PRODUCT);
            case "licenses", "license" -> Optional.of(BearerReference.Kind.LICENSE);
            default -> Optional.empty();
        };
    }

    private static Body document(Context context, BodySchema schema) throws IOException {
        var json = context.json();
        return json.isEmpty() ? Body.EMPTY : schema.read(json);
    }

    private static Tokens.Draft draft(Body document) {
        Body attributes = BodySchema.attributes(document);
        return new Tokens.Draft(
                attributes.textOrNull("name"),
                attributes.change("expiry", Instant.class),
                attributes.textsOrNull("permissions"),
                attributes.numberOrNull("max_activations"),
                attributes.numberOrNull("max_deactivations"));
    }

    private static Answer answer(Context context, Tokens.Issued fresh) {
        return Answer.ok(Documents.of(render(context.account().id(), fresh.details(), fresh.secretText())));
    }

    private Answer list(Context context) {
        return list(context, issued.list(context.caller(), filter(context), context.page()));
    }

    private static Answer list(Context context, Slice<TokenDetails> found) {
        return Answer.ok(Documents.of(
                context,
                found,
                details -> render(context.account().id(), details, null),
                details -> details.token().id()));
    }

    private static TokenFilter filter(Context context) {
        String type = context.filter("bearer[type]");
        String id = context.filter("bearer[id]");
        List<String> roles = new ArrayList<>(context.query().all("bearer[role]"));
        roles.addAll(context.query().all("bearer[role][]"));
        roles.removeIf(String::isBlank);
        return new TokenFilter(
                type == null ? null : kind(type).map(Set::of).orElse(Set.of()),
                id == null ? null : Aliases.canonical(id),
                roles.isEmpty()
                        ? null
                        : roles.stream()
                                .flatMap(role -> Role.find(role).stream())
                                .collect(Collectors.toSet()));
    }

    private static Answer show(Context context, TokenDetails details) {
        return Answer.ok(Documents.of(render(context.account().id(), details, null)));
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
    static ObjectNode render(String accountId, TokenDetails details, @Nullable String secret) {
        Token token = details.token();
        Resource resource =
                new Resource(accountId, "tokens", token.id(), "/tokens/" + token.id()).attribute("kind", token.kind());
        if (secret != null) {
            resource.attribute("token", secret);
        }
        resource.attribute("expiry", token.expiry())
                .attribute("name", token.name())
                .attribute("permissions", Permission.keysOf(details.permissions()));
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
