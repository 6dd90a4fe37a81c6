package dev.slipway.keygen;

import dev.slipway.access.Accounts;
import dev.slipway.access.Credentials;
import dev.slipway.access.Operator;
import dev.slipway.http.Request;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.Account;
import dev.slipway.model.Permission;
import dev.slipway.model.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** {@code /accounts}: above all the public key that answers are verified with. */
public final class AccountRoutes {
    private static final long LARGEST_BODY = 1 << 20;
    private static final int MOST_ADMINS = 10;
    private static final Kind VERSION = new Kind.OneOf(
            Arrays.stream(ApiVersion.values()).map(ApiVersion::text).collect(Collectors.toSet()));

    private static final List<String> RELATED = List.of(
            "settings",
            "products",
            "platforms",
            "arches",
            "channels",
            "releases",
            "artifacts",
            "policies",
            "users",
            "keys",
            "licenses",
            "machines",
            "components",
            "processes",
            "tokens");

    static final BodySchema CREATE = attributes()
            .relationship(
                    "admins",
                    Member.required(new Kind.ListOf(
                            new Kind.Members(BodySchema.ordered(
                                    "type",
                                    BodySchema.type("users"),
                                    "attributes",
                                    Member.required(new Kind.Members(BodySchema.ordered(
                                            "email",
                                            Member.required(new Kind.Text()),
                                            "password",
                                            Member.required(new Kind.Text()),
                                            "first_name",
                                            Member.nullable(new Kind.Text()),
                                            "last_name",
                                            Member.nullable(new Kind.Text())))))),
                            1,
                            MOST_ADMINS)),
                    true)
            .build();
    static final BodySchema UPDATE = attributes().withId().build();

    private final Accounts accounts;
    private final Operator operator;

    /** Translates for these. */
    public AccountRoutes(Accounts accounts, Operator operator) {
        this.accounts = accounts;
        this.operator = operator;
    }

    private static BodySchema.Builder attributes() {
        return BodySchema.resource("accounts")
                .attribute("name", Member.optional(new Kind.Text()))
                .attribute("slug", Member.optional(new Kind.Text()))
                .attribute("domain", Member.nullable(new Kind.Text()))
                .attribute("api_version", Member.nullable(VERSION).notBlank())
                .attribute("protected", Member.optional(new Kind.Flag()));
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.onInstallation("POST", "/accounts", this::create);
        view.onAccount("GET", this::show);
        view.onAccount("PATCH", this::update);
        view.onAccount("PUT", this::update);
        view.onAccount("DELETE", context -> {
            accounts.refuseDeletion(context.caller());
            return Answer.noContent();
        });
    }

    private Answer create(Request request, Credentials credentials, String origin) throws IOException {
        operator.require(credentials);
        Body document = CREATE.read(Json.read(request.readBody(LARGEST_BODY)));
        Body attributes = BodySchema.attributes(document);
        Boolean isProtected = attributes.flagOrNull("protected");
        Accounts.Created created = accounts.create(
                new Accounts.Draft(
                        attributes.textOrNull("slug"),
                        attributes.textOrNull("name"),
                        attributes.textOrNull("domain"),
                        attributes.textOrNull("api_version"),
                        isProtected == null || isProtected,
                        document.body("data").body("relationships").body("admins").bodies("data").stream()
                                .map(AccountRoutes::admin)
                                .toList()),
                request.id());
        Account account = created.account();
        return Answer.created(Documents.of(render(account, created.admins())), origin + Links.account(account.id()));
    }

    private static Accounts.Admin admin(Body linkage) {
        Body attributes = linkage.body("attributes");
        return new Accounts.Admin(
                attributes.text("email"),
                attributes.text("password"),
                attributes.textOrNull("first_name"),
                attributes.textOrNull("last_name"));
    }

    private Answer show(Context context) {
        context.caller().require(Permission.ACCOUNT_READ);
        return answer(context.account());
    }

    private Answer update(Context context) throws IOException {
        var json = context.json();
        return answer(accounts.update(context.caller(), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new Accounts.Changes(
                    attributes.change("name", String.class),
                    attributes.change("slug", String.class),
                    attributes.change("domain", String.class),
                    attributes.change("api_version", String.class),
                    attributes.change("protected", Boolean.class));
        }));
    }

    private static Answer answer(Account account) {
        return Answer.ok(Documents.of(render(account, List.of())));
    }

    /**
     * An account as clients see it.
     *
     * @param admins its first administrators, when it has just been made
     */
    static ObjectNode render(Account account, List<User> admins) {
        // Clients decode the value twice: base64, then hex.
        String verifyKey =
                Base64.getEncoder().encodeToString(account.verifyKey().getBytes(StandardCharsets.US_ASCII));
        ObjectNode meta = Json.NODES.objectNode();
        meta.putObject("keys").put("ed25519", verifyKey);
        String version = account.apiVersion() == null ? ApiVersion.NEWEST.text() : account.apiVersion();
        Resource resource = new Resource(account.id(), "accounts", account.id(), "")
                .attribute("name", account.name())
                .attribute("slug", account.slug())
                .attribute("domain", account.domain())
                .attribute("apiVersion", version)
                .attribute("status", "SUBSCRIBED")
                .attribute("protected", account.isProtected())
                .times(account.created(), account.updated());
        resource.toMany("webhookEndpoints", "webhook-endpoints").toMany("webhookEvents", "webhook-events");
        RELATED.forEach(resource::toMany);
        resource.toMany("admins", "users");
        if (!admins.isEmpty()) {
            resource.related("admins", "users", admins.stream().map(User::id).toList());
        }
        return resource.selfLink().meta(meta).build();
    }
}
