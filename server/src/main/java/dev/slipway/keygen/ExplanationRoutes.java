package dev.slipway.keygen;

import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanation.Reason;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.http.QueryParameters;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Release;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.upgrade.UpgradeExplanations;
import dev.slipway.upgrade.Upgrades;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses/{id}/release-explanations} and {@code /licenses/{id}/upgrade-explanation}, which only this server has. */
public final class ExplanationRoutes {
    private final ReleaseExplanations releases;
    private final UpgradeExplanations upgrades;

    /** Translates for these. */
    public ExplanationRoutes(ReleaseExplanations releases, UpgradeExplanations upgrades) {
        this.releases = releases;
        this.upgrades = upgrades;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/licenses/{id}/release-explanations", this::list);
        view.on("GET", "/licenses/{id}/upgrade-explanation", this::upgrade);
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                releases.list(context.caller(), context.parameter("id"), context.page()),
                explanation -> render(context, explanation),
                explanation -> explanation.release().id()));
    }

    private Answer upgrade(Context context) {
        QueryParameters query = context.query();
        UpgradeExplanations.Explanation explanation = upgrades.explain(
                context.caller(),
                context.parameter("id"),
                new Upgrades.Question(
                        version(query.first("version")),
                        null,
                        query.first("package"),
                        query.first("channel"),
                        query.first("constraint")));
        ObjectNode document = Documents.ofAll(explanation.passedOver().stream()
                .map(passedOver -> render(context, passedOver))
                .toList());
        Release next = explanation.next();
        ObjectNode meta = document.putObject("meta");
        meta.put("current", explanation.current().release().semver().text())
                .put("next", next == null ? null : next.semver().text())
                .put("more", explanation.isCut());
        meta.set("reasons", reasons(explanation.current()));
        return Answer.ok(document);
    }

    private static String version(@Nullable String given) {
        if (given == null || given.isBlank()) {
            throw Refusal.of(Problem.BAD_REQUEST, "cannot be blank", Source.parameter("version"));
        }
        return given;
    }

    private static ObjectNode render(Context context, ReleaseExplanation explanation) {
        Release release = explanation.release();
        String accountId = context.account().id();
        return new Resource(accountId, "release-explanations", release.id(), "/releases/" + release.id())
                .attribute("version", release.semver().text())
                .attribute("channel", release.channel().key())
                .attribute("status", release.status().name())
                .attribute("allowed", explanation.isAllowed())
                .attribute("open", explanation.openToAll())
                .attribute("reasons", reasons(explanation))
                .toOne("release", "releases", release.id(), Links.account(accountId) + "/releases/" + release.id())
                .build();
    }

    private static ArrayNode reasons(ReleaseExplanation explanation) {
        ArrayNode reasons = Json.NODES.arrayNode();
        for (Reason reason : explanation.reasons()) {
            ObjectNode node = reasons.addObject();
            node.put("code", reason.obstacle().name());
            node.put("detail", reason.obstacle().explanation());
            ArrayNode missing = node.putArray("entitlements");
            reason.missing().stream().map(Entitlement::code).forEach(missing::add);
            node.put("since", reason.since() == null ? null : Resource.time(reason.since()));
            node.put("version", reason.greatest());
        }
        return reasons;
    }
}
