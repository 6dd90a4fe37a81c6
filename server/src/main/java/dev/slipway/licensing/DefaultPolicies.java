package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.AuthenticationStrategy;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.model.RenewalBasis;
import dev.slipway.model.TransferStrategy;
import dev.slipway.store.Session;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The policy of licenses that are issued for a product without naming one. Each product has at most one, made on first use. */
final class DefaultPolicies {
    private DefaultPolicies() {}

    /**
     * The default policy of a product, which the caller of this has locked. Its id follows from the product's, so that it is
     * found again whatever is done to it.
     */
    static Policy of(Session session, Caller caller, String productId, ChangeLog changes) {
        String id = id(productId);
        return session.policies().findForUpdate(id).orElseGet(() -> {
            Policy policy = new Policy(
                    id,
                    productId,
                    "Default",
                    null,
                    ExpirationStrategy.RESTRICT_ACCESS,
                    ExpirationBasis.FROM_CREATION,
                    RenewalBasis.FROM_EXPIRY,
                    TransferStrategy.KEEP_EXPIRY,
                    AuthenticationStrategy.MIXED,
                    null,
                    // Or customers could issue themselves licenses of it.
                    true,
                    null,
                    null,
                    Metadata.EMPTY,
                    Metadata.EMPTY,
                    caller.now(),
                    caller.now());
            session.policies().insert(policy);
            changes.record(session, caller, "policy.created", Policies.TYPE, id);
            return policy;
        });
    }

    private static String id(String productId) {
        return UUID.nameUUIDFromBytes(("default policy of " + productId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
