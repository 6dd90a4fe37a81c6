package dev.slipway.store;

import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.CLASSIC_FILES;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.FileFilter;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Conditions on a release that are about its files: its artifacts or, without any, the file it was announced with. */
final class FileConditions {
    private FileConditions() {}

    /** Releases with a file of that name; starts from the few files of that name. */
    static Condition named(String accountId, String filename) {
        return RELEASES.ID.in(select(ARTIFACTS.RELEASE_ID)
                .from(ARTIFACTS)
                .where(ARTIFACTS.ACCOUNT_ID.eq(accountId).and(ARTIFACTS.FILENAME.eq(filename)))
                .union(select(CLASSIC_FILES.RELEASE_ID)
                        .from(CLASSIC_FILES)
                        .where(CLASSIC_FILES.ACCOUNT_ID.eq(accountId).and(CLASSIC_FILES.FILENAME.eq(filename)))));
    }

    /** Releases with an artifact that fits or, without any artifact, announced with a file that fits. */
    static Condition showing(FileFilter filter) {
        if (filter.equals(FileFilter.ANY)) {
            return noCondition();
        }
        Condition artifact = artifact(equalWhereGiven(ARTIFACTS.FILETYPE, filter.filetype())
                .and(equalWhereGiven(ARTIFACTS.PLATFORM, filter.platform()))
                .and(equalWhereGiven(ARTIFACTS.ARCH, filter.arch())));
        Condition announced = classicFile(equalWhereGiven(CLASSIC_FILES.FILETYPE, filter.filetype())
                        .and(equalWhereGiven(CLASSIC_FILES.PLATFORM, filter.platform()))
                        .and(isEmptyOrNull(filter.arch()) ? noCondition() : DSL.falseCondition()))
                .or(asksForNothing(filter) ? notAnnounced() : DSL.falseCondition());
        return artifact.or(artifact(noCondition()).not().and(announced));
    }

    /** Releases with an artifact of that platform and an artifact of that file type. */
    static Condition offering(String platform, String filetype) {
        return artifact(unindexed(ARTIFACTS.PLATFORM).eq(platform))
                .and(artifact(unindexed(ARTIFACTS.FILETYPE).eq(filetype)));
    }

    /** Releases with one file, kept or only announced, of that platform and file type. */
    static Condition of(String platform, String filetype) {
        return artifact(unindexed(ARTIFACTS.PLATFORM)
                        .eq(platform)
                        .and(unindexed(ARTIFACTS.FILETYPE).eq(filetype)))
                .or(classicFile(CLASSIC_FILES.PLATFORM.eq(platform).and(CLASSIC_FILES.FILETYPE.eq(filetype))));
    }

    private static Condition artifact(Condition condition) {
        return exists(selectOne()
                .from(ARTIFACTS)
                .where(ARTIFACTS
                        .ACCOUNT_ID
                        .eq(RELEASES.ACCOUNT_ID)
                        .and(ARTIFACTS.RELEASE_ID.eq(RELEASES.ID))
                        .and(condition)));
    }

    private static Condition classicFile(Condition condition) {
        return exists(selectOne()
                .from(CLASSIC_FILES)
                .where(CLASSIC_FILES
                        .ACCOUNT_ID
                        .eq(RELEASES.ACCOUNT_ID)
                        .and(CLASSIC_FILES.RELEASE_ID.eq(RELEASES.ID))
                        .and(condition)));
    }

    private static Condition notAnnounced() {
        return notExists(selectOne()
                .from(CLASSIC_FILES)
                .where(CLASSIC_FILES.ACCOUNT_ID.eq(RELEASES.ACCOUNT_ID).and(CLASSIC_FILES.RELEASE_ID.eq(RELEASES.ID))));
    }

    private static boolean asksForNothing(FileFilter filter) {
        return isEmptyOrNull(filter.filetype()) && isEmptyOrNull(filter.platform()) && isEmptyOrNull(filter.arch());
    }

    private static boolean isEmptyOrNull(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    /** Judges the few files of one release, which is what they are found by. */
    private static Condition equalWhereGiven(TableField<?, String> field, @Nullable String value) {
        return ReleaseConditions.hasWhereGiven(unindexed(field), value);
    }
}
