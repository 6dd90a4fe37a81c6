package dev.slipway.keygen;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.slipway.http.QueryParameters;
import dev.slipway.upgrade.Upgrade;
import dev.slipway.upgrade.Upgrades;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases/{id}/upgrade}. */
public final class UpgradeRoutes {
    /** Most installations ask for the same few upgrades. */
    private static final int REMEMBERED = 1_000;

    private final Upgrades upgrades;
    private final Cache<Rendering, Answer> answers =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** Translates for these. */
    public UpgradeRoutes(Upgrades upgrades) {
        this.upgrades = upgrades;
    }

    /** All that an answer shows, by value: where anything of it changes, the answer is made anew. */
    private record Rendering(String accountId, Upgrade upgrade) {}

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
        return answers.get(new Rendering(context.account().id(), upgrade), UpgradeRoutes::render);
    }

    private static Answer render(Rendering rendering) {
        Upgrade upgrade = rendering.upgrade();
        ObjectNode document = Documents.of(ReleaseRoutes.render(rendering.accountId(), upgrade.next()));
        document.putObject("meta")
                .put("current", upgrade.current().semver().text())
                .put("next", upgrade.next().semver().text());
        return Answer.lasting(document);
    }
}
