package dev.slipway.keygen;

import dev.slipway.catalog.ReleaseConstraints;
import dev.slipway.model.Constraint;
import dev.slipway.model.Entitlement;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases/{id}/constraints} and {@code /releases/{id}/entitlements}. */
public final class ReleaseConstraintRoutes {
    private static final int MOST_LISTED = 1_000;
    static final BodySchema ATTACH = BodySchema.of(
            BodySchema.ordered("data", Member.required(new Kind.ListOf(ReleaseRoutes.CONSTRAINT, 1, MOST_LISTED))));
    static final BodySchema DETACH = BodySchema.of(BodySchema.ordered(
            "data", Member.required(new Kind.ListOf(BodySchema.reference("constraints"), 1, MOST_LISTED))));

    private final ReleaseConstraints constraints;

    /** Translates for these. */
    public ReleaseConstraintRoutes(ReleaseConstraints constraints) {
        this.constraints = constraints;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/releases/{release}/constraints", this::list);
        view.on("GET", "/releases/{release}/constraints/{id}", this::show);
        view.on("POST", "/releases/{release}/constraints", this::attach);
        view.on("DELETE", "/releases/{release}/constraints", this::detach);
        view.on("GET", "/releases/{release}/entitlements", this::entitlements);
        view.on("GET", "/releases/{release}/entitlements/{id}", this::entitlement);
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                constraints.list(context.caller(), context.parameter("release"), context.page()),
                constraint -> render(context.account().id(), constraint),
                Constraint::id));
    }

    private Answer show(Context context) {
        Constraint constraint =
                constraints.show(context.caller(), context.parameter("release"), context.parameter("id"));
        return Answer.ok(Documents.of(render(context.account().id(), constraint)));
    }

    private Answer attach(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return Answer.ok(Documents.ofAll(constraints
                .attach(
                        context.caller(),
                        context.parameter("release"),
                        () -> ReleaseRoutes.entitlementIds(ATTACH.read(json).bodies("data")))
                .stream()
                .map(constraint -> render(context.account().id(), constraint))
                .toList()));
    }

    private Answer detach(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        constraints.detach(
                context.caller(),
                context.parameter("release"),
                () -> DETACH.read(json).bodies("data").stream()
                        .map(constraint -> constraint.text("id"))
                        .toList());
        return Answer.noContent();
    }

    private Answer entitlements(Context context) {
        return Answer.ok(Documents.of(
                context,
                constraints.entitlements(context.caller(), context.parameter("release"), context.page()),
                entitlement -> EntitlementRoutes.render(context.account().id(), entitlement),
                Entitlement::id));
    }

    private Answer entitlement(Context context) {
        Entitlement entitlement =
                constraints.entitlement(context.caller(), context.parameter("release"), context.parameter("id"));
        return Answer.ok(Documents.of(EntitlementRoutes.render(context.account().id(), entitlement)));
    }

    /** A constraint as clients see it. */
    static ObjectNode render(String accountId, Constraint constraint) {
        String release = "/releases/" + constraint.releaseId();
        String path = release + "/constraints/" + constraint.id();
        String account = Links.account(accountId);
        return new Resource(accountId, "constraints", constraint.id(), path)
                .times(constraint.created(), constraint.updated())
                .toOne(
                        "entitlement",
                        "entitlements",
                        constraint.entitlementId(),
                        account + "/entitlements/" + constraint.entitlementId())
                .toOne("release", "releases", constraint.releaseId(), account + release)
                .link("related", account + path)
                .build();
    }
}
