package dev.slipway.keygen.downgrade;

import dev.slipway.access.Caller;
import dev.slipway.model.Role;

/**
 * Who reads a document.
 *
 * @param seesCounters whether downloads and upgrades of releases are shown to them
 * @param seesUnfinishedFiles whether they know of files whose bytes have not arrived
 */
public record Audience(String accountId, boolean seesCounters, boolean seesUnfinishedFiles) {

    /** The one who sent the request. */
    public static Audience of(Caller caller) {
        Role role = caller.role();
        boolean trusted = role == Role.ADMIN || role == Role.DEVELOPER || role == Role.PRODUCT;
        return new Audience(caller.account().id(), trusted, caller.isVendor());
    }
}
