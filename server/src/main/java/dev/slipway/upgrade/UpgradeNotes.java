package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.access.FirstUse;
import dev.slipway.event.Observations;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an offered upgrade leaves behind, whichever client asked: it counts, is told, and may start the time of a license. */
record UpgradeNotes(Store store, Observations observations, FirstUse firstUse) {

    /**
     * Notes that a release was offered.
     *
     * @param current the version it is offered for
     */
    void offered(Caller caller, String current, Release next) {
        firstUse.note(store, caller, next.id());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("product", next.productId());
        details.put("package", next.packageId());
        details.put("prev", current);
        details.put("next", next.semver().text());
        observations.observe(
                caller,
                "release.upgraded",
                "releases",
                next.id(),
                next.id(),
                Observations.Counter.UPGRADE,
                new Metadata(details));
    }
}
