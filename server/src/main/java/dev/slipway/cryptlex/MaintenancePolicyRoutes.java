package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.licensing.MaintenancePolicies;
import dev.slipway.model.ListQuery;
import dev.slipway.model.MaintenancePolicy;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** {@code /maintenance-policies}: for how long, and how far, licenses get new releases. */
public final class MaintenancePolicyRoutes {
    private final MaintenancePolicies policies;

    /** Serves these. */
    public MaintenancePolicyRoutes(MaintenancePolicies policies) {
        this.policies = policies;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        String one = "/maintenance-policies/{id:uuid}";
        view.on("GET", "/maintenance-policies", Scope.LICENSE_POLICY_READ, this::list)
                .on("POST", "/maintenance-policies", Scope.LICENSE_POLICY_WRITE, this::create)
                .on("GET", one, Scope.LICENSE_POLICY_READ, this::show)
                .on("PATCH", one, Scope.LICENSE_POLICY_WRITE, this::update)
                .on("DELETE", one, Scope.LICENSE_POLICY_WRITE, this::delete);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, policies.list(context.caller(), query), MaintenancePolicyRoutes::render);
    }

    private Answer show(Context context) {
        return Answer.ok(render(policies.show(context.caller(), context.id("id"))));
    }

    private Answer create(Context context) throws IOException {
        MaintenancePolicies.Draft draft = context.body()
                .read(members -> new MaintenancePolicies.Draft(
                        members.text("name"),
                        members.number("validity"),
                        members.optionalText("expirationStrategy"),
                        members.flag("allowMajorVersionUpdates", false),
                        members.flag("allowMinorVersionUpdates", false)));
        return Answer.created(render(policies.create(context.caller(), draft)));
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return Answer.ok(render(policies.update(
                context.caller(), context.id("id"), () -> body.read(MaintenancePolicyRoutes::changes))));
    }

    private static MaintenancePolicies.Changes changes(Members members) {
        return new MaintenancePolicies.Changes(
                members.changedText("name"),
                members.changed("validity", members.optionalNumber("validity")),
                members.changedText("expirationStrategy"),
                members.changed("allowMajorVersionUpdates", members.optionalFlag("allowMajorVersionUpdates")),
                members.changed("allowMinorVersionUpdates", members.optionalFlag("allowMinorVersionUpdates")));
    }

    private Answer delete(Context context) {
        policies.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private static ObjectNode render(MaintenancePolicy policy) {
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", policy.id());
        object.put("createdAt", Times.text(policy.created()));
        object.put("updatedAt", Times.text(policy.updated()));
        object.put("name", policy.name());
        object.put("validity", policy.validity().toSeconds());
        object.put("expirationStrategy", policy.start().name().toLowerCase(Locale.ROOT));
        object.put("allowMajorVersionUpdates", policy.allowsMajor());
        object.put("allowMinorVersionUpdates", policy.allowsMinor());
        return object;
    }
}
