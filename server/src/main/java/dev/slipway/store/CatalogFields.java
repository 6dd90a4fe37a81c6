package dev.slipway.store;

import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.FileLabels;
import dev.slipway.model.ReleaseStatus;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** By which fields products, releases and their files can be filtered, searched and sorted. */
final class CatalogFields {
    /** The time a release counts as made; written as in the index. */
    private static final Field<Long> DATED =
            DSL.field("coalesce({0}, {1})", SQLDataType.BIGINT.notNull(), RELEASES.BACKDATED, RELEASES.CREATED);

    /** The version as two to four numbers; where there is no exact form, its first three. */
    private static final Field<String> NUMBERS = DSL.coalesce(
            RELEASES.DOTTED_VERSION,
            DSL.concat(
                    RELEASES.VERSION_MAJOR.cast(SQLDataType.CLOB),
                    DSL.inline("."),
                    RELEASES.VERSION_MINOR.cast(SQLDataType.CLOB),
                    DSL.inline("."),
                    RELEASES.VERSION_PATCH.cast(SQLDataType.CLOB)));

    /** Of releases. */
    static final ListFields OF_RELEASES = ListFields.of(DATED)
            .id("id", RELEASES.ID)
            .id("productId", RELEASES.PRODUCT_ID)
            .text("name", RELEASES.NAME)
            .text("version", NUMBERS)
            .text("semver", RELEASES.SEMVER)
            .text("channel", RELEASES.CHANNEL_NAME)
            .anyFolded("platform", RELEASE_PLATFORMS.PLATFORM, CatalogFields::folded, CatalogFields::hasPlatform)
            .anyFolded("platforms", RELEASE_PLATFORMS.PLATFORM, CatalogFields::folded, CatalogFields::hasPlatform)
            .text("notes", RELEASES.DESCRIPTION)
            .text("tag", RELEASES.TAG)
            .flag("published", RELEASES.STATUS.ne(ReleaseStatus.DRAFT.name()))
            .flag("private", RELEASES.IS_PRIVATE.isTrue())
            .flag("archived", RELEASES.ARCHIVED.isNotNull().or(RELEASES.STATUS.eq(ReleaseStatus.YANKED.name())))
            .time("updatedAt", RELEASES.UPDATED)
            .time("publishedAt", RELEASES.PUBLISHED)
            .sortedBy("name", "channel", "updatedAt", "publishedAt")
            .sortedBy("version", RELEASES.DOTTED_KEY)
            .searched(RELEASES.NAME, NUMBERS)
            .build();

    private static final Field<Long> SIZE = DSL.coalesce(ARTIFACTS.CONTENT_LENGTH, ARTIFACTS.FILESIZE, DSL.inline(0L));
    /** Of files. */
    static final ListFields OF_FILES = ListFields.of(ARTIFACTS.CREATED)
            .id("id", ARTIFACTS.ID)
            .id("releaseId", ARTIFACTS.RELEASE_ID)
            .id("productId", ARTIFACTS.PRODUCT_ID)
            .text("name", ARTIFACTS.FILENAME)
            .number("size", SIZE)
            .number("downloads", ARTIFACTS.DOWNLOADS)
            .flag("external", ARTIFACTS.EXTERNAL_URL.isNotNull())
            .flag(
                    "published",
                    DSL.exists(selectOne()
                            .from(RELEASES)
                            .where(RELEASES.ACCOUNT_ID
                                    .eq(ARTIFACTS.ACCOUNT_ID)
                                    .and(RELEASES.ID.eq(ARTIFACTS.RELEASE_ID))
                                    .and(unindexed(RELEASES.STATUS).ne(ReleaseStatus.DRAFT.name())))))
            .time("updatedAt", ARTIFACTS.UPDATED)
            .sortedBy("name", "size", "downloads", "updatedAt")
            .searched(ARTIFACTS.FILENAME)
            .build();

    /** Of products. */
    static final ListFields OF_PRODUCTS = ListFields.of(PRODUCTS.CREATED)
            .id("id", PRODUCTS.ID)
            .text("name", PRODUCTS.NAME)
            .text("displayName", PRODUCTS.DISPLAY_NAME)
            .text("description", PRODUCTS.DESCRIPTION)
            .text("code", PRODUCTS.CODE)
            .text("distributionStrategy", PRODUCTS.DISTRIBUTION_STRATEGY)
            .text("versionScheme", PRODUCTS.VERSION_SCHEME)
            .text("publishPolicy", PRODUCTS.PUBLISH_POLICY)
            .text("externalFiles", PRODUCTS.EXTERNAL_FILES)
            .time("updatedAt", PRODUCTS.UPDATED)
            .sortedBy("name", "displayName", "updatedAt")
            .searched(PRODUCTS.NAME, PRODUCTS.DISPLAY_NAME)
            .build();

    private CatalogFields() {}

    private static String folded(String platform) {
        String label = FileLabels.label(platform);
        return label == null ? "" : label;
    }

    private static Condition hasPlatform(Condition condition) {
        return DSL.exists(DSL.selectOne()
                .from(RELEASE_PLATFORMS)
                .where(RELEASE_PLATFORMS
                        .ACCOUNT_ID
                        .eq(RELEASES.ACCOUNT_ID)
                        .and(RELEASE_PLATFORMS.RELEASE_ID.eq(RELEASES.ID))
                        .and(condition)));
    }
}
