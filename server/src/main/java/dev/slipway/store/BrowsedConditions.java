package dev.slipway.store;

import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.BrowsedReleases;
import java.util.List;
import org.jooq.Condition;

/** What people look for among releases, as conditions. */
final class BrowsedConditions {
    private BrowsedConditions() {}

    /** Releases as people look for them, apart from a text. */
    static Condition of(String accountId, BrowsedReleases wanted) {
        Condition fits = noCondition();
        if (wanted.productId() != null) {
            fits = fits.and(RELEASES.PRODUCT_ID.eq(wanted.productId()));
        }
        if (wanted.channelName() != null) {
            fits = fits.and(RELEASES.CHANNEL_NAME.eq(wanted.channelName()));
        }
        if (wanted.platform() != null) {
            fits = fits.and(exists(selectOne()
                    .from(RELEASE_PLATFORMS)
                    .where(RELEASE_PLATFORMS
                            .ACCOUNT_ID
                            .eq(accountId)
                            .and(RELEASE_PLATFORMS.RELEASE_ID.eq(RELEASES.ID))
                            .and(RELEASE_PLATFORMS.PLATFORM.in(
                                    ReleasePlatformRows.folded(List.of(wanted.platform())))))));
        }
        return wanted.standing() == null ? fits : fits.and(standing(wanted.standing()));
    }

    private static Condition standing(BrowsedReleases.Standing standing) {
        return switch (standing) {
            case ARCHIVED -> RELEASES.ARCHIVED.isNotNull();
            case DRAFT, PUBLISHED, YANKED -> RELEASES.STATUS.eq(standing.name()).and(RELEASES.ARCHIVED.isNull());
        };
    }
}
