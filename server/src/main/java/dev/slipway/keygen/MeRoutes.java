package dev.slipway.keygen;

import dev.slipway.access.Bearer;
import dev.slipway.access.TokenDetails;
import dev.slipway.catalog.Products;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.Users;
import dev.slipway.model.Token;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** {@code /me} and {@code /profile}: whom the credentials belong to. */
public final class MeRoutes {
    private final Users users;
    private final Products products;
    private final Licenses licenses;

    /** Asks these. */
    public MeRoutes(Users users, Products products, Licenses licenses) {
        this.users = users;
        this.products = products;
        this.licenses = licenses;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/me", context -> Answer.ok(document(context)));
        view.on("GET", "/profile", this::profile);
    }

    private ObjectNode document(Context context) {
        ObjectNode document = Documents.of(bearer(context));
        Token token = context.caller().token();
        if (token != null) {
            document.putArray("included")
                    .add(TokenRoutes.render(
                            context.account().id(),
                            new TokenDetails(token, context.caller().permissions()),
                            null));
        }
        return document;
    }

    private Answer profile(Context context) {
        ObjectNode document = document(context);
        Token token = context.caller().token();
        document.putObject("meta").put("tokenId", token == null ? null : token.id());
        return Answer.ok(document);
    }

    private ObjectNode bearer(Context context) {
        String accountId = context.account().id();
        return switch (context.caller().bearer()) {
            case Bearer.Staff staff ->
                UserRoutes.render(
                        context, users.show(context.caller(), staff.user().id()));
            case Bearer.Customer customer ->
                UserRoutes.render(
                        context, users.show(context.caller(), customer.user().id()));
            case Bearer.OfProduct product ->
                ProductRoutes.render(
                        accountId,
                        products.show(context.caller(), product.product().id()));
            case Bearer.OfLicense license ->
                LicenseDocuments.render(
                        accountId,
                        licenses.show(
                                context.caller(), license.standing().license().id()),
                        context.caller().now());
            case Bearer.Anonymous nobody -> throw Refusal.of(Problem.TOKEN_MISSING);
        };
    }
}
