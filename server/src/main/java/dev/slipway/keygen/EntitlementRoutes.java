package dev.slipway.keygen;

import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.licensing.Entitlements;
import dev.slipway.model.Attachment;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.Slice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /entitlements}, and the entitlements of licenses and policies. */
public final class EntitlementRoutes {
    static final BodySchema CREATE = BodySchema.resource("entitlements")
            .attribute("name", Member.required(new Kind.Text()))
            .attribute("code", Member.required(new Kind.Text()))
            .attribute("metadata", Member.optional(new Kind.Free()))
            .build();
    static final BodySchema UPDATE = BodySchema.resource("entitlements")
            .withId()
            .attribute("name", Member.optional(new Kind.Text()))
            .attribute("code", Member.optional(new Kind.Text()))
            .attribute("metadata", Member.optional(new Kind.Free()))
            .build();
    static final BodySchema REFERENCES = BodySchema.of(
            BodySchema.ordered("data", Member.required(new Kind.ListOf(BodySchema.reference("entitlements"), 1, 100))));

    private final Entitlements entitlements;
    private final EntitlementHolding holding;

    /** Translates for these. */
    public EntitlementRoutes(Entitlements entitlements, EntitlementHolding holding) {
        this.entitlements = entitlements;
        this.holding = holding;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/entitlements", context -> list(context, entitlements.list(context.caller(), context.page())));
        view.on("POST", "/entitlements", this::create);
        view.on(
                "GET",
                "/entitlements/{id}",
                context -> answer(context, entitlements.show(context.caller(), context.parameter("id"))));
        view.onUpdate("/entitlements/{id}", this::update);
        view.on("DELETE", "/entitlements/{id}", this::delete);
        registerOfLicenses(view);
        registerOfPolicies(view);
    }

    private void registerOfLicenses(KeygenView view) {
        view.on(
                "GET",
                "/licenses/{id}/entitlements",
                context -> list(
                        context, holding.listOfLicense(context.caller(), context.parameter("id"), context.page())));
        view.on(
                "GET",
                "/licenses/{id}/entitlements/{entitlement}",
                context -> answer(
                        context,
                        holding.showOfLicense(
                                context.caller(), context.parameter("id"), context.parameter("entitlement"))));
        view.on("POST", "/licenses/{id}/entitlements", context -> {
            Map<String, @Nullable Object> json = context.json();
            return attached(
                    context,
                    holding.attachToLicense(context.caller(), context.parameter("id"), () -> references(json)),
                    "license",
                    "licenses");
        });
        view.on("DELETE", "/licenses/{id}/entitlements", context -> {
            Map<String, @Nullable Object> json = context.json();
            holding.detachFromLicense(context.caller(), context.parameter("id"), () -> references(json));
            return Answer.noContent();
        });
    }

    private void registerOfPolicies(KeygenView view) {
        view.on(
                "GET",
                "/policies/{id}/entitlements",
                context ->
                        list(context, holding.listOfPolicy(context.caller(), context.parameter("id"), context.page())));
        view.on(
                "GET",
                "/policies/{id}/entitlements/{entitlement}",
                context -> answer(
                        context,
                        holding.showOfPolicy(
                                context.caller(), context.parameter("id"), context.parameter("entitlement"))));
        view.on("POST", "/policies/{id}/entitlements", context -> {
            Map<String, @Nullable Object> json = context.json();
            return attached(
                    context,
                    holding.attachToPolicy(context.caller(), context.parameter("id"), () -> references(json)),
                    "policy",
                    "policies");
        });
        view.on("DELETE", "/policies/{id}/entitlements", context -> {
            Map<String, @Nullable Object> json = context.json();
            holding.detachFromPolicy(context.caller(), context.parameter("id"), () -> references(json));
            return Answer.noContent();
        });
    }

    private static List<String> references(Map<String, @Nullable Object> json) {
        return REFERENCES.read(json).bodies("data").stream()
                .map(reference -> reference.text("id"))
                .toList();
    }

    private Answer create(Context context) throws IOException {
        Body attributes = BodySchema.attributes(CREATE.read(context.json()));
        Entitlement entitlement = entitlements.create(
                context.caller(),
                new Entitlements.Draft(
                        attributes.text("name"), attributes.text("code"), attributes.metadata("metadata")));
        return Answer.created(document(context, entitlement), context.url("/entitlements/" + entitlement.id()));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return answer(context, entitlements.update(context.caller(), context.parameter("id"), () -> {
            Body attributes = BodySchema.attributes(UPDATE.read(json));
            return new Entitlements.Changes(
                    attributes.change("name", String.class),
                    attributes.change("code", String.class),
                    attributes.change("metadata", Metadata.class));
        }));
    }

    private Answer delete(Context context) {
        entitlements.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private static Answer answer(Context context, Entitlement entitlement) {
        return Answer.ok(document(context, entitlement));
    }

    private static Answer list(Context context, Slice<Entitlement> slice) {
        return Answer.ok(Documents.of(
                context, slice, entitlement -> render(context.account().id(), entitlement), Entitlement::id));
    }

    private static ObjectNode document(Context context, Entitlement entitlement) {
        return Documents.of(render(context.account().id(), entitlement));
    }

    private static Answer attached(Context context, List<Attachment> attachments, String holder, String holders) {
        String accountId = context.account().id();
        return Answer.ok(Documents.ofAll(attachments.stream()
                .map(attachment -> render(accountId, attachment, holder, holders))
                .toList()));
    }

    /** An entitlement as clients see it. */
    static ObjectNode render(String accountId, Entitlement entitlement) {
        return new Resource(accountId, "entitlements", entitlement.id(), "/entitlements/" + entitlement.id())
                .attribute("name", entitlement.name())
                .attribute("code", entitlement.code())
                .attribute("metadata", entitlement.metadata())
                .times(entitlement.created(), entitlement.updated())
                .selfLink()
                .build();
    }

    private static ObjectNode render(String accountId, Attachment attachment, String holder, String holders) {
        String account = Links.account(accountId);
        String holderPath = account + "/" + holders + "/" + attachment.holderId();
        return new Resource(accountId, holder + "-entitlements", attachment.id(), "")
                .times(attachment.created(), attachment.updated())
                .toOne(
                        "entitlement",
                        "entitlements",
                        attachment.entitlementId(),
                        account + "/entitlements/" + attachment.entitlementId())
                .toOne(holder, holders, attachment.holderId(), holderPath)
                .link("related", holderPath + "/entitlements/" + attachment.entitlementId())
                .build();
    }
}
