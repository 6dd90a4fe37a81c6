package dev.slipway.cryptlex;

import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.upgrade.DottedUpgrades;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases/update} and {@code /releases/latest}: what installations ask with nothing but the key of their license. */
public final class UpdateRoutes {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");

    private final DottedUpgrades upgrades;
    private final ReleaseDirectory directory;

    /** Serves these. */
    public UpdateRoutes(DottedUpgrades upgrades, ReleaseDirectory directory) {
        this.upgrades = upgrades;
        this.directory = directory;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        CryptlexView.Trait[] traits = {CryptlexView.Trait.LICENSE_KEYS, CryptlexView.Trait.KEY_ALONE};
        view.on("GET", "/releases/update", null, this::update, traits)
                .on("GET", "/releases/latest", null, this::latest, traits);
    }

    private Answer update(Context context) {
        context.requiredParameter("key");
        DottedUpgrades.Question question = question(context, context.flag("allowed"));
        String version = context.requiredParameter("version");
        return upgrades.update(context.caller(), question, version)
                .map(offer -> render(context, question, offer))
                .map(Answer::ok)
                .orElseGet(Answer::noContent);
    }

    private Answer latest(Context context) {
        context.requiredParameter("key");
        DottedUpgrades.Question question = question(context, false);
        return upgrades.latest(context.caller(), question)
                .map(offer -> render(context, question, offer))
                .map(Answer::ok)
                .orElseThrow(() -> Refusal.of(
                        Problem.NOT_FOUND, "There is no release of the product for this platform and channel"));
    }

    private static DottedUpgrades.Question question(Context context, boolean onlyAllowed) {
        String productId = context.requiredParameter("productId");
        String platform = context.requiredParameter("platform");
        if (!UUID.matcher(productId).matches()) {
            throw Refusal.of(Problem.BAD_REQUEST, "must be the id of a product", Source.parameter("productId"));
        }
        return new DottedUpgrades.Question(productId, platform, context.parameter("channel"), onlyAllowed);
    }

    private ObjectNode render(Context context, DottedUpgrades.Question question, DottedUpgrades.Offer offer) {
        ObjectNode object = ReleaseDocuments.of(context)
                .render(directory.describeOffered(context.caller(), offer.release()), question.platform());
        object.put("allowed", offer.isAllowed());
        if (!offer.isAllowed()) {
            object.put("reason", offer.reason());
        }
        return object;
    }
}
