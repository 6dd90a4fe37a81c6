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
import dev.slipway.upgrade.DottedUpgrades;
import dev.slipway.upgrade.UpdateExplanations;
import dev.slipway.upgrade.UpgradeExplanations;
import dev.slipway.upgrade.Upgrades;
import dev.slipway.version.DottedVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses/{id}/release-explanations} and {@code /licenses/{id}/upgrade-explanation}, which only this server has. */
public final class ExplanationRoutes {
    private final ReleaseExplanations releases;
    private final UpgradeExplanations upgrades;
    private final UpdateExplanations updates;

    /** Translates for these. */
    public ExplanationRoutes(ReleaseExplanations releases, UpgradeExplanations upgrades, UpdateExplanations updates) {
        this.releases = releases;
        this.upgrades = upgrades;
        this.updates = updates;
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
        String platform = query.first("platform");
        return platform == null ? upgrade(context, query) : update(context, query, platform);
    }

    private Answer upgrade(Context context, QueryParameters query) {
        UpgradeExplanations.Explanation explanation = upgrades.explain(
                context.caller(),
                context.parameter("id"),
                new Upgrades.Question(
                        given("version", query.first("version")),
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
                .put("allowed", next != null)
                .put("more", explanation.isCut());
        meta.set("reasons", reasons(explanation.current().reasons()));
        return Answer.ok(document);
    }

    private Answer update(Context context, QueryParameters query, String platform) {
        String version = given("version", query.first("version"));
        UpdateExplanations.Explanation explanation = updates.explain(
                context.caller(),
                context.parameter("id"),
                new DottedUpgrades.Question(
                        "", given("platform", platform), query.first("channel"), isTrue(query.first("allowed"))),
                version);
        ObjectNode document = Documents.ofAll(explanation.passedOver().stream()
                .map(passedOver -> render(context, passedOver, dotted(passedOver.release())))
                .toList());
        ReleaseExplanation next = explanation.next();
        ObjectNode meta = document.putObject("meta");
        meta.put("current", version)
                .put("next", next == null ? null : dotted(next.release()))
                .put("allowed", next != null && next.isAllowed())
                .put("more", explanation.isCut());
        meta.set("reasons", reasons(next == null ? explanation.refused() : next.reasons()));
        return Answer.ok(document);
    }

    private static String dotted(Release release) {
        DottedVersion dotted = release.offer().dotted();
        return dotted == null ? release.version().text() : dotted.text();
    }

    private static boolean isTrue(@Nullable String given) {
        if (given != null && !given.equals("true") && !given.equals("false")) {
            throw Refusal.of(Problem.BAD_REQUEST, "must be true or false", Source.parameter("allowed"));
        }
        return "true".equals(given);
    }

    private static String given(String parameter, @Nullable String given) {
        if (given == null || given.isBlank()) {
            throw Refusal.of(Problem.BAD_REQUEST, "cannot be blank", Source.parameter(parameter));
        }
        return given;
    }

    private static ObjectNode render(Context context, ReleaseExplanation explanation) {
        return render(context, explanation, explanation.release().semver().text());
    }

    private static ObjectNode render(Context context, ReleaseExplanation explanation, String version) {
        Release release = explanation.release();
        String accountId = context.account().id();
        return new Resource(accountId, "release-explanations", release.id(), "/releases/" + release.id())
                .attribute("version", version)
                .attribute("channel", release.channel().key())
                .attribute("status", release.status().name())
                .attribute("allowed", explanation.isAllowed())
                .attribute("open", explanation.openToAll())
                .attribute("reasons", reasons(explanation.reasons()))
                .toOne("release", "releases", release.id(), Links.account(accountId) + "/releases/" + release.id())
                .build();
    }

    private static ArrayNode reasons(List<Reason> explained) {
        ArrayNode reasons = Json.NODES.arrayNode();
        for (Reason reason : explained) {
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
