package dev.slipway.access;

import dev.slipway.model.ExpirationBasis;
import dev.slipway.store.Session;

/**
 * What happens when a license is first used to download or to upgrade: where its policy counts from there, its time begins.
 * Bound where the program is put together, so that whoever serves bytes need not know about licensing.
 */
@FunctionalInterface
public interface FirstUse {

    /** Notes the use in the running transaction, which must be one that writes. Harmless when it is not the first. */
    void started(Session session, Caller caller);

    /** Whether a use by this caller may be one that starts the time of a license, so that a transaction is due. */
    static boolean isDue(Caller caller) {
        return caller.bearer() instanceof Bearer.OfLicense license
                && license.standing().license().expiry() == null
                && license.standing().policy().duration() != null
                && license.standing().policy().expirationBasis() == ExpirationBasis.FROM_FIRST_DOWNLOAD;
    }
}
