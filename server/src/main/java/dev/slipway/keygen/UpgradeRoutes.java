package dev.slipway.keygen;

import dev.slipway.http.QueryParameters;
import dev.slipway.upgrade.Upgrade;
import dev.slipway.upgrade.Upgrades;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases/{id}/upgrade}. */
public final class UpgradeRoutes {
    private final Upgrades upgrades;

    /** Translates for these. */
    public UpgradeRoutes(Upgrades upgrades) {
        this.upgrades = upgrades;
    }

    /** Adds the endpoint to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/releases/{id}/upgrade", this::upgrade);
    }

    private Answer upgrade(Context context) {
        QueryParameters query = context.query();
        Upgrade upgrade = upgrades.next(
                context.caller(),
                new Upgrades.Question(
                        context.parameter("id"),
                        context.filter("product"),
                        query.first("package"),
                        query.first("channel"),
                        query.first("constraint")));
        ObjectNode document = ReleaseRoutes.document(context, upgrade.next());
        document.putObject("meta")
                .put("current", upgrade.current().semver().text())
                .put("next", upgrade.next().semver().text());
        return Answer.ok(document);
    }
}
