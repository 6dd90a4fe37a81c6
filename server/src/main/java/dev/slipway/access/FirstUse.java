package dev.slipway.access;

import dev.slipway.model.Release;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Optional;

/**
 * What happens when a license is first used to download or to upgrade: where its policy counts from there, its time begins.
 * Bound where the program is put together, so that whoever serves bytes need not know about licensing.
 */
@FunctionalInterface
public interface FirstUse {

    /** Begins the time of a license in the running transaction, which must be one that writes. Harmless when it has begun. */
    void begin(Session session, Caller caller, String licenseId);

    /** Notes that a caller gets a release; a transaction is only spent where a license waits for that. */
    default void note(Store store, Caller caller, String releaseId) {
        if (ReleaseAccess.licenses(caller).stream().noneMatch(LicenseStanding::startsByDownload)) {
            return;
        }
        String accountId = caller.account().id();
        Optional<LicenseStanding> started = store.read(accountId, session -> {
            Optional<Release> release = session.releases().find(releaseId);
            return release.flatMap(found -> new ReleaseAccess(session, caller).startedBy(found));
        });
        started.ifPresent(standing -> store.write(accountId, session -> {
            begin(session, caller, standing.license().id());
            return standing;
        }));
    }
}
