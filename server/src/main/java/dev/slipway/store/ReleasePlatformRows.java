package dev.slipway.store;

import static dev.slipway.store.Columns.strings;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;

import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.FileLabels;
import dev.slipway.store.schema.tables.records.ReleasePlatformsRecord;
import dev.slipway.store.schema.tables.records.ReleasesRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/** What releases are for: the platforms named for them and those of their uploaded files. Follows every change of these. */
final class ReleasePlatformRows {
    private final DSLContext sql;
    private final String accountId;

    ReleasePlatformRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** What a release is for, sorted. */
    List<String> of(String releaseId) {
        return sql.select(RELEASE_PLATFORMS.PLATFORM)
                .from(RELEASE_PLATFORMS)
                .where(RELEASE_PLATFORMS.ACCOUNT_ID.eq(accountId).and(RELEASE_PLATFORMS.RELEASE_ID.eq(releaseId)))
                .orderBy(RELEASE_PLATFORMS.PLATFORM)
                .fetch(RELEASE_PLATFORMS.PLATFORM);
    }

    /** Writes anew what a release is for. */
    void refresh(String releaseId) {
        sql.deleteFrom(RELEASE_PLATFORMS)
                .where(RELEASE_PLATFORMS.ACCOUNT_ID.eq(accountId).and(RELEASE_PLATFORMS.RELEASE_ID.eq(releaseId)))
                .execute();
        sql.selectFrom(RELEASES)
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.eq(releaseId)))
                .fetchOptional()
                .ifPresent(this::insert);
    }

    private void insert(ReleasesRecord release) {
        Set<String> platforms = new LinkedHashSet<>(folded(strings(release.getPlatforms())));
        platforms.addAll(sql.selectDistinct(ARTIFACTS.PLATFORM)
                .from(ARTIFACTS)
                .where(ARTIFACTS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(ARTIFACTS.RELEASE_ID.eq(release.getId()))
                        .and(ARTIFACTS.STATUS.eq(ArtifactStatus.UPLOADED.name()))
                        .and(ARTIFACTS.PLATFORM.isNotNull()))
                .fetch(ARTIFACTS.PLATFORM));
        for (String platform : platforms) {
            ReleasePlatformsRecord row = new ReleasePlatformsRecord();
            row.setAccountId(accountId);
            row.setReleaseId(release.getId());
            row.setPlatform(platform);
            row.setProductId(release.getProductId());
            row.setChannelName(release.getChannelName());
            row.setDottedKey(release.getDottedKey());
            sql.insertInto(RELEASE_PLATFORMS).set(row).execute();
        }
    }

    /** Platforms as they are kept and looked for. */
    static List<String> folded(List<String> platforms) {
        return platforms.stream()
                .map(FileLabels::label)
                .filter(label -> label != null)
                .distinct()
                .toList();
    }
}
