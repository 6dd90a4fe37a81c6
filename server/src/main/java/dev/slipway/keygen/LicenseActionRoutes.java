package dev.slipway.keygen;

import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseSharing;
import dev.slipway.licensing.LicenseTransfers;
import dev.slipway.model.LicenseUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is done with a license: {@code /licenses/{id}/actions/…}, its policy, its owner and its users. */
public final class LicenseActionRoutes {
    static final BodySchema POLICY =
            BodySchema.of(BodySchema.ordered("data", Member.required(BodySchema.reference("policies"))));
    static final BodySchema OWNER =
            BodySchema.of(BodySchema.ordered("data", new Member(BodySchema.reference("users"), true, true, true)));
    static final BodySchema USERS = BodySchema.of(
            BodySchema.ordered("data", Member.required(new Kind.ListOf(BodySchema.reference("users"), 1, 100))));

    static final BodySchema INCREMENT = count("increment");
    static final BodySchema DECREMENT = count("decrement");

    private final LicenseActions actions;
    private final LicenseTransfers transfers;
    private final LicenseSharing sharing;

    /** Translates for these. */
    public LicenseActionRoutes(LicenseActions actions, LicenseTransfers transfers, LicenseSharing sharing) {
        this.actions = actions;
        this.transfers = transfers;
        this.sharing = sharing;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        onAction(view, "suspend", context -> actions.suspend(context.caller(), context.parameter("id")));
        onAction(view, "reinstate", context -> actions.reinstate(context.caller(), context.parameter("id")));
        onAction(view, "renew", context -> actions.renew(context.caller(), context.parameter("id")));
        onAction(view, "check-in", context -> actions.checkIn(context.caller(), context.parameter("id")));
        onAction(view, "increment-usage", context -> {
            LongSupplier by = count(context, INCREMENT, "increment");
            return actions.incrementUsage(context.caller(), context.parameter("id"), by);
        });
        onAction(view, "decrement-usage", context -> {
            LongSupplier by = count(context, DECREMENT, "decrement");
            return actions.decrementUsage(context.caller(), context.parameter("id"), by);
        });
        onAction(view, "reset-usage", context -> actions.resetUsage(context.caller(), context.parameter("id")));
        view.onUpdate("/licenses/{id}/policy", this::changePolicy);
        view.onUpdate("/licenses/{id}/owner", this::changeOwner);
        // Where the licenses of older versions lead.
        view.onUpdate("/licenses/{id}/user", this::changeOwner);
        registerUsers(view);
    }

    @FunctionalInterface
    private interface LicenseAction {
        LicenseDetails run(Context context) throws IOException;
    }

    private static void onAction(KeygenView view, String name, LicenseAction action) {
        view.on(
                "POST",
                "/licenses/{id}/actions/" + name,
                context -> LicenseRoutes.answer(context, action.run(context)));
    }

    private static BodySchema count(String name) {
        return BodySchema.of(BodySchema.ordered(
                "meta",
                Member.optional(new Kind.Members(BodySchema.ordered(name, Member.optional(new Kind.WholeNumber()))))
                        .orBlank()));
    }

    /** How often, by the body's meta; once unless said otherwise. */
    private static LongSupplier count(Context context, BodySchema schema, String name) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return () -> {
            Long count = schema.read(json).body("meta").numberOrNull(name);
            if (count != null && count < 1) {
                throw Kind.refuse("must be greater than or equal to 1", "/meta/" + name);
            }
            return count == null ? 1 : count;
        };
    }

    private Answer changePolicy(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return LicenseRoutes.answer(
                context,
                transfers.changePolicy(
                        context.caller(),
                        context.parameter("id"),
                        () -> POLICY.read(json).body("data").text("id")));
    }

    private Answer changeOwner(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return LicenseRoutes.answer(
                context,
                transfers.changeOwner(
                        context.caller(),
                        context.parameter("id"),
                        () -> Optional.ofNullable(OWNER.read(json).body("data").textOrNull("id"))));
    }

    private void registerUsers(KeygenView view) {
        view.on(
                "GET",
                "/licenses/{id}/users",
                context -> Answer.ok(Documents.of(
                        context,
                        sharing.list(context.caller(), context.parameter("id"), context.page()),
                        details -> UserRoutes.render(context, details),
                        details -> details.user().id())));
        view.on(
                "GET",
                "/licenses/{id}/users/{user}",
                context -> Answer.ok(Documents.of(UserRoutes.render(
                        context, sharing.show(context.caller(), context.parameter("id"), context.parameter("user"))))));
        view.on("POST", "/licenses/{id}/users", context -> {
            Map<String, @Nullable Object> json = context.json();
            List<LicenseUser> attached =
                    sharing.attach(context.caller(), context.parameter("id"), () -> references(json));
            return Answer.ok(Documents.ofAll(attached.stream()
                    .map(user -> render(context.account().id(), user))
                    .toList()));
        });
        view.on("DELETE", "/licenses/{id}/users", context -> {
            Map<String, @Nullable Object> json = context.json();
            sharing.detach(context.caller(), context.parameter("id"), () -> references(json));
            return Answer.noContent();
        });
    }

    private static List<String> references(Map<String, @Nullable Object> json) {
        return USERS.read(json).bodies("data").stream()
                .map(reference -> reference.text("id"))
                .toList();
    }

    private static ObjectNode render(String accountId, LicenseUser user) {
        String account = Links.account(accountId);
        String license = account + "/licenses/" + user.licenseId();
        return new Resource(accountId, "license-users", user.id(), "")
                .times(user.created(), user.updated())
                .toOne("license", "licenses", user.licenseId(), license)
                .toOne("user", "users", user.userId(), account + "/users/" + user.userId())
                .link("related", license + "/users/" + user.userId())
                .build();
    }
}
