package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Store;

/** The users of a product: those who hold a license of it. */
public final class ProductUsers {
    private final Store store;

    /** Looks into this store. */
    public ProductUsers(Store store) {
        this.store = store;
    }

    /** The user with that id or e-mail address, if they hold a license of the product and the caller may know of them. */
    public UserDetails show(Caller caller, String productId, String idOrEmail) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            User user = UserRules.findVisible(session, caller, idOrEmail);
            if (!session.users().holdsLicenseOf(user.id(), productId)) {
                throw Refusal.notFound("user", idOrEmail);
            }
            UserRules.requireReader(caller, user.role());
            return UserDetails.of(session, user, caller.now());
        });
    }
}
