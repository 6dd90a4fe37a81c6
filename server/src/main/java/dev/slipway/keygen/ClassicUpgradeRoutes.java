package dev.slipway.keygen;

import dev.slipway.catalog.Download;
import dev.slipway.catalog.Downloads;
import dev.slipway.http.QueryParameters;
import dev.slipway.keygen.KeygenView.Trait;
import dev.slipway.problem.Refusal;
import dev.slipway.upgrade.ClassicUpgrades;
import dev.slipway.upgrade.ClassicUpgrades.Limits;
import dev.slipway.upgrade.ClassicUpgrades.Offer;
import dev.slipway.upgrade.ClassicUpgrades.Question;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases/actions/upgrade} and {@code /releases/{id}/actions/upgrade}, under API version 1.0 only. */
public final class ClassicUpgradeRoutes {
    private final ClassicUpgrades upgrades;
    private final Downloads downloads;

    /** Translates for these. */
    public ClassicUpgradeRoutes(ClassicUpgrades upgrades, Downloads downloads) {
        this.upgrades = upgrades;
        this.downloads = downloads;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/releases/actions/upgrade", this::fromVersion, Trait.CLASSIC);
        view.on("GET", "/releases/{id}/actions/upgrade", this::fromRelease, Trait.CLASSIC);
    }

    private Answer fromVersion(Context context) {
        QueryParameters query = context.query();
        Question question = new Question(
                query.first("product"),
                query.first("platform"),
                query.first("filetype"),
                query.first("version"),
                limits(query));
        return answer(context, upgrades.fromVersion(context.caller(), question));
    }

    private Answer fromRelease(Context context) {
        return answer(
                context,
                upgrades.fromRelease(
                        context.caller(), context.parameter("id"), context.filter("product"), limits(context.query())));
    }

    private static Limits limits(QueryParameters query) {
        return new Limits(query.first("channel"), query.first("constraint"));
    }

    private Answer answer(Context context, Optional<Offer> offered) {
        return offered.map(offer -> redirect(context, offer)).orElseGet(Answer::noContent);
    }

    private Answer redirect(Context context, Offer offer) {
        String address = switch (downloads.forUpgrade(context.caller(), offer.artifact())) {
            case Download.Linked linked -> ArtifactRoutes.address(context, linked.link());
            case Download.Elsewhere elsewhere -> elsewhere.url();
            case Download.Described nothing -> throw Refusal.notFound("artifact");
        };
        ObjectNode document = ArtifactRoutes.document(context, offer.artifact(), address);
        document.putObject("meta")
                .put("current", offer.current().text())
                .put("next", offer.next().semver().text());
        return Answer.ok(document).withStatus(303).withHeader("Location", address);
    }
}
